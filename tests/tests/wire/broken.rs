//! Bytes that are no message: read without a panic, and answered by the server
//! with a fault that leaves everything as it was.

use std::cell::RefCell;

use proptest::prelude::*;
use shared::replica::{OutboxEntry, Row, StoredChange, encode};
use shared::ruling::RuledWard;
use shared::sync::bundle::{self, Bundle};
use shared::sync::engine::Failure;
use shared::sync::gate;
use shared::sync::wire::{
    BundleResponse, EnrolRequest, Enrolled, Fault, SyncPoint, SyncRequest, SyncResponse,
};
use tests::network::Network;
use tests::phone::{Ended, Phone};
use tests::town::{Answer, CELLS, Packed};

use crate::values;

/// Reads the bytes as everything that is ever read from outside. A panic is
/// what this is about; what comes out is not.
fn read_as_everything(bytes: &[u8]) {
    let _ = minicbor::decode::<EnrolRequest>(bytes);
    let _ = minicbor::decode::<Enrolled>(bytes);
    let _ = minicbor::decode::<SyncRequest>(bytes);
    let _ = minicbor::decode::<SyncResponse>(bytes);
    let _ = minicbor::decode::<Fault>(bytes);
    let _ = minicbor::decode::<StoredChange>(bytes);
    let _ = minicbor::decode::<OutboxEntry>(bytes);
    let _ = minicbor::decode::<Row>(bytes);
    let _ = minicbor::decode::<SyncPoint>(bytes);
    let _ = minicbor::decode::<RuledWard>(bytes);
    let _ = minicbor::decode::<Bundle>(bytes);
    let _ = minicbor::decode::<BundleResponse>(bytes);
    let _ = bundle::parts(bytes);
    let _ = gate::check(bytes);
}

fn messages() -> [Vec<u8>; 6] {
    [
        encode(&values::enrol_request()),
        encode(&values::enrolled()),
        encode(&values::first_request()),
        encode(&values::request()),
        encode(&values::quiet_response()),
        encode(&values::response()),
    ]
}

#[test]
fn a_message_that_is_cut_is_none() {
    let [enrol, enrolled, first, request, quiet, response] = messages();
    for end in 0..enrol.len() {
        assert!(minicbor::decode::<EnrolRequest>(&enrol[..end]).is_err(), "{end}");
    }
    for end in 0..enrolled.len() {
        assert!(minicbor::decode::<Enrolled>(&enrolled[..end]).is_err(), "{end}");
    }
    for whole in [first, request] {
        for end in 0..whole.len() {
            assert!(minicbor::decode::<SyncRequest>(&whole[..end]).is_err(), "{end}");
        }
    }
    for whole in [quiet, response] {
        for end in 0..whole.len() {
            assert!(minicbor::decode::<SyncResponse>(&whole[..end]).is_err(), "{end}");
        }
    }
}

/// An array, map or text that claims to be larger than any memory.
#[test]
fn a_length_that_is_a_lie_costs_nothing() {
    for kind in [0x5b, 0x7b, 0x9b, 0xbb] {
        let lie = [[kind].as_slice(), &[0xff; 8]].concat();
        read_as_everything(&lie);
        for message in messages() {
            for place in 0..message.len().min(300) {
                read_as_everything(&[&message[..place], &lie].concat());
            }
        }
    }
}

/// A server and the token of one of its phones.
struct Target {
    network: Network,
    phone: Phone,
}

impl Target {
    fn new() -> Self {
        let mut network = Network::new();
        let phone = Phone::of(CELLS[0], 1, &mut network);
        Self { network, phone }
    }

    fn post(&self, path: &str, gzip: bool, bytes: &[u8]) -> Answer {
        let token = &self.phone.identity().token;
        self.network.server.pass(60_000);
        self.network.server.post(path, Some(token), Packed { gzip, bytes: bytes.to_vec() })
    }

    /// The server still works, and nothing of what was sent is in it.
    fn check(&mut self) {
        assert!(self.network.server.log(CELLS[0]).is_empty());
        assert_eq!(self.phone.sync(&mut self.network), Ended::Done);
    }
}

fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let place = (0..messages().len(), any::<prop::sample::Index>());
    (place, any::<u8>(), any::<bool>()).prop_map(|((message, place), byte, cut)| {
        let mut bytes = messages()[message].clone();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        if cut {
            bytes.truncate(place + 1);
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_never_panics(garbage in prop::collection::vec(any::<u8>(), 0..200), mutated in mutated()) {
        read_as_everything(&garbage);
        read_as_everything(&mutated);
    }
}

#[test]
fn the_server_answers_garbage_with_a_fault() {
    let target = RefCell::new(Target::new());
    let config = ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() };
    let body = prop_oneof![prop::collection::vec(any::<u8>(), 0..200), mutated()];
    proptest!(config, |(bytes in body, gzip: bool, enrols: bool)| {
        let path = if enrols { "/api/v1/enrol" } else { "/api/v1/sync" };
        let answer = target.borrow().post(path, gzip, &bytes);
        if answer.status != 200 {
            prop_assert!((400..500).contains(&answer.status), "{}", answer.status);
            prop_assert!(minicbor::decode::<Fault>(&answer.body.bytes).is_ok());
        }
    });
    target.borrow_mut().check();
}

/// What stands between phone and server answers in its own words.
#[test]
fn an_answer_that_is_none_of_ours_is_no_answer() {
    let mut target = Target::new();
    let server = &target.network.server;
    let elsewhere = server.post("/api/v2/sync", None, Packed { gzip: false, bytes: vec![] });
    assert_ne!(elsewhere.status, 200);
    let arrived = target.network.post::<_, SyncResponse>("/api/v2/sync", None, &values::first_request());
    assert_eq!(arrived, [Err(Failure::NoRoad)]);
    target.check();
}
