//! Making anew what can be computed from the log: heads, rows of records,
//! snapshots, the register, and the years that are kept.

use std::collections::BTreeSet;

use shared::org::Code;
use shared::year::Year;

use crate::standings::projection::bring_up;
use crate::store::{Store, StoreError, Writing};

/// How much was made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rebuilt {
    /// Documents.
    pub documents: usize,
    /// Years of wards.
    pub years: usize,
}

/// Makes everything anew that is no log. Records and the register change
/// together or not at all; the years that were kept are computed after that.
///
/// # Errors
/// [`StoreError::Damaged`] where the log itself is broken: nothing is changed then.
pub fn rebuild(store: &Store) -> Result<Rebuilt, StoreError> {
    let (documents, kept) = store.write_blocking(records)?;
    for (ward, year) in &kept {
        bring_up(store, ward, *year)?;
    }
    Ok(Rebuilt { documents, years: kept.len() })
}

fn records(writing: &Writing<'_>) -> Result<(usize, BTreeSet<(Code, Year)>), StoreError> {
    let reading = writing.reading();
    let kept = reading.kept_years()?.into_iter().map(|(ward, year, _)| (ward, year)).collect();
    writing.clear_projections()?;
    for ward in reading.wards()? {
        for organisation in reading.ruled_ward(&ward.code)?.organisations {
            writing.put_organisation(&ward.code, &organisation)?;
        }
    }
    let mut documents = 0;
    reading.each_document(|logged| {
        let logged = logged?;
        let (document, fact) = logged.replay()?;
        writing.put_heads(logged.key, &document)?;
        writing.put_fact(logged.key, &logged.ward, logged.organisation, &fact)?;
        if let Some(last) = logged.changes.last() {
            writing.put_snapshot(logged.key, &document, last.seq)?;
        }
        documents += 1;
        Ok::<_, StoreError>(())
    })?;
    Ok((documents, kept))
}
