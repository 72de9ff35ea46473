//! Exact shares: so many of so many.

use minicbor::{Decode, Encode};

/// A share, compared by multiplication and never rounded before it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Encode, Decode)]
pub struct Share {
    /// How many.
    #[n(0)]
    pub part: u32,
    /// Of how many; zero where there was nothing to count.
    #[n(1)]
    pub whole: u32,
}

impl Share {
    /// Whether it is at least `percent`; `None` where there was nothing to count.
    pub fn reaches(self, percent: u16) -> Option<bool> {
        self.at_least(u32::from(percent), 100)
    }

    /// Whether it is at least `part` of `whole`, such as 2 of 3.
    pub fn at_least(self, part: u32, whole: u32) -> Option<bool> {
        let (own, other) = (u64::from(self.part) * u64::from(whole), u64::from(part) * u64::from(self.whole));
        (self.whole != 0).then_some(other <= own)
    }

    /// In whole percent, rounded down, to be shown.
    pub fn percent(self) -> Option<u64> {
        (u64::from(self.part) * 100).checked_div(u64::from(self.whole))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_exact() {
        fn check(part: u32, whole: u32, percent: u16, expect: Option<bool>) {
            assert_eq!(Share { part, whole }.reaches(percent), expect, "{part}/{whole} {percent}");
        }
        check(17, 20, 85, Some(true));
        check(18, 22, 85, Some(false));
        check(99, 116, 85, Some(true));
        check(98, 116, 85, Some(false));
        check(0, 0, 85, None);
        check(u32::MAX, u32::MAX, u16::MAX, Some(false));
        assert_eq!(Share { part: 2, whole: 3 }.at_least(2, 3), Some(true));
        assert_eq!(Share { part: 199, whole: 300 }.at_least(2, 3), Some(false));
        assert_eq!(Share { part: 18, whole: 22 }.percent(), Some(81));
    }
}
