//! `…/suspension`: a member is suspended from party activities, or no longer.

use app::ward::Typed;
use app::ward::typed::FieldFault;
use axum::response::Response;
use shared::ruling::{Ruling, Suspension};

use super::appraise::case_path;
use super::find;
use crate::routes::desk::{AtDesk, AtRuling, Away, status_of};
use crate::routes::form::Filled;
use crate::routes::pages::{Message, suspension_page};

/// `GET`: the form.
pub async fn show(desk: AtDesk) -> Response {
    desk.answer(page(&desk, Typed::default()).await).await
}

/// `POST`: records the suspension; with the first day of one that is known, its end.
pub async fn suspend(at: AtRuling, Filled(typed): Filled) -> Response {
    let made = suspended(&at, typed).await;
    at.desk.answer(made).await
}

async fn page(at: &AtDesk, typed: Typed) -> Result<Response, Away> {
    let (desk, case) = find(at).await?;
    Ok(at.visit.page(status_of(&typed), move |frame| suspension_page(frame, &desk, &case, &typed)).await)
}

async fn suspended(at: &AtRuling, mut typed: Typed) -> Result<Response, Away> {
    if typed.is_anew() {
        return page(&at.desk, typed).await;
    }
    let (_, case) = find(&at.desk).await?;
    let member = case.member_id().ok_or(Away::Message(Message::NotFound))?;
    let (from, until) = (typed.date("from"), typed.optional_date("until"));
    let number = typed.title("number");
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        typed.blame("until", FieldFault::EndsBefore);
    }
    let (Some(from), Some(number), false) = (from, number, typed.has_faults()) else {
        return page(&at.desk, typed).await;
    };
    let ruling = Ruling::Suspended(Suspension {
        organisation: case.organisation.id,
        member,
        from,
        until,
        number: number.to_string(),
        by: at.official.to_string(),
    });
    let next = case_path(&at.desk, &case);
    at.rule(&typed, &next, move |_| Ok(vec![ruling])).await
}
