//! Pictures: brought by phones piece by piece, and given to phones of the same cell.

pub mod bring;
pub mod show;
pub mod status;

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use shared::id::{DeviceNumber, PhotoHash};
use shared::sync::role::Role;
use shared::sync::wire::Fault;

use crate::auth::device::authenticate;
use crate::auth::relay;
use crate::pipeline::photo::PhotoError;
use crate::state::AppState;
use crate::store::StoreError;
use crate::store::devices::Device;

/// Phones scale every picture and write it as JPEG. Whatever else the bytes
/// may be, a browser is told to take them for nothing else.
const MEDIA_TYPE: &str = "image/jpeg";

/// The picture that an address names.
fn hash_of(text: &str) -> Result<PhotoHash, Fault> {
    text.parse().map_err(|_| Fault::Malformed)
}

/// Who asks: a phone, for its own organisation, or a relay, which says for which
/// one of its ward.
async fn asker(state: &AppState, headers: &HeaderMap, organisation: Option<&str>) -> Result<Device, Fault> {
    let device = authenticate(state, headers).await;
    let (Err(Fault::UnknownDevice), Some(organisation)) = (&device, organisation) else { return device };
    let organisation = organisation.parse().map_err(|_| Fault::Malformed)?;
    let ward = relay::identify(state, headers).await?.ward;
    let found = state.store.read(move |reading| reading.organisation(organisation)).await;
    let found = found.map_err(|error: StoreError| tell(&error.into()))?;
    found.filter(|(of, _)| *of == ward).ok_or(Fault::UnknownPhoto)?;
    // Whoever brings a piece is not noted.
    Ok(Device { number: DeviceNumber(0), ward, organisation, role: Role::Reader })
}

/// A picture as an answer.
pub fn picture(bytes: Vec<u8>) -> Response {
    ([(CONTENT_TYPE, MEDIA_TYPE)], bytes).into_response()
}

/// The fault that a phone is told, and the log entry where the store fails.
fn tell(error: &PhotoError) -> Fault {
    if let PhotoError::Store(error) = error {
        tracing::error!(%error, "a picture cannot be stored or read");
    }
    error.fault()
}
