//! Between which grades a result still lies while something is missing.

use minicbor::{Decode, Encode};

use super::Scheme;
use super::evaluate::{Assumed, End, evaluate_assuming};
use crate::standing::facts::MonthFacts;

/// The grades that are still possible, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Encode, Decode)]
pub struct GradeRange {
    /// The place of the best grade that is still possible; none where every grade is barred.
    #[n(0)]
    pub best: Option<u8>,
    /// The place of the worst one; none where all could be barred, or nothing counts.
    #[n(1)]
    pub worst: Option<u8>,
}

impl GradeRange {
    /// Whether the grade is settled.
    pub fn is_settled(self) -> bool {
        self.best == self.worst
    }
}

/// The range by `scheme` on these facts: what is missing, the months and
/// meetings without a grade among it, turns out as well or as badly as it can.
/// What the records already tell stays as it is.
pub fn grade_range(scheme: &Scheme, facts: &MonthFacts<'_>) -> GradeRange {
    let end = |end| {
        let assumed = Assumed { missing: Some(end), ..Assumed::default() };
        evaluate_assuming(scheme, facts, &assumed).grade
    };
    GradeRange { best: end(End::Best), worst: end(End::Worst) }
}

#[cfg(test)]
#[cfg(feature = "scheme-files")]
mod tests;
