//! `…/recognition`: the title of the model, recognised or not.

use app::ward::Typed;
use app::ward::recognition::TitleVerdict;
use axum::response::Response;
use shared::ruling::{Matter, Recognition, Ruling};
use shared::words::Title;

use super::appraise::case_path;
use super::find_graded;
use crate::routes::desk::{AtDesk, AtRuling, Away, status_of};
use crate::routes::form::Filled;
use crate::routes::pages::recognition_page;

/// `GET`: the form.
pub async fn show(desk: AtDesk) -> Response {
    desk.answer(page(&desk, Typed::default()).await).await
}

/// `POST`: recognises the title, or refuses it with a reason.
pub async fn recognise(at: AtRuling, Filled(typed): Filled) -> Response {
    let made = recognised(&at, typed).await;
    at.desk.answer(made).await
}

async fn page(at: &AtDesk, typed: Typed) -> Result<Response, Away> {
    let (desk, case) = find_graded(at).await?;
    let today = at.state.now().date_in_vietnam();
    let page =
        at.visit.page(status_of(&typed), move |frame| recognition_page(frame, &desk, &case, today, &typed));
    Ok(page.await)
}

async fn recognised(at: &AtRuling, mut typed: Typed) -> Result<Response, Away> {
    if typed.is_anew() {
        return page(&at.desk, typed).await;
    }
    let (_, case) = find_graded(&at.desk).await?;
    let next = case_path(&at.desk, &case);
    let matter = Matter::Title(case.organisation.id, case.year, case.title());
    if let Some(overtaken) = at.overtaken(&typed, matter, &next).await? {
        return Ok(overtaken);
    }
    let verdict = typed.choice("verdict", TitleVerdict::from_name);
    let refused = match verdict {
        Some(TitleVerdict::Refused) => typed.note("reason"),
        Some(TitleVerdict::Recognised) | None => None,
    };
    let today = at.desk.state.now().date_in_vietnam();
    let on = typed.ruling_date("on", case.year, today);
    let number = typed.optional_title("number");
    let (Some(on), false) = (on, typed.has_faults()) else {
        return page(&at.desk, typed).await;
    };
    let ruling = Ruling::Recognised(Recognition {
        organisation: case.organisation.id,
        year: case.year,
        title: case.title(),
        on,
        number: number.as_ref().map(Title::to_string).unwrap_or_default(),
        by: at.official.to_string(),
        refused: refused.map(|reason| reason.to_string()),
    });
    at.rule(&typed, &next, move |_| Ok(vec![ruling])).await
}
