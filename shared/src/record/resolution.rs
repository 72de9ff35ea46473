//! A resolution of a cell.

pub mod number;
mod state;

pub use state::{DAYS_TO_PUBLISH, PublishStep, ResolutionState};

use minicbor::{Decode, Encode};

use crate::date::Date;
use crate::id::DocumentId;
use crate::month::Month;
use number::OfficialNumber;

/// Regular or thematic (HD 12-HD/BTCTW 06/7/2018: a thematic meeting at least
/// once a quarter, never instead of the regular one).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Form {
    /// Of the month's regular meeting (thường kỳ).
    #[n(0)]
    Regular,
    /// On one subject (chuyên đề).
    #[n(1)]
    Thematic,
}

impl Form {
    /// Both forms.
    pub const ALL: [Self; 2] = [Self::Regular, Self::Thematic];

    /// The name that stands in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Regular => "regular",
            Self::Thematic => "thematic",
        }
    }

    /// The form with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }

    /// The symbol that most cells put behind the number; suffixes vary from place to place.
    pub const fn usual_symbol(self) -> &'static str {
        match self {
            Self::Regular => "NQ/CB",
            Self::Thematic => "NQ/CĐ-CB",
        }
    }
}

/// The result of a vote: how many could vote, and how they did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Vote {
    /// Members who were present and could vote.
    #[n(0)]
    pub voters: u16,
    /// In favour (tán thành).
    #[n(1)]
    pub approve: u16,
    /// Against.
    #[n(2)]
    pub against: u16,
    /// Abstaining.
    #[n(3)]
    pub abstain: u16,
}

impl Vote {
    /// The vote, unless more voted than could.
    pub fn new(voters: u16, approve: u16, against: u16, abstain: u16) -> Option<Self> {
        let cast = u32::from(approve) + u32::from(against) + u32::from(abstain);
        (cast <= u32::from(voters)).then_some(Self { voters, approve, against, abstain })
    }

    /// How many could vote and are in none of the three counts.
    pub fn uncounted(self) -> u16 {
        let counted = self.approve.saturating_add(self.against).saturating_add(self.abstain);
        self.voters.saturating_sub(counted)
    }

    /// Whether more than half of the voters approved.
    pub fn carried(self) -> bool {
        u32::from(self.approve) * 2 > u32::from(self.voters)
    }

    /// The share in favour in whole percent, rounded down; `None` without voters.
    pub fn percent(self) -> Option<u32> {
        (u32::from(self.approve) * 100).checked_div(u32::from(self.voters))
    }
}

/// A resolution: a draft until it is adopted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Resolution {
    /// Regular or thematic.
    #[n(0)]
    pub form: Option<Form>,
    /// What it is about.
    #[n(1)]
    pub title: String,
    /// Its text.
    #[n(2)]
    pub body: String,
    /// The month whose work it leads.
    #[n(3)]
    pub month: Option<Month>,
    /// Number and symbol, provisional until the ward issues the official one.
    #[n(4)]
    pub number: Option<String>,
    /// The day it was adopted; a draft has none.
    #[n(5)]
    pub adopted_on: Option<Date>,
    /// The vote that adopted it.
    #[n(6)]
    pub vote: Option<Vote>,
    /// The day it was withdrawn; it stays readable.
    #[n(7)]
    pub withdrawn_on: Option<Date>,
    /// The meeting that discussed and adopted it.
    #[n(8)]
    pub meeting: Option<DocumentId>,
    /// The day a meeting discussed it.
    #[n(9)]
    pub discussed_on: Option<Date>,
    /// The day it was last amended, after it was adopted.
    #[n(10)]
    pub amended_on: Option<Date>,
    /// The resolution that stands in its place.
    #[n(11)]
    pub superseded_by: Option<DocumentId>,
    /// The symbol behind the number, such as "NQ/CB".
    #[n(12)]
    pub symbol: Option<String>,
    /// The official number, fixed when it was issued.
    #[n(13)]
    pub official_number: Option<OfficialNumber>,
    /// The day it was issued.
    #[n(14)]
    pub issued_on: Option<Date>,
    /// The day it was posted for the members.
    #[n(15)]
    pub posted_on: Option<Date>,
    /// The day it was reported to the ward's committee.
    #[n(16)]
    pub reported_on: Option<Date>,
    /// Why it was withdrawn.
    #[n(17)]
    pub withdrawn_why: Option<String>,
}

impl Resolution {
    /// Whether it was adopted and not withdrawn. One that another superseded
    /// later still counts for the month that it led.
    pub fn in_force(&self) -> bool {
        self.adopted_on.is_some() && self.withdrawn_on.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_votes_than_voters() {
        fn check(voters: u16, votes: [u16; 3], expect: Option<(bool, Option<u32>)>) {
            let [approve, against, abstain] = votes;
            let vote = Vote::new(voters, approve, against, abstain);
            assert_eq!(vote.map(|v| (v.carried(), v.percent())), expect, "{voters} {votes:?}");
        }
        check(22, [21, 0, 1], Some((true, Some(95))));
        check(22, [22, 1, 0], None);
        check(22, [11, 11, 0], Some((false, Some(50))));
        check(0, [0, 0, 0], Some((false, None)));
        check(u16::MAX, [u16::MAX, u16::MAX, u16::MAX], None);
        let uncounted = |votes: [u16; 3]| Vote::new(17, votes[0], votes[1], votes[2]).map(Vote::uncounted);
        assert_eq!(uncounted([10, 0, 0]), Some(7));
        assert_eq!(uncounted([10, 4, 3]), Some(0));
    }
}
