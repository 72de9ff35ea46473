use super::*;
use crate::document::Document;
use crate::document::admission::Refusal;
use crate::document::edit::{Edit, Stamp, Value};
use crate::id::Actor;

const ME: DeviceNumber = DeviceNumber(9);

/// What this phone wrote into a task, one change after the other.
fn written(count: i64) -> Vec<StoredChange> {
    let mut task = Document::begin(Kind::Task).unwrap();
    let write = |number: i64| {
        let stamp = Stamp { actor: Actor::new(ME, [1; 12]), at: Moment::from_millis(number * 60_000) };
        let commit = task.commit(&[Edit::field("what", Value::text(format!("Việc {number}")))], stamp);
        let commit = commit.unwrap().unwrap();
        StoredChange::new(commit.hash, ME, commit.chunk)
    };
    (1..=count).map(write).collect()
}

/// One change leaves the outbox and another one comes in, under the number that
/// was free again: what is written is what is shown.
#[test]
fn what_comes_into_the_outbox_is_written_whatever_number_it_gets() {
    let [goes, comes] = [1, 2].map(|byte| DocumentId::from_bytes([byte; 16]));
    let mut refused = written(2);
    refused[0].refused = Some(Refusal::ForeignActor);
    let entry = OutboxEntry::of(goes, Kind::Task, &refused[1], Moment::default());
    let before: SortedMap<_, _> = [(outbox_key(0), entry)].into_iter().collect();
    let documents = [(goes, (Kind::Task, refused)), (comes, (Kind::Task, written(1)))];
    let held = Held {
        device: ME,
        outbox: &before,
        ruled: &SealedWard::default(),
        role: Role::Writer,
        documents: documents.into_iter().collect(),
    };
    let news = News { resend: vec![goes, comes], ..News::default() };
    let stored = store(&news, held, Moment::default());

    let mut table: SortedMap<String, Vec<u8>> =
        before.iter().map(|(key, entry)| (key.clone(), encode(entry))).collect();
    for write in stored.writes {
        match write {
            Write::Put(Table::Outbox, key, value) => drop(table.insert(key, value)),
            Write::Delete(Table::Outbox, key) => drop(table.remove(&key)),
            Write::Put(..) | Write::Delete(..) => {}
        }
    }
    let shown: SortedMap<_, _> =
        stored.outbox.iter().map(|(key, entry)| (key.clone(), encode(entry))).collect();
    assert_eq!(table, shown);
    assert_eq!(stored.outbox.values().map(|entry| entry.document).collect::<Vec<_>>(), [comes]);
}
