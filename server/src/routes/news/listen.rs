//! `GET /news/{ward}`: a page that is looked at waits for the word that there is
//! news, as server-sent events.
//!
//! An event says up to which number there is news and nothing else: the page is
//! then asked for anew, and shows what its reader may see.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream::unfold;
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

use crate::auth::viewer::{session, session_key};
use crate::live::{Held, Sort, Stopping};
use crate::routes::query;
use crate::state::AppState;

/// A stream ends after this time and the browser asks for another one, so that
/// a session that is over hears no more.
const LONGEST: Duration = Duration::from_secs(10 * 60);
/// How long a browser waits before it asks again.
const AGAIN: Duration = Duration::from_secs(2);
/// Proxies end a connection on which nothing is said.
const MURMUR: Duration = Duration::from_secs(20);

/// What an open stream needs.
struct Listening {
    news: watch::Receiver<u64>,
    stopping: Stopping,
    /// Up to where the page knows the news.
    seen: u64,
    end: Instant,
    _held: Held,
}

/// The stream of the ward's news after `?after=`.
pub async fn listen(
    State(state): State<AppState>,
    Path(ward): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let Ok(session) = session(&state, &headers, state.now()).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let Some(session) = session.filter(|session| session.ward.as_str() == ward) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let Some(news) = state.store.news(&session.ward) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Some(held) = session_key(&headers).and_then(|key| state.live.hold(Sort::Page, key).ok()) else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let stopping = state.live.stopping();
    let seen = seen(&uri, &headers);
    let listening = Listening { news, stopping, seen, end: Instant::now() + LONGEST, _held: held };
    let events = unfold(listening, |mut listening| async move {
        let seq = listening.next().await?;
        listening.seen = seq;
        let event = Event::default().event("news").id(seq.to_string()).data(seq.to_string()).retry(AGAIN);
        Some((Ok::<_, Infallible>(event), listening))
    });
    let stream = Sse::new(events).keep_alive(KeepAlive::new().interval(MURMUR));
    // Proxies must not gather what is to be known at once.
    ([(HeaderName::from_static("x-accel-buffering"), "no")], stream).into_response()
}

impl Listening {
    /// The number of the next news; none once the stream is to end.
    async fn next(&mut self) -> Option<u64> {
        let seen = self.seen;
        tokio::select! {
            // After a backup was put back, the numbers are smaller.
            news = timeout_at(self.end, self.news.wait_for(|seq| *seq != seen)) => {
                news.ok()?.ok().map(|seq| *seq)
            }
            () = self.stopping.wait() => None,
        }
    }
}

/// Up to where the page knows the news: a browser that asks again says so itself.
fn seen(uri: &Uri, headers: &HeaderMap) -> u64 {
    let again = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let first = query::value(uri.query(), "after");
    again.or(first).and_then(|seq| seq.parse().ok()).unwrap_or_default()
}
