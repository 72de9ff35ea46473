//! Periods, and standings as they were.

use axum::http::StatusCode;
use server::office::as_of::{month_as_of, month_of, year_as_of};
use server::store::{Reading, StoreError};
use shared::document::edit::{Edit, Path, Value};
use shared::id::DocumentId;
use shared::record::Kind;
use shared::ruling::Ruling;
use shared::standing::below::Below;
use shared::standing::facts::Fact;
use shared::sync::wire::Push;
use shared::year::Year;

use super::harness::{TestServer, cell, ward};
use super::office::{OFFICIAL, last_ruling, official, page, post, rulings_after, said};
use super::phone::{Phone, task_id};

const OCTOBER: &str = "/ward/dong-mai/periods/2024/10";

/// The cell's assessment of October with this answer.
fn assess(server: &TestServer, phone: &mut Phone, answer: &str) -> Push {
    let id = DocumentId::natural(phone.organisation(), "assessment/2024-10");
    let edits = [
        Edit::field("month", Value::text("2024-10")),
        Edit::Put(Path::key("answers", "meetings.held"), Value::text(answer)),
        Edit::field("submitted_on", Value::text("2024-11-02")),
    ];
    phone.write(server, id, Kind::Assessment, &edits)
}

#[tokio::test]
async fn a_closed_month_keeps_its_grade_and_shows_what_came_later() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let push = assess(&server, &mut phone, "met");
    phone.sync(&server, vec![push]).await;

    let form = async |path: &str, fields: &[(&str, &str)]| {
        let seen = last_ruling(&server).to_string();
        let fields = [[("seen", seen.as_str())].as_slice(), fields].concat();
        post(&server, path, &cookie, &fields).await.status
    };
    let close = format!("{OCTOBER}/close");
    let reopen = format!("{OCTOBER}/reopen");
    // What is not over cannot be closed, what is open not be opened.
    assert_eq!(form("/ward/dong-mai/periods/2024/11/close", &[]).await, StatusCode::OK);
    assert_eq!(form("/ward/dong-mai/periods/2024/year/close", &[]).await, StatusCode::OK);
    assert_eq!(form(&reopen, &[("reason", "x")]).await, StatusCode::OK);
    let before = last_ruling(&server);
    assert_eq!(form(&close, &[]).await, StatusCode::SEE_OTHER);
    assert_eq!(form(&close, &[]).await, StatusCode::OK);
    let rulings = rulings_after(&server, before);
    let Some(Ruling::Closed(closing)) = rulings.first().map(|one| &one.ruled.ruling) else {
        panic!("{rulings:?}");
    };
    assert_eq!((rulings.len(), closing.mark + 1, closing.by.as_str()), (1, rulings[0].ruled.seq, OFFICIAL));
    // Another form that was open meanwhile is told.
    let old = before.to_string();
    assert_eq!(post(&server, &close, &cookie, &[("seen", old.as_str())]).await.status, StatusCode::CONFLICT);

    // Written in time and brought later; written later.
    let in_time = phone.assign(&server, task_id(1), "Dọn kênh");
    let due = [Edit::field("due_on", Value::text("2024-10-20"))];
    let moved = phone.write(&server, task_id(1), Kind::Task, &due);
    server.pass(3_600_000);
    let otherwise = assess(&server, &mut phone, "not_met");
    phone.sync(&server, vec![in_time, moved, otherwise]).await;
    let shown = said(&page(&server, OCTOBER, &cookie).await);
    assert!(shown.contains("As closed: good; with what came later: poor"), "{shown}");
    insta::assert_snapshot!("a_closed_month", shown);
    assert!(
        said(&page(&server, "/ward/dong-mai", &cookie).await).contains("Records that came after the closing")
    );
    // The standings show it as well, with what made the difference: not the task.
    let month = page(&server, "/standings/dong-mai/2024/10", &cookie).await;
    assert!(month.text().contains("href=\"/ward/dong-mai/periods/2024/10#bieu-nghi\""));
    let month = said(&month);
    assert!(month.contains("As closed: good"), "{month}");
    assert!(month.contains("Records that came later: 1") && !month.contains("Dọn kênh"), "{month}");
    assert!(month.contains("Organisations with another grade now: 1"), "{month}");
    // So does the cell of the year's map, and no other one.
    let year = page(&server, "/standings/dong-mai/2024", &cookie).await;
    let text = year.text();
    let (map, _) = text.split_once("id=\"heat\"").unwrap().1.split_once("</table>").unwrap();
    let [before, _] = map.split("As closed: good").collect::<Vec<_>>()[..] else { panic!("{map}") };
    let (_, link) = before.rsplit_once("<a").unwrap();
    assert!(link.contains("href=\"/ward/dong-mai/periods/2024/10#bieu-nghi\""), "{link}");
    assert!(link.contains("class=\"as-closed\""), "{link}");
    assert!(said(&year).contains("1 cells were closed with another grade"));

    assert_eq!(form(&reopen, &[]).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(form(&reopen, &[("reason", "Ghi sót")]).await, StatusCode::SEE_OTHER);
    assert_eq!(form(&close, &[]).await, StatusCode::SEE_OTHER);
    assert!(said(&page(&server, OCTOBER, &cookie).await).contains("As closed: poor"));
    // Closed anew, it is as it is.
    let year = said(&page(&server, "/standings/dong-mai/2024", &cookie).await);
    assert!(!year.contains("As closed") && !year.contains("closed with another"), "{year}");
}

