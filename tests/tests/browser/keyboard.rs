//! The standings without a mouse: every step from the map of the year to the
//! reasons of a month is made with the keys.

use serde_json::json;
use tests::browser::{Browser, Size};

use tests::story::Place;

/// More than the links and controls before any that a step is made with.
const MOST: usize = 400;

#[tokio::test]
async fn the_standings_are_operated_by_keys() {
    let place = Place::new();
    let server = place.serve();
    let desk = place.browser("desk", Size::Desktop).await;
    desk.goto(&format!("{}/standings/dong-mai/2024", server.origin)).await;
    desk.wait("document.querySelector('#code')").await;
    focus(&desk, "#code").await;
    for digit in server.viewing_code("dong-mai").chars() {
        press(&desk, &digit.to_string(), 0).await;
    }
    press(&desk, "Enter", 13).await;
    desk.sees("h1", "năm 2024").await;

    // On a wide screen the filters stand open; one of them is followed.
    focus(&desk, "nav.filters a[href$='only=missing']").await;
    press(&desk, "Enter", 13).await;
    desk.wait("location.search === '?only=missing'").await;
    // A head sorts.
    focus(&desk, "#year-results .sorter[href*='sort=name']").await;
    press(&desk, "Enter", 13).await;
    desk.wait("location.search.includes('sort=name')").await;

    // A cell of the map leads to its reasons, which open and close.
    desk.goto_path("/standings/dong-mai/2024").await;
    focus(&desk, "#heat a.grade").await;
    press(&desk, "Enter", 13).await;
    desk.wait("document.querySelector('#grades')").await;
    for selector in ["#grades ~ details > summary", "details[open] > details > summary"] {
        focus(&desk, selector).await;
        press(&desk, "Enter", 13).await;
        desk.wait("document.activeElement.parentElement.open").await;
        press(&desk, " ", 32).await;
        desk.wait("!document.activeElement.parentElement.open").await;
    }
}

/// Goes on from control to control until the first that fits has the focus, and can be seen to have it.
async fn focus(desk: &Browser, selector: &str) {
    desk.wait(&format!("document.querySelector({})", json!(selector))).await;
    let there = format!("return document.activeElement === document.querySelector({});", json!(selector));
    for step in 0..=MOST {
        let at = desk.run("return document.activeElement.outerHTML.slice(0, 200);").await;
        assert!(step < MOST, "the keys do not lead to {selector}, but to {at}");
        if desk.run(&there).await == json!(true) {
            let seen = "const s = getComputedStyle(document.activeElement); \
                return s.outlineStyle !== 'none' && s.outlineWidth !== '0px';";
            assert_eq!(desk.run(seen).await, json!(true), "{selector} is not seen to have the focus");
            return;
        }
        press(desk, "Tab", 9).await;
    }
}

/// Presses a key as the keyboard does.
async fn press(desk: &Browser, key: &str, code: u8) {
    let text = match key {
        "Tab" => "",
        "Enter" => "\r",
        other => other,
    };
    for kind in ["keyDown", "keyUp"] {
        let text = if kind == "keyDown" { text } else { "" };
        desk.cdp(
            "Input.dispatchKeyEvent",
            json!({ "type": kind, "key": key, "text": text, "windowsVirtualKeyCode": code }),
        )
        .await;
    }
}
