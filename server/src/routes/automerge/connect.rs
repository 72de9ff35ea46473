//! `GET /automerge`: a WebSocket by the protocol of automerge-repo.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::rejection::ExtensionRejection;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use crate::auth::caller::Caller;
use crate::auth::secret::SecretHash;
use crate::live::{FullError, Held, Sort};
use crate::routes::query;
use crate::routes::session::origin::is_our_own;
use crate::serve::Place;
use crate::socket::conversation::MOST_FRAME_BYTES;
use crate::socket::converse::{Opened, converse, turn_away};
use crate::socket::parting::Parting;
use crate::state::AppState;

/// Under this key those share places who are turned away: they are told why and go.
const STRANGERS: SecretHash = SecretHash::from_bytes([0; 32]);

/// Opens the connection. A page of another site gets none. Whoever else may do
/// nothing here is told so on the connection itself, since a browser shows a
/// script nothing of an answer to the request for one.
pub async fn connect(
    State(state): State<AppState>,
    headers: HeaderMap,
    uri: Uri,
    place: Result<Extension<Place>, ExtensionRejection>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    if !is_our_own(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let upgrade = match upgrade {
        Ok(upgrade) => upgrade.max_message_size(MOST_FRAME_BYTES).max_frame_size(MOST_FRAME_BYTES),
        Err(rejection) => return rejection.into_response(),
    };
    let ticket = query::value(uri.query(), "ticket");
    let (caller, held) = match welcome(&state, &headers, ticket).await {
        Ok(welcome) => welcome,
        Err(full) => return (StatusCode::SERVICE_UNAVAILABLE, full.to_string()).into_response(),
    };
    let number = next_number();
    let place = place.ok().map(|Extension(place)| place);
    upgrade.on_upgrade(move |socket| async move {
        match caller {
            Ok(caller) => converse(Opened { state, caller, number }, socket).await,
            Err(parting) => turn_away(&parting, socket).await,
        }
        drop((held, place));
    })
}

/// Whoever opens the connection and its place; or why they are turned away, for
/// which there are a few places, too.
async fn welcome(
    state: &AppState,
    headers: &HeaderMap,
    ticket: Option<&str>,
) -> Result<(Result<Caller, Parting>, Held), FullError> {
    let strangers = |parting: Parting| Ok((Err(parting), state.live.hold(Sort::Socket, STRANGERS)?));
    match Caller::of(state, headers, ticket).await {
        Ok(caller) => match state.live.hold(Sort::Socket, caller.key()) {
            Ok(held) => Ok((Ok(caller), held)),
            Err(full) => strangers(full.into()),
        },
        Err(error) => strangers(error.into()),
    }
}

fn next_number() -> u64 {
    static NUMBER: AtomicU64 = AtomicU64::new(1);
    NUMBER.fetch_add(1, Ordering::Relaxed)
}
