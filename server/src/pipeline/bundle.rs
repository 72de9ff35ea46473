//! Bundles: what a device wrote, carried by somebody else.
//!
//! A part goes through the same pipeline as a request of the device that sealed
//! it: the gate, its own authorship, admission, one transaction, receipts. Who
//! carries it has no say in it. All parts of a file are looked at before the
//! first is taken, so a file is refused whole.

use shared::id::DeviceNumber;
use shared::moment::Moment;
use shared::org::{Code, Organisation};
use shared::sync::bundle::{Bundle, BundleError, parts};
use shared::sync::gate;
use shared::sync::wire::{DeviceKey, InCustody, Outcome, Push};
use thiserror::Error;

use super::open_documents::OpenDocuments;
use super::push::Budget;
use super::{custody, push, taken};
use crate::auth::device::Bearer;
use crate::auth::sealing::is_sealed;
use crate::store::{Reading, Store, StoreError, Writing};

/// Why a file is refused, all of it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ImportError {
    /// The file is none, or not as it was sealed.
    #[error(transparent)]
    File(#[from] BundleError),
    /// It holds records of an organisation that is not of this ward.
    #[error("it holds records of {} ({}), which is not an organisation of this ward", .0.name, .0.code)]
    Foreign(Box<Organisation>),
    /// The ward does not know that key as one of the device's.
    #[error("phone {device} of {} did not seal it with a key that the ward knows; let that phone sync once", .organisation.name)]
    UnknownKey {
        /// The device that it names.
        device: DeviceNumber,
        /// The organisation that it names.
        organisation: Box<Organisation>,
    },
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A part that was sealed by the key in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The key.
    pub key: DeviceKey,
    /// What it says.
    pub bundle: Bundle,
}

/// What became of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// What it said; a push that was stored in part stands as two.
    pub bundle: Bundle,
    /// What became of its pushes, in their order.
    pub outcomes: Vec<Outcome>,
    /// Documents of which refused changes are kept for a decision.
    pub custody: Vec<InCustody>,
}

impl Imported {
    /// What was stored of a push and what was left of it stand side by side.
    fn of(mut bundle: Bundle, taken: PartTaken) -> Self {
        let PartTaken { mut outcomes, custody, rest } = taken;
        for (place, rest, outcome) in rest {
            if let Some(push) = bundle.push.get_mut(place) {
                push.chunks.retain(|chunk| !rest.chunks.contains(chunk));
            }
            bundle.push.push(rest);
            outcomes.push(outcome);
        }
        Self { bundle, outcomes, custody }
    }

    /// How many of its changes are stored, now or from before.
    pub fn stored(&self) -> usize {
        let stored = self.outcomes.iter().map(|outcome| match outcome {
            Outcome::Stored(receipts) => receipts.len(),
            Outcome::Missing(_) | Outcome::Refused { .. } | Outcome::Whole { .. } => 0,
        });
        stored.sum()
    }

    /// How many of them build on changes that nobody has brought yet.
    pub fn waiting(&self) -> usize {
        let pairs = self.bundle.push.iter().zip(&self.outcomes);
        let is_kept = |push: &Push| self.custody.iter().any(|kept| kept.document == push.document);
        let waiting = pairs.map(|(push, outcome)| match outcome {
            // The rest of it is kept.
            Outcome::Stored(_) if is_kept(push) => 0,
            Outcome::Stored(receipts) => push.chunks.len().saturating_sub(receipts.len()),
            Outcome::Missing(_) => push.chunks.len(),
            // What the pipeline says is in full; answers of a sync are shortened later.
            Outcome::Refused { .. } | Outcome::Whole { .. } => 0,
        });
        waiting.sum()
    }
}

/// The parts of a file, each sealed by the key in it.
///
/// # Errors
/// Where one of them is not as it should be.
pub fn open(file: &[u8]) -> Result<Vec<Opened>, BundleError> {
    let parts = parts(file)?;
    if !parts.iter().all(is_sealed) {
        return Err(BundleError::Damaged);
    }
    parts.iter().map(|part| Ok(Opened { key: part.key, bundle: part.bundle()? })).collect()
}

/// The device that sealed a part, which may have been revoked.
///
/// # Errors
/// Where the ward has no such device, or does not know the key as that device's.
pub fn sealer(reading: &Reading<'_>, ward: &Code, part: &Opened) -> Result<Bearer, ImportError> {
    let organisation = &part.bundle.organisation;
    if reading.organisation(organisation.id)?.is_none_or(|(of, _)| of != *ward) {
        return Err(ImportError::Foreign(Box::new(organisation.clone())));
    }
    let device = part.bundle.device;
    let unknown = || ImportError::UnknownKey { device, organisation: Box::new(organisation.clone()) };
    let (found, revoked) = (reading.device(device)?, reading.revoked_device(device)?);
    let sealer = found.map(Bearer::Device).or(revoked.map(Bearer::Revoked)).ok_or_else(unknown)?;
    let (Bearer::Device(of) | Bearer::Revoked(of)) = &sealer;
    if of.organisation != organisation.id || !reading.has_key(device, &part.key)? {
        return Err(unknown());
    }
    Ok(sealer)
}

