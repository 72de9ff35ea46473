//! What people mean to record about a member beyond their entry.

use proptest::prelude::*;
use shared::document::command::roster;
use shared::document::edit::Edit;
use shared::id::{DeviceNumber, EntryId};
use shared::period::Period;
use shared::record::roster::{Discipline, Leaving, Roster};
use shared::words::Note;

use super::{day, member, note};

#[derive(Debug, Clone)]
pub enum RosterMeant {
    Why(u8, Option<Leaving>),
    Stayed(u8),
    Return(u8, Option<u8>),
    Join(u8, Option<u8>, Option<u8>),
    Exempt(u8, Option<(u8, u8)>),
    SendAway(u8, Option<(u8, u8)>),
    Households(u8, Option<Note>),
    User(u8, Option<u8>),
    Disciplined(u8, u8, Discipline),
}

pub fn meant() -> BoxedStrategy<RosterMeant> {
    use RosterMeant as M;
    let (id, some_day) = (|| 0..3_u8, || prop::option::of(1..=5_u8));
    let days = || prop::option::of((1..=3_u8, 3..=5_u8));
    let why = prop::option::of(prop::sample::select(Leaving::ALL.to_vec()));
    prop_oneof![
        (id(), why).prop_map(|(id, why)| M::Why(id, why)),
        id().prop_map(M::Stayed),
        (id(), some_day()).prop_map(|(id, on)| M::Return(id, on)),
        (id(), some_day(), some_day()).prop_map(|(id, joined, official)| M::Join(id, joined, official)),
        (id(), days()).prop_map(|(id, days)| M::Exempt(id, days)),
        (id(), days()).prop_map(|(id, days)| M::SendAway(id, days)),
        (id(), prop::option::of(note())).prop_map(|(id, note)| M::Households(id, note)),
        (1..4_u8, prop::option::of(id())).prop_map(|(device, user)| M::User(device, user)),
        (id(), 0..3_u8, measure()).prop_map(|(id, entry, measure)| M::Disciplined(id, entry, measure)),
    ]
    .boxed()
}

/// A disciplinary measure that stands, or one that was withdrawn.
fn measure() -> impl Strategy<Value = Discipline> {
    prop::sample::select(vec![
        "reprimand 2024-05-02 2023 secretary by_others stands",
        "reprimand 2024-05-02 2023 secretary by_others withdrawn QĐ 12-QĐ/UBKT",
        "warning 2024-06-02 2024 member self_remedied stands",
    ])
    .prop_map(|text| text.parse().unwrap())
}

pub fn edits(current: &Roster, meant: &RosterMeant) -> Vec<Edit> {
    use RosterMeant as M;
    let period =
        |days: &Option<(u8, u8)>| days.map(|(from, to)| Period::new(day(from), Some(day(to))).unwrap());
    match meant {
        M::Why(id, why) => roster::record_reason_of_leaving(member(*id), *why),
        M::Stayed(id) => roster::take_back_leaving(member(*id)),
        M::Return(id, on) => roster::record_return(member(*id), on.map(day)),
        M::Join(id, joined, official) => {
            roster::record_joining(member(*id), joined.map(day), official.map(day))
        }
        M::Exempt(id, days) => roster::exempt(member(*id), period(days)),
        M::SendAway(id, days) => roster::send_away(member(*id), period(days)),
        M::Households(id, note) => roster::assign_households(member(*id), note.as_ref()),
        M::Disciplined(id, entry, measure) => {
            roster::record_discipline(member(*id), EntryId::from_bytes([*entry; 16]), measure)
        }
        M::User(device, user) => roster::name_user(current, DeviceNumber((*device).into()), user.map(member)),
    }
}
