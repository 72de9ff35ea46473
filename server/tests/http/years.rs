//! The pages of a year: addresses, the cap over a group, what conflicts could
//! change, the committee.

use axum::http::StatusCode;
use server::standings::year::{WardYear, ward_year};
use server::store::codes::Opens;
use shared::date::Date;
use shared::document::edit::{Edit, Path, Value};
use shared::id::{DocumentId, MemberId};
use shared::org::Organisation;
use shared::record::Kind;
use shared::record::assessment::Answer;
use shared::ruling::{Appraisal, Judged, Overridden, Ruling, Term};
use shared::scheme::shipped;
use shared::standing::cap::CapVerdict;
use shared::year::Year;

use super::harness::{Answer as Response, TestServer, cell, ward};
use super::office::official;
use super::phone::Phone;
use super::viewing::{enter, session};

fn year() -> Year {
    Year::new(2024).unwrap()
}

fn judged(organisation: &Organisation) -> Judged {
    Judged { organisation: organisation.id, term: Term::Year(year()), member: None }
}

/// The committee's answers: six levels and whether the cell is outstanding.
fn appraisal(organisation: &Organisation, levels: [u8; 6], outstanding: Answer) -> Ruling {
    let items = ["ideology", "centralism", "organisation", "inspection", "targets", "remedy"];
    let levels =
        items.iter().zip(levels).map(|(item, level)| (format!("qd-124.{item}"), Answer::Level(level)));
    let asked =
        [("outstanding", outstanding), ("undisciplined", Answer::Met), ("discipline", Answer::NotMet)];
    let asked = asked.into_iter().map(|(item, answer)| (format!("qd-124.{item}"), answer));
    Ruling::Appraised(Appraisal {
        judged: judged(organisation),
        scheme: "qd-124".to_owned(),
        answers: levels.chain(asked).collect(),
        remarks: [].into(),
        by: "Đảng ủy phường".to_owned(),
    })
}

impl TestServer {
    pub fn decree(&self, ruling: &Ruling) {
        self.store.rule(&ward().code, ruling, self.now()).unwrap();
    }

    pub async fn viewer(&self) -> String {
        let code = self.code(Opens::Standings).to_string();
        session(&enter(self, &code, "", &[]).await)
    }

    pub async fn look(&self, cookie: &str, path: &str) -> Response {
        self.get(path, &[("cookie", &format!("{cookie}; bontot_lang=en"))]).await
    }

    async fn year(&self) -> WardYear {
        let day: Date = "2025-01-15".parse().unwrap();
        self.store.read(move |reading| ward_year(reading, &ward().code, year(), day)).await.unwrap()
    }
}

#[tokio::test]
async fn the_addresses_of_a_year_say_what_they_mean() {
    let server = TestServer::start();
    let cookie = server.viewer().await;
    let check = async |path: &str, expect: StatusCode| {
        let answer = server.look(&cookie, &format!("/standings/{path}")).await;
        assert_eq!(answer.status, expect, "{path}");
    };
    check("dong-mai/2024", StatusCode::OK).await;
    check("dong-mai/2031", StatusCode::OK).await;
    check("dong-mai/2024?sort=news&order=back&only=missing&grade=none&kind=cell", StatusCode::OK).await;
    check("dong-mai/2024?sort=%22%3E&grade=%27", StatusCode::OK).await;
    check("dong-mai/24", StatusCode::BAD_REQUEST).await;
    check("dong-mai/year", StatusCode::BAD_REQUEST).await;
    check("dong-mai/2024/o/bieu-nghi", StatusCode::OK).await;
    check("dong-mai/2024/o/nowhere", StatusCode::NOT_FOUND).await;
    check("dong-mai/2024/o/Bi%E1%BB%83u", StatusCode::NOT_FOUND).await;
    check("dong-mai/year/o/bieu-nghi", StatusCode::BAD_REQUEST).await;
    check("dong-mai/committee/2024/11", StatusCode::OK).await;
    check("dong-mai/committee/2024/13", StatusCode::BAD_REQUEST).await;
    check("nowhere/2024", StatusCode::NOT_FOUND).await;
    check("nowhere/committee/2024/11", StatusCode::NOT_FOUND).await;
    let path = "/standings/dong-mai/2024/o/bieu-nghi";
    let away = server.get(path, &[]).await;
    assert_eq!(
        (away.status, away.header("location")),
        (StatusCode::SEE_OTHER, format!("/enter?next={path}").as_str())
    );
}

