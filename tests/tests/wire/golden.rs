//! Requests and answers as they are on the wire. A golden file is written once,
//! with its release, and never again: phones and servers of that release are
//! out there.

use std::fmt::Debug;

use minicbor::{Decode, Encode};
use shared::document::admission::Refusal;
use shared::sync::bundle::Bundle;
use shared::sync::wire::{
    BundleResponse, EnrolRequest, Enrolled, Fault, PhotoStatus, SyncRequest, SyncResponse,
};

use crate::values::{self, FAULTS, REFUSALS};

/// The golden file of this name.
///
/// Set `BONTOT_WRITE_GOLDEN` to write those that are missing.
pub fn golden(name: &str, value: &impl Encode<()>) -> Vec<u8> {
    let path = format!("{}/golden/{name}.cbor", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("BONTOT_WRITE_GOLDEN").is_some() && !std::fs::exists(&path).unwrap() {
        std::fs::write(&path, minicbor::to_vec(value).unwrap()).unwrap();
    }
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The value is written as the golden file has it, and read from it.
pub fn check<T>(name: &str, value: &T)
where
    T: Encode<()> + for<'b> Decode<'b, ()> + PartialEq + Debug,
{
    let bytes = golden(name, value);
    assert_eq!(minicbor::to_vec(value).unwrap(), bytes, "{name} is written otherwise");
    assert_eq!(minicbor::decode::<T>(&bytes).unwrap(), *value, "{name} is read otherwise");
}

#[test]
fn requests_are_as_they_were() {
    check::<EnrolRequest>("wire/enrol-request", &values::enrol_request());
    check::<EnrolRequest>("wire/enrol-request-anew", &values::enrol_anew_request());
    check::<SyncRequest>("wire/sync-request-first", &values::first_request());
    check::<SyncRequest>("wire/sync-request", &values::request());
    check::<SyncRequest>("wire/sync-request-record-book", &values::record_book_request());
    check::<EnrolRequest>("wire/enrol-request-with-key", &values::enrol_request_with_key());
    check::<SyncRequest>("wire/sync-request-with-key", &values::request_with_key());
    check::<Bundle>("wire/bundle", &values::bundle());
    check::<SyncRequest>("wire/sync-request-reads-whole", &values::request_that_reads_whole());
}

#[test]
fn answers_are_as_they_were() {
    check::<Enrolled>("wire/enrolled", &values::enrolled());
    check::<Enrolled>("wire/enrolled-with-key", &values::enrolled_with_key());
    check::<SyncResponse>("wire/sync-response-quiet", &values::quiet_response());
    check::<SyncResponse>("wire/sync-response", &values::response());
    check::<SyncResponse>("wire/sync-response-sealed", &values::sealed_response());
    check::<BundleResponse>("wire/bundle-response", &values::bundle_response());
    check::<SyncResponse>("wire/sync-response-whole", &values::whole_response());
    check::<SyncResponse>("wire/sync-response-refusing", &values::refusing_response());
    check::<SyncResponse>("wire/sync-response-reader", &values::reader_response());
    check::<SyncResponse>("wire/sync-response-declined", &values::declined_response());
    check::<PhotoStatus>("wire/photo-status", &values::photo_status());
}

/// A fault or refusal is an array of its number and of nothing; numbers keep their meaning.
#[test]
fn reasons_keep_their_numbers() {
    for (number, fault) in (0_u8..).zip(FAULTS) {
        assert_eq!(minicbor::to_vec(fault).unwrap(), [0x82, number, 0x80], "{fault:?}");
        assert_eq!(fault_number(fault), number);
    }
    for (number, refusal) in (0_u8..).zip(REFUSALS) {
        assert_eq!(minicbor::to_vec(refusal).unwrap(), [0x82, number, 0x80], "{refusal:?}");
        assert_eq!(refusal_number(refusal), number);
    }
}

/// Does not compile when a fault is added that the golden values lack.
fn fault_number(fault: Fault) -> u8 {
    match fault {
        Fault::Malformed => 0,
        Fault::TooLarge => 1,
        Fault::Version => 2,
        Fault::UnknownDevice => 3,
        Fault::CodeUnknown => 4,
        Fault::CodeUsed => 5,
        Fault::CodeExpired => 6,
        Fault::TooManyAttempts => 7,
        Fault::Storage => 8,
        Fault::UnknownPhoto => 9,
        Fault::OtherOrganisation => 10,
        Fault::UnknownKey => 11,
    }
}

/// Does not compile when a refusal is added that the golden values lack.
fn refusal_number(refusal: Refusal) -> u8 {
    match refusal {
        Refusal::ForeignActor => 0,
        Refusal::BrokenSequence => 1,
        Refusal::Unreadable => 2,
        Refusal::NotAllowed => 3,
        Refusal::Malformed => 4,
        Refusal::ForeignDocument => 5,
        Refusal::TooLarge => 6,
    }
}

/// A field that a newer version adds at the end is passed over.
#[test]
fn fields_of_newer_versions_are_passed_over() {
    fn check<T: Encode<()> + for<'b> Decode<'b, ()> + PartialEq + Debug>(name: &str, value: &T) {
        let mut bytes = golden(name, value);
        // A short array, whose length is the first byte's lower half, with a text more.
        assert!((0x80..0x97).contains(&bytes[0]), "{name}");
        bytes[0] += 1;
        bytes.extend(minicbor::to_vec("newer").unwrap());
        assert_eq!(minicbor::decode::<T>(&bytes).unwrap(), *value, "{name}");
    }
    check("wire/enrol-request-with-key", &values::enrol_request_with_key());
    check("wire/enrolled-with-key", &values::enrolled_with_key());
    check("wire/bundle", &values::bundle());
    check("wire/bundle-response", &values::bundle_response());
    check("wire/sync-request-reads-whole", &values::request_that_reads_whole());
    check("wire/sync-response-reader", &values::reader_response());
}