/// Each period has one address, and every link leads to it.
#[tokio::test]
async fn every_period_opens_by_the_lists_link() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    let list = page(&server, "/ward/dong-mai/periods/2024", &cookie).await.text();
    let links = list.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let own: Vec<_> = links.filter(|href| href.starts_with("/ward/dong-mai/periods/2024/")).collect();
    assert_eq!(own.len(), 13, "{own:?}");
    for href in own {
        assert_eq!(page(&server, href, &cookie).await.status, StatusCode::OK, "{href}");
    }
    for second in ["1", "011", "+1", "-1", "13", "00"] {
        let path = format!("/ward/dong-mai/periods/2024/{second}");
        assert_eq!(page(&server, &path, &cookie).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
}

#[tokio::test]
async fn any_past_standing_is_computed_anew() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let mut other = Phone::enrol(&server, "bieu-nghi").await;
    let organisation = cell("bieu-nghi");
    let (october, year) = ("2024-10".parse().unwrap(), Year::new(2024).unwrap());
    let sorted = |mut facts: Vec<Fact>| {
        facts.sort_by_key(|fact| fact.document);
        facts
    };
    let now = || -> Result<_, StoreError> {
        server.store.read_blocking(|reading| {
            let ruled = reading.ruled_ward(&ward().code)?;
            let facts = sorted(reading.organisation_facts(organisation.id)?);
            let standing = month_of(&ruled, &organisation, october, &facts, &Below::default());
            Ok((reading.last_seq(&ward().code)?, facts, standing))
        })
    };
    let mut past = vec![now().unwrap()];
    for round in 0..4_u8 {
        server.pass(3_600_000);
        let answer = if round % 2 == 0 { "met" } else { "not_met" };
        let assessed = assess(&server, &mut phone, answer);
        let assigned = phone.assign(&server, task_id(round + 1), "Việc");
        phone.sync(&server, vec![assessed, assigned]).await;
        past.push(now().unwrap());
        // The other phone writes without having seen it: conflicts are part of the past.
        server.pass(60_000);
        let theirs = assess(&server, &mut other, &format!("p:{round}"));
        if round == 2 {
            other.sync(&server, vec![theirs]).await;
        } else {
            other.sync_and_lose_the_answer(&server, vec![theirs]).await;
        }
        past.push(now().unwrap());
        if round == 1 {
            let month = Ruling::MonthOpened("2024-12".parse().unwrap());
            server.store.rule(&ward().code, &month, server.now()).unwrap();
        }
    }
    assert!(past.iter().any(|(_, facts, _)| facts.iter().any(|fact| fact.conflicts != 0)));
    let code = ward().code;
    // The past is also what is left of the present when later changes are taken back.
    let taken_back = |reading: &Reading<'_>, mark: u64| -> Result<Vec<Fact>, StoreError> {
        let mut facts = reading.organisation_facts(organisation.id)?;
        let after = reading.facts_after(&code, mark)?;
        facts.retain(|fact| !after.iter().any(|(_, late)| late.document == fact.document));
        facts.extend(reading.facts_before(&code, mark)?.into_iter().map(|(_, fact)| fact));
        Ok(facts)
    };
    for (mark, facts, standing) in &past {
        let again: Result<_, StoreError> = server.store.read_blocking(|reading| {
            Ok((
                sorted(reading.facts_as_of(organisation.id, *mark)?),
                sorted(taken_back(reading, *mark)?),
                month_as_of(reading, &code, &organisation, october, *mark)?,
                year_as_of(reading, &code, &organisation, year, *mark)?,
            ))
        });
        let (facts_again, taken_back, standing_again, year_again) = again.unwrap();
        assert_eq!(&facts_again, facts, "{mark}");
        assert_eq!(&taken_back, facts, "{mark}");
        let bytes = |standing: &Option<(shared::scheme::Scheme, shared::standing::month::MonthStanding)>| {
            standing.as_ref().map(|(_, standing)| minicbor::to_vec(standing).unwrap())
        };
        assert_eq!(bytes(&standing_again), bytes(standing), "{mark}");
        assert_eq!(year_again, None);
    }
}
