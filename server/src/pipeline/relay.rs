//! What becomes of a relay's request: the devices that were enrolled there, and
//! what phones brought there, each as if the phone had come itself; then the
//! relay is told the news of the whole ward.

use std::collections::BTreeSet;

use minicbor::bytes::ByteVec;
use sha2::{Digest, Sha256};
use shared::document::admission::Refusal;
use shared::id::{DeviceNumber, RequestId};
use shared::moment::Moment;
use shared::sync::gate;
use shared::sync::relay::{
    Register, RelayDevice, RelayPulled, RelayPush, RelayRequest, RelayResponse, RelayRuled,
};
use shared::sync::wire::{MOST_LOST_DEVICES, Outcome, Push, SyncPoint};

use super::open_documents::OpenDocuments;
use super::pull::{PAGE_BYTES, receipted};
use super::push::{self, Budget};
use super::{MOST_LOST_NUMBERS, custody};
use crate::auth::secret::SecretHash;
use crate::store::devices::NumberNow;
use crate::store::relays::Relay;
use crate::store::rulings::More;
use crate::store::{Reading, StoreError, Writing};

/// Answers a relay's request, storing what it brings.
///
/// # Errors
/// Only where the store fails.
pub fn answer(
    writing: &Writing<'_>,
    documents: &OpenDocuments,
    relay: &Relay,
    request: &RelayRequest,
    now: Moment,
) -> Result<RelayResponse, StoreError> {
    writing.saw_relay(relay.number, now)?;
    let point = standing(writing, relay, request.point)?;
    for device in &request.enrolled {
        enrol(writing, relay, device)?;
    }
    let mut budget = Budget::default();
    let mut outcomes = Vec::new();
    for push in &request.push {
        // What has no receipt comes again.
        outcomes.push(if budget.time_is_over() {
            push::waits()
        } else {
            take(writing, documents, relay, push, &mut budget, now)?
        });
    }
    let reading = writing.reading();
    let register = reading.register(&relay.ward)?;
    let known = request.register.as_ref().is_some_and(|known| known.to_vec() == hash(&register));
    let mut response = page(&reading, relay, point, request.request, &receipted(&outcomes))?;
    (response.outcomes, response.now) = (outcomes, now);
    response.register = (!known).then_some(register);
    Ok(response)
}

/// At a relay nothing is decided about who brought what: it takes none of it,
/// and the phone keeps it in its outbox until it comes to the town's server.
pub(super) fn leave_to_town(reading: &Reading<'_>, outcomes: &mut [Outcome]) -> Result<(), StoreError> {
    let is_of_custody = |outcome: &Outcome| match outcome {
        Outcome::Refused { why, .. } => custody::cause_of(*why).is_some(),
        Outcome::Stored(_) | Outcome::Missing(_) | Outcome::Whole { .. } => false,
    };
    // Hardly any request has one, so hardly any asks the store.
    if outcomes.iter().any(is_of_custody) && reading.is_relay()? {
        outcomes.iter_mut().filter(|outcome| is_of_custody(outcome)).for_each(|left| *left = push::waits());
    }
    Ok(())
}

/// What tells one register from another.
pub fn hash(register: &Register) -> [u8; 32] {
    Sha256::digest(shared::replica::encode(register)).into()
}

/// Where the relay stands. One that knows more of this very epoch than the store
/// does shows that a backup was put back, and a new epoch begins.
fn standing(writing: &Writing<'_>, relay: &Relay, point: SyncPoint) -> Result<SyncPoint, StoreError> {
    let reading = writing.reading();
    let last = reading.last_seq(&relay.ward)?;
    if point.epoch != Some(reading.epoch()?) {
        return Ok(SyncPoint { epoch: None, cursor: 0 });
    }
    if point.cursor <= last {
        return Ok(point);
    }
    if point.cursor - last <= MOST_LOST_NUMBERS {
        tracing::warn!(relay = relay.number.0, "a relay knows more than the store: a new epoch begins");
        writing.begin_epoch()?;
    }
    Ok(SyncPoint { epoch: None, cursor: 0 })
}

