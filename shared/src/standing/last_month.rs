//! Last month's tasks, which a meeting goes through one by one (HD 42-HD/BTCTW
//! 28/10/2025; domain §3.1).

use crate::date::Date;
use crate::id::DocumentId;
use crate::record::meeting::{Meeting, Verdict};
use crate::record::task::{Task, TaskState};

/// Whether the meeting `id` goes through the task `task_id`.
///
/// It does so with what was assigned before it and is still open, or was done
/// or due since the month before began; and with whatever it has a finding on.
pub fn goes_through(id: DocumentId, meeting: &Meeting, task_id: DocumentId, task: &Task) -> bool {
    let found = meeting.reviews.get(&task_id).is_some_and(|review| review.verdict.is_some());
    let (Some(day), Some(month)) = (meeting.day(), meeting.month) else { return found };
    let before = task.meeting != Some(id) && task.assigned_on.is_none_or(|assigned| assigned < day);
    let since = month.previous().first_day();
    let recent = task.done_on.is_none_or(|done| since <= done) || task.due_on.is_some_and(|due| since <= due);
    found || (before && recent && task.cancelled.is_none())
}

/// What the book itself says about a task on `day`.
pub fn verdict_of(task: &Task, day: Date) -> Verdict {
    match task.state_on(day) {
        TaskState::DoneOnTime | TaskState::DoneLate => Verdict::Done,
        TaskState::Open => Verdict::OnTrack,
        TaskState::Overdue => Verdict::Late,
        TaskState::Cancelled => Verdict::Dropped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::meeting::TaskReview;

    fn date(text: &str) -> Option<Date> {
        (!text.is_empty()).then(|| text.parse().unwrap())
    }

    #[test]
    fn a_meeting_goes_through_what_is_open_or_recent() {
        fn check(assigned: &str, due: &str, done: &str, expect: bool) {
            let (id, task_id) = (DocumentId::from_bytes([1; 16]), DocumentId::from_bytes([2; 16]));
            let meeting =
                Meeting { month: "2024-11".parse().ok(), held_on: date("2024-11-07"), ..Meeting::default() };
            let task = Task {
                assigned_on: date(assigned),
                due_on: date(due),
                done_on: date(done),
                ..Task::default()
            };
            assert_eq!(goes_through(id, &meeting, task_id, &task), expect, "{assigned} {due} {done}");
            let here = Task { meeting: Some(id), ..task.clone() };
            assert!(!goes_through(id, &meeting, task_id, &here));
            let review = TaskReview { verdict: Some(Verdict::Done), note: String::new() };
            let found = Meeting { reviews: [(task_id, review)].into(), ..meeting };
            assert!(goes_through(id, &found, task_id, &here));
        }
        check("2024-10-03", "2024-10-31", "", true);
        check("2024-10-03", "2024-10-31", "2024-10-20", true);
        check("2024-08-03", "2024-08-31", "", true);
        check("2024-08-03", "2024-08-31", "2024-09-30", false);
        check("2024-08-03", "2024-10-31", "2024-09-30", true);
        check("2024-11-07", "2024-11-30", "", false);
        check("", "", "", true);
    }

    #[test]
    fn the_book_has_a_finding_of_its_own() {
        fn check(due: &str, done: &str, expect: Verdict) {
            let task = Task { due_on: date(due), done_on: date(done), ..Task::default() };
            assert_eq!(verdict_of(&task, "2024-11-07".parse().unwrap()), expect, "{due} {done}");
        }
        check("2024-10-31", "2024-11-02", Verdict::Done);
        check("2024-10-31", "", Verdict::Late);
        check("2024-11-07", "", Verdict::OnTrack);
    }
}
