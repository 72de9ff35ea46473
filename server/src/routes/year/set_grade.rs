//! `…/override`: a grade that people set against the scheme or the cap.

use app::ward::Typed;
use app::ward::setting::AS_THE_SCHEME;
use axum::response::Response;
use shared::ruling::{Matter, Overridden, Ruling};

use super::appraise::case_path;
use super::find_graded;
use crate::routes::desk::{AtDesk, AtRuling, Away, status_of};
use crate::routes::form::Filled;
use crate::routes::pages::setting_page;

/// `GET`: the form.
pub async fn show(desk: AtDesk) -> Response {
    desk.answer(page(&desk, Typed::default()).await).await
}

/// `POST`: sets the grade, or takes it back; both with a reason.
pub async fn set(at: AtRuling, Filled(typed): Filled) -> Response {
    let made = set_by(&at, typed).await;
    at.desk.answer(made).await
}

async fn page(at: &AtDesk, typed: Typed) -> Result<Response, Away> {
    let (desk, case) = find_graded(at).await?;
    Ok(at.visit.page(status_of(&typed), move |frame| setting_page(frame, &desk, &case, &typed)).await)
}

async fn set_by(at: &AtRuling, mut typed: Typed) -> Result<Response, Away> {
    if typed.is_anew() {
        return page(&at.desk, typed).await;
    }
    let (_, case) = find_graded(&at.desk).await?;
    let next = case_path(&at.desk, &case);
    if let Some(overtaken) = at.overtaken(&typed, Matter::Grade(case.judged()), &next).await? {
        return Ok(overtaken);
    }
    let grade = typed.choice("grade", |id| match id {
        AS_THE_SCHEME => Some(None),
        // What is decided is revised, not set.
        _ if case.decision().is_some() => None,
        id => case.scheme.as_ref()?.place(id).map(|_| Some(id.to_owned())),
    });
    let reason = typed.note("reason");
    let Some((grade, reason)) = grade.zip(reason) else {
        return page(&at.desk, typed).await;
    };
    let (judged, by) = (case.judged(), at.official.to_string());
    let ruling = Ruling::Overridden(Overridden { judged, grade, reason: reason.to_string(), by });
    at.rule(&typed, &next, move |_| Ok(vec![ruling])).await
}
