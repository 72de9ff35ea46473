//! What people mean to do with a contribution and with a photo.

use proptest::prelude::*;
use shared::amount::Amount;
use shared::document::command::CommandError;
use shared::document::command::contribution::{self, Gift, Much};
use shared::document::command::photo::{self, Picture};
use shared::document::edit::Edit;
use shared::id::{DocumentId, PhotoHash};
use shared::record::contribution::{Contribution, Source, Unit};
use shared::record::photo::Photo;
use shared::words::{Note, Title};

use super::{day, note, title};

#[derive(Debug, Clone)]
pub enum ContributionMeant {
    Record(Gift),
    Cancel(Note),
    PutBack,
}

fn gift() -> impl Strategy<Value = Gift> {
    let (unit, source) =
        (prop::sample::select(Unit::ALL.to_vec()), prop::sample::select(Source::ALL.to_vec()));
    let amount = || prop_oneof![0..5_u64, Just(Amount::MOST)].prop_map(|amount| Amount::new(amount).unwrap());
    let much = prop_oneof![
        3 => amount().prop_map(Much::Given),
        1 => (amount(), prop::option::of(amount())).prop_map(|(pledged, given)| Much::Pledged(pledged, given)),
    ];
    (unit, source, much, title(), prop::option::of(title()), 1..=5_u8, prop::option::of(0..3_u16)).prop_map(
        |(unit, source, much, purpose, project, given, givers)| Gift {
            unit,
            much,
            purpose,
            project,
            given_on: day(given),
            source,
            givers,
            against: givers.map(|givers| DocumentId::from_bytes([givers as u8; 16])),
            resolution: givers.map(|_| DocumentId::from_bytes([given; 16])),
            note: None,
        },
    )
}

pub fn contributing() -> BoxedStrategy<ContributionMeant> {
    use ContributionMeant as M;
    prop_oneof![6 => gift().prop_map(M::Record), 1 => note().prop_map(M::Cancel), 1 => Just(M::PutBack)]
        .boxed()
}

pub fn contribution_edits(
    current: &Contribution,
    meant: &ContributionMeant,
) -> Result<Vec<Edit>, CommandError> {
    match meant {
        ContributionMeant::Record(gift) => contribution::record(current, gift),
        ContributionMeant::Cancel(reason) => contribution::cancel(current, reason),
        ContributionMeant::PutBack => Ok(contribution::put_back()),
    }
}

#[derive(Debug, Clone)]
pub enum PhotoMeant {
    Attach(u8, Option<Title>),
    Describe(Option<Title>),
    Remove(Note),
    PutBack,
}

pub fn photographing() -> BoxedStrategy<PhotoMeant> {
    use PhotoMeant as M;
    prop_oneof![
        4 => (1..4_u8, prop::option::of(title())).prop_map(|(number, caption)| M::Attach(number, caption)),
        3 => prop::option::of(title()).prop_map(M::Describe),
        1 => note().prop_map(M::Remove),
        1 => Just(M::PutBack),
    ]
    .boxed()
}

pub fn photo_edits(current: &Photo, meant: &PhotoMeant) -> Result<Vec<Edit>, CommandError> {
    match meant {
        PhotoMeant::Attach(number, caption) => {
            let picture = Picture {
                of: DocumentId::from_bytes([1; 16]),
                hash: PhotoHash::from_bytes([*number; 32]),
                bytes: u32::from(*number) * 1000,
                width: 1600,
                height: 1200,
                taken_on: Some(day(*number)),
            };
            photo::attach(current, &picture, caption.as_ref())
        }
        PhotoMeant::Describe(caption) => photo::describe(current, caption.as_ref()),
        PhotoMeant::Remove(reason) => photo::remove(current, reason),
        PhotoMeant::PutBack => Ok(photo::put_back()),
    }
}
