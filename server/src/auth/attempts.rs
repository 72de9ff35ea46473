//! How often wrong codes may be tried.
//!
//! A code has 40 bits, so that guessing is hopeless as long as it is slow. Only
//! failures count: an office whose phones share one address enrols as many of
//! them as it likes.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use shared::moment::Moment;

/// Failures in a minute from one address.
pub const MOST_FROM_ONE: u32 = 10;
/// Failures in a minute from all addresses together.
pub const MOST_FROM_ALL: u32 = 100;
const WINDOW_MS: u64 = 60_000;

/// The failures of the present minute.
#[derive(Debug, Default)]
pub struct Attempts(Mutex<Window>);

#[derive(Debug, Default)]
struct Window {
    began_at: Moment,
    all: u32,
    // At most MOST_FROM_ALL addresses: nobody is counted beyond that.
    by_address: HashMap<IpAddr, u32>,
}

impl Attempts {
    /// Whether a code from `peer` may be looked at.
    pub fn allows(&self, peer: IpAddr, now: Moment) -> bool {
        let mut window = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if WINDOW_MS <= now.since(window.began_at) || now < window.began_at {
            *window = Window { began_at: now, ..Window::default() };
        }
        let from_one = window.by_address.get(&peer).copied().unwrap_or(0);
        window.all < MOST_FROM_ALL && from_one < MOST_FROM_ONE
    }

    /// Counts a code from `peer` that opened nothing.
    pub fn count_failure(&self, peer: IpAddr) {
        let mut window = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        window.all += 1;
        *window.by_address.entry(peer).or_default() += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    fn peer(last: u8) -> IpAddr {
        Ipv4Addr::new(10, 0, 0, last).into()
    }

    #[test]
    fn one_address_is_stopped_and_others_are_not_until_the_minute_is_over() {
        let attempts = Attempts::default();
        let now = Moment::from_millis(1_000_000);
        for _ in 0..MOST_FROM_ONE {
            assert!(attempts.allows(peer(1), now));
            attempts.count_failure(peer(1));
        }
        assert!(!attempts.allows(peer(1), now.plus_millis(59_999)));
        assert!(attempts.allows(peer(2), now));
        assert!(attempts.allows(peer(1), now.plus_millis(60_000)));
    }

    #[test]
    fn all_addresses_together_are_stopped() {
        let attempts = Attempts::default();
        let now = Moment::from_millis(1_000_000);
        assert!(attempts.allows(peer(0), now));
        for n in 0..MOST_FROM_ALL {
            attempts.count_failure(peer(u8::try_from(n).unwrap()));
        }
        assert!(!attempts.allows(peer(200), now));
    }

    #[test]
    fn a_clock_set_back_stops_nobody() {
        let attempts = Attempts::default();
        assert!(attempts.allows(peer(1), Moment::from_millis(1_000_000)));
        for _ in 0..MOST_FROM_ONE {
            attempts.count_failure(peer(1));
        }
        assert!(attempts.allows(peer(1), Moment::from_millis(5)));
    }
}
