//! A slow link: what a phone's signal at the edge of the network carries.
//!
//! A relay between phone and server that lets packets pass as such a link does:
//! one after the other at 50 kbit/s, 250 ms late in each direction, and two of a
//! hundred lost. TCP sends a lost one again, so here it comes later by as long as
//! that takes, and everything behind it waits. Connecting costs its round trip.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use tests::dice::Dice;

use crate::server::Server;
use crate::wire::{Run, gather};

/// Bits of a second.
const RATE: u64 = 50_000;
/// One way.
const DELAY: Duration = Duration::from_millis(250);
/// Lost ones of a hundred.
const LOSS: u64 = 2;
/// What a packet carries, and what carrying it takes beside that.
const PACKET: usize = 1_448;
const HEADERS: usize = 52;
/// How long TCP takes to send again what was lost: the round trip and as much
/// as it waits for confirmations that are only late.
const AGAIN: Duration = Duration::from_millis(1_000);

/// Every request over a slow link of its own, at the same time.
pub fn all_over_slow_links(server: &Server, requests: impl Iterator<Item = Vec<u8>>) -> Run {
    let through: Vec<_> =
        requests.zip(1..).map(|(request, seed)| (slow_link(server.address, seed), request)).collect();
    gather(through)
}

/// The address of a relay for one connection.
fn slow_link(server: SocketAddr, seed: u64) -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("loopback has a free port");
    let address = listener.local_addr().expect("it has an address");
    std::thread::spawn(move || {
        let (phone, _) = listener.accept().expect("the phone connects");
        let server = TcpStream::connect(server).expect("the server is there");
        // The phone's request leaves once the greeting went both ways.
        let connected = Instant::now() + DELAY * 2;
        let pair = || (phone.try_clone().expect("a handle"), server.try_clone().expect("a handle"));
        let (from, to) = pair();
        let up = std::thread::spawn(move || carry(from, to, connected, Dice::new(seed)));
        let (to, from) = pair();
        carry(from, to, connected, Dice::new(seed + 1_000));
        up.join().ok();
    });
    address
}

/// Carries bytes one way until one of the two ends it.
fn carry(mut from: TcpStream, mut to: TcpStream, begin: Instant, mut dice: Dice) {
    to.set_nodelay(true).ok();
    let (queue, packets) = channel::<(Instant, Vec<u8>)>();
    let far_end = std::thread::spawn(move || {
        for (at, packet) in packets {
            std::thread::sleep(at.saturating_duration_since(Instant::now()));
            if to.write_all(&packet).is_err() {
                break;
            }
        }
        to.shutdown(Shutdown::Write).ok();
    });
    let (mut free, mut last) = (begin, begin);
    let mut packet = [0; PACKET];
    while let Ok(count @ 1..) = from.read(&mut packet) {
        let bits = (count + HEADERS) as u64 * 8;
        free = free.max(Instant::now()) + Duration::from_micros(bits * 1_000_000 / RATE);
        let mut arrives = free + DELAY;
        while dice.roll() % 100 < LOSS {
            arrives += AGAIN;
        }
        // In order: what comes behind a lost one is not seen before it.
        last = last.max(arrives);
        let packet = packet.get(..count).unwrap_or_default().to_vec();
        if queue.send((last, packet)).is_err() {
            break;
        }
    }
    drop(queue);
    far_end.join().ok();
}
