//! The members' vote on the grade, and submission to the ward.

use leptos::prelude::*;
use shared::document::command::review::submit;
use shared::record::review::Review;
use shared::year::Year;

use super::findings::Finding;
use super::{review, save};
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Control, Field};
use crate::components::vote::{VoteFields, VoteInput};
use crate::state::book::use_lang;
use crate::t;

/// The day and the vote; what is typed above is submitted with it.
#[component]
pub fn SubmitForm(
    /// The year.
    year: Year,
    /// What the review says, as it is typed.
    typing: Finding,
) -> impl IntoView {
    let book = typing.book();
    let lang = use_lang();
    let day = untrack(|| book.day());
    let draft = Draft::at(format!("review/{year}/vote"));
    let on = draft.typed("on", day.to_string());
    let vote = VoteFields::drafted(draft, None, untrack(|| book.roster()).voters_on(day));
    let failed = Failure::none();
    let send = move || {
        let (Some(on), Some(vote)) = (on.date(lang), vote.read(lang)) else { return };
        let current = untrack(|| review(book, year));
        let Some(findings) = typing.edits(lang, &current) else { return };
        let edits = submit(&Review { grade: typing.grade(), ..current }, on, vote).and_then(|mut edits| {
            edits.extend(findings?);
            Ok(edits)
        });
        failed.watch(save(book, year, edits), move |()| {
            draft.forget();
            typing.forget();
        });
    };
    view! {
        <h2>{t::review_vote(lang)}</h2>
        <form class="stack" on:submit=move |event| { event.prevent_default(); send(); }>
            <Drafted of=draft/>
            <Field id="submitted_on" label=t::assess_submitted_on(lang) control=Control::Date of=on/>
            <VoteInput fields=vote/>
            <Failed of=failed/>
            <div class="actionbar">
                <button type="submit" class="button main" id="submit-review">{t::assess_submit(lang)}</button>
            </div>
        </form>
    }
}
