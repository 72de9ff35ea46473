//! In which state a record of any kind is, for lists and filters.

use super::Record;
use super::meeting::MeetingState;
use super::resolution::ResolutionState;
use super::task::TaskState;
use crate::date::Date;
use crate::named::named;

named! {
    /// A state that records of all kinds share. Each kind has a finer one of its own.
    State {
        /// It is being written or prepared.
        #[n(0)]
        Draft = "draft",
        /// It is under way.
        #[n(1)]
        Open = "open",
        /// Its day is past and it is not done.
        #[n(2)]
        Overdue = "overdue",
        /// It is done, adopted, submitted or counted.
        #[n(3)]
        Done = "done",
        /// It was withdrawn, cancelled, superseded or removed.
        #[n(4)]
        Withdrawn = "withdrawn",
    }
}

impl Record {
    /// The state on `day`; a roster has none.
    pub fn state_on(&self, day: Date) -> Option<State> {
        let settled = |done: bool| if done { State::Done } else { State::Draft };
        let counted = |withdrawn: bool| if withdrawn { State::Withdrawn } else { State::Done };
        Some(match self {
            Self::Roster(_) => return None,
            Self::Resolution(resolution) => match resolution.state() {
                ResolutionState::Draft | ResolutionState::Discussed => State::Draft,
                ResolutionState::Withdrawn | ResolutionState::Superseded => State::Withdrawn,
                ResolutionState::Published => State::Done,
                _ if resolution.publishing_overdue(day) => State::Overdue,
                ResolutionState::Adopted | ResolutionState::Issued | ResolutionState::HalfPublished => {
                    State::Open
                }
            },
            Self::Task(task) => match task.state_on(day) {
                TaskState::Open => State::Open,
                TaskState::Overdue => State::Overdue,
                TaskState::DoneOnTime | TaskState::DoneLate => State::Done,
                TaskState::Cancelled => State::Withdrawn,
            },
            Self::Assessment(assessment) => settled(assessment.submitted_on.is_some()),
            Self::Meeting(meeting) => match meeting.state() {
                MeetingState::Planned | MeetingState::Called
                    if meeting.planned_on.is_some_and(|planned| planned < day) =>
                {
                    State::Overdue
                }
                MeetingState::Planned | MeetingState::Called => State::Draft,
                MeetingState::Open | MeetingState::Ended => State::Open,
                MeetingState::Adopted => State::Done,
                MeetingState::Cancelled => State::Withdrawn,
            },
            Self::Contribution(contribution) => counted(contribution.cancelled.is_some()),
            Self::Registration(registration) if registration.withdrawn.is_some() => State::Withdrawn,
            Self::Registration(registration) => settled(registration.registered_on.is_some()),
            Self::Review(review) => settled(review.submitted_on.is_some()),
            Self::Photo(photo) => counted(photo.removed.is_some()),
        })
    }
}
