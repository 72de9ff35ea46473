//! One value of every shape of the wire, with every variant in it.

use shared::document::admission::Refusal;
use shared::id::{ChangeHash, DeviceNumber, DocumentId, PhotoHash, RequestId};
use shared::lang::Text3;
use shared::moment::Moment;
use shared::org::{Organisation, OrganisationKind, Ward};
use shared::record::Kind;
use shared::ruling::{Ruled, Ruling};
use shared::scheme::measure::Measure;
use shared::scheme::{
    Band, Certainty, Criterion, Decision, Grade, Item, Kinds, Policy, Reading, Rule, Scheme, Subject,
};
use shared::sealed::Sealed;
use shared::sync::bundle::Bundle;
use shared::sync::role::Role;
use shared::sync::wire::{
    BundleResponse, Custody, DeviceKey, EnrolRequest, Enrolled, Epoch, Fault, Former, InCustody, Outcome,
    PhotoStatus, Pulled, Push, Reads, Receipt, Seal, ServerKey, SyncPoint, SyncRequest, SyncResponse,
    VERSION,
};

/// 2024-11-07 12:00 in Vietnam.
pub const NOON: Moment = Moment::from_millis(1_730_955_600_000);

/// Why changes are refused, by number.
pub const REFUSALS: [Refusal; 7] = [
    Refusal::ForeignActor,
    Refusal::BrokenSequence,
    Refusal::Unreadable,
    Refusal::NotAllowed,
    Refusal::Malformed,
    Refusal::ForeignDocument,
    Refusal::TooLarge,
];

/// Why requests are not answered, by number.
pub const FAULTS: [Fault; 12] = [
    Fault::Malformed,
    Fault::TooLarge,
    Fault::Version,
    Fault::UnknownDevice,
    Fault::CodeUnknown,
    Fault::CodeUsed,
    Fault::CodeExpired,
    Fault::TooManyAttempts,
    Fault::Storage,
    Fault::UnknownPhoto,
    Fault::OtherOrganisation,
    Fault::UnknownKey,
];

/// The kinds of the first release, by number.
const FIRST_KINDS: [Kind; 4] = [Kind::Roster, Kind::Resolution, Kind::Task, Kind::Assessment];

/// What is measured, by number.
const MEASURES: [Measure; 5] = [
    Measure::TasksDone,
    Measure::TasksOnTime,
    Measure::ResolutionAdopted,
    Measure::ThematicInQuarter,
    Measure::TasksAssignedClearly,
];

pub fn document(byte: u8) -> DocumentId {
    DocumentId::from_bytes([byte; 16])
}

pub fn receipt(byte: u8) -> Receipt {
    Receipt { hash: ChangeHash::from_bytes([byte; 32]), seq: 1_000 + u64::from(byte), at: NOON }
}

fn ward() -> Ward {
    let code = "dong-mai".parse().unwrap();
    Ward { code, name: "Phường Đông Mai".to_owned(), town: "Thị xã Quảng Yên".to_owned() }
}

pub fn organisation() -> Organisation {
    let code = "bieu-nghi".parse().unwrap();
    Organisation::new(&ward().code, code, "Chi bộ khu Biểu Nghi", OrganisationKind::Cell)
}

pub fn enrol_request() -> EnrolRequest {
    let secret = "00ff".repeat(16);
    EnrolRequest { version: VERSION, code: "K7QM-2X4P".to_owned(), secret, former: None, key: None }
}

/// The request of a phone that enrols anew and keeps its book.
pub fn enrol_anew_request() -> EnrolRequest {
    let organisation = organisation().id;
    let former = Former { device: DeviceNumber(7), token: "ff00".repeat(16), organisation };
    EnrolRequest { former: Some(former), ..enrol_request() }
}

pub fn enrolled() -> Enrolled {
    Enrolled {
        device: DeviceNumber(7),
        token: "00ff".repeat(16),
        ward: ward(),
        organisation: organisation(),
        key: None,
    }
}

/// The first request of a phone: it knows nothing and brings nothing.
pub fn first_request() -> SyncRequest {
    let request = RequestId::from_bytes([1; 16]);
    SyncRequest {
        version: VERSION,
        request,
        point: SyncPoint::default(),
        push: vec![],
        key: None,
        reads: None,
    }
}