/// Six candidates give one place; two tie for it until somebody decides.
#[tokio::test]
async fn the_cap_shows_ties_and_decisions_with_their_reasons() {
    let server = TestServer::start();
    let cells: Vec<_> = ["bieu-nghi", "trai-thanh", "c", "d", "e", "f"].into_iter().map(cell).collect();
    for organisation in &cells {
        server.decree(&Ruling::Registered(organisation.clone()));
    }
    server.decree(&Ruling::SchemeApplied(shipped::qd_124().unwrap()));
    let [a, b, rest @ ..] = cells.as_slice() else { panic!("six cells") };
    for organisation in [a, b] {
        server.decree(&appraisal(organisation, [0, 0, 1, 1, 0, 0], Answer::Met));
    }
    for organisation in rest {
        server.decree(&appraisal(organisation, [1, 1, 1, 1, 1, 1], Answer::NotMet));
    }
    let verdicts = async || {
        let year = server.year().await;
        let [group] = year.groups.as_slice() else { panic!("one group") };
        let told = group.lines.iter().map(|line| (line.contender.key, line.verdict.clone(), line.grade));
        (group.places, told.take(2).collect::<Vec<_>>())
    };
    let (places, tied) = verdicts().await;
    assert_eq!(places, 1);
    assert!(tied.iter().all(|(_, verdict, grade)| *verdict == CapVerdict::Tied && grade.is_none()));
    let cookie = server.viewer().await;
    let page = server.look(&cookie, "/standings/dong-mai/2024").await.text();
    assert!(page.contains("the ward has to decide") && page.contains("cap-line"), "{page}");

    let reason = "Leads in the winter crop";
    server.decree(&Ruling::Overridden(Overridden {
        judged: judged(b),
        grade: Some("excellent".to_owned()),
        reason: reason.to_owned(),
        by: "Standing Committee".to_owned(),
    }));
    let (_, decided) = verdicts().await;
    let of = |organisation: &Organisation| {
        decided.iter().find(|(key, ..)| *key == organisation.id).map(|(_, verdict, grade)| (verdict, *grade))
    };
    assert_eq!(of(a), Some((&CapVerdict::Lowered, Some(1))));
    assert!(matches!(of(b), Some((CapVerdict::Overridden(_), Some(0)))));
    for path in ["/standings/dong-mai/2024", "/standings/dong-mai/2024/o/trai-thanh"] {
        let page = server.look(&cookie, path).await.text();
        assert!(page.contains(reason) && page.contains("Standing Committee"), "{path}");
    }
    // Sorted otherwise there is no line, but the verdicts stay.
    let page = server.look(&cookie, "/standings/dong-mai/2024?sort=name").await.text();
    assert!(!page.contains("cap-line") && page.contains(reason));
    assert!(page.contains("aria-sort=\"ascending\""));
    let good = server.look(&cookie, "/standings/dong-mai/2024?grade=good").await.text();
    assert!(!good.contains("href=\"/standings/dong-mai/2024/o/trai-thanh\""));
    assert!(good.contains("href=\"/standings/dong-mai/2024/o/bieu-nghi\""));
}

/// Two phones answer one item differently; each value's grade is shown, and
/// nothing is stored by showing it.
#[tokio::test]
async fn what_a_conflict_could_change_is_shown() {
    let server = TestServer::start();
    let id = DocumentId::natural(cell("bieu-nghi").id, "assessment/2024-11");
    let (mut one, mut other) =
        (Phone::enrol(&server, "bieu-nghi").await, Phone::enrol(&server, "bieu-nghi").await);
    for (phone, answer) in [(&mut one, "met"), (&mut other, "not_met")] {
        let edits = [
            Edit::field("month", Value::text("2024-11")),
            Edit::Put(Path::key("answers", "meetings.held"), Value::text(answer)),
            Edit::field("submitted_on", Value::text("2024-11-07")),
        ];
        let push = phone.write(&server, id, Kind::Assessment, &edits);
        phone.sync(&server, vec![push]).await;
    }
    let cookie = server.viewer().await;
    let path = "/standings/dong-mai/2024/11/bieu-nghi";
    let page = server.look(&cookie, path).await.text();
    let (_, effects) = page.split_once("id=\"conflicts\"").unwrap();
    let (effects, _) = effects.split_once("</section>").unwrap();
    assert!(effects.contains("<dd>good</dd>") && effects.contains("<dd>poor</dd>"), "{effects}");
    assert!(effects.contains("May change the result"), "{effects}");
    assert_eq!(server.look(&cookie, path).await.text(), page);
}

