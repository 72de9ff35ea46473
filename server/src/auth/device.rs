//! Devices prove who they are by their token.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use shared::sync::wire::Fault;

use super::secret::{Purpose, Secret};
use crate::state::AppState;
use crate::store::devices::Device;

/// The device whose token the request bears.
///
/// # Errors
/// [`Fault::UnknownDevice`] without a token, with one that nobody has, and
/// with one that was revoked; [`Fault::Storage`] where the store fails.
pub async fn authenticate(state: &AppState, headers: &HeaderMap) -> Result<Device, Fault> {
    let token = bearer(headers).and_then(|token| Secret::read(token).ok()).ok_or(Fault::UnknownDevice)?;
    let hash = token.hash(Purpose::Token);
    match state.store.read(move |reading| reading.device_by_token(&hash)).await {
        Ok(device) => device.ok_or(Fault::UnknownDevice),
        Err(error) => {
            tracing::error!(%error, "a device could not be looked up");
            Err(Fault::Storage)
        }
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
