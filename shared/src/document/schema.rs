//! The shape of each kind of document, as data.
//!
//! One table serves the genesis, the commands, the reading of conflicts and
//! the server's admission: an operation that the table does not allow is
//! neither written by a phone nor accepted from one.

mod fields;

pub use fields::fields;

use crate::date::Date;
use crate::month::Month;
use crate::record::Kind;
use crate::record::assessment::Answer;
use crate::record::resolution::Form;
use crate::record::roster::{Discipline, Membership, Office, Phones};
use crate::time_of_day::Time;

/// What one scalar may hold. Null is allowed but where it is said: it clears the field.
#[derive(Debug, Clone, Copy)]
pub enum Scalar {
    /// Text of at most so many characters.
    Text(usize),
    /// A whole number from the first to the second.
    Int(i64, i64),
    /// True or false.
    Bool,
    /// A [`Date`] of the book as `yyyy-mm-dd`.
    Date,
    /// A [`Date`] of a person's life, which may lie before the book.
    LifeDate,
    /// A [`Month`] as `yyyy-mm`.
    Month,
    /// A [`Time`] as `hh:mm`.
    Time,
    /// An id of 32 hexadecimal digits.
    Id,
    /// A hash of 64 hexadecimal digits.
    Hash,
    /// A [`Form`].
    Form,
    /// A [`Membership`].
    Membership,
    /// An [`Office`].
    Office,
    /// An [`Answer`].
    Answer,
    /// The id of a scheme's grade.
    Grade,
    /// Some [`Phones`].
    Phones,
    /// A [`Discipline`]: it is withdrawn, and never cleared.
    Discipline,
    /// One of these names.
    OneOf(&'static [&'static str]),
}

/// What the keys of a map are.
#[derive(Debug, Clone, Copy)]
pub enum Key {
    /// 32 hexadecimal digits.
    Id,
    /// The id of a scheme's item.
    Item,
}

/// What stands at a key of the document's root.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// One scalar.
    Scalar(Scalar),
    /// Text that two phones may edit together, of at most so many characters.
    LongText(usize),
    /// Scalars by key.
    Scalars(Key, Scalar),
    /// Maps of scalars by key.
    Entries(Key, Names),
}

/// The names within an entry, with what each may hold. A name that ends with a
/// dot stands for as many as there are: each is itself and an id.
pub type Names = &'static [(&'static str, Scalar)];

/// A field at the document's root.
pub type Field = (&'static str, Shape);

/// The version of every schema in this release.
pub const VERSION: i64 = 1;

/// The shape of the field `name`, if the kind has it.
pub fn field(kind: Kind, name: &str) -> Option<(&'static str, Shape)> {
    fields(kind).iter().find(|(field, _)| *field == name).copied()
}

/// Whether `known`, a name of [`Names`], stands for as many as there are.
pub fn is_for_many(known: &str) -> bool {
    known.ends_with('.')
}

/// What an entry with these names may hold under `name`; none where it has no such name.
pub fn held(names: Names, name: &str) -> Option<Scalar> {
    let is_named = |known: &str| match name.strip_prefix(known) {
        Some(rest) if is_for_many(known) => Key::Id.allows(rest),
        rest => rest == Some(""),
    };
    names.iter().find(|(known, _)| is_named(known)).map(|(_, scalar)| *scalar)
}

/// Whether `text` is so many lower-case hexadecimal digits.
fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

impl Key {
    /// Whether `key` may stand in such a map.
    pub fn allows(self, key: &str) -> bool {
        match self {
            Self::Id => is_hex(key, 32),
            Self::Item => {
                (1..=60).contains(&key.len())
                    && key
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b))
            }
        }
    }
}

impl Scalar {
    /// Whether `value` may stand in such a field.
    pub fn allows(self, value: &automerge::ScalarValue) -> bool {
        use automerge::ScalarValue as Value;
        match (self, value) {
            (Self::Discipline, Value::Null) => false,
            (_, Value::Null) | (Self::Bool, Value::Boolean(_)) => true,
            (Self::Int(least, most), Value::Int(n)) => (least..=most).contains(n),
            (_, Value::Str(text)) => self.allows_text(text),
            _ => false,
        }
    }

    fn allows_text(self, text: &str) -> bool {
        match self {
            Self::Text(most) => text.chars().nth(most).is_none(),
            Self::Int(..) | Self::Bool => false,
            Self::Date => text.parse::<Date>().and_then(Date::in_book).is_ok(),
            Self::LifeDate => text.parse::<Date>().is_ok(),
            Self::Month => text.parse::<Month>().is_ok(),
            Self::Time => text.parse::<Time>().is_ok(),
            Self::Id => is_hex(text, 32),
            Self::Hash => is_hex(text, 64),
            Self::Form => Form::from_name(text).is_some(),
            Self::Membership => Membership::from_name(text).is_some(),
            Self::Office => Office::from_name(text).is_some(),
            Self::Answer => text.parse::<Answer>().is_ok(),
            Self::Grade => Key::Item.allows(text),
            Self::Phones => text.parse::<Phones>().is_ok(),
            Self::Discipline => text.parse::<Discipline>().is_ok(),
            Self::OneOf(names) => names.contains(&text),
        }
    }
}

#[cfg(test)]
mod tests {
    use automerge::ScalarValue;

    use super::*;
    use crate::record::meeting::Presence;

    #[test]
    fn scalars_allow_what_their_field_means() {
        fn check(scalar: Scalar, value: impl Into<ScalarValue>, expect: bool) {
            let value = value.into();
            assert_eq!(scalar.allows(&value), expect, "{scalar:?} {value:?}");
        }
        check(Scalar::Text(3), "ố ố", true);
        check(Scalar::Text(3), "bốn ", false);
        check(Scalar::Text(3), 3_i64, false);
        check(Scalar::Int(0, 100), 100_i64, true);
        check(Scalar::Int(0, 100), 101_i64, false);
        check(Scalar::Int(0, 100), 1.0, false);
        check(Scalar::Date, "2024-02-31", false);
        check(Scalar::Date, ScalarValue::Null, true);
        check(Scalar::Date, "1985-02-03", false);
        check(Scalar::LifeDate, "1985-02-03", true);
        check(Scalar::LifeDate, "1985-02-30", false);
        check(Scalar::Month, "2024-11", true);
        check(Scalar::Bool, "true", false);
        check(Scalar::Form, "thematic", true);
        check(Scalar::OneOf(Presence::NAMES), "excused", true);
        check(Scalar::OneOf(Presence::NAMES), "late", false);
        check(Scalar::Time, "19:30", true);
        check(Scalar::Hash, &*"ab".repeat(32), true);
        check(Scalar::Hash, &*"ab".repeat(16), false);
        check(Scalar::Time, "24:00", false);
        check(Scalar::Answer, "p:12", true);
        check(Scalar::Grade, "p.not-completed", true);
        check(Scalar::Grade, "", false);
        check(Scalar::Grade, "Tốt", false);
        check(Scalar::Phones, "15,16", true);
        check(Scalar::Phones, "16,15", false);
        check(Scalar::Id, &*"F".repeat(32), false);
    }

    #[test]
    fn keys_are_plain() {
        assert!(Key::Item.allows("meetings.attendance-85"));
        assert!(!Key::Item.allows(""));
        assert!(!Key::Item.allows("Đạt"));
        assert!(!Key::Id.allows("abc"));
    }
}
