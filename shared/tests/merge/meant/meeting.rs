//! What people mean to do with a meeting.

use std::collections::BTreeSet;

use proptest::prelude::*;
use shared::document::command::CommandError;
use shared::document::command::meeting::agenda::{self, ItemPlan};
use shared::document::command::meeting::roll;
use shared::document::command::meeting::score;
use shared::document::command::meeting::{self as meeting, Notice};
use shared::document::edit::Edit;
use shared::id::{DocumentId, EntryId};
use shared::record::assessment::Answer;
use shared::record::meeting::{Meeting, MeetingForm, Presence, Verdict};
use shared::time_of_day::Time;
use shared::words::{Body, Note, Title};

use super::{SHORT_WORDS, answer, day, item, member, note, title, vote};

/// One command on a meeting; small numbers stand for ids and days.
#[derive(Debug, Clone)]
pub enum MeetingMeant {
    Call(Notice),
    Lead(Option<u8>, Option<u8>),
    Open(u8, Time),
    Close(Time),
    AssessLastMonth(Option<Note>),
    Conclude(Option<Note>, Option<u16>),
    WriteMinutes(Option<Body>),
    AdoptMinutes(u8),
    TakeBack,
    Cancel(Note),
    Restore,
    SetItem(u8, u16, Title, Option<Note>),
    Arrange(Vec<u8>),
    DropItem(u8),
    ConcludeItem(u8, Option<Note>, Option<u16>),
    Opinion(u8, Option<u8>, u8, Option<Note>),
    CallOne(u8, Option<Presence>, Option<Note>),
    CallMany(BTreeSet<u8>, Presence),
    EnterGuest(u8, Title, Option<Title>),
    DropGuest(u8),
    ReviewTask(u8, Option<Verdict>, Option<Note>),
    ScoreBy,
    Score(u8, Option<Answer>),
    Remark(u8, Option<Note>),
}

fn time() -> impl Strategy<Value = Time> {
    prop::sample::select(["19:30", "20:00", "21:05"].map(|text| text.parse::<Time>().unwrap()).to_vec())
}

fn notice() -> impl Strategy<Value = Notice> {
    let form = prop::sample::select(MeetingForm::ALL.to_vec());
    let (theme, at) = (prop::option::of(title()), prop::option::of(time()));
    (form, theme, prop::option::of(0..4_u8), prop::option::of(1..=5_u8), 1..=5_u8, at).prop_map(
        |(form, theme, group, notified, planned, planned_at)| Notice {
            form,
            month: "2024-11".parse().unwrap(),
            place: theme.clone(),
            theme,
            group,
            notified_on: notified.map(day),
            planned_on: day(planned),
            planned_at,
        },
    )
}

pub fn meant() -> BoxedStrategy<MeetingMeant> {
    use MeetingMeant as M;
    let id = || 0..3_u8;
    let some_note = || prop::option::of(note());
    let presence = || prop::sample::select(Presence::ALL.to_vec());
    let verdict = prop::sample::select(Verdict::ALL.to_vec());
    let votes = || prop::option::of(0..=22_u16);
    let minutes = prop::sample::subsequence(SHORT_WORDS.to_vec(), 0..=4).prop_shuffle();
    prop_oneof![
        4 => notice().prop_map(M::Call),
        2 => (prop::option::of(id()), prop::option::of(id())).prop_map(|(c, s)| M::Lead(c, s)),
        3 => (1..=5_u8, time()).prop_map(|(on, at)| M::Open(on, at)),
        2 => time().prop_map(M::Close),
        1 => some_note().prop_map(M::AssessLastMonth),
        2 => (some_note(), votes()).prop_map(|(note, votes)| M::Conclude(note, votes)),
        4 => minutes.prop_map(|lines| M::WriteMinutes(Body::optional(&lines.join("; ")).unwrap())),
        1 => (1..=5_u8).prop_map(M::AdoptMinutes),
        1 => Just(M::TakeBack),
        1 => Just(M::Restore),
        1 => note().prop_map(M::Cancel),
        4 => (id(), 0..4_u16, title(), some_note()).prop_map(|(i, o, t, c)| M::SetItem(i, o, t, c)),
        1 => Just(vec![2, 0, 1]).prop_shuffle().prop_map(M::Arrange),
        1 => id().prop_map(M::DropItem),
        3 => (id(), some_note(), votes()).prop_map(|(i, note, votes)| M::ConcludeItem(i, note, votes)),
        3 => (id(), prop::option::of(id()), id(), some_note()).prop_map(|(i, of, m, t)| M::Opinion(i, of, m, t)),
        5 => (id(), prop::option::of(presence()), some_note()).prop_map(|(m, p, r)| M::CallOne(m, p, r)),
        2 => (prop::collection::btree_set(id(), 0..3), presence()).prop_map(|(m, p)| M::CallMany(m, p)),
        2 => (id(), title(), prop::option::of(title())).prop_map(|(i, name, role)| M::EnterGuest(i, name, role)),
        1 => id().prop_map(M::DropGuest),
        2 => (id(), prop::option::of(verdict), some_note()).prop_map(|(t, v, n)| M::ReviewTask(t, v, n)),
        1 => Just(M::ScoreBy),
        2 => (id(), prop::option::of(answer())).prop_map(|(i, a)| M::Score(i, a)),
        1 => (id(), some_note()).prop_map(|(i, note)| M::Remark(i, note)),
    ]
    .boxed()
}

