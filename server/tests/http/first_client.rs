//! A client of the protocol's first release, written from `docs/SYNC.md` with
//! nothing but a CBOR reader: four places in its requests, seven in the answers
//! that it looks at, three outcomes. It must work for ever.

use axum::http::StatusCode;
use minicbor::data::Type;
use minicbor::{Decoder, Encoder};
use shared::document::admission::Refusal;
use shared::sync::wire::Push;

use super::harness::TestServer;
use super::phone::{Phone, post, task_id};

/// What it reads of an answer.
#[derive(Debug, PartialEq, Eq)]
struct Answer {
    outcomes: Vec<Outcome>,
    /// Document, number and chunk of each change.
    pulled: Vec<([u8; 16], u64, Vec<u8>)>,
    rulings: u64,
    point: (u64, u64),
    more: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// Hashes with their numbers.
    Stored(Vec<([u8; 32], u64)>),
    Missing(usize),
    Refused(u32),
}

fn request(point: Option<(u64, u64)>, pushes: &[&Push]) -> Vec<u8> {
    let mut body = Encoder::new(Vec::new());
    body.array(4).unwrap().u16(1).unwrap().bytes(&[7; 16]).unwrap();
    body.array(2).unwrap();
    match point {
        Some((epoch, cursor)) => body.u64(epoch).unwrap().u64(cursor).unwrap(),
        None => body.null().unwrap().u64(0).unwrap(),
    };
    body.array(pushes.len() as u64).unwrap();
    for push in pushes {
        body.array(3).unwrap().bytes(push.document.as_bytes()).unwrap();
        // A task.
        body.array(2).unwrap().u32(2).unwrap().array(0).unwrap();
        body.array(push.chunks.len() as u64).unwrap();
        for chunk in &push.chunks {
            body.bytes(chunk).unwrap();
        }
    }
    body.into_writer()
}

fn answer(body: &[u8]) -> Answer {
    let mut body = Decoder::new(body);
    // What stands behind the seventh place is not known yet.
    assert!(7 <= body.array().unwrap().unwrap());
    let outcomes = list(&mut body, outcome);
    let pulled = list(&mut body, |body| {
        assert_eq!(body.array().unwrap(), Some(4));
        let document = body.bytes().unwrap().try_into().unwrap();
        body.skip().unwrap();
        let (_, number) = receipt(body);
        (document, number, body.bytes().unwrap().to_vec())
    });
    let rulings = body.array().unwrap().unwrap();
    (0..rulings).for_each(|_| body.skip().unwrap());
    assert_eq!(body.array().unwrap(), Some(2));
    let point = (body.u64().unwrap(), body.u64().unwrap());
    let more = body.bool().unwrap();
    assert_eq!(body.datatype().unwrap(), Type::U64, "a moment");
    body.skip().unwrap();
    assert_eq!(body.bytes().unwrap(), [7; 16]);
    Answer { outcomes, pulled, rulings, point, more }
}

fn outcome(body: &mut Decoder<'_>) -> Outcome {
    assert_eq!(body.array().unwrap(), Some(2));
    let number = body.u32().unwrap();
    assert_eq!(body.array().unwrap(), Some(1), "an outcome that nobody knew of: {number}");
    match number {
        0 => Outcome::Stored(list(body, receipt)),
        1 => Outcome::Missing(list(body, |body| body.skip().unwrap()).len()),
        2 => {
            assert_eq!(body.array().unwrap(), Some(2));
            let reason = body.u32().unwrap();
            assert_eq!(body.array().unwrap(), Some(0));
            Outcome::Refused(reason)
        }
        other => panic!("an outcome that nobody knew of: {other}"),
    }
}

fn receipt(body: &mut Decoder<'_>) -> ([u8; 32], u64) {
    assert_eq!(body.array().unwrap(), Some(3));
    let hash = body.bytes().unwrap().try_into().unwrap();
    let number = body.u64().unwrap();
    body.skip().unwrap();
    (hash, number)
}

fn list<T>(body: &mut Decoder<'_>, mut one: impl FnMut(&mut Decoder<'_>) -> T) -> Vec<T> {
    (0..body.array().unwrap().unwrap()).map(|_| one(body)).collect()
}

async fn sync(server: &TestServer, phone: &Phone, point: Option<(u64, u64)>, pushes: &[&Push]) -> Answer {
    let got = server.send(post("/api/v1/sync", &phone.enrolled.token, request(point, pushes))).await;
    assert_eq!(got.status, StatusCode::OK);
    answer(&got.body)
}

#[tokio::test]
async fn a_client_of_the_first_release_is_understood_and_understands() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let first = phone.assign(&server, task_id(1), "Gieo ngô đông");
    let then = phone.report(&server, task_id(1), 1, 40);
    let orphan = Push { document: task_id(2), ..then.clone() };
    let torn =
        Push { document: task_id(3), chunks: vec![first.chunks[0][..40].to_vec().into()], ..first.clone() };

    let got = sync(&server, &phone, None, &[&first, &then, &orphan, &torn]).await;
    let numbers = |outcome: &Outcome| match outcome {
        Outcome::Stored(receipts) => receipts.iter().map(|(_, number)| *number).collect(),
        Outcome::Missing(_) | Outcome::Refused(_) => Vec::new(),
    };
    // Four rulings were numbered before.
    assert_eq!((numbers(&got.outcomes[0]), numbers(&got.outcomes[1])), (vec![5], vec![6]));
    assert!(matches!(got.outcomes[2], Outcome::Missing(1)), "{:?}", got.outcomes);
    let [0x82, malformed, 0x80] = minicbor::to_vec(Refusal::Malformed).unwrap()[..] else { panic!() };
    assert_eq!(got.outcomes[3], Outcome::Refused(malformed.into()));
    assert_eq!((got.rulings, got.point.1, got.more), (4, 6, false));

    // A second one, which knows nothing yet, is told all of it in order.
    let other = Phone::enrol(&server, "bieu-nghi").await;
    let told = sync(&server, &other, None, &[]).await;
    let chunk = |push: &Push| push.chunks[0].to_vec();
    let id = *task_id(1).as_bytes();
    assert_eq!(told.pulled, [(id, 5, chunk(&first)), (id, 6, chunk(&then))]);
    let quiet = sync(&server, &other, Some(told.point), &[]).await;
    assert_eq!((quiet.pulled, quiet.rulings, quiet.point), (Vec::new(), 0, told.point));
}
