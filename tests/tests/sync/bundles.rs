//! Files in place of a road: whoever carries them, in whatever order and
//! however often, all end with the same records.

use proptest::prelude::*;
use server::pipeline::bundle::ImportError;
use server::pipeline::custody::Verdict;
use shared::document::admission::{Refusal, Refused};
use shared::id::DocumentId;
use shared::record::Kind;
use shared::replica::StoredChange;
use shared::sync::bundle::{self, BundleError};
use shared::sync::custody::Cause;
use shared::sync::engine::Failure;
use shared::sync::wire::{Custody, Fault, Push};
use tests::network::Mishap;
use tests::phone::{Ended, NotTaken, Phone};
use tests::town::CELLS;

use super::cell::{Cell, text};

fn what(phone: &Phone, task: DocumentId) -> Option<String> {
    match &phone.row(task)?.fact.record {
        shared::record::Record::Task(task) => Some(task.what.clone()),
        _ => None,
    }
}

#[test]
fn two_phones_without_signal_work_on_and_a_file_brings_it_all_to_the_office() {
    let mut cell = Cell::with_phones(3);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.put(0, task, "product", "2 ha");
    let file = cell.phones[0].file_of_unsent();
    assert_eq!(cell.phones[1].take_file(&file), Ok((2, 0)));
    assert_eq!(what(&cell.phones[1], task).as_deref(), Some("Gieo ngô đông"));
    let row = cell.phones[1].row(task).unwrap();
    assert_eq!((row.unsent, row.fact.received_at), (2, None));
    cell.phones[1].check();
    // The second phone writes on top of it, and hands on what it carries.
    cell.put(1, task, "product", "3 ha");
    let file = cell.phones[1].file_of_unsent();
    let imported = cell.network.server.import(&file).unwrap();
    assert_eq!(
        imported.iter().map(|part| (part.stored(), part.waiting())).collect::<Vec<_>>(),
        [(2, 0), (1, 0)]
    );
    assert_eq!(cell.network.server.heads(task), cell.phones[1].heads(task));
    // A second time it makes no difference.
    let log = cell.network.server.log(super::cell::CELL);
    assert_eq!(cell.network.server.import(&file).unwrap(), imported);
    assert_eq!(cell.network.server.log(super::cell::CELL), log);
    // With a signal each phone gets its receipts, and the one that carried is done.
    cell.settle();
    cell.check_settled();
    assert_eq!(cell.phones[1].carried(), 0);
    assert_eq!(cell.network.server.findings(), []);
}

#[test]
fn another_phone_brings_it_by_itself_when_it_finds_a_road() {
    let mut cell = Cell::with_phones(3);
    cell.settle();
    let task = cell.begin_task(0, "Gieo ngô đông");
    let file = cell.phones[0].file_of_unsent();
    cell.phones[1].take_file(&file).unwrap();
    // What it wrote on top waits for the rest, and goes with it.
    cell.put(1, task, "product", "3 ha");
    cell.sync(1);
    assert_eq!(cell.network.server.heads(task), cell.phones[1].heads(task));
    assert_eq!((cell.phones[1].unsent().len(), cell.phones[1].carried()), (0, 0));
    assert!(cell.phones[1].changes(task).iter().all(|change| change.receipt.is_some()));
    cell.settle();
    cell.check_settled();
}

