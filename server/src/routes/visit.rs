//! What a page needs to know of the visit: language, address, stylesheet.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::header::{CONTENT_SECURITY_POLICY, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use leptos::prelude::IntoView;
use shared::lang::Lang;
use shared::org::Code;

use super::headers::LIVE_POLICY;
use super::pages::{Frame, Live, Message, Query, message_page, render};
use crate::auth::cookies::cookie;
use crate::routes::query;
use crate::routes::session::target::path_here;
use crate::state::AppState;
use crate::store::StoreError;

/// The cookie that keeps the chosen language.
const LANG_COOKIE: &str = "bontot_lang";
const LANG_SECONDS: u32 = 365 * 86_400;

/// One visit of a page.
#[derive(Debug, Clone)]
pub struct Visit {
    frame: Frame,
    /// The request, without its body.
    parts: Parts,
    /// The language that the address asks for, to be kept.
    chosen: Option<Lang>,
}

impl FromRequestParts<AppState> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let chosen = chosen(parts.uri.query());
        let lang = chosen.unwrap_or_else(|| preferred(&parts.headers));
        let css = state.site.css().unwrap_or_default().to_owned();
        // The links to other languages stand on it, and `//host` would be another server.
        // Of nested routes `parts.uri` is only the end.
        let Ok(OriginalUri(uri)) = OriginalUri::from_request_parts(parts, state).await;
        let path = path_here(uri.path()).unwrap_or("/").to_owned();
        let kept = Query::parse(parts.uri.query().unwrap_or_default());
        let live = live(state, &path);
        let frame = Frame { lang, css, path, kept, live };
        Ok(Self { frame, parts: parts.clone(), chosen })
    }
}

impl Visit {
    /// What the address asks for behind the question mark.
    pub fn query(&self) -> Query {
        Query::parse(self.parts.uri.query().unwrap_or_default())
    }

    /// What pages are drawn in.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The page that `make` makes in this visit's frame, as an answer.
    pub async fn page<V: IntoView + 'static>(
        &self,
        status: StatusCode,
        make: impl FnOnce(&Frame) -> V + Send + 'static,
    ) -> Response {
        let frame = self.frame.clone();
        let mut response = render(self.parts.clone(), move || make(&frame)).await;
        *response.status_mut() = status;
        if self.frame.live.is_some() {
            response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(LIVE_POLICY));
        }
        if let Some(lang) = self.chosen {
            let cookie =
                format!("{LANG_COOKIE}={}; Path=/; Max-Age={LANG_SECONDS}; SameSite=Lax", lang.tag());
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                response.headers_mut().append(SET_COOKIE, cookie);
            }
        }
        response
    }

    /// A page that says one thing, with the status that goes with it.
    pub async fn message(&self, message: Message) -> Response {
        let status = match message {
            Message::NotFound | Message::UnknownWard | Message::UnknownOrganisation | Message::NoScheme => {
                StatusCode::NOT_FOUND
            }
            Message::NoSuchMonth | Message::NoSuchYear => StatusCode::BAD_REQUEST,
            Message::ForeignForm | Message::OnlyLook => StatusCode::FORBIDDEN,
            Message::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Message::Storage | Message::SiteNotBuilt => StatusCode::SERVICE_UNAVAILABLE,
        };
        // Whoever reads it may not see the ward's pages, and it does not change.
        let frame = Frame { live: None, ..self.frame.clone() };
        let still = Self { frame, ..self.clone() };
        still.page(status, move |frame| message_page(frame, message)).await
    }

    /// The page that says that the store fails.
    pub async fn storage(&self, error: &StoreError) -> Response {
        tracing::error!(%error, path = self.frame.path, "a page cannot be made");
        self.message(Message::Storage).await
    }
}

/// How a page of a ward learns of the ward's news. What it shows is read later,
/// so it may be newer than this says, and never older.
fn live(state: &AppState, path: &str) -> Option<Live> {
    let mut parts = path.split('/').skip(1);
    let room = parts.next()?;
    let ward = parts.next().filter(|_| ["standings", "ward"].contains(&room))?.parse::<Code>().ok()?;
    let seen = *state.store.news(&ward)?.borrow();
    let script = state.site.live()?.to_owned();
    Some(Live { script, news: format!("/news/{ward}"), seen })
}

/// The language of `?lang=`.
fn chosen(query: Option<&str>) -> Option<Lang> {
    query::value(query, "lang").and_then(Lang::from_tag)
}

/// The language chosen before, or else Vietnamese, as on the phone: the forms
/// are Vietnamese; another language is a choice, not a guess.
fn preferred(headers: &HeaderMap) -> Lang {
    cookie(headers, LANG_COOKIE).and_then(Lang::from_tag).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use axum::http::header::COOKIE;

    use super::*;

    #[test]
    fn the_language_is_the_chosen_one_else_vietnamese() {
        fn check(cookie: &str, expect: Lang) {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, cookie.parse().unwrap());
            assert_eq!(preferred(&headers), expect, "{cookie:?}");
        }
        check("bontot_lang=bn", Lang::Bn);
        check("bontot_lang=xx", Lang::Vi);
        check("", Lang::Vi);
    }

    #[test]
    fn an_address_may_ask_for_a_language() {
        assert_eq!(chosen(Some("next=/&lang=en")), Some(Lang::En));
        assert_eq!(chosen(Some("lang=fr")), None);
        assert_eq!(chosen(Some("language=en")), None);
        assert_eq!(chosen(None), None);
    }
}
