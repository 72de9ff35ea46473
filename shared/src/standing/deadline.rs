//! Which tasks are overdue and which are due soon, for everybody and by member.

use super::facts::Fact;
use crate::date::Date;
use crate::id::{DocumentId, MemberId};
use crate::record::Record;
use crate::record::task::{Task, TaskState};
use crate::sorted_map::SortedMap;

/// An open task with its deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline<'a> {
    /// The task's document.
    pub document: DocumentId,
    /// The task.
    pub task: &'a Task,
    /// The day by which it is to be done.
    pub due_on: Date,
    /// Days that are left; negative where it is overdue.
    pub days_left: i64,
}

/// Tasks that are overdue on `day`, the longest overdue first.
pub fn overdue<'a>(facts: impl IntoIterator<Item = &'a Fact>, day: Date) -> Vec<Deadline<'a>> {
    let mut found = open(facts, day);
    found.retain(|deadline| deadline.days_left < 0);
    found
}

/// Tasks due on `day` or within `days` after it, the next one first.
pub fn due_soon<'a>(facts: impl IntoIterator<Item = &'a Fact>, day: Date, days: u16) -> Vec<Deadline<'a>> {
    let mut found = open(facts, day);
    found.retain(|deadline| (0..=i64::from(days)).contains(&deadline.days_left));
    found
}

/// The tasks of each member who has one, in the order of `deadlines`. A task of
/// several members stands with each.
pub fn by_member<'a>(
    deadlines: impl IntoIterator<Item = Deadline<'a>>,
) -> SortedMap<MemberId, Vec<Deadline<'a>>> {
    let mut found: SortedMap<MemberId, Vec<Deadline<'a>>> = SortedMap::new();
    for deadline in deadlines {
        for member in &deadline.task.assignees {
            found.entry(*member).or_default().push(deadline);
        }
    }
    found
}

fn open<'a>(facts: impl IntoIterator<Item = &'a Fact>, day: Date) -> Vec<Deadline<'a>> {
    let mut found: Vec<_> = facts
        .into_iter()
        .filter_map(|fact| match &fact.record {
            Record::Task(task) => Some((fact.document, task)),
            _ => None,
        })
        .filter(|(_, task)| matches!(task.state_on(day), TaskState::Open | TaskState::Overdue))
        .filter_map(|(document, task)| {
            let due_on = task.due_on?;
            Some(Deadline { document, task, due_on, days_left: due_on.days_since(day) })
        })
        .collect();
    found.sort_by_key(|deadline| (deadline.due_on, deadline.document));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standing::sample::{date, id, task};

    #[test]
    fn open_tasks_are_listed_by_their_day() {
        let facts = [
            task(1, "2024-11-20", None),
            task(2, "2024-11-10", None),
            task(3, "2024-11-01", Some("2024-11-05")),
            task(4, "2024-11-14", None),
            task(5, "2024-11-15", None),
            task(6, "2024-11-22", None),
        ];
        let told = |list: &[Deadline<'_>]| list.iter().map(|d| (d.document, d.days_left)).collect::<Vec<_>>();
        let day = date("2024-11-15");
        let late = overdue(&facts, day);
        assert_eq!(told(&late), [(id(2), -5), (id(4), -1)]);
        assert_eq!(told(&due_soon(&facts, day, 5)), [(id(5), 0), (id(1), 5)]);
        assert_eq!(told(&due_soon(&facts, day, 0)), [(id(5), 0)]);
        let members = by_member(late);
        let lists: Vec<_> = members.values().map(|list| told(list)).collect();
        assert_eq!(lists, [[(id(2), -5), (id(4), -1)]]);
    }
}
