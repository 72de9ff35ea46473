//! `/ward/{ward}/bundles`: the office takes in a file of a phone without signal.

use std::sync::Arc;

use app::ward::bundles::{FileFault, Part, Told};
use axum::body::Bytes;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::response::Response;
use shared::sync::bundle::{BundleError, MOST_BYTES};
use shared::sync::wire::Outcome;

use crate::office::custody::users_of;
use crate::office::devices::right_of;
use crate::pipeline::bundle::{ImportError, Imported, import as take_in};
use crate::routes::desk::{AtDesk, AtRuling, Away};
use crate::routes::pages::bundles_page;
use crate::state::AppState;
use crate::store::{Reading, StoreError};

/// Bytes of a form around its file: borders between the fields, a file's name,
/// and the field against forged forms, none of which reaches a kilobyte.
const FORM: usize = 16 * 1024;

/// `GET`: the form.
pub async fn show(desk: AtDesk) -> Response {
    desk.answer(page(&desk, StatusCode::OK, Told::Nothing).await).await
}

/// `POST`: takes the file in, or says why nothing of it was taken.
pub async fn import(at: AtRuling, Chosen(file): Chosen) -> Response {
    let made = imported(&at.desk, file).await;
    at.desk.answer(made).await
}

/// The file of the form, as far as it can be read.
pub struct Chosen(Result<Bytes, FileFault>);

impl FromRequest<AppState> for Chosen {
    type Rejection = std::convert::Infallible;

    async fn from_request(mut request: Request, state: &AppState) -> Result<Self, Self::Rejection> {
        DefaultBodyLimit::max(MOST_BYTES + FORM).apply(&mut request);
        let form: Result<Multipart, MultipartRejection> = Multipart::from_request(request, state).await;
        let Ok(mut form) = form else { return Ok(Self(Err(FileFault::NoFile))) };
        loop {
            match form.next_field().await {
                Ok(Some(field)) if field.name() == Some("file") => {
                    let file = field.bytes().await.map_err(|_| FileFault::TooLarge);
                    let is_there =
                        |file: Bytes| if file.is_empty() { Err(FileFault::NoFile) } else { Ok(file) };
                    return Ok(Self(file.and_then(is_there)));
                }
                Ok(Some(_)) => {}
                Ok(None) | Err(_) => return Ok(Self(Err(FileFault::NoFile))),
            }
        }
    }
}

async fn page(at: &AtDesk, status: StatusCode, told: Told) -> Result<Response, Away> {
    let (desk, ()) = at.read(|_, _, _| Ok(())).await?;
    Ok(at.visit.page(status, move |frame| bundles_page(frame, &desk, &told)).await)
}

async fn imported(at: &AtDesk, file: Result<Bytes, FileFault>) -> Result<Response, Away> {
    let refused = async |fault| page(at, StatusCode::UNPROCESSABLE_ENTITY, Told::Refused(fault)).await;
    let file = match file {
        Ok(file) => file,
        Err(fault) => return refused(fault).await,
    };
    let (store, documents, now) = (at.state.store.clone(), Arc::clone(&at.state.documents), at.state.now());
    let ward = at.ward.code.clone();
    let work = tokio::task::spawn_blocking(move || take_in(&store, &documents, Some(&ward), &file, now));
    let done = work.await.map_err(|error| Away::Store(StoreError::Damaged(error.to_string())))?;
    let fault = match done {
        Ok(imported) => {
            let told = at.read(move |reading, _, _| {
                imported.into_iter().map(|part| told(reading, part)).collect::<Result<Vec<_>, StoreError>>()
            });
            let (_, parts) = told.await?;
            return page(at, StatusCode::OK, Told::Taken(parts)).await;
        }
        Err(ImportError::Store(error)) => return Err(error.into()),
        Err(ImportError::Foreign(organisation)) => FileFault::Foreign(organisation.name),
        Err(ImportError::UnknownKey { device, organisation }) => {
            FileFault::UnknownKey(device, organisation.name)
        }
        Err(ImportError::File(error)) => match error {
            BundleError::NotABundle => FileFault::NotABundle,
            BundleError::Cut => FileFault::Cut,
            BundleError::Damaged => FileFault::Damaged,
            BundleError::TooLarge => FileFault::TooLarge,
            BundleError::Version => FileFault::Version,
        },
    };
    tracing::warn!(?fault, "a file was not taken in");
    refused(fault).await
}

fn told(reading: &Reading<'_>, part: Imported) -> Result<Part, StoreError> {
    let refused = part.outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Refused { why, .. } => Some(*why),
        Outcome::Stored(_) | Outcome::Missing(_) | Outcome::Whole { .. } => None,
    });
    Ok(Part {
        users: users_of(reading, part.bundle.organisation.id, part.bundle.device)?,
        device: part.bundle.device,
        right: right_of(reading, part.bundle.device)?,
        made_at: part.bundle.made_at,
        changes: part.bundle.changes(),
        stored: part.stored(),
        waiting: part.waiting(),
        kept: part.custody.len(),
        refused: refused.collect(),
        organisation: part.bundle.organisation.name,
    })
}
