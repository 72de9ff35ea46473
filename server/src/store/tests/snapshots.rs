//! A long document is kept in one piece beside its changes, and nothing rests on it.

use rusqlite::Connection;

use super::phone::{Phone, Written};
use super::*;
use crate::store::health::inspect;
use crate::store::snapshots::LONGEST_TAIL;
use crate::upkeep::finding::Finding;
use crate::upkeep::rebuild::rebuild;
use crate::upkeep::verify::verify;

/// Makes a file with a document of so many changes beside the genesis.
async fn long(path: &Path, changes: u64) -> Written {
    let (store, cell) = founded(path);
    let phone = Phone::new(&store, cell);
    let mut task = Written::new(7);
    for number in 0..changes {
        let push = vec![task.push(phone.device, &format!("Gieo {number} sào"))];
        assert_eq!(phone.stored(push).await, [1]);
    }
    task
}

/// What is kept: how many changes, and up to which number.
fn kept(path: &Path) -> Option<(u64, u64)> {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection.prepare("SELECT changes, seq FROM snapshots").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let rows: Vec<_> = rows.collect::<Result<_, _>>().unwrap();
    assert!(rows.len() <= 1);
    rows.first().copied()
}

fn change(path: &Path, sql: &str) {
    Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

#[tokio::test]
async fn a_short_document_has_none_and_a_long_one_has_it_anew_with_each_tail() {
    // Ruling 1 comes first, and the genesis has no number.
    for (changes, expect) in [
        (LONGEST_TAIL - 2, None),
        (LONGEST_TAIL - 1, Some((LONGEST_TAIL, LONGEST_TAIL))),
        (2 * LONGEST_TAIL - 2, Some((LONGEST_TAIL, LONGEST_TAIL))),
        (2 * LONGEST_TAIL - 1, Some((2 * LONGEST_TAIL, 2 * LONGEST_TAIL))),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bontot.db");
        long(&path, changes).await;
        assert_eq!(kept(&path), expect, "{changes}");
        assert_eq!(inspect(&path, verify).unwrap().findings, []);
    }
}

#[tokio::test]
async fn a_document_opens_from_it_and_from_the_log_where_it_is_of_no_use() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    let task = long(&path, LONGEST_TAIL + 5).await;
    let opened = |path: &Path| {
        let read = move |reading: &Reading<'_>| {
            let stored = reading.document(&ward().code, task.id)?.unwrap();
            Ok::<_, StoreError>((reading.open_document(&stored)?.heads() == stored.heads, stored.key))
        };
        inspect(path, read).unwrap()
    };
    assert!(opened(&path).0);
    let key = opened(&path).1.0;
    // The log without what the snapshot holds: it was the snapshot that was opened.
    let copy = folder.path().join("copy.db");
    std::fs::copy(&path, &copy).unwrap();
    change(&copy, &format!("DELETE FROM changes WHERE document = {key} AND seq < {LONGEST_TAIL}"));
    assert!(opened(&copy).0);

    for (mishap, sql) in [
        // What is made anew has no tail.
        ("of another number", "UPDATE snapshots SET seq = seq + 2"),
        ("broken", "UPDATE snapshots SET bytes = x'856f4a83'"),
        ("cut", "UPDATE snapshots SET bytes = substr(bytes, 1, 200)"),
    ] {
        change(&path, sql);
        assert!(opened(&path).0, "{mishap}");
        let findings = inspect(&path, verify).unwrap().findings;
        assert_eq!(findings, [Finding::Snapshot(task.id)], "{mishap}");
        assert!(!findings.iter().any(Finding::is_in_log));
        let store = Store::open(&path).unwrap();
        rebuild(&store).unwrap();
        drop(store);
        assert_eq!(inspect(&path, verify).unwrap().findings, [], "{mishap}");
        assert!(kept(&path).is_some());
    }
}

/// What comes after a restart is judged on what the snapshot gives.
#[tokio::test]
async fn a_push_after_a_restart_stands_on_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    let mut task = long(&path, LONGEST_TAIL).await;
    let store = Store::open(&path).unwrap();
    let phone = Phone::new(&store, cell().id);
    let push = vec![task.push(phone.device, "Gieo hết")];
    assert_eq!(phone.stored(push).await, [1]);
    drop((phone, store));
    assert_eq!(inspect(&path, verify).unwrap().findings, []);
}
