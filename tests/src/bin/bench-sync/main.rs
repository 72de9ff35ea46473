//! `cargo xtask bench sync`: how many changes a second a ward takes in over
//! HTTP, validated and durable, how long phones wait, and what goes over the wire.
//!
//! A hundred phones, each of its own cell, that know the ward's rulings, as after
//! they were enrolled, bring ten documents of ten changes at once
//! (`push_first`), then one change of two fields in each of them
//! (`push_incremental`); a hundred new phones pull everything of their cells
//! (`initial_sync_100`); five hundred more bring a document each (`push_500`);
//! all ask again with nothing new (`idle_reconnect`). One phone brings a month of
//! a hundred changes in a hundred documents, also over a slow link. `BENCH_PHONES`
//! makes it smaller.
//!
//! The server is the real program, a process of its own that logs as always; the
//! phones share its machine. Their requests are packed before the clock starts and
//! their answers unpacked after it stops. `peer` is the same workload with
//! automerge-repo and `PouchDB` (tests/peers), `floor` the same work called directly.

#![expect(
    clippy::expect_used,
    clippy::float_arithmetic,
    reason = "a bench that cannot go on stops, and its figures are measured, not judged by"
)]

mod figures;
mod floor;
mod link;
mod peers;
mod server;
mod ward;
mod wire;
mod workload;

use std::time::Duration;

use shared::sync::wire::SyncPoint;

use figures::{Figure, Unit};
use server::Server;
use ward::{Device, Ward};
use wire::{Run, all_at_once, caught_up, request};
use workload::{Book, CHANGES, DOCUMENTS, MONTH_DOCUMENTS};

/// The program allocates as the server does, for the floor's sake.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Phones that bring their month over the slow link, each over one of its own.
const SLOW_PHONES: usize = 11;

fn main() {
    let phones = std::env::var("BENCH_PHONES").ok().and_then(|text| text.parse().ok()).unwrap_or(100);
    figures::machine();
    let peers = peers::run(phones);
    let folder = tempfile::TempDir::new().expect("a folder can be made");
    let data = folder.path().join("bontot.db");
    let ward = Ward::found(&data, phones);
    let books: Vec<_> = ward.devices.iter().map(|device| Book::written(device.number, DOCUMENTS)).collect();
    let floor = floor::measure(&folder.path().join("floor.db"), &ward, &books);
    let server = Server::start(&data);
    let idle = server.memory();

    let begun = SyncPoint::default();
    let known = all_at_once(&server, ward.devices.iter().map(|d| request(d, begun, vec![])));
    let first = all_at_once(&server, of_all(&ward, &books, &known).map(|(d, b, p)| request(d, p, b.first())));
    let last = all_at_once(&server, of_all(&ward, &books, &first).map(|(d, b, p)| request(d, p, b.last())));
    assert_eq!(whole(&first), phones * DOCUMENTS, "every change is confirmed");
    assert_eq!(whole(&last), phones * DOCUMENTS, "every change is confirmed");
    let pulled = all_at_once(&server, ward.newcomers.iter().map(|d| request(d, begun, vec![])));
    assert!(pulled.answers.iter().all(|answer| answer.response().pulled.len() == DOCUMENTS * (CHANGES + 1)));
    let again = all_at_once(&server, ward.devices.iter().map(|d| request(d, points_now(&pulled), vec![])));
    let crowd = crowd(&server, &ward);

    let (many, few) = (phones * DOCUMENTS * CHANGES, phones * DOCUMENTS);
    for (name, changes, run, floor) in
        [("push_first", many, &first, floor.first), ("push_incremental", few, &last, floor.last)]
    {
        Figure::of(name, rate(changes, run.took), Unit::ChangesPerSecond)
            .aims(peers.rate_aimed_at(name, changes).max(rate(changes, floor) / 2.0))
            .beside(peers.rates(name, changes))
            .above(rate(changes, floor))
            .with("p50_ms", run.p50())
            .with("p99_ms", run.p99())
            .with("documents_per_s", rate(few, run.took))
            .with("times_automerge_repo", peers.times("automerge-repo", name, run.took))
            .with("times_pouchdb", peers.times("pouchdb", name, run.took))
            .print();
    }
    let seconds = |run: &Run| run.took.as_secs_f64();
    Figure::of("initial_sync_100", seconds(&pulled), Unit::Seconds)
        .aims(0.5)
        .beside(peers.seconds("initial_sync_100"))
        .with("p50_ms", pulled.p50())
        .with("p99_ms", pulled.p99())
        .print();
    Figure::of("push_500_p99", crowd.p99() / 1000.0, Unit::Seconds)
        .aims(1.0)
        .with("p50_ms", crowd.p50())
        .with("devices", crowd.answers.len() as f64)
        .with("failures", crowd.failures as f64)
        .print();
    Figure::of("idle_reconnect", again.bytes() as f64 / phones as f64, Unit::Bytes)
        .aims(500.0)
        .beside(peers.bytes_each("idle_reconnect"))
        .print();
    month(&server, &ward, &peers);
    Figure::of("memory_idle", idle.now, Unit::MebiBytes).aims(30.0).print();
    Figure::of("memory_load", server.memory().most, Unit::MebiBytes)
        .aims(128.0)
        .beside(peers.memory())
        .print();
}

