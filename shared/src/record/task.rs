//! A task assigned to members by the "six clears" (6 rõ): who, what, by when,
//! how, with which product, answering for what (domain §4.3).

use minicbor::{Decode, Encode};

use crate::date::Date;
use crate::id::{DocumentId, EntryId, MemberId};
use crate::named::named;
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;

/// One dated line of progress.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Progress {
    /// The day it tells of.
    #[n(0)]
    pub on: Option<Date>,
    /// How much is done, 0 to 100 percent.
    #[n(1)]
    pub percent: u8,
    /// What was done.
    #[n(2)]
    pub note: String,
    /// Whether it was taken back because it was wrong; it stays readable.
    #[n(3)]
    #[cbor(default, skip_if = "std::ops::Not::not")]
    pub taken_back: bool,
}

named! {
    /// Whence a task comes.
    TaskSource {
        /// A resolution of the cell.
        #[n(0)]
        Resolution = "resolution",
        /// A ruling or document of the ward.
        #[n(1)]
        WardRuling = "ward_ruling",
        /// The programme of the year.
        #[n(2)]
        Programme = "programme",
        /// A meeting, without a resolution.
        #[n(3)]
        Meeting = "meeting",
    }
}

/// Where a task stands on a given day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TaskState {
    /// Not done, and not yet due.
    Open,
    /// Not done, and the day it was due is past.
    Overdue,
    /// Done by the day it was due.
    DoneOnTime,
    /// Done after the day it was due.
    DoneLate,
    /// Called off, with a reason.
    Cancelled,
}

/// A task.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Task {
    /// The resolution it carries out.
    #[n(0)]
    pub resolution: Option<DocumentId>,
    /// What is to be done.
    #[n(1)]
    pub what: String,
    /// The product or evidence by which one sees that it is done.
    #[n(2)]
    pub product: String,
    /// Who does it.
    #[n(3)]
    pub assignees: SortedSet<MemberId>,
    /// The day it was assigned.
    #[n(4)]
    pub assigned_on: Option<Date>,
    /// The day by which it is to be done.
    #[n(5)]
    pub due_on: Option<Date>,
    /// Lines of progress.
    #[n(6)]
    pub progress: SortedMap<EntryId, Progress>,
    /// The day it was done.
    #[n(7)]
    pub done_on: Option<Date>,
    /// In what it went beyond the requirement (QĐ 366-QĐ/TW 30/8/2025 counts such tasks).
    #[n(8)]
    pub beyond: Option<String>,
    /// Why it was called off.
    #[n(9)]
    pub cancelled: Option<String>,
    /// How it is to be done (rõ quy trình).
    #[n(10)]
    pub how: Option<String>,
    /// What its assignees answer for (rõ trách nhiệm).
    #[n(11)]
    pub responsibility: Option<String>,
    /// Whence it comes.
    #[n(12)]
    pub source: Option<TaskSource>,
    /// The ward's ruling or the programme by name, where it comes from one.
    #[n(13)]
    pub source_text: Option<String>,
    /// The meeting that assigned it.
    #[n(14)]
    pub meeting: Option<DocumentId>,
    /// By what one saw that it was done; photos name the task by its id.
    #[n(15)]
    pub evidence: Option<String>,
}

impl Task {
    /// Where the task stands on `day`.
    pub fn state_on(&self, day: Date) -> TaskState {
        if self.cancelled.is_some() {
            return TaskState::Cancelled;
        }
        match (self.done_on, self.due_on) {
            (Some(done), Some(due)) if due < done => TaskState::DoneLate,
            (Some(_), _) => TaskState::DoneOnTime,
            (None, Some(due)) if due < day => TaskState::Overdue,
            (None, _) => TaskState::Open,
        }
    }

    /// Whether it was done beyond the requirement.
    pub fn went_beyond(&self) -> bool {
        self.done_on.is_some() && self.beyond.as_ref().is_some_and(|beyond| !beyond.trim().is_empty())
    }

    /// The lines of progress that stand, the oldest first.
    pub fn progress_by_day(&self) -> Vec<(EntryId, &Progress)> {
        let mut lines = self.every_line();
        lines.retain(|(_, line)| !line.taken_back);
        lines
    }

    /// The lines of progress with those that were taken back, the oldest first.
    pub fn every_line(&self) -> Vec<(EntryId, &Progress)> {
        let mut lines: Vec<_> = self.progress.iter().map(|(id, line)| (*id, line)).collect();
        lines.sort_by_key(|(id, line)| (line.on, *id));
        lines
    }

    /// How much is done: 100 when done, else what the newest line says.
    pub fn percent(&self) -> u8 {
        match self.done_on {
            Some(_) => 100,
            None => self.progress_by_day().last().map_or(0, |(_, line)| line.percent),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_taken_back_says_nothing() {
        let line = |on: &str, percent, taken_back| Progress {
            on: on.parse().ok(),
            percent,
            note: String::new(),
            taken_back,
        };
        let lines = [line("2024-11-12", 75, true), line("2024-11-10", 40, false)];
        let progress = (1..).map(|n| EntryId::from_bytes([n; 16])).zip(lines).collect();
        let task = Task { progress, ..Task::default() };
        assert_eq!(task.percent(), 40);
        assert_eq!((task.progress_by_day().len(), task.every_line().len()), (1, 2));
    }

    #[test]
    fn a_task_is_late_only_after_its_day() {
        fn check(due: &str, done: Option<&str>, day: &str, expect: TaskState) {
            let task = Task {
                due_on: Some(due.parse().unwrap()),
                done_on: done.map(|d| d.parse().unwrap()),
                ..Task::default()
            };
            assert_eq!(task.state_on(day.parse().unwrap()), expect);
        }
        check("2024-11-20", None, "2024-11-20", TaskState::Open);
        check("2024-11-20", None, "2024-11-21", TaskState::Overdue);
        check("2024-11-20", Some("2024-11-20"), "2024-12-01", TaskState::DoneOnTime);
        check("2024-11-20", Some("2024-11-21"), "2024-12-01", TaskState::DoneLate);
    }
}
