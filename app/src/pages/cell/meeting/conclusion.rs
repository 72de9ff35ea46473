//! What the chair concludes, and how it is voted: of an item, and of the whole.

use leptos::prelude::*;
use shared::document::command::CommandError;
use shared::document::command::meeting::conclude;
use shared::document::edit::Edit;
use shared::id::DocumentId;
use shared::record::meeting::Meeting;
use shared::record::resolution::Vote;
use shared::standing::attendance::attendance;
use shared::words::Note;

use super::frame::{Shut, is_shut, part_page, save_meeting};
use super::opinions::Opinions;
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Choices, Control, Field};
use crate::components::show::Show;
use crate::components::vote::{VoteFields, VoteInput};
use crate::format::number;
use crate::state::book::use_lang;
use crate::state::derived::Derived;
use crate::t;

/// What was concluded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Concluded {
    /// The conclusion; empty where there is none.
    pub words: String,
    /// The vote, where there was one.
    pub vote: Option<Vote>,
}

/// Breaks a conclusion and its vote down into edits.
pub type Conclude = Callback<(Option<Note>, Option<Vote>), Result<Vec<Edit>, CommandError>>;

/// The conclusion of the whole meeting.
#[component]
pub fn ConclusionPage(
    /// The meeting.
    id: DocumentId,
) -> impl IntoView {
    let lang = use_lang();
    part_page(id, t::meeting_step_conclusion(lang), move |meeting| {
        let current = Derived::new(move || {
            meeting.with(|meeting| Concluded { words: meeting.conclusion.clone(), vote: meeting.vote })
        });
        let edits = Callback::new(move |(words, vote): (Option<Note>, Option<Vote>)| {
            conclude(&meeting.get_untracked(), words.as_ref(), vote)
        });
        view! {
            <Shut id=id meeting=meeting/>
            <h2>{t::item_opinions_whole(lang)}</h2>
            <Opinions id=id item=None meeting=meeting/>
            <h2>{t::item_conclusion_title(lang)}</h2>
            {move || view! {
                <ConclusionForm id=id place=format!("meetings/{id}/conclusion") meeting=meeting
                    current=current.get() edits=edits then=format!("/cell/meetings/{id}")/>
            }}
        }
        .into_any()
    })
}

/// The form for a conclusion and its vote.
#[component]
pub fn ConclusionForm(
    /// The document.
    id: DocumentId,
    /// Where its draft is kept.
    place: String,
    /// The meeting.
    meeting: Derived<Meeting>,
    /// What is recorded.
    current: Concluded,
    /// The edits for what was typed.
    edits: Conclude,
    /// Where to go when it is saved.
    then: String,
) -> impl IntoView {
    let lang = use_lang();
    let draft = Draft::about(id, place);
    let book = draft.book();
    let words = draft.typed("conclusion", current.words);
    let yes_no = |voted: bool| if voted { "yes" } else { "no" };
    let voted = draft.typed("voted", yes_no(current.vote.is_some()));
    let found = untrack(|| attendance(&meeting.get_untracked(), &book.roster()));
    // Until the roll is called, everybody who may vote is proposed.
    let voters = if found.voters == 0 { found.entitled } else { found.voters };
    let vote = VoteFields::drafted(draft, current.vote, voters as usize);
    let failed = Failure::none();
    let is_voted = Derived::new(move || voted.text.with(|text| text == "yes"));
    let submit = move || {
        let Some(words) = words.optional_note(lang) else { return };
        let vote = if is_voted.get_untracked() {
            let Some(vote) = vote.read(lang) else { return };
            Some(vote)
        } else {
            None
        };
        let then = then.clone();
        failed.watch(save_meeting(book, id, edits.run((words, vote))), move |()| {
            draft.forget();
            book.go(&then);
        });
    };
    let choices = [(true, t::common_yes(lang)), (false, t::common_no(lang))];
    let choices = choices.map(|(voted, word)| (yes_no(voted).to_owned(), word.to_owned())).to_vec();
    let entitled = t::item_voters(lang, number(lang, found.voters), number(lang, found.entitled));
    let shut = Derived::new(move || meeting.with(is_shut));
    view! {
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=draft/>
            <fieldset class="plain stack" disabled=move || shut.get()>
                <Field id="conclusion" label=t::item_conclusion(lang) control=Control::Lines of=words/>
                <Choices name="voted".to_owned() legend=t::item_voted(lang) choices=choices
                    chosen=voted.text on_choose=voted.chooser()/>
                <Show when=move || is_voted.get()>
                    <p class="hint" id="entitled">{entitled.clone()}</p>
                    <VoteInput fields=vote/>
                </Show>
            </fieldset>
            <Failed of=failed/>
            <div class="actionbar">
                <button type="submit" class="button main" id="save-conclusion" disabled=move || shut.get()>{t::item_conclusion_save(lang)}</button>
            </div>
        </form>
    }
}
