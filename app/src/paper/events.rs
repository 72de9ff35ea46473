//! What a paper's records put into a calendar: meetings, deadlines of tasks, and
//! the days by which resolutions are posted and reported.

use shared::id::DocumentId;
use shared::record::Record;
use shared::record::meeting::Meeting;
use shared::record::resolution::{PublishStep, Resolution};
use shared::record::task::Task;

use super::resolution::about;
use super::{ListOf, PaperOf, Sources};
use crate::field_word::agenda_title;
use crate::file::calendar::Event;
use crate::record_word::record_title;
use crate::t;

/// The events of a paper's records; none of most papers.
pub fn events(sources: &Sources<'_>, of: PaperOf) -> Vec<Event> {
    let tasks = |tasks: Vec<(DocumentId, &Task)>| {
        tasks.into_iter().filter_map(|(id, task)| deadline(sources, id, task)).collect()
    };
    match of {
        PaperOf::Record(id) => match sources.record(id) {
            Some(Record::Meeting(meeting)) => {
                // The meeting, what it assigned, and what it adopted.
                let assigned = sources.tasks().into_iter().filter(|(_, task)| task.meeting == Some(id));
                let assigned = assigned.filter_map(|(id, task)| deadline(sources, id, task));
                let adopted = sources.resolutions().into_iter().filter(|(_, r)| r.meeting == Some(id));
                let publish = adopted.flat_map(|(id, r)| publish(sources, id, r));
                held(sources, id, meeting).into_iter().chain(assigned).chain(publish).collect()
            }
            Some(Record::Task(task)) => tasks(vec![(id, task)]),
            Some(Record::Resolution(resolution)) => {
                let mut events = publish(sources, id, resolution);
                let given = sources.tasks().into_iter().filter(|(_, task)| task.resolution == Some(id));
                events.extend(tasks(given.collect()));
                events
            }
            _ => Vec::new(),
        },
        PaperOf::Member(member, month) => {
            let of = sources.tasks_due(month).into_iter();
            tasks(of.filter(|(_, task)| task.assignees.contains(&member)).collect())
        }
        PaperOf::List(ListOf::Tasks, month) => tasks(sources.tasks_due(month)),
        PaperOf::List(ListOf::Resolutions, month) => {
            let led = sources.resolutions_until(month).into_iter();
            led.flat_map(|(id, resolution)| publish(sources, id, resolution)).collect()
        }
        PaperOf::List(ListOf::Meetings, month) => {
            let of = sources.meetings_until(month).into_iter();
            of.filter_map(|(id, meeting)| held(sources, id, meeting)).collect()
        }
        PaperOf::Roll(_) | PaperOf::List(..) => Vec::new(),
    }
}

fn held(sources: &Sources<'_>, id: DocumentId, meeting: &Meeting) -> Option<Event> {
    let lang = sources.lang;
    let agenda: Vec<_> = (1..)
        .zip(meeting.agenda_in_order())
        .map(|(place, (_, item))| {
            t::paper_numbered(lang, crate::format::number(lang, place), agenda_title(lang, &item.title))
        })
        .collect();
    Some(Event {
        document: id,
        which: "",
        title: record_title(lang, &Record::Meeting(Box::new(meeting.clone()))),
        text: agenda.join("\n"),
        place: meeting.place.clone(),
        on: meeting.day()?,
        at: meeting.started_at.or(meeting.planned_at).map(|from| (from, meeting.ended_at)),
        cancelled: meeting.cancelled.is_some(),
    })
}

/// The days by which a resolution is to be posted and to be reported, as long
/// as it was not.
fn publish(sources: &Sources<'_>, id: DocumentId, resolution: &Resolution) -> Vec<Event> {
    let lang = sources.lang;
    let Some(on) = resolution.publish_by() else { return Vec::new() };
    let about = about(sources, resolution);
    let name = resolution.shown_number().unwrap_or_else(|| about.clone());
    let event = |step| {
        let (which, title) = match step {
            PublishStep::Post => ("post", t::paper_event_post(lang, &name)),
            PublishStep::Report => ("report", t::paper_event_report(lang, &name)),
        };
        Event {
            document: id,
            which,
            title,
            text: about.clone(),
            place: String::new(),
            on,
            at: None,
            cancelled: false,
        }
    };
    resolution.steps_left().into_iter().map(event).collect()
}

/// The deadline of a task that is not done.
fn deadline(sources: &Sources<'_>, id: DocumentId, task: &Task) -> Option<Event> {
    let lang = sources.lang;
    if task.done_on.is_some() {
        return None;
    }
    let names = sources.names(task.assignees.iter().copied());
    let product = (!task.product.is_empty()).then(|| t::paper_event_product(lang, &task.product));
    let text: Vec<_> = [Some(names), product].into_iter().flatten().collect();
    Some(Event {
        document: id,
        which: "",
        title: t::paper_event_deadline(lang, &task.what),
        text: text.join("\n"),
        place: String::new(),
        on: task.due_on?,
        at: None,
        cancelled: task.cancelled.is_some(),
    })
}
