//! `POST /api/v1/relay`: a server becomes a ward's relay.

use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::auth::peer::Peer;
use crate::auth::relay;
use crate::routes::cbor;
use crate::routes::device::enrol::by_code;
use crate::state::AppState;

/// Answers with a [`shared::sync::relay::Joined`] or a [`shared::sync::wire::Fault`].
pub async fn join(State(state): State<AppState>, peer: Peer, headers: HeaderMap, body: Body) -> Response {
    let joined = by_code(&state, peer, &headers, body, |_, code, secret, now| {
        let state = &state;
        async move { relay::join(state, &code, &secret, now).await }
    });
    match joined.await {
        Ok(joined) => {
            tracing::info!(ward = %joined.ward.code, "a relay joined");
            cbor::respond(&headers, &joined)
        }
        Err(fault) => cbor::refuse(fault),
    }
}
