//! Choosing and publishing schemes.

use axum::http::StatusCode;
use shared::ruling::{Ruling, SchemeChoice};

use super::harness::TestServer;
use super::office::{OFFICIAL, last_ruling, official, page, post, rulings_after, said};

const CHOOSE: &str = "/ward/dong-mai/schemes/2024/year/cell";
const PUBLISH: &str = "/ward/dong-mai/schemes/publish";

#[tokio::test]
async fn a_shipped_scheme_is_published_with_its_choice() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    let seen = last_ruling(&server);
    let see = seen.to_string();
    let nothing = post(&server, CHOOSE, &cookie, &[("seen", &see)]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    // What is wrong is told on top, and leads to its field.
    for field in ["scheme", "span"] {
        let parts = [format!("href=\"#{field}\""), format!("id=\"{field}\"")];
        assert!(parts.iter().all(|part| nothing.text().contains(part)), "{field}");
    }
    // A scheme of another year cannot be chosen.
    let fields = [("seen", see.as_str()), ("scheme", "qd-366:3"), ("span", "this")];
    assert_eq!(post(&server, CHOOSE, &cookie, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(last_ruling(&server), seen);

    let fields = [("seen", see.as_str()), ("scheme", "qd-124:3"), ("span", "this")];
    let chosen = post(&server, CHOOSE, &cookie, &fields).await;
    assert_eq!(
        (chosen.status, chosen.header("location")),
        (StatusCode::SEE_OTHER, "/ward/dong-mai/schemes/2024")
    );
    let rulings = rulings_after(&server, seen);
    assert!(rulings.iter().all(|one| one.official.as_ref().is_some_and(|name| name.as_str() == OFFICIAL)));
    assert!(rulings.iter().all(|one| one.at == server.now()));
    let [Ruling::SchemeApplied(scheme), Ruling::SchemeChosen(SchemeChoice { scheme: id, year, .. })] =
        [&rulings[0].ruled.ruling, &rulings[1].ruled.ruling]
    else {
        panic!("{rulings:?}");
    };
    assert_eq!(
        (scheme.id.as_str(), id.as_str(), year.map(|year| year.number())),
        ("qd-124", "qd-124", Some(2024))
    );

    // A form that was drawn before is told, and overwrites nothing.
    let after = last_ruling(&server);
    let late = post(&server, CHOOSE, &cookie, &fields).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text().contains(OFFICIAL));
    assert_eq!(last_ruling(&server), after);
    let now = after.to_string();
    let again = [("seen", now.as_str()), ("scheme", "qd-124:3"), ("span", "every")];
    assert_eq!(post(&server, CHOOSE, &cookie, &again).await.status, StatusCode::SEE_OTHER);
    assert_eq!(rulings_after(&server, after).len(), 1);
    assert!(page(&server, "/ward/dong-mai/schemes/2024", &cookie).await.text().contains("QĐ 124"));
}

#[tokio::test]
async fn a_scheme_is_chosen_from_a_month_on() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    let path = "/ward/dong-mai/schemes/2024/month/cell";
    let choose = async |scheme: &str, from: &str| {
        let seen = last_ruling(&server).to_string();
        let fields = [("seen", seen.as_str()), ("scheme", scheme), ("span", "from"), ("from", from)];
        post(&server, path, &cookie, &fields).await.status
    };
    let before = last_ruling(&server);
    for no_month in ["", "2023-12", "7"] {
        assert_eq!(choose("monthly-checklist:4", no_month).await, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(last_ruling(&server), before);
    assert_eq!(choose("monthly-checklist:4", "2024-07").await, StatusCode::SEE_OTHER);
    assert_eq!(choose("hundred-points:3", "2024-11").await, StatusCode::SEE_OTHER);
    let choices = rulings_after(&server, before).into_iter().filter_map(|one| match one.ruled.ruling {
        Ruling::SchemeChosen(choice) => {
            Some((choice.scheme, choice.year, choice.from.map(|m| m.to_string())))
        }
        _ => None,
    });
    let made = |scheme: &str, from: &str| (scheme.to_owned(), None, Some(from.to_owned()));
    // The months before keep the scheme by which they were judged.
    let kept = ("test".to_owned(), None, None);
    let expect = [kept, made("monthly-checklist", "2024-07"), made("hundred-points", "2024-11")];
    assert_eq!(choices.collect::<Vec<_>>(), expect);
    let shown = said(&page(&server, path, &cookie).await);
    for words in ["From 7/2024 on: ", "From 11/2024 on: "] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(said(&page(&server, "/ward/dong-mai/rulings", &cookie).await).contains("From 7/2024 on"));
    // What is classified once a year is chosen from a year on.
    let seen = last_ruling(&server).to_string();
    let fields = [("seen", seen.as_str()), ("scheme", "qd-124:3"), ("span", "from")];
    assert_eq!(post(&server, CHOOSE, &cookie, &fields).await.status, StatusCode::SEE_OTHER);
    assert!(said(&page(&server, CHOOSE, &cookie).await).contains("From 1/2024 on"));
}

#[tokio::test]
async fn a_file_is_published_or_all_its_faults_are_listed() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    let seen = last_ruling(&server);
    let file = include_str!("../../../shared/schemes/qd-124.toml");
    let check = async |file: &str, expect: &[&str]| {
        let answer = post(&server, PUBLISH, &cookie, &[("seen", "99"), ("file", file)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = page_in_english(&server, &cookie, file).await;
        for part in expect {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert_eq!(last_ruling(&server), seen);
    };
    check(" \n", &["Choose a file, or paste its text"]).await;
    check("version = 1", &["the entry “id” is missing"]).await;
    check("id = 'a'\nversion = x\n", &["Line 2: it cannot be read"]).await;
    let faulty = file
        .replace("en = \"Building the Party and the political system\"", "en = \"\"")
        .replace("least = \"excellent\"", "least = \"superb\"");
    check(&faulty, &["Faults: 2", "qd-124.building: the text in “en” is missing", "there is no “superb”"])
        .await;
    check(&file.replace("version = 3", "version = 0"), &["Faults: 1", "Versions begin at 1"]).await;
    check(&"#".repeat(300_000), &["more than 256 KiB", "Only the beginning"]).await;

    let answer =
        post(&server, PUBLISH, &cookie, &[("seen", seen.to_string().as_str()), ("file", file)]).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, CHOOSE));
    // Nothing is chosen: it is in force at once, and both pages say so.
    let next = said(&page(&server, CHOOSE, &cookie).await);
    assert!(next.contains("published last are in force, for past months as well"), "{next}");
    let before = said(&page(&server, PUBLISH, &cookie).await);
    assert!(before.contains("Nothing was chosen so far") && before.contains("as closed"), "{before}");
    let after = last_ruling(&server);
    let changed = file.replace("percent = 20", "percent = 25");
    let taken = post(&server, PUBLISH, &cookie, &[("seen", "99"), ("file", changed.as_str())]).await;
    assert_eq!((taken.status, last_ruling(&server)), (StatusCode::UNPROCESSABLE_ENTITY, after));
    let newer = changed.replace("version = 3", "version = 4");
    let newer =
        post(&server, PUBLISH, &cookie, &[("seen", after.to_string().as_str()), ("file", newer.as_str())])
            .await;
    assert_eq!(newer.status, StatusCode::SEE_OTHER);

    // Where something is chosen, the next version changes nothing until it is chosen.
    let now = last_ruling(&server).to_string();
    let fields = [("seen", now.as_str()), ("scheme", "qd-124:3"), ("span", "this")];
    assert_eq!(post(&server, CHOOSE, &cookie, &fields).await.status, StatusCode::SEE_OTHER);
    let before = said(&page(&server, PUBLISH, &cookie).await);
    assert!(before.contains("Chosen: A cell’s year, ") && before.contains("version 3"), "{before}");
    let chosen = said(&page(&server, CHOOSE, &cookie).await);
    assert!(chosen.contains("In force by choice: "));
    // What the source leaves open of the cap is told beside the scheme.
    assert!(chosen.contains("no guideline says how to round"), "{chosen}");
}

/// What comes with the program and is chosen for one year changes no other.
#[tokio::test]
async fn a_scheme_chosen_for_a_year_leaves_the_others_as_they_are() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    let of = async |year: u16| {
        let shown = page(&server, &format!("/ward/dong-mai/schemes/{year}/month/cell"), &cookie).await.text();
        // The scheme in force stands first of the cards.
        let (_, card) = shown.split_once("<p class=\"title\">").unwrap();
        card.split_once('<').unwrap().0.to_owned()
    };
    let names = async || {
        let mut names = Vec::new();
        for year in 2023..=2027 {
            names.push(of(year).await);
        }
        names
    };
    let before = names().await;
    let fields = |seen: &str| {
        [("seen", seen), ("scheme", "hundred-points:3"), ("span", "this")].map(|(n, t)| (n, t.to_owned()))
    };
    let fields = fields(&last_ruling(&server).to_string());
    let fields: Vec<_> = fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let choose = "/ward/dong-mai/schemes/2024/month/cell";
    assert_eq!(post(&server, choose, &cookie, &fields).await.status, StatusCode::SEE_OTHER);
    let after = names().await;
    let changed: Vec<_> = (2023..).zip(before.iter().zip(&after)).filter(|(_, (a, b))| a != b).collect();
    assert_eq!(changed.iter().map(|(year, _)| *year).collect::<Vec<_>>(), [2024], "{changed:?}");
}

/// Whatever is sent is told for what it is, and no more comes back than a scheme may have.
#[tokio::test]
async fn a_file_beyond_every_limit_is_told_as_that() {
    let server = TestServer::start();
    let cookie = format!("{}; bontot_lang=en", official(&server).await);
    let seen = last_ruling(&server);
    for bytes in [256 * 1024 + 1, 3_000_000, 15_000_000] {
        let file = "a".repeat(bytes);
        let answer = post(&server, PUBLISH, &cookie, &[("seen", "99"), ("file", file.as_str())]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{bytes}");
        let text = said(&answer);
        assert!(text.contains("Faults: 1.") && text.contains("more than 256 KiB"), "{bytes}");
        let echoed = text.lines().map(str::len).max();
        assert_eq!(echoed, Some(256 * 1024), "{bytes}");
    }
    let beyond = "a".repeat(17_000_000);
    let answer = post(&server, PUBLISH, &cookie, &[("seen", "99"), ("file", beyond.as_str())]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let text = said(&answer);
    assert!(text.contains("larger than the server takes") && !text.contains("Faults"), "{text}");
    assert_eq!(last_ruling(&server), seen);
}

/// A sum of the year's meetings is published apart, and classifies nothing.
#[tokio::test]
async fn a_sum_of_meetings_is_not_taken_for_the_classification() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    let shown = said(&page(&server, CHOOSE, &cookie).await);
    assert!(shown.contains("does not classify the year"), "{shown}");
    let offered = "<input type=\"radio\" name=\"scheme\" value=\"meeting-year-phu-tho:1\"";
    assert!(!page(&server, CHOOSE, &cookie).await.text().contains(offered));
    let before = last_ruling(&server);
    let sum = async || {
        let seen = last_ruling(&server).to_string();
        let fields = [("seen", seen.as_str()), ("scheme", "meeting-year-phu-tho:1"), ("span", "this")];
        post(&server, CHOOSE, &cookie, &fields).await.status
    };
    assert_eq!(sum().await, StatusCode::SEE_OTHER);
    let rulings = rulings_after(&server, before);
    let [one] = rulings.as_slice() else { panic!("{rulings:?}") };
    assert!(matches!(&one.ruled.ruling, Ruling::SchemeApplied(scheme) if scheme.is_roll_up()));
    // Once published, there is nothing to choose about it.
    assert_eq!(sum().await, StatusCode::UNPROCESSABLE_ENTITY);

    let year = said(&page(&server, "/standings/dong-mai/2024/o/bieu-nghi", &cookie).await);
    assert!(year.contains("applies no classification to this year"), "{year}");
    assert!(year.contains("it is not the classification of the year"), "{year}");
}

async fn page_in_english(server: &TestServer, cookie: &str, file: &str) -> String {
    let cookie = format!("{cookie}; bontot_lang=en");
    said(&post(server, PUBLISH, &cookie, &[("seen", "99"), ("file", file)]).await)
}
