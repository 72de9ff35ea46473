//! What papers are written from: the cell's records and the ward's rulings.

use shared::date::Date;
use shared::id::{DocumentId, MemberId};
use shared::lang::Lang;
use shared::month::Month;
use shared::org::{Organisation, Ward};
use shared::record::Record;
use shared::record::meeting::Meeting;
use shared::record::resolution::Resolution;
use shared::record::roster::{Office, Roster};
use shared::record::task::Task;
use shared::ruling::RuledWard;
use shared::scheme::Scheme;
use shared::standing::facts::Fact;
use shared::standing::month::{MonthStanding, month_standing};

/// The records of one organisation, and what is known about it.
pub struct Sources<'a> {
    /// The reader's language.
    pub lang: Lang,
    /// The ward.
    pub ward: &'a Ward,
    /// The organisation whose records these are.
    pub organisation: &'a Organisation,
    /// What the ward ruled.
    pub ruled: &'a RuledWard,
    /// The records.
    pub facts: Vec<&'a Fact>,
    /// The members.
    pub roster: Roster,
    /// The day by which it is judged what is late.
    pub day: Date,
}

impl<'a> Sources<'a> {
    /// The sources of an organisation with these records.
    pub fn new(
        lang: Lang,
        ward: &'a Ward,
        organisation: &'a Organisation,
        ruled: &'a RuledWard,
        facts: Vec<&'a Fact>,
        day: Date,
    ) -> Self {
        let roster = facts.iter().find_map(|fact| match &fact.record {
            Record::Roster(roster) => Some(roster.clone()),
            _ => None,
        });
        Self { lang, ward, organisation, ruled, roster: roster.unwrap_or_default(), facts, day }
    }

    /// The record of `document`.
    pub fn record(&self, document: DocumentId) -> Option<&'a Record> {
        self.facts.iter().find(|fact| fact.document == document).map(|fact| &fact.record)
    }

    /// The name of a member; empty where nobody of that id was ever entered.
    pub fn name(&self, member: MemberId) -> String {
        self.roster.members.get(&member).map(|member| member.name.clone()).unwrap_or_default()
    }

    /// The names of members, one after the other.
    pub fn names(&self, members: impl IntoIterator<Item = MemberId>) -> String {
        let names: Vec<_> = members.into_iter().map(|member| self.name(member)).collect();
        names.join(", ")
    }

    /// Whoever was secretary on `day`.
    pub fn secretary(&self, day: Date) -> String {
        let secretary = self.roster.on(day).into_iter().find(|(_, m)| m.office == Office::Secretary);
        secretary.map(|(_, member)| member.name.clone()).unwrap_or_default()
    }

    /// Every task, the earliest deadline first.
    pub fn tasks(&self) -> Vec<(DocumentId, &'a Task)> {
        let mut tasks: Vec<_> = self
            .facts
            .iter()
            .filter_map(|fact| match &fact.record {
                Record::Task(task) => Some((fact.document, task)),
                _ => None,
            })
            .collect();
        tasks.sort_by_key(|(id, task)| (task.due_on, *id));
        tasks
    }

    /// The tasks due in `month`.
    pub fn tasks_due(&self, month: Month) -> Vec<(DocumentId, &'a Task)> {
        let mut tasks = self.tasks();
        tasks.retain(|(_, task)| task.due_on.is_some_and(|due| month.contains(due)));
        tasks
    }

    /// Every meeting, the earliest first.
    pub fn meetings(&self) -> Vec<(DocumentId, &'a Meeting)> {
        let mut meetings: Vec<_> = self
            .facts
            .iter()
            .filter_map(|fact| match &fact.record {
                Record::Meeting(meeting) => Some((fact.document, &**meeting)),
                _ => None,
            })
            .collect();
        meetings.sort_by_key(|(id, meeting)| (meeting.day(), meeting.started_at, *id));
        meetings
    }

    /// The meetings of `month` and of the months of its year before it, the earliest first.
    pub fn meetings_until(&self, month: Month) -> Vec<(DocumentId, &'a Meeting)> {
        let mut meetings = self.meetings();
        meetings.retain(|(_, meeting)| {
            let of = meeting.month.or(meeting.day().map(Date::month));
            of.is_some_and(|of| of.year() == month.year() && of <= month)
        });
        meetings
    }

    /// Every resolution in the order in which they were adopted; drafts last.
    pub fn resolutions(&self) -> Vec<(DocumentId, &'a Resolution)> {
        let mut resolutions: Vec<_> = self
            .facts
            .iter()
            .filter_map(|fact| match &fact.record {
                Record::Resolution(resolution) => Some((fact.document, resolution)),
                _ => None,
            })
            .collect();
        resolutions.sort_by_key(|(id, resolution)| {
            let adopted = resolution.adopted_on;
            (adopted.is_none(), adopted, resolution.month, resolution.official_number, *id)
        });
        resolutions
    }

    /// The resolutions that lead `month` and the months of its year before it, in the same order.
    pub fn resolutions_until(&self, month: Month) -> Vec<(DocumentId, &'a Resolution)> {
        let mut resolutions = self.resolutions();
        resolutions.retain(|(_, resolution)| {
            let of = resolution.month.or(resolution.adopted_on.map(Date::month));
            of.is_some_and(|of| of.year() == month.year() && of <= month)
        });
        resolutions
    }

    /// The meeting `document`.
    pub fn meeting(&self, document: DocumentId) -> Option<&'a Meeting> {
        match self.record(document)? {
            Record::Meeting(meeting) => Some(&**meeting),
            _ => None,
        }
    }

    /// The resolution `document`.
    pub fn resolution(&self, document: DocumentId) -> Option<&'a Resolution> {
        match self.record(document)? {
            Record::Resolution(resolution) => Some(resolution),
            _ => None,
        }
    }

    /// The scheme in force for the organisation in `month`.
    pub fn scheme(&self, month: Month) -> Option<&'a Scheme> {
        self.ruled.scheme_for(self.organisation, month)
    }

    /// The sheet `id` by which a meeting of `month` was begun to be scored.
    pub fn sheet_named(&self, month: Month, id: &str) -> Option<&'a Scheme> {
        self.ruled.sheet_named(self.organisation, month, id)
    }

    /// The standing of `month`.
    pub fn standing(&self, month: Month) -> Option<(&'a Scheme, MonthStanding)> {
        let scheme = self.scheme(month)?;
        Some((scheme, month_standing(scheme, self.organisation.kind, month, self.facts.iter().copied())))
    }
}
