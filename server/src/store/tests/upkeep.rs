//! What is wrong with a data file is found, and what can be made anew is.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::phone::{Phone, Written};
use super::*;
use crate::store::health::inspect;
use crate::upkeep::rebuild::{Rebuilt, rebuild};
use crate::upkeep::verify::{Report, verify};

/// A data file with two documents: the log is ruling 1, changes 2 to 5.
async fn filled(path: &Path) -> Store {
    let (store, cell) = founded(path);
    let phone = Phone::new(&store, cell);
    let (mut one, mut other) = (Written::new(7), Written::new(8));
    for what in ["Gieo ngô đông", "Gieo khoai"] {
        let push = vec![one.push(phone.device, what), other.push(phone.device, what)];
        assert_eq!(phone.stored(push).await, [1, 1]);
    }
    let picture = shared::id::PhotoHash::from_bytes([3; 32]);
    store
        .write(move |writing| writing.put_piece(cell, picture, b"half a picture").map(drop))
        .await
        .map(|()| store)
        .unwrap()
}

fn report(path: &Path) -> Report {
    inspect(path, verify).unwrap()
}

/// Every row of the tables that can be made anew.
fn projections(path: &Path) -> Vec<Vec<Value>> {
    let connection = Connection::open(path).unwrap();
    let tables = ["records ORDER BY document", "documents ORDER BY key", "organisations ORDER BY id"];
    let rows = tables.iter().flat_map(|table| {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| (0..columns).map(|n| row.get(n)).collect());
        rows.unwrap().collect::<Result<Vec<_>, _>>().unwrap()
    });
    rows.collect()
}

#[tokio::test]
async fn a_whole_file_is_said_to_be_whole_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    let store = filled(&path).await;
    let expect = Report { wards: 1, documents: 2, changes: 4, pictures: 1, years: 0, findings: Vec::new() };
    // While it is open and after.
    assert_eq!(report(&path), expect);
    drop(store);
    let before = std::fs::read(&path).unwrap();
    assert_eq!(report(&path), expect);
    assert_eq!(std::fs::read(&path).unwrap(), before);
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 3).unwrap();
    assert_eq!(inspect(&path, verify), Err(StoreError::TooOld));
}

#[tokio::test]
async fn whatever_is_wrong_with_the_log_is_found_and_nothing_is_rebuilt_on_it() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole.db");
    drop(filled(&whole).await);
    let check = |mishap: &str, expect: &[&str]| {
        let path = folder.path().join("broken.db");
        std::fs::copy(&whole, &path).unwrap();
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch(&format!("PRAGMA foreign_keys = OFF; {mishap}")).unwrap();
        drop(connection);
        let report = report(&path);
        let said: Vec<_> = report.findings.iter().map(ToString::to_string).collect();
        assert!(report.is_damaged(), "{mishap}: {said:?}");
        for words in expect {
            assert!(said.iter().any(|finding| finding.contains(words)), "{mishap}: {said:?}");
        }
        assert_eq!(said.len(), expect.len(), "{mishap}: {said:?}");
    };
    check("UPDATE changes SET seq = 9 WHERE seq = 5", &["after number 4 comes 9", "ends with number 9"]);
    check("UPDATE wards SET next_seq = 9", &["ends with number 5, and it counts 8"]);
    check("INSERT INTO rulings SELECT ward, 3, at, body, official FROM rulings", &["after number 3 comes 3"]);
    check("DELETE FROM rulings", &["after number 0 comes 2", "its register is not what"]);
    check("DELETE FROM changes WHERE seq = 2", &["after number 1 comes 3", "cannot be opened"]);
    // One bit of the last byte.
    let flipped = "substr(chunk, 1, length(chunk) - 1) || x'00'";
    check(&format!("UPDATE changes SET chunk = CAST({flipped} AS BLOB) WHERE seq = 4"), &["change 4: "]);
    check("UPDATE changes SET chunk = zeroblob(70000) WHERE seq = 4", &["change 4: "]);
    // A sound change in the place of another one.
    let swapped = "(SELECT chunk FROM changes WHERE seq = 3)";
    check(&format!("UPDATE changes SET chunk = {swapped} WHERE seq = 4"), &["change 4: its bytes are not"]);
    check("UPDATE changes SET hash = zeroblob(32) WHERE seq = 4", &["its bytes are not those of 00000000"]);
    let twice = "INSERT INTO changes SELECT document, 6, organisation, hash, device, received_at, chunk
                 FROM changes WHERE seq = 4; UPDATE wards SET next_seq = 7";
    check(twice, &["change 6: "]);
    check("UPDATE changes SET hash = x'00' WHERE seq = 4", &["a row of the log: "]);
    check("UPDATE documents SET kind = 'poem' WHERE key = 1", &["there is no kind \"poem\""]);
    check("DELETE FROM devices", &["a row of changes names one of devices"; 4]);
    check("UPDATE photos SET held = 5", &["picture 0303"]);
    check("UPDATE photos SET completed_at = 1", &["picture 0303"]);
    check("UPDATE photo_pieces SET start = 1", &["picture 0303"]);

    let path = folder.path().join("broken.db");
    std::fs::copy(&whole, &path).unwrap();
    Connection::open(&path).unwrap().execute_batch("DELETE FROM changes WHERE seq = 2").unwrap();
    let before = projections(&path);
    let error = rebuild(&Store::open(&path).unwrap()).unwrap_err();
    assert!(matches!(error, StoreError::Damaged(_)), "{error:?}");
    assert_eq!(projections(&path), before);
}

#[tokio::test]
async fn what_is_computed_is_found_to_be_stale_and_made_anew_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole.db");
    drop(filled(&whole).await);
    let expect = projections(&whole);
    let check = |mishap: &str, words: &str| {
        let path = folder.path().join("stale.db");
        std::fs::copy(&whole, &path).unwrap();
        Connection::open(&path).unwrap().execute_batch(mishap).unwrap();
        assert_ne!(projections(&path), expect, "{mishap}");
        let found = report(&path);
        let said: Vec<_> = found.findings.iter().map(ToString::to_string).collect();
        assert!(!found.is_damaged() && said.len() == 1 && said[0].contains(words), "{mishap}: {said:?}");
        let store = Store::open(&path).unwrap();
        assert_eq!(rebuild(&store), Ok(Rebuilt { documents: 2, years: 0 }), "{mishap}");
        drop(store);
        assert_eq!(projections(&path), expect, "{mishap}");
        assert_eq!(report(&path).findings, []);
    };
    check("DELETE FROM records WHERE document = 1", "its row is not what");
    check("UPDATE records SET month = '1999-01' WHERE document = 1", "its row is not what");
    check(
        "UPDATE records SET fact = (SELECT fact FROM records WHERE document = 2) WHERE document = 1",
        "row",
    );
    check("UPDATE records SET fact = x'ff' WHERE document = 1", "its row is not what");
    check("UPDATE documents SET heads = zeroblob(32) WHERE key = 1", "its noted heads");
    check("UPDATE organisations SET code = 'other'", "its register");
}
