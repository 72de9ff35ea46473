//! What people mean to do: every command of `document::command`, at random.

pub mod contribution;
pub mod meeting;
pub mod member;
pub mod publish;
pub mod year;

use std::collections::BTreeSet;

use proptest::prelude::*;
use shared::date::Date;
use shared::document::Document;
use shared::document::command::assessment as assessing;
use shared::document::command::resolution::{self as resolving, Adoption, Wording};
use shared::document::command::roster::{self as entering, MemberEntry};
use shared::document::command::task::{self as tasking, Assignment, Details, Report};
use shared::document::command::{CommandError, choose};
use shared::document::conflict::conflicts;
use shared::document::edit::Edit;
use shared::document::read::read;
use shared::id::{DocumentId, EntryId, MemberId};
use shared::record::assessment::Answer;
use shared::record::resolution::{Form, Vote};
use shared::record::roster::{Membership, Office};
use shared::record::task::TaskSource;
use shared::record::{Kind, Record};
use shared::words::{Note, Title};

/// One command with what it needs; small numbers stand for ids and days, so
/// that phones meet in the same fields often.
#[derive(Debug, Clone)]
pub enum Meant {
    EnterMember(u8, MemberEntry),
    RecordLeaving(u8, u8),
    Roster(member::RosterMeant),
    Write(Wording),
    Adopt(u8, u16),
    Withdraw(u8, Note),
    Restore,
    Publish(publish::PublishMeant),
    Assign {
        what: Title,
        product: Option<Title>,
        assignees: BTreeSet<u8>,
        due: u8,
    },
    MoveDeadline(u8),
    Report(u8, u8, u8, Note),
    Finish(u8, Option<Note>),
    Reopen,
    Cancel(Note),
    TakeUp,
    MarkLine(u8, bool),
    Detail(Details),
    Evidence(Option<Note>),
    Begin(u8),
    Answer(u8, Option<Answer>),
    Remark(u8, Option<Note>),
    Conclude(Option<Note>, Option<Note>),
    Submit(u8, u16),
    TakeBack,
    Meeting(meeting::MeetingMeant),
    Contribution(contribution::ContributionMeant),
    Registration(year::RegistrationMeant),
    Review(year::ReviewMeant),
    Photo(contribution::PhotoMeant),
    /// Settles the first conflict with its last alternative.
    Choose,
}

const SHORT_WORDS: [&str; 4] = ["gieo ngô đông", "thu gom rác", "khơi thông mương", "trực đê"];

fn title() -> impl Strategy<Value = Title> {
    prop::sample::select(SHORT_WORDS.map(|text| Title::new(text).unwrap()).to_vec())
}

fn note() -> impl Strategy<Value = Note> {
    prop::sample::select(SHORT_WORDS.map(|text| Note::new(text).unwrap()).to_vec())
}

fn details() -> impl Strategy<Value = Details> {
    let source = prop::option::of(prop::sample::select(TaskSource::ALL.to_vec()));
    (prop::option::of(note()), prop::option::of(title()), source).prop_map(|(how, responsibility, source)| {
        Details {
            how,
            source_text: responsibility.clone(),
            responsibility,
            meeting: source.map(|_| DocumentId::from_bytes([4; 16])),
            source,
        }
    })
}

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        Just(Answer::Met),
        Just(Answer::NotMet),
        Just(Answer::NotApplicable),
        (0..4_u16).prop_map(Answer::Points),
    ]
}

fn wording() -> impl Strategy<Value = Wording> {
    let body = prop::sample::subsequence(SHORT_WORDS.to_vec(), 0..=4).prop_shuffle();
    let form = prop::sample::select(Form::ALL.to_vec());
    (form, title(), body, 10..=12_u8).prop_map(|(form, title, body, month)| Wording {
        form,
        title,
        body: shared::words::Body::optional(&body.join("; ")).unwrap(),
        month: format!("2024-{month:02}").parse().unwrap(),
    })
}

fn entry() -> impl Strategy<Value = MemberEntry> {
    let membership = prop::sample::select(Membership::ALL.to_vec());
    let office = prop::sample::select(Office::ALL.to_vec());
    (title(), membership, office, prop::option::of(0..4_u8))
        .prop_map(|(name, membership, office, group)| MemberEntry { name, membership, office, group })
}

