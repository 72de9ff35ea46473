//! The monthly self-assessment of a cell on the four goods.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};
use thiserror::Error;

use super::resolution::Vote;
use crate::date::Date;
use crate::month::Month;
use crate::sorted_map::SortedMap;

/// Why a text is not an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an answer is met, not_met, na, p: with a number of points, or l: with the place of a level")]
pub struct AnswerError;

/// What a person answered to one item of the scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
pub enum Answer {
    /// Met (đạt).
    #[n(0)]
    Met,
    /// Not met (không đạt).
    #[n(1)]
    NotMet,
    /// The item does not apply this month.
    #[n(2)]
    NotApplicable,
    /// A number of points.
    #[n(3)]
    Points(#[n(0)] u16),
    /// The level at this place of the item's scale, the best being 0.
    #[n(4)]
    Level(#[n(0)] u8),
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Met => f.write_str("met"),
            Self::NotMet => f.write_str("not_met"),
            Self::NotApplicable => f.write_str("na"),
            Self::Points(points) => write!(f, "p:{points}"),
            Self::Level(place) => write!(f, "l:{place}"),
        }
    }
}

impl FromStr for Answer {
    type Err = AnswerError;

    fn from_str(text: &str) -> Result<Self, AnswerError> {
        match text {
            "met" => Ok(Self::Met),
            "not_met" => Ok(Self::NotMet),
            "na" => Ok(Self::NotApplicable),
            _ => {
                let points = || text.strip_prefix("p:").and_then(|n| n.parse().ok()).map(Self::Points);
                let level = || text.strip_prefix("l:").and_then(|n| n.parse().ok()).map(Self::Level);
                points().or_else(level).ok_or(AnswerError)
            }
        }
    }
}

/// A month's self-assessment: a draft until the cell submits it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Assessment {
    /// The month assessed.
    #[n(0)]
    pub month: Option<Month>,
    /// The id of the scheme by which it was answered.
    #[n(1)]
    pub scheme: Option<String>,
    /// The answers, by the scheme's item id.
    #[n(2)]
    pub answers: SortedMap<String, Answer>,
    /// Remarks to items, by the scheme's item id.
    #[n(3)]
    pub notes: SortedMap<String, String>,
    /// Shortcomings the cell saw.
    #[n(4)]
    pub shortcomings: String,
    /// Measures for the next month.
    #[n(5)]
    pub measures: String,
    /// The meeting's vote on the assessment.
    #[n(6)]
    pub vote: Option<Vote>,
    /// The day it was submitted; a draft has none.
    #[n(7)]
    pub submitted_on: Option<Date>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_read_what_they_print() {
        for answer in
            [Answer::Met, Answer::NotMet, Answer::NotApplicable, Answer::Points(30), Answer::Level(3)]
        {
            assert_eq!(answer.to_string().parse(), Ok(answer));
        }
        for text in ["", "Met", "p:", "p:-1", "p:70000", "5", "l:", "l:300"] {
            assert_eq!(text.parse::<Answer>(), Err(AnswerError), "{text}");
        }
    }
}
