//! A real browser, killed as `SIGKILL` does in the moment in which the page
//! calls a task saved, or at a moment that nobody chose: what the page called
//! saved must be there afterwards, and must reach the ward.
//!
//! The server is gone all the while; nothing but the phone's own store can
//! remember.

use std::time::Duration;

use vectors::dice::Dice;

use crate::browser::{Browser, Size};
use crate::story::{Place, at_ward, begin};

/// The longest that the browser lives after a tap on "save", or after the page
/// said that it was saved.
const LONGEST_LIFE_MS: u64 = 60;

/// Looks at a list after which what is not in it will not come.
const LOOKS: u32 = 20;

/// What came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BrowserKills {
    /// Times that the browser was killed.
    pub kills: u64,
    /// Tasks that the page had called saved when it was killed.
    pub saved: u64,
    /// Of the others, which were killed while they were being saved, those that were there afterwards.
    pub saved_unsaid: u64,
    /// Tasks that had been called saved and were not there afterwards, or did not reach the ward.
    pub lost: u64,
}

/// Kills the browser so many times.
pub async fn kill_browsers(kills: u64, seed: u64, progress: impl Fn(u64)) -> BrowserKills {
    let place = Place::new();
    let (server, mut phone) = begin(&place).await;
    // A server that is started again prints no codes.
    let (origin, code) = (server.origin.clone(), server.enrolment_codes(crate::story::CELL).get(1).cloned());
    server.kill();
    let mut dice = Dice::new(seed);
    let mut sum = BrowserKills { kills, ..BrowserKills::default() };
    let mut saved = Vec::new();
    for number in 1..=kills {
        let what = format!("Việc thử số {number}.");
        let waits = !dice.roll().is_multiple_of(4);
        fill_in(&phone, &origin, &what).await;
        phone.tap("#assign").await;
        if waits {
            // The page of the task appears when its save is confirmed.
            phone.sees("h1", &what).await;
            phone.sees(".savestate", "Trên máy").await;
        }
        tokio::time::sleep(Duration::from_millis(dice.roll() % LONGEST_LIFE_MS)).await;
        phone.kill().await;
        phone = place.browser("phone", Size::Phone).await;
        let is_there = shows(&phone, &origin, &what).await;
        match (waits, is_there) {
            (true, true) => saved.push(what),
            (true, false) => sum.lost += 1,
            (false, true) => {
                sum.saved_unsaid += 1;
                saved.push(what);
            }
            (false, false) => {}
        }
        sum.saved += u64::from(waits);
        progress(number);
    }
    for what in &saved {
        sum.lost += u64::from(!shows(&phone, &origin, what).await);
    }
    let server = place.serve();
    at_ward(&phone, &server).await;
    phone.close().await;
    // Another phone of the cell gets them from the ward.
    let other = place.browser("other", Size::Phone).await;
    crate::story::enrol(&other, &server, &code.unwrap_or_default()).await;
    for what in &saved {
        sum.lost += u64::from(!shows(&other, &origin, what).await);
    }
    other.close().await;
    sum
}

async fn fill_in(phone: &Browser, origin: &str, what: &str) {
    phone.goto(&format!("{origin}/cell/tasks/new")).await;
    phone.fill("#what", what).await;
    // The draft of a task that was not saved may have ticked it already.
    let ticked = "(box => box.checked || (box.click(), false))(document.querySelector('.checkcard input'))";
    phone.wait(ticked).await;
}

/// Whether the phone's list of tasks comes to show the task.
async fn shows(phone: &Browser, origin: &str, what: &str) -> bool {
    phone.goto(&format!("{origin}/cell/tasks")).await;
    phone.wait("document.querySelector('.list')").await;
    for _ in 0..LOOKS {
        if phone.text("main").await.contains(what) {
            return true;
        }
        // A long list shows its first rows, and more when it is asked.
        phone.run("document.querySelector('#more')?.click();").await;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    false
}
