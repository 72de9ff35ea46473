//! Standings, for people with a session of the ward.

pub mod find_month;
pub mod show_organisation;
pub mod show_ward;

use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use shared::month::Month;
use shared::org::{Code, Ward};

use super::pages::Message;
use super::visit::Visit;
use crate::auth::viewer::viewed_ward;
use crate::state::AppState;

/// The month that an address names.
fn month_of(year: &str, month: &str) -> Option<Month> {
    Month::new(year.parse().ok()?, month.parse().ok()?).ok()
}

/// The ward that an address names, if the visitor may see its standings; else
/// the answer that they get instead.
async fn entitled(
    state: &AppState,
    visit: &Visit,
    headers: &HeaderMap,
    ward: &str,
) -> Result<Ward, Response> {
    let code: Code = ward.parse().map_err(|_| visit.message(Message::UnknownWard))?;
    let known = state.store.read({
        let code = code.clone();
        move |reading| reading.ward(&code)
    });
    let ward = known.await.map_err(|error| visit.storage(&error))?;
    let ward = ward.ok_or_else(|| visit.message(Message::UnknownWard))?;
    let viewed = viewed_ward(state, headers, state.now()).await.map_err(|error| visit.storage(&error))?;
    if viewed.as_ref() == Some(&code) {
        Ok(ward)
    } else {
        // The path consists of codes and numbers and needs no escaping.
        Err(Redirect::to(&format!("/enter?next={}", visit.frame().path)).into_response())
    }
}
