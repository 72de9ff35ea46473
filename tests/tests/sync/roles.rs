//! A phone that may only read: it is told so, takes what others write, and what
//! it wrote before it knew is kept at the ward for a decision.

use server::pipeline::custody::Verdict;
use shared::id::DocumentId;
use shared::sync::custody::Cause;
use shared::sync::role::Role;
use shared::sync::wire::Custody;

use super::cell::{CELL, Cell};

/// A phone that wrote into a task of another one and lost the right to write
/// before it could bring that.
fn silenced() -> (Cell, DocumentId) {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(1, "Gieo ngô đông");
    cell.settle();
    cell.put(0, task, "product", "3 ha");
    cell.network.server.set_role(cell.phones[0].device(), Role::Reader);
    cell.sync(0);
    (cell, task)
}

fn custody(cell: &Cell, task: DocumentId) -> Option<Custody> {
    cell.phones[0].row(task).unwrap().custody.clone()
}

#[test]
fn what_it_wrote_before_it_knew_waits_for_the_ward() {
    let (mut cell, task) = silenced();
    assert_eq!((cell.phones[0].role(), cell.phones[1].role()), (Role::Reader, Role::Writer));
    assert_eq!(custody(&cell, task), Some(Custody::Waits));
    let kept = cell.network.server.custody();
    assert_eq!((kept.len(), kept[0].cause, kept[0].device), (1, Cause::Revoked, cell.phones[0].device()));
    cell.phones[0].restart();
    assert_eq!(cell.phones[0].role(), Role::Reader);

    // It goes on taking what others write.
    let theirs = cell.begin_task(1, "Nạo vét mương");
    cell.sync(1);
    cell.sync(0);
    assert!(cell.phones[0].row(theirs).is_some());

    assert_eq!(cell.network.server.decide(task, Verdict::Accept), Ok(()));
    cell.settle();
    cell.check_settled();
    assert_eq!(custody(&cell, task), None);
    assert_eq!(cell.network.server.findings(), []);
}

#[test]
fn a_phone_that_writes_again_brings_what_it_wrote() {
    let (mut cell, task) = silenced();
    let before = cell.network.server.log(CELL).len();
    // As long as it only reads, sending it again changes nothing.
    cell.phones[0].retry(task);
    cell.sync(0);
    assert_eq!(custody(&cell, task), Some(Custody::Waits));
    assert_eq!((cell.network.server.log(CELL).len(), cell.network.server.custody().len()), (before, 1));

    cell.network.server.set_role(cell.phones[0].device(), Role::Writer);
    cell.sync(0);
    assert_eq!(cell.phones[0].role(), Role::Writer);
    cell.phones[0].retry(task);
    cell.settle();
    cell.check_settled();
    assert_eq!(cell.network.server.log(CELL).len(), before + 1);
    // There is nothing left to decide about.
    assert_eq!(cell.network.server.decide(task, Verdict::Accept), Ok(()));
    assert_eq!(cell.network.server.log(CELL).len(), before + 1);
    assert_eq!(cell.network.server.findings(), []);
}

#[test]
fn a_file_that_it_sealed_is_kept_as_well() {
    let mut cell = Cell::with_phones(1);
    let task = cell.begin_task(0, "Gieo ngô đông");
    let file = cell.phones[0].file_of_unsent();
    cell.network.server.set_role(cell.phones[0].device(), Role::Reader);
    assert_eq!(cell.network.server.import(&file).unwrap()[0].stored(), 0);
    assert_eq!(cell.network.server.custody()[0].document, task);
    assert_eq!(cell.network.server.decide(task, Verdict::Accept), Ok(()));
    cell.sync(0);
    assert_eq!(
        (cell.phones[0].unsent(), cell.network.server.heads(task)),
        (vec![], cell.phones[0].heads(task))
    );
}
