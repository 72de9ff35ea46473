//! Search over all records of the cell, with and without diacritics.

mod index;
pub mod words;

use leptos::prelude::*;
use shared::date::Date;
use shared::id::MemberId;
use shared::lang::Lang;
use shared::month::Month;
use shared::record::Kind;
use shared::record::roster::Member;
use shared::record::state::State;
use shared::replica::Row;
use shared::search::{Filter, Query, name_order};

use super::members::name_of;
use crate::components::badge::row_badges;
use crate::components::draft::Draft;
use crate::components::layout::Page;
use crate::components::long_list::{long_list, record_line};
use crate::components::pick::{Groups, Pick};
use crate::components::show::Show;
use crate::components::typed::Typed;
use crate::format::{date, month, number};
use crate::record_word::{record_href, record_title};
use crate::state::book::{Book, use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;
use index::{Found, Index};
use words::{kind_word, state_mark, state_word};

/// What is typed and chosen. It is kept, so that who comes back from a record
/// finds the list as it was.
#[derive(Clone, Copy)]
struct Asked {
    query: Typed,
    kind: Typed,
    month: Typed,
    member: Typed,
    state: Typed,
}

impl Asked {
    fn begin() -> Self {
        let draft = Draft::at("search");
        let typed = |name| draft.typed(name, "");
        Self {
            query: typed("query"),
            kind: typed("kind"),
            month: typed("month"),
            member: typed("member"),
            state: typed("state"),
        }
    }

    fn fields(self) -> [Typed; 5] {
        [self.query, self.kind, self.month, self.member, self.state]
    }

    fn clear(self) {
        for field in self.fields() {
            field.write(String::new());
        }
    }

    fn filter(self) -> Filter {
        Filter {
            kind: self.kind.text.with(|name| Kind::from_name(name)),
            month: self.month.text.with(|month| month.parse().ok()),
            member: self.member.text.with(|id| id.parse().ok()),
            state: self.state.text.with(|name| State::from_name(name)),
        }
    }

    fn any(self) -> bool {
        self.fields().iter().any(|field| field.text.with(|text| !text.is_empty()))
    }
}

/// The page: one field, what it finds, and filters.
#[component]
pub fn SearchPage() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let asked = Asked::begin();
    // Made anew when the book changes, not when something is typed.
    let index = Derived::always_new(move || book.rows.with(|rows| Index::of(lang, rows)));
    let found = Derived::new(move || {
        let query = asked.query.text.with(|text| Query::new(text));
        let filter = asked.filter();
        let day = book.day();
        book.rows.with_untracked(|rows| index.with(|index| index.search(rows, &query, &filter, day)))
    });
    let count = move || {
        let count = number(lang, found.with(Vec::len) as u64);
        if asked.any() { t::search_found(lang, count) } else { t::search_all(lang, count) }
    };
    view! {
        <Page title=Signal::stored(t::shelf_search(lang).to_owned()) back=("/cell/shelf", t::nav_shelf(lang))>
            <div class="field">
                <label for="query">{t::search_query(lang)}</label>
                <input id="query" type="search" autocomplete="off" aria-describedby="query-help" prop:value=asked.query.text
                    on:input:target=move |event| asked.query.write(event.target().value())/>
                <p class="hint" id="query-help">{t::search_hint(lang)}</p>
            </div>
            <Filters asked=asked months=untrack(|| index.with(Index::months))/>
            <p id="found" role="status">{count}</p>
            <Show when=move || asked.any()>
                <button type="button" class="button" id="clear" on:click=move |_| asked.clear()>{t::search_clear(lang)}</button>
            </Show>
            <Show when=move || found.with(Vec::is_empty)>
                <div class="empty"><p>{t::search_none(lang)}</p></div>
            </Show>
            {long_list(found, move |found| line(book, lang, *found))}
        </Page>
    }
}

#[component]
fn Filters(asked: Asked, months: Vec<Month>) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let first = |word: &str| vec![(String::new(), word.to_owned())];
    let mut kinds = first(t::search_any_kind(lang));
    kinds.extend(Kind::ALL.map(|kind| (kind.name().to_owned(), kind_word(lang, kind).to_owned())));
    let mut of_months = first(t::search_any_month(lang));
    of_months.extend(months.into_iter().map(|of| (of.to_string(), month(lang, of))));
    let mut states = first(t::search_any_state(lang));
    states.extend(State::ALL.map(|state| (state.name().to_owned(), state_word(lang, state).to_owned())));
    // What is filtered by is not hidden from who comes back.
    let [_, filters @ ..] = asked.fields();
    let open = filters.iter().any(|field| field.text.with_untracked(|text| !text.is_empty()));
    view! {
        <details class="explain" id="filters" open=open>
            <summary>{t::search_filters(lang)}</summary>
            <div class="stack">
                <Pick id="kind" label=t::search_kind(lang) choices=kinds of=asked.kind/>
                <Pick id="month" label=t::field_month(lang) choices=of_months of=asked.month/>
                <Pick id="member" label=t::search_member(lang) choices=first(t::clear_anybody(lang)) groups=people(book, lang)
                    of=asked.member/>
                <Pick id="state" label=t::publish_state(lang) choices=states of=asked.state/>
            </div>
        </details>
    }
}

/// Everybody who ever stood in the roster by name, those of today before those
/// who are not in the cell.
fn people(book: Book, lang: Lang) -> Groups {
    let (roster, day) = untrack(|| (book.roster(), book.day()));
    let mut members: Vec<_> = roster.members.iter().collect();
    members.sort_by_cached_key(|(_, member)| name_order(&member.name));
    let (here, gone): (Vec<_>, Vec<_>) = members.into_iter().partition(|(_, member)| member.belongs_on(day));
    let group = |title: &str, members: Vec<(&MemberId, &Member)>| {
        let choices = members.iter().map(|(id, member)| (id.to_string(), name_of(lang, member)));
        (title.to_owned(), choices.collect())
    };
    vec![group(t::search_members_here(lang), here), group(t::search_members_gone(lang), gone)]
}

/// What was found, as a row that leads to it.
fn line(book: Book, lang: Lang, found: Found) -> AnyView {
    match found {
        Found::Member(id) => {
            let name = untrack(|| book.roster()).members.get(&id).map(|member| member.name.clone());
            view! {
                <li><a class="card link" href=format!("/cell/members/{id}")>
                    <span class="title">{name}</span>
                    <span class="meta">{kind_word(lang, Kind::Roster)}</span>
                </a></li>
            }
            .into_any()
        }
        Found::Record(id) => record_line(id, move |row| card(lang, book.day(), row)),
    }
}

fn card(lang: Lang, day: Date, row: &Row) -> AnyView {
    let record = &row.fact.record;
    let kind = kind_word(lang, record.kind());
    let of = index::day(record).map(|day| date(lang, day));
    let of = of.or_else(|| record.month().map(|of| month(lang, of)));
    let meta = of.map_or_else(|| kind.to_owned(), |of| format!("{kind} · {of}"));
    view! {
        <a class="card link" href=record_href(row.fact.document, record)>
            <span class="title">{record_title(lang, record)}</span>
            <span class="meta">{meta}</span>
            <span class="row">{record.state_on(day).map(|state| state_mark(lang, state))} {row_badges(lang, row)}</span>
        </a>
    }
    .into_any()
}
