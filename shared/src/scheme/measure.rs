//! Measures: shares that the records of a month give.

use minicbor::{Decode, Encode};

use crate::id::DocumentId;
use crate::record::resolution::Form;
use crate::record::task::TaskState;
use crate::standing::facts::MonthFacts;

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case"))]
pub enum Measure {
    /// Of the tasks due in the month, those that are done.
    #[n(0)]
    TasksDone,
    /// Of the tasks due in the month, those that were done in time.
    #[n(1)]
    TasksOnTime,
    /// Of the one regular resolution a month must have, whether it has it: 100 %
    /// or 0 %. A thematic one does not stand for it (HD 12-HD/BTCTW 06/7/2018).
    #[n(2)]
    ResolutionAdopted,
    /// Of the one thematic resolution a quarter must have, whether it was
    /// adopted by the end of the month; applies to the quarter's last month
    /// and to months that have one.
    #[n(3)]
    ThematicInQuarter,
    /// Of the tasks due in the month, those that have somebody and a product named.
    #[n(4)]
    TasksAssignedClearly,
}

/// A share with the records it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Figure {
    /// How many.
    #[n(0)]
    pub part: u32,
    /// Of how many; zero where there was nothing to measure.
    #[n(1)]
    pub whole: u32,
    /// The records counted in `part`.
    #[n(2)]
    pub counted: Vec<DocumentId>,
    /// The records of `whole` that are not counted in `part`.
    #[n(3)]
    pub not_counted: Vec<DocumentId>,
}

impl Figure {
    /// Whether the share is at least `percent`; `None` where nothing was to be measured.
    pub fn reaches(&self, percent: u16) -> Option<bool> {
        (self.whole != 0).then(|| u64::from(self.whole) * u64::from(percent) <= u64::from(self.part) * 100)
    }

    /// The share in whole percent, rounded down, to be shown.
    pub fn percent(&self) -> Option<u64> {
        (u64::from(self.part) * 100).checked_div(u64::from(self.whole))
    }

    fn of(records: impl Iterator<Item = (DocumentId, bool)>) -> Self {
        let (counted, not_counted): (Vec<_>, Vec<_>) = records.partition(|(_, counts)| *counts);
        let ids =
            |records: Vec<(DocumentId, bool)>| records.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
        let size = |records: &Vec<DocumentId>| u32::try_from(records.len()).unwrap_or(u32::MAX);
        let (counted, not_counted) = (ids(counted), ids(not_counted));
        let part = size(&counted);
        Self { part, whole: part.saturating_add(size(&not_counted)), counted, not_counted }
    }

    /// One thing was needed; `found` are the records that are it.
    fn needed(found: Vec<DocumentId>) -> Self {
        let part = u32::from(!found.is_empty());
        Self { part, whole: 1, counted: found, not_counted: Vec::new() }
    }
}

/// Measures `measure` on the records of a month.
pub fn measure(measure: Measure, facts: &MonthFacts<'_>) -> Figure {
    let due = || facts.tasks_due().filter(|(_, task)| task.cancelled.is_none());
    // A month is judged as of its end: a task due on its last day may be done on it.
    let end = facts.month.next();
    match measure {
        Measure::TasksDone => Figure::of(due().map(|(id, task)| (id, task.done_on.is_some()))),
        Measure::TasksOnTime => Figure::of(due().map(|(id, task)| {
            let on_time = task.done_on.is_some_and(|done| task.state_on(done) == TaskState::DoneOnTime);
            (id, on_time)
        })),
        Measure::TasksAssignedClearly => {
            Figure::of(due().map(|(id, task)| (id, !task.assignees.is_empty() && !task.product.is_empty())))
        }
        Measure::ResolutionAdopted => Figure::needed(
            facts
                .resolutions()
                .filter(|(_, r)| r.form == Some(Form::Regular) && r.month == Some(facts.month))
                .map(|(id, _)| id)
                .collect(),
        ),
        Measure::ThematicInQuarter => {
            let first = quarter_begin(facts.month);
            let found: Vec<_> = facts
                .resolutions()
                .filter(|(_, r)| r.form == Some(Form::Thematic))
                .filter(|(_, r)| r.month.is_some_and(|m| first <= m && m < end))
                .map(|(id, _)| id)
                .collect();
            if found.is_empty() && !facts.month.number().is_multiple_of(3) {
                return Figure { part: 0, whole: 0, counted: found, not_counted: Vec::new() };
            }
            Figure::needed(found)
        }
    }
}

fn quarter_begin(month: crate::month::Month) -> crate::month::Month {
    match month.number() % 3 {
        1 => month,
        2 => month.previous(),
        _ => month.previous().previous(),
    }
}

#[cfg(test)]
mod tests;