#[tokio::test]
async fn a_ward_without_a_committee_in_its_register_is_told_what_is_missing() {
    let server = TestServer::start();
    let cookie = server.viewer().await;
    let path = "/standings/dong-mai/committee/2024/11";
    let none = server.look(&cookie, path).await.text();
    assert!(none.contains("applies no criteria to its committee"), "{none}");
    server.decree(&Ruling::SchemeApplied(shipped::committee_checklist().unwrap()));
    let page = server.look(&cookie, path).await.text();
    assert!(page.contains("is not in the register"), "{page}");
    assert!(
        page.contains("needs the committee&#x27;s answer") || page.contains("needs the committee's answer")
    );
    // Two cells, neither of them graded.
    assert!(page.contains("0 of 2 cells have the best grade; 2 have none yet."), "{page}");
}

/// The committee appraises members; who is exempted, new, or a guest is not graded.
#[tokio::test]
async fn members_are_classified_and_exclusions_name_their_rule() {
    let server = TestServer::start();
    server.decree(&Ruling::SchemeApplied(shipped::qd_124_member().unwrap()));
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let member = |number: u8| MemberId::from_bytes([number; 16]);
    let put = |number: u8, field: &str, value: &str| {
        Edit::Put(Path::entry("members", member(number), field), Value::text(value))
    };
    let mut edits: Vec<_> = (1..=5).map(|number| put(number, "name", &format!("Mẫu {number}"))).collect();
    edits.extend([
        put(3, "membership", "exempt"),
        put(4, "membership", "probationary"),
        put(4, "joined_on", "2024-08-19"),
        put(5, "membership", "temporary"),
    ]);
    let id = DocumentId::natural(cell("bieu-nghi").id, "roster");
    let push = phone.write(&server, id, Kind::Roster, &edits);
    phone.sync(&server, vec![push]).await;
    let levels = ["thought", "morals", "tasks"].map(|item| format!("qd-124-member.{item}"));
    let answers = levels.into_iter().map(|item| (item, Answer::Level(1)));
    server.decree(&Ruling::Appraised(Appraisal {
        judged: Judged { member: Some(member(1)), ..judged(&cell("bieu-nghi")) },
        scheme: "qd-124-member".to_owned(),
        answers: answers.collect(),
        remarks: [].into(),
        by: "Đảng ủy phường".to_owned(),
    }));
    let (cookie, official) = (server.viewer().await, official(&server).await);
    let path = "/standings/dong-mai/2024/o/bieu-nghi";
    let page = server.look(&official, path).await.text();
    let (_, table) = page.split_once("id=\"member-results\"").unwrap();
    assert!(
        table.contains("5 members at the year's end") || table.contains("5 members at the year&#x27;s end")
    );
    let rows: Vec<_> = table.split("<tr").filter(|row| row.contains("Mẫu ")).collect();
    let check = |number: u8, expect: &[&str]| {
        let row = rows.iter().find(|row| row.contains(&format!("Mẫu {number}"))).unwrap();
        for words in expect {
            assert!(row.contains(words), "{number}: {words}: {row}");
        }
    };
    check(1, &["1/1", "Tasks completed well"]);
    // What made the grade, with its rule and its source.
    check(1, &["A person chooses a level", "A sample of this program"]);
    check(2, &["No grade", "Still possible"]);
    check(3, &["Exempted from work", "HD 21-HD/BTCTW 18/10/2019"]);
    check(4, &["less than six months", "HD 21-HD/BTCTW 18/10/2019"]);
    check(5, &["graded by the own cell"]);
    assert!(table.contains("What bars a grade") && table.contains("The member was disciplined in the year"));
    // What barred one, or none, and why somebody is not graded, tells of discipline:
    // officials read it.
    let page = server.look(&cookie, path).await.text();
    let (_, table) = page.split_once("id=\"member-results\"").unwrap();
    assert!(table.contains("Mẫu 3") && table.contains("A person chooses a level"));
    for secret in
        ["What bars a grade", "was disciplined", "Still possible", "Exempted from work", "six months"]
    {
        assert!(!table.contains(secret), "{secret}: {table}");
    }
    // The ward's own table names no member.
    assert!(!server.look(&cookie, "/standings/dong-mai/2024").await.text().contains("Mẫu 1"));
}
