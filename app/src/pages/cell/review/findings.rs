//! What the cell says of the year, and the grade it proposes.

use leptos::prelude::*;
use shared::document::command::CommandError;
use shared::document::command::review::{Findings, write};
use shared::document::edit::Edit;
use shared::lang::Lang;
use shared::record::review::Review;
use shared::year::Year;

use super::{document, review, save};
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Choices, Control, Field};
use crate::components::typed::Typed;
use crate::components::year_grades::{Held, held, named, offered};
use crate::pages::cell::standing::source;
use crate::state::book::{Book, use_book, use_lang};
use crate::t;

/// What is typed.
#[derive(Clone, Copy)]
pub struct Finding {
    draft: Draft,
    book: Book,
    year: Year,
    grade: Typed,
    strengths: Typed,
    shortcomings: Typed,
    causes: Typed,
    measures: Typed,
}

impl Finding {
    /// What was typed before, else what the review says.
    pub fn of(year: Year, current: &Review) -> Self {
        let draft = Draft::about(document(use_book(), year), format!("review/{year}/findings"));
        let book = draft.book();
        let scheme = untrack(|| book.year_scheme(year));
        let grade = named(scheme.as_ref(), current.grade, current.own_grade.as_deref());
        Self {
            draft,
            book,
            year,
            grade: draft.typed("own_grade", grade),
            strengths: draft.typed("strengths", current.strengths.clone()),
            shortcomings: draft.typed("shortcomings", current.shortcomings.clone()),
            causes: draft.typed("causes", current.causes.clone()),
            measures: draft.typed("measures", current.measures.clone()),
        }
    }

    /// The grade that is chosen, as one of the four and by its id in the scheme.
    pub fn grade(self) -> Held {
        let scheme = untrack(|| self.book.year_scheme(self.year));
        self.grade.text.with_untracked(|name| held(scheme.as_ref(), name))
    }

    /// The edits that record it, or `None` with what is wrong shown at the fields.
    pub fn edits(self, lang: Lang, current: &Review) -> Option<Result<Vec<Edit>, CommandError>> {
        let (strengths, shortcomings) =
            (self.strengths.optional_note(lang), self.shortcomings.optional_note(lang));
        let (causes, measures) = (self.causes.optional_note(lang), self.measures.optional_note(lang));
        let (grade, own_grade) = self.grade();
        let findings = Findings {
            year: self.year,
            grade,
            own_grade,
            strengths: strengths?,
            shortcomings: shortcomings?,
            causes: causes?,
            measures: measures?,
        };
        Some(write(current, &findings))
    }

    /// The book as the form sees it.
    pub fn book(self) -> Book {
        self.book
    }

    /// It was saved.
    pub fn forget(self) {
        self.draft.forget();
    }
}

/// Strengths, shortcomings, causes, measures, grade.
#[component]
pub fn FindingsForm(
    /// The year.
    year: Year,
    /// What is typed.
    typing: Finding,
) -> impl IntoView {
    let book = typing.book();
    let lang = use_lang();
    let failed = Failure::none();
    let submit = move || {
        let current = untrack(|| review(book, year));
        let Some(edits) = typing.edits(lang, &current) else { return };
        failed.watch(save(book, year, edits), move |()| typing.forget());
    };
    // News of rulings does not draw the form anew under whoever types.
    let scheme = untrack(|| book.year_scheme(year));
    let by = scheme.as_ref().map(|scheme| source(lang, scheme));
    let grades = offered(lang, scheme.as_ref());
    view! {
        <h2>{t::review_findings(lang)}</h2>
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=typing.draft/>
            <Field id="strengths" label=t::field_strengths(lang) control=Control::Lines of=typing.strengths/>
            <Field id="shortcomings" label=t::assess_shortcomings(lang) control=Control::Lines
                of=typing.shortcomings/>
            <Field id="causes" label=t::field_causes(lang) control=Control::Lines of=typing.causes/>
            <Field id="measures" label=t::field_next_year(lang) control=Control::Lines of=typing.measures/>
            <Choices name="grade".to_owned() legend=t::field_grade(lang) choices=grades
                chosen=typing.grade.text on_choose=typing.grade.chooser()/>
            {by}
            <Failed of=failed/>
            <button type="submit" class="button" id="save-review">{t::registration_save_draft(lang)}</button>
        </form>
    }
}
