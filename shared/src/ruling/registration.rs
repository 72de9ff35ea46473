//! Rulings on the registrations of cells.

use std::fmt;

use minicbor::{Decode, Encode};
use sha2::Digest as _;

use crate::date::Date;
use crate::id::{OrganisationId, write_hex};
use crate::record::registration::Registration;
use crate::year::Year;

/// What the ward says to a cell's registration of a year.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RegistrationVerdict {
    /// The organisation.
    #[n(0)]
    pub organisation: OrganisationId,
    /// The year.
    #[n(1)]
    pub year: Year,
    /// What was looked at: a registration that was changed since is another one.
    #[n(2)]
    pub digest: RegistrationDigest,
    /// Why it was sent back; none where it was approved.
    #[n(3)]
    pub sent_back: Option<String>,
    /// The day.
    #[n(4)]
    pub on: Date,
    /// Who says it.
    #[n(5)]
    pub by: String,
}

/// The SHA-256 over what a registration says: what is sought, the targets, the
/// cell's own criteria, the vote and its day. Opinions are left out: they are
/// heard, not approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct RegistrationDigest(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]);

impl RegistrationDigest {
    /// The digest of `registration`.
    pub fn of(registration: &Registration) -> Self {
        let said = Registration { opinions: Default::default(), ..registration.clone() };
        // Encoding into memory does not fail.
        let bytes = minicbor::to_vec(&said).unwrap_or_default();
        Self(sha2::Sha256::digest(&bytes).into())
    }
}

impl fmt::Display for RegistrationDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(f, &self.0)
    }
}

/// How a registration stands with the ward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegistrationState<'a> {
    /// The ward has said nothing yet.
    Waiting,
    /// It is approved.
    Approved(&'a RegistrationVerdict),
    /// It was sent back, and is as it was then.
    SentBack(&'a RegistrationVerdict),
    /// It was changed after the ward's word.
    Changed(&'a RegistrationVerdict),
}

impl RegistrationState<'_> {
    /// Whether the ward has to look at it.
    pub const fn waits(self) -> bool {
        matches!(self, Self::Waiting | Self::Changed(_))
    }
}

/// How `registration` stands under the ward's last word on it.
pub fn registration_state<'a>(
    registration: &Registration,
    verdict: Option<&'a RegistrationVerdict>,
) -> RegistrationState<'a> {
    match verdict {
        None => RegistrationState::Waiting,
        Some(verdict) if verdict.digest != RegistrationDigest::of(registration) => {
            RegistrationState::Changed(verdict)
        }
        Some(verdict) if verdict.sent_back.is_some() => RegistrationState::SentBack(verdict),
        Some(verdict) => RegistrationState::Approved(verdict),
    }
}
