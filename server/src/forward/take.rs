//! What becomes of the town's answer: all of it is stored in one transaction,
//! and with it where the relay stands.

use std::collections::BTreeSet;

use shared::moment::Moment;
use shared::org::Code;
use shared::sync::gate::{self, GatedChunk};
use shared::sync::relay::{RelayPulled, RelayResponse};
use shared::sync::wire::Outcome;
use shared::words::Title;
use thiserror::Error;

use super::Page;
use crate::pipeline::open_documents::OpenDocuments;
use crate::pipeline::push;
use crate::pipeline::relay::hash;
use crate::store::devices::Device;
use crate::store::{StoreError, Writing};

/// Why an answer was not stored, or nothing of it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TakeError {
    /// It answers something else than was asked, or the relay stands elsewhere by now.
    #[error("the answer is to something else; another `bontot forward` may be at work on this data file")]
    Stale,
    /// The town holds what this program does not take.
    #[error("the town's server has a change that this program cannot read; install its version here")]
    Unreadable,
    /// The data file is no relay's.
    #[error("this data file is no relay's; `bontot join URL CODE` makes it one")]
    NoRelay,
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What an answer came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    /// Changes that the town confirmed.
    pub confirmed: usize,
    /// Changes that it refused.
    pub refused: usize,
    /// Changes that it cannot store before it has others.
    pub waiting: usize,
    /// Changes that are new here.
    pub news: usize,
    /// Changes of the town that cannot be had here.
    pub lost: usize,
    /// Rulings that are new here.
    pub rulings: usize,
    /// Whether the town began a new epoch: everything is brought again.
    pub anew: bool,
    /// Whether the town has more.
    pub more: bool,
}

/// Stores the town's answer to a page.
///
/// # Errors
/// Where it cannot be stored; then nothing of it is.
pub fn take(
    writing: &Writing<'_>,
    documents: &OpenDocuments,
    page: &Page,
    answer: &RelayResponse,
    now: Moment,
) -> Result<Taken, TakeError> {
    let town = writing.reading().town()?.ok_or(TakeError::NoRelay)?;
    let fits = answer.request == page.request.request && answer.outcomes.len() == page.request.push.len();
    if !fits || town.point != page.request.point {
        return Err(TakeError::Stale);
    }
    let mut taken = Taken { more: answer.more, ..Taken::default() };
    // What came from phones meanwhile is told apart from what comes from the town.
    writing.note_for_town()?;
    if town.point.epoch.is_some() && town.point.epoch != answer.point.epoch {
        // To its phones the relay is what the town is to it. The rulings come again
        // behind those that it has, and the last one about a matter counts.
        writing.begin_with_town_anew()?;
        writing.begin_epoch()?;
        taken.anew = true;
    }
    for (place, outcome) in answer.outcomes.iter().enumerate() {
        settle(writing, &town.ward, page, place, outcome, &mut taken)?;
    }
    writing.confirm_enrolled_here(&page.request.enrolled)?;
    if let Some(register) = &answer.register {
        writing.put_register(&town.ward, register, &hash(register))?;
    }
    for ruling in &answer.rulings {
        let official = ruling.official.as_deref().map(Title::new).transpose();
        let official = official.map_err(|_| TakeError::Unreadable)?;
        writing.put_ruling_of_town(&town.ward, &ruling.ruled.ruling, official.as_ref(), ruling.at)?;
        taken.rulings += 1;
    }
    for run in answer.pulled.chunk_by(|one, next| (one.document, one.device) == (next.document, next.device)) {
        let entered = enter(writing, documents, &town.ward, run)?;
        taken.news += entered.news;
        taken.lost += entered.lost;
    }
    writing.all_is_noted()?;
    writing.put_town_point(answer.point, now)?;
    Ok(taken)
}

/// Notes what became of one push.
fn settle(
    writing: &Writing<'_>,
    ward: &Code,
    page: &Page,
    place: usize,
    outcome: &Outcome,
    taken: &mut Taken,
) -> Result<(), StoreError> {
    let named = page.named(place);
    match outcome {
        Outcome::Stored(receipts) => {
            let stored: BTreeSet<_> = receipts.iter().map(|receipt| receipt.hash).collect();
            for (seq, hash) in named {
                if stored.contains(&hash) {
                    writing.confirm_for_town(seq)?;
                    taken.confirmed += 1;
                } else {
                    taken.waiting += 1;
                }
            }
        }
        Outcome::Missing(_) => {
            taken.waiting += named.len();
            let document = page.request.push.get(place).map(|push| push.document);
            let stored = document.map(|id| writing.reading().document(ward, id)).transpose()?.flatten();
            if let Some(stored) = stored {
                writing.note_document_for_town(stored.key)?;
            }
        }
        Outcome::Refused(refusal) => {
            taken.refused += named.len();
            for (seq, _) in named {
                writing.note_refused_by_town(seq, *refusal)?;
            }
        }
    }
    Ok(())
}

/// What became of changes of the town.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Entered {
    news: usize,
    lost: usize,
}

/// Enters neighbouring changes of one document that one device brought to the
/// town.
fn enter(
    writing: &Writing<'_>,
    documents: &OpenDocuments,
    ward: &Code,
    run: &[RelayPulled],
) -> Result<Entered, TakeError> {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return Ok(Entered::default()) };
    let chunks = run.iter().map(|pulled| gate::check(&pulled.chunk)).collect::<Result<Vec<_>, _>>();
    let chunks: Vec<GatedChunk<'_>> = chunks.map_err(|_| TakeError::Unreadable)?;
    let stored = writing.reading().document(ward, first.document)?;
    let document = match &stored {
        Some(stored) if stored.organisation != first.organisation || stored.kind != first.kind => {
            return Err(TakeError::Unreadable);
        }
        Some(stored) => documents.open(&writing.reading(), stored)?,
        None => push::begin(first.kind)?,
    };
    if let Some(stored) = &stored {
        for chunk in &chunks {
            writing.came_from_town(stored.key, chunk.hash)?;
        }
    }
    let adopted = match push::adopt(&document, &chunks) {
        Ok(Some(adopted)) if adopted.brings_nothing() => return Ok(Entered::default()),
        Ok(Some(adopted)) => adopted,
        // One document that cannot be had is no reason to go without the others.
        Ok(None) | Err(_) => {
            tracing::error!(document = %first.document, "a change of the town's server is not taken up");
            return Ok(Entered { news: 0, lost: run.len() });
        }
    };
    let news = chunks.iter().filter(|chunk| !document.has(chunk.hash)).count();
    let device = Device { number: first.device, ward: ward.clone(), organisation: first.organisation };
    let place = (stored.map(|stored| stored.key), first.document);
    push::enter(writing, documents, &device, place, &chunks, adopted, last.receipt.at)?;
    Ok(Entered { news, lost: 0 })
}
