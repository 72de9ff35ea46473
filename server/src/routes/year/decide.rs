//! `…/decision`: the decision on a grade, or its revision.

use app::ward::Typed;
use app::ward::case::Case;
use app::ward::typed::FieldFault;
use axum::response::Response;
use shared::date::Date;
use shared::ruling::{Decided, Matter, Overridden, Ruling};
use shared::words::{Note, Title};

use super::appraise::case_path;
use super::find_graded;
use crate::routes::desk::{AtDesk, AtRuling, Away, status_of};
use crate::routes::form::Filled;
use crate::routes::pages::decision_page;

/// `GET`: the form.
pub async fn show(desk: AtDesk) -> Response {
    desk.answer(page(&desk, Typed::default()).await).await
}

/// `POST`: decides.
pub async fn decide(at: AtRuling, Filled(typed): Filled) -> Response {
    let made = decided(&at, typed).await;
    at.desk.answer(made).await
}

async fn page(at: &AtDesk, typed: Typed) -> Result<Response, Away> {
    let (desk, case) = find_graded(at).await?;
    let today = at.state.now().date_in_vietnam();
    let page =
        at.visit.page(status_of(&typed), move |frame| decision_page(frame, &desk, &case, today, &typed));
    Ok(page.await)
}

async fn decided(at: &AtRuling, mut typed: Typed) -> Result<Response, Away> {
    if typed.is_anew() {
        return page(&at.desk, typed).await;
    }
    let (_, case) = find_graded(&at.desk).await?;
    let next = case_path(&at.desk, &case);
    if let Some(overtaken) = at.overtaken(&typed, Matter::Grade(case.judged()), &next).await? {
        return Ok(overtaken);
    }
    let today = at.desk.state.now().date_in_vietnam();
    let Some(rulings) = read(&case, &mut typed, at.official.as_str(), today) else {
        return page(&at.desk, typed).await;
    };
    at.rule(&typed, &next, move |_| Ok(rulings)).await
}

/// The rulings that the form makes, or none with what is wrong noted in it. A
/// grade other than the one that follows is set by people first, with their
/// reason, so that it stays visible.
fn read(case: &Case, typed: &mut Typed, official: &str, today: Option<Date>) -> Option<Vec<Ruling>> {
    let scheme = case.scheme.as_ref()?;
    let known = |id: &str| scheme.place(id).map(|_| id.to_owned());
    let grade = typed.choice("grade", known);
    let reason = typed.optional_note("reason");
    let on = typed.ruling_date("on", case.year, today);
    let number = typed.optional_title("number");
    let revises = match case.decision() {
        None => None,
        Some(_) => {
            let why = typed.optional_note("revises");
            if why.is_none() {
                typed.blame("revises", FieldFault::ReasonForRevision);
            }
            why
        }
    };
    let follows = grade.as_deref() == case.following().map(|(grade, _)| grade);
    if grade.is_some() && !follows && reason.is_none() {
        typed.blame("reason", FieldFault::ReasonForGrade);
    }
    let (grade, on) = grade.zip(on).filter(|_| !typed.has_faults())?;
    let overridden = reason.filter(|_| !follows).map(|reason| {
        let (judged, by) = (case.judged(), official.to_owned());
        Ruling::Overridden(Overridden { judged, grade: Some(grade.clone()), reason: reason.to_string(), by })
    });
    let decided = Ruling::Decided(Decided {
        judged: case.judged(),
        grade,
        scheme: scheme.id.clone(),
        version: scheme.version,
        on,
        number: number.as_ref().map(Title::to_string).unwrap_or_default(),
        by: official.to_owned(),
        revises: revises.as_ref().map(Note::to_string),
    });
    Some(overridden.into_iter().chain([decided]).collect())
}
