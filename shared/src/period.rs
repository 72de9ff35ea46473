//! A span of days: an exemption, an absence, a term of office.

use minicbor::{Decode, Encode};
use thiserror::Error;

use crate::date::Date;

/// Why two days are not a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the last day lies before the first")]
pub struct PeriodError;

/// Days from the first to the last, both included; without a last one it has no end yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Period {
    #[n(0)]
    from: Date,
    #[n(1)]
    until: Option<Date>,
}

impl Period {
    /// The period of these days, unless it would end before it begins.
    pub fn new(from: Date, until: Option<Date>) -> Result<Self, PeriodError> {
        if until.is_some_and(|until| until < from) { Err(PeriodError) } else { Ok(Self { from, until }) }
    }

    /// The period that begins on this day and has no end yet.
    pub const fn open(from: Date) -> Self {
        Self { from, until: None }
    }

    /// The first day.
    pub fn from(self) -> Date {
        self.from
    }

    /// The last day, if there is one.
    pub fn until(self) -> Option<Date> {
        self.until
    }

    /// Whether `day` lies in it.
    pub fn contains(self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_their_days() {
        let day = |number| Date::new(2024, 11, number).unwrap();
        let week = Period::new(day(4), Some(day(10))).unwrap();
        assert!(week.contains(day(4)) && week.contains(day(10)));
        assert!(!week.contains(day(3)) && !week.contains(day(11)));
        assert!(Period::new(day(4), None).unwrap().contains(day(30)));
        assert_eq!(Period::new(day(4), Some(day(3))), Err(PeriodError));
    }
}
