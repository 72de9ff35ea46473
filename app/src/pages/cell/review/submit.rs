//! The members' vote on the grade, and submission to the ward.

use leptos::prelude::*;
use shared::date::Date;
use shared::document::command::review::submit;
use shared::record::review::Review;
use shared::standing::year::{ReviewDoubt, review_doubts, year_table};
use shared::year::Year;

use super::findings::Finding;
use super::{review, save};
use crate::components::doubt::Doubt;
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Control, Field};
use crate::components::vote::{VoteFields, VoteInput};
use crate::format::{digits, number};
use crate::platform::page;
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
        let (grade, own_grade) = typing.grade();
        let edits = submit(&Review { grade, own_grade, ..current }, on, vote).and_then(|mut edits| {
            edits.extend(findings?);
            Ok(edits)
        });
        failed.watch(save(book, year, edits), move |()| {
            draft.forget();
            typing.forget();
            page::to_top();
        });
    };
    let early = Signal::derive(move || {
        let day = on.text.with(|text| text.parse::<Date>().ok())?;
        let standings: Vec<_> =
            year.months().filter_map(|month| book.standing(month)).map(|(_, standing)| standing).collect();
        let doubts = review_doubts(&year_table(year, &standings), day);
        let words = doubts.into_iter().map(|doubt| match doubt {
            ReviewDoubt::BeforeTheEnd => t::doubt_year_goes_on(lang, digits(lang, &year.to_string())),
            ReviewDoubt::MonthsMissing(months) => t::doubt_months_missing(lang, number(lang, months)),
        });
        Some(words.collect::<Vec<_>>().join(" ")).filter(|words| !words.is_empty())
    });
    view! {
        <h2>{t::review_vote(lang)}</h2>
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); send(); }>
            <Drafted of=draft/>
            <Field id="submitted_on" label=t::assess_submitted_on(lang) control=Control::Date of=on/>
            <Doubt of=early/>
            <VoteInput fields=vote/>
            <Failed of=failed/>
            <div class="actionbar">
                <button type="submit" class="button main" id="submit-review">{t::assess_submit(lang)}</button>
            </div>
        </form>
    }
}
