//! The end of the sheet: shortcomings, measures, the vote, submission.

use leptos::prelude::*;
use shared::date::Date;
use shared::document::command::CommandError;
use shared::document::command::assessment::{conclude, submit};
use shared::document::edit::Edit;
use shared::lang::Lang;
use shared::month::Month;
use shared::record::assessment::Assessment;
use shared::standing::month::MonthStanding;

use super::assess::{assessment_id, save_assessment};
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Control, Field};
use crate::components::typed::Typed;
use crate::components::vote::{VoteFields, VoteInput};
use crate::platform::page;
use crate::state::book::{Book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// What is typed about shortcomings and measures.
#[derive(Clone, Copy)]
pub struct Concluding {
    draft: Draft,
    shortcomings: Typed,
    measures: Typed,
}

impl Concluding {
    /// What was typed before, else what the assessment says.
    pub fn of(book: Book, month: Month) -> Self {
        let current = untrack(|| book.assessment(month));
        let draft = Draft::about(assessment_id(book, month), format!("assess/{month}/conclusion"));
        let shortcomings = draft.typed("shortcomings", current.shortcomings);
        Self { draft, shortcomings, measures: draft.typed("measures", current.measures) }
    }

    /// The edits that record it, or `None` with what is wrong shown at the fields.
    fn edits(self, lang: Lang, current: &Assessment) -> Option<Result<Vec<Edit>, CommandError>> {
        let (shortcomings, measures) =
            (self.shortcomings.optional_note(lang), self.measures.optional_note(lang));
        Some(conclude(current, shortcomings?.as_ref(), measures?.as_ref()))
    }
}

/// Shortcomings, and measures for the next month.
#[component]
pub fn Conclusion(
    /// The month assessed.
    month: Month,
    /// What is typed.
    typing: Concluding,
    /// The day the assessment was submitted; it is then read-only.
    submitted: Derived<Option<Date>>,
) -> impl IntoView {
    let book = typing.draft.book();
    let lang = use_lang();
    let failed = Failure::none();
    let save = move |_| {
        let Some(edits) = typing.edits(lang, &book.assessment(month)) else { return };
        failed.watch(save_assessment(book, month, edits), move |()| typing.draft.forget());
    };
    view! {
        <h2>{t::assess_conclusion(lang)}</h2>
        <fieldset class="plain stack" disabled=move || submitted.get().is_some()>
            <Drafted of=typing.draft/>
            <Field id="shortcomings" label=t::assess_shortcomings(lang) control=Control::Lines
                of=typing.shortcomings/>
            <Field id="measures" label=t::assess_measures(lang) control=Control::Lines
                of=typing.measures/>
            <button type="button" class="button" id="conclude" on:click=save>{t::common_save(lang)}</button>
        </fieldset>
        <Failed of=failed/>
    }
}

/// The meeting's vote, and submission to the ward.
#[component]
pub fn Submit(
    /// The month assessed.
    month: Month,
    /// What the records and answers give so far.
    standing: Derived<Option<MonthStanding>>,
    /// Shortcomings and measures as they are typed: they are submitted with the rest.
    typing: Concluding,
) -> impl IntoView {
    let book = typing.draft.book();
    let lang = use_lang();
    let day = book.day();
    let draft = Draft::at(format!("assess/{month}/vote"));
    let on = draft.typed("on", day.to_string());
    let vote = VoteFields::drafted(draft, None, book.roster().voters_on(day));
    let failed = Failure::none();
    let send = move || {
        let (Some(on), Some(vote)) = (on.date(lang), vote.read(lang)) else { return };
        let open = standing.get_untracked().map_or(0, |standing| standing.evaluation.unanswered);
        let current = book.assessment(month);
        let Some(concluded) = typing.edits(lang, &current) else { return };
        let edits = submit(&current, open as usize, on, vote).and_then(|mut edits| {
            edits.extend(concluded?);
            Ok(edits)
        });
        failed.watch(save_assessment(book, month, edits), move |()| {
            typing.draft.forget();
            draft.forget();
            page::to_top();
        });
    };
    view! {
        <h2>{t::assess_submission(lang)}</h2>
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); send(); }>
            <Field id="submitted_on" label=t::assess_submitted_on(lang) control=Control::Date of=on/>
            <VoteInput fields=vote/>
            <Failed of=failed/>
            <button type="submit" class="button main" id="submit">{t::assess_submit(lang)}</button>
        </form>
    }
}
