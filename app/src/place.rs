//! The places of the phone's app, and their addresses.
//!
//! A place is read from an address once, into values that are already valid;
//! a page never looks at an address.

use shared::id::{DocumentId, EntryId, MemberId};
use shared::month::Month;
use shared::record::meeting::MeetingForm;
use shared::year::Year;

use crate::paper::PaperOf;

/// One of the five parts of the book, as the bar at the bottom names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What the month still needs.
    Home,
    /// Meetings.
    Meetings,
    /// Tasks.
    Tasks,
    /// Self-assessments.
    Assess,
    /// Everything else: resolutions, contributions, members, the year.
    Shelf,
}

/// A page of the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The cell's home.
    Home,
    /// The month's resolutions.
    Resolutions,
    /// A form for a new one, perhaps of a meeting.
    NewResolution(Option<DocumentId>),
    /// One resolution.
    Resolution(DocumentId),
    /// A form for an existing one.
    EditResolution(DocumentId),
    /// The month's tasks.
    Tasks,
    /// A form for a new one.
    NewTask {
        /// The resolution it is to carry out, if any.
        resolution: Option<DocumentId>,
        /// The meeting at which it is assigned, if any.
        meeting: Option<DocumentId>,
    },
    /// One task.
    Task(DocumentId),
    /// A form for an existing one.
    EditTask(DocumentId),
    /// The assessment of a month; none for the month the book is open at.
    Assess(Option<Month>),
    /// The result of the month.
    Standing,
    /// The meetings.
    Meetings,
    /// A form for a new one, perhaps of a form that is owed.
    NewMeeting(Option<MeetingForm>),
    /// One meeting.
    Meeting(DocumentId),
    /// Its notice.
    EditMeeting(DocumentId),
    /// Its beginning and end.
    Holding(DocumentId),
    /// Its roll.
    Roll(DocumentId),
    /// Its agenda.
    Agenda(DocumentId),
    /// One item of its agenda.
    AgendaItem(DocumentId, EntryId),
    /// Last month's tasks, one by one.
    TaskReview(DocumentId),
    /// The score sheet of its quality.
    MeetingQuality(DocumentId),
    /// What the chair concluded, and the vote on it.
    MeetingConclusion(DocumentId),
    /// Its minutes.
    Minutes(DocumentId),
    /// Everything that is not on the bar below.
    Shelf,
    /// The contributions.
    Contributions,
    /// A form for a new one, perhaps against a pledge.
    NewContribution(Option<DocumentId>),
    /// One contribution.
    Contribution(DocumentId),
    /// A form for an existing one.
    EditContribution(DocumentId),
    /// The registration of a year; none for the year the book is open at.
    Registration(Option<Year>),
    /// The review of a year; none for the year the book is open at.
    Review(Option<Year>),
    /// The members.
    Members,
    /// A form for a new one.
    NewMember,
    /// One member.
    Member(MemberId),
    /// A form for an existing one.
    EditMember(MemberId),
    /// A form for a disciplinary measure against a member; none for a new one.
    Discipline(MemberId, Option<EntryId>),
    /// One photo, large.
    Photo(DocumentId),
    /// All records, to search.
    Search,
    /// The history of one record, or of one member in the roster.
    History(DocumentId, Option<MemberId>),
    /// A paper: a record or a list as it is printed.
    Paper(PaperOf),
    /// The conflicts of one record.
    Conflicts(DocumentId),
    /// What is not at the ward, and why not.
    Sync,
    /// Files that people carry where there is no road.
    Carry,
    /// What the ward refused of one record.
    Aside(DocumentId),
    /// Language, and what this phone is.
    Settings,
    /// An address that leads nowhere on this phone.
    Nowhere,
}