#[test]
fn a_part_waits_on_the_phone_for_what_it_builds_on_and_the_road_may_fail() {
    let mut cell = Cell::with_phones(3);
    cell.settle();
    let task = cell.begin_task(0, "Gieo ngô đông");
    let first = cell.phones[0].file_of_unsent();
    cell.phones[1].take_file(&first).unwrap();
    cell.put(1, task, "product", "3 ha");
    // Only what the second phone wrote reaches the third.
    let file = cell.phones[1].file_of_unsent();
    let parts = bundle::parts(&file).unwrap();
    let last = bundle::file(&[parts.last().unwrap().whole]);
    assert_eq!(cell.phones[2].take_file(&last), Ok((0, 1)));
    assert_eq!(cell.phones[2].row(task), None);
    cell.sync(2);
    assert_eq!((cell.phones[2].carried(), cell.network.server.heads(task)), (1, vec![]));
    // The rest comes, and the road is cut once while it is brought.
    assert_eq!(cell.phones[2].take_file(&first), Ok((2, 0)));
    cell.network.suffer([Mishap::None, Mishap::ResponseLost]);
    cell.sync(2);
    assert_eq!(cell.phones[2].carried(), 2);
    cell.sync(2);
    assert_eq!(cell.phones[2].carried(), 0);
    assert_eq!(cell.network.server.heads(task), cell.phones[1].heads(task));
    cell.settle();
    cell.check_settled();
}

#[test]
fn a_file_that_was_cut_changed_or_is_another_cells_is_refused_whole() {
    let mut cell = Cell::with_phones(2);
    cell.begin_task(0, "Gieo ngô đông");
    let file = cell.phones[0].file_of_unsent();
    let mut stranger = Phone::of(CELLS[1], 7, &mut cell.network);
    let theirs = stranger.new_document();
    stranger.put(theirs, Kind::Task, text("what", "Của chi bộ khác")).unwrap();
    let foreign = stranger.file_of_unsent();
    // A good part before the bad one does not help it.
    let both = |one: &[u8], other: &[u8]| {
        let (one, other) = (bundle::parts(one).unwrap(), bundle::parts(other).unwrap());
        bundle::file(&[one[0].whole, other[0].whole])
    };
    let before = cell.phones[1].rows().clone();
    let mut check = |file: &[u8], expect: NotTaken| {
        assert_eq!(cell.phones[1].take_file(file), Err(expect));
        assert_eq!((cell.phones[1].rows(), cell.phones[1].carried()), (&before, 0));
        match expect {
            NotTaken::File(error) => {
                assert_eq!(cell.network.server.import(file), Err(ImportError::File(error)));
            }
            // The ward's office takes files of all its cells.
            NotTaken::OtherBook => {}
        }
        assert_eq!(cell.network.server.log(CELLS[0]), []);
    };
    for end in (0..file.len()).step_by(7) {
        let error = if end == 0 { BundleError::NotABundle } else { BundleError::Cut };
        check(&file[..end], NotTaken::File(error));
    }
    for place in 20..file.len() {
        let mut other = file.clone();
        other[place] ^= 1;
        check(&other, NotTaken::File(BundleError::Damaged));
    }
    check(&foreign, NotTaken::OtherBook);
    check(&both(&file, &foreign), NotTaken::OtherBook);
    let token = cell.phones[1].identity().token.clone();
    let name = bundle::parts(&foreign).unwrap()[0].name();
    let path = format!("/api/v1/bundles/{name}");
    let fault = |cell: &mut Cell, path: &str, file: &[u8]| {
        let answers: Vec<Result<shared::sync::wire::BundleResponse, Failure>> =
            cell.network.put(path, &token, file);
        answers.into_iter().next_back().unwrap().map(drop)
    };
    assert_eq!(fault(&mut cell, &path, &foreign), Err(Failure::Fault(Fault::OtherOrganisation)));
    // Under another name, cut, or more than one part.
    for (path, file) in [
        ("/api/v1/bundles/x", &foreign[..]),
        (path.as_str(), &foreign[..foreign.len() - 1]),
        (path.as_str(), &both(&foreign, &file)[..]),
    ] {
        assert_eq!(fault(&mut cell, path, file), Err(Failure::Fault(Fault::Malformed)));
    }
    assert_eq!(cell.network.server.import(&foreign).unwrap()[0].stored(), 1);
}

