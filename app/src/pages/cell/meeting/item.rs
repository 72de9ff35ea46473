//! One item of the agenda: what is presented, what members say to it, what the
//! chair concludes, how it is voted.

use leptos::prelude::*;
use shared::document::command::meeting::agenda::{ItemPlan, conclude_item, set_item};
use shared::id::{DocumentId, EntryId};
use shared::record::meeting::{AgendaItem, Meeting};
use shared::record::resolution::Vote;
use shared::words::Note;

use super::conclusion::{Concluded, ConclusionForm};
use super::frame::{Shut, chosen, is_shut, keep, meeting_page, or_nobody, people, save_meeting};
use super::opinions::Opinions;
use crate::components::conflicted::Conflicted;
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Control, Field};
use crate::components::pick::Pick;
use crate::components::show::Show;
use crate::field_word::agenda_title;
use crate::state::book::use_lang;
use crate::state::derived::Derived;
use crate::t;

/// The page of an item.
#[component]
pub fn ItemPage(
    /// The meeting.
    id: DocumentId,
    /// The item.
    item: EntryId,
) -> impl IntoView {
    let lang = use_lang();
    let back = (format!("/cell/meetings/{id}"), t::meeting_back(lang));
    let title = move |meeting: &Meeting| {
        let found = meeting.agenda.get(&item).map(|found| agenda_title(lang, &found.title).to_owned());
        found.filter(|title| !title.is_empty()).unwrap_or_else(|| t::not_found_title(lang).to_owned())
    };
    meeting_page(id, back, title, move |meeting| {
        view! { <Conflicted id=id/> <Item id=id item=item meeting=meeting/> }.into_any()
    })
}

#[component]
fn Item(id: DocumentId, item: EntryId, meeting: Derived<Meeting>) -> impl IntoView {
    let lang = use_lang();
    let found = Derived::new(move || meeting.with(|meeting| meeting.agenda.get(&item).cloned()));
    let there = Derived::new(move || found.with(Option::is_some));
    let concluded = Derived::new(move || {
        let found = found.get().unwrap_or_default();
        Concluded { words: found.conclusion, vote: found.vote }
    });
    // The presentation's form is drawn anew when another phone changes it, and
    // only then.
    let plan = Derived::new(move || {
        let found = found.get().unwrap_or_default();
        AgendaItem { conclusion: String::new(), vote: None, ..found }
    });
    let edits = Callback::new(move |(words, vote): (Option<Note>, Option<Vote>)| {
        conclude_item(&meeting.get_untracked(), item, words.as_ref(), vote)
    });
    view! {
        <Shut id=id meeting=meeting/>
        <Show when=move || !there.get()>
            <p>{t::not_found_text(lang)}</p>
        </Show>
        <Show when=move || there.get()>
            {move || view! { <Presented id=id item=item meeting=meeting current=plan.get()/> }}
            <h2>{t::item_opinions(lang)}</h2>
            <Opinions id=id item=Some(item) meeting=meeting/>
            <h2>{t::item_conclusion_title(lang)}</h2>
            {move || view! {
                <ConclusionForm id=id place=format!("meetings/{id}/agenda/{item}/conclusion") meeting=meeting
                    current=concluded.get() edits=edits then=format!("/cell/meetings/{id}")/>
            }}
        </Show>
    }
}

/// What is presented, and by whom.
#[component]
fn Presented(id: DocumentId, item: EntryId, meeting: Derived<Meeting>, current: AgendaItem) -> impl IntoView {
    let lang = use_lang();
    let draft = Draft::about(id, format!("meetings/{id}/agenda/{item}"));
    let book = draft.book();
    let title = draft.typed("title", current.title.clone());
    let presenter = draft.typed("presenter", keep(current.presenter));
    let content = draft.typed("content", current.content.clone());
    let failed = Failure::none();
    let order = current.order;
    let submit = move || {
        let (Some(words), Some(content)) = (title.title(lang), content.optional_note(lang)) else { return };
        let plan = ItemPlan { order, title: words, presenter: chosen(presenter), content };
        let edits = set_item(&meeting.get_untracked(), item, &plan);
        failed.watch(save_meeting(book, id, edits), move |()| draft.forget());
    };
    let roster = untrack(|| book.roster());
    let (choices, groups) = or_nobody(lang, &roster, people(lang, &meeting.get_untracked(), &roster));
    let shut = Derived::new(move || meeting.with(is_shut));
    view! {
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=draft/>
            <fieldset class="plain stack" disabled=move || shut.get()>
                <Field id="title" label=t::item_title(lang) of=title/>
                <Pick id="presenter" label=t::item_presenter(lang) choices=choices groups=groups
                    of=presenter/>
                <Field id="content" label=t::item_content(lang) control=Control::Lines of=content/>
                <Failed of=failed/>
                <button type="submit" class="button" id="save-item">{t::item_save(lang)}</button>
            </fieldset>
        </form>
    }
}
