//! What becomes of a phone's request: every push is judged, the good ones are
//! stored, and then the phone is told what it has not seen.
//!
//! Pushes are judged beside the store's writer ([`ahead`]) and stored within one
//! job of it, so that a fault of the store undoes all of the request. The answer
//! is read and sent only when that is durable ([`exchange`]).

pub mod ahead;
pub mod bundle;
pub mod custody;
pub mod entering;
pub mod exchange;
pub mod open_documents;
pub mod photo;
pub mod pull;
pub mod push;
pub mod relay;
pub mod seed;

use std::collections::BTreeSet;

use shared::moment::Moment;
use shared::sync::role::Role;
use shared::sync::wire::{InCustody, Outcome, Push, SyncPoint, SyncRequest, SyncResponse};

use crate::auth::sealing::is_key;
use crate::store::devices::Device;
use crate::store::{Reading, StoreError, Writing};
use ahead::JudgedAhead;
use open_documents::OpenDocuments;
use push::Budget;

/// How far above the last number of the ward a cursor may be that an older life
/// of the store gave out: what all phones of a ward write in years. A cursor
/// beyond was given out by nobody.
const MOST_LOST_NUMBERS: u64 = 1_000_000;
/// One device begins one epoch in this time. In each, every phone of the ward
/// sends again all that it ever wrote, so nobody may begin them without end; an
/// honest phone meets a backup that was put back less than once in a year.
const EPOCH_REST_MS: i64 = 24 * 60 * 60 * 1000;

/// What the writer made of a request.
#[derive(Debug)]
pub struct TakenIn {
    /// What became of the pushes, in their order.
    pub outcomes: Vec<Outcome>,
    /// What is kept for a decision.
    kept: Vec<InCustody>,
    /// Where the phone is taken to stand; none where it is revoked and told no news.
    point: Option<SyncPoint>,
    /// What the device may do, as the writer saw it.
    role: Role,
}

/// Stores what a request brings, by what was judged ahead of it.
pub fn take_in(
    writing: &Writing<'_>,
    documents: &OpenDocuments,
    device: &Device,
    request: &SyncRequest,
    mut judged: JudgedAhead,
    now: Moment,
) -> Result<TakenIn, StoreError> {
    // As the ward sees it now; it was recognised a moment ago.
    let Some(device) = &writing.reading().device(device.number)? else {
        return take_of_revoked(writing, documents, device, request, now);
    };
    let standing = standing(&writing.reading(), device, request.point)?;
    if standing == Standing::Ahead {
        if may_begin_epoch(&writing.reading(), device, now)? {
            // Only a store that was put back from a backup knows less than it told.
            tracing::warn!(device = device.number.0, "a phone knows more than the store: a new epoch begins");
            writing.begin_epoch_for(device.number, now)?;
        } else {
            tracing::warn!(
                device = device.number.0,
                "a phone knows more than the store, again; if a backup was put back, run `bontot restored`"
            );
        }
    }
    if let Some(key) = request.key.as_ref().filter(|key| is_key(key)) {
        writing.put_key(device.number, key, now)?;
    }
    let (mut outcomes, kept) = taken(&request.push, Budget::default(), |push, budget| {
        judged.take(writing, documents, device, push, budget, now)
    })?;
    relay::leave_to_town(&writing.reading(), &mut outcomes)?;
    Ok(TakenIn { outcomes, kept, point: Some(known(standing, request.point)), role: device.role })
}

/// The answer to a request whose changes are durable: what became of them, and
/// what the phone has not seen.
pub fn answer(
    reading: &Reading<'_>,
    device: &Device,
    request: &SyncRequest,
    taken: TakenIn,
    now: Moment,
) -> Result<SyncResponse, StoreError> {
    let TakenIn { outcomes, kept, point, role } = taken;
    let Some(point) = point else { return Ok(answer_without_news(request, outcomes, kept, now)) };
    let page = pull::page(reading, device, point, &pull::receipted(&outcomes))?;
    let mut response = page.into_response(request.request);
    // What is known of the changes that the phone just sent comes last: it is the newest.
    response.custody = some(response.custody.into_iter().flatten().chain(kept).collect());
    Ok(SyncResponse { outcomes, now, role: role_told(role), ..response })
}

/// The role of which a device is told; that it writes is not said.
fn role_told(role: Role) -> Option<Role> {
    Some(role).filter(|role| *role != Role::Writer)
}

