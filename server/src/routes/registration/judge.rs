//! `/ward/{ward}/registrations/{year}/{organisation}`: the ward's word on one
//! registration.

use app::ward::registration::Verdict;
use app::ward::registrations::Registered;
use app::ward::typed::FieldFault;
use app::ward::{Desk, Typed, paths};
use axum::response::Response;
use shared::ruling::{Matter, RegistrationDigest, RegistrationVerdict, Ruling};
use shared::scheme::Scheme;

use crate::office::registrations::registrations;
use crate::routes::desk::{AtDesk, AtRuling, Away, status_of};
use crate::routes::form::Filled;
use crate::routes::pages::{Message, registration_page};

/// `GET`: what the cell registered, and the form.
pub async fn show(desk: AtDesk) -> Response {
    desk.answer(page(&desk, Typed::default()).await).await
}

/// `POST`: approves the registration, or sends it back.
pub async fn judge(at: AtRuling, Filled(typed): Filled) -> Response {
    let made = judged(&at, typed).await;
    at.desk.answer(made).await
}

async fn find(at: &AtDesk) -> Result<(Desk, Registered, [Option<Scheme>; 2]), Away> {
    let (year, organisation) = (at.year()?, at.organisation()?);
    let found = at.read(move |reading, ward, ruled| {
        let all = registrations(reading, ward, &ruled.ward, year)?;
        let one = all.into_iter().find(|one| one.organisation.code == organisation);
        // The cell makes concrete what is in force in the last month that has a scheme.
        Ok(one.map(|one| {
            let of = |month| ruled.ward.scheme_for(&one.organisation, month);
            let last = year.months().rev().find_map(of);
            let schemes = [last, ruled.ward.year_scheme_for(&one.organisation, year)];
            let schemes = schemes.map(Option::<&Scheme>::cloned);
            (one, schemes)
        }))
    });
    let (desk, found) = found.await?;
    let (one, schemes) = found.ok_or(Away::Message(Message::UnknownOrganisation))?;
    Ok((desk, one, schemes))
}

async fn page(at: &AtDesk, typed: Typed) -> Result<Response, Away> {
    let year = at.year()?;
    let (desk, one, schemes) = find(at).await?;
    let page = at.visit.page(status_of(&typed), move |frame| {
        registration_page(frame, &desk, year, &one, schemes.each_ref().map(Option::as_ref), &typed)
    });
    Ok(page.await)
}

async fn judged(at: &AtRuling, mut typed: Typed) -> Result<Response, Away> {
    if typed.is_anew() {
        return page(&at.desk, typed).await;
    }
    let year = at.desk.year()?;
    let (_, one, _) = find(&at.desk).await?;
    let next = paths::registration(&at.desk.ward.code, year, &one.organisation.code);
    let matter = Matter::Registration(one.organisation.id, year);
    if let Some(overtaken) = at.overtaken(&typed, matter, &next).await? {
        return Ok(overtaken);
    }
    let Some(registration) = one.voted() else {
        return page(&at.desk, typed).await;
    };
    let verdict = typed.choice("verdict", Verdict::from_name);
    let reason = match verdict {
        Some(Verdict::SendBack) => typed.note("reason"),
        Some(Verdict::Approve) | None => None,
    };
    let on = at.desk.state.now().date_in_vietnam();
    let (Some(verdict), false, Some(on)) = (verdict, typed.has_faults(), on) else {
        return page(&at.desk, typed).await;
    };
    // Of a registration that changed while the form was open nothing is said.
    let digest = RegistrationDigest::of(registration);
    if typed.get("digest") != Some(digest.to_string().as_str()) {
        typed.blame("verdict", FieldFault::Changed);
        return page(&at.desk, typed).await;
    }
    let ruling = Ruling::RegistrationJudged(RegistrationVerdict {
        organisation: one.organisation.id,
        year,
        digest,
        sent_back: reason.filter(|_| verdict == Verdict::SendBack).map(|reason| reason.to_string()),
        on,
        by: at.official.to_string(),
    });
    at.rule(&typed, &next, move |_| Ok(vec![ruling])).await
}
