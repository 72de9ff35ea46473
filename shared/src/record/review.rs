//! The review of a year: how the cell grades itself, and why.

use minicbor::{Decode, Encode};

use super::resolution::Vote;
use crate::date::Date;
use crate::named::named;
use crate::year::Year;

named! {
    /// The grade of the yearly classification, the best first; the names are
    /// the same under QĐ 124-QĐ/TW 04/10/2023 and QĐ 366-QĐ/TW 30/8/2025.
    YearGrade {
        /// Hoàn thành xuất sắc nhiệm vụ.
        #[n(0)]
        Excellent = "excellent",
        /// Hoàn thành tốt nhiệm vụ.
        #[n(1)]
        Good = "good",
        /// Hoàn thành nhiệm vụ.
        #[n(2)]
        Completed = "completed",
        /// Không hoàn thành nhiệm vụ.
        #[n(3)]
        NotCompleted = "not_completed",
    }
}

impl YearGrade {
    /// The one that the id of a scheme's grade names, perhaps behind a name of its own.
    pub fn called(id: &str) -> Option<Self> {
        let last = id.rsplit('.').next().unwrap_or(id);
        Self::from_name(&last.replace('-', "_"))
    }
}

/// The review of one year: a draft until it is submitted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Review {
    /// The year.
    #[n(0)]
    pub year: Option<Year>,
    /// The grade that the cell proposes, where it is one of the four.
    #[n(1)]
    pub grade: Option<YearGrade>,
    /// What went well.
    #[n(2)]
    pub strengths: String,
    /// What did not.
    #[n(3)]
    pub shortcomings: String,
    /// Why not.
    #[n(4)]
    pub causes: String,
    /// What is to be done in the next year.
    #[n(5)]
    pub measures: String,
    /// The members' vote on the grade.
    #[n(6)]
    pub vote: Option<Vote>,
    /// The day it was submitted; a draft has none.
    #[n(7)]
    pub submitted_on: Option<Date>,
    /// The grade that the cell proposes, by its id in the scheme that judges the
    /// year: a province may have other grades than the four.
    #[n(8)]
    pub own_grade: Option<String>,
}

/// The key of the one review of `year`, for [`crate::id::DocumentId::natural`].
pub fn key(year: Year) -> String {
    format!("review/{year}")
}
