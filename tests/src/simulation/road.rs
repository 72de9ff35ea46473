//! The road in a history: every request and every answer takes its own time.

use shared::sync::engine::{Event, Failure};
use shared::sync::wire::{BundleResponse, Enrolled, SyncResponse};

use super::device::Life;
use super::world::{Happening, World};
use crate::network::{cut, read};
use crate::town::{Answer, Packed};

/// How long a phone waits for an answer, as `app/src/platform/http.rs` does.
const PATIENCE_MS: i64 = 120_000;

/// What a request is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// To bring changes and take news.
    Sync,
    /// To become a cell's phone.
    Enrol,
    /// To bring the part of this name.
    Part(String),
}

impl Purpose {
    fn path(&self) -> (&'static str, String) {
        match self {
            Self::Sync => ("POST", "/api/v1/sync".to_owned()),
            Self::Enrol => ("POST", "/api/v1/enrol".to_owned()),
            Self::Part(name) => ("PUT", format!("/api/v1/bundles/{name}")),
        }
    }
}

/// A request on its way.
#[derive(Clone)]
pub struct Letter {
    /// Its number among all requests.
    pub number: u64,
    /// The phone that sent it.
    pub device: usize,
    /// The tab that sent it.
    pub life: Life,
    /// What it is for.
    pub purpose: Purpose,
    token: Option<String>,
    body: Packed,
    is_cut: bool,
}

impl World {
    /// Sends a request, and gives its number.
    pub(super) fn send(
        &mut self,
        device: usize,
        life: Life,
        purpose: Purpose,
        token: Option<String>,
        body: Packed,
    ) -> u64 {
        let number = self.number();
        self.tally.requests += 1;
        self.at(PATIENCE_MS, Happening::GivesUp(device, life, number));
        if self.is_out(device) {
            self.tally.lost += 1;
            // A browser knows that it is offline.
            self.at(10, Happening::NoRoad(device, life, number));
            return number;
        }
        let weather = self.weather;
        if self.chance.happens(weather.lost) {
            self.tally.lost += 1;
            self.note(format_args!("request {number} is lost"));
            return number;
        }
        let mut letter = Letter { number, device, life, purpose, token, body, is_cut: false };
        if self.chance.happens(weather.cut) {
            self.tally.cut += 1;
            self.note(format_args!("request {number} is cut"));
            let thousandths = self.thousandths();
            letter = Letter { body: cut(&letter.body, thousandths), is_cut: true, ..letter };
        }
        if self.chance.happens(weather.doubled) {
            self.tally.doubled += 1;
            let delay = self.delay();
            self.at(delay, Happening::Arrives(Box::new(letter.clone())));
        }
        let delay = self.delay();
        self.at(delay, Happening::Arrives(Box::new(letter)));
        number
    }

    /// A request reaches the server, which may die of it.
    pub(super) fn arrive(&mut self, letter: &Letter) {
        let (weather, number) = (self.weather, letter.number);
        let ask = |server: &crate::town::TestServer| {
            let (method, path) = letter.purpose.path();
            server.ask(method, &path, letter.token.as_deref(), letter.body.clone())
        };
        if self.chance.happens(weather.killed) {
            self.tally.server_kills += 1;
            let when = self.chance.below(3);
            self.note(format_args!("the server dies at request {number}: {when}"));
            match when {
                0 => self.server.kill(),
                1 => {
                    let thousandths = self.thousandths();
                    self.server.kill_during(thousandths, |server| drop(ask(server)));
                }
                _ => {
                    drop(ask(&self.server));
                    self.server.kill();
                }
            }
            return;
        }
        let mut answer = ask(&self.server);
        self.note(format_args!("request {number} is answered: {}", answer.status));
        if letter.is_cut {
            // Nobody is there any more.
            return;
        }
        if self.chance.happens(weather.lost) {
            self.tally.lost += 1;
            self.note(format_args!("answer {number} is lost"));
            return;
        }
        if self.chance.happens(weather.cut) {
            self.tally.cut += 1;
            let thousandths = self.thousandths();
            answer = Answer { body: cut(&answer.body, thousandths), ..answer };
        }
        if self.chance.happens(weather.doubled) {
            self.tally.doubled += 1;
            let delay = self.delay();
            self.at(delay, Happening::Answers(Box::new(letter.clone()), answer.clone()));
        }
        let delay = self.delay();
        self.at(delay, Happening::Answers(Box::new(letter.clone()), answer));
    }

    /// An answer reaches the phone.
    pub(super) fn take_answer(&mut self, letter: &Letter, answer: &Answer) {
        let Letter { number, device, life, .. } = *letter;
        if self.is_out(device) {
            self.tally.lost += 1;
            return;
        }
        match &letter.purpose {
            Purpose::Sync => {
                let waited = self.stop_waiting(device, life, number);
                match read::<SyncResponse>(answer) {
                    // One that nobody waits for is told to the engine all the same.
                    Ok(response) => {
                        self.with_tab(device, life, |tab, _| tab.phone.has_told(&response));
                        self.tell(device, life, Event::Answer(response));
                    }
                    Err(failure) if waited => self.tell(device, life, Event::Failed(failure)),
                    Err(_) => {}
                }
            }
            Purpose::Enrol => {
                if self.stop_asking(device, life, number) {
                    self.take_enrolment(device, life, read::<Enrolled>(answer));
                }
            }
            Purpose::Part(_) => self.take_word(device, life, number, read::<BundleResponse>(answer)),
        }
    }

    /// No answer came, and none will be waited for.
    pub(super) fn give_up(&mut self, device: usize, life: Life, number: u64) {
        if self.stop_waiting(device, life, number) {
            self.tally.given_up += 1;
            self.tell(device, life, Event::Failed(Failure::NoRoad));
        } else if self.stop_asking(device, life, number) {
            self.tally.given_up += 1;
            self.take_enrolment(device, life, Err(Failure::NoRoad));
        } else {
            self.take_word(device, life, number, Err(Failure::NoRoad));
        }
    }

    fn stop_waiting(&mut self, device: usize, life: Life, number: u64) -> bool {
        let stopped = self.with_tab(device, life, |tab, _| tab.waits.take_if(|waits| *waits == number));
        stopped.flatten().is_some()
    }

    fn stop_asking(&mut self, device: usize, life: Life, number: u64) -> bool {
        let stopped = self.with_tab(device, life, |tab, _| tab.asks.take_if(|asks| *asks == number));
        stopped.flatten().is_some()
    }

    fn delay(&mut self) -> i64 {
        if self.chance.happens(self.weather.late) {
            self.tally.late += 1;
            self.chance.millis(30_000, 400_000)
        } else {
            self.chance.millis(40, 2_500)
        }
    }

    fn thousandths(&mut self) -> u16 {
        u16::try_from(self.chance.below(1_000)).unwrap_or(0)
    }
}
