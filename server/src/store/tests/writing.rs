//! The writer: jobs share a commit and nothing else.

use std::sync::mpsc::channel;

use super::*;

#[test]
fn a_failing_job_takes_back_only_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let (store, cell) = founded(&folder.path().join("bontot.db"));
    // Holds the writer, so that the three jobs behind it share one commit.
    let (go, wait) = channel();
    let held = std::thread::scope(|scope| {
        let held = scope.spawn(|| {
            store.write_blocking(move |_| {
                wait.recv().unwrap();
                Ok::<_, StoreError>(())
            })
        });
        let enrol = |at_millis| {
            let store = &store;
            scope.spawn(move || store.enrol_directly(cell, at(at_millis)))
        };
        let first = enrol(1);
        let failing = scope.spawn(|| {
            store.write_blocking(move |writing| {
                writing.put_device(cell, None, at(2))?;
                Err::<(), _>(StoreError::Full)
            })
        });
        let panicking = scope.spawn(|| {
            store.write_blocking(move |writing| {
                writing.put_device(cell, None, at(3))?;
                panic!("a job with a fault");
                #[expect(unreachable_code, reason = "names the job's type")]
                Ok::<(), StoreError>(())
            })
        });
        let last = enrol(4);
        go.send(()).unwrap();
        assert_eq!(failing.join().unwrap(), Err(StoreError::Full));
        assert_eq!(panicking.join().unwrap(), Err(StoreError::Panicked));
        assert!(first.join().unwrap().is_ok() && last.join().unwrap().is_ok());
        held.join().unwrap()
    });
    assert_eq!(held, Ok(()));
    assert_eq!(count(&store, "SELECT count(*) FROM devices"), 2);
}

#[test]
fn a_commit_waits_for_what_is_announced_but_not_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let (store, cell) = founded(&folder.path().join("bontot.db"));
    let to_come = store.turn_to_come();
    assert!(store.enrol_directly(cell, at(1)).is_ok());
    drop(to_come);
    assert!(store.enrol_directly(cell, at(2)).is_ok());
}

#[test]
fn rulings_are_numbered_without_gaps_by_ward() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = founded(&folder.path().join("bontot.db"));
    let month = |text: &str| Ruling::MonthOpened(text.parse().unwrap());
    assert_eq!(store.rule(&ward().code, &month("2024-10"), at(2)), Ok(2));
    let nowhere = code("nowhere");
    assert_eq!(store.rule(&nowhere, &month("2024-10"), at(3)), Err(StoreError::UnknownWard(nowhere)));
    assert_eq!(store.rule(&ward().code, &month("2024-11"), at(4)), Ok(3));
    let ruled = store.read_blocking(|reading| reading.ruled_ward(&ward().code)).unwrap();
    assert_eq!(ruled.month, "2024-11".parse().ok());
    assert_eq!(ruled.organisations, [cell()]);
    assert_eq!(store.read_blocking(|reading| reading.last_seq(&ward().code)), Ok(3));
}

#[test]
fn what_is_answered_is_there_for_another_program() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    let (store, cell) = founded(&path);
    store.enrol_directly(cell, at(1)).unwrap();
    let other = Store::open(&path).unwrap();
    assert_eq!(count(&other, "SELECT count(*) FROM devices"), 1);
    // Two programs on one file take turns, and numbers stay unique.
    let numbers = [other.enrol_directly(cell, at(2)), store.enrol_directly(cell, at(3))];
    assert_eq!(numbers.map(|number| number.unwrap().0), [2, 3]);
}

pub(super) fn count(store: &Store, sql: &str) -> i64 {
    let counted = store.read_blocking(|reading| {
        Ok::<_, StoreError>(reading.connection().query_row(sql, [], |row| row.get(0))?)
    });
    counted.unwrap()
}
