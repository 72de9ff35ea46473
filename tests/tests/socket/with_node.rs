//! The official client: what it creates, finds and writes is at the ward, and
//! what others write is with it.

use std::time::Duration;

use serde_json::json;
use shared::document::conflict::conflicts;
use shared::document::edit::{Edit, Value};

use crate::node::Node;
use crate::served::{Device, Served, task_name, wait};

/// Two programs that have one task open, which the first created.
async fn on_one_task(served: &Served, device: &Device, other: &Device) -> (Node, Node) {
    let mut one = Node::start(&served.address(device), &device.name(), device.actor(1));
    let mut two = Node::start(&served.address(other), &other.name(), other.actor(1));
    let name = task_name(1);
    one.opened().await;
    one.create(&name, json!({ "what": "Gieo ngô" }));
    wait("the task", || served.task(1)).await;
    assert_eq!(two.find(&name)["found"], true);
    (one, two)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_program_creates_another_finds() {
    let served = Served::start().await;
    let (device, other) = (served.enrol("bieu-nghi"), served.enrol("bieu-nghi"));
    let mut one = Node::start(&served.address(&device), &device.name(), device.actor(1));
    one.opened().await;
    one.create(&task_name(1), json!({ "what": "Gieo ngô đông", "due_on": "2024-11-20" }));
    wait("the task at the ward", || served.task(1).filter(|task| task.what == "Gieo ngô đông")).await;

    let mut two = Node::start(&served.address(&other), &other.name(), other.actor(1));
    assert_eq!(two.find(&task_name(1))["found"], true);
    let read = two.read(&task_name(1));
    assert_eq!((&read["fields"]["what"], &read["fields"]["kind"]), (&json!("Gieo ngô đông"), &json!("task")));
    assert_eq!(two.heads(&task_name(1)), served.heads(1));
    // Nobody has this one.
    let missing = two.find(&task_name(2));
    assert_eq!(missing["found"], false, "{missing}");
    assert_eq!((one.errors(), two.errors()), (vec![], vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restart_an_old_ticket_opens_nothing_and_a_new_one_does() {
    let mut served = Served::start().await;
    let (device, other) = (served.enrol("bieu-nghi"), served.enrol("bieu-nghi"));
    let name = task_name(1);
    let (mut one, mut two) = on_one_task(&served, &device, &other).await;
    two.write(&name, json!({ "product": "3 ha" }));
    wait("the product with the first", || (one.read(&name)["fields"]["product"] == "3 ha").then_some(()))
        .await;

    // What is written meanwhile stays with whoever wrote it.
    let took = served.stop().await;
    assert!(took < Duration::from_secs(8), "open sockets hold the server up: {took:?}");
    one.write(&name, json!({ "what": "Gieo ngô đông" }));
    two.write(&name, json!({ "what": "Gieo lạc" }));
    served.start_again().await;
    // The tickets went with the server, and the programs are told so.
    one.told("ticket").await;
    let mut three = Node::start(&served.address(&device), &device.name(), device.actor(2));
    assert_eq!(three.find(&name)["found"], true);
    assert_eq!(three.read(&name)["fields"]["what"], "Gieo ngô");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_cut_both_sides_catch_up_and_see_the_conflict() {
    let served = Served::start().await;
    let (device, other) = (served.enrol("bieu-nghi"), served.enrol("bieu-nghi"));
    let name = task_name(1);
    let (mut one, mut two) = on_one_task(&served, &device, &other).await;

    // Both write while neither has a line, and a phone by its own road.
    one.ask("cut", json!({}));
    two.ask("cut", json!({}));
    one.write(&name, json!({ "what": "Gieo ngô đông" }));
    two.write(&name, json!({ "what": "Gieo lạc" }));
    served.write(&device, 1, &[Edit::field("product", Value::text("3 ha"))]);
    one.opened().await;
    two.opened().await;
    let heads =
        wait("three heads at the ward", || Some(served.heads(1)).filter(|heads| heads.len() == 3)).await;
    for node in [&mut one, &mut two] {
        wait("the same heads", || (node.heads(&name) == heads).then_some(())).await;
        let read = node.read(&name);
        assert_eq!(read["conflict"], json!(["Gieo lạc", "Gieo ngô đông"]));
        assert_eq!(read["fields"]["product"], "3 ha");
        assert_eq!(node.errors(), Vec::<String>::new());
    }
    assert_eq!(conflicts(&served.document(1).unwrap()).len(), 1);
}

/// Whichever road a change came by, it is with the program at once.
#[tokio::test(flavor = "multi_thread")]
async fn a_phones_change_is_shown_within_a_second() {
    let served = Served::start().await;
    let (device, phone) = (served.enrol("bieu-nghi"), served.enrol("bieu-nghi"));
    served.write(&phone, 1, &[Edit::field("what", Value::text("Gieo ngô"))]);
    let name = task_name(1);
    let mut node = Node::start(&served.address(&device), &device.name(), device.actor(1));
    assert_eq!(node.find(&name)["found"], true);
    served.write(&phone, 1, &[Edit::field("product", Value::text("3 ha"))]);
    let stored = tokio::time::Instant::now();
    wait("the product", || (node.read(&name)["fields"]["product"] == "3 ha").then_some(())).await;
    assert!(stored.elapsed() < Duration::from_secs(1), "{:?}", stored.elapsed());
    // One that it asked for before anybody had it.
    assert_eq!(node.find(&task_name(2))["found"], false);
    served.write(&phone, 2, &[Edit::field("what", Value::text("Gieo lạc"))]);
    wait("the other task", || (node.find(&task_name(2))["found"] == true).then_some(())).await;
}

/// What is said about a document goes to those who have it open and is kept nowhere.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_is_heard_by_those_who_have_the_document_open() {
    let served = Served::start().await;
    let (device, other) = (served.enrol("bieu-nghi"), served.enrol("bieu-nghi"));
    let stranger = served.enrol("trai-thanh");
    let name = task_name(1);
    let (mut one, mut two) = on_one_task(&served, &device, &other).await;
    let mut three = Node::start(&served.address(&stranger), &stranger.name(), stranger.actor(1));
    assert_eq!(three.find(&name)["found"], false);
    wait("the word with the other", || {
        one.ask("say", json!({ "id": name, "message": { "cursor": 7 } }));
        let heard = two.ask("heard", json!({}));
        let word = json!({ "senderId": device.name(), "message": { "cursor": 7 } });
        (heard.as_array()?.first()? == &word).then_some(())
    })
    .await;
    assert_eq!(three.ask("heard", json!({})), json!([]));
    // It is given on by the programs, and goes in no circles.
    assert_eq!(one.ask("heard", json!({})), json!([]));
    assert_eq!((one.errors(), two.errors()), (vec![], vec![]));
}
