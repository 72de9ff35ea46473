//! A phone as far as one document is concerned.

use shared::document::Document;
use shared::document::edit::{Edit, Stamp};
use shared::document::stored::Commit;
use shared::id::{Actor, DeviceNumber};
use shared::moment::Moment;
use shared::record::Kind;

use crate::ground::counted;

/// 2024-11-07 08:00 in Vietnam.
const BEGIN: Moment = Moment::from_millis(1_730_941_200_000);

/// One document on one phone, with everything the phone wrote or received.
#[derive(Clone)]
pub struct Phone {
    pub document: Document,
    /// Every chunk the document holds beyond its genesis, in the order in which they came.
    pub chunks: Vec<Vec<u8>>,
    /// Those that it wrote itself.
    pub own: Vec<Vec<u8>>,
    actor: Actor,
    minutes: i64,
}

impl Phone {
    pub fn new(kind: Kind, device: u32) -> Self {
        Self {
            document: Document::begin(kind).unwrap(),
            chunks: Vec::new(),
            own: Vec::new(),
            actor: Actor::new(DeviceNumber(device), [7; 12]),
            minutes: 0,
        }
    }

    /// Writes as one change, a minute after the last one.
    pub fn write(&mut self, edits: &[Edit]) -> Option<Commit> {
        self.minutes += 1;
        let stamp = Stamp { actor: self.actor, at: BEGIN.plus_millis(self.minutes * 60_000) };
        let commit = self.document.commit(edits, stamp).unwrap();
        commit.iter().for_each(|commit| counted(&commit.chunk));
        self.chunks.extend(commit.iter().map(|commit| commit.chunk.clone()));
        self.own.extend(commit.iter().map(|commit| commit.chunk.clone()));
        commit
    }

    /// Receives everything the other phone has.
    pub fn receive(&mut self, other: &Self) {
        let new: Vec<_> =
            other.chunks.iter().filter(|chunk| !self.chunks.contains(*chunk)).cloned().collect();
        self.document.absorb(new.iter().map(Vec::as_slice)).unwrap();
        self.chunks.extend(new);
    }
}
