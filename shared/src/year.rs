//! A calendar year: the period of a registration and of a year review.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};
use thiserror::Error;

use crate::date::Date;
use crate::month::Month;

/// Why something is not a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a year is a number from 2000 to 2199")]
pub struct YearError;

/// A year from 2000 to 2199.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Year(#[n(0)] u16);

impl Year {
    /// The first year there is.
    pub const FIRST: u16 = 2000;
    /// The last year there is.
    pub const LAST: u16 = 2199;

    /// The year with this number, if it is in range.
    pub fn new(number: u16) -> Result<Self, YearError> {
        if (Self::FIRST..=Self::LAST).contains(&number) { Ok(Self(number)) } else { Err(YearError) }
    }

    /// The year `date` lies in, for a day before 2000 the first there is.
    pub fn of(date: Date) -> Self {
        Self(date.year().max(Self::FIRST))
    }

    /// Its number.
    pub const fn number(self) -> u16 {
        self.0
    }

    /// Its twelve months.
    pub fn months(self) -> impl DoubleEndedIterator<Item = Month> {
        Month::of_year(self.0)
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

impl fmt::Debug for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Year {
    type Err = YearError;

    fn from_str(text: &str) -> Result<Self, YearError> {
        if text.len() != 4 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(YearError);
        }
        Self::new(text.parse().map_err(|_| YearError)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_four_digits_in_range() {
        fn check(text: &str, expect: Result<u16, YearError>) {
            assert_eq!(text.parse::<Year>().map(Year::number), expect, "{text}");
        }
        check("2024", Ok(2024));
        for text in ["1999", "2200", "24", "+024", "02024", ""] {
            check(text, Err(YearError));
        }
        assert_eq!(Year::new(2024).unwrap().months().count(), 12);
    }
}
