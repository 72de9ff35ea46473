//! `/ward/{ward}/devices/{device}`: one phone, and what it may do.

use app::ward::devices::{Phone, Right};
use app::ward::typed::FieldFault;
use app::ward::{Desk, Typed, paths};
use axum::response::{IntoResponse, Redirect, Response};
use shared::id::DeviceNumber;
use shared::sync::role::Role;

use crate::office::devices::{devices, right_of};
use crate::routes::desk::{AtDesk, AtRuling, Away, status_of};
use crate::routes::form::Filled;
use crate::routes::pages::{Message, device_page};
use crate::store::StoreError;
use crate::store::devices::Word;

/// `GET`: the phone, and the form.
pub async fn show(desk: AtDesk) -> Response {
    desk.answer(page(&desk, Typed::default()).await).await
}

/// `POST`: gives the phone another right. What one that may not write still
/// brings of its own is kept for a decision.
pub async fn set(at: AtRuling, Filled(typed): Filled) -> Response {
    let made = ruled(&at, typed).await;
    at.desk.answer(made).await
}

async fn find(at: &AtDesk) -> Result<(Desk, Phone), Away> {
    let number = at.number("device")?;
    let found = at.read(move |reading, ward, ruled| {
        let phones = devices(reading, ward, &ruled.ward)?;
        Ok(phones.into_iter().find(|phone| phone.number == DeviceNumber(number)))
    });
    let (desk, found) = found.await?;
    Ok((desk, found.ok_or(Away::Message(Message::NotFound))?))
}

async fn page(at: &AtDesk, typed: Typed) -> Result<Response, Away> {
    let (desk, phone) = find(at).await?;
    Ok(at.visit.page(status_of(&typed), move |frame| device_page(frame, &desk, &phone, &typed)).await)
}

async fn ruled(at: &AtRuling, mut typed: Typed) -> Result<Response, Away> {
    let (_, phone) = find(&at.desk).await?;
    let right = typed.choice("right", Right::named);
    let (Some(reason), Some(right)) = (typed.note("reason"), right) else {
        return page(&at.desk, typed).await;
    };
    let (ward, state) = (at.desk.ward.code.clone(), &at.desk.state);
    let number = phone.number;
    // Of a form that does not say what it saw, nothing was looked at.
    let was = typed.get("was").and_then(Right::named);
    let word = Word { at: state.now(), official: Some(at.official.clone()), why: Some(reason.to_string()) };
    let done = state.store.write(move |writing| {
        if was != Some(right_of(&writing.reading(), number)?) {
            return Ok(false);
        }
        match right {
            Right::Write => writing.set_role(&ward, number, Role::Writer, &word),
            Right::Read => writing.set_role(&ward, number, Role::Reader, &word),
            Right::Nothing => writing.revoke_device(&ward, number, &word),
        }
    });
    if !done.await.map_err(|error: StoreError| Away::from(error))? {
        // Who was second finds who was first on the page.
        typed.blame("right", FieldFault::Changed);
        return page(&at.desk, typed).await;
    }
    tracing::warn!(device = number.0, ?right, "a device was given another right");
    Ok(Redirect::to(&paths::device(&at.desk.ward.code, number)).into_response())
}
