//! `POST …/close`: closes a period; what is at the ward now belongs to it.

use app::ward::Typed;
use app::ward::paths;
use app::ward::periods::Over;
use axum::response::Response;
use shared::ruling::{Closing, Ruling};

use super::show::page;
use crate::office::periods::{Door, known_state, over};
use crate::routes::desk::{AtRuling, Away};
use crate::routes::form::Filled;

/// Fixes the as-of mark.
pub async fn close(at: AtRuling, Filled(typed): Filled) -> Response {
    let made = closed(&at, typed).await;
    at.desk.answer(made).await
}

async fn closed(at: &AtRuling, typed: Typed) -> Result<Response, Away> {
    let (term, now, seen) = (at.desk.term()?, at.desk.state.now(), typed.seen());
    let (_, known) = at.desk.read(move |_, _, ruled| Ok(known_state(ruled, term, seen))).await?;
    // The page says why there is nothing to close.
    if known == Some(Door::Closed) || over(term, now) == Over::NotYet {
        return page(&at.desk, Typed::default()).await;
    }
    let (ward, by) = (at.desk.ward.code.clone(), at.official.to_string());
    let next = paths::period(&ward, term);
    at.rule(&typed, &next, move |reading| {
        let mark = reading.last_seq(&ward)?;
        Ok(vec![Ruling::Closed(Closing { term, mark, at: now, by })])
    })
    .await
}
