//! `…/appraisal`: the committee's answers about a year.

use app::ward::Typed;
use app::ward::appraisal::{Asked, Question, answer_field, apart_field, questions, remark_field};
use app::ward::case::{Case, WHOLE};
use app::ward::typed::FieldFault;
use axum::response::Response;
use shared::lang::Lang;
use shared::record::assessment::Answer;
use shared::ruling::{Appraisal, Matter, Ruled as RuledOne, Ruling};
use shared::sorted_map::SortedMap;

use super::find_graded;
use crate::office::cases::{case, member_cases};
use crate::routes::desk::{AtDesk, AtRuling, Away, status_of};
use crate::routes::form::Filled;
use crate::routes::pages::{Message, appraisal_page};
use crate::standings::year::Rulings;

/// `GET`: the questions.
pub async fn show(desk: AtDesk) -> Response {
    desk.answer(page(&desk, Typed::default()).await).await
}

/// `POST`: records the answers.
pub async fn appraise(at: AtRuling, Filled(typed): Filled) -> Response {
    let made = appraised(&at, typed).await;
    at.desk.answer(made).await
}

async fn page(at: &AtDesk, typed: Typed) -> Result<Response, Away> {
    let (desk, case) = find_graded(at).await?;
    Ok(at.visit.page(status_of(&typed), move |frame| appraisal_page(frame, &desk, &case, &typed)).await)
}

async fn appraised(at: &AtRuling, mut typed: Typed) -> Result<Response, Away> {
    if typed.is_anew() {
        return page(&at.desk, typed).await;
    }
    let (_, case) = find_graded(&at.desk).await?;
    let next = case_path(&at.desk, &case);
    if let Some(overtaken) = at.overtaken(&typed, Matter::Grade(case.judged()), &next).await? {
        return Ok(overtaken);
    }
    let Some(appraisal) = read(&case, &mut typed, at.official.as_str()) else {
        return page(&at.desk, typed).await;
    };
    // A grade other than the proposed one is explained.
    let after = with_appraisal(&at.desk, appraisal.clone()).await?;
    let differs = after.proposed().zip(after.computed()).is_some_and(|(proposed, found)| proposed != found);
    if differs && !appraisal.remarks.contains_key(WHOLE) {
        typed.blame("whole", FieldFault::ReasonForDifference);
        return page(&at.desk, typed).await;
    }
    at.rule(&typed, &next, move |_| Ok(vec![Ruling::Appraised(appraisal)])).await
}

/// The address of the case.
pub fn case_path(at: &AtDesk, case: &Case) -> String {
    app::ward::paths::case(&at.ward.code, case.year, &case.organisation.code, case.member_id())
}

/// The appraisal that the form makes, or none with what is wrong noted in it.
/// Questions without an answer stay open.
fn read(case: &Case, typed: &mut Typed, official: &str) -> Option<Appraisal> {
    let scheme = case.scheme.as_ref()?;
    let (mut answers, mut remarks) = (SortedMap::new(), SortedMap::new());
    // Which words a question has makes no difference here.
    for question in questions(Lang::Vi, scheme, case.result.as_ref().map(|result| &result.evaluation)) {
        let answer = read_answer(&question, typed);
        let remark = typed.optional_note(&remark_field(&question.id));
        if question.asked == Asked::Departure && answer.is_some() && remark.is_none() {
            typed.blame(&remark_field(&question.id), FieldFault::ReasonForDeparture);
        }
        answers.extend(answer.map(|answer| (question.id.clone(), answer)));
        remarks.extend(remark.map(|remark| (question.id.clone(), remark.to_string())));
    }
    let whole = typed.optional_note("whole");
    remarks.extend(whole.map(|whole| (WHOLE.to_owned(), whole.to_string())));
    let (judged, scheme) = (case.judged(), scheme.id.clone());
    (!typed.has_faults()).then(|| Appraisal { judged, scheme, answers, remarks, by: official.to_owned() })
}

fn read_answer(question: &Question, typed: &mut Typed) -> Option<Answer> {
    let field = answer_field(&question.id);
    let text = typed.get(&field).unwrap_or_default().trim().to_owned();
    let offered = |text: &str| {
        let answer: Option<Answer> = text.parse().ok();
        answer.filter(|answer| question.offered.iter().any(|(known, _)| known == answer))
    };
    if let Asked::Points(most) = question.asked {
        // Programs write it into the field of the points.
        let beside = typed.get(&apart_field(&question.id)).and_then(offered);
        return offered(&text).or_else(|| read_points(most, typed, (&field, &text), beside));
    }
    if text.is_empty() {
        return None;
    }
    let answer: Option<Answer> = text.parse().ok();
    let known = offered(&text);
    if known.is_none() {
        let fault = match (answer, question.most_points()) {
            (Some(Answer::Points(_)), Some(most)) => FieldFault::NotPoints(most),
            _ => FieldFault::NotChosen,
        };
        typed.blame(&field, fault);
    }
    known
}

/// Points, or what is ticked beside them; never both, of which nobody knows which is meant.
fn read_points(
    most: u16,
    typed: &mut Typed,
    (field, text): (&str, &str),
    beside: Option<Answer>,
) -> Option<Answer> {
    if text.is_empty() {
        return beside;
    }
    let points = text.parse().ok().filter(|points| *points <= most);
    if points.is_none() {
        typed.blame(field, FieldFault::NotPoints(most));
    } else if beside.is_some() {
        typed.blame(field, FieldFault::PointsOrNot);
    }
    points.map(Answer::Points)
}

/// The case as it would stand with this appraisal.
async fn with_appraisal(at: &AtDesk, appraisal: Appraisal) -> Result<Case, Away> {
    let (year, organisation, member) = (at.year()?, at.organisation()?, at.member()?);
    let day = at.state.today();
    let found = at.read(move |reading, ward, ruled| {
        let mut ruled = ruled.clone();
        let seq = ruled.ward.seq.saturating_add(1);
        ruled.ward.apply(RuledOne { seq, ruling: Ruling::Appraised(appraisal) });
        let Some(member) = member else {
            return case(reading, ward, (&ruled, Rulings::Imagined), (year, day), &organisation);
        };
        let organisation = ruled.ward.organisations.iter().find(|known| known.code == organisation).cloned();
        let Some(organisation) = organisation else { return Ok(None) };
        let cases = member_cases(reading, &ruled, year, &organisation)?;
        Ok(cases.into_iter().find(|case| case.member_id() == Some(member)))
    });
    found.await?.1.ok_or(Away::Message(Message::UnknownOrganisation))
}
