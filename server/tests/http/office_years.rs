//! The year's end: appraisal, decision, override, recognition.

use axum::http::StatusCode;
use shared::document::command::review::{Findings, submit, write};
use shared::document::read::read;
use shared::id::{DocumentId, MemberId};
use shared::org::OrganisationKind;
use shared::record::assessment::Answer;
use shared::record::resolution::Vote;
use shared::record::review::{Review, YearGrade, key};
use shared::record::{Kind, Record};
use shared::ruling::{Ruling, SchemeChoice};
use shared::scheme::measure::Measure;
use shared::scheme::{Band, Item, Need, Reading, Rule, Scheme, Subject, shipped};
use shared::words::Note;
use shared::year::Year;

use super::harness::TestServer;
use super::office::{OFFICIAL, last_ruling, official, page, post, rulings_after, said, viewer};
use super::phone::Phone;

const PATH: &str = "/ward/dong-mai/years/2024/bieu-nghi";

/// The items that QĐ 124 asks about.
const ITEMS: [&str; 6] = ["ideology", "centralism", "organisation", "inspection", "targets", "remedy"];

/// A ward whose year is judged by QĐ 124, and the cell's proposal of "good".
async fn begin(server: &TestServer, cookie: &str) {
    let seen = last_ruling(server).to_string();
    let fields = [("seen", seen.as_str()), ("scheme", "qd-124:3"), ("span", "this")];
    let chosen = post(server, "/ward/dong-mai/schemes/2024/year/cell", cookie, &fields).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER);
    let mut phone = Phone::enrol(server, "bieu-nghi").await;
    let year = Year::new(2024).unwrap();
    let id = DocumentId::natural(phone.organisation(), &key(year));
    let findings = Findings {
        year,
        grade: Some(YearGrade::Good),
        own_grade: None,
        strengths: Note::new("Hoàn thành").ok(),
        shortcomings: None,
        causes: None,
        measures: None,
    };
    let first = phone.write(server, id, Kind::Review, &write(&Review::default(), &findings).unwrap());
    let Some(Record::Review(review)) = phone.documents.get(&id).map(read) else { panic!("no review") };
    let vote = Vote { voters: 20, approve: 19, against: 1, abstain: 0 };
    let second =
        phone.write(server, id, Kind::Review, &submit(&review, "2024-12-05".parse().unwrap(), vote).unwrap());
    phone.sync(server, vec![first, second]).await;
}

/// The appraisal's fields with one level for every item.
fn levels(level: &str) -> Vec<(String, String)> {
    let items = ITEMS.iter().map(|item| (format!("answer.qd-124.{item}"), level.to_owned()));
    let others = [
        ("answer.qd-124.outstanding".to_owned(), "not_met".to_owned()),
        ("answer.qd-124.undisciplined".to_owned(), "met".to_owned()),
        ("answer.qd-124.discipline".to_owned(), "not_met".to_owned()),
    ];
    items.chain(others).collect()
}

async fn send(
    server: &TestServer,
    path: &str,
    cookie: &str,
    mut fields: Vec<(String, String)>,
) -> StatusCode {
    if !fields.iter().any(|(name, _)| name == "seen") {
        fields.push(("seen".to_owned(), last_ruling(server).to_string()));
    }
    let borrowed: Vec<_> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    post(server, path, cookie, &borrowed).await.status
}

fn owned(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

const OK: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

#[tokio::test]
async fn a_year_is_appraised_decided_and_recognised() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    begin(&server, &cookie).await;
    assert!(said(&page(&server, "/ward/dong-mai", &cookie).await).contains("Proposals of 2024 to appraise"));

    // The committee comes to "completed" where the cell proposed "good": it says why.
    let appraisal = format!("{PATH}/appraisal");
    assert_eq!(send(&server, &appraisal, &cookie, levels("l:2")).await, WRONG);
    assert_eq!(send(&server, &appraisal, &cookie, levels("l:9")).await, WRONG);
    let before = last_ruling(&server);
    let explained = [levels("l:2"), owned(&[("whole", "Nhiều việc chậm")])].concat();
    assert_eq!(send(&server, &appraisal, &cookie, explained.clone()).await, OK);
    let rulings = rulings_after(&server, before);
    let Ruling::Appraised(found) = &rulings[0].ruled.ruling else { panic!("{rulings:?}") };
    assert_eq!((found.answers.len(), found.by.as_str()), (9, OFFICIAL));
    insta::assert_snapshot!("appraised_otherwise", said(&page(&server, PATH, &cookie).await));
    // Once more with what the form had seen: it was ruled since.
    let late = [explained, owned(&[("seen", &before.to_string())])].concat();
    assert_eq!(send(&server, &appraisal, &cookie, late).await, StatusCode::CONFLICT);

    // Another grade than follows needs a reason, and is then set by people.
    let decision = format!("{PATH}/decision");
    let grade = |grade: &str| owned(&[("grade", grade), ("on", "2024-12-28"), ("number", "12-QĐ/ĐU")]);
    assert_eq!(send(&server, &decision, &cookie, grade("good")).await, WRONG);
    assert_eq!(send(&server, &decision, &cookie, grade("superb")).await, WRONG);
    assert_eq!(
        send(&server, &decision, &cookie, owned(&[("grade", "completed"), ("on", "28/12")])).await,
        WRONG
    );
    assert_eq!(send(&server, &decision, &cookie, grade("completed")).await, OK);
    // A decision is revised with a reason alone; both are listed.
    assert_eq!(send(&server, &decision, &cookie, grade("completed")).await, WRONG);
    let before = last_ruling(&server);
    let revised = owned(&[("revises", "Phát hiện vi phạm"), ("reason", "Kết luận kiểm tra")]);
    assert_eq!(send(&server, &decision, &cookie, [grade("not-completed"), revised].concat()).await, OK);
    let rulings = rulings_after(&server, before);
    assert!(matches!(&rulings[0].ruled.ruling, Ruling::Overridden(set) if set.by == OFFICIAL));
    assert!(matches!(&rulings[1].ruled.ruling, Ruling::Decided(decided) if decided.revises.is_some()));

    // A title is refused with a reason.
    let recognition = format!("{PATH}/recognition");
    let refused = owned(&[("verdict", "refused"), ("on", "2024-12-30")]);
    assert_eq!(send(&server, &recognition, &cookie, refused.clone()).await, WRONG);
    let why = owned(&[("reason", "Không đủ điều kiện")]);
    assert_eq!(send(&server, &recognition, &cookie, [refused, why].concat()).await, OK);
    insta::assert_snapshot!("decided_and_revised", said(&page(&server, PATH, &cookie).await));

    // What people set is taken back with a reason.
    let setting = format!("{PATH}/override");
    assert_eq!(send(&server, &setting, &cookie, owned(&[("grade", "-")])).await, WRONG);
    assert_eq!(send(&server, &setting, &cookie, owned(&[("grade", "-"), ("reason", "Hết lý do")])).await, OK);
    assert!(!said(&page(&server, PATH, &cookie).await).contains("Grade set by people: "));
}