/// Any command on records of `kind`.
pub fn meant(kind: Kind) -> BoxedStrategy<Meant> {
    let day = || 1..=5_u8;
    let some_note = || prop::option::of(note());
    let choose = Just(Meant::Choose);
    match kind {
        Kind::Roster => prop_oneof![
            6 => (0..3_u8, entry()).prop_map(|(id, entry)| Meant::EnterMember(id, entry)),
            1 => (0..3_u8, day()).prop_map(|(id, day)| Meant::RecordLeaving(id, day)),
            4 => member::meant().prop_map(Meant::Roster),
            1 => choose,
        ]
        .boxed(),
        Kind::Resolution => prop_oneof![
            5 => wording().prop_map(Meant::Write),
            3 => (day(), 0..=22_u16).prop_map(|(day, approve)| Meant::Adopt(day, approve)),
            1 => (day(), note()).prop_map(|(day, why)| Meant::Withdraw(day, why)),
            1 => Just(Meant::Restore),
            6 => publish::meant().prop_map(Meant::Publish),
            2 => choose,
        ]
        .boxed(),
        Kind::Task => prop_oneof![
            4 => (title(), prop::option::of(title()), prop::collection::btree_set(0..4_u8, 0..3), 0..=5_u8)
                .prop_map(|(what, product, assignees, due)| Meant::Assign { what, product, assignees, due }),
            2 => (0..=5_u8).prop_map(Meant::MoveDeadline),
            4 => (0..3_u8, day(), 0..=120_u8, note()).prop_map(|(l, d, p, n)| Meant::Report(l, d, p, n)),
            2 => (day(), some_note()).prop_map(|(day, beyond)| Meant::Finish(day, beyond)),
            1 => Just(Meant::Reopen),
            1 => note().prop_map(Meant::Cancel),
            1 => Just(Meant::TakeUp),
            2 => (0..3_u8, any::<bool>()).prop_map(|(line, back)| Meant::MarkLine(line, back)),
            3 => details().prop_map(Meant::Detail),
            1 => some_note().prop_map(Meant::Evidence),
            2 => choose,
        ]
        .boxed(),
        Kind::Assessment => prop_oneof![
            2 => (10..=12_u8).prop_map(Meant::Begin),
            6 => (0..3_u8, prop::option::of(answer())).prop_map(|(item, a)| Meant::Answer(item, a)),
            3 => (0..3_u8, some_note()).prop_map(|(item, note)| Meant::Remark(item, note)),
            2 => (some_note(), some_note()).prop_map(|(s, m)| Meant::Conclude(s, m)),
            2 => (day(), 0..=22_u16).prop_map(|(day, approve)| Meant::Submit(day, approve)),
            1 => Just(Meant::TakeBack),
            2 => choose,
        ]
        .boxed(),
        Kind::Meeting => prop_oneof![30 => meeting::meant().prop_map(Meant::Meeting), 1 => choose].boxed(),
        Kind::Contribution => {
            prop_oneof![6 => contribution::contributing().prop_map(Meant::Contribution), 1 => choose].boxed()
        }
        Kind::Registration => {
            prop_oneof![9 => year::registering().prop_map(Meant::Registration), 1 => choose].boxed()
        }
        Kind::Review => prop_oneof![6 => year::reviewing().prop_map(Meant::Review), 1 => choose].boxed(),
        Kind::Photo => {
            prop_oneof![6 => contribution::photographing().prop_map(Meant::Photo), 1 => choose].boxed()
        }
    }
}

fn day(number: u8) -> Date {
    Date::new(2024, 11, number).unwrap()
}

fn member(number: u8) -> MemberId {
    MemberId::from_bytes([number; 16])
}

fn vote(approve: u16) -> Vote {
    Vote::new(22, approve, 0, 0).unwrap()
}

fn item(number: u8) -> String {
    format!("tasks.item-{number}")
}