/// A request with a document of each of the first kinds; the first brings two changes.
pub fn request() -> SyncRequest {
    let push = (1..).zip(FIRST_KINDS).map(|(byte, kind)| {
        let chunks = if byte == 1 { vec![vec![1, 2, 3], vec![4]] } else { vec![vec![byte; 30]] };
        Push { document: document(byte), kind, chunks: chunks.into_iter().map(Into::into).collect() }
    });
    SyncRequest {
        version: VERSION,
        request: RequestId::from_bytes([2; 16]),
        point: SyncPoint { epoch: Some(Epoch(0x0123_4567_89ab_cdef)), cursor: 1_700 },
        push: push.collect(),
        key: None,
        reads: None,
    }
}

/// A key by which a phone seals bundles.
pub fn sealing_key() -> DeviceKey {
    DeviceKey([4; 65])
}

/// The request of a phone that enrols anew and says by which key it seals.
pub fn enrol_request_with_key() -> EnrolRequest {
    EnrolRequest { key: Some(sealing_key()), ..enrol_anew_request() }
}

/// A request that says by which key the phone seals.
pub fn request_with_key() -> SyncRequest {
    SyncRequest { key: Some(sealing_key()), ..request() }
}

/// What one part of a file says.
pub fn bundle() -> Bundle {
    Bundle {
        version: VERSION,
        organisation: organisation(),
        device: DeviceNumber(7),
        made_at: NOON,
        push: request().push,
    }
}

/// The answer to a part of a file.
pub fn bundle_response() -> BundleResponse {
    let declined = Custody::Declined("Máy đã báo mất".to_owned());
    let outcomes = vec![
        Outcome::Stored(vec![receipt(1)]),
        Outcome::Missing(vec![ChangeHash::from_bytes([2; 32])]),
        Outcome::from(Refusal::ForeignActor),
    ];
    BundleResponse {
        outcomes,
        custody: Some(vec![InCustody { document: document(3), custody: declined, changes: None }]),
    }
}

/// A request with a document of each kind of the complete record book.
pub fn record_book_request() -> SyncRequest {
    let kinds = [Kind::Meeting, Kind::Contribution, Kind::Registration, Kind::Review, Kind::Photo];
    let push = (5..).zip(kinds).map(|(byte, kind)| {
        let chunks = vec![vec![byte; 30].into()];
        Push { document: document(byte), kind, chunks }
    });
    SyncRequest { push: push.collect(), ..first_request() }
}

/// The answer to a phone for which there is nothing new.
pub fn quiet_response() -> SyncResponse {
    SyncResponse {
        outcomes: vec![],
        pulled: vec![],
        rulings: vec![],
        point: SyncPoint { epoch: Some(Epoch(1)), cursor: 5 },
        more: false,
        now: NOON,
        request: RequestId::from_bytes([1; 16]),
        custody: None,
        seal: None,
        role: None,
    }
}

/// An answer with every outcome, news of the first kinds and every ruling.
pub fn response() -> SyncResponse {
    let mut outcomes = vec![
        Outcome::Stored(vec![receipt(1), receipt(2)]),
        Outcome::Stored(vec![]),
        Outcome::Missing(vec![ChangeHash::from_bytes([3; 32])]),
    ];
    outcomes.extend(REFUSALS.map(Outcome::from));
    let pulled = (1..).zip(FIRST_KINDS).map(|(byte, kind)| {
        let chunk = vec![byte; 40].into();
        Pulled { document: document(byte), kind, receipt: receipt(byte), chunk }
    });
    let rulings = [
        Ruling::Registered(organisation()),
        Ruling::SchemeApplied(scheme()),
        Ruling::MonthOpened("2024-11".parse().unwrap()),
    ];
    SyncResponse {
        outcomes,
        pulled: pulled.collect(),
        rulings: (1..).zip(rulings).map(|(seq, ruling)| Ruled { seq, ruling: Sealed::of(&ruling) }).collect(),
        point: SyncPoint { epoch: Some(Epoch(u64::MAX >> 1)), cursor: 1_004 },
        more: true,
        now: NOON,
        request: RequestId::from_bytes([2; 16]),
        custody: None,
        seal: None,
        role: None,
    }
}

