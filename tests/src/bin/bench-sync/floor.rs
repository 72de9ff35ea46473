//! What cannot be saved: the same changes by direct calls in this process. Gate,
//! parse, clone, apply and hydrate on every core, and rows committed together
//! after two milliseconds. No HTTP, no author is checked and nothing admitted.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use server::store::changes::Entry;
use server::store::documents::DocumentKey;
use server::store::{Store, StoreError};
use shared::document::Document;
use shared::id::{ChangeHash, DeviceNumber, OrganisationId};
use shared::org::Code;
use shared::record::Kind;
use shared::sync::gate;
use shared::sync::wire::Push;

use crate::ward::Ward;
use crate::workload::{Book, NOON};

/// How long a commit waits for more.
const WINDOW: Duration = Duration::from_millis(2);

/// How long it took.
pub struct Floor {
    /// The first changes of all documents.
    pub first: Duration,
    /// The last ones.
    pub last: Duration,
}

/// A document as it is, with its key where it is stored, and what comes.
struct Direct {
    place: usize,
    key: Option<DocumentKey>,
    document: Document,
    push: Push,
}

/// A document with what came.
struct Applied {
    place: usize,
    key: Option<DocumentKey>,
    twin: Document,
    push: Push,
    changes: Vec<(ChangeHash, Vec<u8>)>,
}

/// Measures it in a data file of its own.
pub fn measure(path: &Path, ward: &Ward, books: &[Book]) -> Floor {
    let copy = Ward::found(path, ward.devices.len());
    let store = Store::open(path).expect("the store opens");
    let owners: Vec<_> = copy.devices.iter().map(|device| (device.organisation, device.number)).collect();
    let empty = || Document::begin(Kind::Task).expect("it begins");
    let begun = books.iter().enumerate().flat_map(|(place, book)| {
        book.first().into_iter().map(move |push| Direct { place, key: None, document: empty(), push })
    });
    let (first, known) = run(&store, &copy.code, &owners, begun.collect());
    let mut written: BTreeMap<_, _> =
        books.iter().flat_map(Book::last).map(|push| (push.document, push)).collect();
    let more = known.into_iter().map(|(place, key, document, id)| {
        let push = written.remove(&id).expect("the document is written again");
        Direct { place, key: Some(key), document, push }
    });
    let mut more: Vec<_> = more.collect();
    more.sort_by_key(|direct| direct.place);
    let (last, _) = run(&store, &copy.code, &owners, more);
    Floor { first, last }
}

type Known = (usize, DocumentKey, Document, shared::id::DocumentId);

fn run(
    store: &Store,
    ward: &Code,
    owners: &[(OrganisationId, DeviceNumber)],
    work: Vec<Direct>,
) -> (Duration, Vec<Known>) {
    let begin = Instant::now();
    let queue = Mutex::new(work.into_iter());
    let (done, applied) = channel();
    let known = std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            let (queue, done) = (&queue, done.clone());
            scope.spawn(move || {
                let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
                while let Some(direct) = next() {
                    done.send(apply(direct)).ok();
                }
            });
        }
        drop(done);
        let mut known = Vec::new();
        while let Some(together) = gathered(&applied) {
            known.extend(commit(store, ward, owners, together));
        }
        known
    });
    (begin.elapsed(), known)
}

fn apply(direct: Direct) -> Applied {
    let Direct { place, key, document, push } = direct;
    let chunks: Vec<_> = push.chunks.iter().map(|chunk| gate::check(chunk).expect("it passes")).collect();
    let mut twin = document.clone();
    twin.absorb(chunks.iter().map(|chunk| chunk.bytes)).expect("it can be applied");
    std::hint::black_box(twin.automerge().hydrate(None));
    let changes = chunks.iter().map(|chunk| (chunk.hash, chunk.bytes.to_vec())).collect();
    Applied { place, key, twin, push, changes }
}

/// What is done within the window; none where all is.
fn gathered(applied: &Receiver<Applied>) -> Option<Vec<Applied>> {
    let mut together = vec![applied.recv().ok()?];
    let end = Instant::now() + WINDOW;
    while let Ok(next) = applied.recv_timeout(end.saturating_duration_since(Instant::now())) {
        together.push(next);
    }
    Some(together)
}

fn commit(
    store: &Store,
    ward: &Code,
    owners: &[(OrganisationId, DeviceNumber)],
    together: Vec<Applied>,
) -> Vec<Known> {
    let (ward, owners) = (ward.clone(), owners.to_vec());
    let written = store.write_blocking(move |writing| {
        let mut known = Vec::new();
        for Applied { place, key, twin, push, changes } in together {
            let (organisation, device) = *owners.get(place).expect("somebody wrote it");
            let key = match key {
                Some(key) => {
                    writing.put_heads(key, &twin)?;
                    key
                }
                None => writing.put_document(&ward, push.document, organisation, &twin)?,
            };
            let entry = Entry { ward: &ward, organisation, document: key, device, received_at: NOON };
            let changes: Vec<_> = changes.iter().map(|(hash, chunk)| (*hash, chunk.as_slice())).collect();
            writing.put_changes(&entry, &changes)?;
            known.push((place, key, twin, push.document));
        }
        Ok::<_, StoreError>(known)
    });
    written.expect("it is stored")
}
