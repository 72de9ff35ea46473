//! Which texts of a record are searched.

use crate::record::Record;
use crate::record::meeting::Meeting;
use crate::record::registration::Registration;
use crate::record::task::Task;

/// Everything that a person wrote into the record, what was dropped left out.
///
/// Names of members stand only in the roster; a list that is to find a task by
/// its assignee's name adds the name to the key.
pub fn texts(record: &Record) -> Vec<&str> {
    let mut found = match record {
        Record::Roster(roster) => {
            let members = roster.members.values();
            members.flat_map(|member| [member.name.as_str(), of(&member.households)]).collect()
        }
        Record::Resolution(resolution) => {
            vec![resolution.title.as_str(), &resolution.body, of(&resolution.number), of(&resolution.symbol)]
        }
        Record::Task(task) => of_task(task),
        Record::Assessment(assessment) => {
            let own = [assessment.shortcomings.as_str(), &assessment.measures];
            own.into_iter().chain(assessment.notes.values().map(String::as_str)).collect()
        }
        Record::Meeting(meeting) => of_meeting(meeting),
        Record::Contribution(contribution) => {
            vec![contribution.purpose.as_str(), &contribution.project, &contribution.note]
        }
        Record::Registration(registration) => of_registration(registration),
        Record::Review(review) => {
            vec![review.strengths.as_str(), &review.shortcomings, &review.causes, &review.measures]
        }
        Record::Photo(photo) => vec![photo.caption.as_str()],
    };
    found.retain(|text| !text.is_empty());
    found
}

fn of(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or_default()
}

fn of_task(task: &Task) -> Vec<&str> {
    let own = [
        task.what.as_str(),
        &task.product,
        of(&task.how),
        of(&task.responsibility),
        of(&task.source_text),
        of(&task.evidence),
        of(&task.beyond),
        of(&task.cancelled),
    ];
    own.into_iter().chain(task.progress.values().map(|line| line.note.as_str())).collect()
}

fn of_meeting(meeting: &Meeting) -> Vec<&str> {
    let own = [
        meeting.theme.as_str(),
        &meeting.place,
        &meeting.conclusion,
        &meeting.last_month,
        &meeting.minutes,
        of(&meeting.cancelled),
    ];
    let items = meeting.agenda.values().filter(|item| !item.dropped);
    let items = items.flat_map(|item| [item.title.as_str(), &item.content, &item.conclusion]);
    let guests = meeting.guests.values().filter(|guest| !guest.dropped);
    own.into_iter()
        .chain(items)
        .chain(guests.flat_map(|guest| [guest.name.as_str(), &guest.role]))
        .chain(meeting.opinions.values().map(|opinion| opinion.text.as_str()))
        .chain(meeting.reviews.values().map(|review| review.note.as_str()))
        .chain(meeting.quality_notes.values().map(String::as_str))
        .chain(meeting.roll.values().map(|entry| of(&entry.reason)))
        .collect()
}

fn of_registration(registration: &Registration) -> Vec<&str> {
    let criteria = registration.criteria.values().flat_map(|own| [own.text.as_str(), &own.target]);
    std::iter::once(registration.targets.as_str())
        .chain(criteria)
        .chain(registration.opinions.values().map(|opinion| opinion.text.as_str()))
        .collect()
}
