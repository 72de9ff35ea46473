//! The changes of a document and of a push as one graph, to judge the push
//! before Automerge applies it.
//!
//! Changes are numbered, each after those it builds on: first the document's,
//! then the push's. An operation is named by its counter and its actor; the
//! counters of a change follow one another from its `start_op`. Operations of
//! old changes are decoded only when a new one names them.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use automerge::legacy::{Op, OpId};
use automerge::{Change, ReadDoc};

use super::{Document, Refusal};
use crate::id::{Actor, ChangeHash, DeviceNumber};
use crate::sorted_map::SortedMap;
use crate::sync::gate::GatedChunk;

/// The graph.
pub(super) struct History<'a> {
    document: &'a Document,
    nodes: Vec<Node>,
    by_hash: SortedMap<ChangeHash, usize>,
    /// Each actor's changes, and the number the next one must have.
    by_actor: SortedMap<Actor, (Vec<usize>, u64)>,
    heads: BTreeSet<usize>,
}

/// One change.
struct Node {
    hash: ChangeHash,
    parents: Vec<usize>,
    /// Counter of its first operation.
    begin: u64,
    /// Counter after that of its last operation.
    end: u64,
    operations: OnceCell<Vec<Op>>,
}

/// A change of the push, and which changes its writer had seen.
pub(super) struct New {
    /// The change as it is applied.
    pub(super) change: Change,
    number: usize,
    saw_everything: bool,
    past: OnceCell<Vec<bool>>,
}

impl<'a> History<'a> {
    /// The graph of the document's own changes.
    pub(super) fn of(document: &'a Document) -> Self {
        let mut history = Self {
            document,
            nodes: Vec::new(),
            by_hash: SortedMap::new(),
            by_actor: SortedMap::new(),
            heads: BTreeSet::new(),
        };
        for meta in document.automerge().get_changes_meta(&[]) {
            // Every change was either embedded or admitted, so that all of this is there.
            let Some(actor) = Actor::from_slice(meta.actor.to_bytes()) else {
                continue;
            };
            let parents = meta.deps.iter().filter_map(|dep| history.number(ChangeHash::from(*dep))).collect();
            let node = Node {
                hash: meta.hash.into(),
                parents,
                begin: meta.start_op,
                end: meta.max_op + 1,
                operations: OnceCell::new(),
            };
            history.push(actor, meta.seq, node);
        }
        history
    }

    fn number(&self, hash: ChangeHash) -> Option<usize> {
        self.by_hash.get(&hash).copied()
    }

    /// Whether the change `hash` is in the graph.
    pub(super) fn has(&self, hash: ChangeHash) -> bool {
        self.by_hash.contains_key(&hash)
    }

    /// How many of the changes that nothing builds on are the device's.
    pub(super) fn heads_of(&self, device: DeviceNumber) -> usize {
        let own = self.by_actor.iter().filter(|(actor, _)| actor.device() == device);
        own.flat_map(|(_, (changes, _))| changes).filter(|number| self.heads.contains(number)).count()
    }

    fn push(&mut self, actor: Actor, seq: u64, node: Node) -> usize {
        let number = self.nodes.len();
        for parent in &node.parents {
            self.heads.remove(parent);
        }
        self.heads.insert(number);
        self.by_hash.insert(node.hash, number);
        let (changes, next) = self.by_actor.entry(actor).or_default();
        changes.push(number);
        *next = seq + 1;
        self.nodes.push(node);
        number
    }

