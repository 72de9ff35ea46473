//! What a scheme gave, opened: criterion, item, rule with its source, measure,
//! records. The same for a month, a year, a meeting and a member.

mod grades;

use leptos::prelude::*;
use shared::lang::Lang;
use shared::scheme::evaluate::{Basis, CriterionResult, Evaluation, ItemResult};
use shared::scheme::{Criterion, Item, Scheme};

use crate::explain::asked::applied;
use crate::explain::need::known_word;
use crate::explain::points::{points_lines, whole_line};
use crate::explain::rule::{condition_word, rule_lines, source_line};
use crate::explain::year::year_answer_word;
use crate::explain::{answer_word, basis_word, criterion_line, held, item_line, levels};
use crate::picture::outcome_kind;
use crate::t;

/// Who answers what a scheme asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// The organisation, of itself.
    Own,
    /// The committee, in its appraisal.
    Appraisal,
}

/// A scheme with what it gave, and how its parts lead to records.
pub struct Sheet<'a> {
    /// The reader's language.
    pub lang: Lang,
    /// The scheme.
    pub scheme: &'a Scheme,
    /// What it gave.
    pub evaluation: &'a Evaluation,
    /// Who answers.
    pub voice: Voice,
    /// With what the ids of criteria begin, where a page has more than one sheet.
    pub anchor: String,
    /// Links to the records on which something rests.
    pub records: &'a dyn Fn(&Basis) -> AnyView,
    /// What stands beside the text of the item with this id.
    pub beside: &'a dyn Fn(&str) -> AnyView,
}

/// Nothing beside any item.
pub fn nothing_beside(_: &str) -> AnyView {
    ().into_any()
}

impl Sheet<'_> {
    /// The criteria with all that is within them.
    pub fn criteria(&self) -> AnyView {
        let whole = whole_line(self.lang, self.scheme, self.evaluation);
        let whole = whole.map(|words| view! { <p>{words}</p> });
        view! { {whole}{self.within(&self.scheme.criteria, &self.evaluation.criteria)} }.into_any()
    }

    fn within(&self, criteria: &[Criterion], results: &[CriterionResult]) -> AnyView {
        let lines = criteria.iter().zip(results).map(|(criterion, result)| {
            let items = criterion.items.iter().zip(&result.items);
            let items = items.map(|(item, result)| self.item(item, result)).collect_view();
            view! {
                <details class="explain" open id=format!("{}{}", self.anchor, criterion.id)>
                    <summary>
                        <span class="grow">{criterion.text.get(self.lang).to_owned()}</span>
                        <span class="points">{criterion_line(self.lang, self.scheme, result)}</span>
                    </summary>
                    {self.points(criterion, result)}
                    {items}
                    {self.within(&criterion.criteria, &result.criteria)}
                </details>
            }
        });
        lines.collect_view().into_any()
    }

    /// How the criterion's points came about, where it is not told by its items.
    fn points(&self, criterion: &Criterion, result: &CriterionResult) -> impl IntoView + use<> {
        let lines = points_lines(self.lang, criterion, result).into_iter();
        lines.map(|words| view! { <p class="meta">{words}</p> }).collect_view()
    }

    fn item(&self, item: &Item, result: &ItemResult) -> impl IntoView + use<> {
        let lang = self.lang;
        let levels = levels(lang, self.scheme, applied(item, result.case));
        let level = result.level.and_then(|place| levels.into_iter().nth(usize::from(place)));
        let level = level.map(|(_, word)| word);
        let word = level.clone().unwrap_or_else(|| item_line(lang, result));
        let known = self.known(&result.basis, level);
        let rule = rule_lines(lang, self.scheme, item, result);
        let source = source_line(lang, self.scheme, item.source.as_deref(), item.certainty);
        let words = known.into_iter().chain(rule).chain([source]);
        let words = words.map(|words| view! { <p>{words}</p> }).collect_view();
        let inside = view! { {held(lang, result)}{words}{(self.records)(&result.basis)} };
        let text = view! { {item.text.get(lang).to_owned()}{(self.beside)(&item.id)} };
        line(text, outcome_kind(result.outcome), word, inside.into_any())
    }

    /// Whence an item's result is known, in sentences.
    fn known(&self, basis: &Basis, level: Option<String>) -> Vec<String> {
        let lang = self.lang;
        match (self.voice, basis) {
            (Voice::Own, Basis::Answered(answer)) => {
                vec![t::explain_answered(lang, level.unwrap_or_else(|| answer_word(lang, *answer)))]
            }
            (Voice::Appraisal, Basis::Answered(answer)) => {
                vec![t::need_answered(lang, level.unwrap_or_else(|| year_answer_word(lang, *answer)))]
            }
            (_, Basis::DoesNotApply(condition)) => {
                vec![t::yearly_does_not_apply(lang, condition_word(lang, condition))]
            }
            (Voice::Own, basis) => vec![basis_word(lang, basis)],
            (Voice::Appraisal, basis) => {
                let reason = match basis {
                    Basis::Departed { reason, .. } => Some(t::yearly_departed(lang, reason)),
                    _ => None,
                };
                known_word(lang, basis).into_iter().chain(reason).collect()
            }
        }
    }
}

/// A line that may be opened, with its mark.
fn line(text: impl IntoView, kind: &'static str, word: String, inside: AnyView) -> impl IntoView {
    view! {
        <details class="explain">
            <summary>
                <span class="grow">{text}</span>
                <span class="points outcome" data-kind=kind>{word}</span>
            </summary>
            {inside}
        </details>
    }
}
