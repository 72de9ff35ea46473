//! The pages of the `app` crate, rendered into answers.

use any_spawner::Executor;
use axum::body::Body;
use axum::http::Request;
use axum::http::request::Parts;
use axum::response::Response;
use futures::StreamExt;
use futures::stream::once;
use leptos::prelude::IntoView;

pub use app::standings::address::{organisation_path, organisation_year_path, ward_path};
pub use app::standings::committee::{CommitteePage, committee_page};
pub use app::standings::home::{EnterFault, enter_page, home_page};
pub use app::standings::message::{Message, message_page};
pub use app::standings::organisation::{OrganisationPage, organisation_page};
pub use app::standings::organisation_year::{OrganisationYearPage, organisation_year_page};
pub use app::standings::query::Query;
pub use app::standings::trust::trust_page;
pub use app::standings::ward::{WardPage, WardRow, ward_page};
pub use app::standings::year::{YearPage, year_page};
pub use app::standings::{Frame, Live, Reader};
pub use app::ward::appraisal::appraisal_page;
pub use app::ward::bundles::bundles_page;
pub use app::ward::case::case_page;
pub use app::ward::choose::choose_page;
pub use app::ward::contested::contested_page;
pub use app::ward::custody::custody_page;
pub use app::ward::custody_case::custody_case_page;
pub use app::ward::decision::decision_page;
pub use app::ward::devices::{device_page, devices_page};
pub use app::ward::group::group_page;
pub use app::ward::overview::overview_page;
pub use app::ward::period::period_page;
pub use app::ward::periods::periods_page;
pub use app::ward::publish::publish_page;
pub use app::ward::recognition::recognition_page;
pub use app::ward::register::{register_page, registered_page};
pub use app::ward::registration::registration_page;
pub use app::ward::registrations::registrations_page;
pub use app::ward::rulings::rulings_page;
pub use app::ward::schemes::schemes_page;
pub use app::ward::setting::setting_page;
pub use app::ward::suspension::suspension_page;
pub use app::ward::waiting::{conflicts_page, silent_page};
pub use app::ward::years::{members_page, years_page};

/// The page that `make` makes, as the answer to the request that had `parts`.
///
/// `leptos_axum` would append what a page needs to wake up in the browser, as
/// inline scripts. These pages never wake up and their policy forbids such
/// scripts (docs/decisions/0002), so that part is not sent.
pub async fn render<V: IntoView + 'static>(
    parts: Parts,
    make: impl FnOnce() -> V + Send + 'static,
) -> Response {
    // Leptos wants to be told once by whom its tasks are run; later calls change nothing.
    let _ = Executor::init_tokio();
    let request = Request::from_parts(parts, Body::empty());
    leptos_axum::handle_response_inner(
        || (),
        make,
        request,
        |page, _scripts, _| {
            Box::pin(async move {
                let html: String = page.to_html_stream_in_order().collect().await;
                Box::pin(once(async move { html })) as _
            })
        },
    )
    .await
}
