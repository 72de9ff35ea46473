//! Relays prove who they are by their token, as devices do; they got it once, by a code.

use axum::http::HeaderMap;
use shared::moment::Moment;
use shared::sync::relay::Joined;
use shared::sync::wire::Fault;

use super::code::AccessCode;
use super::device::bearer;
use super::enrolment::EnrolError;
use super::secret::{Purpose, Secret, SecretHash};
use crate::state::AppState;
use crate::store::StoreError;
use crate::store::relays::Relay;

/// The relay whose token the request bears.
///
/// # Errors
/// [`Fault::UnknownDevice`] where it bears none, and [`Fault::Storage`] where
/// the store fails.
pub async fn identify(state: &AppState, headers: &HeaderMap) -> Result<Relay, Fault> {
    let hash = token_of(headers)?;
    match state.store.read(move |reading| reading.relay_by_token(&hash)).await {
        Ok(relay) => relay.ok_or(Fault::UnknownDevice),
        Err(error) => {
            tracing::error!(%error, "a relay could not be looked up");
            Err(Fault::Storage)
        }
    }
}

/// The hash of the token that the request bears, whosever it is.
///
/// # Errors
/// [`Fault::UnknownDevice`] where it bears none.
pub fn token_of(headers: &HeaderMap) -> Result<SecretHash, Fault> {
    let token = bearer(headers).and_then(|token| Secret::read(token).ok()).ok_or(Fault::UnknownDevice)?;
    Ok(token.hash(Purpose::Relay))
}

/// Lets the server that drew `token` become a ward's relay by `code`, which then
/// is used. The same one may ask again, since it may not have got the answer.
///
/// # Errors
/// Where the code is none, was used, or has expired; where the store fails.
pub async fn join(
    state: &AppState,
    code: &AccessCode,
    token: &Secret,
    now: Moment,
) -> Result<Joined, EnrolError> {
    let (code, token) = (code.hash(), token.hash(Purpose::Relay));
    let key = state.store.receipt_key().public();
    let joined = state.store.write(move |writing| {
        let reading = writing.reading();
        let known = reading.relay_code(&code)?.ok_or(EnrolError::Unknown)?;
        match known.token {
            Some(used) if used == token => {}
            Some(_) => return Err(EnrolError::Used),
            None if known.expires_at <= now => return Err(EnrolError::Expired),
            None => writing.join_relay(known.number, &token, now)?,
        }
        let relay = reading.relay_by_token(&token)?.ok_or(EnrolError::Unknown)?;
        let ward = reading.ward(&relay.ward)?.ok_or(StoreError::UnknownWard(relay.ward))?;
        let (first, last) = relay.numbers;
        Ok(Joined { ward, first, last, key })
    });
    joined.await
}
