//! Commands: what a person means to do, checked and broken down into edits.
//!
//! A command takes the record as it is now and either gives the edits that
//! carry it out or says why it cannot be. The same commands run on the phone
//! and in tests; the server never runs them, it checks what they wrote.

pub mod assessment;
pub mod contribution;
pub mod meeting;
pub mod photo;
pub mod registration;
pub mod resolution;
pub mod review;
pub mod roster;
pub mod task;

use thiserror::Error;

use super::conflict::Conflict;
use super::edit::{Edit, Value};
use crate::record::resolution::Vote;

/// Why a command cannot be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CommandError {
    /// A task must be somebody's.
    #[error("choose at least one member who does the task")]
    NobodyAssigned,
    /// A task would be due before it was assigned.
    #[error("the deadline lies before the day the task was assigned")]
    DueBeforeAssigned,
    /// A task would be done before it was assigned.
    #[error("the task would be done before the day it was assigned")]
    DoneBeforeAssigned,
    /// A resolution needs the approval of more than half of those who may vote.
    #[error("a resolution is adopted when more than half of the voters approve")]
    NotCarried,
    /// A resolution is adopted once.
    #[error("this resolution is adopted already")]
    AlreadyAdopted,
    /// The record was withdrawn or called off.
    #[error("this record was withdrawn")]
    Withdrawn,
    /// The task is done already.
    #[error("this task is done already")]
    AlreadyDone,
    /// The assessment was submitted; it must be taken back before it is changed.
    #[error("this assessment was submitted; take it back to change it")]
    AlreadySubmitted,
    /// Items of the scheme have no answer yet.
    #[error("{0} items have no answer yet")]
    Unanswered(usize),
    /// A meeting cannot end before it began.
    #[error("the meeting would end before it began")]
    EndedBeforeStarted,
    /// What follows from a meeting needs the meeting.
    #[error("the meeting was not opened yet")]
    NotHeld,
    /// Minutes are adopted when the meeting is held, or later.
    #[error("this day lies before the meeting")]
    BeforeTheMeeting,
    /// Adopted minutes must be taken back before anything of the meeting is changed.
    #[error("the minutes were adopted; take them back to change them")]
    MinutesAdopted,
    /// What follows adoption needs it.
    #[error("this resolution is not adopted yet")]
    NotAdopted,
    /// The official number is fixed when it is given.
    #[error("this resolution has its official number already")]
    AlreadyIssued,
    /// What follows adoption cannot lie before it.
    #[error("this day lies before the day of adoption")]
    BeforeAdoption,
    /// A registration is voted once.
    #[error("this registration was voted already; withdraw it to register anew")]
    AlreadyRegistered,
    /// A review proposes a grade.
    #[error("choose the grade that the cell proposes")]
    NoGrade,
    /// A photo's document holds one picture for ever.
    #[error("this record has its picture already")]
    AlreadyAttached,
}

/// The fields of a vote, in the order of its counts.
const VOTE: [&str; 4] = ["voters", "approve", "against", "abstain"];

/// The edits that record a vote.
fn vote_edits(vote: Vote) -> impl Iterator<Item = Edit> {
    let counts = [vote.voters, vote.approve, vote.against, vote.abstain];
    VOTE.into_iter().zip(counts).map(|(field, count)| Edit::field(field, Value::Int(count.into())))
}

/// The edits by which a person settles `conflict` with `value`.
pub fn choose(conflict: &Conflict, value: Value) -> Vec<Edit> {
    let beside = review::beside(&conflict.path.field, &value);
    beside.into_iter().chain([conflict.choose(value)]).collect()
}
