//! What a failing disk does: nothing is acknowledged, nothing is half there.

use rusqlite::Connection;
use shared::id::DeviceNumber;

use super::phone::{Phone, Written};
use super::writing::count;
use super::*;

#[test]
fn a_full_disk_stores_nothing_of_the_job_and_the_next_one_succeeds() {
    let folder = tempfile::tempdir().unwrap();
    let (store, cell) = founded(&folder.path().join("bontot.db"));
    let pages = |most: i64| {
        store.write_blocking(move |writing| {
            let set = format!("PRAGMA max_page_count = {most}");
            Ok::<i64, StoreError>(writing.connection().query_row(&set, [], |row| row.get(0))?)
        })
    };
    let present = pages(1).unwrap();
    let enrol_many = || {
        store.write_blocking(move |writing| {
            (0..2_000).try_for_each(|n| writing.put_device(cell, None, at(n)).map(drop))
        })
    };
    assert_eq!(enrol_many(), Err(StoreError::Full));
    assert_eq!(count(&store, "SELECT count(*) FROM devices"), 0);
    pages(present + 10_000).unwrap();
    assert_eq!(enrol_many(), Ok(()));
    assert_eq!(count(&store, "SELECT count(*) FROM devices"), 2_000);
}

#[tokio::test]
async fn a_phone_gets_no_receipt_from_a_disk_that_fails() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    let (store, cell) = founded(&path);
    let phone = Phone::new(&store, cell);
    let device = phone.device;
    let rows = |table: &str| count(&store, &format!("SELECT count(*) FROM {table}"));

    let (mut known, mut new) = (Written::new(7), Written::new(8));
    assert_eq!(phone.stored(vec![known.push(device, "Gieo ngô đông")]).await, [1]);

    // The second push of a request fails at its very end: the first one, whose
    // document was open and took the change in, must be taken back with it.
    let other = Connection::open(&path).unwrap();
    let fault = "CREATE TRIGGER fault BEFORE INSERT ON records
                 BEGIN SELECT RAISE (ABORT, 'the disk fails'); END";
    other.execute_batch(fault).unwrap();
    let request = vec![known.push(device, "Gieo khoai"), new.push(device, "Thu gom rác")];
    phone.is_told_of_the_store(request.clone()).await;
    assert_eq!((rows("documents"), rows("changes"), rows("records")), (1, 1, 1));

    other.execute_batch("DROP TRIGGER fault").unwrap();
    assert_eq!(phone.stored(request).await, [1, 1]);
    assert_eq!((rows("documents"), rows("changes"), rows("records")), (2, 3, 2));
}

/// What is written into a file that lost its name is gone with the process.
#[test]
fn nothing_is_acknowledged_once_the_file_was_deleted_moved_or_replaced() {
    type Mishap = fn(&Path);
    let mishaps: [(&str, Mishap); 3] = [
        ("deleted", |path| std::fs::remove_file(path).unwrap()),
        ("moved", |path| std::fs::rename(path, path.with_extension("moved")).unwrap()),
        ("replaced", |path| {
            let copy = path.with_extension("copy");
            std::fs::copy(path, &copy).unwrap();
            std::fs::rename(&copy, path).unwrap();
        }),
    ];
    for (name, mishap) in mishaps {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bontot.db");
        let (store, cell) = founded(&path);
        let enrol = || store.write_blocking(move |writing| writing.put_device(cell, None, at(1)));
        let read = || store.read_blocking(|reading| reading.epoch()).map(drop);
        assert_eq!((enrol(), read()), (Ok(DeviceNumber(1)), Ok(())), "{name}");
        mishap(&path);
        assert_eq!((enrol(), read()), (Err(StoreError::Replaced), Err(StoreError::Replaced)), "{name}");
    }
}

#[test]
fn a_file_that_is_back_in_its_place_is_written_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    let (store, cell) = founded(&path);
    let enrol = || store.write_blocking(move |writing| writing.put_device(cell, None, at(1)));
    let aside = folder.path().join("aside");
    std::fs::rename(&path, &aside).unwrap();
    assert_eq!(enrol(), Err(StoreError::Replaced));
    std::fs::rename(&aside, &path).unwrap();
    assert_eq!(enrol(), Ok(DeviceNumber(1)));
    assert_eq!(count(&store, "SELECT count(*) FROM devices"), 1);
}
