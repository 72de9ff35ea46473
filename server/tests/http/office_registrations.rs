//! The ward's word on registrations.

use axum::http::StatusCode;
use shared::document::command::registration::{Aims, begin_anew, draft, register, specialise, withdraw};
use shared::document::read::read;
use shared::id::DocumentId;
use shared::record::registration::{FourGood, Registration, key};
use shared::record::resolution::Vote;
use shared::record::{Kind, Record};
use shared::ruling::{RegistrationDigest, Ruling};
use shared::words::{Note, Title};
use shared::year::Year;

use super::harness::TestServer;
use super::office::{last_ruling, official, page, post, rulings_after, said};
use super::phone::Phone;

const PATH: &str = "/ward/dong-mai/registrations/2024/bieu-nghi";

fn current(phone: &Phone, id: DocumentId) -> Registration {
    match phone.documents.get(&id).map(read) {
        Some(Record::Registration(registration)) => registration,
        _ => Registration::default(),
    }
}

/// The cell registers 2024, with a criterion of its own.
async fn register_2024(server: &TestServer, phone: &mut Phone) -> Registration {
    let year = Year::new(2024).unwrap();
    let id = DocumentId::natural(phone.organisation(), &key(year));
    let aims = Aims {
        year,
        title_sought: Some(FourGood::Cell),
        grade_sought: None,
        own_grade_sought: None,
        targets: Note::new("12 tháng").ok(),
    };
    let mut edits = draft(&current(phone, id), &aims).unwrap();
    let (text, target) = (Note::new("Họp ngày 7 hằng tháng").unwrap(), Title::new("22/22").unwrap());
    edits.extend(specialise(&current(phone, id), "meetings.held", Some(&text), Some(&target)).unwrap());
    let first = phone.write(server, id, Kind::Registration, &edits);
    let vote = Vote { voters: 20, approve: 20, against: 0, abstain: 0 };
    let edits = register(&current(phone, id), "2024-01-05".parse().unwrap(), vote).unwrap();
    let second = phone.write(server, id, Kind::Registration, &edits);
    phone.sync(server, vec![first, second]).await;
    current(phone, id)
}

#[tokio::test]
async fn a_registration_is_approved_as_it_was_read() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let registration = register_2024(&server, &mut phone).await;
    assert!(
        said(&page(&server, "/ward/dong-mai", &cookie).await).contains("Registrations of 2024 to approve")
    );
    insta::assert_snapshot!("a_registration", said(&page(&server, PATH, &cookie).await));

    let seen = last_ruling(&server);
    let digest = RegistrationDigest::of(&registration).to_string();
    let send = async |verdict: &str, digest: &str| {
        let seen = seen.to_string();
        let fields = [("seen", seen.as_str()), ("verdict", verdict), ("digest", digest)];
        post(&server, PATH, &cookie, &fields).await.status
    };
    assert_eq!(send("", &digest).await, StatusCode::UNPROCESSABLE_ENTITY);
    // Sending back needs a reason.
    assert_eq!(send("send-back", &digest).await, StatusCode::UNPROCESSABLE_ENTITY);
    // What was read is not what is there: nothing is said about it.
    assert_eq!(send("approve", "00").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(last_ruling(&server), seen);
    assert_eq!(send("approve", &digest).await, StatusCode::SEE_OTHER);
    assert_eq!(send("approve", &digest).await, StatusCode::CONFLICT);
    let rulings = rulings_after(&server, seen);
    let Ruling::RegistrationJudged(verdict) = &rulings[0].ruled.ruling else { panic!("{rulings:?}") };
    assert_eq!((verdict.digest, verdict.sent_back.as_deref()), (RegistrationDigest::of(&registration), None));
    assert!(said(&page(&server, PATH, &cookie).await).contains("Approved by the ward on 07/11/2024"));
    // The cell's own text stands in the standings.
    let standing = page(&server, "/standings/dong-mai/2024/11/bieu-nghi", &cookie).await;
    assert!(said(&standing).contains("Họp ngày 7 hằng tháng"), "{}", said(&standing));

    // The cell registers anew: the word was about another registration.
    let id = DocumentId::natural(phone.organisation(), &key(Year::new(2024).unwrap()));
    let edits = withdraw(&current(&phone, id), &Note::new("Sửa chỉ tiêu").unwrap()).unwrap();
    let push = phone.write(&server, id, Kind::Registration, &edits);
    let anew = phone.write(&server, id, Kind::Registration, &begin_anew());
    let edits =
        specialise(&current(&phone, id), "meetings.held", Note::new("Họp ngày 3").ok().as_ref(), None);
    let changed = phone.write(&server, id, Kind::Registration, &edits.unwrap());
    let vote = Vote { voters: 20, approve: 20, against: 0, abstain: 0 };
    let edits = register(&current(&phone, id), "2024-01-20".parse().unwrap(), vote).unwrap();
    let voted = phone.write(&server, id, Kind::Registration, &edits);
    phone.sync(&server, vec![push, anew, changed, voted]).await;
    assert!(said(&page(&server, PATH, &cookie).await).contains("Changed; to look at again"));
    let standing = said(&page(&server, "/standings/dong-mai/2024/11/bieu-nghi", &cookie).await);
    assert!(!standing.contains("Họp ngày 3"), "{standing}");
    let now = last_ruling(&server).to_string();
    let digest = RegistrationDigest::of(&current(&phone, id)).to_string();
    let back = [
        ("seen", now.as_str()),
        ("verdict", "send-back"),
        ("digest", digest.as_str()),
        ("reason", "Ghi rõ chỉ tiêu"),
    ];
    assert_eq!(post(&server, PATH, &cookie, &back).await.status, StatusCode::SEE_OTHER);
    let page = said(&page(&server, PATH, &cookie).await);
    assert!(page.contains("Sent back by the ward") && page.contains("Ghi rõ chỉ tiêu"), "{page}");
}
