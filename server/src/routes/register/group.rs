//! `/ward/{ward}/register/{organisation}`: the group of an organisation.

use app::ward::{Desk, Typed, paths};
use axum::response::Response;
use shared::org::Organisation;
use shared::ruling::{Matter, Ruling};

use crate::routes::desk::{AtDesk, AtRuling, Away, status_of};
use crate::routes::form::Filled;
use crate::routes::pages::{Message, registered_page};

/// `GET`: the form.
pub async fn show(desk: AtDesk) -> Response {
    desk.answer(page(&desk, Typed::default()).await).await
}

/// `POST`: puts the organisation into a group, or out of any.
pub async fn put(at: AtRuling, Filled(typed): Filled) -> Response {
    let made = ruled(&at, typed).await;
    at.desk.answer(made).await
}

/// The organisation, and the groups that the register has already.
async fn find(at: &AtDesk) -> Result<(Desk, Organisation, Vec<String>), Away> {
    let code = at.organisation()?;
    let found = at.read(move |_, _, ruled| {
        let all = &ruled.ward.organisations;
        let mut groups: Vec<_> = all.iter().filter_map(|one| one.group.clone()).collect();
        groups.sort();
        groups.dedup();
        Ok((all.iter().find(|one| one.code == code).cloned(), groups))
    });
    let (desk, (one, groups)) = found.await?;
    Ok((desk, one.ok_or(Away::Message(Message::UnknownOrganisation))?, groups))
}

async fn page(at: &AtDesk, typed: Typed) -> Result<Response, Away> {
    let (desk, one, groups) = find(at).await?;
    Ok(at
        .visit
        .page(status_of(&typed), move |frame| registered_page(frame, &desk, &one, &groups, &typed))
        .await)
}

async fn ruled(at: &AtRuling, mut typed: Typed) -> Result<Response, Away> {
    if typed.is_anew() {
        return page(&at.desk, typed).await;
    }
    let (_, one, _) = find(&at.desk).await?;
    let next = paths::register(&at.desk.ward.code);
    if let Some(overtaken) = at.overtaken(&typed, Matter::Register(one.id), &next).await? {
        return Ok(overtaken);
    }
    let group = typed.optional_title("group");
    if typed.has_faults() {
        return page(&at.desk, typed).await;
    }
    let group = group.map(|group| group.to_string());
    at.rule(&typed, &next, move |_| Ok(vec![Ruling::Registered(Organisation { group, ..one })])).await
}
