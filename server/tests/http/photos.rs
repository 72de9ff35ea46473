//! Pictures: who may bring and see them, and what is not taken.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use server::store::codes::Opens;
use shared::document::command::photo::{Picture, attach, remove};
use shared::id::{DocumentId, PhotoHash};
use shared::record::Kind;
use shared::record::photo::Photo;
use shared::sync::photos::MOST_PIECE_BYTES;
use shared::sync::wire::{Fault, PhotoStatus};
use shared::words::Note;

use super::harness::{Answer, TestServer};
use super::phone::{Phone, fault, task_id};
use super::viewing::{enter, session};

const PIECE: usize = MOST_PIECE_BYTES as usize;

fn picture() -> Vec<u8> {
    (0..PIECE + 100).map(|place| (place / 251 + place % 251) as u8).collect()
}

/// Brings the record of a picture that has these bytes.
async fn record(server: &TestServer, phone: &mut Phone, hash: PhotoHash, bytes: u32) -> DocumentId {
    let picture = Picture { of: task_id(1), hash, bytes, width: 1_600, height: 1_200, taken_on: None };
    let mut id = [bytes.to_be_bytes()[3]; 16];
    id[0] = phone.enrolled.device.0.to_be_bytes()[3];
    let id = DocumentId::from_bytes(id);
    let push = phone.write(server, id, Kind::Photo, &attach(&Photo::default(), &picture, None).unwrap());
    phone.sync(server, vec![push]).await;
    id
}

async fn ask(server: &TestServer, method: &str, path: &str, token: &str, body: Vec<u8>) -> Answer {
    let request = Request::builder().method(method).uri(path);
    let request = request.header("authorization", format!("Bearer {token}"));
    server.send(request.body(Body::from(body)).unwrap()).await
}

async fn put(server: &TestServer, phone: &Phone, hash: PhotoHash, offset: usize, piece: &[u8]) -> Answer {
    let path = format!("/api/v1/photos/{hash}?offset={offset}");
    ask(server, "PUT", &path, &phone.enrolled.token, piece.to_vec()).await
}

async fn get(server: &TestServer, phone: &Phone, path: &str) -> Answer {
    ask(server, "GET", path, &phone.enrolled.token, vec![]).await
}

/// How much the server says it has, and whether that is all.
fn held(answer: &Answer) -> (u32, bool) {
    assert_eq!(answer.status, StatusCode::OK, "{:?}", fault(answer));
    let status: PhotoStatus = minicbor::decode(&answer.body).unwrap();
    (status.held, status.complete)
}

fn check_refused(answer: &Answer, status: StatusCode, expect: Fault) {
    assert_eq!((answer.status, fault(answer)), (status, Some(expect)));
}

const UNKNOWN: (StatusCode, Fault) = (StatusCode::NOT_FOUND, Fault::UnknownPhoto);

#[tokio::test]
async fn a_picture_comes_in_pieces_and_survives_a_restart() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let bytes = picture();
    let hash = PhotoHash::of(&bytes);
    record(&server, &mut phone, hash, bytes.len() as u32).await;
    let (first, rest) = bytes.split_at(PIECE);
    assert_eq!(held(&put(&server, &phone, hash, 0, first).await), (MOST_PIECE_BYTES, false));
    let server = server.restart();
    let status = format!("/api/v1/photos/{hash}/status");
    assert_eq!(held(&get(&server, &phone, &status).await), (MOST_PIECE_BYTES, false));
    // Twice, too late, too early: nothing changes, and the phone learns where it is.
    for (offset, piece) in [(0, first), (10, first), (PIECE + 1, rest), (0, &[][..])] {
        assert_eq!(held(&put(&server, &phone, hash, offset, piece).await), (MOST_PIECE_BYTES, false));
    }
    let path = format!("/api/v1/photos/{hash}");
    check_refused(&get(&server, &phone, &path).await, UNKNOWN.0, UNKNOWN.1);
    let whole = bytes.len() as u32;
    for _ in 0..2 {
        assert_eq!(held(&put(&server, &phone, hash, PIECE, rest).await), (whole, true));
    }
    assert_eq!(held(&put(&server, &phone, hash, bytes.len(), b"more").await), (whole, true));
    let server = server.restart();
    let answer = get(&server, &phone, &path).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "image/jpeg"));
    assert_eq!(
        (answer.header("x-content-type-options"), answer.header("cache-control")),
        ("nosniff", "no-store")
    );
    assert!(answer.body == bytes);
}

