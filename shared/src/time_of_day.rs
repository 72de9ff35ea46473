//! A time of day: when a meeting begins and ends.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};
use thiserror::Error;

use crate::moment::Clock;

/// Why a text is not a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a time is written hour:minute, such as 19:30")]
pub struct TimeError;

/// A minute of the day, from 00:00 to 23:59, in Vietnam.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Time(
    // Minutes since midnight.
    #[n(0)] u16,
);

impl Time {
    const COUNT: u16 = 24 * 60;

    /// The time with these numbers, if a day has it.
    pub fn new(hour: u8, minute: u8) -> Result<Self, TimeError> {
        if hour < 24 && minute < 60 {
            Ok(Self(u16::from(hour) * 60 + u16::from(minute)))
        } else {
            Err(TimeError)
        }
    }

    /// The time that a clock shows.
    pub fn of(clock: Clock) -> Self {
        Self((u16::from(clock.hour) * 60 + u16::from(clock.minute)) % Self::COUNT)
    }

    /// The hour, 0 to 23.
    pub fn hour(self) -> u8 {
        // A minute of the day has at most 24 hours before it.
        u8::try_from(self.0 % Self::COUNT / 60).unwrap_or(0)
    }

    /// The minute of the hour, 0 to 59.
    pub fn minute(self) -> u8 {
        u8::try_from(self.0 % 60).unwrap_or(0)
    }

    /// Minutes from `earlier` to this time of the same day; `None` if it is not later.
    pub fn minutes_since(self, earlier: Self) -> Option<u16> {
        self.0.checked_sub(earlier.0)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Time {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let (hour, minute) = text.split_once(':').ok_or(TimeError)?;
        let plain = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        if !plain(hour) || !plain(minute) {
            return Err(TimeError);
        }
        Self::new(hour.parse().map_err(|_| TimeError)?, minute.parse().map_err(|_| TimeError)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_exist_or_are_refused() {
        fn check(text: &str, expect: Option<(u8, u8)>) {
            let time = text.parse::<Time>();
            assert_eq!(time.map(|t| (t.hour(), t.minute())).ok(), expect, "{text}");
            assert!(time.is_err() || time.map(|t| t.to_string()).as_deref() == Ok(text));
        }
        check("00:00", Some((0, 0)));
        check("19:30", Some((19, 30)));
        check("23:59", Some((23, 59)));
        for text in ["24:00", "12:60", "7:30", "07:3", "+7:30", "0730", "", "07:30:00"] {
            check(text, None);
        }
    }

    #[test]
    fn minutes_are_counted_within_a_day() {
        let time = |text: &str| text.parse::<Time>().unwrap();
        assert_eq!(time("21:05").minutes_since(time("19:30")), Some(95));
        assert_eq!(time("19:30").minutes_since(time("19:30")), Some(0));
        assert_eq!(time("19:29").minutes_since(time("19:30")), None);
        assert_eq!(Time::of(Clock { hour: 19, minute: 30 }), time("19:30"));
    }
}
