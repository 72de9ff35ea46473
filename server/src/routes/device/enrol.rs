//! `POST /api/v1/enrol`: a phone becomes a cell's.

use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use shared::moment::Moment;
use shared::sync::wire::{EnrolRequest, Enrolled, Fault};

use crate::auth::code::AccessCode;
use crate::auth::enrolment::{self, EnrolError};
use crate::auth::peer::Peer;
use crate::auth::secret::Secret;
use crate::routes::body::read_body;
use crate::routes::cbor;
use crate::state::AppState;

/// Bytes of an enrolment's body: a code with room to spare.
const MOST_BYTES: usize = 1024;

/// Answers with an [`Enrolled`] or a [`Fault`].
pub async fn enrol(State(state): State<AppState>, peer: Peer, headers: HeaderMap, body: Body) -> Response {
    match enrolled(&state, peer, &headers, body).await {
        Ok(enrolled) => cbor::respond(&headers, &enrolled),
        Err(fault) => cbor::refuse(fault),
    }
}

async fn enrolled(state: &AppState, peer: Peer, headers: &HeaderMap, body: Body) -> Result<Enrolled, Fault> {
    let enrolled = by_code(state, peer, headers, body, |request, code, secret, now| async move {
        enrolment::enrol(state, &code, &secret, request.former.as_ref(), request.key, now).await
    });
    let enrolled = enrolled.await?;
    tracing::info!(device = enrolled.device.0, "a device was enrolled");
    Ok(enrolled)
}

/// Reads a request to become something by a code, and counts wrong codes.
pub(in crate::routes) async fn by_code<T, F: Future<Output = Result<T, EnrolError>>>(
    state: &AppState,
    peer: Peer,
    headers: &HeaderMap,
    body: Body,
    enrol: impl FnOnce(EnrolRequest, AccessCode, Secret, Moment) -> F,
) -> Result<T, Fault> {
    let body = read_body(headers, body, MOST_BYTES).await?;
    let request: EnrolRequest = cbor::decode(&body)?;
    let now = state.now();
    if !state.attempts.allows(peer.0, now) {
        return Err(Fault::TooManyAttempts);
    }
    let secret = Secret::read(&request.secret).map_err(|_| Fault::Malformed)?;
    let outcome = match request.code.parse::<AccessCode>() {
        Ok(code) => enrol(request, code, secret, now).await,
        Err(_) => Err(EnrolError::Unknown),
    };
    outcome.map_err(|error| {
        match &error {
            EnrolError::Store(error) => tracing::error!(%error, "nobody can be enrolled"),
            _ => state.attempts.count_failure(peer.0),
        }
        error.fault()
    })
}
