//! Standings, for people with a session of the ward.

pub mod find_month;
pub mod show_committee;
pub mod show_organisation;
pub mod show_organisation_year;
pub mod show_photo;
pub mod show_ward;
pub mod show_year;

use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use shared::date::Date;
use shared::month::Month;
use shared::org::{Code, Ward};

use super::pages::Message;
use super::visit::Visit;
use crate::auth::viewer::viewed_ward;
use crate::state::AppState;

/// The day on which a page is computed, in Vietnam.
fn today(state: &AppState) -> Date {
    state.now().date_in_vietnam().unwrap_or_else(|| Month::FIRST.first_day())
}

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
    let Ok(code) = ward.parse::<Code>() else {
        return Err(visit.message(Message::UnknownWard).await);
    };
    let known = state.store.read({
        let code = code.clone();
        move |reading| reading.ward(&code)
    });
    let ward = match known.await {
        Ok(Some(ward)) => ward,
        Ok(None) => return Err(visit.message(Message::UnknownWard).await),
        Err(error) => return Err(visit.storage(&error).await),
    };
    match viewed_ward(state, headers, state.now()).await {
        Ok(viewed) if viewed.as_ref() == Some(&code) => Ok(ward),
        // The path consists of codes and numbers and needs no escaping.
        Ok(_) => Err(Redirect::to(&format!("/enter?next={}", visit.frame().path)).into_response()),
        Err(error) => Err(visit.storage(&error).await),
    }
}
