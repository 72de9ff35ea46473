//! Reading a document into its record.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use automerge::{Automerge, ObjId, ROOT, ReadDoc};

use super::Document;
use super::conflict::objects;
use crate::date::Date;
use crate::id::{DocumentId, EntryId, MemberId};
use crate::month::Month;
use crate::record::assessment::{Answer, Assessment};
use crate::record::resolution::{Form, Resolution, Vote};
use crate::record::roster::{Member, Membership, Office, Roster};
use crate::record::task::{Progress, Task};
use crate::record::{Kind, Record};

/// The record that `document` holds.
///
/// Total: whatever is absent or written by another version reads as absent.
pub fn read(document: &Document) -> Record {
    let root = Place { doc: document.automerge(), copies: vec![ROOT] };
    match document.kind() {
        Kind::Roster => Record::Roster(roster(&root)),
        Kind::Resolution => Record::Resolution(resolution(&root)),
        Kind::Task => Record::Task(task(&root)),
        Kind::Assessment => Record::Assessment(assessment(&root)),
    }
}

fn roster(root: &Place<'_>) -> Roster {
    let members = root.entries("members").filter_map(|(key, entry)| {
        let member = Member {
            name: entry.text("name").unwrap_or_default(),
            membership: entry
                .text("membership")
                .and_then(|m| Membership::from_name(&m))
                .unwrap_or(Membership::Full),
            office: entry.text("office").and_then(|o| Office::from_name(&o)).unwrap_or(Office::Member),
            group: entry.number("group").and_then(|n| u8::try_from(n).ok()),
            left_on: entry.parse("left_on"),
        };
        Some((key.parse::<MemberId>().ok()?, member))
    });
    Roster { members: members.collect() }
}

fn resolution(root: &Place<'_>) -> Resolution {
    Resolution {
        form: root.text("form").and_then(|form| Form::from_name(&form)),
        title: root.text("title").unwrap_or_default(),
        body: root.long_text("body"),
        month: root.parse::<Month>("month"),
        number: root.text("number"),
        adopted_on: root.parse::<Date>("adopted_on"),
        vote: vote(root),
        withdrawn_on: root.parse::<Date>("withdrawn_on"),
    }
}

fn vote(root: &Place<'_>) -> Option<Vote> {
    let count = |name| root.number(name).and_then(|n| u16::try_from(n).ok());
    Vote::new(
        count("voters")?,
        count("approve")?,
        count("against").unwrap_or(0),
        count("abstain").unwrap_or(0),
    )
}

fn task(root: &Place<'_>) -> Task {
    let assignees: BTreeSet<MemberId> = root
        .scalars("assignees")
        .filter(|(_, value)| matches!(value, automerge::ScalarValue::Boolean(true)))
        .filter_map(|(key, _)| key.parse().ok())
        .collect();
    let progress: BTreeMap<EntryId, Progress> = root
        .entries("progress")
        .filter_map(|(key, entry)| {
            let line = Progress {
                on: entry.parse("on"),
                percent: entry.number("percent").and_then(|n| u8::try_from(n).ok()).unwrap_or(0).min(100),
                note: entry.text("note").unwrap_or_default(),
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
    }
}

fn assessment(root: &Place<'_>) -> Assessment {
    let texts = |field| {
        root.scalars(field).filter_map(|(key, value)| match value {
            automerge::ScalarValue::Str(text) => Some((key, text.to_string())),
            _ => None,
        })
    };
    Assessment {
        month: root.parse("month"),
        scheme: root.text("scheme"),
        answers: texts("answers")
            .filter_map(|(key, text)| Some((key, text.parse::<Answer>().ok()?)))
            .collect(),
        notes: texts("notes").collect(),
        shortcomings: root.text("shortcomings").unwrap_or_default(),
        measures: root.text("measures").unwrap_or_default(),
        vote: vote(root),
        submitted_on: root.parse("submitted_on"),
    }
}

/// A map of the document, and how its fields are read.
struct Place<'a> {
    doc: &'a Automerge,
    /// The map; several copies where two phones began it at the same time, the
    /// standing one first. What only another copy says is read from there.
    copies: Vec<ObjId>,
}

impl<'a> Place<'a> {
    fn scalar(&self, key: &str) -> Option<automerge::ScalarValue> {
        match self.copies.iter().find_map(|copy| self.doc.get(copy, key).ok().flatten())? {
            (automerge::Value::Scalar(value), _) => Some(value.into_owned()),
            (automerge::Value::Object(_), _) => None,
        }
    }

    fn text(&self, key: &str) -> Option<String> {
        match self.scalar(key)? {
            automerge::ScalarValue::Str(text) => Some(text.to_string()),
            _ => None,
        }
    }

    fn parse<T: FromStr>(&self, key: &str) -> Option<T> {
        self.text(key)?.parse().ok()
    }

    fn number(&self, key: &str) -> Option<i64> {
        match self.scalar(key)? {
            automerge::ScalarValue::Int(n) => Some(n),
            _ => None,
        }
    }

    fn inner(&self, key: &str) -> Option<Self> {
        let copies = self.copies.iter().flat_map(|copy| objects(self.doc, copy, key).into_iter().rev());
        let copies: Vec<_> = copies.collect();
        (!copies.is_empty()).then_some(Place { doc: self.doc, copies })
    }

    fn keys(&self) -> BTreeSet<String> {
        self.copies.iter().flat_map(|copy| self.doc.keys(copy)).collect()
    }

    fn long_text(&self, key: &str) -> String {
        let place = self.inner(key);
        let object = place.iter().flat_map(|place| &place.copies).next();
        object.and_then(|object| self.doc.text(object).ok()).unwrap_or_default()
    }

    fn scalars(&self, field: &str) -> impl Iterator<Item = (String, automerge::ScalarValue)> + use<'a> {
        self.inner(field).into_iter().flat_map(|map| {
            map.keys().into_iter().filter_map(move |key| {
                let value = map.scalar(&key)?;
                Some((key, value))
            })
        })
    }

    fn entries(&self, field: &str) -> impl Iterator<Item = (String, Self)> + use<'a> {
        self.inner(field).into_iter().flat_map(|map| {
            map.keys().into_iter().filter_map(move |key| {
                let entry = map.inner(&key)?;
                Some((key, entry))
            })
        })
    }
}
