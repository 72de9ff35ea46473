//! The cells below a committee, on whose grades its own rests.

use leptos::prelude::*;
use shared::id::DocumentId;
use shared::lang::{Lang, Text3};
use shared::org::Organisation;
use shared::share::Share;

use crate::format::number;
use crate::picture::rank;
use crate::t;

/// A cell with its grade of a month or a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellResult {
    /// The cell.
    pub organisation: Organisation,
    /// The assessment or review on which the grade rests, if there is one.
    pub document: Option<DocumentId>,
    /// The grade's place and its word, if there is one.
    pub grade: Option<(u8, Text3)>,
    /// How many grades its scheme has.
    pub grades: usize,
    /// What is there of the records that are expected of it.
    pub covered: Share,
}

/// The cell to which this document belongs.
pub fn cell_of(cells: &[CellResult], document: DocumentId) -> Option<&CellResult> {
    cells.iter().find(|cell| cell.document == Some(document))
}

/// The cells with their grades, each a way to the page that `href` names;
/// nothing where there are none.
pub fn cells(lang: Lang, cells: &[CellResult], href: impl Fn(&Organisation) -> String) -> AnyView {
    if cells.is_empty() {
        return ().into_any();
    }
    let count = |wanted: &dyn Fn(&CellResult) -> bool| {
        number(lang, cells.iter().filter(|cell| wanted(cell)).count() as u64)
    };
    let best = |cell: &CellResult| cell.grade.as_ref().is_some_and(|(place, _)| *place == 0);
    let all = number(lang, cells.len() as u64);
    let words = t::committee_cells_words(lang, count(&best), all, count(&|cell| cell.grade.is_none()));
    let lines = cells.iter().map(|cell| {
        let href = href(&cell.organisation);
        let grade = match &cell.grade {
            Some((place, text)) => {
                let rank = rank(*place, cell.grades).to_string();
                view! { <span class="grade" data-rank=rank>{text.get(lang).to_owned()}</span> }.into_any()
            }
            None => view! { <span class="grade cell-missing">{t::ward_no_grade(lang)}</span> }.into_any(),
        };
        view! {
            <li><a class="card link" href=href><span class="title">{cell.organisation.name.clone()}</span>{grade}</a></li>
        }
    });
    let lines = lines.collect_view();
    view! {
        <h2 id="cells">{t::committee_cells(lang)}</h2>
        <p>{words}</p>
        <ul class="list cells" role="list">{lines}</ul>
    }
    .into_any()
}