fn entry(number: u8) -> EntryId {
    EntryId::from_bytes([number; 16])
}

pub fn edits(current: &Meeting, meant: &MeetingMeant) -> Result<Vec<Edit>, CommandError> {
    use MeetingMeant as M;
    match meant {
        M::Call(notice) => meeting::call(current, notice),
        M::Lead(chair, scribe) => meeting::lead(current, chair.map(member), scribe.map(member)),
        M::Open(on, at) => meeting::open(current, day(*on), *at),
        M::Close(at) => meeting::close(current, *at),
        M::AssessLastMonth(note) => meeting::assess_last_month(current, note.as_ref()),
        M::Conclude(note, votes) => meeting::conclude(current, note.as_ref(), votes.map(vote)),
        M::WriteMinutes(minutes) => meeting::write_minutes(current, minutes.as_ref()),
        M::AdoptMinutes(on) => meeting::adopt_minutes(current, day(*on)),
        M::TakeBack => Ok(meeting::take_back_minutes()),
        M::Restore => Ok(meeting::restore()),
        M::Cancel(reason) => meeting::cancel(current, reason),
        M::SetItem(id, order, title, content) => {
            let presenter = content.is_some().then(|| member(*id));
            let plan = ItemPlan { order: *order, title: title.clone(), presenter, content: content.clone() };
            agenda::set_item(current, entry(*id), &plan)
        }
        M::Arrange(ids) => agenda::arrange(current, &ids.iter().copied().map(entry).collect::<Vec<_>>()),
        M::DropItem(id) => agenda::drop_item(current, entry(*id)),
        M::ConcludeItem(id, note, votes) => {
            agenda::conclude_item(current, entry(*id), note.as_ref(), votes.map(vote))
        }
        M::Opinion(id, of, by, text) => {
            agenda::record_opinion(current, entry(*id), of.map(entry), member(*by), text.as_ref())
        }
        M::CallOne(who, presence, reason) => {
            roll::call_one(current, member(*who), *presence, reason.as_ref())
        }
        M::CallMany(who, presence) => roll::call_many(current, who.iter().copied().map(member), *presence),
        M::EnterGuest(id, name, role) => roll::enter_guest(current, entry(*id), name, role.as_ref()),
        M::DropGuest(id) => roll::drop_guest(current, entry(*id)),
        M::ReviewTask(task, verdict, note) => {
            score::review_task(current, DocumentId::from_bytes([*task; 16]), *verdict, note.as_ref())
        }
        M::ScoreBy => score::score_by(current, "an-phu-2025"),
        M::Score(number, answer) => score::score(current, &item(*number), *answer),
        M::Remark(number, note) => score::remark(current, &item(*number), note.as_ref()),
    }
}