#[tokio::test]
async fn only_phones_of_the_cell_bring_and_see_its_pictures() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let other = Phone::enrol(&server, "bieu-nghi").await;
    let mut foreign = Phone::enrol(&server, "trai-thanh").await;
    let bytes = b"a small picture";
    let hash = PhotoHash::of(bytes);
    record(&server, &mut phone, hash, 15).await;
    let path = format!("/api/v1/photos/{hash}");
    for token in ["", "0", &"0".repeat(64)] {
        for (method, path) in
            [("PUT", format!("{path}?offset=0")), ("GET", path.clone()), ("GET", format!("{path}/status"))]
        {
            let answer = ask(&server, method, &path, token, bytes.to_vec()).await;
            check_refused(&answer, StatusCode::UNAUTHORIZED, Fault::UnknownDevice);
        }
    }
    check_refused(&put(&server, &foreign, hash, 0, bytes).await, UNKNOWN.0, UNKNOWN.1);
    assert_eq!(held(&put(&server, &other, hash, 0, bytes).await), (15, true));
    assert_eq!(get(&server, &phone, &path).await.body, bytes);
    check_refused(&get(&server, &foreign, &path).await, UNKNOWN.0, UNKNOWN.1);
    check_refused(&get(&server, &foreign, &format!("{path}/status")).await, UNKNOWN.0, UNKNOWN.1);
    // Who knows the hash and names it has to bring the bytes all the same.
    record(&server, &mut foreign, hash, 15).await;
    assert_eq!(held(&get(&server, &foreign, &format!("{path}/status")).await), (0, false));
    check_refused(&get(&server, &foreign, &path).await, UNKNOWN.0, UNKNOWN.1);
}

#[tokio::test]
async fn a_picture_that_no_photo_names_is_not_taken() {
    let server = TestServer::start();
    let phone = Phone::enrol(&server, "bieu-nghi").await;
    let hash = PhotoHash::of(b"picture");
    check_refused(&put(&server, &phone, hash, 0, b"picture").await, UNKNOWN.0, UNKNOWN.1);
    let bad = StatusCode::BAD_REQUEST;
    let check = async |method, path: &str| {
        let answer = ask(&server, method, path, &phone.enrolled.token, b"picture".to_vec()).await;
        check_refused(&answer, bad, Fault::Malformed);
    };
    check("PUT", &format!("/api/v1/photos/{hash}")).await;
    check("PUT", &format!("/api/v1/photos/{hash}?offset=-1")).await;
    check("PUT", &format!("/api/v1/photos/{hash}?offset=4294967296")).await;
    check("PUT", "/api/v1/photos/0123?offset=0").await;
    check("GET", "/api/v1/photos/nonsense/status").await;
}

#[tokio::test]
async fn wrong_bytes_are_dropped_and_begun_anew() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let bytes = b"a small picture";
    let hash = PhotoHash::of(bytes);
    record(&server, &mut phone, hash, 15).await;
    assert_eq!(held(&put(&server, &phone, hash, 0, b"a small").await), (7, false));
    assert_eq!(held(&put(&server, &phone, hash, 7, b" pebbles").await), (0, false));
    check_refused(&get(&server, &phone, &format!("/api/v1/photos/{hash}")).await, UNKNOWN.0, UNKNOWN.1);
    assert_eq!(held(&put(&server, &phone, hash, 0, bytes).await), (15, true));
}

