//! The twelve months of a year side by side, for the year's review; and the
//! classification of the year.

mod standing;

pub use standing::{
    YearMissing, YearSources, YearStanding, meeting_grades, organisation_year, year_of_meetings,
    year_of_months, year_standing,
};

use super::month::{MonthStanding, Progress};
use crate::date::Date;
use crate::month::Month;
use crate::scheme::evaluate::Outcome;
use crate::year::Year;

/// One month of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthColumn {
    /// The month.
    pub month: Month,
    /// The scheme by which it was assessed; none where there is no standing.
    pub scheme: Option<String>,
    /// How far its assessment has come.
    pub progress: Progress,
    /// The grade's place among the scheme's grades, once it was submitted.
    pub grade: Option<u8>,
    /// The goods in the scheme's order: the criterion's id and its result.
    pub goods: Vec<(String, Outcome)>,
}

/// A year's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearTable {
    /// The year.
    pub year: Year,
    /// Its twelve months, in order.
    pub months: Vec<MonthColumn>,
}

impl YearTable {
    /// How many months were submitted.
    pub fn submitted(&self) -> usize {
        self.months.iter().filter(|month| matches!(month.progress, Progress::Submitted(_))).count()
    }
}

/// Something about a year's review that is early or incomplete; nothing of it stops anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReviewDoubt {
    /// It is dated before December, in which years are reviewed.
    BeforeTheEnd,
    /// So many months were not submitted.
    MonthsMissing(u32),
}

/// What gives the review of the table's year on `day` to doubt.
pub fn review_doubts(table: &YearTable, day: Date) -> Vec<ReviewDoubt> {
    let december = Date::new(table.year.number(), 12, 1).ok();
    let early = december.is_some_and(|december| day < december).then_some(ReviewDoubt::BeforeTheEnd);
    let missing = table.months.len().saturating_sub(table.submitted());
    let missing = u32::try_from(missing).ok().filter(|missing| *missing != 0);
    early.into_iter().chain(missing.map(ReviewDoubt::MonthsMissing)).collect()
}

/// The table of `year` out of the standings of its months; months of which
/// `standings` has none are columns as well.
pub fn year_table<'a>(year: Year, standings: impl IntoIterator<Item = &'a MonthStanding>) -> YearTable {
    let standings: Vec<_> = standings.into_iter().collect();
    let column = |month: Month| {
        let standing = standings.iter().find(|standing| standing.month == month);
        MonthColumn {
            month,
            scheme: standing.map(|standing| standing.scheme.clone()),
            progress: standing.map_or(Progress::NotBegun, |standing| standing.progress),
            grade: standing.and_then(|standing| standing.grade()),
            goods: standing.map_or_else(Vec::new, |standing| {
                standing.evaluation.criteria.iter().map(|c| (c.id.clone(), c.outcome)).collect()
            }),
        }
    };
    YearTable { year, months: year.months().map(column).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::evaluate::{CriterionResult, Evaluation};
    use crate::standing::sample::month;

    fn standing(of: &str, progress: Progress, grade: u8, outcome: Outcome) -> MonthStanding {
        let criterion = CriterionResult {
            id: "tasks".to_owned(),
            outcome,
            earned: 0,
            possible: 0,
            settled: 0,
            items: Vec::new(),
            criteria: Vec::new(),
            exact: None,
            minimum: None,
        };
        MonthStanding {
            month: month(of),
            scheme: "monthly-checklist".to_owned(),
            progress,
            assessment: None,
            evaluation: Evaluation {
                criteria: vec![criterion],
                reached: 0,
                possible: 0,
                unanswered: 0,
                grade: Some(grade),
                gates: Vec::new(),
                grades: Vec::new(),
                exact: None,
            },
            missing: Vec::new(),
            conflicts: 0,
            written_at: None,
            received_at: None,
        }
    }

    #[test]
    fn twelve_months_stand_side_by_side() {
        let submitted = Progress::Submitted("2024-12-02".parse().unwrap());
        let standings = [
            standing("2024-11", submitted, 1, Outcome::Met),
            standing("2024-10", submitted, 0, Outcome::NotMet),
            standing("2024-12", Progress::Draft, 0, Outcome::Met),
            standing("2025-01", submitted, 0, Outcome::Met),
        ];
        let table = year_table(Year::new(2024).unwrap(), &standings);
        let grades: Vec<_> = table.months.iter().map(|column| column.grade).collect();
        assert_eq!(grades, [[None; 9].as_slice(), &[Some(0), Some(1), None]].concat());
        assert_eq!(table.submitted(), 2);
        assert_eq!(table.months[10].goods, [("tasks".to_owned(), Outcome::Met)]);
        assert_eq!(table.months[0].progress, Progress::NotBegun);
    }

    #[test]
    fn a_review_before_its_time_is_doubted() {
        fn check(submitted: u8, day: &str, expect: &[ReviewDoubt]) {
            let on = Progress::Submitted("2024-12-02".parse().unwrap());
            let standings: Vec<_> =
                (1..=submitted).map(|n| standing(&format!("2024-{n:02}"), on, 0, Outcome::Met)).collect();
            let table = year_table(Year::new(2024).unwrap(), &standings);
            assert_eq!(review_doubts(&table, day.parse().unwrap()), expect, "{submitted} {day}");
        }
        use ReviewDoubt::*;
        check(12, "2024-12-01", &[]);
        check(12, "2024-11-30", &[BeforeTheEnd]);
        check(11, "2025-01-05", &[MonthsMissing(1)]);
        check(0, "2024-11-30", &[BeforeTheEnd, MonthsMissing(12)]);
    }
}
