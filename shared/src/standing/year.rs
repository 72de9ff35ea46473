//! The twelve months of a year side by side, for the year's review.

use super::month::{MonthStanding, Progress};
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

    /// How many months reached the grade at `place`, or a better one, by `scheme`:
    /// grades of different schemes are not compared.
    pub fn reached(&self, scheme: &str, place: u8) -> usize {
        let reached = |month: &&MonthColumn| {
            month.scheme.as_deref() == Some(scheme) && month.grade.is_some_and(|grade| grade <= place)
        };
        self.months.iter().filter(reached).count()
    }

    /// How many months met the good `criterion`, in submitted months.
    pub fn met(&self, criterion: &str) -> usize {
        let submitted = self.months.iter().filter(|month| matches!(month.progress, Progress::Submitted(_)));
        submitted
            .flat_map(|month| &month.goods)
            .filter(|(id, outcome)| id == criterion && *outcome == Outcome::Met)
            .count()
    }
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
