//! The shelf: every book that is not on the bar below.

use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::components::layout::Page;
use crate::state::book::use_lang;
use crate::t;

/// The books, each one tap away.
#[component]
pub fn Shelf() -> impl IntoView {
    let lang = use_lang();
    let books = [
        ("/cell/search", Icon::Search, t::shelf_search(lang), t::shelf_search_meta(lang)),
        ("/cell/resolutions", Icon::Document, t::nav_resolutions(lang), t::shelf_resolutions_meta(lang)),
        ("/cell/contributions", Icon::Plus, t::shelf_contributions(lang), t::shelf_contributions_meta(lang)),
        ("/cell/members", Icon::Members, t::nav_members(lang), t::shelf_members_meta(lang)),
        ("/cell/registration", Icon::Check, t::shelf_registration(lang), t::shelf_registration_meta(lang)),
        ("/cell/review", Icon::Assess, t::shelf_review(lang), t::shelf_review_meta(lang)),
        ("/cell/sync", Icon::Sync, t::shelf_sync(lang), t::shelf_sync_meta(lang)),
        ("/cell/settings", Icon::Settings, t::settings_title(lang), t::shelf_settings_meta(lang)),
    ];
    let cards = books.map(|(href, icon, title, meta)| {
        view! {
            <li><a class="card link" href=href>
                <span class="title row">{icon.draw()}<span>{title}</span></span>
                <span class="meta">{meta}</span>
            </a></li>
        }
    });
    view! {
        <Page title=Signal::stored(t::nav_shelf(lang).to_owned())>
            <ul class="list" role="list">{cards.collect_view()}</ul>
        </Page>
    }
}
