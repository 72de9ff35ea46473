//! A province with five grades of its own: a scheme file, and no code.

use axum::http::StatusCode;
use shared::document::command::registration::{Aims, draft, register};
use shared::document::command::review::{Findings, submit, write};
use shared::document::read::read;
use shared::id::DocumentId;
use shared::org::OrganisationKind;
use shared::record::registration::{self, FourGood, Registration};
use shared::record::resolution::Vote;
use shared::record::review::{Review, YearGrade, key};
use shared::record::{Kind, Record};
use shared::ruling::Ruling;
use shared::scheme::Scheme;
use shared::year::Year;

use super::harness::TestServer;
use super::office::{last_ruling, official, page, post, rulings_after, said};
use super::phone::Phone;

const FILE: &str = include_str!("schemes/five-grades.toml");
const CHOOSE: &str = "/ward/dong-mai/schemes/2024/year/cell";
const CASE: &str = "/ward/dong-mai/years/2024/bieu-nghi";

/// Sends a form with what its page has seen.
async fn send(server: &TestServer, path: &str, cookie: &str, fields: &[(&str, &str)]) -> StatusCode {
    let seen = last_ruling(server).to_string();
    let fields: Vec<_> = fields.iter().copied().chain([("seen", seen.as_str())]).collect();
    post(server, path, cookie, &fields).await.status
}

/// The ward publishes the file and chooses it.
async fn choose(server: &TestServer, cookie: &str) {
    let file = [("file", FILE)];
    assert_eq!(send(server, "/ward/dong-mai/schemes/publish", cookie, &file).await, StatusCode::SEE_OTHER);
    let fields = [("scheme", "five:1"), ("span", "this"), ("kinds", "all")];
    assert_eq!(send(server, CHOOSE, cookie, &fields).await, StatusCode::SEE_OTHER);
}

/// The cell's phone proposes the grade `id` of the scheme that it was sent.
async fn propose(server: &TestServer, phone: &mut Phone, scheme: &Scheme, id: &str) {
    let year = Year::new(2024).unwrap();
    let document = DocumentId::natural(phone.organisation(), &key(year));
    let findings = Findings {
        year,
        grade: scheme.one_of_four(id),
        own_grade: scheme.place(id).map(|_| id.to_owned()),
        strengths: None,
        shortcomings: None,
        causes: None,
        measures: None,
    };
    let written = write(&Review::default(), &findings).unwrap();
    let first = phone.write(server, document, Kind::Review, &written);
    let Some(Record::Review(review)) = phone.documents.get(&document).map(read) else { panic!("no review") };
    let vote = Vote { voters: 20, approve: 19, against: 1, abstain: 0 };
    let submitted = submit(&review, "2024-12-05".parse().unwrap(), vote).unwrap();
    let second = phone.write(server, document, Kind::Review, &submitted);
    phone.sync(server, vec![first, second]).await;
}

