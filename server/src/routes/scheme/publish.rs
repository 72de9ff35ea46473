//! `/ward/{ward}/schemes/publish`: another scheme, as a file.

use app::ward::publish::PublishFault;
use app::ward::{Typed, paths};
use axum::http::StatusCode;
use axum::response::Response;
use shared::ruling::Ruling;
use shared::scheme::Scheme;
use shared::scheme::file::{Line, parse};
use shared::year::Year;

use crate::office::schemes::shipped;
use crate::routes::desk::{AtDesk, AtRuling, Away};
use crate::routes::form::FilledWithFile;
use crate::routes::pages::publish_page;

/// `GET`: the form.
pub async fn show(desk: AtDesk) -> Response {
    desk.answer(page(&desk, Typed::default(), None).await).await
}

/// `POST`: publishes the scheme, or lists everything that is wrong with it.
pub async fn publish(at: AtRuling, FilledWithFile(typed): FilledWithFile) -> Response {
    let made = published(&at, typed).await;
    at.desk.answer(made).await
}

async fn page(at: &AtDesk, typed: Typed, fault: Option<PublishFault>) -> Result<Response, Away> {
    let (desk, ward) = at.read(|_, _, ruled| Ok(ruled.ward.clone())).await?;
    let status = if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let made = at
        .visit
        .page(status, move |frame| publish_page(frame, &desk, &ward, shipped(), &typed, fault.as_ref()));
    Ok(made.await)
}

async fn published(at: &AtRuling, typed: Typed) -> Result<Response, Away> {
    if typed.is_anew() {
        return page(&at.desk, typed, None).await;
    }
    let text = typed.get("file").unwrap_or_default();
    if text.trim().is_empty() {
        return page(&at.desk, typed, Some(PublishFault::Nothing)).await;
    }
    if let Some(line) = text.lines().position(|line| line.contains(char::REPLACEMENT_CHARACTER)) {
        return page(&at.desk, typed, Some(PublishFault::NotText(Line(line + 1)))).await;
    }
    let scheme = match parse(text) {
        Ok(scheme) => scheme,
        Err(error) => return page(&at.desk, typed, Some(PublishFault::File(error))).await,
    };
    let (desk, fault) = at
        .desk
        .read({
            let scheme = scheme.clone();
            move |_, _, ruled| Ok(against(&ruled.ward.schemes, &scheme))
        })
        .await?;
    if fault.is_some() {
        return page(&at.desk, typed, fault).await;
    }
    let year = Year::new(scheme.valid_from.year()).unwrap_or(desk.year).max(desk.year);
    let next = paths::choose(&at.desk.ward.code, year, scheme.subject, scheme.organisations.first);
    at.rule(&typed, &next, move |_| Ok(vec![Ruling::SchemeApplied(scheme)])).await
}

/// What stands against the scheme among those that the ward published. The same
/// may be published again: then it is the last one.
fn against(published: &[Scheme], scheme: &Scheme) -> Option<PublishFault> {
    let is_same = |known: &&Scheme| (&known.id, known.version) == (&scheme.id, scheme.version);
    match published.iter().find(is_same) {
        Some(known) if known == scheme => None,
        Some(known) => Some(PublishFault::Taken { id: known.id.clone(), version: known.version }),
        None => published.iter().find_map(|known| scheme.rereads(known)).map(PublishFault::Rereads),
    }
}
