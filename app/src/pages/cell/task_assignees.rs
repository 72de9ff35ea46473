//! Who does a task: members as cards to tick, by party group where there are many.

use leptos::prelude::*;
use shared::id::MemberId;
use shared::search::{Query, SearchKey};
use shared::sorted_map::SortedMap;
use shared::sorted_set::SortedSet;

use super::members::office_line;
use crate::components::finder::Finder;
use crate::components::typed::Typed;
use crate::format::number;
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::state::saving::Saving;
use crate::t;

/// From so many members on, a field to find one is worth its place.
const MANY: usize = 12;

/// From so many members on, the groups are folded.
const FOLDED: usize = 30;

/// Members as the draft keeps them.
pub fn join(members: &SortedSet<MemberId>) -> String {
    members.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// The members that [`join`] wrote.
pub fn split(text: &str) -> SortedSet<MemberId> {
    text.split(' ').filter_map(|id| id.parse().ok()).collect()
}

/// A member who may be chosen.
#[derive(Debug, Clone)]
struct Candidate {
    id: MemberId,
    name: String,
    office: String,
    key: SearchKey,
}

/// The members as cards to tick, and a field to find them.
#[component]
pub fn Assignees(
    /// The chosen ones, as [`join`] writes them.
    chosen: Typed,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let roster = untrack(|| book.roster());
    let members = roster.on(untrack(|| book.day()));
    let all = members.len();
    let mut groups: SortedMap<Option<u8>, Vec<Candidate>> = SortedMap::new();
    for (id, member) in members {
        groups.entry(member.group).or_default().push(Candidate {
            id,
            name: member.name.clone(),
            office: office_line(lang, member),
            key: SearchKey::of_texts([member.name.as_str()]),
        });
    }
    let sought = RwSignal::new(String::new());
    let filter = Derived::new(move || Query::new(&sought.get()));
    let divided = 1 < groups.len() && MANY < all;
    let lists = groups.into_iter().map(|(group, members)| {
        let name = match group {
            _ if !divided => None,
            Some(group) => Some(t::roll_group(lang, number(lang, group))),
            None => Some(t::roll_no_group(lang).to_owned()),
        };
        view! { <Group name=name members=members all=all chosen=chosen sought=sought filter=filter/> }
    });
    let lists = lists.collect_view();
    let count = move || chosen.text.with(|text| split(text).len());
    view! {
        <fieldset class="choices" id="assignees">
            <legend>{t::task_who(lang)}</legend>
            {(MANY < all).then(|| view! {
                <Finder id="find-assignee" label=t::roll_find(lang) sought=sought/>
                <p class="hint" role="status">{move || t::task_chosen(lang, number(lang, count() as u64))}</p>
            })}
            {lists}
        </fieldset>
    }
}

/// One party group, which folds; or everybody.
#[component]
fn Group(
    name: Option<String>,
    members: Vec<Candidate>,
    /// How many the cell has; of many, the groups begin folded.
    all: usize,
    chosen: Typed,
    sought: RwSignal<String>,
    filter: Derived<Query>,
) -> impl IntoView {
    let lang = use_lang();
    let ids: Vec<MemberId> = members.iter().map(|member| member.id).collect();
    let begun = chosen.text.with_untracked(|text| split(text)).iter().any(|id| ids.contains(id));
    let keys: Vec<SearchKey> = members.iter().map(|member| member.key.clone()).collect();
    let none = Derived::new(move || filter.with(|query| !keys.iter().any(|key| query.matches(key))));
    let ticked = move || {
        let chosen = chosen.text.with(|text| split(text));
        let count = ids.iter().filter(|id| chosen.contains(*id)).count();
        t::roll_of(lang, number(lang, count as u64), number(lang, ids.len() as u64))
    };
    let cards = members.into_iter().map(|member| view! { <Card member=member chosen=chosen filter=filter/> });
    let cards = view! { <div class="checkcards">{cards.collect_view()}</div> };
    // Somebody chosen or sought is never folded away.
    let open = move || all < FOLDED || begun || sought.with(|text| !text.is_empty());
    match name {
        None => cards.into_any(),
        Some(name) => view! {
            <details class="explain" prop:open=open hidden=move || none.get()>
                <summary><span class="grow">{name}</span><span class="points">{ticked}</span></summary>
                {cards}
            </details>
        }
        .into_any(),
    }
}

#[component]
fn Card(member: Candidate, chosen: Typed, filter: Derived<Query>) -> impl IntoView {
    let book = use_book();
    let Candidate { id, name, office, key } = member;
    let toggle = move |_| {
        let mut members = chosen.text.with_untracked(|text| split(text));
        if !members.remove(&id) {
            members.insert(id);
        }
        chosen.write(join(&members));
        book.saving.set(Saving::Typing);
    };
    let ticked = Derived::new(move || chosen.text.with(|text| split(text).contains(&id)));
    let hidden = move || filter.with(|query| !query.matches(&key));
    view! {
        <label class="checkcard" hidden=hidden>
            <input type="checkbox" name="assignee" value=id.to_string() prop:checked=move || ticked.get() on:change=toggle/>
            <span>{name}<span class="meta">{office}</span></span>
        </label>
    }
}
