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

    /// Reads digits, which may stand in groups as Vietnamese, English, Bengali or a form write them.
    fn from_str(text: &str) -> Result<Self, AmountError> {
        let text = text.trim();
        let mut separators = text.chars().filter(|c| is_separator(*c));
        let separator = separators.next();
        // Two sorts of separators are groups and decimals.
        if separators.any(|other| Some(other) != separator) {
            return Err(AmountError::NotANumber);
        }
        let groups: Vec<&str> = text.split(is_separator).collect();
        let digits = groups.concat();
        let sound = digits.bytes().all(|b| b.is_ascii_digit()) && are_thousands(&groups, separator);
        if digits.is_empty() || !sound {
            return Err(AmountError::NotANumber);
        }
        digits.parse().map_err(|_| AmountError::TooLarge).and_then(Self::new)
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}')
}

/// Whether the groups are thousands, so that `1.5` is not taken for fifteen:
/// three digits each behind the first; or, where a comma parts them, two each
/// before the last three, as Bengali groups lakhs and crores.
fn are_thousands(groups: &[&str], separator: Option<char>) -> bool {
    let Some((first, rest)) = groups.split_first() else { return false };
    let Some((last, between)) = rest.split_last() else { return true };
    let each = |digits: usize| between.iter().all(|group| group.len() == digits);
    let lakhs = separator == Some(',') && first.len() <= 2 && each(2);
    !first.is_empty() && last.len() == 3 && (each(3) || lakhs)
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
        check("1,70,00,00,000", Ok(1_700_000_000));
        check("1000000000000", Ok(Amount::MOST));
        check("1000000000001", Err(AmountError::TooLarge));
        check("99999999999999999999999", Err(AmountError::TooLarge));
        for text in [
            "",
            "-1",
            "1.5",
            "1,7",
            "7 tỷ",
            "1e9",
            "..",
            "1..000",
            ".000",
            "1.234,567",
            "1.70.000",
            "170,00,000",
        ] {
            check(text, Err(AmountError::NotANumber));
        }
    }
}
