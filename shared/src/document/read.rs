//! Reading a document into its record.

mod meeting;
mod place;
mod year;

use super::Document;
use crate::amount::Amount;
use crate::date::Date;
use crate::id::{DocumentId, EntryId, MemberId};
use crate::month::Month;
use crate::record::assessment::{Answer, Assessment};
use crate::record::contribution::{Contribution, Source, Unit};
use crate::record::photo::Photo;
use crate::record::resolution::number::OfficialNumber;
use crate::record::resolution::{Form, Resolution};
use crate::record::roster::{Discipline, Leaving, Member, Membership, Office, Roster};
use crate::record::task::{Progress, Task, TaskSource};
use crate::record::{Kind, Record};
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;
use place::Place;

/// The record that `document` holds.
///
/// Total: whatever is absent or written by another version reads as absent.
pub fn read(document: &Document) -> Record {
    let root = Place::root(document.automerge());
    match document.kind() {
        Kind::Roster => Record::Roster(roster(&root)),
        Kind::Resolution => Record::Resolution(resolution(&root)),
        Kind::Task => Record::Task(task(&root)),
        Kind::Assessment => Record::Assessment(assessment(&root)),
        Kind::Meeting => Record::Meeting(Box::new(meeting::meeting(&root))),
        Kind::Contribution => Record::Contribution(contribution(&root)),
        Kind::Registration => Record::Registration(year::registration(&root)),
        Kind::Review => Record::Review(year::review(&root)),
        Kind::Photo => Record::Photo(photo(&root)),
    }
}

fn roster(root: &Place<'_>) -> Roster {
    let members = root.entries("members").filter_map(|(key, entry)| {
        let member = Member {
            name: entry.text("name").unwrap_or_default(),
            membership: entry.named("membership", Membership::from_name).unwrap_or(Membership::Full),
            office: entry.named("office", Office::from_name).unwrap_or(Office::Member),
            group: entry.number("group").and_then(|n| u8::try_from(n).ok()),
            left_on: entry.parse("left_on"),
            joined_on: entry.parse("joined_on"),
            official_on: entry.parse("official_on"),
            left_why: entry.named("left_why", Leaving::from_name),
            returned_on: entry.parse("returned_on"),
            exempt_from: entry.parse("exempt_from"),
            exempt_until: entry.parse("exempt_until"),
            away_from: entry.parse("away_from"),
            away_until: entry.parse("away_until"),
            households: entry.text("households"),
            phones: entry.parse("phones"),
            discipline: entry.many(Discipline::PART),
        };
        Some((key.parse::<MemberId>().ok()?, member))
    });
    Roster { members: members.collect() }
}

fn resolution(root: &Place<'_>) -> Resolution {
    Resolution {
        form: root.named("form", Form::from_name),
        title: root.text("title").unwrap_or_default(),
        body: root.long_text("body"),
        month: root.parse::<Month>("month"),
        number: root.text("number"),
        adopted_on: root.parse::<Date>("adopted_on"),
        vote: root.vote(),
        withdrawn_on: root.parse::<Date>("withdrawn_on"),
        meeting: root.parse("meeting"),
        discussed_on: root.parse("discussed_on"),
        amended_on: root.parse("amended_on"),
        superseded_by: root.parse("superseded_by"),
        symbol: root.text("symbol"),
        official_number: root.count("official_number").and_then(|number| OfficialNumber::new(number).ok()),
        issued_on: root.parse("issued_on"),
        posted_on: root.parse("posted_on"),
        reported_on: root.parse("reported_on"),
        withdrawn_why: root.text("withdrawn_why"),
    }
}

fn task(root: &Place<'_>) -> Task {
    let assignees: SortedSet<MemberId> = root.marks("assignees").filter_map(|key| key.parse().ok()).collect();
    let progress: SortedMap<EntryId, Progress> = root
        .entries("progress")
        .filter_map(|(key, entry)| {
            let line = Progress {
                on: entry.parse("on"),
                percent: entry.number("percent").and_then(|n| u8::try_from(n).ok()).unwrap_or(0).min(100),
                note: entry.text("note").unwrap_or_default(),
                taken_back: entry.marked("taken_back"),
            };
            Some((key.parse().ok()?, line))
        })
        .collect();
    Task {
        resolution: root.parse::<DocumentId>("resolution"),
        what: root.text("what").unwrap_or_default(),
        product: root.text("product").unwrap_or_default(),
        assignees,
        assigned_on: root.parse("assigned_on"),
        due_on: root.parse("due_on"),
        progress,
        done_on: root.parse("done_on"),
        beyond: root.text("beyond"),
        cancelled: root.text("cancelled"),
        how: root.text("how"),
        responsibility: root.text("responsibility"),
        source: root.named("source", TaskSource::from_name),
        source_text: root.text("source_text"),
        meeting: root.parse("meeting"),
        evidence: root.text("evidence"),
    }
}

fn assessment(root: &Place<'_>) -> Assessment {
    Assessment {
        month: root.parse("month"),
        scheme: root.text("scheme"),
        answers: root
            .texts("answers")
            .filter_map(|(key, text)| Some((key, text.parse::<Answer>().ok()?)))
            .collect(),
        notes: root.texts("notes").collect(),
        shortcomings: root.text("shortcomings").unwrap_or_default(),
        measures: root.text("measures").unwrap_or_default(),
        vote: root.vote(),
        submitted_on: root.parse("submitted_on"),
    }
}

fn contribution(root: &Place<'_>) -> Contribution {
    let amount = |name| root.count::<u64>(name).and_then(|number| Amount::new(number).ok());
    Contribution {
        unit: root.named("unit", Unit::from_name),
        amount: amount("amount"),
        purpose: root.words("purpose"),
        project: root.words("project"),
        given_on: root.parse("given_on"),
        source: root.named("source", Source::from_name),
        givers: root.count("givers"),
        resolution: root.parse("resolution"),
        note: root.words("note"),
        cancelled: root.text("cancelled"),
        pledged: amount("pledged"),
        against: root.parse("against"),
    }
}

fn photo(root: &Place<'_>) -> Photo {
    Photo {
        of: root.parse("of"),
        hash: root.parse("hash"),
        bytes: root.count("bytes"),
        width: root.count("width"),
        height: root.count("height"),
        caption: root.words("caption"),
        taken_on: root.parse("taken_on"),
        removed: root.text("removed"),
    }
}