#[tokio::test]
async fn a_grade_of_a_province_goes_from_the_proposal_to_the_decision() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    choose(&server, &cookie).await;
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let pulled = phone.sync(&server, Vec::new()).await;
    let scheme = pulled.rulings.iter().rev().find_map(|ruled| match ruled.ruling.read() {
        Some(Ruling::SchemeApplied(scheme)) if scheme.id == "five" => Some(scheme),
        _ => None,
    });
    let scheme = scheme.unwrap();
    assert_eq!(scheme.grades.len(), 5);
    propose(&server, &mut phone, &scheme, "five.model").await;

    // The office reads the proposal by the word of the province.
    let years = said(&page(&server, "/ward/dong-mai/years/2024", &cookie).await);
    assert!(years.contains("A model"), "{years}");
    assert!(said(&page(&server, CASE, &cookie).await).contains("A model, submitted on"));
    let standings = said(&page(&server, "/standings/dong-mai/2024", &cookie).await);
    assert!(standings.contains("Its own proposal: A model"), "{standings}");

    // Points beyond the case that applies are not taken: there was nothing thematic.
    let appraisal = format!("{CASE}/appraisal");
    let points = |tasks, life| [("answer.five.tasks", tasks), ("answer.five.life", life)];
    assert_eq!(send(&server, &appraisal, &cookie, &points("60", "40")).await, WRONG);
    let fields = [("seen", "99"), ("answer.five.tasks", "60"), ("answer.five.life", "40")];
    let refused = post(&server, &appraisal, &format!("{cookie}; bontot_lang=en"), &fields).await;
    assert!(said(&refused).contains("Please write whole points from 0 to 10."));
    // Another grade than was proposed is explained.
    assert_eq!(send(&server, &appraisal, &cookie, &points("60", "5")).await, WRONG);
    let explained = [points("60", "5").as_slice(), &[("whole", "Sinh hoạt chưa đều")]].concat();
    assert_eq!(send(&server, &appraisal, &cookie, &explained).await, OK);
    let case = said(&page(&server, CASE, &cookie).await);
    assert!(case.contains("The cell proposes: A model. The appraisal: Fair."), "{case}");

    let decision = format!("{CASE}/decision");
    assert!(said(&page(&server, &decision, &cookie).await).contains("The cell proposes: A model"));
    let before = last_ruling(&server);
    let fields = [("grade", "five.fair"), ("on", "2024-12-28")];
    assert_eq!(send(&server, &decision, &cookie, &fields).await, OK);
    let rulings = rulings_after(&server, before);
    let Ruling::Decided(decided) = &rulings[0].ruled.ruling else { panic!("{rulings:?}") };
    assert_eq!((decided.grade.as_str(), decided.scheme.as_str()), ("five.fair", "five"));
    let case = said(&page(&server, CASE, &cookie).await);
    assert!(case.contains("Fair, 28/12/2024"), "{case}");

    // By other criteria the decision stands, in the words of those it was made by.
    let other = [("scheme", "qd-124:3"), ("span", "this")];
    assert_eq!(send(&server, CHOOSE, &cookie, &other).await, OK);
    for path in [CASE, "/ward/dong-mai/years/2024", "/standings/dong-mai/2024"] {
        let shown = said(&page(&server, path, &cookie).await);
        assert!(shown.contains("Fair") && !shown.contains("five.fair"), "{path}: {shown}");
    }
    let own = said(&page(&server, "/standings/dong-mai/2024/o/bieu-nghi", &cookie).await);
    assert!(own.contains("Fair") && own.contains("Decided on 28/12/2024"), "{own}");
}

/// What people set by other criteria counts no more, and it is said.
#[tokio::test]
async fn a_grade_of_other_criteria_that_people_set_counts_no_more() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    choose(&server, &cookie).await;
    let set = [("grade", "five.model"), ("reason", "Dẫn đầu phong trào")];
    assert_eq!(send(&server, &format!("{CASE}/override"), &cookie, &set).await, OK);
    let lists = ["/ward/dong-mai/years/2024", "/standings/dong-mai/2024"];
    for path in lists {
        assert!(said(&page(&server, path, &cookie).await).contains("A model"), "{path}");
    }
    let other = [("scheme", "qd-124:3"), ("span", "this")];
    assert_eq!(send(&server, CHOOSE, &cookie, &other).await, OK);
    for path in lists {
        let shown = said(&page(&server, path, &cookie).await);
        assert!(!shown.contains("A model") && !shown.contains("five.model"), "{path}: {shown}");
    }
    assert!(said(&page(&server, lists[1], &cookie).await).contains("of other criteria and counts no more"));
    let case = said(&page(&server, CASE, &cookie).await);
    assert!(case.contains("so it counts no more") && case.contains("Dẫn đầu phong trào"), "{case}");
}

