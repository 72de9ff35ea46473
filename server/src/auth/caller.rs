//! Who opens a connection on which much is said: a device or an official.
//!
//! Such a connection may be open for hours, so whoever opened it is looked up
//! again with everything that is read or written for it.

use axum::http::HeaderMap;
use shared::id::OrganisationId;
use shared::moment::Moment;
use shared::org::Code;
use thiserror::Error;

use super::device::bearer;
use super::secret::{Purpose, Secret, SecretHash};
use super::ticket::OpenedBy;
use super::viewer::session_key;
use crate::state::AppState;
use crate::store::devices::Device;
use crate::store::documents::StoredDocument;
use crate::store::{Reading, StoreError};

/// Who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A device, which reads and writes the documents of its organisation.
    Device(Device),
    /// An official of this ward, who reads the documents of its organisations.
    Official(Code),
}

impl Who {
    /// The ward.
    pub fn ward(&self) -> &Code {
        match self {
            Self::Device(device) => &device.ward,
            Self::Official(ward) => ward,
        }
    }

    /// Whose documents it sees; none where it sees those of the whole ward.
    pub fn organisation(&self) -> Option<OrganisationId> {
        match self {
            Self::Device(device) => Some(device.organisation),
            Self::Official(_) => None,
        }
    }

    /// Whether it sees this document of the ward.
    pub fn sees(&self, stored: &StoredDocument) -> bool {
        self.organisation().is_none_or(|organisation| organisation == stored.organisation)
    }

    /// How the names begin that it may call itself by.
    pub fn name(&self) -> String {
        match self {
            Self::Device(device) => format!("device-{}", device.number),
            Self::Official(ward) => format!("office-{ward}"),
        }
    }

    /// Whether it may call itself so: by its name, or with a hyphen and more, so
    /// that two programs of one device can be told apart.
    pub fn may_be_called(&self, name: &str) -> bool {
        let rest = name.strip_prefix(&self.name());
        rest.is_some_and(|rest| rest.is_empty() || (rest.starts_with('-') && 1 < rest.len()))
    }
}

/// Why nobody who may do something here opened the connection.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CallerError {
    /// It bears neither a token nor a ticket nor a cookie.
    #[error("who are you? a device brings its token or a ticket, an official a session of the office")]
    Nobody,
    /// No device has the token, or the device was revoked.
    #[error("no device has this token, or it was revoked")]
    UnknownDevice,
    /// No ticket is known by this name, or it is over.
    #[error("the ticket is unknown or over; ask for another one")]
    UnknownTicket,
    /// The session is over, or it may only look at the standings.
    #[error("only a session of the office reads documents")]
    NoOfficial,
    /// The store fails.
    #[error("the server cannot read its store now")]
    Store(#[from] StoreError),
}

/// By what a caller is known.
enum Pass {
    /// A device's token.
    Token(SecretHash),
    /// A session's cookie.
    Session(SecretHash),
}

/// Who opened a connection, and by what they are known.
pub struct Caller {
    /// Who it is.
    pub who: Who,
    pass: Pass,
    _ticket: Option<OpenedBy>,
}

impl Caller {
    /// The caller of a request with these headers, whose address may name a ticket.
    pub async fn of(
        state: &AppState,
        headers: &HeaderMap,
        ticket: Option<&str>,
    ) -> Result<Self, CallerError> {
        let ticket = match ticket {
            Some(text) => {
                let opened = Secret::read(text).ok();
                let opened = opened.and_then(|ticket| state.tickets.open(&ticket, &state.clock));
                Some(opened.ok_or(CallerError::UnknownTicket)?)
            }
            None => None,
        };
        let token = bearer(headers).and_then(|text| Secret::read(text).ok());
        let pass = match (token, &ticket, session_key(headers)) {
            (Some(token), ..) => Pass::Token(token.hash(Purpose::Token)),
            (None, Some(ticket), _) => Pass::Token(ticket.token),
            (None, None, Some(session)) => Pass::Session(session),
            (None, None, None) => return Err(CallerError::Nobody),
        };
        let now = state.now();
        let known = state.store.read(move |reading| {
            let who = pass.who(reading, now)?;
            Ok::<_, CallerError>((who, pass))
        });
        let (who, pass) = known.await?;
        Ok(Self { who, pass, _ticket: ticket })
    }

    /// The hash of the secret by which the caller is known.
    pub fn key(&self) -> SecretHash {
        match self.pass {
            Pass::Token(hash) | Pass::Session(hash) => hash,
        }
    }

    /// Looks the caller up again, who may have another right by now.
    ///
    /// # Errors
    /// Where it may do nothing here any more.
    pub fn check(&self, reading: &Reading<'_>, now: Moment) -> Result<Who, CallerError> {
        self.pass.who(reading, now)
    }
}

impl Pass {
    fn who(&self, reading: &Reading<'_>, now: Moment) -> Result<Who, CallerError> {
        match self {
            Self::Token(hash) => {
                let device = reading.device_by_token(hash)?;
                device.map(Who::Device).ok_or(CallerError::UnknownDevice)
            }
            Self::Session(hash) => {
                let session = reading.session(hash, now)?.filter(|session| session.official.is_some());
                session.map(|session| Who::Official(session.ward)).ok_or(CallerError::NoOfficial)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::id::DeviceNumber;
    use shared::sync::role::Role;

    use super::*;

    #[test]
    fn a_device_is_called_by_its_number() {
        let (ward, organisation) = ("dong-mai".parse().unwrap(), OrganisationId::from_bytes([1; 16]));
        let who = Who::Device(Device { number: DeviceNumber(7), ward, organisation, role: Role::Writer });
        let check = |name: &str, expect: bool| assert_eq!(who.may_be_called(name), expect, "{name}");
        check("device-7", true);
        check("device-7-notes", true);
        check("device-7-", false);
        check("device-70", false);
        check("device-8", false);
        check("x-device-7", false);
        check("", false);
    }
}
