//! Driving the engine, as `app/src/state/syncing.rs` does.

use std::collections::VecDeque;

use shared::document::stored::Commit;
use shared::id::{DocumentId, RequestId};
use shared::replica::news::{Held, store, touched};
use shared::replica::{StoredChange, Table, Write, change_key};
use shared::sorted_map::SortedMap;
use shared::sorted_set::SortedSet;
use shared::sync::engine::{Effect, Event, Failure, MOST_PUSHED_BYTES, News, Unsent};
use shared::sync::wire::{SyncRequest, SyncResponse};

use super::{DiskError, Phone, SOUND, decode};
use crate::network::Network;

/// Requests after which a sync is taken to go on for ever.
const MOST_REQUESTS: usize = 2_000;

/// How a sync ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Everything went well.
    Done,
    /// It failed, and is tried again later.
    Failed(Failure),
}

impl Phone {
    /// Syncs until the engine rests.
    pub fn sync(&mut self, network: &mut Network) -> Ended {
        self.sync_while(network, |_| ())
    }

    /// Syncs until the engine rests, on a disk that may fail.
    ///
    /// # Errors
    /// The last failure of the disk.
    pub fn try_sync(&mut self, network: &mut Network) -> Result<Ended, DiskError> {
        let mut failed = None;
        let ended = self.drive(network, |_| (), |error| failed = Some(error));
        failed.map_or(Ok(ended), Err)
    }

    /// Syncs until the engine rests; `meanwhile` happens on the phone while it
    /// waits for an answer.
    ///
    /// # Panics
    /// Where the engine asks and asks and never rests.
    pub fn sync_while(&mut self, network: &mut Network, meanwhile: impl FnMut(&mut Self)) -> Ended {
        self.drive(network, meanwhile, |error| panic!("{SOUND}: {error:?}"))
    }

    fn drive(
        &mut self,
        network: &mut Network,
        mut meanwhile: impl FnMut(&mut Self),
        mut disk_failed: impl FnMut(DiskError),
    ) -> Ended {
        let mut events = VecDeque::from([Event::Wake]);
        let mut ended = Ended::Done;
        let mut requests = 0;
        while let Some(event) = events.pop_front() {
            let failure = match &event {
                Event::Failed(failure) => *failure,
                _ => Failure::NoRoad,
            };
            match self.engine.handle(event) {
                None => {}
                Some(Effect::ReadOutbox { without }) => events.push_front(self.read_outbox(&without)),
                Some(Effect::Send(request)) => {
                    requests += 1;
                    assert!(requests <= MOST_REQUESTS, "the phone asks for ever");
                    let arriving = self.send(&request, network);
                    meanwhile(self);
                    events.extend(arriving);
                }
                // What arrives while this is stored finds the engine further on.
                Some(Effect::Store(news)) => events.push_front(self.keep(&news).unwrap_or_else(|error| {
                    disk_failed(error);
                    Event::Failed(Failure::Store)
                })),
                Some(Effect::Rest(_)) => {
                    ended = Ended::Done;
                    if self.bring_bundles(network).unwrap_or_else(|error| {
                        disk_failed(error);
                        false
                    }) {
                        events.push_back(Event::Wake);
                    }
                    self.bring_pictures(network);
                }
                Some(Effect::Retry(_)) => ended = Ended::Failed(failure),
            }
        }
        assert!(!self.engine.is_busy(), "the engine waits for something that never comes");
        ended
    }

    /// What waits to be sent, as the engine asks for it.
    pub fn read_outbox(&mut self, without: &SortedSet<DocumentId>) -> Event {
        let entries = self.memory.outbox.values().filter(|entry| !without.contains(&entry.document));
        let entries: Vec<_> = entries.cloned().collect();
        let mut unsent = Vec::new();
        let mut bytes = 0;
        // A little more than a page, so that the engine sees that some is left.
        for entries in entries.chunks(64) {
            if MOST_PUSHED_BYTES < bytes {
                break;
            }
            for entry in entries {
                let stored = self.tables.get(Table::Changes, &change_key(entry.document, entry.hash));
                let change: StoredChange = decode(stored.unwrap_or_default());
                bytes += change.chunk.len();
                let commit = Commit { hash: change.hash, chunk: change.chunk };
                unsent.push(Unsent { document: entry.document, kind: entry.kind, commit });
            }
        }
        Event::Outbox { unsent, point: self.point(), request: RequestId::from_bytes(self.names.bytes()) }
    }

    fn send(&mut self, request: &SyncRequest, network: &mut Network) -> Vec<Event> {
        let request = self.with_key(request.clone());
        let arriving: Vec<Result<SyncResponse, Failure>> =
            network.post("/api/v1/sync", Some(&self.identity().token), &request);
        if let Some(Ok(answer)) = arriving.last() {
            self.has_told(answer);
        }
        arriving.into_iter().map(|answer| answer.map_or_else(Event::Failed, Event::Answer)).collect()
    }

    /// Stores what an answer brought, in one transaction.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn keep(&mut self, news: &News) -> Result<Event, DiskError> {
        self.keep_with(news, &[])
    }

    /// As [`Phone::keep`], with more writes in the same transaction.
    pub(super) fn keep_with(&mut self, news: &News, also: &[Write]) -> Result<Event, DiskError> {
        let touched = touched(news);
        let mut documents = SortedMap::new();
        for (document, row) in &self.memory.rows {
            if touched.as_ref().is_none_or(|touched| touched.contains(document)) {
                let changes = self.changes(*document);
                if !changes.is_empty() {
                    documents.insert(*document, (row.fact.record.kind(), changes));
                }
            }
        }
        let device = self.device();
        let held = Held {
            device,
            outbox: &self.memory.outbox,
            ruled: &self.memory.ruled,
            role: self.role(),
            documents,
        };
        let stored = store(news, held, self.clock);
        self.commit(&[&stored.writes, also].concat())?;
        if news.may_leave_a_gap() {
            self.actor = None;
        }
        self.memory.rows.extend(stored.rows.into_iter().map(|row| (row.fact.document, row)));
        self.memory.outbox = stored.outbox;
        self.memory.ruled = stored.ruled;
        Ok(if stored.unreadable.is_empty() { Event::Stored } else { Event::Failed(Failure::Store) })
    }
}
