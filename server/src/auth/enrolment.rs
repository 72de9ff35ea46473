//! Enrolment: a one-time code becomes a device with a token.

use shared::moment::Moment;
use shared::sync::wire::{Enrolled, Fault};
use thiserror::Error;

use super::code::AccessCode;
use super::secret::{Purpose, Secret};
use crate::state::AppState;
use crate::store::StoreError;
use crate::store::codes::Opens;

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
            Self::Store(_) => Fault::Storage,
        }
    }
}

/// Enrols the device that drew `token` with `code`, which then is used. The same
/// device may ask again, since it may not have got the answer.
pub async fn enrol(
    state: &AppState,
    code: &AccessCode,
    token: &Secret,
    now: Moment,
) -> Result<Enrolled, EnrolError> {
    let (code, token_hash) = (code.hash(), token.hash(Purpose::Token));
    let (device, ward, organisation) = state
        .store
        .write(move |writing| {
            let reading = writing.reading();
            let given = reading.code(&code)?.ok_or(EnrolError::Unknown)?;
            let Opens::Cell(organisation) = given.opens else {
                return Err(EnrolError::Unknown);
            };
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
            let device = writing.put_device(organisation.id, Some(&token_hash), now)?;
            writing.use_code(&code, device, now)?;
            Ok((device, ward, organisation))
        })
        .await?;
    Ok(Enrolled { device, token: token.reveal(), ward, organisation })
}
