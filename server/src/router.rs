//! Every address of the server.

use axum::Router;
use axum::middleware::map_response;
use axum::routing::{get, post};

use crate::routes::{asset, changes, device, headers, health, home, photo, session, shell, standings};
use crate::state::AppState;

/// The server's addresses, on `state`.
pub fn router(state: AppState) -> Router {
    Router::new()
        .route("/", get(home::show::show))
        .route("/enter", get(session::show::show).post(session::begin::begin))
        .route("/standings/{ward}", get(standings::find_month::find_month))
        .route("/standings/{ward}/{year}", get(standings::show_year::show_year))
        .route("/standings/{ward}/{year}/{month}", get(standings::show_ward::show_ward))
        .route(
            "/standings/{ward}/{year}/{month}/{organisation}",
            get(standings::show_organisation::show_organisation),
        )
        .route(
            "/standings/{ward}/{year}/o/{organisation}",
            get(standings::show_organisation_year::show_organisation_year),
        )
        .route("/standings/{ward}/committee/{year}/{month}", get(standings::show_committee::show_committee))
        .route("/standings/{ward}/photos/{hash}", get(standings::show_photo::show_photo))
        .route("/cell", get(shell::show::show))
        .route("/cell/", get(shell::show::show))
        .route("/cell/{*page}", get(shell::show::show))
        .route("/api/v1/enrol", post(device::enrol::enrol))
        .route("/api/v1/sync", post(changes::sync::sync))
        .route("/api/v1/photos/{hash}", get(photo::show::show).put(photo::bring::bring))
        .route("/api/v1/photos/{hash}/status", get(photo::status::status))
        .route("/healthz", get(health::check::check))
        .fallback(asset::show::show)
        .layer(map_response(headers::secure))
        .with_state(state)
}
