//! Which meetings a cell owes: a regular one every month, a thematic one every
//! quarter (HD 12-HD/BTCTW 06/7/2018).

use crate::date::Date;
use crate::month::Month;
use crate::record::meeting::{Meeting, MeetingForm};

/// A quarter of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    /// Its last month.
    last: Month,
}

impl Quarter {
    /// The quarter `month` lies in.
    pub fn of(month: Month) -> Self {
        let mut last = month;
        while !last.number().is_multiple_of(3) {
            last = last.next();
        }
        Self { last }
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.last.year()
    }

    /// Its number in the year, 1 to 4.
    pub fn number(self) -> u8 {
        self.last.number() / 3
    }

    /// Its last month.
    pub fn last(self) -> Month {
        self.last
    }
}

/// A meeting that should have been held and was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owed {
    /// The regular meeting of a month.
    Regular(Month),
    /// A thematic meeting of a quarter.
    Thematic(Quarter),
}

impl Owed {
    /// The rule it follows from.
    pub const SOURCE: &str = "HD 12-HD/BTCTW 06/7/2018";
}

/// What is owed of the months from `first` that were over before `day`, the oldest first.
///
/// A quarter that began before `first` is looked at from `first` on only, so
/// that it is not held against a cell that keeps its book since then.
pub fn owed<'a>(meetings: impl IntoIterator<Item = &'a Meeting>, first: Month, day: Date) -> Vec<Owed> {
    let held: Vec<(MeetingForm, Month)> = meetings
        .into_iter()
        .filter(|meeting| meeting.was_held())
        .filter_map(|meeting| Some((meeting.form?, meeting.month?)))
        .collect();
    let mut found = Vec::new();
    let mut month = first;
    while month.last_day() < day {
        if !held.contains(&(MeetingForm::Regular, month)) {
            found.push(Owed::Regular(month));
        }
        let quarter = Quarter::of(month);
        let begun = month.previous().previous() >= first || first == Month::FIRST;
        let thematic =
            |(form, of): &(MeetingForm, Month)| *form == MeetingForm::Thematic && Quarter::of(*of) == quarter;
        if quarter.last == month && begun && !held.iter().any(thematic) {
            found.push(Owed::Thematic(quarter));
        }
        if month.next() == month {
            break;
        }
        month = month.next();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_quarters_that_are_over_are_owed() {
        fn check(held: &[(MeetingForm, &str)], first: &str, day: &str, expect: &[&str]) {
            let meeting = |(form, month): &(MeetingForm, &str)| Meeting {
                form: Some(*form),
                month: month.parse().ok(),
                held_on: format!("{month}-07").parse().ok(),
                ..Meeting::default()
            };
            let meetings: Vec<_> = held.iter().map(meeting).collect();
            let found = owed(&meetings, first.parse().unwrap(), day.parse().unwrap());
            let told: Vec<_> = found
                .into_iter()
                .map(|owed| match owed {
                    Owed::Regular(month) => month.to_string(),
                    Owed::Thematic(quarter) => format!("{}/{}", quarter.number(), quarter.year()),
                })
                .collect();
            assert_eq!(told, expect, "{held:?}");
        }
        use MeetingForm::{Regular, Thematic};
        check(&[], "2024-10", "2024-10-31", &[]);
        check(&[], "2024-10", "2024-11-01", &["2024-10"]);
        check(&[(Regular, "2024-10")], "2024-10", "2024-12-31", &["2024-11"]);
        check(&[(Regular, "2024-10")], "2024-10", "2025-01-01", &["2024-11", "2024-12", "4/2024"]);
        // A thematic meeting does not stand for the regular one of its month.
        let held = [(Regular, "2024-10"), (Thematic, "2024-11"), (Regular, "2024-12")];
        check(&held, "2024-10", "2025-01-15", &["2024-11"]);
        // The quarter had begun before the book.
        check(&[(Regular, "2024-12")], "2024-12", "2025-01-15", &[]);
    }

    #[test]
    fn the_calendar_ends() {
        let last = Month::new(2199, 12).unwrap();
        assert_eq!(owed([], last, last.last_day()), []);
        assert_eq!(Quarter::of(last).number(), 4);
    }
}
