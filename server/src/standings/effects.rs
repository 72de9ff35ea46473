//! What open conflicts could change: each document with one is opened, every
//! value is chosen in turn, and the standing is computed again. Nothing is stored.

use app::standings::effects::{Effect, Effects, Judgement};
use shared::document::conflict::{Conflict, conflicts};
use shared::document::edit::{Stamp, Value};
use shared::document::read::read;
use shared::document::{Document, DocumentError};
use shared::id::{Actor, DeviceNumber};
use shared::moment::Moment;
use shared::org::Code;
use shared::record::Record;
use shared::standing::facts::Fact;

use crate::store::{Reading, StoreError, opening};

/// A page works out so many conflicts; of more it says how many there are.
const MOST: usize = 12;

/// The effects of the conflicts in `facts` that `concerns` names, as `judge` judges.
pub fn effects(
    reading: &Reading<'_>,
    ward: &Code,
    facts: &[Fact],
    concerns: impl Fn(&Fact) -> bool,
    judge: impl Fn(&[Fact]) -> Judgement,
) -> Result<Effects, StoreError> {
    let mut found = Effects::default();
    for (place, fact) in facts.iter().enumerate().filter(|(_, fact)| fact.conflicts != 0 && concerns(fact)) {
        let Some(stored) = reading.document(ward, fact.document)? else { continue };
        let chunks = reading.chunks(stored.key)?;
        let open = opening::open(stored.kind, chunks.iter().map(Vec::as_slice))?;
        for conflict in conflicts(&open) {
            if MOST <= found.open.len() {
                found.more = found.more.saturating_add(1);
                continue;
            }
            let mut outcomes = Vec::new();
            for alternative in &conflict.alternatives {
                // What this version would not write cannot be chosen by it either.
                let Ok(record) = chosen(&open, &conflict, &alternative.value) else { continue };
                let mut imagined = facts.to_vec();
                if let Some(fact) = imagined.get_mut(place) {
                    fact.record = record;
                }
                outcomes.push((alternative.value.clone(), judge(&imagined)));
            }
            found.open.push(Effect { document: fact.document, conflict, outcomes });
        }
    }
    Ok(found)
}

/// What the document would say if somebody chose `value`.
fn chosen(document: &Document, conflict: &Conflict, value: &Value) -> Result<Record, DocumentError> {
    let mut imagined = document.clone();
    // The change is thrown away with the copy, so that nobody is its writer.
    let stamp = Stamp { actor: Actor::new(DeviceNumber(0), [0; 12]), at: Moment::default() };
    imagined.commit(&[conflict.choose(value.clone())], stamp)?;
    Ok(read(&imagined))
}
