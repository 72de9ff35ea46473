//! Enrolment: a one-time code becomes a device with a token.

use shared::id::{DeviceNumber, OrganisationId};
use shared::moment::Moment;
use shared::sync::wire::{DeviceKey, Enrolled, Fault, Former, MOST_LOST_DEVICES};
use thiserror::Error;

use super::code::AccessCode;
use super::sealing::is_key;
use super::secret::{Purpose, Secret, SecretHash};
use crate::state::AppState;
use crate::store::codes::Opens;
use crate::store::devices::NumberNow;
use crate::store::{StoreError, Writing};

/// Why a device is not enrolled.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EnrolError {
    /// No such enrolment code was given out; a viewing code is none.
    #[error("there is no such enrolment code")]
    Unknown,
    /// The code enrolled a device already.
    #[error("the enrolment code was used")]
    Used,
    /// The code has expired.
    #[error("the enrolment code has expired")]
    Expired,
    /// The phone has the book of another organisation than the code's.
    #[error("the enrolment code is of another organisation")]
    OtherOrganisation,
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl EnrolError {
    /// The same, as the phone is told.
    pub fn fault(&self) -> Fault {
        match self {
            Self::Unknown => Fault::CodeUnknown,
            Self::Used => Fault::CodeUsed,
            Self::Expired => Fault::CodeExpired,
            Self::OtherOrganisation => Fault::OtherOrganisation,
            Self::Store(_) => Fault::Storage,
        }
    }
}

/// Enrols the device that drew `token` with `code`, which then is used. The same
/// device may ask again, since it may not have got the answer. A phone that was
/// the device `former` keeps its number where it can. It seals its bundles by
/// the key `sealing`.
pub async fn enrol(
    state: &AppState,
    code: &AccessCode,
    token: &Secret,
    former: Option<&Former>,
    sealing: Option<DeviceKey>,
    now: Moment,
) -> Result<Enrolled, EnrolError> {
    let (code, token_hash) = (code.hash(), token.hash(Purpose::Token));
    let book = former.map(|former| former.organisation);
    // A token that is none proves nothing.
    let former = former.and_then(|former| {
        let token = Secret::read(&former.token).ok()?.hash(Purpose::Token);
        Some((former.device, token))
    });
    let (device, ward, organisation) = state
        .store
        .write(move |writing| {
            let reading = writing.reading();
            let given = reading.code(&code)?.ok_or(EnrolError::Unknown)?;
            let Opens::Cell(organisation) = given.opens else {
                return Err(EnrolError::Unknown);
            };
            if book.is_some_and(|book| book != organisation) {
                return Err(EnrolError::OtherOrganisation);
            }
            let found = reading.organisation(organisation)?;
            let (_, organisation) = found.ok_or(StoreError::UnknownOrganisation(organisation))?;
            let ward = reading.ward(&given.ward)?.ok_or(StoreError::UnknownWard(given.ward))?;
            if given.used_at.is_some() {
                let same = reading.device_by_token(&token_hash)?.map(|device| device.number);
                let device = same.filter(|_| same == given.used_by).ok_or(EnrolError::Used)?;
                return Ok((device, ward, organisation));
            }
            if given.expires_at <= now {
                return Err(EnrolError::Expired);
            }
            let device = settle(writing, organisation.id, &token_hash, former, now)?;
            let old = former.filter(|(number, _)| *number == device).map(|(_, token)| token);
            writing.note_enrolled_here(device, old.as_ref())?;
            writing.use_code(&code, device, now)?;
            if let Some(key) = sealing.as_ref().filter(|key| is_key(key)) {
                writing.put_key(device, key, now)?;
            }
            Ok((device, ward, organisation))
        })
        .await?;
    let key = Some(state.store.receipt_key().public());
    Ok(Enrolled { device, token: token.reveal(), ward, organisation, key })
}

/// Which device the holder of `token` is from now on.
fn settle(
    writing: &Writing<'_>,
    organisation: OrganisationId,
    token: &SecretHash,
    former: Option<(DeviceNumber, SecretHash)>,
    now: Moment,
) -> Result<DeviceNumber, StoreError> {
    let reading = writing.reading();
    if let Some(device) = reading.device_by_token(token)?
        && device.organisation == organisation
    {
        // It enrolled before, did not get the answer, and has another code now.
        return Ok(device.number);
    }
    // A device that was revoked before it heard that it was enrolled has kept its secret.
    writing.forget_revoked_token(token)?;
    let Some((number, old)) = former else {
        return writing.put_device(organisation, Some(token), now);
    };
    match reading.number_now(number, MOST_LOST_DEVICES)? {
        NumberNow::Of { organisation: of, token: Some(known) } if of == organisation && known == old => {
            writing.renew_token(number, token)?;
            Ok(number)
        }
        // What it wrote and could not bring is its own only under this number.
        NumberNow::Nobodys => writing.put_device_as(Some(number), organisation, Some(token), now),
        NumberNow::Of { .. } | NumberNow::OutOfReach => writing.put_device(organisation, Some(token), now),
    }
}
