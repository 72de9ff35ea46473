//! `PUT /api/v1/bundles/{name}`: a phone brings what another one of its cell sealed.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use shared::sync::bundle::{BundleError, MOST_PART_BYTES, parts};
use shared::sync::wire::{BundleResponse, Fault};

use crate::auth::device::authenticate;
use crate::pipeline::bundle::{ImportError, open, sealer, take};
use crate::routes::body::read_body;
use crate::routes::cbor;
use crate::state::AppState;

/// Bytes of a file around its one part: the word that it begins with and a
/// length are twenty, and the rest is room for a later form to be refused by its name.
const FRAME: usize = 64;

/// Answers with a [`BundleResponse`], once all of it is durable, or a [`Fault`].
pub async fn bring(
    State(state): State<AppState>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    match brought(&state, &name, &headers, body).await {
        Ok(response) => cbor::respond(&headers, &response),
        Err(fault) => cbor::refuse(fault),
    }
}

async fn brought(
    state: &AppState,
    name: &str,
    headers: &HeaderMap,
    body: Body,
) -> Result<BundleResponse, Fault> {
    let carrier = authenticate(state, headers).await?;
    let file = read_body(headers, body, MOST_PART_BYTES + FRAME).await?;
    let is_named = parts(&file).map_err(as_fault)?.iter().map(|part| part.name()).eq([name]);
    let opened = open(&file).map_err(as_fault)?.into_iter().next().filter(|_| is_named);
    let opened = opened.ok_or(Fault::Malformed)?;
    if opened.bundle.organisation.id != carrier.organisation {
        return Err(Fault::OtherOrganisation);
    }
    let (carried_by, now, documents) = (carrier.number.0, state.now(), Arc::clone(&state.documents));
    let done = state.store.write(move |writing| {
        let sealer = sealer(&writing.reading(), &carrier.ward, &opened)?;
        let (outcomes, custody) = take(writing, &documents, &sealer, &opened.bundle.push, now)?.told();
        let device = opened.bundle.device.0;
        tracing::info!(device, carried_by, pushed = outcomes.len(), "brought for another phone");
        let custody = (!custody.is_empty()).then_some(custody);
        Ok::<_, ImportError>(BundleResponse { outcomes, custody })
    });
    done.await.map_err(|error| match error {
        ImportError::File(error) => as_fault(error),
        ImportError::Foreign(_) => Fault::OtherOrganisation,
        ImportError::UnknownKey { .. } => Fault::UnknownKey,
        ImportError::Store(error) => {
            tracing::error!(carried_by, %error, "nothing was stored");
            Fault::Storage
        }
    })
}

fn as_fault(error: BundleError) -> Fault {
    match error {
        BundleError::NotABundle | BundleError::Cut | BundleError::Damaged => Fault::Malformed,
        BundleError::TooLarge => Fault::TooLarge,
        BundleError::Version => Fault::Version,
    }
}
