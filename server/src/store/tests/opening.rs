//! Which files are opened, and what is said of the others.

use rusqlite::Connection;

use super::*;

#[test]
fn a_file_is_made_once_and_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    assert_eq!(Store::open_or(&path, IfMissing::Fail).err(), Some(StoreError::Missing));
    let (store, _) = founded(&path);
    let epoch = store.read_blocking(|reading| reading.epoch()).unwrap();
    let key = store.receipt_key().public();
    drop(store);
    let store = Store::open_or(&path, IfMissing::Fail).unwrap();
    assert!(!store.is_empty().unwrap());
    assert_eq!(store.read_blocking(|reading| reading.epoch()), Ok(epoch));
    assert_eq!(store.receipt_key().public(), key);
    let other = Store::open(&folder.path().join("other.db")).unwrap();
    assert_ne!(other.receipt_key().public(), key);
    let wards = store.read_blocking(|reading| reading.wards()).unwrap();
    assert_eq!(wards, [ward()]);
}

#[test]
fn places_that_cannot_be_written_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let check = |path: &Path| {
        assert_eq!(Store::open(path).err(), Some(StoreError::CannotOpen), "{}", path.display());
    };
    check(&folder.path().join("missing/bontot.db"));
    check(&file.join("bontot.db"));
    check(folder.path());
    // The one folder that nobody may write, root included.
    #[cfg(target_os = "linux")]
    check(Path::new("/proc/bontot.db"));
}

#[test]
fn other_files_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    std::fs::write(&path, "Sổ tay đảng viên, not a database, and long enough to be looked at. ".repeat(20))
        .unwrap();
    let before = std::fs::read(&path).unwrap();
    assert_eq!(Store::open(&path).err(), Some(StoreError::NotOurs));
    assert_eq!(std::fs::read(&path).unwrap(), before);

    let path = folder.path().join("other.db");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE contacts (name TEXT)").unwrap();
    let before = std::fs::read(&path).unwrap();
    assert_eq!(Store::open(&path).err(), Some(StoreError::NotOurs));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_damaged_file_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    drop(founded(&path));
    let mut bytes = std::fs::read(&path).unwrap();
    // The beginning of the second page, which is the root of a table.
    let page = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
    bytes[page..page + 100].fill(0xff);
    std::fs::write(&path, bytes).unwrap();
    let error = Store::open(&path).err().unwrap();
    assert!(matches!(error, StoreError::Damaged(_)), "{error:?}");
}

#[test]
fn a_file_of_a_newer_program_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    drop(founded(&path));
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert_eq!(Store::open(&path).err(), Some(StoreError::TooNew));
}

#[test]
fn a_locked_file_is_not_waited_for_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    drop(founded(&path));
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(Store::open(&path).err(), Some(StoreError::Locked));
    other.execute_batch("ROLLBACK").unwrap();
    assert!(Store::open(&path).is_ok());
}
