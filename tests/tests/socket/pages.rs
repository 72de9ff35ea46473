//! The word that there is news, for pages that are looked at.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use shared::document::edit::{Edit, Value};
use shared::ruling::Ruling;
use tests::town::ward;
use tokio::task::block_in_place;

use crate::served::{Served, wait};

/// An open stream of events.
struct Events(BufReader<TcpStream>);

/// Asks for the news of a ward; the stream, or the status of another answer.
fn listen(served: &Served, session: Option<&str>, path: &str) -> Result<Events, String> {
    let mut stream = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let cookie = session.map(|session| format!("cookie: bontot_viewer={session}\r\n")).unwrap_or_default();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost\r\n{cookie}\r\n").unwrap();
    let mut events = Events(BufReader::new(stream));
    let status = events.line();
    if !status.contains(" 200 ") {
        return Err(status);
    }
    let mut head = Vec::new();
    loop {
        let line = events.line().to_lowercase();
        if line.is_empty() {
            break;
        }
        head.push(line);
    }
    assert!(head.iter().any(|line| line == "content-type: text/event-stream"), "{head:?}");
    assert!(head.iter().any(|line| line == "x-accel-buffering: no"), "{head:?}");
    Ok(events)
}

impl Events {
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// The number of the next news; none at the end of the stream.
    fn next(&mut self) -> Option<u64> {
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).unwrap() == 0 || line.trim_end() == "0" {
                return None;
            }
            if let Some(number) = line.strip_prefix("data: ") {
                return Some(number.trim().parse().unwrap());
            }
        }
    }
}

fn last(served: &Served) -> u64 {
    served.store.read_blocking(|reading| reading.last_seq(&ward().code)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_and_a_ruling_are_told_at_once_whichever_road_they_came_by() {
    let served = Served::start().await;
    let device = served.enrol("bieu-nghi");
    let session = served.session(None);
    let path = format!("/news/dong-mai?after={}", last(&served));
    let mut events = block_in_place(|| listen(&served, Some(&session), &path)).unwrap();
    served.write(&device, 1, &[Edit::field("what", Value::text("Gieo ngô"))]);
    let stored = Instant::now();
    assert_eq!(block_in_place(|| events.next()), Some(last(&served)));
    assert!(stored.elapsed() < Duration::from_secs(1), "{:?}", stored.elapsed());
    let opened = Ruling::MonthOpened("2024-11".parse().unwrap());
    served.store.rule(&ward().code, &opened, served.now()).unwrap();
    assert_eq!(block_in_place(|| events.next()), Some(last(&served)));
    // A page that was drawn before is told at once.
    let mut late = block_in_place(|| listen(&served, Some(&session), "/news/dong-mai?after=1")).unwrap();
    assert_eq!(block_in_place(|| late.next()), Some(last(&served)));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_may_see_the_wards_pages_is_told() {
    let served = Served::start().await;
    let session = served.session(None);
    let check = |session: Option<&str>, path: &str, expect: &str| {
        let status = block_in_place(|| listen(&served, session, path)).err();
        assert!(status.as_ref().is_some_and(|status| status.contains(expect)), "{path}: {status:?}");
    };
    check(None, "/news/dong-mai", " 401 ");
    check(Some(&"0".repeat(64)), "/news/dong-mai", " 401 ");
    check(Some(&session), "/news/hong-phong", " 401 ");
    // A person has few windows, and the ward has others who look.
    let open: Vec<_> =
        (0..6).map(|_| block_in_place(|| listen(&served, Some(&session), "/news/dong-mai"))).collect();
    assert!(open.iter().all(Result::is_ok));
    check(Some(&session), "/news/dong-mai", " 503 ");
    let other = served.session(Some("Đ/c Lan"));
    assert!(block_in_place(|| listen(&served, Some(&other), "/news/dong-mai")).is_ok());
    drop(open);
    wait("a place", || listen(&served, Some(&session), "/news/dong-mai").ok()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stops_ends_the_streams_first() {
    let mut served = Served::start().await;
    let session = served.session(None);
    let path = format!("/news/dong-mai?after={}", last(&served));
    let mut events = block_in_place(|| listen(&served, Some(&session), &path)).unwrap();
    let took = served.stop().await;
    assert_eq!(block_in_place(|| events.next()), None);
    assert!(took < Duration::from_secs(8), "{took:?}");
}
