//! The registration of a year: which title the cell seeks, and how it means to
//! reach it.
//!
//! The model case registers "chi bộ 4 tốt" after gathering the opinions of all
//! members, with criteria that the cell makes concrete from the guideline
//! (domain §0); a cell of Bà Rịa registered at its regular meeting (§1.5).

use minicbor::{Decode, Encode};

use super::opinion::MemberOpinion;
use super::resolution::Vote;
use super::review::YearGrade;
use crate::date::Date;
use crate::id::EntryId;
use crate::named::named;
use crate::org::OrganisationKind;
use crate::sorted_map::SortedMap;
use crate::year::Year;

named! {
    /// The title of the model that is sought.
    FourGood {
        /// "Chi bộ 4 tốt", of a cell.
        #[n(0)]
        Cell = "four_good_cell",
        /// "Đảng bộ cơ sở 4 tốt", of a grassroots committee.
        #[n(1)]
        Committee = "four_good_committee",
    }
}

impl FourGood {
    /// The title that an organisation of this kind may have.
    pub const fn of(kind: OrganisationKind) -> Self {
        match kind {
            OrganisationKind::Cell => Self::Cell,
            OrganisationKind::Committee => Self::Committee,
        }
    }
}

/// What the cell makes of one of the scheme's items.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct OwnCriterion {
    /// Its concrete text.
    #[n(0)]
    pub text: String,
    /// The target, such as "22/22 đảng viên".
    #[n(1)]
    pub target: String,
}

/// The registration of one year: a draft until it is voted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Registration {
    /// The year.
    #[n(0)]
    pub year: Option<Year>,
    /// The title of the model that is sought.
    #[n(1)]
    pub title_sought: Option<FourGood>,
    /// The grade of the yearly classification that is sought.
    #[n(2)]
    pub grade_sought: Option<YearGrade>,
    /// The targets of the year.
    #[n(3)]
    pub targets: String,
    /// The cell's own criteria, by the scheme's item id.
    #[n(4)]
    pub criteria: SortedMap<String, OwnCriterion>,
    /// The opinions that were gathered.
    #[n(5)]
    pub opinions: SortedMap<EntryId, MemberOpinion>,
    /// The vote on the registration.
    #[n(6)]
    pub vote: Option<Vote>,
    /// The day it was voted; a draft has none.
    #[n(7)]
    pub registered_on: Option<Date>,
    /// Why it was withdrawn.
    #[n(8)]
    pub withdrawn: Option<String>,
    /// The grade that is sought, by its id in the scheme that judges the year; it
    /// stands beside [`Self::grade_sought`], which is one of the national four.
    #[n(9)]
    pub own_grade_sought: Option<String>,
}

/// The key of the one registration of `year`, for [`crate::id::DocumentId::natural`].
pub fn key(year: Year) -> String {
    format!("registration/{year}")
}

impl Registration {
    /// Whether it was voted and not withdrawn.
    pub fn in_force(&self) -> bool {
        self.registered_on.is_some() && self.withdrawn.is_none()
    }
}
