//! The pages of the `app` crate, drawn into HTML.

use leptos::prelude::{IntoView, Owner, RenderHtml};

pub use app::standings::Frame;
pub use app::standings::home::{EnterFault, enter_page, home_page, ward_path};
pub use app::standings::message::{Message, message_page};
pub use app::standings::organisation::{OrganisationPage, organisation_page};
pub use app::standings::ward::{WardPage, WardRow, ward_page};

/// The HTML of the page that `make` makes.
pub fn draw<V: IntoView>(make: impl FnOnce() -> V) -> String {
    // Whatever the page creates is dropped with its owner.
    Owner::new().with(|| make().into_view().to_html())
}
