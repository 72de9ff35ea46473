//! The register's groups, and the cap that holds within each of them.

use axum::http::StatusCode;
use shared::ruling::Ruling;

use super::committee::with_committee;
use super::harness::TestServer;
use super::office::{last_ruling, official, page, post, rulings_after, said, viewer};

const REGISTER: &str = "/ward/dong-mai/register";
const YEARS: &str = "/ward/dong-mai/years/2024";

/// Sends a form that saw everything.
async fn rule(server: &TestServer, path: &str, cookie: &str, fields: &[(&str, &str)]) -> StatusCode {
    let seen = last_ruling(server).to_string();
    let all: Vec<_> = [("seen", seen.as_str())].into_iter().chain(fields.iter().copied()).collect();
    post(server, path, cookie, &all).await.status
}

#[tokio::test]
async fn an_organisation_is_put_into_a_group() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    let path = format!("{REGISTER}/bieu-nghi");
    let seen = last_ruling(&server);
    assert_eq!(rule(&server, &path, &cookie, &[("group", "Khu dân cư")]).await, StatusCode::SEE_OTHER);
    let rulings = rulings_after(&server, seen);
    let [Ruling::Registered(organisation)] = [&rulings[0].ruled.ruling] else { panic!("{rulings:?}") };
    assert_eq!(
        (organisation.code.as_str(), organisation.group.as_deref()),
        ("bieu-nghi", Some("Khu dân cư"))
    );
    assert!(page(&server, REGISTER, &cookie).await.text().contains("Khu dân cư"));
    // The next form offers what there is, and who saw less overwrites nothing.
    assert!(page(&server, &format!("{REGISTER}/trai-thanh"), &cookie).await.text().contains("Khu dân cư"));
    let late = post(&server, &path, &cookie, &[("seen", &seen.to_string()), ("group", "Trường học")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let long = "x".repeat(500);
    assert_eq!(rule(&server, &path, &cookie, &[("group", &long)]).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(rule(&server, &format!("{REGISTER}/nowhere"), &cookie, &[]).await, StatusCode::NOT_FOUND);
    // Who may only look sees no form.
    let looks = viewer(&server).await;
    assert!(!page(&server, &path, &looks).await.text().contains("name=\"group\""));
    // Nothing written takes it out again.
    assert_eq!(rule(&server, &path, &cookie, &[("group", " ")]).await, StatusCode::SEE_OTHER);
    assert!(!page(&server, REGISTER, &cookie).await.text().contains("Khu dân cư"));
}

#[tokio::test]
async fn each_group_has_its_own_ratio() {
    let server = TestServer::start();
    let cookie = official(&server).await;
    let file = include_str!("../../../shared/schemes/qd-124.toml");
    let grouped = file.replace(
        "rounding = \"down\"",
        "rounding = \"down\"\nexceptional = 25\ngroup = [\"kind\", \"register\"]",
    );
    let twice = grouped.replace("[\"kind\", \"register\"]", "[\"kind\", \"kind\"]");
    let publish = "/ward/dong-mai/schemes/publish";
    let faulty = post(&server, publish, &cookie, &[("seen", "99"), ("file", twice.as_str())]).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let line = 1 + twice.lines().position(|line| line.starts_with("group =")).unwrap();
    assert!(said(&faulty).contains(&format!("Dòng {line}: Nhóm tính tỷ lệ")), "{}", said(&faulty));
    assert_eq!(rule(&server, publish, &cookie, &[("file", &grouped)]).await, StatusCode::SEE_OTHER);
    let choose = "/ward/dong-mai/schemes/2024/year/cell";
    let fields = [("scheme", "qd-124:3"), ("span", "this")];
    assert_eq!(rule(&server, choose, &cookie, &fields).await, StatusCode::SEE_OTHER);
    let put = format!("{REGISTER}/bieu-nghi");
    assert_eq!(rule(&server, &put, &cookie, &[("group", "Khu dân cư")]).await, StatusCode::SEE_OTHER);

    let years = said(&page(&server, YEARS, &cookie).await);
    assert!(years.contains("Party cells · Khu dân cư: The usual ratio, 20 %"), "{years}");
    assert!(years.contains("Party cells · In no group: The usual ratio, 20 %"), "{years}");
    let group = "/ward/dong-mai/groups/2024/cell/bieu-nghi";
    let fields = [("verdict", "outstanding"), ("reason", "Dẫn đầu phong trào")];
    assert_eq!(rule(&server, group, &cookie, &fields).await, StatusCode::SEE_OTHER);
    let years = said(&page(&server, YEARS, &cookie).await);
    assert!(years.contains("Party cells · Khu dân cư: Outstanding results, 25 %"), "{years}");
    assert!(years.contains("Party cells · In no group: The usual ratio, 20 %"), "{years}");
    let year = said(&page(&server, "/standings/dong-mai/2024", &cookie).await);
    for name in ["Party cells · Khu dân cư", "Party cells · In no group"] {
        assert!(year.contains(name), "{name}: {year}");
    }
    // Without one of its organisations no such group is named.
    let all = page(&server, "/ward/dong-mai/groups/2024/cell", &cookie).await;
    assert_eq!(all.status, StatusCode::NOT_FOUND);
}

/// Where the cap parts nobody, cells and committees stand for the same places: one
/// group is listed, and one ruling raises it for both.
#[tokio::test]
async fn a_group_of_both_kinds_is_one_group() {
    let server = with_committee();
    let cookie = official(&server).await;
    let mut file = include_str!("../../../shared/schemes/qd-124.toml").to_owned();
    for (old, new) in [
        ("id = \"qd-124\"", "id = \"whole\""),
        ("organisations = \"cell\"", "organisations = [\"cell\", \"committee\"]"),
        ("rounding = \"down\"", "rounding = \"down\"\nexceptional = 25\ngroup = []"),
    ] {
        assert!(file.contains(old), "{old}");
        file = file.replacen(old, new, 1);
    }
    let publish = "/ward/dong-mai/schemes/publish";
    assert_eq!(rule(&server, publish, &cookie, &[("file", &file)]).await, StatusCode::SEE_OTHER);
    let choose = "/ward/dong-mai/schemes/2024/year/cell";
    let fields = [("scheme", "whole:3"), ("span", "this"), ("kinds", "all")];
    assert_eq!(rule(&server, choose, &cookie, &fields).await, StatusCode::SEE_OTHER);
    let check = async |usual: usize, raised: usize| {
        let years = said(&page(&server, YEARS, &cookie).await);
        assert_eq!(years.matches("The whole ward: The usual ratio, 20 %").count(), usual, "{years}");
        assert_eq!(years.matches("The whole ward: Outstanding results, 25 %").count(), raised, "{years}");
    };
    check(1, 0).await;
    let group = "/ward/dong-mai/groups/2024/committee";
    let fields = [("verdict", "outstanding"), ("reason", "Dẫn đầu phong trào")];
    assert_eq!(rule(&server, group, &cookie, &fields).await, StatusCode::SEE_OTHER);
    check(0, 1).await;
}
