//! A data file of an earlier version is brought to this one with all that it has.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::phone::{Phone, Written};
use super::*;
use crate::store::health::inspect;
use crate::upkeep::verify::verify;

/// The log as it was kept before migration 11, out of the one that there is.
const LOG_IN_FOUR_TREES: &str = "
    PRAGMA foreign_keys = OFF;
    DROP TABLE snapshots; DROP TABLE relays; DROP TABLE joining; DROP TABLE town;
    DROP TABLE for_town; DROP TABLE pictures_at_town; DROP TABLE enrolled_here; DROP TABLE device_keys;
    DROP TABLE left_at_town;
    ALTER TABLE devices DROP COLUMN role; ALTER TABLE devices DROP COLUMN role_at;
    ALTER TABLE devices DROP COLUMN role_by; ALTER TABLE devices DROP COLUMN role_why;
    CREATE TABLE log_before (
        ward TEXT NOT NULL REFERENCES wards (code),
        seq INTEGER NOT NULL,
        document INTEGER NOT NULL REFERENCES documents (key),
        organisation BLOB NOT NULL,
        hash BLOB NOT NULL,
        device INTEGER NOT NULL REFERENCES devices (number),
        received_at INTEGER NOT NULL,
        chunk BLOB NOT NULL,
        PRIMARY KEY (ward, seq),
        UNIQUE (document, hash)
    ) STRICT;
    INSERT INTO log_before
        SELECT d.ward, c.seq, c.document, c.organisation, c.hash, c.device, c.received_at, c.chunk
        FROM changes c JOIN documents d ON d.key = c.document;
    DROP TABLE changes;
    ALTER TABLE log_before RENAME TO changes;
    CREATE INDEX changes_by_organisation ON changes (organisation, seq);
    PRAGMA user_version = 10;";

fn log(path: &Path) -> Vec<Vec<Value>> {
    let connection = Connection::open(path).unwrap();
    let columns = "document, seq, organisation, hash, device, received_at, chunk";
    let mut statement = connection.prepare(&format!("SELECT {columns} FROM changes ORDER BY seq")).unwrap();
    let rows = statement.query_map([], |row| (0..7).map(|n| row.get(n)).collect());
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

#[tokio::test]
async fn the_log_of_an_earlier_file_comes_along_change_by_change() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    let (store, cell) = founded(&path);
    let phone = Phone::new(&store, cell);
    let (mut one, mut other) = (Written::new(7), Written::new(8));
    for what in ["Gieo ngô đông", "Gieo khoai", "Thu gom rác"] {
        let push = vec![one.push(phone.device, what), other.push(phone.device, what)];
        assert_eq!(phone.stored(push).await, [1, 1]);
    }
    drop((phone, store));
    let expect = log(&path);
    assert_eq!(expect.len(), 6);
    Connection::open(&path).unwrap().execute_batch(LOG_IN_FOUR_TREES).unwrap();
    assert_eq!(inspect(&path, verify), Err(StoreError::TooOld));

    let store = Store::open(&path).unwrap();
    assert_eq!(log(&path), expect);
    // As it was, for the program that made it.
    let kept = Connection::open(folder.path().join("bontot.db.before-11")).unwrap();
    let version: usize = kept.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    let changes: usize = kept.query_row("SELECT count(*) FROM changes", [], |row| row.get(0)).unwrap();
    assert_eq!((version, changes), (10, 6));
    assert_eq!(inspect(&path, verify).unwrap().findings, []);
    // What comes next takes the number after, and what came is known.
    let phone = Phone::new(&store, cell);
    assert_eq!(phone.stored(vec![Written::new(9).push(phone.device, "Gieo lạc")]).await, [1]);
    let last = log(&path).pop().unwrap();
    assert_eq!(last.get(1), Some(&Value::Integer(8)));
    assert_eq!(inspect(&path, verify).unwrap().changes, 7);
}

#[test]
fn a_file_that_cannot_be_brought_along_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    drop(founded(&path));
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch(LOG_IN_FOUR_TREES).unwrap();
    // A change of a document that is not there cannot stand in the log.
    let orphan = "INSERT INTO changes VALUES ('dong-mai', 5, 77, x'00', x'00', 1, 0, x'00')";
    connection.execute_batch(orphan).unwrap();
    drop(connection);
    let before = log(&path);
    assert!(Store::open(&path).is_err());
    assert_eq!(log(&path), before);
}