    /// Adds a change of the push, whose dependencies are in the graph, if it
    /// names only writers that the graph has, continues its actor's sequence and
    /// the document's counters, and is written as Automerge writes it.
    ///
    /// A counter that leaps ahead would bring the document near the last one
    /// there is; one that stays behind would name two operations alike. A writer
    /// who is named and not there makes Automerge panic, whether an operation
    /// names them or the change's table of actors alone.
    pub(super) fn add(&mut self, chunk: &GatedChunk<'_>) -> Result<New, Refusal> {
        if !chunk.others.iter().all(|other| self.by_actor.contains_key(other)) {
            return Err(Refusal::NotAllowed);
        }
        let change = Change::from_bytes(chunk.bytes.to_vec()).map_err(|_| Refusal::Unreadable)?;
        if ChangeHash::from(change.hash()) != chunk.hash || change.len() != chunk.operations {
            return Err(Refusal::Unreadable);
        }
        let parents: Vec<_> = chunk.dependencies.iter().filter_map(|dep| self.number(*dep)).collect();
        let ends = parents.iter().filter_map(|parent| self.nodes.get(*parent)).map(|node| node.end);
        let begin = change.start_op().get();
        let (own, next_seq) = self.by_actor.get(&chunk.actor).map_or((None, 1), |(changes, next)| {
            (changes.last().and_then(|last| self.nodes.get(*last)).map(|node| node.end), *next)
        });
        // Every document begins with its genesis, so that each change builds on something.
        if chunk.seq != next_seq || ends.max() != Some(begin) || own.is_some_and(|end| begin < end) {
            return Err(Refusal::BrokenSequence);
        }
        // Automerge keeps the operations and not their bytes: what it hands on of a
        // change that it would have written otherwise is another change.
        let decoded = change.decode();
        if Change::from(decoded.clone()).raw_bytes() != chunk.bytes {
            return Err(Refusal::Unreadable);
        }
        let saw_everything = self.heads.iter().all(|head| parents.contains(head));
        let node = Node {
            hash: chunk.hash,
            parents,
            begin,
            end: begin + change.len() as u64,
            operations: OnceCell::from(decoded.operations),
        };
        let number = self.push(chunk.actor, chunk.seq, node);
        Ok(New { change, number, saw_everything, past: OnceCell::new() })
    }

    /// The heads of what the writer of `new` had with it, and before it.
    pub(super) fn around(&self, new: &New) -> (Vec<automerge::ChangeHash>, Vec<automerge::ChangeHash>) {
        let node = self.nodes.get(new.number);
        let parents = node.into_iter().flat_map(|node| &node.parents);
        let before = parents.filter_map(|parent| self.nodes.get(*parent)).map(|node| node.hash.into());
        (node.map(|node| node.hash.into()).into_iter().collect(), before.collect())
    }

    /// The operations of a change of the push, each with its counter.
    pub(super) fn operations(&self, new: &New) -> impl Iterator<Item = (u64, &Op)> {
        let node = self.nodes.get(new.number);
        node.into_iter().flat_map(|node| (node.begin..).zip(self.decoded(node)))
    }

    fn decoded<'b>(&'b self, node: &'b Node) -> &'b [Op] {
        node.operations.get_or_init(|| {
            let change = self.document.automerge().get_change_by_hash(&node.hash.into());
            change.map(|change| change.decode().operations).unwrap_or_default()
        })
    }

    /// The operation `id`, if the writer of `new` knew it when writing the
    /// operation with the counter `before`.
    pub(super) fn known(&self, new: &New, before: u64, id: &OpId) -> Option<&Op> {
        let (changes, _) = self.by_actor.get(&Actor::from_slice(id.actor().to_bytes())?)?;
        let after = changes
            .partition_point(|number| self.nodes.get(*number).is_some_and(|node| node.begin <= id.counter()));
        let number = *changes.get(after.checked_sub(1)?)?;
        let seen = if number == new.number { id.counter() < before } else { self.saw(new, number) };
        let node = self.nodes.get(number).filter(|node| seen && id.counter() < node.end)?;
        self.decoded(node).get(usize::try_from(id.counter() - node.begin).ok()?)
    }

    /// Whether the change `number` is in the past of `new`.
    fn saw(&self, new: &New, number: usize) -> bool {
        if new.saw_everything {
            return number < new.number;
        }
        let past = new.past.get_or_init(|| {
            let mut past = vec![false; self.nodes.len()];
            let mut next = vec![new.number];
            while let Some(node) = next.pop().and_then(|number| self.nodes.get(number)) {
                for parent in &node.parents {
                    if let Some(seen) = past.get_mut(*parent).filter(|seen| !**seen) {
                        *seen = true;
                        next.push(*parent);
                    }
                }
            }
            past
        });
        past.get(number) == Some(&true)
    }
}