/// As [`sealer`], for the ward `ward` or for whichever ward the part is of.
fn sealer_in(reading: &Reading<'_>, ward: Option<&Code>, part: &Opened) -> Result<Bearer, ImportError> {
    let organisation = &part.bundle.organisation;
    match (ward, reading.organisation(organisation.id)?) {
        (Some(ward), _) => sealer(reading, ward, part),
        (None, Some((ward, _))) => sealer(reading, &ward, part),
        (None, None) => Err(ImportError::Foreign(Box::new(organisation.clone()))),
    }
}

/// What became of the pushes of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartTaken {
    /// What became of the pushes, in their order.
    pub outcomes: Vec<Outcome>,
    /// Documents of which refused changes are kept for a decision.
    pub custody: Vec<InCustody>,
    /// What of pushes that were stored in part was then taken by itself, each with
    /// the place of its push.
    rest: Vec<(usize, Push, Outcome)>,
}

impl PartTaken {
    /// What whoever brings the part is told of each push. Where the rest of one is
    /// refused and not kept, that is the word on it: what was stored of it has its
    /// receipts with the news.
    pub fn told(self) -> (Vec<Outcome>, Vec<InCustody>) {
        let Self { mut outcomes, custody, rest } = self;
        for (place, rest, outcome) in rest {
            let is_kept = custody.iter().any(|kept| kept.document == rest.document);
            let (Outcome::Refused { why, at }, false, Some(told)) =
                (outcome, is_kept, outcomes.get_mut(place))
            else {
                continue;
            };
            let hashes =
                rest.chunks.iter().filter_map(|chunk| gate::head(chunk).ok()).map(|chunk| chunk.hash);
            *told = Outcome::Refused { why, at: at.or_else(|| Some(hashes.collect())) };
        }
        (outcomes, custody)
    }
}

/// Takes what a device wrote, whoever brings it.
pub fn take(
    writing: &Writing<'_>,
    documents: &OpenDocuments,
    sealer: &Bearer,
    pushes: &[Push],
    now: Moment,
) -> Result<PartTaken, StoreError> {
    let take = |pushes: &[Push]| {
        taken(pushes, Budget::default(), |(_, push), budget| match sealer {
            Bearer::Device(device) => push::take(writing, documents, device, push, budget, now),
            Bearer::Revoked(device) => {
                custody::take_of_no_writer(writing, documents, device, push, budget, now)
            }
        })
    };
    let (outcomes, mut custody) = take(pushes)?;
    let both = pushes.iter().zip(&outcomes).enumerate();
    let rest = both.filter_map(|(place, (push, outcome))| Some((place, push::rest_of(push, outcome)?)));
    let (places, rest): (Vec<_>, Vec<_>) = rest.unzip();
    let (of_rest, kept) = take(&rest)?;
    custody.retain(|one| kept.iter().all(|other| other.document != one.document));
    custody.extend(kept);
    let rest = places.into_iter().zip(rest).zip(of_rest);
    let rest = rest.map(|((place, rest), outcome)| (place, rest, outcome)).collect();
    Ok(PartTaken { outcomes, custody, rest })
}

/// Takes a whole file in, for the ward `ward` or for whichever ward it is of.
/// Each part is a transaction of its own, so that phones need not wait for all
/// of it, and what is repeated makes no difference.
///
/// # Errors
/// Before anything was stored, except where the store fails in between.
pub fn import(
    store: &Store,
    documents: &std::sync::Arc<OpenDocuments>,
    ward: Option<&Code>,
    file: &[u8],
    now: Moment,
) -> Result<Vec<Imported>, ImportError> {
    let opened = open(file)?;
    // Refused as a whole; whose it is stands in each transaction anew, since a
    // device may be revoked between two of them.
    store.read_blocking(|reading| {
        opened.iter().try_for_each(|part| sealer_in(reading, ward, part).map(drop))
    })?;
    let mut before = None;
    loop {
        let mut imported = Vec::new();
        for part in &opened {
            let (part, documents, ward) = (part.clone(), std::sync::Arc::clone(documents), ward.cloned());
            let taken = store.write_blocking(move |writing| {
                let sealer = sealer_in(&writing.reading(), ward.as_ref(), &part)?;
                let taken = take(writing, &documents, &sealer, &part.bundle.push, now)?;
                Ok::<_, ImportError>(Imported::of(part.bundle, taken))
            });
            imported.push(taken?);
        }
        let waiting: usize = imported.iter().map(Imported::waiting).sum();
        // A part may build on a later one.
        if waiting == 0 || before == Some(waiting) {
            return Ok(imported);
        }
        before = Some(waiting);
    }
}
