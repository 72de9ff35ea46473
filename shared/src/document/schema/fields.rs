//! The fields of each kind of document.

use super::{Field, Key, Scalar, Shape};
use crate::amount::Amount;
use crate::record::Kind;
use crate::record::contribution::{Source, Unit};
use crate::record::meeting::{MeetingForm, Presence, Verdict};
use crate::record::photo::{MOST_BYTES, MOST_PIXELS};
use crate::record::registration::FourGood;
use crate::record::resolution::number::OfficialNumber;
use crate::record::review::YearGrade;
use crate::record::roster::{Discipline, Leaving};
use crate::record::task::TaskSource;
use crate::words::{Body, Note, Title};
use crate::year::Year;

/// The largest number of people a count may name.
const PEOPLE: Scalar = Scalar::Int(0, 9_999);

/// An [`Amount`].
const AMOUNT: Scalar = Scalar::Int(0, Amount::MOST.cast_signed());

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
            (Discipline::PART, Scalar::Discipline),
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
    ("amount", Shape::Scalar(AMOUNT)),
    ("purpose", Shape::Scalar(Scalar::Text(Title::MOST))),
    ("project", Shape::Scalar(Scalar::Text(Title::MOST))),
    ("given_on", Shape::Scalar(Scalar::Date)),
    ("source", Shape::Scalar(Scalar::OneOf(Source::NAMES))),
    ("givers", Shape::Scalar(PEOPLE)),
    ("resolution", Shape::Scalar(Scalar::Id)),
    ("note", Shape::Scalar(Scalar::Text(Note::MOST))),
    ("cancelled", Shape::Scalar(Scalar::Text(Note::MOST))),
    ("pledged", Shape::Scalar(AMOUNT)),
    ("against", Shape::Scalar(Scalar::Id)),
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
    ("own_grade_sought", Shape::Scalar(Scalar::Grade)),
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
    ("own_grade", Shape::Scalar(Scalar::Grade)),
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
