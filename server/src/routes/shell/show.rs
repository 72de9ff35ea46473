//! Every page below `/cell`: the one static page that starts the program.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::routes::asset::show::respond;
use crate::routes::pages::Message;
use crate::routes::visit::Visit;
use crate::state::AppState;

/// The shell, or the word that this server was built without the program.
pub async fn show(State(state): State<AppState>, visit: Visit, headers: HeaderMap) -> Response {
    match state.site.shell() {
        Some(shell) => respond(&headers, shell),
        None => visit.message(Message::SiteNotBuilt).await,
    }
}
