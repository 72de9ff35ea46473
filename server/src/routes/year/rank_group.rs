//! `/ward/{ward}/groups/{year}/{kind}`, and `…/{organisation}` for the register's
//! group to which that one belongs: which ratio of the cap is for a group.

use app::ward::group::{GroupCase, GroupVerdict};
use app::ward::{Desk, Typed, paths};
use axum::response::Response;
use shared::org::{Code, Organisation};
use shared::ruling::{Outstanding, Ruling};
use shared::scheme::cap::GroupKey;

use crate::office::cases::group_cases;
use crate::routes::desk::{AtDesk, AtRuling, Away, status_of};
use crate::routes::form::Filled;
use crate::routes::pages::{Message, group_page};

/// `GET`: the form.
pub async fn show(desk: AtDesk) -> Response {
    desk.answer(page(&desk, Typed::default()).await).await
}

/// `POST`: records whether the group has outstanding results; with a reason if it has.
pub async fn rule(at: AtRuling, Filled(typed): Filled) -> Response {
    let made = ruled(&at, typed).await;
    at.desk.answer(made).await
}

async fn find(at: &AtDesk) -> Result<(Desk, GroupCase), Away> {
    let year = at.year()?;
    let kind = paths::kind_named(at.named("kind")).ok_or(Away::Message(Message::NotFound))?;
    let member = at.named("organisation").parse::<Code>().ok();
    let found = at.read(move |_, _, ruled| {
        let of = |one: &&Organisation| Some(&one.code) == member.as_ref();
        let registered = ruled.ward.organisations.iter().find(of).and_then(|one| one.group.clone());
        let groups = group_cases(&ruled.ward, year).into_iter().filter(|group| group.kind == kind);
        let parted = |group: &GroupCase| group.rule.group.has(GroupKey::Register);
        let own = |group: &GroupCase| !parted(group) || (member.is_some() && group.group == registered);
        Ok(groups.into_iter().find(own))
    });
    let (desk, group) = found.await?;
    Ok((desk, group.ok_or(Away::Message(Message::NoScheme))?))
}

async fn page(at: &AtDesk, typed: Typed) -> Result<Response, Away> {
    let (desk, group) = find(at).await?;
    Ok(at.visit.page(status_of(&typed), move |frame| group_page(frame, &desk, &group, &typed)).await)
}

async fn ruled(at: &AtRuling, mut typed: Typed) -> Result<Response, Away> {
    if typed.is_anew() {
        return page(&at.desk, typed).await;
    }
    let (_, GroupCase { year, kind, group, .. }) = find(&at.desk).await?;
    let reason = match typed.choice("verdict", GroupVerdict::from_name) {
        Some(GroupVerdict::Outstanding) => typed.note("reason"),
        Some(GroupVerdict::Usual) | None => None,
    };
    if typed.has_faults() {
        return page(&at.desk, typed).await;
    }
    let (reason, by) = (reason.map(|reason| reason.to_string()), at.official.to_string());
    let ruling = Ruling::Outstanding(Outstanding { year, kind, reason, by, group });
    let next = paths::years(&at.desk.ward.code, year);
    at.rule(&typed, &next, move |_| Ok(vec![ruling])).await
}
