//! The phones that a member uses.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};
use thiserror::Error;

use crate::id::DeviceNumber;

/// Why a text does not name phones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("phones are told by their numbers, each once, in ascending order, with commas between them")]
pub struct PhonesError;

/// The numbers of the phones that a member uses, as `15,16`: at least one,
/// ascending, each once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Phones(#[n(0)] String);

impl Phones {
    /// Phones that one member may have used.
    pub const MOST: usize = 40;

    /// One phone; none for 0, which no phone has.
    pub fn one(phone: DeviceNumber) -> Option<Self> {
        written(&[phone])
    }

    /// The numbers, ascending.
    pub fn numbers(&self) -> impl Iterator<Item = DeviceNumber> {
        self.0.split(',').filter_map(|number| number.parse().ok()).map(DeviceNumber)
    }

    /// Whether `phone` is one of them.
    pub fn has(&self, phone: DeviceNumber) -> bool {
        self.numbers().any(|known| known == phone)
    }

    /// These and `phone`. Where there are as many as fit, the oldest gives way.
    #[must_use]
    pub fn with(&self, phone: DeviceNumber) -> Self {
        let mut numbers: Vec<_> = self.numbers().collect();
        numbers.push(phone);
        numbers.sort_unstable();
        numbers.dedup();
        let oldest = numbers.len().saturating_sub(Self::MOST);
        numbers.get(oldest..).and_then(written).unwrap_or_else(|| self.clone())
    }

    /// These but `phone`; none where there is no other.
    pub fn without(&self, phone: DeviceNumber) -> Option<Self> {
        written(&self.numbers().filter(|known| *known != phone).collect::<Vec<_>>())
    }
}

/// Ascending numbers as a text, if they are phones.
fn written(numbers: &[DeviceNumber]) -> Option<Phones> {
    let numbers: Vec<_> = numbers.iter().map(ToString::to_string).collect();
    numbers.join(",").parse().ok()
}

impl fmt::Display for Phones {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Phones {
    type Err = PhonesError;

    fn from_str(text: &str) -> Result<Self, PhonesError> {
        let mut last = 0;
        for (place, part) in text.split(',').enumerate() {
            // Digits alone, and no nought before them: a number is written in one way.
            let plain = part.bytes().all(|b| b.is_ascii_digit()) && !part.starts_with('0');
            match part.parse::<u32>() {
                Ok(number) if plain && last < number && place < Self::MOST => last = number,
                _ => return Err(PhonesError),
            }
        }
        Ok(Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn phones_are_written_in_one_way() {
        fn check(text: &str, expect: bool) {
            assert_eq!(text.parse::<Phones>().is_ok(), expect, "{text}");
        }
        check("15", true);
        check("15,16", true);
        check("4294967295", true);
        for text in ["", "0", "16,15", "15,15", "15,", ",15", "+15", "015", "15, 16", "4294967296", "máy 15"]
        {
            check(text, false);
        }
        let many = |last: u32| (1..=last).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
        check(&many(40), true);
        check(&many(41), false);
        let one_more = many(40).parse::<Phones>().unwrap().with(DeviceNumber(99));
        assert!(one_more.has(DeviceNumber(99)) && !one_more.has(DeviceNumber(1)));
    }

    proptest! {
        #[test]
        fn phones_are_a_set(numbers in prop::collection::vec(1..9_u32, 1..6), other in 1..9_u32) {
            let other = DeviceNumber(other);
            let first = Phones::one(DeviceNumber(numbers[0])).unwrap();
            let all = numbers.iter().fold(first, |all, n| all.with(DeviceNumber(*n)));
            prop_assert_eq!(all.to_string().parse(), Ok(all.clone()));
            prop_assert!(numbers.iter().all(|n| all.has(DeviceNumber(*n))));
            prop_assert!(all.with(other).has(other));
            let rest: Vec<_> = all.numbers().filter(|n| *n != other).collect();
            let without = all.without(other).map(|w| w.numbers().collect::<Vec<_>>()).unwrap_or_default();
            prop_assert_eq!(without, rest);
        }
    }
}
