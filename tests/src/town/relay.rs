//! A relay of the ward: a server beside the town's, and the way between them.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use server::auth::code::AccessCode;
use server::auth::secret::Secret;
use server::forward::{BringError, Brought, bring, pictures};
use server::store::relays::RelayNumber;
use server::store::town::RefusedByTown;
use shared::replica::encode;
use shared::sync::engine::Failure;
use shared::sync::relay::{Joined, RelayRequest, RelayResponse};
use shared::sync::wire::{EnrolRequest, Fault, VERSION};
use shared::words::Title;

use super::{Packed, TestServer, folder, open, runtime, ward};
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
    /// Another program forwards the same data file while the answer is on its way.
    Overtaken,
    /// The relay dies after the town has stored it, and starts again.
    RelayKilled,
    /// The town's server dies after it has stored it, and starts again.
    TownKilled,
}

/// Why a way to the town ended early.
pub type Lost = BringError<Failure>;

impl TestServer {
    /// A code by which a relay joins.
    pub fn relay_code(&mut self) -> AccessCode {
        self.codes += 1;
        let code: AccessCode = format!("9{:07}", self.codes).parse().expect("a code");
        let (given, until) = (code.clone(), self.now().plus_millis(86_400_000));
        let name = Title::new("Laptop").expect("a name");
        let store = &self.running().store;
        let put = store.write_blocking(move |writing| writing.put_relay(&ward().code, &name, &given, until));
        put.expect("a relay is named");
        code
    }

    /// Revokes every relay of the ward.
    pub fn revoke_relays(&self) {
        let now = self.now();
        for relay in self.read(|reading| reading.relays(&ward().code)) {
            let RelayNumber(number) = relay.number;
            let revoked = self
                .running()
                .store
                .write_blocking(move |writing| writing.revoke_relay(&ward().code, RelayNumber(number), now));
            assert_eq!(revoked, Ok(true));
        }
    }

    /// A relay of the ward on a fresh data file, which has the town's register and rulings.
    pub fn relay_of(town: &mut Self) -> Self {
        let mut relay = Self::nobodys_relay(town);
        relay.join(town).expect("the code is good");
        relay.forward(town);
        relay
    }

    /// A fresh data file that has joined nobody.
    pub fn nobodys_relay(town: &Self) -> Self {
        let folder = folder();
        let clock = Arc::new(AtomicI64::new(town.now().millis()));
        let running = open(folder.path(), &clock);
        Self { running: Some(running), folder, clock, codes: 5_000, runtime: runtime() }
    }

    /// Joins the town's server by a fresh code.
    ///
    /// # Errors
    /// What the town answers.
    pub fn join(&mut self, town: &mut Self) -> Result<Joined, Failure> {
        let code = town.relay_code();
        let hash = code.hash();
        let joining = self.running().store.write_blocking(move |writing| writing.joining(&hash));
        self.join_by(town, &code, &joining.expect("it is noted before it is sent"))
    }

    /// Joins by this code and secret.
    ///
    /// # Errors
    /// What the town answers.
    pub fn join_by(&mut self, town: &Self, code: &AccessCode, secret: &Secret) -> Result<Joined, Failure> {
        let request = EnrolRequest {
            version: VERSION,
            code: code.to_string(),
            secret: secret.reveal(),
            former: None,
            key: None,
        };
        let joined: Joined = read(&town.post("/api/v1/relay", None, pack(&encode(&request))))?;
        let (noted, token) = (joined.clone(), secret.clone());
        let store = &self.running().store;
        let put = store.write_blocking(move |writing| writing.put_joined(&noted, (URL, None), &token));
        put.expect("it is noted");
        Ok(joined)
    }

    /// Goes to the town and back until both have all.
    pub fn forward(&mut self, town: &mut Self) -> Brought {
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
    ) -> Result<Brought, Lost> {
        let (mut number, mut killed) = (0, false);
        let brought = bring(&self.running().store, |token, request| {
            let happened = happens(number);
            number += 1;
            assert!(number < MOST_PAGES, "the relay goes to the town for ever");
            self.pass(1_000);
            match happened {
                OnTheWay::RequestLost => return Err(Failure::NoRoad),
                OnTheWay::RequestTwice => drop(send(town, token, request)?),
                _ => {}
            }
            let answer = send(town, token, request)?;
            match happened {
                OnTheWay::AnswerLost => return Err(Failure::NoRoad),
                OnTheWay::RelayKilled => {
                    killed = true;
                    return Err(Failure::NoRoad);
                }
                OnTheWay::TownKilled => town.kill(),
                OnTheWay::Overtaken => {
                    let other = bring(&self.running().store, |token, request| send(town, token, request));
                    other.expect("the road is calm");
                }
                _ => {}
            }
            Ok(answer)
        });
        if killed {
            self.kill();
        }
        brought
    }

    /// Brings pictures to the town, and says how many.
    pub fn forward_pictures(&mut self, town: &mut Self) -> usize {
        let brought = pictures::bring(&self.running().store, |token, path, piece| {
            let method = if piece.is_some() { "PUT" } else { "GET" };
            let body = Packed { gzip: false, bytes: piece.unwrap_or_default().to_vec() };
            match read(&town.ask(method, path, Some(&token.reveal()), body)) {
                Ok(status) => Ok(Some(status)),
                Err(Failure::Fault(Fault::UnknownPhoto)) => Ok(None),
                Err(failure) => Err(failure),
            }
        });
        brought.expect("the road is calm")
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

fn send(town: &TestServer, token: &Secret, request: &RelayRequest) -> Result<RelayResponse, Failure> {
    assert!(request.is_within_limits());
    town.pass(1_000);
    read(&town.post("/api/v1/sync", Some(&token.reveal()), pack(&encode(request))))
}
