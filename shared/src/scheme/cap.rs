//! How many of a group may have the best grade, as a scheme asks.
//!
//! The rules' text leaves the base and the rounding open (domain §2.5), so
//! both are parameters of the scheme.

use minicbor::{Decode, Encode};

use super::Certainty;
use crate::lang::Text3;

/// A cap on a grade within each comparable group.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct CapRule {
    /// The id of the grade that is capped.
    #[n(0)]
    pub grade: String,
    /// The id of the grade it is capped against; who is above the cap has this one.
    #[n(1)]
    pub good: String,
    /// The most there may be, in percent of the base.
    #[n(2)]
    pub percent: u16,
    /// The same for groups with outstanding results.
    #[n(3)]
    pub exceptional: Option<u16>,
    /// Of what the percentage is.
    #[n(4)]
    pub base: Base,
    /// How a fraction is rounded.
    #[n(5)]
    pub rounding: Rounding,
    /// Within which groups it holds.
    #[n(6)]
    #[cbor(skip_if = "GroupKeys::is_by_kind")]
    pub group: GroupKeys,
    /// How sure base and rounding are, where they are not as sure as the scheme's source.
    #[n(7)]
    pub certainty: Option<Certainty>,
    /// What of it the source leaves open.
    #[n(8)]
    pub note: Option<Text3>,
}

/// By what organisations are parted into comparable groups: those in which all
/// keys are alike are one group; without a key the whole ward is. A cap on
/// members always holds within their organisation.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(transparent))]
#[cbor(transparent)]
pub struct GroupKeys(#[n(0)] pub Vec<GroupKey>);

impl Default for GroupKeys {
    fn default() -> Self {
        Self(vec![GroupKey::Kind])
    }
}

impl GroupKeys {
    /// Schemes of the first release grouped by nothing else, and did not say so.
    fn is_by_kind(&self) -> bool {
        *self == Self::default()
    }

    /// Whether this is one of them.
    pub fn has(&self, key: GroupKey) -> bool {
        self.0.contains(&key)
    }
}

/// One thing in which the organisations of a group are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case"))]
pub enum GroupKey {
    /// Their kind: cells, committees.
    #[n(0)]
    Kind,
    /// The group into which the ward's register puts them.
    #[n(1)]
    Register,
}

/// Of what a cap's percentage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case"))]
pub enum Base {
    /// Of those who end up with the good grade, not counting the capped one.
    #[n(0)]
    GoodOnly,
    /// Of those with the good grade or the capped one.
    #[n(1)]
    GoodOrBetter,
}

/// How a fraction of a place is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case"))]
pub enum Rounding {
    /// Down.
    #[n(0)]
    Down,
    /// From one half on up.
    #[n(1)]
    HalfUp,
}

impl CapRule {
    /// How many may have the capped grade where `candidates` have it or the
    /// good one before the cap.
    ///
    /// Under [`Base::GoodOnly`] whoever is put down enlarges the base: it is
    /// the largest `x` with `x <= percent × (candidates − x)`, rounded as the rule says.
    pub fn places(&self, candidates: u32, standing: Standing) -> u32 {
        let percent = match standing {
            Standing::Usual => self.percent,
            Standing::Exceptional => self.exceptional.unwrap_or(self.percent),
        };
        let percent = u64::from(percent);
        let half = match self.rounding {
            Rounding::Down => 0,
            Rounding::HalfUp => 50,
        };
        let over = match self.base {
            Base::GoodOnly => 100 + percent,
            Base::GoodOrBetter => 100,
        };
        let places = (percent * u64::from(candidates) + half) / over;
        u32::try_from(places).unwrap_or(u32::MAX).min(candidates)
    }
}

/// Whether a group has outstanding results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Standing {
    /// It has not.
    #[default]
    Usual,
    /// It has.
    Exceptional,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_follow_base_and_rounding() {
        fn check(base: Base, rounding: Rounding, candidates: u32, expect: u32) {
            let (grade, good) = ("excellent".to_owned(), "good".to_owned());
            let rule = CapRule {
                grade,
                good,
                percent: 20,
                exceptional: Some(25),
                base,
                rounding,
                group: GroupKeys::default(),
                certainty: None,
                note: None,
            };
            assert_eq!(
                rule.places(candidates, Standing::Usual),
                expect,
                "{base:?} {rounding:?} {candidates}"
            );
        }
        use Base::{GoodOnly, GoodOrBetter};
        use Rounding::{Down, HalfUp};
        for candidates in 0..60 {
            check(GoodOnly, Down, candidates, candidates / 6);
            check(GoodOrBetter, Down, candidates, candidates / 5);
        }
        // Eight good ones are left: 1.6, that is two (domain §2.5).
        check(GoodOnly, HalfUp, 10, 2);
        check(GoodOnly, Down, 10, 1);
        check(GoodOrBetter, HalfUp, 8, 2);
        check(GoodOrBetter, Down, 8, 1);
    }

    #[test]
    fn outstanding_groups_have_more_places() {
        let rule = CapRule {
            grade: String::new(),
            good: String::new(),
            percent: 20,
            exceptional: Some(25),
            base: Base::GoodOrBetter,
            rounding: Rounding::Down,
            group: GroupKeys::default(),
            certainty: None,
            note: None,
        };
        assert_eq!((rule.places(20, Standing::Usual), rule.places(20, Standing::Exceptional)), (4, 5));
        let rule = CapRule { percent: u16::MAX, exceptional: None, ..rule };
        assert_eq!(rule.places(3, Standing::Exceptional), 3);
        assert_eq!(rule.places(u32::MAX, Standing::Usual), u32::MAX);
    }
}
