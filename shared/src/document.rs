//! Records as Automerge documents.
//!
//! Terms, in Automerge's own words: a **change** is one transaction of one
//! **actor**, stored as a **chunk** of bytes and named by its **hash**; the
//! **heads** are the changes nothing depends on yet; the **genesis** is the
//! fixed first change of every document of a kind, identical everywhere, so
//! that documents begun on phones that never met still merge.
//!
//! A document is written by a [`command`], which becomes a few [`edit::Edit`]s
//! in one change, and is read into a [`crate::record`]. What two phones wrote
//! at the same time stays readable as a [`conflict`].

pub mod admission;
pub mod command;
pub mod conflict;
pub mod edit;
pub mod genesis;
pub mod history;
pub mod read;
pub mod schema;
pub mod stored;

use automerge::{Automerge, AutomergeError, LoadChangeError, LoadOptions, ReadDoc};
use thiserror::Error;

use crate::id::ChangeHash;
use crate::record::Kind;
use crate::sync::gate;

/// Why a document cannot be opened or written.
#[derive(Debug, Error)]
pub enum DocumentError {
    /// A chunk is not a change.
    #[error("a stored change cannot be read: {0}")]
    BadChunk(#[from] LoadChangeError),
    /// A chunk is something else than a plain change: compressed, or several in one.
    #[error("a stored chunk is not a plain change")]
    NotAPlainChange,
    /// A change builds on changes that are not there.
    #[error("a change is missing: {0:?}")]
    MissingChange(Vec<ChangeHash>),
    /// Automerge refused an operation.
    #[error("the document cannot be changed: {0}")]
    Automerge(#[from] AutomergeError),
    /// The document lacks a container that its genesis has.
    #[error("the document has no {0}")]
    MissingContainer(&'static str),
    /// An edit names a field that this kind does not have.
    #[error("the record has no field {0}")]
    UnknownField(String),
}

/// An open document of a known kind.
#[derive(Debug, Clone)]
pub struct Document {
    kind: Kind,
    automerge: Automerge,
}

impl Document {
    /// A document that holds nothing but its genesis.
    pub fn begin(kind: Kind) -> Result<Self, DocumentError> {
        let mut document =
            Self { kind, automerge: Automerge::new_with_encoding(automerge::TextEncoding::UnicodeCodePoint) };
        document.absorb([genesis::chunk(kind)])?;
        Ok(document)
    }

    /// The document made of its genesis and `chunks`, in any order.
    pub fn open<'a>(kind: Kind, chunks: impl IntoIterator<Item = &'a [u8]>) -> Result<Self, DocumentError> {
        let mut document = Self::begin(kind)?;
        document.absorb(chunks)?;
        Ok(document)
    }

    /// Adds the changes in `chunks`, in any order; known ones make no difference.
    ///
    /// # Errors
    /// [`DocumentError::MissingChange`] when a change builds on one that
    /// neither the document nor `chunks` has. The document is then to be
    /// thrown away, since it would keep the orphans.
    pub fn absorb<'a>(&mut self, chunks: impl IntoIterator<Item = &'a [u8]>) -> Result<(), DocumentError> {
        let changes = chunks
            .into_iter()
            .map(|chunk| {
                // The phone's program has nothing to read others with (xtask/src/dist/hollow.rs).
                if !gate::is_plain(chunk) {
                    return Err(DocumentError::NotAPlainChange);
                }
                Ok(automerge::Change::from_bytes(chunk.to_vec())?)
            })
            .collect::<Result<Vec<_>, _>>()?;
        self.apply(changes)
    }

    /// As [`Document::absorb`], with changes that were read already.
    fn apply(&mut self, changes: Vec<automerge::Change>) -> Result<(), DocumentError> {
        self.automerge.apply_changes(changes)?;
        let missing = self.automerge.get_missing_deps(&[]);
        if missing.is_empty() {
            Ok(())
        } else {
            Err(DocumentError::MissingChange(missing.into_iter().map(ChangeHash::from).collect()))
        }
    }

    /// The whole document in Automerge's saved form.
    pub fn saved(&self) -> Vec<u8> {
        self.automerge.save()
    }

    /// The document of that kind that was [`Document::saved`].
    pub fn from_saved(kind: Kind, saved: &[u8]) -> Result<Self, DocumentError> {
        let options = LoadOptions::new().text_encoding(automerge::TextEncoding::UnicodeCodePoint);
        Ok(Self { kind, automerge: Automerge::load_with_options(saved, options)? })
    }

    /// What kind of record it holds.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The changes nothing depends on yet, sorted.
    pub fn heads(&self) -> Vec<ChangeHash> {
        let mut heads: Vec<_> = self.automerge.get_heads().into_iter().map(ChangeHash::from).collect();
        heads.sort_unstable();
        heads
    }

    /// Whether the document holds the change `hash`.
    pub fn has(&self, hash: ChangeHash) -> bool {
        self.automerge.get_change_meta_by_hash(&hash.into()).is_some()
    }

    /// Automerge's document, to read.
    pub fn automerge(&self) -> &Automerge {
        &self.automerge
    }
}

#[cfg(test)]
mod tests {
    use super::edit::{Edit, Stamp, Value};
    use super::*;
    use crate::id::{Actor, DeviceNumber};
    use crate::moment::Moment;

    /// The phone's program has nothing to read others with.
    #[test]
    fn only_plain_changes_are_taken() {
        let mut document = Document::begin(Kind::Task).unwrap();
        let saved = document.saved();
        let long = Edit::field("what", Value::text("Gieo ngô đông ".repeat(20)));
        let stamp = Stamp { actor: Actor::new(DeviceNumber(3), [1; 12]), at: Moment::default() };
        let written = document.commit(&[long], stamp).unwrap().unwrap();
        let mut change = automerge::Change::from_bytes(written.chunk).unwrap();
        let compressed = change.bytes().into_owned();
        assert!(compressed.len() < change.raw_bytes().len());
        for chunk in [saved.as_slice(), &compressed, &[]] {
            let absorbed = document.absorb([chunk]);
            assert!(matches!(absorbed, Err(DocumentError::NotAPlainChange)), "{absorbed:?}");
        }
    }
}
