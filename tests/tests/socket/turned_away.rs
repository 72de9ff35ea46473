//! The official client is refused, and told why.

use serde_json::json;
use shared::document::edit::{Edit, Value};

use crate::node::Node;
use crate::served::{Served, task_name, wait};

#[tokio::test(flavor = "multi_thread")]
async fn another_cells_document_is_not_found_and_not_written() {
    let served = Served::start().await;
    let (ours, theirs) = (served.enrol("bieu-nghi"), served.enrol("trai-thanh"));
    served.write(&theirs, 1, &[Edit::field("what", Value::text("Của chi bộ khác"))]);
    let heads = served.heads(1);
    let mut node = Node::start(&served.address(&ours), &ours.name(), ours.actor(1));
    node.opened().await;
    let found = node.find(&task_name(1));
    assert_eq!(found["found"], false, "{found}");
    assert!(found["why"].as_str().unwrap().contains("unavailable"), "{found}");
    // Written all the same: to whoever has another's id, the document is not there.
    let mut blind = Node::start(&served.address(&ours), &format!("{}-blind", ours.name()), ours.actor(2));
    blind.opened().await;
    blind.create(&task_name(1), json!({ "what": "Đè lên" }));
    assert_eq!(served.heads(1), heads);
    assert_eq!(blind.errors(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_in_another_devices_name_are_refused_and_kept() {
    let served = Served::start().await;
    let (device, other) = (served.enrol("bieu-nghi"), served.enrol("bieu-nghi"));
    let mut node = Node::start(&served.address(&device), &device.name(), other.actor(1));
    node.opened().await;
    node.create(&task_name(1), json!({ "what": "Gieo ngô" }));
    node.told("a change was written by another device; the ward office will decide").await;
    assert!(served.document(1).is_none());
    // It says so again after each attempt, and the ward keeps it once.
    wait("a second refusal", || (2 <= node.errors().len()).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_record_has_is_refused() {
    let served = Served::start().await;
    let device = served.enrol("bieu-nghi");
    let mut node = Node::start(&served.address(&device), &device.name(), device.actor(1));
    node.opened().await;
    node.create(&task_name(1), json!({ "grade": "good" }));
    node.told("does what this kind of record does not allow").await;
    assert!(served.document(1).is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_is_refused_and_the_rest_works() {
    let served = Served::start().await;
    let device = served.enrol("bieu-nghi");
    let start = |life: u8| {
        Node::start(&served.address(&device), &format!("{}-{life}", device.name()), device.actor(life))
    };
    // One change that no record can hold, and a message that is too large at all.
    let (mut large, mut huge) = (start(1), start(2));
    large.opened().await;
    huge.opened().await;
    large.create(&task_name(1), json!({ "what": "ô".repeat(100_000) }));
    large.told("malformed or larger than is allowed").await;
    huge.create(&task_name(2), json!({ "what": "ô".repeat(1_500_000) }));
    huge.told("at most 1048576 bytes").await;
    assert!(served.document(1).is_none() && served.document(2).is_none());
    drop((large, huge));
    let mut node = start(3);
    node.opened().await;
    node.create(&task_name(3), json!({ "what": "Gieo ngô" }));
    wait("the task", || served.task(3)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_is_opened_only_by_who_is_known_and_by_its_own_name() {
    let served = Served::start().await;
    let (device, other) = (served.enrol("bieu-nghi"), served.enrol("bieu-nghi"));
    let address = format!("ws://127.0.0.1:{}/automerge", served.port);
    let told = async |address: &str, name: &str, part: &str| {
        Node::start(address, name, device.actor(1)).told(part).await;
    };
    told(&address, &device.name(), "who are you?").await;
    let unknown = format!("{address}?ticket={}", "0".repeat(64));
    told(&unknown, &device.name(), "the ticket is unknown or over").await;
    told(&served.address(&device), &other.name(), "this connection may call itself device-").await;
    told(&served.address(&device), "peer-x1y2", "this connection may call itself device-").await;
    // A ticket that nobody used in time.
    let late = served.address(&device);
    served.pass(server::auth::ticket::REST_MS);
    told(&late, &device.name(), "the ticket is unknown or over").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_is_revoked_while_it_talks_is_cut_off() {
    let served = Served::start().await;
    let (device, other) = (served.enrol("bieu-nghi"), served.enrol("bieu-nghi"));
    let name = task_name(1);
    let mut node = Node::start(&served.address(&device), &device.name(), device.actor(1));
    node.opened().await;
    node.create(&name, json!({ "what": "Gieo ngô" }));
    wait("the task", || served.task(1)).await;
    let heads = served.heads(1);
    served.revoke(&device);
    node.write(&name, json!({ "what": "Sau khi thu hồi" }));
    node.told("no device has this token, or it was revoked").await;
    assert_eq!(served.heads(1), heads);
    // Nor does it hear what others write.
    served.write(&other, 1, &[Edit::field("product", Value::text("3 ha"))]);
    assert_eq!(node.read(&name)["fields"]["product"], serde_json::Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_only_reads_from_then_on_is_told_so_and_what_it_wrote_is_kept() {
    let served = Served::start().await;
    let device = served.enrol("bieu-nghi");
    let mut node = Node::start(&served.address(&device), &device.name(), device.actor(1));
    node.opened().await;
    node.create(&task_name(1), json!({ "what": "Gieo ngô" }));
    wait("the task", || served.document(1)).await;
    served.let_only_read(&device);
    let heads = served.heads(1);
    node.write(&task_name(1), json!({ "what": "Gieo ngô đông" }));
    node.told("this device only reads by now; the ward office will decide").await;
    assert_eq!(served.heads(1), heads);
}