/// An answer with everything that later releases added: changes in custody, and
/// the signature over the receipts.
pub fn sealed_response() -> SyncResponse {
    let custody = [Custody::Waits, Custody::Declined("Máy đã báo mất".to_owned())];
    let custody = (5..).zip(custody).map(|(byte, custody)| InCustody {
        document: document(byte),
        custody,
        changes: None,
    });
    SyncResponse { custody: Some(custody.collect()), seal: Some(seal()), ..response() }
}

/// A request of a phone that reads short answers.
pub fn request_that_reads_whole() -> SyncRequest {
    SyncRequest { reads: Some(Reads::WHOLE), ..request() }
}

/// A short answer.
pub fn whole_response() -> SyncResponse {
    SyncResponse { outcomes: vec![Outcome::Whole { first: 1_001, at: NOON }], ..quiet_response() }
}

/// An answer that says which changes are at fault.
pub fn refusing_response() -> SyncResponse {
    let at = Some(vec![ChangeHash::from_bytes([4; 32])]);
    SyncResponse { outcomes: vec![Outcome::Refused { why: Refusal::NotAllowed, at }], ..quiet_response() }
}

/// An answer that says which changes were declined.
pub fn declined_response() -> SyncResponse {
    let (document, custody) = (document(6), Custody::Declined("Máy đã báo mất".to_owned()));
    let changes = Some(vec![ChangeHash::from_bytes([4; 32])]);
    SyncResponse { custody: Some(vec![InCustody { document, custody, changes }]), ..quiet_response() }
}

/// The answer to a phone that may only read.
pub fn reader_response() -> SyncResponse {
    SyncResponse { role: Some(Role::Reader), ..sealed_response() }
}

/// An enrolment's answer with the key that signs receipts.
pub fn enrolled_with_key() -> Enrolled {
    Enrolled { key: Some(ServerKey([0xcd; 32])), ..enrolled() }
}

pub fn seal() -> Seal {
    Seal { key: [0xcd; 32], signature: [0xef; 64] }
}

/// The answer to a piece that is not the last one.
pub fn photo_status() -> PhotoStatus {
    PhotoStatus { hash: PhotoHash::from_bytes([0xab; 32]), held: 65_536, complete: false, epoch: Epoch(5) }
}

fn text(words: &str) -> Text3 {
    Text3 { vi: format!("{words} (đạt)"), en: words.to_owned(), bn: format!("{words} (ভালো)") }
}

/// A scheme with every rule, measure, policy and certainty.
pub fn scheme() -> Scheme {
    let band = |from, points, met| Band { from, points, met, ..Band::default() };
    let bands = vec![band(85, 10, true), band(50, 5, false)];
    let mut rules = vec![Rule::Met { points: 0 }, Rule::UpTo { most: 30 }];
    rules.extend(MEASURES.map(|measure| Rule::Measured {
        measure,
        bands: bands.clone(),
        by: Reading::Share,
    }));
    let policies = [Policy::Grant, Policy::Exclude, Policy::Never];
    let certainties = [Certainty::Source, Certainty::Sample];
    let items = rules.into_iter().zip(policies.into_iter().cycle()).zip(certainties.into_iter().cycle());
    let items = (1..).zip(items).map(|(number, ((rule, not_applicable), certainty))| {
        let id = format!("meetings.{number}");
        Item { id, text: text("item"), rule, not_applicable, certainty, ..Item::default() }
    });
    let criterion = Criterion {
        id: "meetings".to_owned(),
        text: text("criterion"),
        short: text("short"),
        items: items.collect(),
        ..Criterion::default()
    };
    Scheme {
        id: "golden".to_owned(),
        version: 3,
        title: text("title"),
        source: text("source"),
        organisations: Kinds::of(OrganisationKind::Committee),
        valid_from: "2024-01".parse().unwrap(),
        valid_until: Some("2025-12".parse().unwrap()),
        criteria: vec![criterion],
        subject: Subject::Month,
        decision: Decision::PercentOfPoints,
        grades: vec![
            Grade { id: "good".to_owned(), text: text("good"), at_least: 80, ..Grade::default() },
            Grade { id: "poor".to_owned(), text: text("poor"), at_least: 0, ..Grade::default() },
        ],
        scales: Vec::new(),
        gates: Vec::new(),
        cap: None,
        note: None,
    }
}
