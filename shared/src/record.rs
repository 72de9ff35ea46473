//! Records: what a document says, read into plain values.
//!
//! Reading is total. A field that is absent, or holds something another
//! version wrote, is read as absent; nothing in a record can make a standing
//! fail. Conflicts are read apart from this, see [`crate::document::conflict`].

pub mod assessment;
pub mod contribution;
pub mod meeting;
pub mod opinion;
pub mod photo;
pub mod registration;
pub mod resolution;
pub mod review;
pub mod roster;
pub mod state;
pub mod task;

use minicbor::{Decode, Encode};

use crate::month::Month;
use assessment::Assessment;
use contribution::Contribution;
use meeting::Meeting;
use photo::Photo;
use registration::Registration;
use resolution::Resolution;
use review::Review;
use roster::Roster;
use task::Task;

/// The kind of a record, and so of its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Kind {
    /// The members of a cell: one document per organisation.
    #[n(0)]
    Roster,
    /// A resolution, regular or thematic.
    #[n(1)]
    Resolution,
    /// A task assigned to members.
    #[n(2)]
    Task,
    /// The self-assessment of one month: one document per organisation and month.
    #[n(3)]
    Assessment,
    /// A meeting: the regular one of a month is one document per organisation and month.
    #[n(4)]
    Meeting,
    /// A contribution to a common work.
    #[n(5)]
    Contribution,
    /// The registration of a year: one document per organisation and year.
    #[n(6)]
    Registration,
    /// The review of a year: one document per organisation and year.
    #[n(7)]
    Review,
    /// A photo that is evidence for a record.
    #[n(8)]
    Photo,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Roster,
        Self::Resolution,
        Self::Task,
        Self::Assessment,
        Self::Meeting,
        Self::Contribution,
        Self::Registration,
        Self::Review,
        Self::Photo,
    ];

    /// The name that stands in the document itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Roster => "roster",
            Self::Resolution => "resolution",
            Self::Task => "task",
            Self::Assessment => "assessment",
            Self::Meeting => "meeting",
            Self::Contribution => "contribution",
            Self::Registration => "registration",
            Self::Review => "review",
            Self::Photo => "photo",
        }
    }

    /// The kind with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A record of any kind.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Record {
    /// The members of a cell.
    #[n(0)]
    Roster(#[n(0)] Roster),
    /// A resolution.
    #[n(1)]
    Resolution(#[n(0)] Resolution),
    /// A task.
    #[n(2)]
    Task(#[n(0)] Task),
    /// A month's self-assessment.
    #[n(3)]
    Assessment(#[n(0)] Assessment),
    /// A meeting.
    #[n(4)]
    Meeting(#[n(0)] Box<Meeting>),
    /// A contribution.
    #[n(5)]
    Contribution(#[n(0)] Contribution),
    /// A year's registration.
    #[n(6)]
    Registration(#[n(0)] Registration),
    /// A year's review.
    #[n(7)]
    Review(#[n(0)] Review),
    /// A photo.
    #[n(8)]
    Photo(#[n(0)] Photo),
}

impl Record {
    /// The record's kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Roster(_) => Kind::Roster,
            Self::Resolution(_) => Kind::Resolution,
            Self::Task(_) => Kind::Task,
            Self::Assessment(_) => Kind::Assessment,
            Self::Meeting(_) => Kind::Meeting,
            Self::Contribution(_) => Kind::Contribution,
            Self::Registration(_) => Kind::Registration,
            Self::Review(_) => Kind::Review,
            Self::Photo(_) => Kind::Photo,
        }
    }

    /// The month whose standing this record belongs to, where there is one.
    pub fn month(&self) -> Option<Month> {
        match self {
            Self::Roster(_) | Self::Registration(_) | Self::Review(_) => None,
            Self::Resolution(resolution) => resolution.month,
            Self::Task(task) => task.due_on.map(Month::of),
            Self::Assessment(assessment) => assessment.month,
            Self::Meeting(meeting) => meeting.month,
            Self::Contribution(contribution) => contribution.month(),
            Self::Photo(photo) => photo.taken_on.map(Month::of),
        }
    }
}
