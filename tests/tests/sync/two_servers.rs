//! A ward with two servers, the town's and a laptop's, and phones that go to either.

use std::collections::BTreeSet;

use shared::id::{ChangeHash, DocumentId};
use shared::record::Kind;
use tests::network::Network;
use tests::phone::{Ended, Phone};
use tests::town::{CELLS, TestServer};

use super::cell::text;

/// Where a phone goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    Town,
    Laptop,
}
use At::{Laptop, Town};

/// Both servers with their roads, and the phones.
pub struct TwoServers {
    pub town: Network,
    pub laptop: Network,
    pub phones: Vec<Phone>,
}

impl TwoServers {
    /// A laptop that has joined the town's server, and phones that were enrolled there.
    pub fn with_phones(enrolled: &[At]) -> Self {
        let mut town = Network::new();
        let relay = TestServer::relay_of(&mut town.server);
        let mut two = Self { town, laptop: Network::to(relay), phones: Vec::new() };
        for (seed, at) in (1..).zip(enrolled) {
            let phone = Phone::of(CELLS[0], seed, two.road(*at));
            two.phones.push(phone);
            // A phone that the other server does not know cannot go there.
            two.forward();
        }
        two
    }

    pub fn road(&mut self, at: At) -> &mut Network {
        match at {
            Town => &mut self.town,
            Laptop => &mut self.laptop,
        }
    }

    pub fn sync(&mut self, phone: usize, at: At) {
        let road = match at {
            Town => &mut self.town,
            Laptop => &mut self.laptop,
        };
        assert_eq!(self.phones[phone].sync(road), Ended::Done);
        self.phones[phone].check();
    }

    pub fn forward(&mut self) {
        self.laptop.server.forward(&mut self.town.server);
    }

    pub fn task(&mut self, phone: usize, what: &str) -> DocumentId {
        let task = self.phones[phone].new_document();
        self.put(phone, task, "what", what);
        task
    }

    pub fn put(&mut self, phone: usize, task: DocumentId, field: &str, value: &str) {
        self.phones[phone].put(task, Kind::Task, text(field, value)).unwrap();
    }

    pub fn log(&self, at: At) -> BTreeSet<ChangeHash> {
        let server = match at {
            Town => &self.town.server,
            Laptop => &self.laptop.server,
        };
        let mut all = BTreeSet::new();
        for cell in CELLS {
            for change in server.log(cell) {
                assert!(all.insert(change.receipt.hash), "a change stands twice in the log");
            }
        }
        all
    }

    /// Everybody goes where they go until nothing moves any more, and all have the same.
    pub fn settle(&mut self, goes: &[At]) {
        for _ in 0..3 {
            for (phone, at) in goes.iter().enumerate() {
                self.sync(phone, *at);
            }
            self.forward();
        }
        for (phone, at) in goes.iter().enumerate() {
            self.sync(phone, *at);
        }
        self.check_settled();
    }

    pub fn check_settled(&self) {
        assert_eq!(self.log(Town), self.log(Laptop));
        assert_eq!(self.laptop.server.count_for_town(), 0);
        assert_eq!(self.laptop.server.refused_by_town(), []);
        assert_eq!((self.town.server.findings(), self.laptop.server.findings()), (vec![], vec![]));
        for (number, phone) in self.phones.iter().enumerate() {
            assert_eq!(phone.unsent(), [], "phone {number}");
            assert_eq!(phone.refused(), [], "phone {number}");
            let first = &self.phones[0];
            let documents = |phone: &Phone| phone.rows().keys().copied().collect::<Vec<_>>();
            assert_eq!(documents(phone), documents(first), "phone {number}");
            for document in phone.rows().keys() {
                assert_eq!(phone.record(*document), first.record(*document), "phone {number}");
                assert_eq!(phone.heads(*document), self.town.server.heads(*document), "phone {number}");
                assert_eq!(phone.heads(*document), self.laptop.server.heads(*document), "phone {number}");
            }
            let ruled =
                |ruled: shared::ruling::RuledWard| (ruled.month, ruled.organisations, ruled.schemes.len());
            assert_eq!(ruled(phone.ruled()), ruled(self.town.server.ruled()), "phone {number}");
        }
    }
}