/// Somebody made a file up in another phone's name: the ward does not know its
/// seal, and whoever took it in rolls it back. When the true phone comes, what
/// it wrote stands again.
#[test]
fn a_seal_that_the_ward_does_not_know_is_refused_and_rolled_back() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    cell.put(0, task, "what", "Gieo ngô đông xóm 2");
    cell.phones[0].draw_key();
    let file = cell.phones[0].file_of_unsent();
    let refused = cell.network.server.import(&file);
    assert!(matches!(refused, Err(ImportError::UnknownKey { .. })), "{refused:?}");
    cell.phones[1].take_file(&file).unwrap();
    assert_eq!(what(&cell.phones[1], task).as_deref(), Some("Gieo ngô đông xóm 2"));
    cell.sync(1);
    assert_eq!(what(&cell.phones[1], task).as_deref(), Some("Gieo ngô đông"));
    let row = cell.phones[1].row(task).unwrap();
    assert_eq!((row.refused, cell.phones[1].carried()), (Some(Refusal::ForeignActor), 0));
    // It tells its new key with its next sync.
    cell.settle();
    cell.check_settled();
    assert_eq!(what(&cell.phones[1], task).as_deref(), Some("Gieo ngô đông xóm 2"));
    cell.put(0, task, "what", "Gieo ngô đông xóm 3");
    let file = cell.phones[0].file_of_unsent();
    assert_eq!(cell.network.server.import(&file).unwrap()[0].stored(), 1);
}

#[test]
fn what_a_phone_seals_in_anothers_name_is_kept_for_a_decision() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    let StoredChange { hash, chunk, .. } = cell.phones[0].changes(task)[0].clone();
    let push = Push { document: task, kind: Kind::Task, chunks: vec![chunk.into()] };
    let file = bundle::file(&[cell.phones[1].seal(vec![push])]);
    let imported = cell.network.server.import(&file).unwrap();
    assert_eq!(imported[0].outcomes, [Refused { why: Refusal::ForeignActor, at: vec![hash] }.into()]);
    assert_eq!(cell.network.server.custody()[0].cause, Cause::OtherAuthor);
    assert_eq!(cell.network.server.heads(task), []);
}

/// A file is brought by somebody who does not bring its rest again.
#[test]
fn what_stands_beside_own_changes_in_a_file_is_kept_as_well() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    cell.put(0, task, "what", "Gieo ngô đông xóm 2");
    cell.put(1, task, "product", "3 ha");
    let unsent = |phone: usize| {
        let changes = cell.phones[phone].changes(task);
        changes.into_iter().find(|change| change.receipt.is_none()).unwrap()
    };
    let [foreign, own] = [0, 1].map(unsent);
    let chunks = [&own, &foreign].map(|change| change.chunk.clone().into()).to_vec();
    let push = Push { document: task, kind: Kind::Task, chunks };
    let file = bundle::file(&[cell.phones[1].seal(vec![push])]);
    // Again when its own part is there already.
    for _ in 0..2 {
        let imported = cell.network.server.import(&file).unwrap();
        assert_eq!((imported[0].stored(), imported[0].waiting(), imported[0].custody.len()), (1, 0, 1));
        let refused = Refused { why: Refusal::ForeignActor, at: vec![foreign.hash] };
        assert_eq!(imported[0].outcomes[1], refused.into());
        assert_eq!(cell.network.server.custody()[0].cause, Cause::OtherAuthor);
    }
    assert_eq!(cell.network.server.decide(task, Verdict::Accept), Ok(()));
    cell.settle();
    cell.check_settled();
    assert_eq!(what(&cell.phones[1], task).as_deref(), Some("Gieo ngô đông xóm 2"));
}

#[test]
fn what_a_revoked_phone_sealed_is_kept_for_a_decision() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    let file = cell.phones[0].file_of_unsent();
    cell.phones[1].take_file(&file).unwrap();
    cell.network.server.revoke(cell.phones[0].device());
    cell.sync(1);
    let row = cell.phones[1].row(task).unwrap();
    assert_eq!((row.refused, row.custody.clone()), (Some(Refusal::ForeignActor), Some(Custody::Waits)));
    assert_eq!(cell.network.server.decide(task, Verdict::Accept), Ok(()));
    cell.sync(1);
    assert_eq!(cell.phones[1].row(task).unwrap().refused, None);
    assert_eq!(cell.network.server.heads(task), cell.phones[1].heads(task));
}

