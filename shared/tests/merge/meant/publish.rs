//! What people mean to do with a resolution before and after its adoption.

use proptest::prelude::*;
use shared::document::command::CommandError;
use shared::document::command::resolution::publish;
use shared::document::command::resolution::{self, Wording};
use shared::document::edit::Edit;
use shared::id::DocumentId;
use shared::record::resolution::number::OfficialNumber;
use shared::record::resolution::{Form, Resolution};
use shared::words::Title;

use super::{day, wording};

#[derive(Debug, Clone)]
pub enum PublishMeant {
    Discuss(u8, Option<u8>),
    OfMeeting(Option<u8>),
    Issue(u8, u16),
    Renumber(u16),
    Post(u8),
    Report(u8),
    Amend(Wording, u8),
    Supersede(Option<u8>),
    Denote(bool),
}

pub fn meant() -> BoxedStrategy<PublishMeant> {
    use PublishMeant as M;
    let (on, id) = (|| 1..=5_u8, || prop::option::of(1..=3_u8));
    prop_oneof![
        (on(), id()).prop_map(|(on, meeting)| M::Discuss(on, meeting)),
        id().prop_map(M::OfMeeting),
        (on(), 1..=3_u16).prop_map(|(on, number)| M::Issue(on, number)),
        (1..=3_u16).prop_map(M::Renumber),
        on().prop_map(M::Post),
        on().prop_map(M::Report),
        (wording(), on()).prop_map(|(wording, on)| M::Amend(wording, on)),
        id().prop_map(M::Supersede),
        any::<bool>().prop_map(M::Denote),
    ]
    .boxed()
}

pub fn edits(current: &Resolution, meant: &PublishMeant) -> Result<Vec<Edit>, CommandError> {
    use PublishMeant as M;
    let id = |number: &Option<u8>| number.map(|number| DocumentId::from_bytes([number; 16]));
    let official = |number: &u16| OfficialNumber::new(*number).unwrap();
    match meant {
        M::Discuss(on, meeting) => resolution::discuss(current, day(*on), id(meeting)),
        M::OfMeeting(meeting) => Ok(resolution::of_meeting(id(meeting))),
        M::Issue(on, number) => {
            publish::issue(current, day(*on), official(number), &Title::new("NQ/CB").unwrap())
        }
        M::Renumber(number) => publish::renumber(current, official(number)),
        M::Post(on) => publish::post(current, day(*on)),
        M::Report(on) => publish::report(current, day(*on)),
        M::Amend(wording, on) => publish::amend(current, wording, day(*on)),
        M::Denote(named) => {
            let symbol = Title::new(Form::Thematic.usual_symbol()).unwrap();
            resolution::denote(current, named.then_some(&symbol))
        }
        M::Supersede(by) => publish::supersede(current, id(by)),
    }
}
