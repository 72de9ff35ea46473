//! Opening what is stored.

use std::panic::{AssertUnwindSafe, catch_unwind};

use shared::document::conflict::conflicts;
use shared::document::read::read;
use shared::document::{Document, DocumentError};
use shared::record::{Kind, Record};
use thiserror::Error;

use super::StoreError;

/// Why stored changes make no document.
#[derive(Debug, Error)]
pub enum OpenError {
    /// They are none that fit together.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// Automerge panicked, as it has on bytes that it did not write.
    #[error("a document makes Automerge fail")]
    Panicked,
}

impl From<OpenError> for StoreError {
    fn from(error: OpenError) -> Self {
        Self::Damaged(error.to_string())
    }
}

/// The document that stored changes make. Where they make none, that document
/// is damaged, and the program goes on.
pub fn open<'a>(kind: Kind, chunks: impl IntoIterator<Item = &'a [u8]>) -> Result<Document, OpenError> {
    let opened = catch_unwind(AssertUnwindSafe(|| Document::open(kind, chunks)));
    Ok(opened.map_err(|_| OpenError::Panicked)??)
}

/// The document out of its saved form and the changes that came after it.
pub fn resume<'a>(
    kind: Kind,
    saved: &[u8],
    tail: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Document, OpenError> {
    let resumed = catch_unwind(AssertUnwindSafe(|| {
        let mut document = Document::from_saved(kind, saved)?;
        document.absorb(tail)?;
        Ok::<_, DocumentError>(document)
    }));
    Ok(resumed.map_err(|_| OpenError::Panicked)??)
}

/// The saved form of a document; none where Automerge panics over it.
pub fn saved(document: &Document) -> Option<Vec<u8>> {
    catch_unwind(AssertUnwindSafe(|| document.saved())).ok()
}

/// What a document says, and how many of its fields have several values.
pub fn told(document: &Document) -> Result<(Record, u32), OpenError> {
    let told = catch_unwind(AssertUnwindSafe(|| (read(document), conflicts(document).len())));
    let (record, conflicts) = told.map_err(|_| OpenError::Panicked)?;
    Ok((record, u32::try_from(conflicts).unwrap_or(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use shared::document::genesis;

    use super::*;

    #[test]
    fn what_cannot_be_opened_is_damaged() {
        assert!(open(Kind::Task, []).is_ok());
        let cut = genesis::chunk(Kind::Roster).get(..20).unwrap();
        assert!(matches!(open(Kind::Task, [cut]), Err(OpenError::Document(_))));
        // As if Automerge had panicked while it read.
        let panics = std::iter::from_fn(|| -> Option<&[u8]> { panic!("on purpose") });
        let error = open(Kind::Task, panics).unwrap_err();
        assert!(matches!(error, OpenError::Panicked));
        assert!(matches!(StoreError::from(error), StoreError::Damaged(_)));
    }
}
