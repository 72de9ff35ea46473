//! `POST /enter`: a viewing code or an office code becomes a session.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::origin::is_our_own;
use super::target::path_here;
use crate::auth::code::AccessCode;
use crate::auth::peer::Peer;
use crate::auth::transport::Transport;
use crate::auth::viewer::{COOKIE, EnterError, SESSION_SECONDS, begin_session};
use crate::routes::form::is_too_large;
use crate::routes::pages::{EnterFault, Message, enter_page};
use crate::routes::visit::Visit;
use crate::state::AppState;

/// The form's fields.
#[derive(Default, Deserialize)]
pub struct Entry {
    /// The code, as typed.
    #[serde(default)]
    code: String,
    /// Where the visitor was going.
    #[serde(default)]
    next: String,
}

/// Begins a session and sends the visitor on, or shows the form again with
/// what is wrong.
pub async fn begin(
    State(state): State<AppState>,
    visit: Visit,
    peer: Peer,
    transport: Transport,
    headers: HeaderMap,
    entry: Result<Form<Entry>, FormRejection>,
) -> Response {
    if !is_our_own(&headers) {
        return visit.message(Message::ForeignForm).await;
    }
    if entry.as_ref().is_err_and(is_too_large) {
        return visit.message(Message::TooLarge).await;
    }
    // What is no form of ours has no code in it, which the page says.
    let entry = entry.map(|Form(entry)| entry).unwrap_or_default();
    let next = path_here(&entry.next).unwrap_or("/");
    let again = |status, fault| {
        let next = next.to_owned();
        visit.page(status, move |frame| enter_page(frame, &next, Some(fault)))
    };
    let now = state.now();
    if !state.attempts.allows(peer.0, now) {
        return again(StatusCode::TOO_MANY_REQUESTS, EnterFault::TooManyAttempts).await;
    }
    let Ok(code) = entry.code.parse::<AccessCode>() else {
        state.attempts.count_failure(peer.0);
        return again(StatusCode::FORBIDDEN, EnterFault::CodeUnknown).await;
    };
    match begin_session(&state, &code, now).await {
        Ok((secret, session)) => {
            // Who rules begins with what needs a person today.
            let own = match &session.official {
                Some(_) => format!("/ward/{}", session.ward),
                None => format!("/standings/{}", session.ward),
            };
            let target = if next == "/" { own.as_str() } else { next };
            let cookie = session_cookie(transport, &secret.reveal());
            (StatusCode::SEE_OTHER, [(LOCATION, target), (SET_COOKIE, cookie.as_str())]).into_response()
        }
        Err(EnterError::Unknown) => {
            state.attempts.count_failure(peer.0);
            again(StatusCode::FORBIDDEN, EnterFault::CodeUnknown).await
        }
        Err(EnterError::Expired) => again(StatusCode::FORBIDDEN, EnterFault::CodeExpired).await,
        Err(EnterError::Store(error)) => visit.storage(&error).await,
    }
}

/// The cookie never leaves TLS where the visitor came by it.
fn session_cookie(transport: Transport, secret: &str) -> String {
    let secure = match transport {
        Transport::Tls => "; Secure",
        Transport::Plain => "",
    };
    format!("{COOKIE}={secret}; Path=/; Max-Age={SESSION_SECONDS}; HttpOnly; SameSite=Lax{secure}")
}
