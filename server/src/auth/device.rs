//! Devices prove who they are by their token.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use shared::sync::wire::Fault;

use super::secret::{Purpose, Secret};
use crate::state::AppState;
use crate::store::StoreError;
use crate::store::devices::Device;

/// Whose token a request bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bearer {
    /// A device's.
    Device(Device),
    /// That of a device that was revoked.
    Revoked(Device),
}

/// The device whose token the request bears.
///
/// # Errors
/// [`Fault::UnknownDevice`] without a token, with one that nobody has, and
/// with one that was revoked; [`Fault::Storage`] where the store fails.
pub async fn authenticate(state: &AppState, headers: &HeaderMap) -> Result<Device, Fault> {
    match identify(state, headers).await? {
        Bearer::Device(device) => Ok(device),
        Bearer::Revoked(_) => Err(Fault::UnknownDevice),
    }
}

/// As [`authenticate`], where a device that was revoked still has something to bring.
pub async fn identify(state: &AppState, headers: &HeaderMap) -> Result<Bearer, Fault> {
    let token = bearer(headers).and_then(|token| Secret::read(token).ok()).ok_or(Fault::UnknownDevice)?;
    let hash = token.hash(Purpose::Token);
    let found = state.store.read(move |reading| {
        let device = reading.device_by_token(&hash)?.map(Bearer::Device);
        let revoked = reading.revoked_device_by_token(&hash)?.map(Bearer::Revoked);
        Ok::<_, StoreError>(device.or(revoked))
    });
    match found.await {
        Ok(device) => device.ok_or(Fault::UnknownDevice),
        Err(error) => {
            tracing::error!(%error, "a device could not be looked up");
            Err(Fault::Storage)
        }
    }
}

/// The token that the request bears.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