/// Takes what a device brings that was revoked: nothing of it enters the log,
/// and what could is kept.
fn take_of_revoked(
    writing: &Writing<'_>,
    documents: &OpenDocuments,
    device: &Device,
    request: &SyncRequest,
    now: Moment,
) -> Result<TakenIn, StoreError> {
    let (mut outcomes, kept) = taken(&request.push, Budget::default(), |(_, push), budget| {
        custody::take_of_no_writer(writing, documents, device, push, budget, now)
    })?;
    relay::leave_to_town(&writing.reading(), &mut outcomes)?;
    Ok(TakenIn { outcomes, kept, point: None, role: device.role })
}

/// The answer to a device that was revoked. Its phone asks again at once, with
/// nothing to bring, and learns who it is no more.
fn answer_without_news(
    request: &SyncRequest,
    outcomes: Vec<Outcome>,
    kept: Vec<InCustody>,
    now: Moment,
) -> SyncResponse {
    SyncResponse {
        outcomes,
        pulled: Vec::new(),
        rulings: Vec::new(),
        point: request.point,
        more: true,
        now,
        request: request.request,
        custody: some(kept),
        seal: None,
        role: None,
    }
}

/// Takes pushes one after the other within the budget of one request: their
/// outcomes, and the documents of which something is kept. Each is given with
/// its place.
///
/// What the time of the request does not reach has no receipt, like what waits
/// for other changes: the phone keeps it in its outbox and brings it again.
fn taken(
    pushes: &[Push],
    mut budget: Budget,
    mut take: impl FnMut((usize, &Push), &mut Budget) -> Result<push::Taken, StoreError>,
) -> Result<(Vec<Outcome>, Vec<InCustody>), StoreError> {
    let mut kept = Vec::new();
    let mut outcomes = Vec::new();
    for (place, push) in pushes.iter().enumerate() {
        if budget.time_is_over() {
            tracing::warn!(document = %push.document, "no time is left");
            outcomes.push(push::waits());
            continue;
        }
        let taken = take((place, push), &mut budget)?;
        kept.extend(taken.custody);
        outcomes.push(taken.outcome);
    }
    Ok((outcomes, kept))
}

/// A list that takes no room on the wire while there is nothing in it.
fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

/// Answers a request that brings nothing, without the writer; `None` where
/// only the writer can answer it.
pub fn answer_by_reading(
    reading: &Reading<'_>,
    device: &Device,
    request: &SyncRequest,
    now: Moment,
) -> Result<Option<SyncResponse>, StoreError> {
    let standing = standing(reading, device, request.point)?;
    let tells_key = match &request.key {
        Some(key) => !reading.has_key(device.number, key)?,
        None => false,
    };
    if !request.push.is_empty() || tells_key || standing == Standing::Ahead {
        return Ok(None);
    }
    let page = pull::page(reading, device, known(standing, request.point), &BTreeSet::new())?;
    Ok(Some(SyncResponse { now, role: role_told(device.role), ..page.into_response(request.request) }))
}

/// What a phone's point says of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// The store gave out the cursor, or it is of another epoch.
    Known,
    /// An older life of this very epoch may have given out the cursor.
    Ahead,
    /// Nobody ever gave out the cursor.
    Impossible,
}

fn standing(reading: &Reading<'_>, device: &Device, point: SyncPoint) -> Result<Standing, StoreError> {
    let last = reading.last_seq(&device.ward)?;
    if point.epoch != Some(reading.epoch()?) || point.cursor <= last {
        return Ok(Standing::Known);
    }
    let within = point.cursor - last <= MOST_LOST_NUMBERS;
    Ok(if within { Standing::Ahead } else { Standing::Impossible })
}

/// Where the phone is taken to stand. One whose cursor means nothing here is
/// answered from the beginning, as after a new epoch.
fn known(standing: Standing, point: SyncPoint) -> SyncPoint {
    match standing {
        Standing::Known => point,
        Standing::Ahead | Standing::Impossible => SyncPoint::default(),
    }
}

fn may_begin_epoch(reading: &Reading<'_>, device: &Device, now: Moment) -> Result<bool, StoreError> {
    let begun = reading.epoch_begun_by(device.number)?;
    Ok(begun.is_none_or(|begun| EPOCH_REST_MS <= now.millis().saturating_sub(begun.millis())))
}

#[cfg(test)]
mod tests;
