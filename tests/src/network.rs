//! The road between phones and the server, and what can happen on it.

#![expect(clippy::expect_used, reason = "a harness that fails has to end its test")]

use std::collections::VecDeque;
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use minicbor::{Decode, Encode};
use shared::replica::encode;
use shared::sorted_map::SortedMap;
use shared::sync::engine::Failure;
use shared::sync::wire::Fault;

use crate::town::{Answer, Packed, TestServer};

/// Below this a phone sends a body as it is.
const WORTH_COMPRESSING: usize = 512;

/// What happens to one request and its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mishap {
    /// Nothing: the answer arrives.
    None,
    /// The request never reaches the server.
    RequestLost,
    /// The request reaches the server after this phone's next one did.
    RequestLate,
    /// The request reaches the server twice; the second answer arrives.
    RequestTwice,
    /// So many thousandths of the request reach the server.
    RequestCut(u16),
    /// The answer never reaches the phone.
    ResponseLost,
    /// The answer reaches the phone while it waits for the answer to the request
    /// that is so many later: 1 for the next one.
    ResponseLate(u8),
    /// The answer reaches the phone twice.
    ResponseTwice,
    /// So many thousandths of the answer reach the phone.
    ResponseCut(u16),
    /// The server dies while the request is on its way, and starts again.
    KilledBefore,
    /// The server dies between the commit and the answer, and starts again.
    KilledAfter,
}

/// A request on its way.
#[derive(Debug, Clone)]
struct Sent {
    method: &'static str,
    path: String,
    token: Option<String>,
    body: Packed,
}

/// Who waits for answers of one kind: the token, and what was asked for. In a
/// browser no answer reaches who asked for something else.
type Asker = (Option<String>, String);

impl Sent {
    fn asker(&self) -> Asker {
        let what = self.path.split('?').next().unwrap_or_default();
        (self.token.clone(), what.to_owned())
    }
}

/// The road and the server at its end.
pub struct Network {
    /// The server.
    pub server: TestServer,
    script: VecDeque<Mishap>,
    /// Requests that have yet to reach the server, by their sender.
    late_requests: SortedMap<Option<String>, Vec<Sent>>,
    /// Answers that have yet to reach the phone, by the asker.
    late_answers: SortedMap<Asker, Vec<(u8, Answer)>>,
    requests: usize,
}

impl Network {
    /// A road on which nothing happens yet.
    pub fn new() -> Self {
        Self::to(TestServer::start())
    }

    /// A road to this server.
    pub fn to(server: TestServer) -> Self {
        Self {
            server,
            script: VecDeque::new(),
            late_requests: SortedMap::new(),
            late_answers: SortedMap::new(),
            requests: 0,
        }
    }

    /// Lets this happen to the coming requests, one each; after that nothing happens.
    pub fn suffer(&mut self, mishaps: impl IntoIterator<Item = Mishap>) {
        self.script.extend(mishaps);
    }

    /// Ends all mishaps. What is late stays on its way.
    pub fn calm(&mut self) {
        self.script.clear();
    }

    /// How many requests phones have sent.
    pub fn requests(&self) -> usize {
        self.requests
    }

    /// Posts as `app/src/platform/http.rs` does, and gives what arrives at the
    /// phone, in order: the last of it is the outcome of this request.
    pub fn post<Q, A>(&mut self, path: &str, token: Option<&str>, body: &Q) -> Vec<Result<A, Failure>>
    where
        Q: Encode<()>,
        A: for<'b> Decode<'b, ()>,
    {
        self.ask("POST", path, token, pack(&encode(body)))
    }

    /// Puts bytes as they are, as `app/src/platform/http.rs` does; see [`Network::post`].
    pub fn put<A: for<'b> Decode<'b, ()>>(
        &mut self,
        path: &str,
        token: &str,
        bytes: &[u8],
    ) -> Vec<Result<A, Failure>> {
        self.ask("PUT", path, Some(token), Packed { gzip: false, bytes: bytes.to_vec() })
    }

    /// Asks without a body; see [`Network::post`].
    pub fn get<A: for<'b> Decode<'b, ()>>(&mut self, path: &str, token: &str) -> Vec<Result<A, Failure>> {
        self.ask("GET", path, Some(token), Packed { gzip: false, bytes: vec![] })
    }

    /// Asks for a file on a calm road; `None` where the server does not give it.
    pub fn file(&mut self, path: &str, token: &str) -> Option<Vec<u8>> {
        let answer = self.server.ask("GET", path, Some(token), Packed { gzip: false, bytes: vec![] });
        (answer.status == 200).then_some(answer.body.bytes)
    }

