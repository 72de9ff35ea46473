//! The cell's resolutions.

use leptos::prelude::*;
use shared::date::Date;
use shared::lang::Lang;
use shared::record::Record;
use shared::record::resolution::number::duplicates;
use shared::record::resolution::{Resolution, ResolutionState};
use shared::replica::Row;

use super::home::MonthChoice;
use super::resolution_issue::issued;
use super::resolution_road::{late_badge, state_badge};
use crate::components::badge::row_badges;
use crate::components::icon::Icon;
use crate::components::layout::Page;
use crate::components::long_list::{long_list, record_line};
use crate::components::paper_link::PaperLink;
use crate::components::pick::Pick;
use crate::components::show::Show;
use crate::components::typed::Typed;
use crate::field_word::form_word;
use crate::format::{date, number};
use crate::paper::{ListOf, PaperOf};
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// The states by which the list is looked through.
const GROUPS: [(&str, &[ResolutionState]); 5] = {
    use ResolutionState as S;
    [
        ("draft", &[S::Draft, S::Discussed]),
        ("issue", &[S::Adopted]),
        ("publish", &[S::Issued, S::HalfPublished]),
        ("done", &[S::Published]),
        ("ended", &[S::Superseded, S::Withdrawn]),
    ]
};

fn group_word(lang: Lang, group: &str) -> &'static str {
    match group {
        "draft" => t::resolution_draft(lang),
        "issue" => t::publish_to_issue(lang),
        "publish" => t::publish_to_publish(lang),
        "done" => t::publish_done(lang),
        _ => t::publish_ended(lang),
    }
}

/// Those of the month or of all months, by state, and the way to write one.
#[component]
pub fn Resolutions() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let (state, when) = (Typed::new(""), Typed::new("month"));
    let found = Derived::new(move || {
        let month = when.text.with(|when| when == "month").then(|| book.month());
        let group = GROUPS.iter().find(|(name, _)| state.text.with(|state| state == name));
        let wanted = |_, resolution: &Resolution| {
            month.is_none_or(|month| resolution.month == Some(month))
                && group.is_none_or(|(_, states)| states.contains(&resolution.state()))
        };
        book.resolutions(wanted).into_iter().map(|(id, ..)| id).collect::<Vec<_>>()
    });
    let draw = move |row: &Row| match &row.fact.record {
        Record::Resolution(resolution) => card(lang, book.day(), resolution, row),
        _ => ().into_any(),
    };
    let mut states = vec![(String::new(), t::publish_any_state(lang).to_owned())];
    states.extend(GROUPS.iter().map(|(name, _)| ((*name).to_owned(), group_word(lang, name).to_owned())));
    let months = [("month", t::publish_of_month(lang)), ("all", t::publish_any_month(lang))];
    let months = months.map(|(value, word)| (value.to_owned(), word.to_owned())).to_vec();
    view! {
        <Page title=Signal::stored(t::nav_resolutions(lang).to_owned()) back=("/cell/shelf", t::nav_shelf(lang))>
            <MonthChoice/>
            <Pick id="when" label=t::field_month(lang) choices=months of=when/>
            <Pick id="state" label=t::publish_state(lang) choices=states of=state/>
            <Twice/>
            <Show when=move || found.with(Vec::is_empty)>
                <div class="empty"><p>{t::resolution_none(lang)}</p></div>
            </Show>
            {long_list(found, move |id| record_line(*id, draw))}
            {move || view! { <p class="row"><PaperLink of=PaperOf::List(ListOf::Resolutions, book.month())/></p> }}
            <div class="actionbar">
                <a class="button main" href="/cell/resolutions/new">{Icon::Plus.draw()}<span>{t::resolution_new(lang)}</span></a>
            </div>
        </Page>
    }
}

/// A resolution as a card: number, title, form and day, how far it has come.
fn card(lang: Lang, day: Date, resolution: &Resolution, row: &Row) -> AnyView {
    let form = resolution.form.map_or("", |form| form_word(lang, form));
    let meta = match resolution.adopted_on {
        Some(on) => t::resolution_adopted_meta(lang, form, date(lang, on)),
        None => form.to_owned(),
    };
    let nth = resolution.shown_number().map(|shown| t::publish_number(lang, shown));
    view! {
        <a class="card link" href=format!("/cell/resolutions/{}", row.fact.document)>
            <span class="title">{resolution.title.clone()}</span>
            <span class="meta">{nth.map(|nth| format!("{nth}. "))}{meta}</span>
            <span class="row">
                {state_badge(lang, resolution)}
                {late_badge(lang, resolution, day)}
                {row_badges(lang, row)}
            </span>
        </a>
    }
    .into_any()
}

/// Numbers that were given twice, with the resolutions that have them.
#[component]
fn Twice() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let found = Derived::new(move || {
        issued(book, duplicates)
            .into_iter()
            .map(|same| (same.number.number(), same.documents))
            .collect::<Vec<_>>()
    });
    move || {
        let banners = found.get().into_iter().map(|(nth, documents)| {
            let links = documents.into_iter().enumerate().map(|(place, id)| {
                let word = t::publish_look_at(lang, number(lang, place as u64 + 1));
                view! { <a class="button" href=format!("/cell/resolutions/{id}")>{word}</a> }
            });
            view! {
                <div class="banner" data-kind="warn">
                    <p>{t::publish_same_number(lang, number(lang, nth))}</p>
                    {links.collect_view()}
                </div>
            }
        });
        banners.collect_view()
    }
}
