//! `POST /api/v1/relay`: a server becomes a ward's relay.

use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use shared::sync::relay::{JoinRequest, Joined};
use shared::sync::wire::Fault;

use crate::auth::code::AccessCode;
use crate::auth::enrolment::EnrolError;
use crate::auth::peer::Peer;
use crate::auth::relay;
use crate::auth::secret::Secret;
use crate::routes::body::read_body;
use crate::routes::cbor;
use crate::state::AppState;

/// Bytes of the body: a code with room to spare.
const MOST_BYTES: usize = 1024;

/// Answers with a [`Joined`] or a [`Fault`].
pub async fn join(State(state): State<AppState>, peer: Peer, headers: HeaderMap, body: Body) -> Response {
    match joined(&state, peer, &headers, body).await {
        Ok(joined) => cbor::respond(&headers, &joined),
        Err(fault) => cbor::refuse(fault),
    }
}

async fn joined(state: &AppState, peer: Peer, headers: &HeaderMap, body: Body) -> Result<Joined, Fault> {
    let body = read_body(headers, body, MOST_BYTES).await?;
    let request: JoinRequest = cbor::decode(&body)?;
    let now = state.now();
    if !state.attempts.allows(peer.0, now) {
        return Err(Fault::TooManyAttempts);
    }
    let secret = Secret::read(&request.secret).map_err(|_| Fault::Malformed)?;
    let outcome = match request.code.parse::<AccessCode>() {
        Ok(code) => relay::join(state, &code, &secret, now).await,
        Err(_) => Err(EnrolError::Unknown),
    };
    match outcome {
        Ok(joined) => {
            tracing::info!(ward = %joined.ward.code, "a relay joined");
            Ok(joined)
        }
        Err(EnrolError::Store(error)) => {
            tracing::error!(%error, "a relay cannot join");
            Err(Fault::Storage)
        }
        Err(error) => {
            state.attempts.count_failure(peer.0);
            Err(error.fault())
        }
    }
}
