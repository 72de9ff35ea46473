//! What the members think of the registration.

use leptos::prelude::*;
use shared::document::command::registration::gather_opinion;
use shared::id::{EntryId, MemberId};
use shared::record::opinion::MemberOpinion;
use shared::record::registration::Registration;
use shared::sorted_set::SortedSet;
use shared::words::Note;
use shared::year::Year;

use super::{registration, save};
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Control, Field};
use crate::components::pick::Pick;
use crate::components::show::Show;
use crate::format::number;
use crate::pages::cell::members::{by_group, name_of};
use crate::platform::clock;
use crate::state::book::{Book, use_book, use_lang};
use crate::state::derived::Derived;
use crate::state::saving::SaveError;
use crate::t;

/// The members who were heard.
fn heard(current: &Registration) -> SortedSet<MemberId> {
    let said = current.opinions.values().filter(|opinion| !opinion.text.is_empty());
    said.filter_map(|opinion| opinion.member).collect()
}

/// The members who are to be heard and were not.
fn silent(book: Book, current: &Registration) -> Vec<MemberId> {
    let heard = heard(current);
    let roster = book.roster();
    let expected = roster.attending_on(book.day()).into_iter().map(|(id, _)| id);
    expected.filter(|id| !heard.contains(id)).collect()
}

/// The opinions; while it is a draft, more can be gathered.
#[component]
pub fn Opinions(
    /// The year.
    year: Year,
    /// The registration.
    current: Derived<Registration>,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let failed = Failure::none();
    let open = move || current.with(|current| current.registered_on.is_none() && current.withdrawn.is_none());
    let take_back = move |entry: EntryId, member: MemberId| {
        let edits = gather_opinion(&untrack(|| registration(book, year)), entry, member, None);
        failed.watch(save(book, year, edits), |()| ());
    };
    let said = Derived::new(move || {
        let roster = book.roster();
        let name = |id: Option<MemberId>| Some(name_of(lang, roster.members.get(&id?)?));
        current.with(|current| {
            let said = current.opinions.iter().filter(|(_, opinion)| !opinion.text.is_empty());
            let line = |(entry, opinion): (&EntryId, &MemberOpinion)| {
                (*entry, opinion.member, name(opinion.member), opinion.text.clone())
            };
            said.map(line).collect::<Vec<_>>()
        })
    });
    let list = move || {
        let open = open();
        let rows = said.get().into_iter().map(|(entry, member, name, text)| {
            let button = member.filter(|_| open).map(|member| {
                view! {
                    <button type="button" class="button quiet" on:click=move |_| take_back(entry, member)>
                        {t::registration_opinion_drop(lang)}
                    </button>
                }
            });
            view! {
                <li class="card">
                    <p class="title">{name.unwrap_or_else(|| t::common_unknown(lang).to_owned())}</p>
                    <p>{text}</p>
                    {button}
                </li>
            }
        });
        let rows: Vec<_> = rows.collect();
        (!rows.is_empty()).then(|| {
            view! {
                <details class="explain" id="opinions-said">
                    <summary>{t::registration_opinions_look(lang, number(lang, rows.len() as u64))}</summary>
                    <ul class="list" role="list">{rows}</ul>
                </details>
            }
        })
    };
    let count = move || {
        let (heard, silent) = current.with(|current| (heard(current).len(), silent(book, current).len()));
        t::registration_heard(lang, number(lang, heard as u64), number(lang, (heard + silent) as u64))
    };
    view! {
        <h2>{t::registration_opinions(lang)}</h2>
        <p id="heard">{count}</p>
        {list}
        <Failed of=failed/>
        <Show when=open><Gather year=year current=current/></Show>
    }
}

/// One more opinion, or the agreement of everybody who is left.
#[component]
fn Gather(year: Year, current: Derived<Registration>) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let draft = Draft::at(format!("registration/{year}/opinion"));
    let member = draft.typed("member", "");
    let text = draft.typed("text", "");
    let failed = Failure::none();
    let submit = move || {
        let Some(words) = text.note(lang) else { return };
        let Some(id) = member.text.with_untracked(|id| id.parse::<MemberId>().ok()) else {
            text.refuse(t::registration_choose_member(lang).to_owned());
            return;
        };
        let saved = async move {
            let entry = EntryId::from_bytes(clock::random()?);
            let current = untrack(|| registration(book, year));
            save(book, year, gather_opinion(&current, entry, id, Some(&words))).await
        };
        failed.watch(saved, move |()| {
            draft.forget();
            member.text.set(String::new());
            text.text.set(String::new());
        });
    };
    let everybody = move |_| failed.watch(all_agree(book, year, t::registration_agrees(lang)), |()| ());
    // A list of its own, so that receipts that come in do not close it.
    let choices = Derived::new(move || {
        let roster = book.roster();
        let silent = current.with(|current| silent(book, current)).into_iter();
        let named = |id: MemberId| Some((id, name_of(lang, roster.members.get(&id)?)));
        silent.filter_map(named).collect::<Vec<_>>()
    });
    let picks = move || {
        let none = t::registration_member_none(lang);
        let (choices, groups) = by_group(lang, &untrack(|| book.roster()), none, choices.get());
        view! { <Pick id="opinion-member" label=t::field_opinion_member(lang) choices=choices groups=groups of=member/> }
    };
    view! {
        <Show when=move || choices.with(|choices| !choices.is_empty())>
            <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
                <Drafted of=draft/>
                {picks}
                <Field id="opinion" label=t::field_opinion(lang) control=Control::Lines of=text/>
                <p class="row">
                    <button type="submit" class="button" id="gather">{t::registration_gather(lang)}</button>
                    <button type="button" class="button" id="all-agree" on:click=everybody>{t::registration_all_agree(lang)}</button>
                </p>
            </form>
        </Show>
        <Failed of=failed/>
    }
}

/// Records of everybody who was not heard that they agree.
async fn all_agree(book: Book, year: Year, words: &'static str) -> Result<(), SaveError> {
    let current = untrack(|| registration(book, year));
    let Ok(words) = Note::new(words) else { return Ok(()) };
    let mut edits = Vec::new();
    for member in untrack(|| silent(book, &current)) {
        let entry = EntryId::from_bytes(clock::random()?);
        edits.extend(gather_opinion(&current, entry, member, Some(&words))?);
    }
    save(book, year, Ok(edits)).await
}