/// A decision is revised; nobody sets a grade beside it.
#[tokio::test]
async fn what_is_decided_is_not_set_beside_the_decision() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    choose(&server, &cookie).await;
    let decided = [("grade", "five.fair"), ("on", "2024-12-28"), ("reason", "Kết luận")];
    let decision = format!("{CASE}/decision");
    for on in ["2023-12-31", "2026-01-01", "2199-12-31"] {
        let fields = [decided[0], ("on", on), decided[2]];
        assert_eq!(send(&server, &decision, &cookie, &fields).await, WRONG, "{on}");
    }
    assert_eq!(send(&server, &decision, &cookie, &decided).await, OK);
    let before = last_ruling(&server);
    let form = format!("{CASE}/override");
    let set = [("grade", "five.model"), ("reason", "Dẫn đầu")];
    assert_eq!(send(&server, &form, &cookie, &set).await, WRONG);
    let shown = said(&page(&server, &form, &cookie).await);
    assert!(shown.contains("changes only when the decision is revised"), "{shown}");
    assert_eq!(last_ruling(&server), before);
    // What was set with the decision can be taken back.
    assert_eq!(send(&server, &form, &cookie, &[("grade", "-"), ("reason", "Hết lý do")]).await, OK);
}

#[tokio::test]
async fn a_grade_of_a_province_is_sought_and_read_by_its_word() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    choose(&server, &cookie).await;
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let year = Year::new(2024).unwrap();
    let document = DocumentId::natural(phone.organisation(), &registration::key(year));
    let aims = Aims {
        year,
        title_sought: Some(FourGood::Cell),
        grade_sought: None,
        own_grade_sought: Some("five.model".to_owned()),
        targets: None,
    };
    let sought = draft(&Registration::default(), &aims).unwrap();
    let first = phone.write(&server, document, Kind::Registration, &sought);
    let vote = Vote { voters: 20, approve: 20, against: 0, abstain: 0 };
    let voted = register(&Registration::default(), "2024-01-05".parse().unwrap(), vote).unwrap();
    let second = phone.write(&server, document, Kind::Registration, &voted);
    phone.sync(&server, vec![first, second]).await;
    let told = said(&page(&server, "/ward/dong-mai/registrations/2024/bieu-nghi", &cookie).await);
    assert!(told.contains("A model"), "{told}");
}

#[tokio::test]
async fn what_the_scheme_does_not_have_is_not_compared_and_it_is_said() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    choose(&server, &cookie).await;
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    // A program that knows only the four grades of the national rules.
    let four = shared::scheme::shipped::qd_366().unwrap();
    propose(&server, &mut phone, &Scheme { id: "five".to_owned(), ..four }, "good").await;
    let appraisal = format!("{CASE}/appraisal");
    let form = said(&page(&server, &appraisal, &cookie).await);
    assert!(form.contains("have no such grade as is proposed"), "{form}");
    let points = [("answer.five.tasks", "50"), ("answer.five.life", "10")];
    assert_eq!(send(&server, &appraisal, &cookie, &points).await, OK);
    let case = said(&page(&server, CASE, &cookie).await);
    assert!(case.contains("have no such grade as is proposed"), "{case}");
    assert!(case.contains("Good, submitted on"), "{case}");
    assert_eq!(YearGrade::called("five.model"), None);
}

#[tokio::test]
async fn a_choice_says_for_which_organisations_it_is() {
    let check = async |kinds: Option<&str>, status: StatusCode, expect: &[OrganisationKind]| {
        let server = TestServer::start();
        let cookie = official(&server).await;
        let file = [("file", FILE)];
        assert_eq!(send(&server, "/ward/dong-mai/schemes/publish", &cookie, &file).await, OK);
        let shown = said(&page(&server, CHOOSE, &cookie).await);
        assert!(shown.contains("For: Party cells, Grassroots committee"), "{shown}");
        let before = last_ruling(&server);
        let fields = [("scheme", "five:1"), ("span", "this")].into_iter();
        let fields: Vec<_> = fields.chain(kinds.map(|kinds| ("kinds", kinds))).collect();
        assert_eq!(send(&server, CHOOSE, &cookie, &fields).await, status, "{kinds:?}");
        let chosen = rulings_after(&server, before).into_iter().map(|one| match one.ruled.ruling {
            Ruling::SchemeChosen(choice) => choice.kind,
            other => panic!("{other:?}"),
        });
        assert_eq!(chosen.collect::<Vec<_>>(), expect, "{kinds:?}");
    };
    use OrganisationKind::{Cell, Committee};
    check(Some("all"), OK, &[Cell, Committee]).await;
    check(Some("this"), OK, &[Cell]).await;
    check(None, WRONG, &[]).await;
}

const OK: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