    fn ask<A: for<'b> Decode<'b, ()>>(
        &mut self,
        method: &'static str,
        path: &str,
        token: Option<&str>,
        body: Packed,
    ) -> Vec<Result<A, Failure>> {
        self.requests += 1;
        let sent = Sent { method, path: path.to_owned(), token: token.map(str::to_owned), body };
        let asker = sent.asker();
        let mut arriving = self.arriving(&asker);
        let late = self.late_requests.remove(&sent.token).unwrap_or_default();
        let mishap = self.script.pop_front().unwrap_or(Mishap::None);
        let outcome = self.carry(&sent, mishap);
        for old in late {
            // Nobody waits for the answer any more.
            self.deliver(&old);
        }
        let mut last = Vec::new();
        match (outcome, mishap) {
            (Some(answer), Mishap::ResponseTwice) => {
                arriving.push(answer.clone());
                last.push(read(&answer));
            }
            (Some(answer), _) => last.push(read(&answer)),
            (None, _) => last.push(Err(Failure::NoRoad)),
        }
        arriving.iter().map(read).chain(last).collect()
    }

    /// The late answers that arrive during the present request of this asker.
    fn arriving(&mut self, asker: &Asker) -> Vec<Answer> {
        let mut arriving = Vec::new();
        if let Some(late) = self.late_answers.get_mut(asker) {
            for (later, answer) in std::mem::take(late) {
                match later {
                    0 | 1 => arriving.push(answer),
                    _ => late.push((later - 1, answer)),
                }
            }
        }
        arriving
    }

    /// Carries a request there and its answer back, as far as they get.
    fn carry(&mut self, sent: &Sent, mishap: Mishap) -> Option<Answer> {
        match mishap {
            Mishap::None | Mishap::ResponseTwice => Some(self.deliver(sent)),
            Mishap::RequestLost => None,
            Mishap::RequestLate => {
                self.late_requests.entry(sent.token.clone()).or_default().push(sent.clone());
                None
            }
            Mishap::RequestTwice => {
                self.deliver(sent);
                Some(self.deliver(sent))
            }
            Mishap::RequestCut(thousandths) => {
                self.deliver(&Sent { body: cut(&sent.body, thousandths), ..sent.clone() });
                None
            }
            Mishap::ResponseLost => {
                self.deliver(sent);
                None
            }
            Mishap::ResponseLate(later) => {
                let answer = self.deliver(sent);
                self.late_answers.entry(sent.asker()).or_default().push((later, answer));
                None
            }
            Mishap::ResponseCut(thousandths) => {
                let answer = self.deliver(sent);
                Some(Answer { body: cut(&answer.body, thousandths), ..answer })
            }
            Mishap::KilledBefore => {
                self.server.kill();
                None
            }
            Mishap::KilledAfter => {
                self.deliver(sent);
                self.server.kill();
                None
            }
        }
    }

    /// Gives a request to the server. Every request takes a while.
    fn deliver(&mut self, sent: &Sent) -> Answer {
        self.server.pass(1_000);
        self.server.ask(sent.method, &sent.path, sent.token.as_deref(), sent.body.clone())
    }
}

impl Default for Network {
    fn default() -> Self {
        Self::new()
    }
}

/// The body as a phone sends it.
pub(crate) fn pack(body: &[u8]) -> Packed {
    if body.len() <= WORTH_COMPRESSING {
        return Packed { gzip: false, bytes: body.to_vec() };
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body).expect("memory takes every write");
    Packed { gzip: true, bytes: encoder.finish().expect("memory takes every write") }
}

/// The first so many thousandths of a body, always less than the whole.
pub(crate) fn cut(body: &Packed, thousandths: u16) -> Packed {
    let length = body.bytes.len() * usize::from(thousandths.min(999)) / 1_000;
    Packed { gzip: body.gzip, bytes: body.bytes.iter().take(length).copied().collect() }
}

/// Reads an answer as a phone does.
pub(crate) fn read<A: for<'b> Decode<'b, ()>>(answer: &Answer) -> Result<A, Failure> {
    let mut bytes = answer.body.bytes.clone();
    if answer.body.gzip {
        let mut inflated = Vec::new();
        // A browser gives nothing of a body that is cut.
        GzDecoder::new(bytes.as_slice()).read_to_end(&mut inflated).map_err(|_| Failure::NoRoad)?;
        bytes = inflated;
    }
    if answer.status == 200 {
        return minicbor::decode(&bytes).map_err(|_| Failure::NoRoad);
    }
    Err(minicbor::decode::<Fault>(&bytes).map_or(Failure::NoRoad, Failure::Fault))
}
