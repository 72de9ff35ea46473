//! What tasks tell.

use super::Figure;
use crate::id::DocumentId;
use crate::record::meeting::Verdict;
use crate::record::task::{Task, TaskState};
use crate::sorted_map::SortedMap;
use crate::standing::facts::MonthFacts;

/// The tasks due that were not called off, each with whether it counts.
fn due(facts: &MonthFacts<'_>, counts: impl Fn(&Task) -> bool) -> Figure {
    let due = facts.tasks_due().filter(|(_, task)| task.cancelled.is_none());
    Figure::of(due.map(|(id, task)| (id, counts(task))))
}

fn is_on_time(task: &Task) -> bool {
    task.done_on.is_some_and(|done| task.state_on(done) == TaskState::DoneOnTime)
}

pub(super) fn done(facts: &MonthFacts<'_>) -> Figure {
    due(facts, |task| task.done_on.is_some())
}

pub(super) fn on_time(facts: &MonthFacts<'_>) -> Figure {
    due(facts, is_on_time)
}

pub(super) fn late(facts: &MonthFacts<'_>) -> Figure {
    due(facts, |task| !is_on_time(task))
}

pub(super) fn beyond(facts: &MonthFacts<'_>) -> Figure {
    due(facts, Task::went_beyond)
}

pub(super) fn clear(facts: &MonthFacts<'_>) -> Figure {
    due(facts, |task| !task.assignees.is_empty() && !task.product.is_empty())
}

/// A task that several meetings found something about counts as the last one found it.
pub(super) fn last_month_done(facts: &MonthFacts<'_>) -> Figure {
    let mut held = facts.held();
    held.sort_by_key(|(id, meeting)| (meeting.held_on, *id));
    let mut found: SortedMap<DocumentId, Verdict> = SortedMap::new();
    for (task, review) in held.iter().flat_map(|(_, meeting)| &meeting.reviews) {
        if let Some(verdict) = review.verdict {
            found.insert(*task, verdict);
        }
    }
    found.retain(|_, verdict| *verdict != Verdict::Dropped);
    Figure::of(found.into_iter().map(|(task, verdict)| (task, verdict == Verdict::Done)))
}
