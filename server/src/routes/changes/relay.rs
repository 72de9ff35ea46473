//! `POST /api/v1/sync` of a relay, which brings and takes for its whole ward.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::http::HeaderMap;
use axum::response::Response;
use shared::sync::relay::{RelayRequest, RelayResponse};
use shared::sync::wire::{Fault, MOST_REQUEST_BYTES, Outcome};

use crate::auth::relay::{identify, token_of};
use crate::pipeline;
use crate::routes::body::read_body;
use crate::routes::cbor;
use crate::state::AppState;

/// Answers with a [`RelayResponse`], once all of it is durable, or a [`Fault`].
pub async fn sync(state: &AppState, headers: &HeaderMap, body: Body) -> Response {
    match synced(state, headers, body).await {
        Ok(response) => cbor::respond(headers, &response),
        Err(fault) => cbor::refuse(fault),
    }
}

async fn synced(state: &AppState, headers: &HeaderMap, body: Body) -> Result<RelayResponse, Fault> {
    let (relay, token) = (identify(state, headers).await?, token_of(headers)?);
    let body = read_body(headers, body, MOST_REQUEST_BYTES).await?;
    let request: RelayRequest = cbor::decode(&body)?;
    if !request.is_within_limits() {
        return Err(Fault::TooLarge);
    }
    let (begin, now) = (Instant::now(), state.now());
    let (number, name, pushed) = (relay.number.0, request.request, request.push.len());
    let documents = Arc::clone(&state.documents);
    let answered = state.store.write(move |writing| {
        // It may have been revoked since its request was recognised.
        let relay = writing.reading().relay_by_token(&token)?;
        relay.map(|relay| pipeline::relay::answer(writing, &documents, &relay, &request, now)).transpose()
    });
    let answered = answered.await;
    let millis = begin.elapsed().as_millis();
    match answered {
        Ok(None) => Err(Fault::UnknownDevice),
        Ok(Some(answer)) => {
            let stored =
                answer.outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Stored(_))).count();
            let pulled = answer.pulled.len();
            tracing::info!(relay = number, request = %name, pushed, stored, pulled, millis, "a relay synced");
            Ok(answer)
        }
        Err(error) => {
            tracing::error!(relay = number, request = %name, %error, "nothing was stored");
            Err(Fault::Storage)
        }
    }
}
