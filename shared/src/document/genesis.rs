//! The fixed first change of every kind of document.
//!
//! The bytes are embedded rather than built at run time, so that an update of
//! a library can never give an old document another beginning. A test builds
//! them anew from the schema and compares.

use crate::record::Kind;

/// The genesis change of `kind` as a chunk.
pub fn chunk(kind: Kind) -> &'static [u8] {
    match kind {
        Kind::Roster => include_bytes!("../../genesis/roster.1.automerge"),
        Kind::Resolution => include_bytes!("../../genesis/resolution.1.automerge"),
        Kind::Task => include_bytes!("../../genesis/task.1.automerge"),
        Kind::Assessment => include_bytes!("../../genesis/assessment.1.automerge"),
        Kind::Meeting => include_bytes!("../../genesis/meeting.1.automerge"),
        Kind::Contribution => include_bytes!("../../genesis/contribution.1.automerge"),
        Kind::Registration => include_bytes!("../../genesis/registration.1.automerge"),
        Kind::Review => include_bytes!("../../genesis/review.1.automerge"),
        Kind::Photo => include_bytes!("../../genesis/photo.1.automerge"),
    }
}

/// The kind whose genesis change these bytes are.
pub fn kind_of(bytes: &[u8]) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| chunk(*kind) == bytes)
}

#[cfg(test)]
mod tests {
    use automerge::transaction::{CommitOptions, Transactable};
    use automerge::{Automerge, AutomergeError, ObjType, ROOT};

    use super::*;
    use crate::document::schema::{self, Shape};
    use crate::id::Actor;

    fn build(kind: Kind) -> Vec<u8> {
        let mut doc = Automerge::new().with_actor(Actor::GENESIS.to_automerge());
        doc.transact_with::<_, _, AutomergeError, _>(
            |_| CommitOptions::default().with_time(0),
            |tx| {
                tx.put(ROOT, "kind", kind.name())?;
                tx.put(ROOT, "schema", schema::VERSION)?;
                for (name, shape) in schema::fields(kind) {
                    match shape {
                        Shape::Scalar(_) => {}
                        Shape::LongText(_) => {
                            tx.put_object(ROOT, *name, ObjType::Text)?;
                        }
                        Shape::Scalars(..) | Shape::Entries(..) => {
                            tx.put_object(ROOT, *name, ObjType::Map)?;
                        }
                    }
                }
                Ok(())
            },
        )
        .unwrap();
        doc.get_changes(&[]).remove(0).raw_bytes().to_vec()
    }

    /// Set `BONTOT_WRITE_GENESIS` to write the bytes of a new kind.
    #[test]
    fn embedded_bytes_are_what_the_schema_builds() {
        if std::env::var_os("BONTOT_WRITE_GENESIS").is_some() {
            for kind in Kind::ALL {
                let path = format!("{}/genesis/{}.1.automerge", env!("CARGO_MANIFEST_DIR"), kind.name());
                std::fs::write(path, build(kind)).unwrap();
            }
        }
        for kind in Kind::ALL {
            assert_eq!(chunk(kind), build(kind), "{kind:?}");
        }
    }
}
