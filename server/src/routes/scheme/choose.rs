//! `/ward/{ward}/schemes/{year}/{subject}/{kind}`: the choice of a scheme.

use app::ward::Typed;
use app::ward::choose::{
    Candidate, CandidateState, ChoosePage, KindsOffered, SpanOffered, candidate_name, months_offered,
};
use app::ward::paths;
use app::ward::typed::FieldFault;
use axum::response::Response;
use shared::org::OrganisationKind;
use shared::ruling::{ChoiceSpan, Matter, Ruling, SchemeChoice};
use shared::scheme::Subject;
use shared::year::Year;

use crate::office::schemes::{candidates, looked_after_until, month_for};
use crate::routes::desk::{AtDesk, AtRuling, Away, status_of};
use crate::routes::form::Filled;
use crate::routes::pages::{Message, choose_page};

/// `GET`: the schemes that could judge it.
pub async fn show(desk: AtDesk) -> Response {
    desk.answer(page(&desk, Typed::default()).await).await
}

/// `POST`: chooses one. A shipped one is published with its choice.
pub async fn choose(at: AtRuling, Filled(typed): Filled) -> Response {
    let made = chosen(&at, typed).await;
    at.desk.answer(made).await
}

struct Chosen {
    year: Year,
    subject: Subject,
    kind: OrganisationKind,
}

fn address(at: &AtDesk) -> Result<Chosen, Away> {
    let subject = paths::subject_named(at.named("subject"));
    let (subject, kind) =
        subject.zip(paths::kind_named(at.named("kind"))).ok_or(Away::Message(Message::NotFound))?;
    Ok(Chosen { year: at.year()?, subject, kind })
}

async fn page(at: &AtDesk, typed: Typed) -> Result<Response, Away> {
    let Chosen { year, subject, kind } = address(at)?;
    let now = at.state.now();
    let (desk, shown) = at
        .read(move |_, _, ruled| {
            let candidates = candidates(&ruled.ward, year, ruled.month(now), subject, kind);
            let month = month_for(subject, year, ruled.month(now));
            Ok(ChoosePage { year, subject, kind, month, candidates, ward: ruled.ward.clone() })
        })
        .await?;
    Ok(at.visit.page(status_of(&typed), move |frame| choose_page(frame, &desk, &shown, &typed)).await)
}

async fn chosen(at: &AtRuling, mut typed: Typed) -> Result<Response, Away> {
    let Chosen { year, subject, kind } = address(&at.desk)?;
    let now = at.desk.state.now();
    let span = span(&mut typed, subject, year);
    let next = paths::schemes(&at.desk.ward.code, year);
    if let Some(span) = span {
        let matter = Matter::Choice(subject, kind, span);
        if let Some(overtaken) = at.overtaken(&typed, matter, &next).await? {
            return Ok(overtaken);
        }
    }
    let known = at.desk.read(move |_, _, ruled| {
        let known = candidates(&ruled.ward, year, ruled.month(now), subject, kind);
        Ok((known, ruled.ward.schemes.clone()))
    });
    let (_, (known, published)) = known.await?;
    let named = |name: &str| known.iter().find(|one| candidate_name(&one.scheme) == name).cloned();
    if let Some(sum) = typed.get("scheme").and_then(named).filter(|one| one.scheme.is_roll_up()) {
        return sum_up(at, typed, sum, &next).await;
    }
    let candidate = typed.choice("scheme", |name| named(name).filter(Candidate::can_be_chosen));
    let several = candidate.as_ref().is_some_and(|one| 1 < one.scheme.organisations.all().count());
    let kinds =
        if several { typed.choice("kinds", KindsOffered::from_name) } else { Some(KindsOffered::This) };
    let (Some(Candidate { scheme, state }), Some(span), Some(kinds)) = (candidate, span, kinds) else {
        return page(&at.desk, typed).await;
    };
    let is_new = state == CandidateState::Shipped;
    if is_new && published.iter().any(|known| scheme.rereads(known).is_some()) {
        typed.blame("scheme", FieldFault::Rereads);
        return page(&at.desk, typed).await;
    }
    let chosen = |one: &OrganisationKind| *one == kind || kinds == KindsOffered::All;
    let chosen: Vec<_> = scheme.organisations.all().filter(chosen).collect();
    for also in chosen.iter().filter(|also| **also != kind) {
        let matter = Matter::Choice(subject, *also, span);
        if let Some(overtaken) = at.overtaken(&typed, matter, &next).await? {
            return Ok(overtaken);
        }
    }
    let (of_year, from) = span.parts();
    let (id, version) = (scheme.id.clone(), scheme.version);
    let choice = move |kind| {
        Ruling::SchemeChosen(SchemeChoice { subject, kind, year: of_year, scheme: id.clone(), version, from })
    };
    let choices: Vec<_> = chosen.iter().copied().map(choice).collect();
    if !is_new {
        return at.rule(&typed, &next, move |_| Ok(choices)).await;
    }
    let (_, mut rulings) = at
        .desk
        .read({
            let scheme = scheme.clone();
            move |_, _, ruled| {
                let until = looked_after_until(year, now);
                let kept = ruled.ward.kept_elsewhere(&scheme, &chosen, span, until);
                Ok(kept.into_iter().map(Ruling::SchemeChosen).collect::<Vec<_>>())
            }
        })
        .await?;
    rulings.push(Ruling::SchemeApplied(scheme));
    rulings.extend(choices);
    at.rule(&typed, &next, move |_| Ok(rulings)).await
}

/// Publishes what only sums up meetings: nothing is judged by it, so nothing is chosen.
async fn sum_up(at: &AtRuling, mut typed: Typed, sum: Candidate, next: &str) -> Result<Response, Away> {
    if sum.state != CandidateState::Shipped {
        typed.blame("scheme", FieldFault::NotChosen);
        return page(&at.desk, typed).await;
    }
    let matter = Matter::Scheme(sum.scheme.id.clone(), sum.scheme.version);
    if let Some(overtaken) = at.overtaken(&typed, matter, next).await? {
        return Ok(overtaken);
    }
    at.rule(&typed, next, move |_| Ok(vec![Ruling::SchemeApplied(sum.scheme)])).await
}

/// For when the form chooses; none where it does not say.
fn span(typed: &mut Typed, subject: Subject, year: Year) -> Option<ChoiceSpan> {
    Some(match typed.choice("span", SpanOffered::from_name)? {
        SpanOffered::ThisYear => ChoiceSpan::Year(year),
        SpanOffered::EveryYear => ChoiceSpan::EveryYear,
        SpanOffered::FromMonth => {
            let months = months_offered(subject, year);
            let only = months.first().copied().filter(|_| months.len() == 1);
            let named = |name: &str| months.iter().find(|month| month.to_string() == name).copied();
            ChoiceSpan::From(only.or_else(|| typed.choice("from", named))?)
        }
    })
}
