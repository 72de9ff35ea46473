//! The members of the cell.

use leptos::prelude::*;
use shared::document::command::roster::{MemberEntry, enter_member, record_leaving};
use shared::document::edit::Edit;
use shared::id::{DocumentId, MemberId};
use shared::lang::Lang;
use shared::record::Kind;
use shared::record::roster::{Member, Membership, Office};

use crate::components::badge::badge;
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Choices, Field};
use crate::components::layout::Page;
use crate::components::typed::Typed;
use crate::field_word::{membership_word, office_word};
use crate::format::number;
use crate::platform::clock;
use crate::state::book::{Book, use_book, use_lang};
use crate::state::saving::SaveError;
use crate::t;

/// Office, belonging and group in one line.
pub fn office_line(lang: Lang, member: &Member) -> String {
    let office = office_word(lang, member.office);
    let line = match member.membership {
        Membership::Full => office.to_owned(),
        other => format!("{office}, {}", membership_word(lang, other)),
    };
    match member.group {
        Some(group) => format!("{line}, {}", t::member_group_of(lang, number(lang, group))),
        None => line,
    }
}

/// Everyone, and the way to enter one more.
#[component]
pub fn Members() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let day = move || book.day();
    let count = move || {
        let roster = book.roster();
        t::member_count(
            lang,
            number(lang, roster.on(day()).len() as u64),
            number(lang, roster.voters_on(day()) as u64),
        )
    };
    let failed = Failure::none();
    let leave = move |id: MemberId| {
        failed.watch(save_roster(book, record_leaving(id, book.day())), |()| ());
    };
    let list = move || {
        let roster = book.roster();
        let rows = roster.on(day()).into_iter().map(|(id, member)| {
            let exempt = member.membership == Membership::Exempt;
            view! {
                <li class="card">
                    <span class="title">{member.name.clone()}</span>
                    <span class="meta">{office_line(lang, member)}</span>
                    {exempt.then(|| badge("draft", t::member_exempt(lang)))}
                    <details class="explain">
                        <summary>{t::member_change(lang)}</summary>
                        <button type="button" class="button danger" on:click=move |_| leave(id)>{t::member_leave(lang)}</button>
                    </details>
                </li>
            }
        });
        rows.collect_view()
    };
    view! {
        <Page title=Signal::stored(t::nav_members(lang).to_owned())>
            <p>{count}</p>
            <details class="explain" id="new-member">
                <summary>{t::member_new(lang)}</summary>
                <NewMember/>
            </details>
            <Failed of=failed/>
            <ul class="list" role="list">{list}</ul>
        </Page>
    }
}

#[component]
fn NewMember() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let name = Typed::new("");
    let membership = RwSignal::new(Membership::Full);
    let office = RwSignal::new(Office::Member);
    let failed = Failure::none();
    let enter = move || {
        let Some(words) = name.title(lang) else { return };
        let entry = MemberEntry {
            name: words,
            membership: membership.get_untracked(),
            office: office.get_untracked(),
            group: None,
        };
        let saved = async move {
            let id = MemberId::from_bytes(clock::random()?);
            save_roster(book, enter_member(id, &entry)).await
        };
        failed.watch(saved, move |()| name.text.set(String::new()));
    };
    let kinds = Membership::ALL.map(|m| (m.name().to_owned(), membership_word(lang, m).to_owned())).to_vec();
    let offices = Office::ALL.map(|o| (o.name().to_owned(), office_word(lang, o).to_owned())).to_vec();
    let choose_kind = Callback::new(move |name: String| {
        membership.set(Membership::from_name(&name).unwrap_or(Membership::Full));
    });
    let choose_office =
        Callback::new(move |name: String| office.set(Office::from_name(&name).unwrap_or(Office::Member)));
    view! {
        <form class="stack" on:submit=move |event| { event.prevent_default(); enter(); }>
            <Field id="name" label=t::member_name(lang) of=name/>
            <Choices name="membership".to_owned() legend=t::member_membership(lang) choices=kinds
                chosen=Signal::derive(move || membership.get().name().to_owned()) on_choose=choose_kind/>
            <Choices name="office".to_owned() legend=t::member_office(lang) choices=offices
                chosen=Signal::derive(move || office.get().name().to_owned()) on_choose=choose_office/>
            <Failed of=failed/>
            <button type="submit" class="button main" id="enter">{t::member_enter(lang)}</button>
        </form>
    }
}

async fn save_roster(book: Book, edits: Vec<Edit>) -> Result<(), SaveError> {
    let organisation = book.organisation_id().ok_or(SaveError::NotEnrolled)?;
    book.save(DocumentId::natural(organisation, "roster"), Kind::Roster, edits).await
}