/// Takes up a device that was enrolled at the relay, or that the store lost. The
/// store's own word on a number stands; a token is replaced only where the relay
/// names the one that stands.
fn enrol(writing: &Writing<'_>, relay: &Relay, device: &RelayDevice) -> Result<(), StoreError> {
    let reading = writing.reading();
    let read = |token: Option<&ByteVec>| Some(SecretHash::from_bytes(token?.to_vec().try_into().ok()?));
    let (token, former) = (read(device.token.as_ref()), read(device.former.as_ref()));
    let Some(token) = token else { return Ok(()) };
    let ours = reading.organisation(device.organisation)?.is_some_and(|(ward, _)| ward == relay.ward);
    let free =
        reading.device_by_token(&token)?.is_none() && reading.revoked_device_by_token(&token)?.is_none();
    if !ours || !free || device.number == DeviceNumber(0) {
        return Ok(());
    }
    match reading.number_now(device.number, MOST_LOST_DEVICES)? {
        NumberNow::Nobodys => {
            let (number, at) = (Some(device.number), device.enrolled_at);
            writing.put_device_as(number, device.organisation, Some(&token), at)?;
            tracing::info!(
                relay = relay.number.0,
                device = device.number.0,
                "a device was enrolled at a relay"
            );
        }
        NumberNow::Of { organisation, token: Some(stands) }
            if organisation == device.organisation && Some(stands) == former =>
        {
            writing.renew_token(device.number, &token)?;
        }
        NumberNow::Of { .. } | NumberNow::OutOfReach => {}
    }
    Ok(())
}

/// Takes a push as if its author's phone had brought it. The relay took it from
/// that phone while it knew it as the organisation's: whether the device was
/// revoked since makes no difference.
fn take(
    writing: &Writing<'_>,
    documents: &OpenDocuments,
    relay: &Relay,
    push: &RelayPush,
    budget: &mut Budget,
    now: Moment,
) -> Result<Outcome, StoreError> {
    let Some(Ok(first)) = push.chunks.first().map(|chunk| gate::check(chunk)) else {
        return Ok(Refusal::Malformed.into());
    };
    let author = writing.reading().device_ever(first.actor.device())?;
    let ours = author.filter(|author| author.ward == relay.ward && author.organisation == push.organisation);
    let Some(author) = ours else {
        return Ok(Refusal::ForeignActor.into());
    };
    let plain = Push { document: push.document, kind: push.kind, chunks: push.chunks.clone() };
    Ok(push::take(writing, documents, &author, &plain, budget, now)?.outcome)
}

/// The first page of what the relay has not seen, apart from what it just brought.
fn page(
    reading: &Reading<'_>,
    relay: &Relay,
    point: SyncPoint,
    request: RequestId,
    brought: &BTreeSet<u64>,
) -> Result<RelayResponse, StoreError> {
    let mut pulled: Vec<RelayPulled> = Vec::new();
    let mut room = PAGE_BYTES;
    let (mut passed, mut cut) = (point.cursor, None);
    reading.each_change_of_ward(&relay.ward, point.cursor, |change| {
        let (seq, bytes) = (change.receipt.seq, change.chunk.len());
        if !brought.contains(&seq) {
            if room < bytes && !pulled.is_empty() {
                cut = Some(passed);
                return More::Enough;
            }
            room = room.saturating_sub(bytes);
            pulled.push(change);
        }
        passed = seq;
        More::Please
    })?;
    let end = match cut {
        Some(end) => end,
        None => reading.last_seq(&relay.ward)?,
    };
    // Rulings and changes share one sequence. Rulings are few and small beside them.
    let rulings = reading.signed_rulings(&relay.ward, point.cursor)?.into_iter();
    let rulings = rulings.filter(|signed| signed.ruled.seq <= end).map(|signed| RelayRuled {
        ruled: signed.ruled,
        at: signed.at,
        official: signed.official.map(|name| name.to_string()),
    });
    Ok(RelayResponse {
        outcomes: Vec::new(),
        pulled,
        rulings: rulings.collect(),
        point: SyncPoint { epoch: Some(reading.epoch()?), cursor: end },
        more: cut.is_some(),
        now: Moment::default(),
        request,
        register: None,
    })
}
