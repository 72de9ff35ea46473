//! Phones that ask over HTTP, all at once.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Barrier;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use shared::id::RequestId;
use shared::sync::wire::{Outcome, Push, Reads, SyncPoint, SyncRequest, SyncResponse, VERSION};

use crate::server::Server;
use crate::ward::Device;

/// Bodies up to so many bytes go as they are, as the phone sends them
/// (`app/src/platform/http.rs`).
const WORTH_COMPRESSING: usize = 512;
/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// A request as the phone sends it, ready to go; what its browser says of itself
/// beside that is left out.
pub fn request(device: &Device, point: SyncPoint, push: Vec<Push>) -> Vec<u8> {
    let body = SyncRequest {
        version: VERSION,
        request: RequestId::from_bytes([1; 16]),
        point,
        push,
        key: None,
        reads: Some(Reads::WHOLE),
    };
    let body = minicbor::to_vec(body).expect("it can be written");
    let (body, encoding) =
        if WORTH_COMPRESSING < body.len() { (gzip(&body), "Content-Encoding: gzip\r\n") } else { (body, "") };
    let head = format!(
        "POST /api/v1/sync HTTP/1.1\r\nHost: w\r\nAuthorization: Bearer {}\r\nContent-Type: application/cbor\r\n\
         {encoding}Accept-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
        device.token,
        body.len()
    );
    [head.as_bytes(), &body].concat()
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// What a phone got.
pub struct Answer {
    /// From before it connected to the last byte.
    pub took: Duration,
    sent: usize,
    bytes: Vec<u8>,
}

impl Answer {
    /// The answer, unpacked.
    pub fn response(&self) -> SyncResponse {
        let end = head_end(&self.bytes).expect("the answer has a head");
        let (head, body) = self.bytes.split_at(end);
        let mut plain = Vec::new();
        if String::from_utf8_lossy(head).to_lowercase().contains("content-encoding: gzip") {
            flate2::read::GzDecoder::new(body).read_to_end(&mut plain).expect("it is gzip");
        } else {
            plain.extend(body);
        }
        minicbor::decode(&plain).expect("an answer of the protocol")
    }

    /// How many pushes it says to be stored, with every change.
    pub fn whole(&self) -> usize {
        let outcomes = self.response().outcomes;
        outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Whole { .. })).count()
    }
}

/// What came of many phones.
pub struct Run {
    /// From the first one's beginning to the last one's end.
    pub took: Duration,
    /// Those that got an answer.
    pub answers: Vec<Answer>,
    /// Those that got none.
    pub failures: usize,
}

impl Run {
    /// In milliseconds.
    pub fn p50(&self) -> f64 {
        self.percentile(50)
    }

    /// In milliseconds.
    pub fn p99(&self) -> f64 {
        self.percentile(99)
    }

    /// In both directions, heads included.
    pub fn bytes(&self) -> usize {
        self.sent() + self.received()
    }

    pub fn sent(&self) -> usize {
        self.answers.iter().map(|answer| answer.sent).sum()
    }

    pub fn received(&self) -> usize {
        self.answers.iter().map(|answer| answer.bytes.len()).sum()
    }

    fn percentile(&self, percent: usize) -> f64 {
        let mut each: Vec<_> = self.answers.iter().map(|answer| answer.took).collect();
        each.sort_unstable();
        let place = (each.len() * percent).div_ceil(100).saturating_sub(1);
        each.get(place).map_or(f64::NAN, |took| took.as_secs_f64() * 1000.0)
    }
}

/// Sends every request over a connection of its own, all at once. As phones
/// do, none closes its connection before all are answered.
pub fn all_at_once(server: &Server, requests: impl Iterator<Item = Vec<u8>>) -> Run {
    gather(requests.map(|request| (server.address, request)).collect())
}

/// Where a phone stands that has pulled, page by page, all that there is.
pub fn caught_up(server: &Server, device: &Device) -> SyncPoint {
    let mut point = SyncPoint::default();
    loop {
        let page = all_at_once(server, std::iter::once(request(device, point, vec![])));
        let response = page.answers.first().expect("there is an answer").response();
        point = response.point;
        if !response.more {
            return point;
        }
    }
}

/// As [`all_at_once`], each to an address of its own.
pub fn gather(requests: Vec<(SocketAddr, Vec<u8>)>) -> Run {
    let (start, end) = (Barrier::new(requests.len() + 1), Barrier::new(requests.len()));
    std::thread::scope(|scope| {
        let (start, end) = (&start, &end);
        let phones: Vec<_> = requests
            .iter()
            .map(|(address, request)| {
                scope.spawn(move || {
                    start.wait();
                    let begin = Instant::now();
                    let asked = ask(*address, request);
                    let took = begin.elapsed();
                    end.wait();
                    let (bytes, _open) = asked.ok()?;
                    Some((Answer { took, sent: request.len(), bytes }, begin))
                })
            })
            .collect();
        start.wait();
        let answers: Vec<_> = phones.into_iter().map(|phone| phone.join().expect("a phone asks")).collect();
        let failures = answers.iter().filter(|answer| answer.is_none()).count();
        // By the phones' own clocks: on a busy machine this thread is woken after them.
        let first = answers.iter().flatten().map(|(_, begin)| *begin).min();
        let last = answers.iter().flatten().map(|(answer, begin)| *begin + answer.took).max();
        let took =
            first.zip(last).map_or(Duration::ZERO, |(first, last)| last.saturating_duration_since(first));
        let answers = answers.into_iter().flatten().map(|(answer, _)| answer).collect();
        Run { took, answers, failures }
    })
}

/// The whole answer, and the connection, still open.
fn ask(address: SocketAddr, request: &[u8]) -> io::Result<(Vec<u8>, TcpStream)> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(request)?;
    let (mut answer, mut piece) = (Vec::new(), [0; 16_384]);
    loop {
        let count = stream.read(&mut piece)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        answer.extend(piece.get(..count).unwrap_or_default());
        if let Some(end) = head_end(&answer) {
            let head = String::from_utf8_lossy(answer.get(..end).unwrap_or_default()).to_lowercase();
            if !head.starts_with("http/1.1 200") {
                return Err(io::Error::other(head));
            }
            let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
            let length: usize =
                length.and_then(|length| length.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
            if end + length <= answer.len() {
                return Ok((answer, stream));
            }
        }
    }
}

fn head_end(answer: &[u8]) -> Option<usize> {
    answer.windows(4).position(|window| window == b"\r\n\r\n").map(|place| place + 4)
}
