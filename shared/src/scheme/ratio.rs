//! Exact fractions of points, for criteria that are rescaled.

use minicbor::{Decode, Encode};

/// A fraction in lowest terms; the whole is never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Ratio {
    #[n(0)]
    part: u64,
    #[n(1)]
    whole: u64,
}

impl Ratio {
    /// The number `part`.
    pub const fn of(part: u32) -> Self {
        Self { part: part as u64, whole: 1 }
    }

    /// `part` of `whole`; none of nothing.
    pub fn new(part: u64, whole: u64) -> Option<Self> {
        let divisor = common(part, whole);
        Some(Self { part: part.checked_div(divisor)?, whole: whole.checked_div(divisor)? })
            .filter(|ratio| ratio.whole != 0)
    }

    /// Both together. Where the sum does not fit, which points of a scheme
    /// never reach, whole points are added.
    pub fn plus(self, other: Self) -> Self {
        let exact = || {
            let part =
                self.part.checked_mul(other.whole)?.checked_add(other.part.checked_mul(self.whole)?)?;
            Self::new(part, self.whole.checked_mul(other.whole)?)
        };
        let rounded = Self { part: self.floor64().saturating_add(other.floor64()), whole: 1 };
        exact().unwrap_or(rounded)
    }

    /// `self` times `times`, over `over`; unchanged where that is nothing.
    pub fn scaled(self, times: u32, over: u32) -> Self {
        let exact = || Self::new(self.part.checked_mul(times.into())?, self.whole.checked_mul(over.into())?);
        exact().unwrap_or(self)
    }

    /// The smaller one of itself and the number `most`.
    pub fn at_most(self, most: u32) -> Self {
        let exceeds = u128::from(most) * u128::from(self.whole) < u128::from(self.part);
        if exceeds { Self::of(most) } else { self }
    }

    /// Rounded down, to be shown.
    pub fn floor(self) -> u32 {
        u32::try_from(self.floor64()).unwrap_or(u32::MAX)
    }

    /// Whether it is a whole number.
    pub const fn is_whole(self) -> bool {
        self.whole == 1
    }

    /// Its part and its whole, in lowest terms.
    pub const fn parts(self) -> (u64, u64) {
        (self.part, self.whole)
    }

    /// Whether it is at least `percent` of `of`.
    pub fn reaches(self, percent: u16, of: u32) -> bool {
        let needed = u128::from(of) * u128::from(percent) * u128::from(self.whole);
        needed <= u128::from(self.part) * 100
    }

    fn floor64(self) -> u64 {
        self.part.checked_div(self.whole).unwrap_or(0)
    }
}

/// The greatest common divisor.
fn common(mut a: u64, mut b: u64) -> u64 {
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_exact() {
        let third = Ratio::new(1, 3).unwrap();
        assert_eq!(third.plus(third).plus(third), Ratio::of(1));
        assert_eq!(Ratio::new(10, 4).map(Ratio::parts), Some((5, 2)));
        assert_eq!((Ratio::new(1, 0), Ratio::new(0, 0)), (None, None));
        assert_eq!(Ratio::of(7).scaled(30, 25).parts(), (42, 5));
        assert_eq!(Ratio::of(7).scaled(30, 0), Ratio::of(7));
        assert_eq!((Ratio::of(7).at_most(5), third.at_most(5)), (Ratio::of(5), third));
        let two_thirds = Ratio::new(200, 3).unwrap();
        assert!(two_thirds.reaches(66, 100) && !two_thirds.reaches(67, 100));
        assert_eq!(two_thirds.floor(), 66);
        let huge = Ratio::new(u64::MAX, u64::MAX - 1).unwrap();
        assert_eq!(huge.plus(third), Ratio::of(1));
    }
}