/// Its key went with the store, but the ward knows that it was this phone's.
#[test]
fn a_phone_that_lost_its_store_brings_its_own_file() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    let file = cell.phones[0].file_of_unsent();
    cell.phones[0].lose_store();
    cell.phones[0].draw_key();
    assert_eq!(cell.phones[0].take_file(&file), Ok((0, 0)));
    cell.settle();
    cell.check_settled();
    for phone in &cell.phones {
        assert_eq!((what(phone, task).as_deref(), phone.carried()), (Some("Gieo ngô đông"), 0));
    }
}

/// Or else whoever hands a file over could write in the name of whoever takes it.
#[test]
fn nobody_writes_in_a_phones_name_by_handing_it_a_file() {
    let mut cell = Cell::with_phones(3);
    let task = cell.begin_task(0, "Gieo ngô đông");
    let chunk = cell.phones[0].changes(task)[0].chunk.clone();
    cell.phones[0].lose_store();
    let push = Push { document: task, kind: Kind::Task, chunks: vec![chunk.into()] };
    let file = bundle::file(&[cell.phones[1].seal(vec![push])]);
    assert_eq!(cell.phones[0].take_file(&file), Ok((0, 0)));
    cell.phones[0].sync(&mut cell.network);
    assert_eq!(cell.network.server.heads(task), []);
    assert_eq!(cell.network.server.custody()[0].cause, Cause::OtherAuthor);
}

#[test]
fn a_whole_book_begins_another_phone_and_repairs_an_older_server() {
    let mut cell = Cell::with_phones(2);
    cell.settle();
    let backup = cell.network.server.backup();
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    cell.put(1, task, "product", "3 ha");
    cell.settle();
    let mut third = Phone::of(super::cell::CELL, 9, &mut cell.network);
    let book = cell.phones[1].file_of_book();
    assert_eq!(third.take_file(&book), Ok((2, 0)));
    assert_eq!(third.heads(task), cell.phones[1].heads(task));
    cell.phones.push(third);
    cell.settle();
    cell.check_settled();
    // What the second phone wrote comes back; what it only knew of another waits
    // for that one, or for a decision.
    cell.network.server.put_back(&backup);
    cell.network.server.begin_epoch();
    cell.phones.pop();
    let imported = cell.network.server.import(&book).unwrap();
    assert_eq!(imported.iter().map(|part| part.waiting()).sum::<usize>(), 1);
    assert_eq!(cell.network.server.custody().len(), 1);
    cell.settle();
    cell.check_settled();
}

#[derive(Debug, Clone)]
enum Step {
    Begin(usize),
    Write(usize, usize),
    Hand(usize, usize),
    Book(usize, usize),
    Office(usize),
    Sync(usize),
}

const PHONES: usize = 3;

