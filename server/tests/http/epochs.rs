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
    phone.point = SyncPoint { epoch, cursor: u64::MAX };
    phone.sync(&server, vec![]).await;
    assert_ne!(phone.epoch(), epoch);
    assert_ne!(phone.epoch(), Some(Epoch(0)));
}
