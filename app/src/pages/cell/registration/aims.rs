//! What is sought in the year.

use leptos::prelude::*;
use shared::document::command::CommandError;
use shared::document::command::registration::{Aims, draft as write};
use shared::document::edit::Edit;
use shared::lang::Lang;
use shared::org::OrganisationKind;
use shared::record::registration::{FourGood, Registration};
use shared::year::Year;

use super::{document, registration, save};
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Choices, Control, Field};
use crate::components::typed::Typed;
use crate::components::year_grades::{held, named, offered};
use crate::field_word::four_good_word;
use crate::state::book::{Book, use_book, use_lang};
use crate::t;

/// What is typed.
#[derive(Clone, Copy)]
pub struct Aiming {
    draft: Draft,
    year: Year,
    title: Typed,
    grade: Typed,
    targets: Typed,
}

impl Aiming {
    /// What was typed before, else what the registration says.
    pub fn of(year: Year, current: &Registration) -> Self {
        let draft = Draft::about(document(use_book(), year), format!("registration/{year}/aims"));
        let scheme = untrack(|| draft.book().year_scheme(year));
        let grade = named(scheme.as_ref(), current.grade_sought, current.own_grade_sought.as_deref());
        Self {
            draft,
            year,
            title: draft.typed("title", current.title_sought.map(FourGood::name).unwrap_or_default()),
            grade: draft.typed("own_grade", grade),
            targets: draft.typed("targets", current.targets.clone()),
        }
    }

    /// The edits that record it, or `None` with what is wrong shown at the fields.
    pub fn edits(self, lang: Lang, current: &Registration) -> Option<Result<Vec<Edit>, CommandError>> {
        let scheme = untrack(|| self.book().year_scheme(self.year));
        let (grade_sought, own_grade_sought) =
            self.grade.text.with_untracked(|name| held(scheme.as_ref(), name));
        let aims = Aims {
            year: self.year,
            title_sought: self.title.text.with_untracked(|name| FourGood::from_name(name)),
            grade_sought,
            own_grade_sought,
            targets: self.targets.optional_note(lang)?,
        };
        Some(write(current, &aims))
    }

    /// The book as the form sees it.
    pub fn book(self) -> Book {
        self.draft.book()
    }

    /// It was saved.
    pub fn forget(self) {
        self.draft.forget();
    }
}

/// Title, grade, targets.
#[component]
pub fn AimsForm(
    /// The year.
    year: Year,
    /// What is typed.
    typing: Aiming,
) -> impl IntoView {
    let book = typing.book();
    let lang = use_lang();
    let failed = Failure::none();
    let submit = move || {
        let current = untrack(|| registration(book, year));
        let Some(edits) = typing.edits(lang, &current) else { return };
        failed.watch(save(book, year, edits), move |()| typing.forget());
    };
    // Nobody registers for another kind's title, or in order to fail; what was written before stays to be chosen.
    let own = untrack(|| book.organisation()).map_or(OrganisationKind::Cell, |own| own.kind);
    let own = FourGood::of(own);
    let (title, grade) = (typing.title.text.get_untracked(), typing.grade.text.get_untracked());
    let titles = FourGood::ALL.into_iter().filter(|one| *one == own || one.name() == title);
    let titles: Vec<_> =
        titles.map(|one| (one.name().to_owned(), four_good_word(lang, one).to_owned())).collect();
    // News of rulings does not draw the form anew under whoever types.
    let scheme = untrack(|| book.year_scheme(year));
    let mut grades = offered(lang, scheme.as_ref());
    if grades.last().is_some_and(|(worst, _)| *worst != grade) {
        grades.pop();
    }
    view! {
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=typing.draft/>
            <Choices name="title_sought".to_owned() legend=t::field_title_sought(lang) choices=titles
                chosen=typing.title.text on_choose=typing.title.chooser()/>
            <Choices name="grade_sought".to_owned() legend=t::field_grade_sought(lang) choices=grades
                chosen=typing.grade.text on_choose=typing.grade.chooser()/>
            <Field id="targets" label=t::field_targets(lang) hint=t::registration_targets_hint(lang)
                control=Control::Lines of=typing.targets/>
            <Failed of=failed/>
            <button type="submit" class="button" id="save-aims">{t::registration_save_draft(lang)}</button>
        </form>
    }
}