impl Place {
    /// The place at `path`, with what stands after the question mark.
    pub fn read(path: &str, query: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let document = |id: &str, place: fn(DocumentId) -> Self| id.parse().map_or(Self::Nowhere, place);
        match parts.as_slice() {
            ["cell"] | ["cell", "enrol"] => Self::Home,
            ["cell", "resolutions"] => Self::Resolutions,
            ["cell", "resolutions", "new"] => Self::NewResolution(asked(query, "meeting")),
            ["cell", "resolutions", id] => document(id, Self::Resolution),
            ["cell", "resolutions", id, "edit"] => document(id, Self::EditResolution),
            ["cell", "tasks"] => Self::Tasks,
            ["cell", "tasks", "new"] => {
                Self::NewTask { resolution: asked(query, "resolution"), meeting: asked(query, "meeting") }
            }
            ["cell", "tasks", id] => document(id, Self::Task),
            ["cell", "tasks", id, "edit"] => document(id, Self::EditTask),
            ["cell", "assess"] => Self::Assess(None),
            ["cell", "assess", month] => {
                month.parse().map_or(Self::Nowhere, |month| Self::Assess(Some(month)))
            }
            ["cell", "standing"] => Self::Standing,
            ["cell", "meetings"] => Self::Meetings,
            ["cell", "meetings", "new"] => {
                Self::NewMeeting(asked_text(query, "form").and_then(MeetingForm::from_name))
            }
            ["cell", "meetings", id] => document(id, Self::Meeting),
            ["cell", "meetings", id, "edit"] => document(id, Self::EditMeeting),
            ["cell", "meetings", id, "hold"] => document(id, Self::Holding),
            ["cell", "meetings", id, "roll"] => document(id, Self::Roll),
            ["cell", "meetings", id, "agenda"] => document(id, Self::Agenda),
            ["cell", "meetings", id, "conclusion"] => document(id, Self::MeetingConclusion),
            ["cell", "meetings", id, "minutes"] => document(id, Self::Minutes),
            ["cell", "meetings", id, "tasks"] => document(id, Self::TaskReview),
            ["cell", "meetings", id, "quality"] => document(id, Self::MeetingQuality),
            ["cell", "meetings", id, "agenda", item] => match (id.parse(), item.parse()) {
                (Ok(id), Ok(item)) => Self::AgendaItem(id, item),
                _ => Self::Nowhere,
            },
            ["cell", "shelf"] => Self::Shelf,
            ["cell", "contributions"] => Self::Contributions,
            ["cell", "contributions", "new"] => Self::NewContribution(asked(query, "pledge")),
            ["cell", "contributions", id] => document(id, Self::Contribution),
            ["cell", "contributions", id, "edit"] => document(id, Self::EditContribution),
            ["cell", "registration"] => Self::Registration(None),
            ["cell", "registration", year] => {
                year.parse().map_or(Self::Nowhere, |year| Self::Registration(Some(year)))
            }
            ["cell", "review"] => Self::Review(None),
            ["cell", "review", year] => year.parse().map_or(Self::Nowhere, |year| Self::Review(Some(year))),
            ["cell", "members"] => Self::Members,
            ["cell", "members", "new"] => Self::NewMember,
            ["cell", "members", id] => id.parse().map_or(Self::Nowhere, Self::Member),
            ["cell", "members", id, "edit"] => id.parse().map_or(Self::Nowhere, Self::EditMember),
            ["cell", "members", id, "discipline", rest @ ..] => discipline(id, rest).unwrap_or(Self::Nowhere),
            ["cell", "photos", id] => document(id, Self::Photo),
            ["cell", "search"] => Self::Search,
            ["cell", "history", id] => document(id, |id| Self::History(id, None)),
            ["cell", "history", id, member] => match (id.parse(), member.parse()) {
                (Ok(id), Ok(member)) => Self::History(id, Some(member)),
                _ => Self::Nowhere,
            },
            ["cell", "paper", rest @ ..] => PaperOf::read(rest).map_or(Self::Nowhere, Self::Paper),
            ["cell", "conflicts", id] => document(id, Self::Conflicts),
            ["cell", "sync"] => Self::Sync,
            ["cell", "carry"] => Self::Carry,
            ["cell", "aside", id] => document(id, Self::Aside),
            ["cell", "settings"] => Self::Settings,
            _ => Self::Nowhere,
        }
    }

    /// The part of the book it belongs to, where it belongs to one.
    pub fn part(self) -> Option<Part> {
        match self {
            Self::Home => Some(Part::Home),
            Self::Meetings
            | Self::NewMeeting(_)
            | Self::Meeting(_)
            | Self::EditMeeting(_)
            | Self::Holding(_)
            | Self::Roll(_)
            | Self::Agenda(_)
            | Self::AgendaItem(..)
            | Self::TaskReview(_)
            | Self::MeetingQuality(_)
            | Self::MeetingConclusion(_)
            | Self::Minutes(_) => Some(Part::Meetings),
            Self::Tasks | Self::NewTask { .. } | Self::Task(_) | Self::EditTask(_) => Some(Part::Tasks),
            Self::Assess(_) => Some(Part::Assess),
            Self::Shelf
            | Self::Resolutions
            | Self::NewResolution(_)
            | Self::Resolution(_)
            | Self::EditResolution(_)
            | Self::Contributions
            | Self::NewContribution(_)
            | Self::Contribution(_)
            | Self::EditContribution(_)
            | Self::Registration(_)
            | Self::Review(_)
            | Self::Members
            | Self::NewMember
            | Self::Member(_)
            | Self::EditMember(_)
            | Self::Discipline(..)
            | Self::Search => Some(Part::Shelf),
            Self::Standing
            | Self::Photo(_)
            | Self::History(..)
            | Self::Paper(_)
            | Self::Conflicts(_)
            | Self::Sync
            | Self::Carry
            | Self::Aside(_)
            | Self::Settings
            | Self::Nowhere => None,
        }
    }
}

