//! Viewers of standings: a viewing code becomes a session of thirty days.

use axum::http::HeaderMap;
use shared::moment::Moment;
use shared::org::Code;
use thiserror::Error;

use super::code::AccessCode;
use super::cookies::cookie;
use super::secret::{Purpose, Secret};
use crate::state::AppState;
use crate::store::StoreError;
use crate::store::codes::Opens;

/// The session's cookie.
pub const COOKIE: &str = "bontot_viewer";
/// How long a session lasts.
pub const SESSION_SECONDS: i64 = 30 * 86_400;

/// Why a code opens no standings.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EnterError {
    /// No such viewing code was given out; an enrolment code is none.
    #[error("there is no such viewing code")]
    Unknown,
    /// The code has expired.
    #[error("the viewing code has expired")]
    Expired,
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Begins a session with a viewing code: the secret for the cookie, and the ward.
pub async fn begin_session(
    state: &AppState,
    code: &AccessCode,
    now: Moment,
) -> Result<(Secret, Code), EnterError> {
    let secret = Secret::draw().map_err(StoreError::from)?;
    let (code, session) = (code.hash(), secret.hash(Purpose::Session));
    let ward = state
        .store
        .write(move |writing| {
            let given = writing.reading().code(&code)?.filter(|given| given.opens == Opens::Standings);
            let given = given.ok_or(EnterError::Unknown)?;
            if given.expires_at <= now {
                return Err(EnterError::Expired);
            }
            let expires_at = now.plus_millis(SESSION_SECONDS * 1000);
            writing.put_session(&session, &given.ward, now, expires_at)?;
            Ok::<_, EnterError>(given.ward)
        })
        .await?;
    Ok((secret, ward))
}

/// The ward whose standings the request may see, by its cookie.
pub async fn viewed_ward(
    state: &AppState,
    headers: &HeaderMap,
    now: Moment,
) -> Result<Option<Code>, StoreError> {
    let Some(secret) = cookie(headers, COOKIE).and_then(|text| Secret::read(text).ok()) else {
        return Ok(None);
    };
    let hash = secret.hash(Purpose::Session);
    state.store.read(move |reading| reading.session(&hash, now)).await
}
