//! Points of a year that do not add up at sight: what does not apply, what is
//! rescaled, how far a bonus counts.

use axum::http::StatusCode;
use shared::record::assessment::Answer;
use shared::ruling::Ruling;

use super::harness::TestServer;
use super::office::{last_ruling, official, page, post, rulings_after, said};

const FILE: &str = include_str!("schemes/five-grades.toml");
const CHOOSE: &str = "/ward/dong-mai/schemes/2024/year/cell";
const CASE: &str = "/ward/dong-mai/years/2024/bieu-nghi";
const APPRAISAL: &str = "/ward/dong-mai/years/2024/bieu-nghi/appraisal";
const YEAR: &str = "/standings/dong-mai/2024/o/bieu-nghi";

const OK: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

async fn send(server: &TestServer, path: &str, cookie: &str, fields: &[(&str, &str)]) -> StatusCode {
    let seen = last_ruling(server).to_string();
    let fields: Vec<_> = fields.iter().copied().chain([("seen", seen.as_str())]).collect();
    post(server, path, cookie, &fields).await.status
}

/// A year by five grades whose tasks, 60 of 100 points, may not apply.
async fn begin(server: &TestServer, policy: &str, more: &str) -> String {
    let cookie = official(server).await;
    let file = FILE.replacen("not_applicable = \"never\"", &format!("not_applicable = \"{policy}\""), 1);
    let file = file.replace("id = \"five.results\"\n", "id = \"five.results\"\nover = 5\n") + more;
    assert_eq!(send(server, "/ward/dong-mai/schemes/publish", &cookie, &[("file", &file)]).await, OK);
    let fields = [("scheme", "five:1"), ("span", "this"), ("kinds", "all")];
    assert_eq!(send(server, CHOOSE, &cookie, &fields).await, OK);
    cookie
}

#[tokio::test]
async fn an_item_with_points_may_not_apply_and_the_rest_is_rescaled_in_sight() {
    let server = TestServer::start();
    let cookie = begin(&server, "rescale", "").await;
    let form = page(&server, APPRAISAL, &cookie).await;
    let tick = "type=\"checkbox\" name=\"apart.five.tasks\" value=\"na\"";
    assert!(form.text().contains(tick) && !form.text().contains("apart.five.life"), "{}", form.text());
    assert!(said(&form).contains("Does not apply this year"), "{}", said(&form));

    // Which of both is meant, nobody knows; what was typed and ticked stays.
    let both = [("answer.five.tasks", "50"), ("apart.five.tasks", "na"), ("answer.five.life", "7")];
    let fields: Vec<_> = both.into_iter().chain([("seen", "99")]).collect();
    let english = format!("{cookie}; bontot_lang=en");
    let refused = post(&server, APPRAISAL, &english, &fields).await;
    assert_eq!(refused.status, WRONG);
    assert!(said(&refused).contains("it cannot be both"), "{}", said(&refused));
    assert!(refused.text().contains(&format!("{tick} checked")), "{}", refused.text());
    // An item that always applies cannot be said not to.
    let always = [("apart.five.life", "na"), ("answer.five.tasks", "na"), ("answer.five.life", "")];
    let before = last_ruling(&server);
    assert_eq!(send(&server, APPRAISAL, &cookie, &always).await, OK);
    let rulings = rulings_after(&server, before);
    let Ruling::Appraised(found) = &rulings[0].ruled.ruling else { panic!("{rulings:?}") };
    let answers: Vec<_> = found.answers.iter().map(|(id, answer)| (id.as_str(), *answer)).collect();
    assert_eq!(answers, [("five.tasks", Answer::NotApplicable)]);

    let apart = [("answer.five.tasks", ""), ("apart.five.tasks", "na"), ("answer.five.life", "7")];
    assert_eq!(send(&server, APPRAISAL, &cookie, &apart).await, OK);
    // The form shows it again, until the tick is taken away.
    assert!(page(&server, APPRAISAL, &cookie).await.text().contains(&format!("{tick} checked")));
    for path in [CASE, YEAR] {
        let shown = said(&page(&server, path, &cookie).await);
        for words in [
            "60 points do not apply, so the rest counts for as much more: \
             7 of 40 points count as 17 1/2 of 100.",
            "All criteria together: exactly 17 1/2 of 100 points.",
            "Does not apply this year",
        ] {
            assert!(shown.contains(words), "{path}: {words}: {shown}");
        }
        assert!(!shown.contains("this month"), "{path}: {shown}");
    }
    let points = [("answer.five.tasks", "60"), ("answer.five.life", "7")];
    assert_eq!(send(&server, APPRAISAL, &cookie, &points).await, OK);
    let shown = said(&page(&server, CASE, &cookie).await);
    assert!(shown.contains("67/100 points") && !shown.contains("do not apply"), "{shown}");
}

#[tokio::test]
async fn what_does_not_apply_is_left_out_or_granted_as_the_scheme_says() {
    let check = async |policy: &str, expect: &str| {
        let server = TestServer::start();
        let cookie = begin(&server, policy, "").await;
        let apart = [("answer.five.tasks", ""), ("apart.five.tasks", "na"), ("answer.five.life", "10")];
        assert_eq!(send(&server, APPRAISAL, &cookie, &apart).await, OK, "{policy}");
        let shown = said(&page(&server, CASE, &cookie).await);
        assert!(shown.contains(expect), "{policy}: {shown}");
    };
    check("exclude", "10/40 points").await;
    check("grant", "70/100 points").await;
}

#[tokio::test]
async fn how_far_a_bonus_counts_is_told() {
    let bonus = "
[[criteria.items]]
id = \"five.extra\"
text = { vi = \"Điểm thưởng\", en = \"A bonus\", bn = \"বোনাস\" }
rule.up_to = { most = 50 }
role = \"bonus\"
not_applicable = \"never\"
certainty = \"sample\"
";
    let server = TestServer::start();
    let cookie = begin(&server, "never", bonus).await;
    let check = async |extra: &str, expect: &str| {
        let points = [("answer.five.tasks", "60"), ("answer.five.life", "10"), ("answer.five.extra", extra)];
        assert_eq!(send(&server, APPRAISAL, &cookie, &points).await, OK);
        for path in [CASE, YEAR] {
            let shown = said(&page(&server, path, &cookie).await);
            assert!(shown.contains(expect), "{path}: {expect}: {shown}");
        }
    };
    check("20", "Bonus points count up to 5 over the maximum.").await;
    check("50", "Together 120 points, of which 105 count: bonus points count up to 5 over the maximum.")
        .await;
}