/// The phones with what they write, and where they stand after `run`.
fn of_all<'a>(
    ward: &'a Ward,
    books: &'a [Book],
    run: &'a Run,
) -> impl Iterator<Item = (&'a Device, &'a Book, SyncPoint)> {
    let points = run.answers.iter().map(|answer| answer.response().point);
    ward.devices.iter().zip(books).zip(points).map(|((device, book), point)| (device, book, point))
}

/// Where a phone stands that has everything.
fn points_now(run: &Run) -> SyncPoint {
    run.answers.last().expect("there is an answer").response().point
}

fn rate(changes: usize, took: Duration) -> f64 {
    changes as f64 / took.as_secs_f64().max(1e-6)
}

/// Documents of which every change that was brought is confirmed.
fn whole(run: &Run) -> usize {
    run.answers.iter().map(|answer| answer.whole()).sum()
}

/// Five phones for each one of before bring a document at the same time.
fn crowd(server: &Server, ward: &Ward) -> Run {
    let books: Vec<_> = ward.crowd.iter().map(|device| Book::written(device.number, 1)).collect();
    let begun = SyncPoint::default();
    let run = all_at_once(server, ward.crowd.iter().zip(&books).map(|(d, b)| request(d, begun, b.first())));
    assert_eq!(whole(&run) + run.failures, ward.crowd.len());
    run
}

/// Requests that a phone has yet to make after the answer that it got.
fn pages_left(server: &Server, device: &Device, run: &Run) -> usize {
    let mut response = run.answers.last().expect("there is an answer").response();
    let mut pages = 0;
    while response.more {
        let page = all_at_once(server, std::iter::once(request(device, response.point, vec![])));
        response = page.answers.last().expect("there is an answer").response();
        pages += 1;
    }
    pages
}

/// A month of one phone: what it takes of the wire, and how long over a slow link.
fn month(server: &Server, ward: &Ward, peers: &peers::Peers) {
    let phones: Vec<&Device> = ward.devices.iter().take(SLOW_PHONES).collect();
    let books: Vec<_> =
        phones.iter().map(|device| Book::written_anew(device.number, MONTH_DOCUMENTS)).collect();
    let begun = SyncPoint::default();
    let known = all_at_once(server, phones.iter().zip(&books).map(|(d, b)| request(d, begun, b.first())));
    assert_eq!(whole(&known), phones.len() * MONTH_DOCUMENTS);
    let points: Vec<_> = phones.iter().map(|device| caught_up(server, device)).collect();
    let mut months = phones.iter().zip(&books).zip(points).map(|((d, b), point)| request(d, point, b.last()));
    let wire = all_at_once(server, months.by_ref().take(1));
    let round_trips = 1 + pages_left(server, phones.first().expect("there is a phone"), &wire);
    let raw: usize = books
        .first()
        .expect("there is a book")
        .last()
        .iter()
        .flat_map(|push| &push.chunks)
        .map(|c| c.len())
        .sum();
    Figure::of("wire_of_a_month", wire.bytes() as f64 / raw as f64, Unit::OfRaw)
        .aims(0.6)
        .beside(peers.of_raw("month", raw))
        .with("raw_bytes", raw as f64)
        .with("sent_bytes", wire.sent() as f64)
        .with("received_bytes", wire.received() as f64)
        .print();
    Figure::of("round_trips_of_a_month", round_trips as f64, Unit::Requests)
        .aims(1.0)
        .beside(peers.requests("month"))
        .print();
    let slow = link::all_over_slow_links(server, months);
    assert_eq!(whole(&slow), (phones.len() - 1) * MONTH_DOCUMENTS);
    Figure::of("month_over_slow_link", slow.p50() / 1000.0, Unit::Seconds)
        .aims(3.0)
        .with("worst_s", slow.p99() / 1000.0)
        .with("runs", slow.answers.len() as f64)
        .print();
}
