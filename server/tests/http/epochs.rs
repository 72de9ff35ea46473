//! Restarts lose nothing; a store that was put back says so.

use shared::sync::wire::{Epoch, Outcome, SyncPoint};

use super::harness::TestServer;
use super::phone::{Phone, receipts, task_id};

#[tokio::test]
async fn a_restart_keeps_everything() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let push = phone.assign(&server, task_id(1), "Gieo ngô đông");
    let before = phone.sync(&server, vec![push.clone()]).await;

    let server = server.restart();
    let after = phone.sync(&server, vec![push]).await;
    assert_eq!(before.outcomes, after.outcomes);
    assert_eq!(before.point, after.point);
    // The document is opened from its log and goes on.
    let push = phone.report(&server, task_id(1), 1, 60);
    assert_eq!(receipts(&phone.sync(&server, vec![push]).await.outcomes[0]).len(), 1);
    let mut reader = Phone::enrol(&server, "bieu-nghi").await;
    reader.sync(&server, vec![]).await;
    assert_eq!(reader.task(task_id(1)).percent(), 60);
}

#[tokio::test]
async fn a_phone_of_another_epoch_gets_everything_from_the_beginning() {
    let server = TestServer::start();
    let mut one = Phone::enrol(&server, "bieu-nghi").await;
    let mut other = Phone::enrol(&server, "bieu-nghi").await;
    let push = one.assign(&server, task_id(1), "Gieo ngô đông");
    one.sync(&server, vec![push]).await;
    other.sync(&server, vec![]).await;
    let known = other.epoch().unwrap();

    server.store.write(|writing| writing.begin_epoch()).await.unwrap();
    let news = other.sync(&server, vec![]).await;
    assert_ne!(news.point.epoch, Some(known));
    assert_eq!((news.pulled.len(), news.rulings.len()), (1, 4));
    // Once it knows the new epoch, nothing comes twice.
    let news = other.sync(&server, vec![]).await;
    assert_eq!((news.pulled.len(), news.rulings.len()), (0, 0));
}

/// A number means nothing without the life of the store that gave it out.
#[tokio::test]
async fn a_cursor_without_an_epoch_is_answered_from_the_beginning() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let push = phone.assign(&server, task_id(1), "Gieo ngô đông");
    phone.sync(&server, vec![push]).await;
    let mut other = Phone::enrol(&server, "bieu-nghi").await;
    for cursor in [1, 99_999, u64::MAX] {
        other.point = SyncPoint { epoch: None, cursor };
        let news = other.sync(&server, vec![]).await;
        assert_eq!((news.pulled.len(), news.rulings.len(), news.more), (1, 4, false));
    }
}

/// The data file was put back from a backup: the numbers start again lower.
#[tokio::test]
async fn a_phone_that_knows_more_than_the_store_begins_a_new_epoch() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    phone.sync(&server, vec![]).await;
    let known = phone.epoch().unwrap();
    let push = phone.assign(&server, task_id(1), "Gieo ngô đông");

    phone.point = SyncPoint { epoch: Some(known), cursor: 1_000 };
    let news = phone.sync(&server, vec![push]).await;
    assert_ne!(news.point.epoch, Some(known));
    assert_eq!(news.rulings.len(), 4);
    assert!(matches!(news.outcomes.as_slice(), [Outcome::Stored(_)]));
    let epoch = phone.epoch();
    // Without a push, too, and only where numbers of this very epoch are ahead.
    phone.point = SyncPoint { epoch: Some(known), cursor: 1_000 };
    phone.sync(&server, vec![]).await;
    assert_eq!(phone.epoch(), epoch);
    let mut other = Phone::enrol(&server, "bieu-nghi").await;
    other.point = SyncPoint { epoch, cursor: 1_000 };
    other.sync(&server, vec![]).await;
    assert_ne!(other.epoch(), epoch);
    assert_ne!(other.epoch(), Some(Epoch(0)));
}

/// A new epoch makes every phone of the ward send again all it ever wrote.
#[tokio::test]
async fn a_device_cannot_begin_epochs_without_end() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    phone.sync(&server, vec![]).await;
    let mut known = phone.epoch();
    let mut check = async |cursor: u64, begins: bool| {
        phone.point = SyncPoint { epoch: known, cursor };
        let news = phone.sync(&server, vec![]).await;
        // In any case it is answered from the beginning, and stands well then.
        assert_eq!((news.rulings.len(), news.point.cursor), (4, 4), "{cursor}");
        assert_eq!(phone.epoch() != known, begins, "{cursor}");
        known = phone.epoch();
        assert_eq!(phone.sync(&server, vec![]).await.rulings, [], "{cursor}");
    };
    // Nobody ever gave these out.
    for cursor in [u64::MAX, u64::MAX >> 1, 1 << 40, 4 + 1_000_001] {
        check(cursor, false).await;
    }
    check(4 + 1_000_000, true).await;
    // The same device once more, within the day and after it.
    check(1_000, false).await;
    server.pass(86_400_000 - 1);
    check(1_000, false).await;
    server.pass(1);
    check(1_000, true).await;
}
