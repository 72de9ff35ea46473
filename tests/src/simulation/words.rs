//! What people write in a history: a few places, so that phones often meet in one.

#![expect(clippy::indexing_slicing, reason = "places and values are chosen by their place in a list")]

use shared::document::edit::{Edit, Path, Value};
use shared::id::DocumentId;
use shared::record::Kind;
use vectors::dice::Dice;

use super::chance::Chance;
use crate::phone::Phone;

/// A place in a document, and what is put there.
#[derive(Debug, Clone)]
pub struct Spot {
    /// The place.
    pub path: Path,
    /// The value.
    pub value: Value,
}

/// A document of the cell, by a name for it: a key that the cell has for it, or
/// a number for one that all know from the beginning, which is harder than in life.
const PLACES: [(&str, Kind, &str); 20] = [
    ("1", Kind::Task, "what"),
    ("1", Kind::Task, "due_on"),
    ("1", Kind::Task, "assignees/1"),
    ("1", Kind::Task, "progress/1/percent"),
    ("1", Kind::Task, "progress/1/note"),
    ("2", Kind::Task, "product"),
    ("2", Kind::Task, "progress/2/note"),
    ("roster", Kind::Roster, "members/1/name"),
    ("roster", Kind::Roster, "members/2/name"),
    ("assessment/2024-11", Kind::Assessment, "answers/meetings.held"),
    ("assessment/2024-11", Kind::Assessment, "shortcomings"),
    ("3", Kind::Resolution, "adopted_on"),
    ("3", Kind::Resolution, "body"),
    ("meeting/regular/2024-11", Kind::Meeting, "minutes"),
    ("meeting/regular/2024-11", Kind::Meeting, "agenda/1/title"),
    ("meeting/regular/2024-11", Kind::Meeting, "held_on"),
    ("registration/2024", Kind::Registration, "targets"),
    ("review/2024", Kind::Review, "strengths"),
    ("4", Kind::Contribution, "amount"),
    ("4", Kind::Contribution, "purpose"),
];

/// What a person is about to write.
pub struct Word {
    /// The document.
    pub document: DocumentId,
    /// Its kind.
    pub kind: Kind,
    /// Where, and what.
    pub spot: Spot,
    /// The edit that writes it.
    pub edit: Edit,
}

/// One of the places, with one of a few values for it; the first value is
/// nothing where a field can be cleared.
pub fn word(chance: &mut Chance, phone: &Phone, cell: usize) -> Word {
    let [(name, kind, place)] = pick(chance, &PLACES);
    let document = document(name, phone, cell);
    let mut parts = place.split('/');
    let field = parts.next().unwrap_or_default();
    let id = |part: &str| if part.len() == 1 { part.repeat(32) } else { part.to_owned() };
    let path = match (parts.next(), parts.next()) {
        (Some(key), Some(name)) => Path::entry(field, id(key), name),
        (Some(key), None) => Path::key(field, id(key)),
        _ => Path::field(field),
    };
    let choice = chance.place(3);
    let value = value(&path, choice);
    let edit = match (field, &value) {
        ("body", value) => Edit::Rewrite("body", long_text(value)),
        ("minutes", value) => Edit::Rewrite("minutes", long_text(value)),
        _ => Edit::Put(path.clone(), value.clone()),
    };
    Word { document, kind, spot: Spot { path, value }, edit }
}

fn pick<T: Copy>(chance: &mut Chance, all: &[T]) -> [T; 1] {
    [all[chance.place(all.len())]]
}

fn long_text(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("{text}. Sau bão số 3, chi bộ họp bàn."),
        _ => String::new(),
    }
}

fn document(name: &str, phone: &Phone, cell: usize) -> DocumentId {
    match name.parse::<u64>() {
        Ok(number) => {
            let mut bytes: [u8; 16] = Dice::new(number * 2 + cell as u64).bytes();
            // A UUIDv7, as such documents have it.
            bytes[6] = 0x70 | bytes[6] & 0x0f;
            DocumentId::from_bytes(bytes)
        }
        Err(_) => phone.natural(name),
    }
}

/// Whether what is written apart at this place is listed by its value.
pub fn is_scalar(path: &Path) -> bool {
    !["body", "minutes"].contains(&path.field.as_str())
}

fn value(path: &Path, choice: usize) -> Value {
    let texts = match (path.field.as_str(), path.name.as_deref()) {
        ("assignees", _) => return Value::Bool(choice == 1),
        (_, Some("percent")) => return Value::Int([0, 40, 100][choice]),
        ("amount", _) => return Value::Int([1_000, 50_000, 2_000_000][choice]),
        (_, Some(_)) => ["Một", "Hai", "Ba"],
        ("due_on" | "adopted_on" | "held_on", _) => ["", "2024-11-20", "2024-11-25"],
        ("answers", _) => ["", "met", "not_met"],
        _ => ["", "Gieo ngô đông", "Thu gom rác"],
    };
    if texts[choice].is_empty() { Value::Null } else { Value::text(texts[choice]) }
}