/// The form for a measure against `member`, for a new one where nothing follows.
fn discipline(member: &str, rest: &[&str]) -> Option<Place> {
    let entry = match rest {
        [] => None,
        [entry] => Some(entry.parse().ok()?),
        _ => return None,
    };
    Some(Place::Discipline(member.parse().ok()?, entry))
}

/// The document that the query names under `key`.
fn asked(query: &str, key: &str) -> Option<DocumentId> {
    asked_text(query, key)?.parse().ok()
}

/// What stands in the query under `key`.
fn asked_text<'a>(query: &'a str, key: &str) -> Option<&'a str> {
    let pairs = query.trim_start_matches('?').split('&');
    pairs.filter_map(|pair| pair.split_once('=')).find(|(name, _)| *name == key).map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_places() {
        fn check(path: &str, query: &str, expect: Place) {
            assert_eq!(Place::read(path, query), expect, "{path}{query}");
        }
        let id = DocumentId::from_bytes([0xab; 16]);
        let hex = "ab".repeat(16);
        check("/cell", "", Place::Home);
        check("/cell/", "", Place::Home);
        check("/cell/enrol", "", Place::Home);
        check(&format!("/cell/resolutions/{hex}"), "", Place::Resolution(id));
        check("/cell/resolutions/new", "", Place::NewResolution(None));
        check("/cell/resolutions/new", &format!("?meeting={hex}"), Place::NewResolution(Some(id)));
        check(&format!("/cell/tasks/{hex}/edit"), "", Place::EditTask(id));
        let new = |resolution, meeting| Place::NewTask { resolution, meeting };
        check("/cell/tasks/new", &format!("?resolution={hex}"), new(Some(id), None));
        check("/cell/tasks/new", &format!("?resolution=x&meeting={hex}"), new(None, Some(id)));
        check("/cell/meetings/new", "", Place::NewMeeting(None));
        check("/cell/meetings/new", "?form=committee", Place::NewMeeting(Some(MeetingForm::Committee)));
        check(&format!("/cell/meetings/{hex}/roll"), "", Place::Roll(id));
        check(&format!("/cell/meetings/{hex}/hold"), "", Place::Holding(id));
        check(&format!("/cell/meetings/{hex}/agenda"), "", Place::Agenda(id));
        check(&format!("/cell/meetings/{hex}/conclusion"), "", Place::MeetingConclusion(id));
        check(&format!("/cell/meetings/{hex}/minutes"), "", Place::Minutes(id));
        check(&format!("/cell/meetings/{hex}/agenda/x"), "", Place::Nowhere);
        check("/cell/registration/2024", "", Place::Registration("2024".parse().ok()));
        check("/cell/registration/x", "", Place::Nowhere);
        check(&format!("/cell/photos/{hex}"), "", Place::Photo(id));
        check(&format!("/cell/history/{hex}"), "", Place::History(id, None));
        let member = MemberId::from_bytes([0xab; 16]);
        check(&format!("/cell/history/{hex}/{hex}"), "", Place::History(id, Some(member)));
        check(&format!("/cell/history/{hex}/x"), "", Place::Nowhere);
        let discipline = |rest: &str| format!("/cell/members/{hex}/discipline{rest}");
        check(&discipline(""), "", Place::Discipline(member, None));
        let entry = EntryId::from_bytes([0xab; 16]);
        check(&discipline(&format!("/{hex}")), "", Place::Discipline(member, Some(entry)));
        check(&discipline("/x"), "", Place::Nowhere);
        check("/cell/carry", "", Place::Carry);
        check(&format!("/cell/aside/{hex}"), "", Place::Aside(id));
        check("/cell/assess/2024-11", "", Place::Assess("2024-11".parse().ok()));
        check("/cell/assess/2024-13", "", Place::Nowhere);
        check(&format!("/cell/paper/{hex}"), "", Place::Paper(PaperOf::Record(id)));
        check(&format!("/cell/paper/{hex}/roll"), "", Place::Paper(PaperOf::Roll(id)));
        check("/cell/paper/list/x/2024-11", "", Place::Nowhere);
        check("/cell/tasks/nonsense", "", Place::Nowhere);
        check("/cell/tasks/new/more", "", Place::Nowhere);
        check("/standings/dong-mai", "", Place::Nowhere);
    }
}