/// Another language is read on the same page, and whoever only looks finds the way
/// to the office's code.
#[tokio::test]
async fn the_pages_of_a_case_keep_their_address() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    begin(&server, &cookie).await;
    for path in [PATH.to_owned(), format!("{PATH}/decision"), "/ward/dong-mai/years/2024".to_owned()] {
        let shown = page(&server, &path, &cookie).await.text();
        assert!(shown.contains(&format!("href=\"{path}?lang=bn\"")), "{path}: {shown}");
        let out = page(&server, &path, "").await;
        assert_eq!(out.header("location"), format!("/enter?next={path}"));
        let looks = page(&server, &path, &viewer(&server).await).await.text();
        assert!(looks.contains(&format!("href=\"/enter?next={path}\"")), "{path}: {looks}");
    }
}

#[tokio::test]
async fn who_is_no_member_has_no_case() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    begin(&server, &cookie).await;
    let path = format!("{PATH}/members/{}", MemberId::from_bytes([5; 16]));
    assert_eq!(page(&server, &path, &cookie).await.status, StatusCode::NOT_FOUND);
}

/// Four grades by a province's own names, and an item by which records give points.
fn of_a_province() -> Scheme {
    let mut scheme = shipped::qd_124().unwrap();
    scheme.id = "province".to_owned();
    for (grade, name) in scheme.grades.iter_mut().zip(["a", "b", "c", "d"]) {
        grade.id = format!("province.{name}");
    }
    scheme.gates.clear();
    let best = scheme.grades.first_mut().unwrap();
    best.needs = vec![Need::Level { of: Vec::new(), least: "excellent".to_owned() }];
    let band = |from, points| Band { from, points, met: points == 9, ..Band::default() };
    scheme.criteria.first_mut().unwrap().items.push(Item {
        id: "province.held".to_owned(),
        text: scheme.title.clone(),
        rule: Rule::Measured {
            measure: Measure::RegularHeld,
            bands: vec![band(100, 9), band(0, 0)],
            by: Reading::Share,
        },
        ..Item::default()
    });
    scheme
}

#[tokio::test]
async fn a_province_has_its_own_grades_and_figures_are_departed_from_by_points() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    begin(&server, &cookie).await;
    server.decree(&Ruling::SchemeApplied(of_a_province()));
    let choice = SchemeChoice {
        subject: Subject::Year,
        kind: OrganisationKind::Cell,
        year: Year::new(2024).ok(),
        scheme: "province".to_owned(),
        version: 1,
        from: None,
    };
    server.decree(&Ruling::SchemeChosen(choice));

    let appraisal = format!("{PATH}/appraisal");
    let form = page(&server, &appraisal, &cookie).await.text();
    // The cell's "good" is the second of the four.
    assert!(form.contains("Tasks completed well"), "{form}");
    assert!(form.contains("<option value=\"p:4\""), "{form}");
    let answers = || ITEMS.map(|item| (format!("answer.qd-124.{item}"), "l:1".to_owned())).to_vec();
    let departed = owned(&[("answer.province.held", "p:4")]);
    assert_eq!(send(&server, &appraisal, &cookie, [answers(), departed.clone()].concat()).await, WRONG);
    let reason = owned(&[("remark.province.held", "Họp thiếu hai kỳ")]);
    let before = last_ruling(&server);
    // What was proposed and what follows are one grade: no difference is to be explained.
    assert_eq!(send(&server, &appraisal, &cookie, [answers(), departed, reason].concat()).await, OK);
    let rulings = rulings_after(&server, before);
    let Ruling::Appraised(found) = &rulings[0].ruled.ruling else { panic!("{rulings:?}") };
    assert_eq!(found.answers.get("province.held"), Some(&Answer::Points(4)));
    let case = said(&page(&server, PATH, &cookie).await);
    assert!(case.contains("4/9 points") && !case.contains("The appraisal:"), "{case}");
    // Another grade is a difference again.
    let other = ITEMS.map(|item| (format!("answer.qd-124.{item}"), "l:2".to_owned())).to_vec();
    assert_eq!(send(&server, &appraisal, &cookie, other).await, WRONG);
}
