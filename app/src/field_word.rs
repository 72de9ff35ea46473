//! What the fields of records and their values are called, for conflicts and
//! histories. Every field of every kind has a word of its own.

mod discipline;
mod names;
mod values;

use shared::document::edit::{Path, Value};
use shared::document::schema::{self, Scalar, Shape};
use shared::id::{DocumentId, EntryId, MemberId};
use shared::lang::Lang;
use shared::record::Record;
use shared::record::roster::Roster;
use shared::replica::Row;
use shared::scheme::Scheme;
use shared::sorted_map::SortedMap;

use crate::format::date;
use crate::record_word::record_title;
use crate::t;
pub use discipline::{discipline_line, finding_word, sanction_word, validity_word};
pub use names::field_name;
pub use values::{
    agenda_step_of, agenda_step_word, agenda_title, amount_words, form_word, four_good_word, giver_word,
    leaving_word, membership_word, office_word, presence_word, task_source_word, unit_word, verdict_word,
    year_grade_word,
};
use values::{named_word, plain_word};

/// What is needed to call the fields of one record by name.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    lang: Lang,
    record: &'a Record,
    rows: &'a SortedMap<DocumentId, Row>,
    roster: Option<&'a Roster>,
    schemes: &'a [Scheme],
}

impl<'a> Words<'a> {
    /// The words for `record`, with names from the other rows and texts from the schemes.
    pub fn new(
        lang: Lang,
        record: &'a Record,
        rows: &'a SortedMap<DocumentId, Row>,
        schemes: &'a [Scheme],
    ) -> Self {
        let roster = rows.values().find_map(|row| match &row.fact.record {
            Record::Roster(roster) => Some(roster),
            _ => None,
        });
        Self { lang, record, rows, roster, schemes }
    }

    /// What a field is called, and whose it is where it belongs to an entry.
    pub fn path(&self, path: &Path) -> String {
        let field = field_name(self.lang, self.record.kind(), &path.field, path.name.as_deref());
        let Some(field) = field else { return path.to_string() };
        match path.key.as_deref().and_then(|key| self.whose(&path.field, key)) {
            Some(whose) if path.field == "assignees" => t::conflict_assignee(self.lang, whose),
            Some(whose) => t::field_whose(self.lang, whose, field),
            None => field.to_owned(),
        }
    }

    /// A value as people read it.
    pub fn value(&self, path: &Path, value: &Value) -> String {
        let Some(scalar) = scalar(self.record, path) else {
            // A long text is its own words.
            return plain_word(self.lang, value);
        };
        match (scalar, value) {
            (Scalar::Id, Value::Text(id)) => {
                self.named(id).unwrap_or_else(|| t::field_unknown(self.lang).to_owned())
            }
            (Scalar::Grade, Value::Text(id)) => self.grade(id),
            (_, value) => named_word(self.lang, self.record, path, scalar, value),
        }
    }

    /// The words that somebody wrote freely, of which a difference can be shown.
    pub fn written<'v>(&self, path: &Path, value: &'v Value) -> Option<&'v str> {
        match (scalar(self.record, path), value) {
            (None | Some(Scalar::Text(_)), Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// What an entry of `field` is called.
    fn whose(&self, field: &str, key: &str) -> Option<String> {
        let entry = || key.parse::<EntryId>().ok();
        let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        match (self.record, field) {
            (Record::Task(task), "progress") => Some(date(self.lang, task.progress.get(&entry()?)?.on?)),
            (Record::Meeting(meeting), "guests") => filled(&meeting.guests.get(&entry()?)?.name),
            (Record::Meeting(meeting), "agenda") => {
                filled(agenda_title(self.lang, &meeting.agenda.get(&entry()?)?.title))
            }
            (Record::Meeting(meeting), "opinions") => self.member(meeting.opinions.get(&entry()?)?.member?),
            (Record::Registration(registration), "opinions") => {
                self.member(registration.opinions.get(&entry()?)?.member?)
            }
            (Record::Meeting(_), "reviews") => self.document(key.parse().ok()?),
            (_, "members" | "assignees" | "roll") => self.member(key.parse().ok()?),
            _ => Some(self.item(key)),
        }
    }

    /// The member or the record that has this id.
    fn named(&self, id: &str) -> Option<String> {
        let member = id.parse().ok().and_then(|id| self.member(id));
        let said_to = || match self.record {
            Record::Meeting(meeting) => {
                let item = meeting.agenda.get(&id.parse::<EntryId>().ok()?)?;
                Some(agenda_title(self.lang, &item.title).to_owned())
            }
            _ => None,
        };
        member.or_else(|| self.document(id.parse().ok()?)).or_else(said_to)
    }

    fn member(&self, id: MemberId) -> Option<String> {
        Some(self.roster?.members.get(&id)?.name.clone())
    }

    fn document(&self, id: DocumentId) -> Option<String> {
        Some(record_title(self.lang, &self.rows.get(&id)?.fact.record))
    }

    /// The word of a scheme's grade, or its id where no scheme has it any more.
    fn grade(&self, id: &str) -> String {
        let mut grades = self.schemes.iter().rev().flat_map(|scheme| &scheme.grades);
        let found = grades.find(|grade| grade.id == id);
        found.map_or_else(|| id.to_owned(), |grade| grade.text.get(self.lang).to_owned())
    }

    /// The text of a scheme's item, or its id where no scheme has it any more.
    fn item(&self, id: &str) -> String {
        let mut items = self.schemes.iter().rev().flat_map(Scheme::items);
        items
            .find(|item| item.id == id)
            .map_or_else(|| id.to_owned(), |item| item.text.get(self.lang).to_owned())
    }
}

/// What the field at `path` may hold; none for a long text.
fn scalar(record: &Record, path: &Path) -> Option<Scalar> {
    match schema::field(record.kind(), &path.field)?.1 {
        Shape::Scalar(scalar) | Shape::Scalars(_, scalar) => Some(scalar),
        Shape::LongText(_) => None,
        Shape::Entries(_, names) => {
            let name = path.name.as_deref()?;
            schema::held(names, name)
        }
    }
}

#[cfg(test)]
mod tests;
