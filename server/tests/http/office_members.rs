//! Members at the year's end, and the ratio of a group: what the office rules
//! beside grades.

use axum::http::StatusCode;
use shared::document::edit::{Edit, Path, Value};
use shared::id::{DocumentId, EntryId, MemberId};
use shared::record::Kind;
use shared::record::assessment::Answer;
use shared::ruling::{Appraisal, Judged, Ruling, Term};
use shared::scheme::{Need, Rule, shipped};
use shared::year::Year;

use super::harness::{TestServer, cell, ward};
use super::office::{last_ruling, official, page, post, said, viewer};
use super::phone::Phone;

const PATH: &str = "/ward/dong-mai/years/2024/bieu-nghi/members";

fn year() -> Year {
    Year::new(2024).unwrap()
}

fn member(number: u8) -> MemberId {
    MemberId::from_bytes([number; 16])
}

/// A cell of so many members, appraised as good, or as excellent where `best` says
/// so, by a scheme that does not look at tasks.
async fn begin(server: &TestServer, members: u8, best: impl Fn(u8) -> bool) {
    let rule = |ruling: Ruling| server.store.rule(&ward().code, &ruling, server.now()).unwrap();
    let mut scheme = shipped::qd_124_member().unwrap();
    for grade in &mut scheme.grades {
        grade.needs.retain(|need| !matches!(need, Need::Measured(_)));
    }
    rule(Ruling::SchemeApplied(scheme));
    let mut phone = Phone::enrol(server, "bieu-nghi").await;
    let named = |number: u8| {
        let path = Path::entry("members", member(number), "name");
        Edit::Put(path, Value::text(format!("Mẫu {number:02}")))
    };
    let edits: Vec<_> = (1..=members).map(named).collect();
    let id = DocumentId::natural(cell("bieu-nghi").id, "roster");
    let push = phone.write(server, id, Kind::Roster, &edits);
    phone.sync(server, vec![push]).await;
    for number in 1..=members {
        rule(appraisal(number, if best(number) { 0 } else { 1 }));
    }
}

/// The committee's answers about one member, with this level in all.
fn appraisal(number: u8, level: u8) -> Ruling {
    let scheme = shipped::qd_124_member().unwrap();
    let items = scheme.items().filter_map(|item| match item.rule {
        Rule::Level { .. } => Some((item.id.clone(), Answer::Level(level))),
        _ => None,
    });
    let gates = scheme.gates.iter().map(|gate| (gate.id.clone(), Answer::NotMet));
    let needs = scheme.grades.iter().flat_map(|grade| &grade.needs).filter_map(|need| match need {
        Need::Answered { id, .. } => Some((id.clone(), Answer::Met)),
        _ => None,
    });
    Ruling::Appraised(Appraisal {
        judged: Judged {
            organisation: cell("bieu-nghi").id,
            term: Term::Year(year()),
            member: Some(member(number)),
        },
        scheme: scheme.id.clone(),
        answers: items.chain(gates).chain(needs).collect(),
        remarks: [].into(),
        by: "Đảng ủy phường".to_owned(),
    })
}

async fn send(server: &TestServer, path: &str, cookie: &str, fields: &[(&str, &str)]) -> StatusCode {
    let seen = last_ruling(server).to_string();
    let fields = [[("seen", seen.as_str())].as_slice(), fields].concat();
    post(server, path, cookie, &fields).await.status
}