fn step() -> impl Strategy<Value = Step> {
    let phone = || 0..PHONES;
    prop_oneof![
        2 => phone().prop_map(Step::Begin),
        5 => (phone(), 0..4_usize).prop_map(|(phone, task)| Step::Write(phone, task)),
        5 => (phone(), phone()).prop_map(|(from, to)| Step::Hand(from, to)),
        1 => (phone(), phone()).prop_map(|(from, to)| Step::Book(from, to)),
        2 => phone().prop_map(Step::Office),
        1 => phone().prop_map(Step::Sync),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Files are handed over in any order, some twice and some never: in the end
    /// every phone and the ward have every change, each once.
    #[test]
    fn whatever_is_handed_over_all_end_with_the_same_records(
        steps in prop::collection::vec(step(), 1..30),
    ) {
        let mut cell = Cell::with_phones(PHONES as u64);
        let mut tasks = Vec::new();
        let mut number = 0;
        for step in steps {
            number += 1;
            match step {
                Step::Begin(phone) => tasks.push(cell.begin_task(phone, &format!("Việc {number}"))),
                Step::Write(phone, task) => {
                    let known = tasks.get(task).filter(|task| cell.phones[phone].row(**task).is_some());
                    if let Some(task) = known {
                        cell.phones[phone].put(*task, Kind::Task, text("what", &format!("Việc {number}")));
                    }
                }
                Step::Hand(from, to) => {
                    let file = cell.phones[from].file_of_unsent();
                    // A file without a part is none: there was nothing to carry.
                    if bundle::parts(&file).is_ok() {
                        cell.phones[to].take_file(&file).unwrap();
                        cell.phones[to].check();
                    }
                }
                Step::Book(from, to) => {
                    let file = cell.phones[from].file_of_book();
                    if bundle::parts(&file).is_ok() {
                        cell.phones[to].take_file(&file).unwrap();
                        cell.phones[to].check();
                    }
                }
                Step::Office(phone) => {
                    let file = cell.phones[phone].file_of_unsent();
                    if bundle::parts(&file).is_ok() {
                        cell.network.server.import(&file).unwrap();
                    }
                }
                Step::Sync(phone) => {
                    assert_eq!(cell.phones[phone].sync(&mut cell.network), Ended::Done);
                    cell.phones[phone].check();
                }
            }
        }
        for _ in 0..PHONES {
            cell.settle();
        }
        cell.check_settled();
        prop_assert!(cell.phones.iter().all(|phone| phone.carried() == 0));
        prop_assert_eq!(cell.network.server.findings(), []);
    }
}

#[test]
fn a_file_of_nothing_is_none() {
    let cell = Cell::with_phones(1);
    assert_eq!(bundle::parts(&cell.phones[0].file_of_unsent()), Err(BundleError::Damaged));
}

/// The ward has the first change, since only its answer was lost; the second
/// one is kept, and whoever carries both hears so and is done.
#[test]
fn a_part_of_which_the_ward_has_some_and_keeps_the_rest_is_done_with() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.network.suffer([Mishap::ResponseLost]);
    cell.phones[0].sync(&mut cell.network);
    cell.put(0, task, "product", "3 ha");
    let file = cell.phones[0].file_of_unsent();
    cell.network.server.revoke(cell.phones[0].device());
    assert_eq!(cell.phones[1].take_file(&file), Ok((2, 0)));
    cell.sync(1);
    let row = cell.phones[1].row(task).unwrap();
    assert_eq!((row.refused, row.custody.clone()), (Some(Refusal::ForeignActor), Some(Custody::Waits)));
    assert_eq!(cell.phones[1].carried(), 0);
    let reason = "Máy đã báo mất".to_owned();
    assert_eq!(cell.network.server.decide(task, Verdict::Decline(reason.clone())), Ok(()));
    cell.sync(1);
    assert_eq!(cell.phones[1].row(task).unwrap().custody, Some(Custody::Declined(reason)));
    assert_eq!(cell.phones[1].heads(task), cell.network.server.heads(task));
}

/// A book holds what others wrote; of one of its records the ward, which was put
/// back, has only a part. The rest is kept like a record of which it has nothing.
#[test]
fn what_a_book_holds_of_others_is_kept_where_the_ward_has_some_of_the_record() {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Gieo ngô đông");
    cell.settle();
    let backup = cell.network.server.backup();
    cell.put(0, task, "product", "3 ha");
    cell.settle();
    let book = cell.phones[1].file_of_book();
    cell.network.server.put_back(&backup);
    cell.network.server.begin_epoch();
    cell.network.server.import(&book).unwrap();
    assert_eq!(cell.network.server.custody().iter().map(|case| case.document).collect::<Vec<_>>(), [task]);
    assert_eq!(cell.network.server.decide(task, Verdict::Accept), Ok(()));
    assert_eq!(cell.network.server.heads(task), cell.phones[1].heads(task));
}
