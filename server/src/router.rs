//! Every address of the server.

use std::sync::Arc;

use axum::middleware::map_response;
use axum::routing::{get, post, put};
use axum::{Extension, Router};

use crate::routes::trust::{self, Published};
use crate::routes::{
    asset, automerge, bundle, changes, custody, device, headers, health, home, news, period, phones, photo,
    register, registration, relay, ruling, scheme, session, shell, standings, ticket, ward, year,
};
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
        .merge(office())
        .route("/cell", get(shell::show::show))
        .route("/cell/", get(shell::show::show))
        .route("/cell/{*page}", get(shell::show::show))
        .route("/api/v1/enrol", post(device::enrol::enrol))
        .route("/api/v1/sync", post(changes::sync::sync))
        .route("/api/v1/relay", post(relay::join::join))
        .route("/api/v1/ticket", post(ticket::draw::draw))
        .route("/automerge", get(automerge::connect::connect))
        .route("/news/{ward}", get(news::listen::listen))
        .route("/api/v1/photos/{hash}", get(photo::show::show).put(photo::bring::bring))
        .route("/api/v1/photos/{hash}/status", get(photo::status::status))
        .route("/api/v1/bundles/{name}", put(bundle::bring::bring))
        .route("/healthz", get(health::check::check))
        .fallback(asset::show::show)
        .layer(map_response(headers::secure))
        .with_state(state)
}

/// The page that tells how to trust a server that is its own authority, over plain HTTP.
pub fn trust_router(state: AppState, published: Published) -> Router {
    Router::new()
        .route("/", get(trust::show::show))
        .route(trust::download::PATH, get(trust::download::download))
        .fallback(trust::style::show)
        .layer(Extension(Arc::new(published)))
        .layer(map_response(headers::secure))
        .with_state(state)
}

/// The pages of the ward office, where an official makes rulings.
fn office() -> Router<AppState> {
    let year = Router::new()
        .route("/", get(year::show::show))
        .route("/appraisal", get(year::appraise::show).post(year::appraise::appraise))
        .route("/decision", get(year::decide::show).post(year::decide::decide))
        .route("/override", get(year::set_grade::show).post(year::set_grade::set));
    Router::new()
        .route("/ward/{ward}", get(ward::show::show))
        .route("/ward/{ward}/custody", get(custody::list::list))
        .route("/ward/{ward}/custody/{case}", get(custody::decide::show).post(custody::decide::judge))
        .route("/ward/{ward}/bundles", get(bundle::import::show).post(bundle::import::import))
        .route("/ward/{ward}/devices", get(phones::list::list))
        .route("/ward/{ward}/devices/{device}", get(phones::right::show).post(phones::right::set))
        .route("/ward/{ward}/conflicts", get(ward::conflicts::show))
        .route("/ward/{ward}/silent", get(ward::silent::show))
        .route("/ward/{ward}/rulings", get(ruling::list::list))
        .route("/ward/{ward}/schemes/publish", get(scheme::publish::show).post(scheme::publish::publish))
        .route("/ward/{ward}/schemes/files/{id}", get(scheme::file::show))
        .route("/ward/{ward}/schemes/{year}", get(scheme::list::list))
        .route(
            "/ward/{ward}/schemes/{year}/{subject}/{kind}",
            get(scheme::choose::show).post(scheme::choose::choose),
        )
        .route("/ward/{ward}/registrations/{year}", get(registration::list::list))
        .route(
            "/ward/{ward}/registrations/{year}/{organisation}",
            get(registration::judge::show).post(registration::judge::judge),
        )
        .route("/ward/{ward}/years/{year}", get(year::list::list))
        .route("/ward/{ward}/years/{year}/{organisation}/members", get(year::members::list))
        .route(
            "/ward/{ward}/years/{year}/{organisation}/recognition",
            get(year::recognise::show).post(year::recognise::recognise),
        )
        .route(
            "/ward/{ward}/years/{year}/{organisation}/members/{member}/suspension",
            get(year::suspend::show).post(year::suspend::suspend),
        )
        .route("/ward/{ward}/groups/{year}/{kind}", get(year::rank_group::show).post(year::rank_group::rule))
        .route(
            "/ward/{ward}/groups/{year}/{kind}/{organisation}",
            get(year::rank_group::show).post(year::rank_group::rule),
        )
        .route("/ward/{ward}/register", get(register::list::list))
        .route("/ward/{ward}/register/{organisation}", get(register::group::show).post(register::group::put))
        .nest("/ward/{ward}/years/{year}/{organisation}", year.clone())
        .nest("/ward/{ward}/years/{year}/{organisation}/members/{member}", year)
        .route("/ward/{ward}/periods/{year}", get(period::list::list))
        .route("/ward/{ward}/periods/{year}/year", get(period::show::show))
        .route("/ward/{ward}/periods/{year}/year/close", post(period::close::close))
        .route("/ward/{ward}/periods/{year}/year/reopen", post(period::reopen::reopen))
        .route("/ward/{ward}/periods/{year}/{month}", get(period::show::show))
        .route("/ward/{ward}/periods/{year}/{month}/close", post(period::close::close))
        .route("/ward/{ward}/periods/{year}/{month}/reopen", post(period::reopen::reopen))
}