/// Whoever is suspended on the year's last day is not graded; an end that was
/// entered later gives the grade back.
#[tokio::test]
async fn a_suspended_member_is_not_graded() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    begin(&server, 3, |_| false).await;
    let path = format!("{PATH}/{}", member(2));
    let form = format!("{path}/suspension");
    let (ok, wrong) = (StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page(&server, &form, &cookie).await.status, StatusCode::OK);
    assert_eq!(send(&server, &form, &cookie, &[("number", "05-QĐ/ĐU")]).await, wrong);
    assert_eq!(send(&server, &form, &cookie, &[("from", "2024-10-01")]).await, wrong);
    let [from, number] = [("from", "2024-10-01"), ("number", "05-QĐ/ĐU")];
    assert_eq!(send(&server, &form, &cookie, &[from, number, ("until", "2024-09-30")]).await, wrong);
    let before = said(&page(&server, PATH, &cookie).await);
    assert!(!before.contains("suspended"), "{before}");

    assert_eq!(send(&server, &form, &cookie, &[from, number]).await, ok);
    let listed = said(&page(&server, PATH, &cookie).await);
    assert_eq!(listed.matches("Not graded: suspended").count(), 1, "{listed}");
    let own = said(&page(&server, &path, &cookie).await);
    assert!(own.contains("Suspended from 01/10/2024, decision no. 05-QĐ/ĐU"), "{own}");
    // Whoever may only look does not learn it, nor from the form.
    let looks = viewer(&server).await;
    for path in [&path, &form] {
        let shown = page(&server, path, &looks).await.text();
        assert!(!shown.contains("05-QĐ/ĐU") && !shown.contains("01/10/2024"), "{path}: {shown}");
    }
    assert!(!page(&server, &path, &looks).await.text().contains(&form));
    // There is nothing to appraise or to decide.
    assert_eq!(page(&server, &format!("{path}/decision"), &cookie).await.status, StatusCode::NOT_FOUND);
    let standings = page(&server, "/standings/dong-mai/2024/o/bieu-nghi", &cookie).await.text();
    let (_, table) = standings.split_once("id=\"member-results\"").unwrap();
    assert!(table.contains("Suspended"), "{table}");

    let until = ("until", "2024-12-30");
    assert_eq!(send(&server, &form, &cookie, &[from, number, until]).await, ok);
    let listed = said(&page(&server, PATH, &cookie).await);
    assert!(!listed.contains("Not graded: suspended"), "{listed}");
    assert!(said(&page(&server, "/ward/dong-mai/rulings", &cookie).await).contains("05-QĐ/ĐU"));
}

/// A violation that is found after the decision re-opens the year it happened in:
/// the office is told where it looks first, and where it decides; a viewer is not.
#[tokio::test]
async fn what_is_found_later_opens_a_decided_year_again() {
    let server = TestServer::start();
    let (cookie, looks) = (official(&server).await, viewer(&server).await);
    begin(&server, 3, |_| false).await;
    let path = format!("{PATH}/{}", member(2));
    let decide = [("grade", "good"), ("on", "2024-12-28")];
    assert_eq!(send(&server, &format!("{path}/decision"), &cookie, &decide).await, StatusCode::SEE_OTHER);
    let years = "/ward/dong-mai/years/2024";
    let check = async |found: bool| {
        for (path, told) in [
            ("/ward/dong-mai", "the records no longer bear out"),
            (years, "1 members of whom the records say something else"),
            (PATH, "Now: Tasks not completed"),
            (&path, "they come to “Tasks not completed” now"),
            (&path, "No grade better than"),
        ] {
            let shown = said(&page(&server, path, &cookie).await);
            assert_eq!(shown.contains(told), found, "{told}: {shown}");
        }
        let own = "/standings/dong-mai/2024/o/bieu-nghi";
        let forms = ["decision", "override", "appraisal"].map(|form| format!("{path}/{form}"));
        let [decision, setting, appraisal] = forms.each_ref().map(String::as_str);
        for path in ["/ward/dong-mai", years, PATH, &path, own, decision, setting, appraisal] {
            let shown = said(&page(&server, path, &looks).await);
            for secret in [
                "Now:",
                "they come to",
                "No grade better",
                "the records say",
                "bear out",
                "not completed",
                "3/3",
            ] {
                assert!(!shown.contains(secret), "{secret}: {shown}");
            }
        }
    };
    check(false).await;
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    phone.sync(&server, Vec::new()).await;
    let entry = format!("discipline.{}", EntryId::from_bytes([2; 16]));
    let what = "warning 2025-02-10 2024 secretary by_others stands QĐ 12-QĐ/UBKT";
    let edit = Edit::entry("members", member(2), &entry, Value::text(what));
    let id = DocumentId::natural(phone.organisation(), "roster");
    let push = phone.write(&server, id, Kind::Roster, &[edit]);
    phone.sync(&server, vec![push]).await;
    check(true).await;
    // Who is not graded by now has nothing to revise; with the end of it there is again.
    let suspended = [("from", "2024-12-01"), ("number", "05-QĐ/ĐU")];
    let suspension = format!("{path}/suspension");
    assert_eq!(send(&server, &suspension, &cookie, &suspended).await, StatusCode::SEE_OTHER);
    let today = said(&page(&server, "/ward/dong-mai", &cookie).await);
    assert!(!today.contains("no longer bear out"), "{today}");
    let ended = [suspended.as_slice(), &[("until", "2024-12-30")]].concat();
    assert_eq!(send(&server, &suspension, &cookie, &ended).await, StatusCode::SEE_OTHER);
    check(true).await;
    // Revised, it is settled.
    let revised =
        [("grade", "not-completed"), ("on", "2025-02-20"), ("revises", "Phát hiện vi phạm"), ("reason", "")];
    assert_eq!(send(&server, &format!("{path}/decision"), &cookie, &revised).await, StatusCode::SEE_OTHER);
    let today = said(&page(&server, "/ward/dong-mai", &cookie).await);
    assert!(!today.contains("no longer bear out"), "{today}");
}