/// The edits that carry `meant` out on the document as it is now.
pub fn edits(document: &Document, meant: &Meant) -> Result<Vec<Edit>, CommandError> {
    match (read(document), meant) {
        (_, Meant::Choose) => Ok(conflicts(document)
            .first()
            .and_then(|conflict| Some(choose(conflict, conflict.alternatives.last()?.value.clone())))
            .unwrap_or_default()),
        (Record::Roster(current), meant) => Ok(match meant {
            Meant::EnterMember(id, entry) => entering::enter_member(member(*id), entry),
            Meant::RecordLeaving(id, on) => entering::record_leaving(member(*id), day(*on)),
            Meant::Roster(meant) => member::edits(&current, meant),
            other => panic!("{other:?} is not of a roster"),
        }),
        (Record::Resolution(current), meant) => match meant {
            Meant::Write(wording) => resolving::write(&current, wording),
            Meant::Adopt(on, approve) => {
                let number = Title::new(&format!("{on:02}-NQ/CB")).unwrap();
                resolving::adopt(&current, &Adoption { on: day(*on), vote: vote(*approve), number })
            }
            Meant::Withdraw(on, why) => resolving::withdraw(&current, day(*on), why),
            Meant::Restore => Ok(resolving::restore()),
            Meant::Publish(meant) => publish::edits(&current, meant),
            other => panic!("{other:?} is not of a resolution"),
        },
        (Record::Task(current), meant) => match meant {
            Meant::Assign { what, product, assignees, due } => {
                let assignment = Assignment {
                    resolution: product.is_some().then_some(DocumentId::from_bytes([*due; 16])),
                    what: what.clone(),
                    product: product.clone(),
                    assignees: assignees.iter().copied().map(member).collect(),
                    assigned_on: day(1),
                    due_on: day(*due.max(&1)),
                };
                tasking::assign(&current, &assignment)
            }
            Meant::MoveDeadline(due) => tasking::move_deadline(&current, day(*due.max(&1))),
            Meant::Report(line, on, percent, note) => {
                let report = Report { on: day(*on), percent: *percent, note: note.clone() };
                tasking::report(&current, EntryId::from_bytes([*line; 16]), &report)
            }
            Meant::Finish(on, beyond) => tasking::finish(&current, day(*on), beyond.as_ref()),
            Meant::Reopen => tasking::reopen(&current),
            Meant::Cancel(reason) => tasking::cancel(&current, reason),
            Meant::TakeUp => Ok(tasking::take_up()),
            Meant::MarkLine(line, true) => tasking::take_back(&current, EntryId::from_bytes([*line; 16])),
            Meant::MarkLine(line, false) => tasking::let_stand(&current, EntryId::from_bytes([*line; 16])),
            Meant::Detail(details) => tasking::detail(&current, details),
            Meant::Evidence(evidence) => tasking::record_evidence(&current, evidence.as_ref()),
            other => panic!("{other:?} is not of a task"),
        },
        (Record::Assessment(current), meant) => match meant {
            Meant::Begin(month) => {
                let month = format!("2024-{month:02}").parse().unwrap();
                assessing::begin(&current, month, "monthly-checklist")
            }
            Meant::Answer(number, answer) => assessing::answer(&current, &item(*number), *answer),
            Meant::Remark(number, note) => assessing::remark(&current, &item(*number), note.as_ref()),
            Meant::Conclude(shortcomings, measures) => {
                assessing::conclude(&current, shortcomings.as_ref(), measures.as_ref())
            }
            Meant::Submit(on, approve) => assessing::submit(&current, 0, day(*on), vote(*approve)),
            Meant::TakeBack => Ok(assessing::take_back()),
            other => panic!("{other:?} is not of an assessment"),
        },
        (Record::Meeting(current), Meant::Meeting(meant)) => meeting::edits(&current, meant),
        (Record::Contribution(current), Meant::Contribution(meant)) => {
            contribution::contribution_edits(&current, meant)
        }
        (Record::Registration(current), Meant::Registration(meant)) => {
            year::registration_edits(&current, meant)
        }
        (Record::Review(current), Meant::Review(meant)) => year::review_edits(&current, meant),
        (Record::Photo(current), Meant::Photo(meant)) => contribution::photo_edits(&current, meant),
        (record, other) => panic!("{other:?} is not of a {}", record.kind().name()),
    }
}
