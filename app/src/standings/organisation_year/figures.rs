//! The figures of a year month by month: meetings, tasks, contributions.

use shared::date::Date;
use shared::id::DocumentId;
use shared::month::Month;
use shared::record::Record;
use shared::record::meeting::Meeting;
use shared::record::task::TaskState;
use shared::standing::facts::Fact;
use shared::year::Year;

/// The tasks due in one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tasks {
    /// Done in time.
    pub on_time: u32,
    /// Done late.
    pub late: u32,
    /// Not done.
    pub open: u32,
    /// Of those done, beyond the requirement.
    pub beyond: u32,
}

impl Tasks {
    /// All of them.
    pub fn all(self) -> u32 {
        self.on_time.saturating_add(self.late).saturating_add(self.open)
    }

    /// Both together.
    pub fn with(self, other: Self) -> Self {
        Self {
            on_time: self.on_time.saturating_add(other.on_time),
            late: self.late.saturating_add(other.late),
            open: self.open.saturating_add(other.open),
            beyond: self.beyond.saturating_add(other.beyond),
        }
    }
}

/// The tasks due in `month`, cancelled ones left out, as they stand on `day`.
pub fn tasks(facts: &[Fact], month: Month, day: Date) -> Tasks {
    let mut found = Tasks::default();
    for fact in facts {
        let Record::Task(task) = &fact.record else { continue };
        if task.due_on.map(Month::of) != Some(month) {
            continue;
        }
        match task.state_on(day) {
            TaskState::Cancelled => continue,
            TaskState::DoneOnTime => found.on_time = found.on_time.saturating_add(1),
            TaskState::DoneLate => found.late = found.late.saturating_add(1),
            TaskState::Open | TaskState::Overdue => found.open = found.open.saturating_add(1),
        }
        if task.went_beyond() {
            found.beyond = found.beyond.saturating_add(1);
        }
    }
    found
}

/// The meetings of the whole cell that were held in `year`, the earliest first.
pub fn meetings(facts: &[Fact], year: Year) -> Vec<(DocumentId, Date, &Meeting)> {
    let mut found: Vec<_> = facts
        .iter()
        .filter_map(|fact| match &fact.record {
            Record::Meeting(meeting) if meeting.was_held() => Some((fact.document, &**meeting)),
            _ => None,
        })
        .filter(|(_, meeting)| meeting.form.is_some_and(shared::record::meeting::MeetingForm::of_the_cell))
        .filter_map(|(document, meeting)| Some((document, meeting.held_on?, meeting)))
        .filter(|(_, day, _)| Year::of(*day) == year)
        .collect();
    found.sort_by_key(|(document, day, meeting)| (*day, meeting.started_at, *document));
    found
}

#[cfg(test)]
mod tests {
    use shared::moment::Moment;
    use shared::record::meeting::MeetingForm;
    use shared::record::task::Task;

    use super::*;

    fn fact(number: u8, record: Record) -> Fact {
        let document = DocumentId::from_bytes([number; 16]);
        Fact { document, record, conflicts: 0, written_at: Moment::default(), received_at: None }
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn tasks_are_counted_in_the_month_they_are_due() {
        let task = |number, due: &str, done: Option<&str>, beyond: Option<&str>| {
            let (due_on, done_on) = (Some(day(due)), done.map(day));
            let beyond = beyond.map(str::to_owned);
            fact(number, Record::Task(Task { due_on, done_on, beyond, ..Task::default() }))
        };
        let facts = [
            task(1, "2024-11-10", Some("2024-11-10"), Some("thêm 2 ha")),
            task(2, "2024-11-10", Some("2024-11-12"), None),
            task(3, "2024-11-20", None, Some("chưa xong")),
            task(4, "2024-12-01", None, None),
            // Blanks tell of nothing.
            task(5, "2024-12-02", Some("2024-12-02"), Some(" ")),
        ];
        let november = tasks(&facts, "2024-11".parse().unwrap(), day("2024-12-15"));
        assert_eq!(november, Tasks { on_time: 1, late: 1, open: 1, beyond: 1 });
        assert_eq!((november.all(), november.with(november).all()), (3, 6));
        let december = tasks(&facts, "2024-12".parse().unwrap(), day("2024-12-15"));
        assert_eq!(december, Tasks { on_time: 1, late: 0, open: 1, beyond: 0 });
    }

    #[test]
    fn meetings_of_the_cell_are_listed_by_day() {
        let meeting = |number, form, held: Option<&str>| {
            let meeting = Meeting { form: Some(form), held_on: held.map(day), ..Meeting::default() };
            fact(number, Record::Meeting(Box::new(meeting)))
        };
        let facts = [
            meeting(1, MeetingForm::Thematic, Some("2024-03-16")),
            meeting(2, MeetingForm::Regular, Some("2024-03-05")),
            meeting(3, MeetingForm::Committee, Some("2024-03-01")),
            meeting(4, MeetingForm::Regular, Some("2023-12-05")),
            meeting(5, MeetingForm::Regular, None),
        ];
        let found = meetings(&facts, Year::new(2024).unwrap());
        let ids: Vec<_> = found.iter().map(|(id, _, _)| id.as_bytes()[0]).collect();
        assert_eq!(ids, [2, 1]);
    }
}
