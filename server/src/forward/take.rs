//! What becomes of the town's answer: all of it is stored in one transaction,
//! and with it where the relay stands.

use shared::org::Code;
use shared::sync::gate;
use shared::sync::relay::{RelayPulled, RelayRequest, RelayResponse};
use shared::sync::role::Role;
use shared::sync::wire::Outcome;
use shared::words::Title;
use thiserror::Error;

use super::Brought;
use crate::pipeline::custody::{self, DecideError};
use crate::pipeline::open_documents::OpenDocuments;
use crate::pipeline::relay::hash;
use crate::store::devices::Device;
use crate::store::{StoreError, Writing};

/// Why an answer was not stored, or nothing of it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TakeError {
    /// It answers something else than was asked, or the relay stands elsewhere by now.
    #[error(
        "the answer is to something else; is another `bontot forward` at work on this data file? Try again"
    )]
    Stale,
    /// The data file is no relay's.
    #[error("this data file is no relay's")]
    NoRelay,
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Stores the town's answer to a request.
///
/// # Errors
/// Where it cannot be stored; then nothing of it is.
pub fn take(
    writing: &Writing<'_>,
    documents: &OpenDocuments,
    request: &RelayRequest,
    answer: &RelayResponse,
) -> Result<Brought, TakeError> {
    let town = writing.reading().town()?.ok_or(TakeError::NoRelay)?;
    let fits = answer.request == request.request && answer.outcomes.len() == request.push.len();
    if !fits || town.point != request.point {
        return Err(TakeError::Stale);
    }
    let mut brought = Brought::default();
    // What came from phones meanwhile is told apart from what comes from the town.
    writing.note_for_town()?;
    if town.point.epoch.is_some() && town.point.epoch != answer.point.epoch {
        // To its phones the relay is what the town is to it. The rulings come again
        // behind those that it has, and the last one about a matter counts.
        writing.begin_with_town_anew()?;
        writing.begin_epoch()?;
        brought.anew = true;
    }
    for (push, outcome) in request.push.iter().zip(&answer.outcomes) {
        match outcome {
            Outcome::Stored(receipts) => {
                for receipt in receipts {
                    brought.confirmed += writing.confirm_for_town(push.document, receipt.hash)?;
                }
            }
            // A relay does not say that it reads these; what is not confirmed is brought again.
            Outcome::Whole { .. } => {}
            // The town lost what it builds on.
            Outcome::Missing(_) => writing.note_document_for_town(push.document)?,
            Outcome::Refused { why: refusal, .. } => {
                for chunk in push.chunks.iter().filter_map(|chunk| gate::check(chunk).ok()) {
                    writing.note_refused_by_town(push.document, chunk.hash, *refusal)?;
                }
            }
        }
    }
    writing.confirm_enrolled_here(&request.enrolled)?;
    if let Some(register) = &answer.register {
        writing.put_register(&town.ward, register, &hash(register))?;
    }
    for ruled in &answer.rulings {
        let official = ruled.official.as_deref().and_then(|name| Title::new(name).ok());
        writing.put_ruling_of_town(&town.ward, &ruled.ruled.ruling, official.as_ref(), ruled.at)?;
        brought.rulings += 1;
    }
    // Where the town begins anew, it sends everything again.
    let left = if brought.anew { Vec::new() } else { writing.reading().left_at_town()? };
    let had_left = !left.is_empty();
    for pulled in left.iter().chain(&answer.pulled) {
        // It came there by another way, or a person let it enter.
        writing.confirm_for_town(pulled.document, pulled.receipt.hash)?;
    }
    let same =
        |one: &RelayPulled, next: &RelayPulled| (one.document, one.device) == (next.document, next.device);
    // What was left enters by itself, each push of it as of when it came.
    let at_once =
        |one: &RelayPulled, next: &RelayPulled| same(one, next) && one.receipt.at == next.receipt.at;
    let runs = left.chunk_by(at_once).chain(answer.pulled.chunk_by(same)).collect();
    let (news, left) = enter_all(writing, documents, &town.ward, runs)?;
    (brought.news, brought.left) = (news, left.len());
    if had_left || brought.anew || !left.is_empty() {
        writing.put_left_at_town(&left)?;
    }
    writing.all_is_noted()?;
    writing.put_town_point(answer.point)?;
    Ok(brought)
}

/// Enters what can be entered of `runs`, and says how many changes came of it and
/// which are left. What builds on another run enters behind it, whichever stands first.
fn enter_all(
    writing: &Writing<'_>,
    documents: &OpenDocuments,
    ward: &Code,
    mut runs: Vec<&[RelayPulled]>,
) -> Result<(usize, Vec<RelayPulled>), StoreError> {
    let (mut entered, mut left) = (0, Vec::new());
    // One document that cannot enter is no reason to go without the others.
    let mut leave = |run: &[RelayPulled], error: DecideError| {
        let document = run.first().map(|first| first.document.to_string());
        tracing::error!(document, %error, "a change of the town's server cannot enter yet");
        left.extend_from_slice(run);
    };
    loop {
        let before = runs.len();
        let mut waiting = Vec::new();
        for run in runs {
            match enter(writing, documents, ward, run) {
                Ok(news) => entered += news,
                Err(DecideError::Incomplete) => waiting.push(run),
                Err(DecideError::Store(error)) => return Err(error),
                Err(error) => leave(run, error),
            }
        }
        if waiting.len() == before || waiting.is_empty() {
            waiting.into_iter().for_each(|run| leave(run, DecideError::Incomplete));
            return Ok((entered, left));
        }
        runs = waiting;
    }
}

/// Enters neighbouring changes of one document that one device brought to the town.
fn enter(
    writing: &Writing<'_>,
    documents: &OpenDocuments,
    ward: &Code,
    run: &[RelayPulled],
) -> Result<usize, DecideError> {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return Ok(0) };
    let (number, organisation) = (first.device, first.organisation);
    let device = Device { number, ward: ward.clone(), organisation, role: Role::Writer };
    let chunks: Vec<&[u8]> = run.iter().map(|pulled| pulled.chunk.as_slice()).collect();
    custody::enter(writing, documents, &device, (first.document, first.kind), &chunks, last.receipt.at)
}

#[cfg(test)]
mod tests;
