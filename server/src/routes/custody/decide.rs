//! `/ward/{ward}/custody/{case}`: one case, and the ward's word on it.

use std::sync::Arc;

use app::ward::custody_case::{KeptCase, Verdict as Said};
use app::ward::typed::FieldFault;
use app::ward::{Desk, Typed, paths};
use axum::response::{IntoResponse, Redirect, Response};

use crate::office::custody::custody_case;
use crate::pipeline::custody::{DecideError, Verdict, decide};
use crate::routes::desk::{AtDesk, AtRuling, Away, status_of};
use crate::routes::form::Filled;
use crate::routes::pages::{Message, custody_case_page};
use crate::store::custody::{CustodyKey, Decision};

/// `GET`: what the changes say, and the form.
pub async fn show(desk: AtDesk) -> Response {
    desk.answer(page(&desk, Typed::default()).await).await
}

/// `POST`: accepts the changes, or declines them with a reason.
pub async fn judge(at: AtRuling, Filled(typed): Filled) -> Response {
    let made = judged(&at, typed).await;
    at.desk.answer(made).await
}

fn key(at: &AtDesk) -> Result<CustodyKey, Away> {
    at.number("case").map(CustodyKey::from_number)
}

async fn find(at: &AtDesk) -> Result<(Desk, KeptCase), Away> {
    let key = key(at)?;
    let found = at.read(move |reading, ward, ruled| custody_case(reading, ward, &ruled.ward, key));
    let (desk, found) = found.await?;
    Ok((desk, found.ok_or(Away::Message(Message::NotFound))?))
}

async fn page(at: &AtDesk, typed: Typed) -> Result<Response, Away> {
    let (desk, case) = find(at).await?;
    let page = at.visit.page(status_of(&typed), move |frame| custody_case_page(frame, &desk, &case, &typed));
    Ok(page.await)
}

async fn judged(at: &AtRuling, mut typed: Typed) -> Result<Response, Away> {
    let key = key(&at.desk)?;
    find(&at.desk).await?;
    let verdict = match typed.choice("verdict", Said::from_name) {
        Some(Said::Accept) => Some(Verdict::Accept),
        Some(Said::Decline) => typed.note("reason").map(|reason| Verdict::Decline(reason.to_string())),
        None => None,
    };
    let Some(verdict) = verdict else {
        return page(&at.desk, typed).await;
    };
    // Of a form that does not say what it saw, nothing was looked at.
    let seen = typed.get("changes").and_then(|seen| seen.parse().ok()).unwrap_or(0);
    let (state, ward, official) = (&at.desk.state, at.desk.ward.code.clone(), at.official.clone());
    let decision = Decision { at: state.now(), official, declined: None };
    let documents = Arc::clone(&state.documents);
    let decided = state
        .store
        .write(move |writing| decide(writing, &documents, &ward, (key, seen), &verdict, decision))
        .await;
    let fault = match decided {
        Ok(()) => {
            let next = paths::kept(&at.desk.ward.code, key.number());
            return Ok(Redirect::to(&next).into_response());
        }
        Err(DecideError::Store(error)) => return Err(error.into()),
        Err(DecideError::Unknown) => return Err(Away::Message(Message::NotFound)),
        Err(DecideError::Changed) => FieldFault::Changed,
        Err(DecideError::Incomplete) => FieldFault::Incomplete,
        Err(DecideError::Refused(_)) => FieldFault::NotPossible,
    };
    typed.blame("verdict", fault);
    page(&at.desk, typed).await
}
