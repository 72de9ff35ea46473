//! Viewers of standings, and officials: a viewing code or an office code
//! becomes a session of thirty days.

use axum::http::HeaderMap;
use shared::moment::Moment;
use shared::org::Code;
use thiserror::Error;

use super::code::AccessCode;
use super::cookies::cookie;
use super::secret::{Purpose, Secret, SecretHash};
use crate::state::AppState;
use crate::store::StoreError;
use crate::store::codes::Opens;
use crate::store::sessions::Session;

/// The session's cookie.
pub const COOKIE: &str = "bontot_viewer";
/// How long a session lasts: from one monthly meeting to the next.
pub const SESSION_SECONDS: i64 = 30 * 86_400;

/// Why a code opens no session.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EnterError {
    /// No such code was given out; an enrolment code opens no session.
    #[error("there is no such viewing code")]
    Unknown,
    /// The code has expired.
    #[error("the viewing code has expired")]
    Expired,
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Begins a session with a code: the secret for the cookie, and the session.
pub async fn begin_session(
    state: &AppState,
    code: &AccessCode,
    now: Moment,
) -> Result<(Secret, Session), EnterError> {
    let secret = Secret::draw().map_err(StoreError::from)?;
    let (code, hash) = (code.hash(), secret.hash(Purpose::Session));
    let session = state
        .store
        .write(move |writing| {
            let given = writing.reading().code(&code)?.ok_or(EnterError::Unknown)?;
            let official = match given.opens {
                Opens::Cell(_) => return Err(EnterError::Unknown),
                Opens::Standings => None,
                Opens::Office(official) => Some(official),
            };
            if given.expires_at <= now {
                return Err(EnterError::Expired);
            }
            let expires_at = now.plus_millis(SESSION_SECONDS * 1000);
            let session = Session { ward: given.ward, official };
            writing.put_session(&hash, &session, now, expires_at)?;
            Ok::<_, EnterError>(session)
        })
        .await?;
    Ok((secret, session))
}

/// The ward whose standings the request may see, by its cookie.
pub async fn viewed_ward(
    state: &AppState,
    headers: &HeaderMap,
    now: Moment,
) -> Result<Option<Code>, StoreError> {
    Ok(session(state, headers, now).await?.map(|session| session.ward))
}

/// By what a session is known: the hash of the secret in the request's cookie.
pub fn session_key(headers: &HeaderMap) -> Option<SecretHash> {
    Some(Secret::read(cookie(headers, COOKIE)?).ok()?.hash(Purpose::Session))
}

/// The request's session, by its cookie.
pub async fn session(
    state: &AppState,
    headers: &HeaderMap,
    now: Moment,
) -> Result<Option<Session>, StoreError> {
    let Some(hash) = session_key(headers) else { return Ok(None) };
    state.store.read(move |reading| reading.session(&hash, now)).await
}
