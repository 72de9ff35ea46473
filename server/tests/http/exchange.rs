//! Phones of one cell meet in the ward.

use shared::document::conflict::conflicts;
use shared::document::edit::{Edit, Value};
use shared::record::Kind;
use shared::ruling::Ruling;
use shared::sealed::Sealed;

use std::collections::BTreeSet;

use super::harness::{TestServer, ward};
use super::phone::{Phone, receipts, task_id};

#[tokio::test]
async fn two_phones_of_a_cell_end_with_the_same_document() {
    let server = TestServer::start();
    let mut one = Phone::enrol(&server, "bieu-nghi").await;
    let mut other = Phone::enrol(&server, "bieu-nghi").await;
    let push = one.assign(&server, task_id(1), "Gieo ngô đông");
    one.sync(&server, vec![push]).await;
    other.sync(&server, vec![]).await;
    assert_eq!(other.task(task_id(1)).what, "Gieo ngô đông");

    // Both write without knowing of each other.
    let mine = one.write(&server, task_id(1), Kind::Task, &[Edit::field("product", Value::text("3 ha"))]);
    let theirs = other.write(&server, task_id(1), Kind::Task, &[Edit::field("product", Value::text("4 ha"))]);
    one.sync(&server, vec![mine]).await;
    other.sync(&server, vec![theirs]).await;
    let news = one.sync(&server, vec![]).await;
    // A phone is not sent what it has just brought.
    assert!(news.pulled.iter().all(|change| change.document == task_id(1)) && news.pulled.len() == 1);
    assert_eq!(one.documents[&task_id(1)].heads(), other.documents[&task_id(1)].heads());
    assert_eq!(conflicts(&one.documents[&task_id(1)]).len(), 1);
    assert_eq!(conflicts(&one.documents[&task_id(1)]), conflicts(&other.documents[&task_id(1)]));
}

/// What a phone brings does not come back to it, neither at once nor with the
/// next answer; it comes to a phone that stands where it stood before.
#[tokio::test]
async fn what_a_phone_brought_comes_back_only_to_an_older_copy_of_it() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    phone.sync(&server, vec![]).await;
    let copied = phone.point;
    let push = phone.assign(&server, task_id(1), "Gieo ngô đông");
    // The answer is lost, so all of it is brought again, and more.
    phone.sync_and_lose_the_answer(&server, vec![push.clone()]).await;
    let more = phone.report(&server, task_id(1), 1, 40);
    let response = phone.sync(&server, vec![push, more]).await;
    assert_eq!((response.outcomes.len(), response.pulled.len()), (2, 0));
    let idle = phone.sync(&server, vec![]).await;
    assert_eq!(idle.pulled, []);
    assert!(minicbor::to_vec(&idle).unwrap().len() < 64);

    phone.point = copied;
    phone.documents.clear();
    let response = phone.sync(&server, vec![]).await;
    assert_eq!(response.pulled.len(), 2);
    assert_eq!(phone.task(task_id(1)).percent(), 40);
}

#[tokio::test]
async fn other_cells_changes_are_not_sent() {
    let server = TestServer::start();
    let mut ours = Phone::enrol(&server, "bieu-nghi").await;
    let mut theirs = Phone::enrol(&server, "trai-thanh").await;
    let push = theirs.assign(&server, task_id(1), "Của chi bộ khác");
    let stored = theirs.sync(&server, vec![push]).await;
    let news = ours.sync(&server, vec![]).await;
    assert_eq!(news.pulled, []);
    // The cursor passes over what is not for this phone.
    assert_eq!(news.point, stored.point);
}

#[tokio::test]
async fn every_phone_gets_the_rulings_once() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let news = phone.sync(&server, vec![]).await;
    assert_eq!(news.rulings.iter().map(|ruled| ruled.seq).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(phone.sync(&server, vec![]).await.rulings, []);
    let month = "2024-12".parse().unwrap();
    server.store.rule(&ward().code, &Ruling::MonthOpened(month), server.now()).unwrap();
    let news = phone.sync(&server, vec![]).await;
    let rulings: Vec<_> = news.rulings.into_iter().map(|ruled| ruled.ruling).collect();
    assert_eq!(rulings, [Sealed::of(&Ruling::MonthOpened(month))]);
}

#[tokio::test]
async fn much_news_comes_in_pages_in_which_nothing_is_lost_or_out_of_order() {
    let server = TestServer::start();
    let mut writer = Phone::enrol(&server, "bieu-nghi").await;
    for n in 0..30_u8 {
        let note = "đông".repeat(1_000);
        let line = |line: u8| Edit::entry("progress", format!("{line:032x}"), "note", Value::text(&note));
        let push = writer.write(&server, task_id(n), Kind::Task, &[1, 2, 3, 4].map(line));
        writer.sync(&server, vec![push]).await;
        let month = Ruling::MonthOpened(shared::month::Month::new(2024, 1 + n % 12).unwrap());
        server.store.rule(&ward().code, &month, server.now()).unwrap();
    }
    let mut reader = Phone::enrol(&server, "bieu-nghi").await;
    let (mut seqs, mut pages) = (Vec::new(), 0);
    loop {
        let response = reader.sync(&server, vec![]).await;
        let mut page: Vec<u64> = response.pulled.iter().map(|change| change.receipt.seq).collect();
        page.extend(response.rulings.iter().map(|ruled| ruled.seq));
        page.sort_unstable();
        assert!(page.last().is_some_and(|last| *last == response.point.cursor));
        seqs.extend(page);
        pages += 1;
        if !response.more {
            break;
        }
    }
    assert!(2 < pages, "{pages}");
    assert_eq!(seqs, (1..=64).collect::<Vec<_>>());
    for (id, document) in &writer.documents {
        assert_eq!(document.heads(), reader.documents[id].heads());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn phones_that_come_at_the_same_time_are_all_served() {
    let server = TestServer::start();
    let mut phones = Vec::new();
    for n in 0..16 {
        let mut phone = Phone::enrol(&server, "bieu-nghi").await;
        let own = phone.assign(&server, task_id(n), "Việc riêng");
        // One task that all of them begin without knowing of each other.
        let shared = phone.assign(&server, task_id(99), &format!("Việc chung {n}"));
        phones.push((phone, vec![own, shared]));
    }
    let server = std::sync::Arc::new(server);
    let tasks: Vec<_> = phones
        .into_iter()
        .map(|(mut phone, push)| {
            let server = std::sync::Arc::clone(&server);
            tokio::spawn(async move {
                let response = phone.sync(&server, push).await;
                let seqs: Vec<u64> = response.outcomes.iter().flat_map(receipts).map(|r| r.seq).collect();
                (phone, seqs)
            })
        })
        .collect();
    let (mut seqs, mut heads) = (BTreeSet::new(), BTreeSet::new());
    let mut phones = Vec::new();
    for task in tasks {
        let (phone, own) = task.await.unwrap();
        seqs.extend(own);
        phones.push(phone);
    }
    assert_eq!(seqs, (5..37).collect());
    for mut phone in phones {
        phone.sync(&server, vec![]).await;
        assert_eq!(phone.documents.len(), 17);
        heads.insert(phone.documents[&task_id(99)].heads());
    }
    assert_eq!(heads.len(), 1);
}
