//! Of every honest change the gate counts what Automerge counts.
//!
//! Whatever a phone of these tests writes is counted both ways as well
//! ([`crate::phone::Phone::write`]).

use proptest::prelude::*;
use shared::document::edit::Edit;
use shared::document::genesis;
use shared::document::schema::{self, Shape};
use shared::record::Kind;
use shared::sync::gate;

use crate::ground::{Ground, Judged, counted};
use crate::laws::{all_chunks, phones};
use crate::phone::Phone;

#[test]
fn the_gate_counts_every_field_of_every_kind() {
    for kind in Kind::ALL {
        counted(genesis::chunk(kind));
        let ground = Ground::of(kind);
        assert!(3 <= ground.own.len(), "{kind:?}");
        for (place, chunk) in ground.own.iter().enumerate() {
            counted(chunk);
            assert_eq!(ground.push(place, chunk), Judged::Entered, "{kind:?} {place}");
        }
        // Something of every sort that a kind writes is counted.
        let sums = ground.own.iter().map(|chunk| gate::check(chunk).unwrap());
        let (operations, predecessors, others) = sums.fold((0, 0, 0), |(o, p, w), chunk| {
            (o + chunk.operations, p + chunk.predecessors, w + chunk.others.len())
        });
        assert!(schema::fields(kind).len() <= operations && 0 < predecessors && 0 < others, "{kind:?}");
    }
}

/// The longest texts, which Automerge writes in another way than short ones.
#[test]
fn the_gate_counts_long_texts() {
    for kind in Kind::ALL {
        for (field, shape) in schema::fields(kind) {
            let Shape::LongText(most) = shape else { continue };
            let mut phone = Phone::new(kind, 2);
            for text in ["dài ", "ngắn "] {
                let text: String = text.chars().cycle().take(*most).collect();
                phone.write(&[Edit::Rewrite(field, text)]).unwrap();
            }
            // What was written before is superseded, character by character.
            assert!(*most / 4 < gate::check(&phone.own[1]).unwrap().predecessors, "{field}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn the_gate_counts_as_automerge_counts((_, phones) in phones()) {
        all_chunks(&phones).iter().for_each(|chunk| counted(chunk));
    }
}