/// The cap holds within the organisation, in the office as on the standings: of
/// three with one rank for one place, people choose.
#[tokio::test]
async fn the_cap_within_a_cell_waits_for_people() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    begin(&server, 8, |number| number <= 3).await;
    let tied = "Tied at the last place";
    let listed = said(&page(&server, PATH, &cookie).await);
    assert_eq!(listed.matches(tied).count(), 3, "{listed}");
    let decision = format!("{PATH}/{}/decision", member(1));
    let fields = [("grade", "excellent"), ("on", "2024-12-28")];
    assert_eq!(send(&server, &decision, &cookie, &fields).await, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [fields.as_slice(), &[("reason", "Nổi trội hơn")]].concat();
    assert_eq!(send(&server, &decision, &cookie, &fields).await, StatusCode::SEE_OTHER);
    let listed = said(&page(&server, PATH, &cookie).await);
    assert_eq!((listed.matches(tied).count(), listed.matches("Beyond the cap").count()), (0, 2), "{listed}");
}

/// Ten cells of which two are excellent have one place, and two where the group
/// is found outstanding.
#[tokio::test]
async fn an_outstanding_group_has_the_higher_ratio() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    let rule = |ruling: Ruling| server.store.rule(&ward().code, &ruling, server.now()).unwrap();
    // The regulation of 2023 as shipped knows one ratio; the one of 2025 has both.
    let mut scheme = shipped::qd_124().unwrap();
    scheme.cap.as_mut().unwrap().exceptional = Some(25);
    rule(Ruling::SchemeApplied(scheme.clone()));
    let cells = ["bieu-nghi", "trai-thanh", "c", "d", "e", "f", "g", "h", "i", "j"].map(cell);
    for (number, organisation) in cells.iter().enumerate() {
        rule(Ruling::Registered(organisation.clone()));
        let best = number < 2;
        let items = scheme.items().map(|item| (item.id.clone(), Answer::Level(u8::from(!best))));
        let asked = [
            ("qd-124.outstanding", if best { Answer::Met } else { Answer::NotMet }),
            ("qd-124.undisciplined", Answer::Met),
            ("qd-124.discipline", Answer::NotMet),
        ];
        let asked = asked.into_iter().map(|(item, answer)| (item.to_owned(), answer));
        rule(Ruling::Appraised(Appraisal {
            judged: Judged { organisation: organisation.id, term: Term::Year(year()), member: None },
            scheme: "qd-124".to_owned(),
            answers: items.chain(asked).collect(),
            remarks: [].into(),
            by: "Đảng ủy phường".to_owned(),
        }));
    }
    let years = "/ward/dong-mai/years/2024";
    let form = "/ward/dong-mai/groups/2024/cell";
    assert!(said(&page(&server, years, &cookie).await).contains("The usual ratio, 20 %"));
    let tied = async || said(&page(&server, years, &cookie).await).matches("Tied at the last place").count();
    assert_eq!(tied().await, 2);
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    assert_eq!(send(&server, form, &cookie, &[("verdict", "outstanding")]).await, wrong);
    let fields = [("verdict", "outstanding"), ("reason", "Đơn vị dẫn đầu thị xã")];
    assert_eq!(send(&server, form, &cookie, &fields).await, StatusCode::SEE_OTHER);
    assert_eq!(tied().await, 0);
    let standings = said(&page(&server, "/standings/dong-mai/2024", &cookie).await);
    assert!(standings.contains("Outstanding results, 25 %"), "{standings}");
    assert_eq!(send(&server, form, &cookie, &[("verdict", "usual")]).await, StatusCode::SEE_OTHER);
    assert_eq!(tied().await, 2);
    assert_eq!(
        page(&server, "/ward/dong-mai/groups/2024/committee", &cookie).await.status,
        StatusCode::NOT_FOUND
    );
}
