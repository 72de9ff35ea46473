//! What a phone keeps in its tables. A newer program must still read it.

use shared::document::admission::Refusal;
use shared::id::{DeviceNumber, EntryId, MemberId};
use shared::org::{Organisation, OrganisationKind};
use shared::record::assessment::{Answer, Assessment};
use shared::record::resolution::{Form, Resolution, Vote};
use shared::record::roster::{Member, Membership, Office, Roster};
use shared::record::task::{Progress, Task};
use shared::record::{Kind, Record};
use shared::replica::photo::HeldPhoto;
use shared::replica::{OutboxEntry, Row, StoredChange};
use shared::ruling::{RuledWard, SchemeChoice, SealedWard};
use shared::scheme::Subject;
use shared::sealed::Sealed;
use shared::sorted_map::SortedMap;
use shared::sorted_set::SortedSet;
use shared::standing::facts::Fact;
use shared::sync::proof::Proof;
use shared::sync::wire::{Custody, EnrolRequest, Enrolled, Epoch, SyncPoint};

use crate::golden::check;
use crate::values::{self, NOON, document, organisation, receipt, scheme};

#[test]
fn changes_and_the_outbox_are_as_they_were() {
    let hash = receipt(9).hash;
    let change =
        StoredChange { receipt: Some(receipt(9)), ..StoredChange::new(hash, DeviceNumber(7), vec![1, 2, 3]) };
    check("phone/change", &change);
    let refused = StoredChange { receipt: None, refused: Some(Refusal::NotAllowed), ..change.clone() };
    check("phone/change-refused", &refused);
    let proof = Proof { seal: values::seal(), beside: vec![1; 33] };
    check("phone/change-proven", &StoredChange { proof: Some(proof), ..change });
    let declined = Some(Custody::Declined("Máy đã báo mất".to_owned()));
    check("phone/change-declined", &StoredChange { custody: declined, ..refused.clone() });
    check("phone/change-done-with", &StoredChange { done_with: Some(NOON), ..refused.clone() });
    check("phone/change-at-fault", &StoredChange { at_fault: Some(true), ..refused });
    let entry = OutboxEntry { document: document(1), kind: Kind::Task, hash, saved_at: NOON, bytes: None };
    check("phone/outbox-entry", &entry);
    check("phone/outbox-entry-sized", &OutboxEntry { bytes: Some(212), ..entry });
}

#[test]
fn what_is_known_of_pictures_is_as_it_was() {
    check("phone/photo-held", &HeldPhoto { bytes: 300_000, saved_at: NOON, at_ward: Some(Epoch(5)) });
    check("phone/photo-held-here", &HeldPhoto { bytes: 1, saved_at: NOON, at_ward: None });
}

#[test]
fn settings_are_as_they_were() {
    check::<EnrolRequest>("phone/enrolling", &values::enrol_request());
    check::<EnrolRequest>("phone/enrolling-anew", &values::enrol_anew_request());
    check::<Enrolled>("phone/identity", &values::enrolled());
    check("phone/point", &SyncPoint { epoch: Some(Epoch(5)), cursor: 1_700 });
    let ruled = RuledWard {
        organisations: vec![organisation()],
        schemes: vec![scheme()],
        month: Some("2024-11".parse().unwrap()),
        seq: 12,
        ..RuledWard::default()
    };
    check("phone/ruled", &ruled);
    // The phone keeps the schemes as they came.
    let sealed = SealedWard {
        organisations: ruled.organisations,
        schemes: vec![Sealed::of(&scheme())],
        month: ruled.month,
        seq: ruled.seq,
        ..SealedWard::default()
    };
    check("phone/ruled", &sealed);
    // With what rulings say since: a group, and a choice from a month on.
    let choice = SchemeChoice {
        subject: Subject::Month,
        kind: OrganisationKind::Cell,
        year: None,
        scheme: "hundred-points".to_owned(),
        version: 1,
        from: "2024-07".parse().ok(),
    };
    let group = Some("Khu dân cư".to_owned());
    let organisations = vec![Organisation { group, ..organisation() }];
    check("phone/ruled-2", &SealedWard { organisations, choices: vec![choice], ..sealed });
}

#[test]
fn rows_are_as_they_were() {
    for record in [roster(), resolution(), task(), assessment()] {
        let kind = record.kind();
        let fact = Fact {
            document: document(3),
            record,
            conflicts: 2,
            written_at: NOON,
            received_at: Some(NOON.plus_millis(1)),
        };
        let row = Row { fact, unsent: 3, refused: Some(Refusal::TooLarge), heads: None, custody: None };
        check(&format!("phone/row-{}", kind.name()), &row);
        if kind == Kind::Task {
            check("phone/row-task-waits", &Row { heads: Some(vec![]), custody: Some(Custody::Waits), ..row });
        }
    }
}

fn vote() -> Option<Vote> {
    Vote::new(22, 20, 1, 1)
}

fn roster() -> Record {
    let member = |(number, (office, membership)): (u8, (Office, Membership))| {
        let group = (number == 1).then_some(2);
        let left_on = (number == 2).then(|| "2024-11-30".parse().unwrap());
        let name = format!("Đ/c Mẫu {number:02}");
        (
            MemberId::from_bytes([number; 16]),
            Member { name, membership, office, group, left_on, ..Member::default() },
        )
    };
    let sorts = Office::ALL.into_iter().zip(Membership::ALL.into_iter().cycle());
    Record::Roster(Roster { members: (1..).zip(sorts).map(member).collect() })
}

fn resolution() -> Record {
    Record::Resolution(Resolution {
        form: Some(Form::Thematic),
        title: "Ổn định sản xuất sau bão".to_owned(),
        body: "Sau bão số 3.\nGieo trồng vụ đông.".to_owned(),
        month: Some("2024-11".parse().unwrap()),
        number: Some("12-NQ/CB".to_owned()),
        adopted_on: Some("2024-11-07".parse().unwrap()),
        vote: vote(),
        withdrawn_on: Some("2024-12-01".parse().unwrap()),
        ..Resolution::default()
    })
}

fn task() -> Record {
    let on = Some("2024-11-15".parse().unwrap());
    let line = Progress { on, percent: 40, note: "2 ha".to_owned(), ..Progress::default() };
    Record::Task(Task {
        resolution: Some(document(2)),
        what: "Gieo ngô đông".to_owned(),
        product: "3 ha".to_owned(),
        assignees: SortedSet::from([MemberId::from_bytes([1; 16])]),
        assigned_on: Some("2024-11-07".parse().unwrap()),
        due_on: Some("2024-11-20".parse().unwrap()),
        progress: SortedMap::from([(EntryId::from_bytes([1; 16]), line)]),
        done_on: Some("2024-11-19".parse().unwrap()),
        beyond: Some("Thêm 1 ha".to_owned()),
        cancelled: Some("Không".to_owned()),
        ..Task::default()
    })
}

fn assessment() -> Record {
    let answers = [Answer::Met, Answer::NotMet, Answer::NotApplicable, Answer::Points(30)];
    let answers = (1..).zip(answers).map(|(number, answer)| (format!("item.{number}"), answer));
    Record::Assessment(Assessment {
        month: Some("2024-11".parse().unwrap()),
        scheme: Some("monthly-checklist".to_owned()),
        answers: answers.collect(),
        notes: SortedMap::from([("item.2".to_owned(), "Mất điện".to_owned())]),
        shortcomings: "Họp muộn".to_owned(),
        measures: "Họp sớm".to_owned(),
        vote: vote(),
        submitted_on: Some("2024-11-30".parse().unwrap()),
    })
}
