//! One story that every store passes: a file, and memory.

use shared::id::{ChangeHash, PhotoHash};

use super::phone::{Phone, Written};
use super::writing::count;
use super::*;
use crate::store::custody::{Decision, Keep};
use crate::store::rulings::More;
use crate::upkeep::rebuild::rebuild;
use crate::upkeep::verify::verify;

/// What a store is for: jobs share a commit and nothing else, numbers have no
/// gaps, what is answered is there for every reader, what fails leaves nothing.
async fn story(name: &str, store: Store) {
    let (ward, cell) = (ward(), cell());
    assert!(store.is_empty().unwrap(), "{name}");
    store.found_ward(&ward).unwrap();
    assert_eq!(store.rule(&ward.code, &Ruling::Registered(cell.clone()), at(1)), Ok(1), "{name}");

    // A phone brings two documents and then writes on.
    let phone = Phone::new(&store, cell.id);
    let (mut one, mut other) = (Written::new(7), Written::new(8));
    let pushes = vec![one.push(phone.device, "Gieo ngô đông"), other.push(phone.device, "Thu gom rác")];
    assert_eq!(phone.stored(pushes.clone()).await, [1, 1], "{name}");
    assert_eq!(phone.stored(pushes).await, [1, 1], "{name}");
    assert_eq!(phone.stored(vec![one.push(phone.device, "Gieo khoai")]).await, [1], "{name}");
    let seqs = || {
        let mut seqs = Vec::new();
        let read = store.read_blocking(|reading| {
            reading.each_change(cell.id, 0, |found| {
                seqs.push(found.seq);
                Ok(More::Please)
            })
        });
        read.map(|()| seqs)
    };
    assert_eq!(seqs(), Ok(vec![2, 3, 4]), "{name}");

    // A job that fails, at its end and by a panic, leaves nothing of itself.
    let enrol = |then: fn() -> Result<(), StoreError>| {
        store.write_blocking(move |writing| {
            writing.put_device(cell.id, None, at(2))?;
            then()
        })
    };
    assert_eq!(enrol(|| Err(StoreError::Full)), Err(StoreError::Full), "{name}");
    assert_eq!(enrol(|| panic!("a job with a fault")), Err(StoreError::Panicked), "{name}");
    assert_eq!(count(&store, "SELECT count(*) FROM devices"), 1, "{name}");
    assert_eq!(enrol(|| Ok(())), Ok(()), "{name}");
    // Readers see one view, whatever is written beside them.
    let seen = store.read_blocking(|reading| {
        let before = reading.last_seq(&ward.code)?;
        let beside = std::thread::scope(|scope| {
            let readers: Vec<_> =
                (0..6).map(|_| scope.spawn(|| store.read_blocking(|r| r.last_seq(&ward.code)))).collect();
            readers.into_iter().map(|reader| reader.join().unwrap()).collect::<Vec<_>>()
        });
        Ok::<_, StoreError>((before, beside, reading.last_seq(&ward.code)?))
    });
    assert_eq!(seen, Ok((4, vec![Ok(4); 6], 4)), "{name}");

    // Custody and its decision take part in the order; a picture comes in pieces.
    let (device, code) = (phone.device, ward.code.clone());
    let kept = store.write_blocking(move |writing| {
        let changes = [(ChangeHash::from_bytes([9; 32]), b"chunk".as_slice())];
        let key = writing.keep_in_custody(&Keep {
            ward: &code,
            document: Written::new(9).id,
            kind: shared::record::Kind::Task,
            organisation: cell.id,
            device,
            cause: shared::sync::custody::Cause::Revoked,
            at: at(3),
            changes: &changes,
        })?;
        let official = shared::words::Title::new("Nguyễn Văn Bình").unwrap();
        let decision = Decision { at: at(4), official, declined: Some("Máy đã mất".to_owned()) };
        writing.put_piece(cell.id, PhotoHash::from_bytes([3; 32]), b"half")?;
        writing.decide_custody(&code, key, &decision)
    });
    assert_eq!(kept, Ok(5), "{name}");
    assert_eq!(store.rule(&ward.code, &Ruling::MonthOpened("2024-11".parse().unwrap()), at(5)), Ok(6));

    // All of it is whole, and its projections can be made anew.
    let report = || store.read_blocking(verify);
    let before = report().unwrap();
    assert_eq!((before.documents, before.changes, before.findings.len()), (2, 3, 0), "{name}");
    assert_eq!(rebuild(&store).map(|rebuilt| rebuilt.documents), Ok(2), "{name}");
    assert_eq!(report(), Ok(before), "{name}");
}

#[tokio::test]
async fn a_file_and_memory_tell_the_same_story() {
    let folder = tempfile::tempdir().unwrap();
    story("file", Store::open(&folder.path().join("bontot.db")).unwrap()).await;
    story("memory", Store::in_memory().unwrap()).await;
    // Two stores in memory know nothing of each other.
    let one = Store::in_memory().unwrap();
    one.found_ward(&ward()).unwrap();
    assert!(Store::in_memory().unwrap().is_empty().unwrap());
}
