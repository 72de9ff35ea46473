//! The frame of a phone's page: bar above, places below, one action at the thumb.

use std::borrow::Cow;

use leptos::prelude::*;

use super::icon::Icon;
use shared::lang::Lang;
use shared::sync::role::Role;

use super::message::save_error;
use super::savestate::SaveState;
use crate::components::show::Show;
use crate::format::number;
use crate::place::Part;
use crate::platform::page;
use crate::state::book::{use_book, use_lang};
use crate::state::restoring::Lost;
use crate::state::saving::Saving;
use crate::state::writing::{self, Writer};
use crate::t;

/// Where the arrow of a page leads, and the word beside it.
#[derive(Debug, Clone)]
pub struct Back {
    href: Cow<'static, str>,
    word: &'static str,
}

impl From<(&'static str, &'static str)> for Back {
    fn from((href, word): (&'static str, &'static str)) -> Self {
        Self { href: href.into(), word }
    }
}

impl From<(String, &'static str)> for Back {
    fn from((href, word): (String, &'static str)) -> Self {
        Self { href: href.into(), word }
    }
}

/// A page with its title, the way back, and its content.
#[component]
pub fn Page(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// Where the arrow leads, and the word beside it; none on the places of the bar below.
    #[prop(optional, into)]
    back: Option<Back>,
    /// The content; an action bar comes last in it.
    children: Children,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    // What was typed on the page before is kept as its draft.
    if matches!(book.saving.get_untracked(), Saving::Typing | Saving::Kept) {
        book.saving.set(Saving::Quiet);
    }
    Effect::new(move |_| {
        page::set_title(&format!("{} – {}", title.get(), t::common_app(lang)));
        page::focus_heading();
    });
    view! {
        <header class="topbar">
            {back.map(|Back { href, word }| view! { <a class="back" href=href>{Icon::Back.draw()}<span>{word}</span></a> })}
            <h1 tabindex="-1">{title}</h1>
            <SaveState/>
        </header>
        <main class="page" id="main">
            <p class="visually-hidden" role="status">{move || said(lang, &book.saving.get())}</p>
            <Cleared/>
            <OnlyReads/>
            <OtherTab/>
            <Update/>
            {children()}
        </main>
        <TabBar/>
    }
}

/// What a screen reader is told about the last save.
fn said(lang: Lang, saving: &Saving) -> String {
    match saving {
        Saving::OnPhone => t::save_said(lang).to_owned(),
        Saving::Failed(error) => save_error(lang, error),
        Saving::Quiet | Saving::Typing | Saving::Kept | Saving::Writing => String::new(),
    }
}

/// Says that the ward lets this phone only read.
#[component]
fn OnlyReads() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    view! {
        <Show when=move || book.role.get() == Role::Reader>
            <div class="banner" data-kind="info" role="status" id="only-reads"><p>{t::role_reader(lang)}</p></div>
        </Show>
    }
}

/// Says that another tab writes, and offers to take over.
#[component]
fn OtherTab() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let elsewhere = move || book.writer.get() == Writer::Elsewhere && book.identity.with(Option::is_some);
    view! {
        <Show when=elsewhere>
            <div class="banner" data-kind="warn" role="status">
                <p>{t::tabs_elsewhere(lang)}</p>
                <button type="button" class="button" on:click=move |_| writing::ask(book)>{t::tabs_take_over(lang)}</button>
            </div>
        </Show>
    }
}

/// Says that the store was cleared, and what that cost.
#[component]
fn Cleared() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let said = move || {
        let Lost { changes, pictures } = book.lost.get()?;
        let cost = if changes + pictures == 0 {
            t::boot_cleared_nothing(lang).to_owned()
        } else {
            t::boot_cleared_lost(lang, number(lang, changes as u64), number(lang, pictures as u64))
        };
        Some(view! {
            <div class="banner" data-kind="error" role="alert" id="cleared"><p>{t::boot_cleared(lang)}" "{cost}</p></div>
        })
    };
    view! { {said} }
}

/// Says that a new version waits.
#[component]
fn Update() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    view! {
        <Show when=move || book.update.get()>
            <div class="banner" data-kind="info" role="status">
                <p>{t::update_waiting(lang)}</p>
                <button type="button" class="button" on:click=move |_| crate::platform::worker::update_now()>
                    {t::update_now(lang)}
                </button>
            </div>
        </Show>
    }
}

#[component]
fn TabBar() -> impl IntoView {
    let lang = use_lang();
    let book = use_book();
    let places = [
        ("/cell", Part::Home, Icon::Home, t::nav_home(lang)),
        ("/cell/meetings", Part::Meetings, Icon::Meeting, t::nav_meetings(lang)),
        ("/cell/tasks", Part::Tasks, Icon::Tasks, t::nav_tasks(lang)),
        ("/cell/assess", Part::Assess, Icon::Assess, t::nav_assess(lang)),
        ("/cell/shelf", Part::Shelf, Icon::Shelf, t::nav_shelf(lang)),
    ];
    let current = move |part: Part| (book.place.get().part() == Some(part)).then_some("page");
    view! {
        <nav class="tabbar" aria-label=t::nav_label(lang)>
            {places
                .into_iter()
                .map(|(href, part, icon, word)| {
                    view! {
                        <a href=href aria-current=move || current(part)>
                            {icon.draw()}
                            <span>{word}</span>
                        </a>
                    }
                })
                .collect_view()}
        </nav>
    }
}
