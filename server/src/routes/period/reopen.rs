//! `POST …/reopen`: opens a closed period again, with a reason.

use app::ward::Typed;
use app::ward::paths;
use axum::response::Response;
use shared::ruling::{Matter, Reopening, Ruling};

use super::show::page;
use crate::office::periods::{Door, known_state};
use crate::routes::desk::{AtRuling, Away};
use crate::routes::form::Filled;

/// Opens the period.
pub async fn reopen(at: AtRuling, Filled(typed): Filled) -> Response {
    let made = reopened(&at, typed).await;
    at.desk.answer(made).await
}

async fn reopened(at: &AtRuling, mut typed: Typed) -> Result<Response, Away> {
    if typed.is_anew() {
        return page(&at.desk, typed).await;
    }
    let (term, seen) = (at.desk.term()?, typed.seen());
    let (_, known) = at.desk.read(move |_, _, ruled| Ok(known_state(ruled, term, seen))).await?;
    if known == Some(Door::Open) {
        return page(&at.desk, Typed::default()).await;
    }
    let next = paths::period(&at.desk.ward.code, term);
    if let Some(overtaken) = at.overtaken(&typed, Matter::Period(term), &next).await? {
        return Ok(overtaken);
    }
    let Some(reason) = typed.note("reason") else {
        return page(&at.desk, typed).await;
    };
    let by = at.official.to_string();
    at.rule(&typed, &next, move |_| {
        Ok(vec![Ruling::Reopened(Reopening { term, reason: reason.to_string(), by })])
    })
    .await
}
