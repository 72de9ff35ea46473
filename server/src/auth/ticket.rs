//! Tickets: a program asks for one with its device's token and then names it in
//! the address of a WebSocket, where a browser lets it send no token.
//!
//! An address is seen by more eyes than a header, so a ticket is good for a
//! short time only. It stays good while a connection is open by it, so that the
//! same address opens a new one after a cut, for a day at most. Tickets are kept
//! in memory: a server that was started anew knows none of them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use shared::moment::Moment;

use super::secret::{Purpose, Secret, SecretHash};
use crate::state::Clock;

/// How long a ticket is good that no connection is open by, in milliseconds:
/// the slowest handshake, and some attempts after a cut.
pub const REST_MS: i64 = 120_000;
/// How long a ticket is good at all, in milliseconds: who left a program open
/// overnight need not do anything, and an address that was copied is dead in a day.
pub const LIFE_MS: i64 = 24 * 60 * 60 * 1000;
/// Tickets of one device: more than one person has programs open at a time. The
/// one that was drawn first goes when another is drawn.
pub const MOST_OF_ONE: usize = 8;

/// The tickets that are good.
#[derive(Debug, Default)]
pub struct Tickets(Mutex<HashMap<SecretHash, Ticket>>);

#[derive(Debug)]
struct Ticket {
    /// The hash of the token for which it stands.
    token: SecretHash,
    drawn_at: Moment,
    rests_since: Moment,
    connections: usize,
}

impl Ticket {
    fn is_good(&self, now: Moment) -> bool {
        let rests = self.connections == 0 && REST_MS <= since(self.rests_since, now);
        !rests && since(self.drawn_at, now) < LIFE_MS
    }
}

fn since(then: Moment, now: Moment) -> i64 {
    now.millis().saturating_sub(then.millis())
}

impl Tickets {
    /// A fresh ticket that stands for the token with this hash.
    pub fn draw(&self, token: SecretHash, now: Moment) -> Result<Secret, getrandom::Error> {
        let ticket = Secret::draw()?;
        let mut tickets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tickets.retain(|_, ticket| ticket.is_good(now));
        let of_one = || tickets.iter().filter(|(_, ticket)| ticket.token == token);
        if MOST_OF_ONE <= of_one().count() {
            let oldest = of_one().min_by_key(|(_, ticket)| ticket.drawn_at).map(|(hash, _)| *hash);
            oldest.and_then(|oldest| tickets.remove(&oldest));
        }
        let fresh = Ticket { token, drawn_at: now, rests_since: now, connections: 0 };
        tickets.insert(ticket.hash(Purpose::Ticket), fresh);
        Ok(ticket)
    }

    /// Opens a connection by a ticket, if it is good.
    pub fn open(self: &Arc<Self>, ticket: &Secret, clock: &Clock) -> Option<OpenedBy> {
        let hash = ticket.hash(Purpose::Ticket);
        let mut tickets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let ticket = tickets.get_mut(&hash).filter(|ticket| ticket.is_good(clock()))?;
        ticket.connections += 1;
        let (tickets, clock) = (Arc::clone(self), Arc::clone(clock));
        Some(OpenedBy { token: ticket.token, hash, tickets, clock })
    }
}

/// A connection that was opened by a ticket, until it is dropped.
pub struct OpenedBy {
    /// The hash of the token for which the ticket stands.
    pub token: SecretHash,
    hash: SecretHash,
    tickets: Arc<Tickets>,
    clock: Clock,
}

impl Drop for OpenedBy {
    fn drop(&mut self) {
        let mut tickets = self.tickets.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ticket) = tickets.get_mut(&self.hash) {
            ticket.connections = ticket.connections.saturating_sub(1);
            ticket.rests_since = (self.clock)();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;

    fn clock() -> (Arc<AtomicI64>, Clock) {
        let millis = Arc::new(AtomicI64::new(1_000_000));
        let clock = Arc::clone(&millis);
        (millis, Arc::new(move || Moment::from_millis(clock.load(Ordering::Relaxed))))
    }

    const TOKEN: SecretHash = SecretHash::from_bytes([1; 32]);

    #[test]
    fn a_ticket_is_good_for_a_while_and_again_after_a_cut() {
        let (millis, clock) = clock();
        let tickets = Arc::new(Tickets::default());
        let ticket = tickets.draw(TOKEN, clock()).unwrap();
        millis.fetch_add(REST_MS - 1, Ordering::Relaxed);
        let opened = tickets.open(&ticket, &clock).unwrap();
        assert_eq!(opened.token, TOKEN);
        // However long it is open.
        millis.fetch_add(10 * REST_MS, Ordering::Relaxed);
        tickets.draw(SecretHash::from_bytes([2; 32]), clock()).unwrap();
        drop(opened);
        millis.fetch_add(REST_MS - 1, Ordering::Relaxed);
        assert!(tickets.open(&ticket, &clock).is_some());
        millis.fetch_add(REST_MS, Ordering::Relaxed);
        assert!(tickets.open(&ticket, &clock).is_none());
    }

    #[test]
    fn no_ticket_is_good_for_more_than_a_day() {
        let (millis, clock) = clock();
        let tickets = Arc::new(Tickets::default());
        let ticket = tickets.draw(TOKEN, clock()).unwrap();
        let _opened = tickets.open(&ticket, &clock).unwrap();
        millis.fetch_add(LIFE_MS, Ordering::Relaxed);
        assert!(tickets.open(&ticket, &clock).is_none());
    }

    #[test]
    fn a_device_has_few_tickets_and_nobody_guesses_one() {
        let (millis, clock) = clock();
        let tickets = Arc::new(Tickets::default());
        let draw = || {
            millis.fetch_add(1, Ordering::Relaxed);
            tickets.draw(TOKEN, clock()).unwrap()
        };
        let (first, second) = (draw(), draw());
        for _ in 2..=MOST_OF_ONE {
            draw();
        }
        assert!(tickets.open(&first, &clock).is_none());
        assert!(tickets.open(&second, &clock).is_some());
        assert!(tickets.open(&Secret::draw().unwrap(), &clock).is_none());
        assert_eq!(tickets.0.lock().unwrap().len(), MOST_OF_ONE);
    }
}
