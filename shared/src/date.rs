//! A day of the civil calendar.

use std::fmt;
use std::str::FromStr;

use minicbor::decode::{Decode, Decoder, Error as DecodeError};
use minicbor::encode::{Encode, Encoder, Error as EncodeError, Write};
use thiserror::Error;

use crate::month::Month;

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DateError {
    /// The text is not `yyyy-mm-dd`.
    #[error("a date is written year-month-day, such as 2024-11-07")]
    NotADate,
    /// The calendar has no such day, such as 31 February.
    #[error("there is no such day in the calendar")]
    NoSuchDay,
    /// The year is outside what the field takes: 2000 to 2199 for what the book
    /// tells, from 1900 on for a day of a person's life.
    #[error("the book takes the years 2000 to 2199, of a person's life those from 1900 on")]
    OutOfRange,
}

/// A day that exists, from 1900-01-01 to 2199-12-31.
///
/// The book tells what happened since 2000 ([`Date::in_book`]); earlier days are
/// those of a person's life, such as when they were admitted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// The day with these numbers, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, DateError> {
        let (Ok(y), Ok(m), Ok(d)) = (i16::try_from(year), i8::try_from(month), i8::try_from(day)) else {
            return Err(DateError::NoSuchDay);
        };
        match jiff::civil::Date::new(y, m, d) {
            Ok(date) if (1900..2200).contains(&year) => Ok(Self(date)),
            Ok(_) => Err(DateError::OutOfRange),
            Err(_) => Err(DateError::NoSuchDay),
        }
    }

    /// This day, if the book can tell of it: it is not before 2000.
    pub fn in_book(self) -> Result<Self, DateError> {
        if self.year() < 2000 { Err(DateError::OutOfRange) } else { Ok(self) }
    }

    /// The first day of `month`.
    pub fn first_of(month: Month) -> Self {
        let (year, number) = (month.year().cast_signed(), month.number().cast_signed());
        // Every month of the type has a first day; the fallback is never taken.
        Self(jiff::civil::Date::new(year, number, 1).unwrap_or(jiff::civil::Date::ZERO))
    }

    /// The last day of `month`.
    pub fn last_of(month: Month) -> Self {
        Self(Self::first_of(month).0.last_of_month())
    }

    /// The month this day lies in, for a day before 2000 the first there is.
    pub fn month(self) -> Month {
        Month::of(self)
    }

    /// The year, 1900 to 2199.
    pub fn year(self) -> u16 {
        self.0.year().unsigned_abs()
    }

    /// The month's number, 1 to 12.
    pub fn month_number(self) -> u8 {
        self.0.month().unsigned_abs()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.0.day().unsigned_abs()
    }

    /// The day of the week, 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u8 {
        self.0.weekday().to_monday_zero_offset().unsigned_abs()
    }

    /// Days from `earlier` to this day; negative if `earlier` is later.
    pub fn days_since(self, earlier: Self) -> i64 {
        i64::from(self.0.since(earlier.0).map_or(0, |span| span.get_days()))
    }

    /// The day `days` after this one, held within the calendar of this type.
    pub fn plus_days(self, days: u16) -> Self {
        let span = jiff::Span::new().days(i64::from(days));
        self.0.checked_add(span).map_or(self, Self)
    }

    /// The day before, or the first day there is.
    pub fn day_before(self) -> Self {
        let before = self.0.yesterday().map_or(self, Self);
        if before.year() < 1900 { self } else { before }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month_number(), self.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let mut parts = text.splitn(3, '-');
        let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(DateError::NotADate);
        };
        if (year.len(), month.len(), day.len()) != (4, 2, 2) {
            return Err(DateError::NotADate);
        }
        match (year.parse(), month.parse(), day.parse()) {
            (Ok(year), Ok(month), Ok(day)) => Self::new(year, month, day),
            _ => Err(DateError::NotADate),
        }
    }
}

impl<C> Encode<C> for Date {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        let number =
            u32::from(self.year()) * 10_000 + u32::from(self.month_number()) * 100 + u32::from(self.day());
        e.u32(number)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Date {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
        let number = d.u32()?;
        let part = |n: u32| u8::try_from(n).map_err(|_| DecodeError::message("not a date"));
        let year = u16::try_from(number / 10_000).map_err(|_| DecodeError::message("not a date"))?;
        Self::new(year, part(number / 100 % 100)?, part(number % 100)?)
            .map_err(|_| DecodeError::message("no such day"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_are_dates() {
        fn check(text: &str, expect: Result<&str, DateError>) {
            assert_eq!(text.parse::<Date>().map(|d| d.to_string()), expect.map(String::from), "{text}");
        }
        check("2024-11-07", Ok("2024-11-07"));
        check("2024-02-29", Ok("2024-02-29"));
        check("2023-02-29", Err(DateError::NoSuchDay));
        check("2024-02-31", Err(DateError::NoSuchDay));
        check("2024-13-01", Err(DateError::NoSuchDay));
        check("1985-02-03", Ok("1985-02-03"));
        check("1899-12-31", Err(DateError::OutOfRange));
        check("9999-12-31", Err(DateError::OutOfRange));
        check("9999-02-31", Err(DateError::NoSuchDay));
        check("2024-1-1", Err(DateError::NotADate));
        check("07/11/2024", Err(DateError::NotADate));
        check("2024-11--7", Err(DateError::NotADate));
        check("", Err(DateError::NotADate));
    }

    #[test]
    fn the_book_begins_in_2000() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(date("1999-12-31").in_book(), Err(DateError::OutOfRange));
        assert_eq!(date("2000-01-01").in_book(), Ok(date("2000-01-01")));
        assert_eq!(date("1985-02-03").month(), Month::FIRST);
    }

    #[test]
    fn days_are_counted_over_months_and_years() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(date("2025-01-02").days_since(date("2024-12-30")), 3);
        assert_eq!(date("2024-12-30").days_since(date("2025-01-02")), -3);
        assert_eq!(date("2024-02-28").plus_days(2), date("2024-03-01"));
        assert_eq!((date("2024-11-04").weekday(), date("2024-11-10").weekday()), (0, 6));
    }
}
