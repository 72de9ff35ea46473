//! Amounts of contributions: whole dong, work-days, square metres.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};
use thiserror::Error;

/// Why something is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AmountError {
    /// It is not a whole number.
    #[error("an amount is a whole number")]
    NotANumber,
    /// It is more than is recorded at once.
    #[error("at most 1,000,000,000,000 is recorded at once")]
    TooLarge,
}

/// A whole number from 0 to 10^12, exact.
///
/// The largest sums that were reported are some 10^10 dong (domain §4.4); a
/// hundred times that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Encode, Decode)]
#[cbor(transparent)]
pub struct Amount(#[n(0)] u64);

impl Amount {
    /// The largest amount.
    pub const MOST: u64 = 1_000_000_000_000;

    /// The amount, if it is not too large.
    pub fn new(number: u64) -> Result<Self, AmountError> {
        if number <= Self::MOST { Ok(Self(number)) } else { Err(AmountError::TooLarge) }
    }

    /// The number.
    pub const fn number(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    /// Reads digits, which may stand in groups as Vietnamese, English or a form write them.
    fn from_str(text: &str) -> Result<Self, AmountError> {
        let digits: String =
            text.trim().chars().filter(|c| !matches!(c, '.' | ',' | ' ' | '\u{a0}')).collect();
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(AmountError::NotANumber);
        }
        if !groups_are_thousands(text.trim()) {
            return Err(AmountError::NotANumber);
        }
        digits.parse().map_err(|_| AmountError::TooLarge).and_then(Self::new)
    }
}

/// Whether every group behind a separator has three digits, so that `1.5` is
/// not taken for fifteen.
fn groups_are_thousands(text: &str) -> bool {
    text.split(['.', ',', ' ', '\u{a0}']).skip(1).all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_whole_and_bounded() {
        fn check(text: &str, expect: Result<u64, AmountError>) {
            assert_eq!(text.parse::<Amount>().map(Amount::number), expect, "{text}");
        }
        check("0", Ok(0));
        check("1700000000", Ok(1_700_000_000));
        check("1.700.000.000", Ok(1_700_000_000));
        check("1,700,000,000", Ok(1_700_000_000));
        check(" 12 000 ", Ok(12_000));
        check("1000000000000", Ok(Amount::MOST));
        check("1000000000001", Err(AmountError::TooLarge));
        check("99999999999999999999999", Err(AmountError::TooLarge));
        for text in ["", "-1", "1.5", "1,7", "7 tỷ", "1e9", "..", "1..000"] {
            check(text, Err(AmountError::NotANumber));
        }
    }
}
