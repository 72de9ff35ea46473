//! A relay of the ward: a server beside the town's, and the way between them.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use server::auth::code::AccessCode;
use server::auth::secret::Secret;
use server::forward::run::{Next, Run};
use server::forward::take::{TakeError, Taken, take};
use server::pipeline::open_documents::OpenDocuments;
use server::store::StoreError;
use server::store::relays::RelayNumber;
use server::store::town::RefusedByTown;
use shared::id::RequestId;
use shared::replica::encode;
use shared::sync::engine::Failure;
use shared::sync::relay::{JoinRequest, Joined, RelayResponse};
use shared::sync::wire::VERSION;
use shared::words::Title;

use super::{TestServer, folder, open, runtime, ward};
use crate::network::{pack, read};

/// Pages after which a way is taken to go on for ever.
const MOST_PAGES: usize = 500;
/// The town's address, as the relay notes it; nobody goes there by it.
const URL: &str = "https://town.example";

/// What happens to one page on its way to the town and back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnTheWay {
    /// Nothing.
    Whole,
    /// The request never reaches the town.
    RequestLost,
    /// The request reaches the town twice, the second answer counts.
    RequestTwice,
    /// The town stores it, and the answer never reaches the relay.
    AnswerLost,
    /// The answer is stored twice.
    AnswerTwice,
    /// The relay dies after the town has stored it, and starts again.
    RelayKilled,
    /// The town's server dies after it has stored it, and starts again.
    TownKilled,
}

impl TestServer {
    /// A code by which a relay joins.
    pub fn relay_code(&mut self) -> AccessCode {
        self.codes += 1;
        let code: AccessCode = format!("9{:07}", self.codes).parse().expect("a code");
        let (given, until) = (code.clone(), self.now().plus_millis(86_400_000));
        let name = Title::new("Laptop").expect("a name");
        let put = self
            .running()
            .store
            .write_blocking(move |writing| writing.put_relay(&ward().code, &name, &given, until));
        put.expect("a relay is named");
        code
    }

    /// Revokes every relay of the ward.
    pub fn revoke_relays(&self) {
        let now = self.now();
        let relays = self.read(|reading| reading.relays(&ward().code));
        for relay in relays {
            let RelayNumber(number) = relay.number;
            let revoked = self
                .running()
                .store
                .write_blocking(move |writing| writing.revoke_relay(&ward().code, RelayNumber(number), now));
            assert_eq!(revoked, Ok(true));
        }
    }

    /// A relay of the ward on a fresh data file, which knows nothing yet.
    pub fn relay_of(town: &mut Self) -> Self {
        let folder = folder();
        let clock = Arc::new(AtomicI64::new(town.now().millis()));
        let running = open(folder.path(), &clock);
        let mut relay = Self { running: Some(running), folder, clock, codes: 5_000, runtime: runtime() };
        relay.join(town).expect("the code is good");
        relay
    }

    /// Joins the town's server by a fresh code.
    ///
    /// # Errors
    /// What the town answers.
    pub fn join(&mut self, town: &mut Self) -> Result<Joined, Failure> {
        let code = town.relay_code();
        self.join_by(town, &code, &Secret::draw().expect("chance"))
    }

    /// Joins by this code and secret.
    ///
    /// # Errors
    /// What the town answers.
    pub fn join_by(&mut self, town: &Self, code: &AccessCode, secret: &Secret) -> Result<Joined, Failure> {
        let (given, drawn) = (code.clone(), secret.clone());
        let store = &self.running().store;
        store
            .write_blocking(move |writing| writing.put_joining(URL, &given, &drawn))
            .expect("it is noted before it is sent");
        let kept = store.read_blocking(|reading| reading.joining(URL, code)).expect("it can be read");
        assert_eq!(kept.as_ref(), Some(secret));
        let request = JoinRequest { version: VERSION, code: code.to_string(), secret: secret.reveal() };
        let joined: Joined = read(&town.post("/api/v1/relay", None, pack(&encode(&request))))?;
        let noted = joined.clone();
        store.write_blocking(move |writing| writing.put_joined(&noted)).expect("it is noted");
        Ok(joined)
    }

    /// Goes to the town and back until both have all.
    pub fn forward(&mut self, town: &mut Self) -> Taken {
        self.forward_through(town, |_| OnTheWay::Whole).expect("the road is calm")
    }

    /// Goes to the town page by page; `happens` says what becomes of each. Where
    /// a page gets lost, the rest of this way is not gone.
    ///
    /// # Errors
    /// What the town answers, or that a page got lost.
    pub fn forward_through(
        &mut self,
        town: &mut Self,
        mut happens: impl FnMut(usize) -> OnTheWay,
    ) -> Result<Taken, Failure> {
        let mut run = Run::default();
        self.running().store.write_blocking(|writing| writing.note_for_town()).expect("changes are noted");
        for number in 0..MOST_PAGES {
            let mut name = [7; 16];
            name_request(&mut name, number, self.now().millis());
            let asked = self.read(|reading| {
                let town = reading.town()?.ok_or(StoreError::Relay)?;
                let page = run.page(reading, &town, RequestId::from_bytes(name))?;
                Ok((town.token, page))
            });
            let (token, page) = asked;
            assert!(page.request.is_within_limits());
            self.pass(1_000);
            town.pass(1_000);
            let send = |town: &Self| -> Result<RelayResponse, Failure> {
                read(&town.post("/api/v1/sync", Some(&token.reveal()), pack(&encode(&page.request))))
            };
            let happened = happens(number);
            let answer = match happened {
                OnTheWay::RequestLost => return Err(Failure::NoRoad),
                OnTheWay::RequestTwice => {
                    send(town)?;
                    send(town)?
                }
                _ => send(town)?,
            };
            match happened {
                OnTheWay::AnswerLost => return Err(Failure::NoRoad),
                OnTheWay::RelayKilled => {
                    self.kill();
                    return Err(Failure::NoRoad);
                }
                OnTheWay::TownKilled => town.kill(),
                _ => {}
            }
            let stored = self.store_answer(&page, &answer).expect("the answer is stored");
            if happened == OnTheWay::AnswerTwice && page.request.point != answer.point {
                assert_eq!(self.store_answer(&page, &answer), Err(TakeError::Stale));
            }
            if run.took(&page, stored) == Next::Rest {
                return Ok(run.all());
            }
        }
        unreachable!("the relay goes to the town for ever")
    }

    fn store_answer(
        &self,
        page: &server::forward::Page,
        answer: &RelayResponse,
    ) -> Result<Taken, TakeError> {
        let (page, answer, now) = (page.clone(), answer.clone(), self.now());
        self.running().store.write_blocking(move |writing| {
            take(writing, &OpenDocuments::default(), &page, &answer, now)
        })
    }

    /// What the town refused of what this relay brought.
    pub fn refused_by_town(&self) -> Vec<RefusedByTown> {
        self.read(|reading| reading.refused_by_town())
    }

    /// How many changes the town has not confirmed, as far as they are noted.
    pub fn count_for_town(&self) -> u64 {
        self.read(|reading| reading.count_for_town())
    }
}

/// Names of requests only have to differ.
fn name_request(name: &mut [u8; 16], number: usize, now: i64) {
    let (first, second) = name.split_at_mut(8);
    first.copy_from_slice(&now.to_be_bytes());
    second.copy_from_slice(&(number as u64).to_be_bytes());
}
