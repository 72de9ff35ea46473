//! `POST /api/v1/ticket`: a device asks for a ticket with its token.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use shared::sync::wire::{Fault, Ticket};

use crate::auth::caller::{Caller, CallerError, Who};
use crate::auth::ticket::REST_MS;
use crate::routes::cbor;
use crate::state::AppState;

/// Answers with a [`Ticket`] or a [`Fault`].
pub async fn draw(State(state): State<AppState>, headers: HeaderMap) -> Response {
    match drawn(&state, &headers).await {
        Ok(ticket) => cbor::respond(&headers, &ticket),
        Err(fault) => cbor::refuse(fault),
    }
}

async fn drawn(state: &AppState, headers: &HeaderMap) -> Result<Ticket, Fault> {
    let caller = Caller::of(state, headers, None).await.map_err(|error| match error {
        CallerError::Store(error) => {
            tracing::error!(%error, "a device could not be looked up");
            Fault::Storage
        }
        _ => Fault::UnknownDevice,
    })?;
    // The API takes only tokens: an official's cookie opens the connection itself.
    let Who::Device(_) = &caller.who else { return Err(Fault::UnknownDevice) };
    let ticket = state.tickets.draw(caller.key(), state.now()).map_err(|_| Fault::Storage)?;
    let seconds = u32::try_from(REST_MS / 1000).unwrap_or_default();
    Ok(Ticket { ticket: ticket.reveal(), peer: caller.who.name(), seconds })
}
