//! The shape of each kind of document, as data.
//!
//! One table serves the genesis, the commands, the reading of conflicts and
//! the server's admission: an operation that the table does not allow is
//! neither written by a phone nor accepted from one.

use crate::amount::Amount;
use crate::date::Date;
use crate::month::Month;
use crate::record::Kind;
use crate::record::assessment::Answer;
use crate::record::contribution::{Source, Unit};
use crate::record::meeting::{MeetingForm, Presence, Verdict};
use crate::record::photo::{MOST_BYTES, MOST_PIXELS};
use crate::record::registration::FourGood;
use crate::record::resolution::Form;
use crate::record::resolution::number::OfficialNumber;
use crate::record::review::YearGrade;
use crate::record::roster::{Leaving, Membership, Office, Phones};
use crate::record::task::TaskSource;
use crate::time_of_day::Time;
use crate::words::{Body, Note, Title};
use crate::year::Year;

/// What one scalar may hold. Null is always allowed: it clears the field.
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
    /// Some [`Phones`].
    Phones,
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
    Entries(Key, &'static [(&'static str, Scalar)]),
}

/// A field at the document's root.
pub type Field = (&'static str, Shape);

/// The version of every schema in this release.
pub const VERSION: i64 = 1;

/// The largest number of people a count may name.
const PEOPLE: Scalar = Scalar::Int(0, 9_999);

const ROSTER: &[Field] = &[(
    "members",
    Shape::Entries(
        Key::Id,
        &[
            ("name", Scalar::Text(Title::MOST)),
            ("membership", Scalar::Membership),
            ("office", Scalar::Office),
            ("group", Scalar::Int(1, 99)),
            ("left_on", Scalar::Date),
            ("left_why", Scalar::OneOf(Leaving::NAMES)),
            ("joined_on", Scalar::LifeDate),
            ("official_on", Scalar::LifeDate),
            ("returned_on", Scalar::Date),
            ("exempt_from", Scalar::Date),
            ("exempt_until", Scalar::Date),
            ("away_from", Scalar::Date),
            ("away_until", Scalar::Date),
            ("households", Scalar::Text(Note::MOST)),
            ("phones", Scalar::Phones),
        ],
    ),
)];

const RESOLUTION: &[Field] = &[
    ("form", Shape::Scalar(Scalar::Form)),
    ("title", Shape::Scalar(Scalar::Text(Title::MOST))),
    ("body", Shape::LongText(Body::MOST)),
    ("month", Shape::Scalar(Scalar::Month)),
    ("number", Shape::Scalar(Scalar::Text(Title::MOST))),
    ("adopted_on", Shape::Scalar(Scalar::Date)),
    ("voters", Shape::Scalar(PEOPLE)),
    ("approve", Shape::Scalar(PEOPLE)),
    ("against", Shape::Scalar(PEOPLE)),
    ("abstain", Shape::Scalar(PEOPLE)),
    ("withdrawn_on", Shape::Scalar(Scalar::Date)),
    ("meeting", Shape::Scalar(Scalar::Id)),
    ("discussed_on", Shape::Scalar(Scalar::Date)),
    ("amended_on", Shape::Scalar(Scalar::Date)),
    ("superseded_by", Shape::Scalar(Scalar::Id)),
    ("symbol", Shape::Scalar(Scalar::Text(Title::MOST))),
    ("official_number", Shape::Scalar(Scalar::Int(1, OfficialNumber::MOST as i64))),
    ("issued_on", Shape::Scalar(Scalar::Date)),
    ("posted_on", Shape::Scalar(Scalar::Date)),
    ("reported_on", Shape::Scalar(Scalar::Date)),
    ("withdrawn_why", Shape::Scalar(Scalar::Text(Note::MOST))),
];

const TASK: &[Field] = &[
    ("resolution", Shape::Scalar(Scalar::Id)),
    ("what", Shape::Scalar(Scalar::Text(Title::MOST))),
    ("product", Shape::Scalar(Scalar::Text(Title::MOST))),
    ("assignees", Shape::Scalars(Key::Id, Scalar::Bool)),
    ("assigned_on", Shape::Scalar(Scalar::Date)),
    ("due_on", Shape::Scalar(Scalar::Date)),
    (
        "progress",
        Shape::Entries(
            Key::Id,
            &[
                ("on", Scalar::Date),
                ("percent", Scalar::Int(0, 100)),
                ("note", Scalar::Text(Note::MOST)),
                ("taken_back", Scalar::Bool),
            ],
        ),
    ),
    ("done_on", Shape::Scalar(Scalar::Date)),
    ("beyond", Shape::Scalar(Scalar::Text(Note::MOST))),
    ("cancelled", Shape::Scalar(Scalar::Text(Note::MOST))),
    ("how", Shape::Scalar(Scalar::Text(Note::MOST))),
    ("responsibility", Shape::Scalar(Scalar::Text(Title::MOST))),
    ("source", Shape::Scalar(Scalar::OneOf(TaskSource::NAMES))),
    ("source_text", Shape::Scalar(Scalar::Text(Title::MOST))),
    ("meeting", Shape::Scalar(Scalar::Id)),
    ("evidence", Shape::Scalar(Scalar::Text(Note::MOST))),
];

const ASSESSMENT: &[Field] = &[
    ("month", Shape::Scalar(Scalar::Month)),
    ("scheme", Shape::Scalar(Scalar::Text(100))),
    ("answers", Shape::Scalars(Key::Item, Scalar::Answer)),
    ("notes", Shape::Scalars(Key::Item, Scalar::Text(Note::MOST))),
    ("shortcomings", Shape::Scalar(Scalar::Text(Note::MOST))),
    ("measures", Shape::Scalar(Scalar::Text(Note::MOST))),
    ("voters", Shape::Scalar(PEOPLE)),
    ("approve", Shape::Scalar(PEOPLE)),
    ("against", Shape::Scalar(PEOPLE)),
    ("abstain", Shape::Scalar(PEOPLE)),
    ("submitted_on", Shape::Scalar(Scalar::Date)),
];

const MEETING: &[Field] = &[
    ("form", Shape::Scalar(Scalar::OneOf(MeetingForm::NAMES))),
    ("month", Shape::Scalar(Scalar::Month)),
    ("theme", Shape::Scalar(Scalar::Text(Title::MOST))),
    ("group", Shape::Scalar(Scalar::Int(1, 99))),
    ("notified_on", Shape::Scalar(Scalar::Date)),
    ("planned_on", Shape::Scalar(Scalar::Date)),
    ("planned_at", Shape::Scalar(Scalar::Time)),
    ("place", Shape::Scalar(Scalar::Text(Title::MOST))),
    ("held_on", Shape::Scalar(Scalar::Date)),
    ("started_at", Shape::Scalar(Scalar::Time)),
    ("ended_at", Shape::Scalar(Scalar::Time)),
    ("chair", Shape::Scalar(Scalar::Id)),
    ("scribe", Shape::Scalar(Scalar::Id)),
    (
        "roll",
        Shape::Entries(
            Key::Id,
            &[("presence", Scalar::OneOf(Presence::NAMES)), ("reason", Scalar::Text(Note::MOST))],
        ),
    ),
    (
        "guests",
        Shape::Entries(
            Key::Id,
            &[
                ("name", Scalar::Text(Title::MOST)),
                ("role", Scalar::Text(Title::MOST)),
                ("dropped", Scalar::Bool),
            ],
        ),
    ),
    (
        "agenda",
        Shape::Entries(
            Key::Id,
            &[
                ("order", Scalar::Int(0, 999)),
                ("title", Scalar::Text(Title::MOST)),
                ("presenter", Scalar::Id),
                ("content", Scalar::Text(Note::MOST)),
                ("conclusion", Scalar::Text(Note::MOST)),
                ("voters", PEOPLE),
                ("approve", PEOPLE),
                ("against", PEOPLE),
                ("abstain", PEOPLE),
                ("dropped", Scalar::Bool),
            ],
        ),
    ),
    (
        "opinions",
        Shape::Entries(
            Key::Id,
            &[("item", Scalar::Id), ("member", Scalar::Id), ("text", Scalar::Text(Note::MOST))],
        ),
    ),
    (
        "reviews",
        Shape::Entries(
            Key::Id,
            &[("verdict", Scalar::OneOf(Verdict::NAMES)), ("note", Scalar::Text(Note::MOST))],
        ),
    ),
    ("last_month", Shape::Scalar(Scalar::Text(Note::MOST))),
    ("quality_scheme", Shape::Scalar(Scalar::Text(100))),
    ("quality", Shape::Scalars(Key::Item, Scalar::Answer)),
    ("quality_notes", Shape::Scalars(Key::Item, Scalar::Text(Note::MOST))),
    ("minutes", Shape::LongText(Body::MOST)),
    ("conclusion", Shape::Scalar(Scalar::Text(Note::MOST))),
    ("voters", Shape::Scalar(PEOPLE)),
    ("approve", Shape::Scalar(PEOPLE)),
    ("against", Shape::Scalar(PEOPLE)),
    ("abstain", Shape::Scalar(PEOPLE)),
    ("adopted_on", Shape::Scalar(Scalar::Date)),
    ("cancelled", Shape::Scalar(Scalar::Text(Note::MOST))),
];

const CONTRIBUTION: &[Field] = &[
    ("unit", Shape::Scalar(Scalar::OneOf(Unit::NAMES))),
    ("amount", Shape::Scalar(Scalar::Int(0, Amount::MOST.cast_signed()))),
    ("purpose", Shape::Scalar(Scalar::Text(Title::MOST))),
    ("project", Shape::Scalar(Scalar::Text(Title::MOST))),
    ("given_on", Shape::Scalar(Scalar::Date)),
    ("source", Shape::Scalar(Scalar::OneOf(Source::NAMES))),
    ("givers", Shape::Scalar(PEOPLE)),
    ("resolution", Shape::Scalar(Scalar::Id)),
    ("note", Shape::Scalar(Scalar::Text(Note::MOST))),
    ("cancelled", Shape::Scalar(Scalar::Text(Note::MOST))),
];

/// A [`Year`] as its number.
const YEAR: Scalar = Scalar::Int(Year::FIRST as i64, Year::LAST as i64);

const REGISTRATION: &[Field] = &[
    ("year", Shape::Scalar(YEAR)),
    ("title_sought", Shape::Scalar(Scalar::OneOf(FourGood::NAMES))),
    ("grade_sought", Shape::Scalar(Scalar::OneOf(YearGrade::NAMES))),
    ("targets", Shape::Scalar(Scalar::Text(Note::MOST))),
    (
        "criteria",
        Shape::Entries(
            Key::Item,
            &[("text", Scalar::Text(Note::MOST)), ("target", Scalar::Text(Title::MOST))],
        ),
    ),
    ("opinions", Shape::Entries(Key::Id, &[("member", Scalar::Id), ("text", Scalar::Text(Note::MOST))])),
    ("voters", Shape::Scalar(PEOPLE)),
    ("approve", Shape::Scalar(PEOPLE)),
    ("against", Shape::Scalar(PEOPLE)),
    ("abstain", Shape::Scalar(PEOPLE)),
    ("registered_on", Shape::Scalar(Scalar::Date)),
    ("withdrawn", Shape::Scalar(Scalar::Text(Note::MOST))),
];

const REVIEW: &[Field] = &[
    ("year", Shape::Scalar(YEAR)),
    ("grade", Shape::Scalar(Scalar::OneOf(YearGrade::NAMES))),
    ("strengths", Shape::Scalar(Scalar::Text(Note::MOST))),
    ("shortcomings", Shape::Scalar(Scalar::Text(Note::MOST))),
    ("causes", Shape::Scalar(Scalar::Text(Note::MOST))),
    ("measures", Shape::Scalar(Scalar::Text(Note::MOST))),
    ("voters", Shape::Scalar(PEOPLE)),
    ("approve", Shape::Scalar(PEOPLE)),
    ("against", Shape::Scalar(PEOPLE)),
    ("abstain", Shape::Scalar(PEOPLE)),
    ("submitted_on", Shape::Scalar(Scalar::Date)),
];

const PHOTO: &[Field] = &[
    ("of", Shape::Scalar(Scalar::Id)),
    ("hash", Shape::Scalar(Scalar::Hash)),
    ("bytes", Shape::Scalar(Scalar::Int(1, MOST_BYTES as i64))),
    ("width", Shape::Scalar(Scalar::Int(1, MOST_PIXELS as i64))),
    ("height", Shape::Scalar(Scalar::Int(1, MOST_PIXELS as i64))),
    ("caption", Shape::Scalar(Scalar::Text(Title::MOST))),
    ("taken_on", Shape::Scalar(Scalar::Date)),
    ("removed", Shape::Scalar(Scalar::Text(Note::MOST))),
];

/// The fields of a kind, in the order of its genesis.
pub fn fields(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Roster => ROSTER,
        Kind::Resolution => RESOLUTION,
        Kind::Task => TASK,
        Kind::Assessment => ASSESSMENT,
        Kind::Meeting => MEETING,
        Kind::Contribution => CONTRIBUTION,
        Kind::Registration => REGISTRATION,
        Kind::Review => REVIEW,
        Kind::Photo => PHOTO,
    }
}

/// The shape of the field `name`, if the kind has it.
pub fn field(kind: Kind, name: &str) -> Option<(&'static str, Shape)> {
    fields(kind).iter().find(|(field, _)| *field == name).copied()
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
            Self::Phones => text.parse::<Phones>().is_ok(),
            Self::OneOf(names) => names.contains(&text),
        }
    }
}

#[cfg(test)]
mod tests {
    use automerge::ScalarValue;

    use super::*;

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
