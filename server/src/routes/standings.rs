//! Standings, for people with a session of the ward.

pub mod find_month;
pub mod show_committee;
pub mod show_organisation;
pub mod show_organisation_year;
pub mod show_photo;
pub mod show_ward;
pub mod show_year;

use axum::http::HeaderMap;
use axum::response::Response;
use shared::month::Month;
use shared::org::Ward;
use shared::year::Year;

use super::desk::entered;
use super::pages::{Message, Reader};
use super::visit::Visit;
use crate::state::AppState;

/// The month that an address names.
fn month_of(year: &str, month: &str) -> Option<Month> {
    Month::new(year.parse().ok()?, month.parse().ok()?).ok()
}

/// What there is to say where [`month_of`] found no month: the year may be none already.
fn no_such_month(year: &str) -> Message {
    if year.parse::<Year>().is_ok() { Message::NoSuchMonth } else { Message::NoSuchYear }
}

/// The ward that an address names, if the visitor may see its standings; else
/// the answer that they get instead.
async fn entitled(
    state: &AppState,
    visit: &Visit,
    headers: &HeaderMap,
    ward: &str,
) -> Result<Ward, Response> {
    entered(state, visit, headers, ward).await.map(|(ward, _)| ward)
}

/// As [`entitled`], with as whom the visitor reads.
async fn read_as(
    state: &AppState,
    visit: &Visit,
    headers: &HeaderMap,
    ward: &str,
) -> Result<(Ward, Reader), Response> {
    let (ward, official) = entered(state, visit, headers, ward).await?;
    Ok((ward, official.map_or(Reader::Viewer, |_| Reader::Official)))
}