#[tokio::test]
async fn more_than_a_piece_or_than_the_photo_says_is_too_large() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let bytes = picture();
    let hash = PhotoHash::of(&bytes);
    record(&server, &mut phone, hash, bytes.len() as u32).await;
    let large = StatusCode::PAYLOAD_TOO_LARGE;
    check_refused(&put(&server, &phone, hash, 0, &bytes[..PIECE + 1]).await, large, Fault::TooLarge);
    assert_eq!(held(&put(&server, &phone, hash, 0, &bytes[..PIECE]).await), (MOST_PIECE_BYTES, false));
    check_refused(&put(&server, &phone, hash, PIECE, &[7; 101]).await, large, Fault::TooLarge);
    assert_eq!(held(&put(&server, &phone, hash, PIECE, &bytes[PIECE..]).await), (bytes.len() as u32, true));
}

/// A photo that says another size than the picture has keeps nobody from bringing it.
#[tokio::test]
async fn where_two_photos_differ_about_the_size_the_hash_decides() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let bytes = b"a small picture";
    let hash = PhotoHash::of(bytes);
    for size in [9, 15, 20] {
        record(&server, &mut phone, hash, size).await;
    }
    assert_eq!(held(&put(&server, &phone, hash, 0, &bytes[..9]).await), (9, false));
    assert_eq!(held(&put(&server, &phone, hash, 9, &bytes[9..]).await), (15, true));
}

#[tokio::test]
async fn viewers_of_the_ward_see_pictures_until_their_photo_is_removed() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let bytes = b"a small picture";
    let hash = PhotoHash::of(bytes);
    let push = phone.assign(&server, task_id(1), "Gieo ngô đông");
    phone.sync(&server, vec![push]).await;
    let photo = record(&server, &mut phone, hash, 15).await;
    let code = server.code(Opens::Standings).to_string();
    let cookie = session(&enter(&server, &code, "", &[]).await);
    let path = format!("/standings/dong-mai/photos/{hash}");
    let page = "/standings/dong-mai/2024/11/bieu-nghi";
    let cookies = [("cookie", cookie.as_str())];
    // Before it is whole, the record says so.
    assert!(server.get(page, &cookies).await.text().contains("Ảnh chưa tới phường"));
    assert_eq!(server.get(&path, &cookies).await.status, StatusCode::NOT_FOUND);
    assert_eq!(held(&put(&server, &phone, hash, 0, bytes).await), (15, true));
    let shown = server.get(&path, &cookies).await;
    assert_eq!(
        (shown.status, shown.header("content-type"), shown.body.as_slice()),
        (StatusCode::OK, "image/jpeg", &bytes[..])
    );
    let text = server.get(page, &cookies).await.text();
    assert!(text.contains(&format!("src=\"{path}\"")) && !text.contains("Ảnh chưa tới phường"));
    // Nobody else: not without a session, not by another ward's address, not by a cookie at the API.
    assert_eq!(server.get(&path, &[]).await.status, StatusCode::SEE_OTHER);
    let foreign = format!("/standings/hong-phong/photos/{hash}");
    assert_eq!(server.get(&foreign, &cookies).await.status, StatusCode::NOT_FOUND);
    let api = server.get(&format!("/api/v1/photos/{hash}"), &cookies).await;
    assert_eq!(api.status, StatusCode::UNAUTHORIZED);
    let edits = remove(&Photo::default(), &Note::new("Chụp nhầm").unwrap()).unwrap();
    let push = phone.write(&server, photo, Kind::Photo, &edits);
    phone.sync(&server, vec![push]).await;
    assert_eq!(server.get(&path, &cookies).await.status, StatusCode::NOT_FOUND);
    assert!(!server.get(page, &cookies).await.text().contains(&path));
}
