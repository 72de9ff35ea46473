//! An instant of time, as some clock told it.

use minicbor::{Decode, Encode};

use crate::date::Date;

/// Milliseconds since 1970-01-01 00:00 UTC.
///
/// A phone's clock may be wrong; moments order nothing that merges, they only
/// tell people when something was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Encode, Decode)]
#[cbor(transparent)]
pub struct Moment(#[n(0)] i64);

/// The hour of day at which a moment fell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
}

/// Vietnam keeps one offset the whole year: seven hours ahead of UTC.
const VIETNAM_OFFSET_MS: i64 = 7 * 3_600_000;
const DAY_MS: i64 = 86_400_000;

impl Moment {
    /// The moment `millis` milliseconds after 1970-01-01 00:00 UTC.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01 00:00 UTC.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Whole seconds, as Automerge stores the time of a change.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// Noon in Vietnam on `date`.
    pub fn noon_of(date: Date) -> Self {
        let epoch = Date::new(2000, 1, 1).map_or(0, |first| date.days_since(first));
        Self((epoch + DAYS_TO_2000) * DAY_MS + DAY_MS / 2 - VIETNAM_OFFSET_MS)
    }

    /// The day in Vietnam; `None` before 2000 or after 2199.
    pub fn date_in_vietnam(self) -> Option<Date> {
        let days = (self.0.checked_add(VIETNAM_OFFSET_MS)?).div_euclid(DAY_MS);
        let (year, month, day) = civil_from_days(days)?;
        Date::new(year, month, day).and_then(Date::in_book).ok()
    }

    /// Hour and minute in Vietnam.
    pub fn clock_in_vietnam(self) -> Clock {
        let minutes = self.0.saturating_add(VIETNAM_OFFSET_MS).rem_euclid(DAY_MS) / 60_000;
        let small = |n: i64| u8::try_from(n).unwrap_or(0);
        Clock { hour: small(minutes / 60), minute: small(minutes % 60) }
    }

    /// Milliseconds from `earlier` to this moment, zero if it is not later.
    pub fn since(self, earlier: Self) -> u64 {
        self.0.checked_sub(earlier.0).and_then(|ms| u64::try_from(ms).ok()).unwrap_or(0)
    }

    /// The moment `millis` later.
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }
}

/// Days from 1970-01-01 to 2000-01-01.
const DAYS_TO_2000: i64 = 10_957;

fn civil_from_days(days: i64) -> Option<(u16, u8, u8)> {
    let base = jiff::civil::Date::new(1970, 1, 1).ok()?;
    let date = base.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    Some((u16::try_from(date.year()).ok()?, u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_change_at_midnight_in_vietnam() {
        fn check(millis: i64, date: &str, hour: u8, minute: u8) {
            let moment = Moment::from_millis(millis);
            assert_eq!(moment.date_in_vietnam(), date.parse().ok(), "{millis}");
            assert_eq!(moment.clock_in_vietnam(), Clock { hour, minute }, "{millis}");
        }
        // 2024-11-06 16:59 UTC and one minute later.
        check(1_730_912_340_000, "2024-11-06", 23, 59);
        check(1_730_912_400_000, "2024-11-07", 0, 0);
        check(946_684_800_000, "2000-01-01", 7, 0);
    }

    #[test]
    fn noon_is_at_noon() {
        let date: Date = "2024-11-07".parse().unwrap();
        let noon = Moment::noon_of(date);
        assert_eq!(noon.date_in_vietnam(), Some(date));
        assert_eq!(noon.clock_in_vietnam(), Clock { hour: 12, minute: 0 });
    }

    #[test]
    fn far_moments_have_no_date_and_do_not_overflow() {
        for millis in [i64::MIN, i64::MAX, -1, 0] {
            assert_eq!(Moment::from_millis(millis).date_in_vietnam(), None);
        }
        assert_eq!(Moment::from_millis(i64::MIN).since(Moment::from_millis(i64::MAX)), 0);
    }
}
