//! A calendar month: the period of a self-assessment and of a standing.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};
use thiserror::Error;

use crate::date::Date;

/// Why a text is not a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a month is written year-month, such as 2024-11")]
pub struct MonthError;

/// A month from 2000-01 to 2199-12.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Month(
    // Months since 2000-01.
    #[n(0)] u16,
);

impl Month {
    const COUNT: u16 = 200 * 12;

    /// January 2000, the first month there is.
    pub const FIRST: Self = Self(0);

    /// The month with these numbers, if both are in range.
    pub fn new(year: u16, month: u8) -> Result<Self, MonthError> {
        if (2000..2200).contains(&year) && (1..=12).contains(&month) {
            Ok(Self((year - 2000) * 12 + u16::from(month) - 1))
        } else {
            Err(MonthError)
        }
    }

    /// The month `date` lies in, for a day before 2000 the first there is.
    pub fn of(date: Date) -> Self {
        let month = u16::from(date.month_number()) - 1;
        date.year().checked_sub(2000).map_or(Self::FIRST, |years| Self(years * 12 + month))
    }

    /// The year, 2000 to 2199.
    pub fn year(self) -> u16 {
        2000 + self.0 % Self::COUNT / 12
    }

    /// The month's number, 1 to 12.
    pub fn number(self) -> u8 {
        // The remainder of twelve always fits.
        u8::try_from(self.0 % 12).map_or(12, |month| month + 1)
    }

    /// The month before, or the first month there is.
    pub fn previous(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// The month after, or the last month there is.
    pub fn next(self) -> Self {
        Self((self.0 + 1).min(Self::COUNT - 1))
    }

    /// The first day of the month.
    pub fn first_day(self) -> Date {
        Date::first_of(self)
    }

    /// The last day of the month.
    pub fn last_day(self) -> Date {
        Date::last_of(self)
    }

    /// Whether `date` lies in this month.
    pub fn contains(self, date: Date) -> bool {
        Self::of(date) == self
    }

    /// The twelve months of `year`, if the year is in range.
    pub fn of_year(year: u16) -> impl DoubleEndedIterator<Item = Self> {
        (1..=12).filter_map(move |month| Self::new(year, month).ok())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Month {
    type Err = MonthError;

    fn from_str(text: &str) -> Result<Self, MonthError> {
        let (year, month) = text.split_once('-').ok_or(MonthError)?;
        let is_number = |text: &str, digits| text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
        if !is_number(year, 4) || !is_number(month, 2) {
            return Err(MonthError);
        }
        Self::new(year.parse().map_err(|_| MonthError)?, month.parse().map_err(|_| MonthError)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_follow_each_other_over_the_year() {
        let month = |text: &str| text.parse::<Month>().unwrap();
        assert_eq!(month("2024-12").next(), month("2025-01"));
        assert_eq!(month("2025-01").previous(), month("2024-12"));
        assert_eq!(month("2024-11").to_string(), "2024-11");
        assert!(month("2024-11").contains("2024-11-30".parse().unwrap()));
        assert!(!month("2024-11").contains("2024-12-01".parse().unwrap()));
        assert_eq!(Month::of_year(2024).count(), 12);
    }

    #[test]
    fn other_texts_are_no_months() {
        for text in ["", "2024", "2024-13", "2024-00", "2024-1", "24-11", "1999-12", "2024-11-01"] {
            assert_eq!(text.parse::<Month>(), Err(MonthError), "{text}");
        }
    }
}
