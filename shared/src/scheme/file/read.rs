//! Reading a file piece by piece: what cannot be read is noted with its line,
//! and the rest is read all the same.

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::place::{Located, Places};
use super::{Fault, GRADES, NAMES, TOTAL};
use crate::lang::{Lang, Text3};

/// A table: what is still to be read of it, where it stands, and what it is called.
pub(super) struct Part<'i> {
    pub(super) place: String,
    pub(super) at: usize,
    entries: DeTable<'i>,
}

impl Part<'_> {
    /// Whether something stands under `key`.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Whether a list stands under `key`.
    pub(super) fn has_list(&self, key: &str) -> bool {
        self.entries.get(key).is_some_and(|value| value.get_ref().is_array())
    }

    /// Whether a table stands under `key` that has an entry of this name.
    pub(super) fn has_within(&self, key: &str, name: &str) -> bool {
        let table = self.entries.get(key).and_then(|value| value.get_ref().as_table());
        table.is_some_and(|table| table.contains_key(name))
    }
}

/// What was found so far.
pub(super) struct Reader {
    pub(super) places: Places,
    faults: Vec<Located>,
}

impl Reader {
    pub(super) fn of(text: &str) -> Self {
        Self { places: Places::of(text), faults: Vec::new() }
    }

    /// What could not be read, and what is wrong with the rest, in the file's order.
    pub(super) fn faults(self, of_the_rest: Vec<Fault>) -> Vec<Located> {
        let Self { places, mut faults } = self;
        faults.extend(of_the_rest.into_iter().filter_map(|fault| places.located(fault)));
        faults.sort_by_key(|located| located.line);
        faults
    }

    /// Notes what the reader of TOML says.
    pub(super) fn shape(&mut self, error: &toml::de::Error, at: usize) {
        let at = error.span().map_or(at, |span| span.start);
        self.say(at, error.message().to_owned());
    }

    fn say(&mut self, at: usize, said: String) {
        let line = Some(self.places.line(at));
        self.faults.push(Located { line, fault: Fault::Shape(said) });
    }

    /// The whole file as a table.
    pub(super) fn whole<'i>(document: Spanned<DeTable<'i>>) -> Part<'i> {
        Part { place: "scheme".to_owned(), at: 0, entries: document.into_inner() }
    }

    /// One value; none where it cannot be read.
    pub(super) fn value<T: DeserializeOwned>(&mut self, value: Spanned<DeValue<'_>>) -> Option<T> {
        let at = value.span().start;
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(read) => Some(read),
            Err(error) => {
                self.shape(&error, at);
                None
            }
        }
    }

    /// What stands under `key`, if it is there and can be read.
    pub(super) fn optional<T: DeserializeOwned>(&mut self, part: &mut Part<'_>, key: &str) -> Option<T> {
        let value = part.entries.remove(key)?;
        self.places.note(format!("{}#{key}", part.place), value.span().start);
        let read = self.value(value);
        if read.is_none() {
            self.places.unread(format!("{}#{key}", part.place));
        }
        read
    }

    /// The same, where it has to be there.
    pub(super) fn needed<T: DeserializeOwned>(&mut self, part: &mut Part<'_>, key: &str) -> Option<T> {
        self.expect(part, key);
        self.optional(part, key)
    }

    fn expect(&mut self, part: &Part<'_>, key: &str) {
        if !part.entries.contains_key(key) {
            self.say(part.at, format!("missing field `{key}`"));
            self.places.unread(format!("{}#{key}", part.place));
        }
    }

    /// The name of a part, which is its place from here on.
    pub(super) fn name(&mut self, part: &mut Part<'_>) -> String {
        let id = part.entries.get("id").and_then(|id| id.get_ref().as_str());
        part.place = id.unwrap_or_default().to_owned();
        self.places.note(&part.place, part.at);
        let id = self.needed(part, "id");
        if id.is_none() {
            self.places.unread(NAMES);
        }
        id.unwrap_or_default()
    }

    /// A text. A language that is not there is left empty: it is a fault of its own.
    pub(super) fn text(&mut self, part: &mut Part<'_>, key: &str, place: &str) -> Text3 {
        let place = format!("{place}#text");
        self.expect(part, key);
        let Some(mut words) = self.table(part, key) else {
            Lang::ALL.into_iter().for_each(|lang| self.places.unread(format!("{place}#{}", lang.tag())));
            return Text3::default();
        };
        self.places.note(&place, words.at);
        words.place = place;
        let mut tongue = |tag| self.optional(&mut words, tag).unwrap_or_default();
        let text = Text3 { vi: tongue("vi"), en: tongue("en"), bn: tongue("bn") };
        self.done(words);
        text
    }

    /// Notes that `place` stands where the entry `key` does.
    pub(super) fn note_entry(&mut self, part: &Part<'_>, key: &str, place: &str) {
        let at = part.entries.get(key).map_or(part.at, |value| value.span().start);
        self.places.note(place, at);
    }

    /// The table under `key`, if it is there and is one.
    pub(super) fn table<'i>(&mut self, part: &mut Part<'i>, key: &str) -> Option<Part<'i>> {
        let value = part.entries.remove(key)?;
        self.places.note(format!("{}#{key}", part.place), value.span().start);
        self.part(value, &part.place)
    }

    /// Each of the list under `key`; none of them where there is no list.
    pub(super) fn list<'i>(&mut self, part: &mut Part<'i>, key: &str) -> Vec<Spanned<DeValue<'i>>> {
        let Some(value) = part.entries.remove(key) else { return Vec::new() };
        let at = value.span().start;
        self.places.note(format!("{}#{key}", part.place), at);
        match value.into_inner() {
            DeValue::Array(array) => array.into_iter().collect(),
            other => {
                self.say(at, format!("invalid type: {}, expected a list", other.type_str()));
                self.places.unread(&part.place);
                self.lost();
                Vec::new()
            }
        }
    }

    /// Each table of the list under `key`.
    pub(super) fn parts<'i>(&mut self, part: &mut Part<'i>, key: &str) -> Vec<Part<'i>> {
        let list = self.list(part, key);
        let length = list.len();
        let parts: Vec<_> = list.into_iter().filter_map(|value| self.part(value, &part.place)).collect();
        if parts.len() < length {
            self.lost();
        }
        parts
    }

    /// Something that is in no list or table may have been anything that others
    /// name, count or follow.
    fn lost(&mut self) {
        [NAMES, TOTAL, GRADES].into_iter().for_each(|place| self.places.unread(place));
    }

    fn part<'i>(&mut self, value: Spanned<DeValue<'i>>, place: &str) -> Option<Part<'i>> {
        let at = value.span().start;
        match value.into_inner() {
            DeValue::Table(entries) => Some(Part { place: place.to_owned(), at, entries }),
            other => {
                self.say(at, format!("invalid type: {}, expected a table", other.type_str()));
                self.places.unread(place);
                None
            }
        }
    }

    /// Nothing else is known of the part: what is left of it should not be there.
    pub(super) fn done(&mut self, part: Part<'_>) {
        for key in part.entries.keys() {
            self.say(key.span().start, format!("unknown field `{}`", key.get_ref()));
        }
    }
}
