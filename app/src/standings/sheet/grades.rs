//! What each grade needed and what barred it.

use leptos::prelude::*;
use shared::scheme::evaluate::{Basis, GateResult, GradeResult, NeedResult};
use shared::scheme::{Gate, Grade, Need, Trigger};

use super::{Sheet, Voice, line};
use crate::explain::asked::so_word;
use crate::explain::need::{
    against_word, asks_nothing, bars_word, effect_word, enough, enough_word, holds_kind, holds_word,
    known_word, need_word, reached, trigger_word,
};
use crate::explain::rule::source_line;
use crate::t;

impl Sheet<'_> {
    /// The grades, the best first, each with what it needed.
    pub fn grades(&self) -> AnyView {
        let both = self.scheme.grades.iter().zip(&self.evaluation.grades);
        both.map(|(grade, result)| self.grade(grade, result)).collect_view().into_any()
    }

    fn grade(&self, grade: &Grade, result: &GradeResult) -> impl IntoView + use<> {
        let lang = self.lang;
        let holds = enough(self.scheme, self.evaluation, (grade, result));
        let whole = reached(holds, result);
        let enough = enough_word(lang, self.scheme, grade).map(|words| {
            view! { <li><span class="mark" data-kind=holds_kind(holds)>{format!("{words}: {}", holds_word(lang, holds))}</span></li> }
        });
        let needs = grade.needs.iter().zip(&result.needs).map(|(need, found)| self.need(need, found));
        let needs = needs.collect_view();
        let nothing = asks_nothing(grade).then(|| view! { <li>{t::need_nothing_more(lang)}</li> });
        let closed = (!result.open).then(|| {
            view! { <li><span class="mark" data-kind="late">{t::need_closed(lang)}</span></li> }
        });
        let inside = view! { <ul class="reasons" role="list">{enough}{needs}{nothing}{closed}</ul> };
        // What asks for nothing is what is left: it is not met as others are.
        let (kind, word) = match asks_nothing(grade) {
            true => ("info", t::need_what_is_left(lang)),
            false => (holds_kind(whole), holds_word(lang, whole)),
        };
        line(grade.text.get(lang).to_owned(), kind, word.to_owned(), inside.into_any())
    }

    fn need(&self, need: &Need, found: &NeedResult) -> impl IntoView + use<> {
        let lang = self.lang;
        let what = need_word(lang, self.scheme, need);
        let against = against_word(lang, self.scheme, found);
        let known = found.basis.as_ref().and_then(|basis| self.asked_word(basis));
        let source = match need {
            Need::Answered { certainty, .. } => Some(source_line(lang, self.scheme, None, *certainty)),
            _ => None,
        };
        let links = found.basis.as_ref().map(|basis| (self.records)(basis));
        let more = [against, known, source].into_iter().flatten();
        let more = more.map(|words| view! { <p class="meta">{words}</p> }).collect_view();
        view! {
            <li>
                <span class="mark" data-kind=holds_kind(found.holds)>{format!("{what}: {}", holds_word(lang, found.holds))}</span>
                {more}{links}
            </li>
        }
    }

    /// What bars grades, under its heading; nothing where the scheme has no gates.
    pub fn gates(&self) -> AnyView {
        let both = self.scheme.gates.iter().zip(&self.evaluation.gates);
        let lines: Vec<_> = both.map(|(gate, result)| self.gate(gate, result)).collect();
        let heading = t::need_gates(self.lang);
        (!lines.is_empty()).then(|| view! { <h3>{heading}</h3>{lines} }).into_any()
    }

    fn gate(&self, gate: &Gate, result: &GateResult) -> impl IntoView + use<> {
        let lang = self.lang;
        let trigger = match (&gate.when, self.voice) {
            (Trigger::Answered, Voice::Own) => t::need_asked_own(lang).to_owned(),
            _ => trigger_word(lang, gate),
        };
        let source = source_line(lang, self.scheme, gate.source.as_deref(), gate.certainty);
        let words = [
            Some(effect_word(lang, self.scheme, gate)),
            Some(trigger),
            self.asked_word(&result.basis),
            Some(source),
        ];
        let words = words.into_iter().flatten().map(|words| view! { <p>{words}</p> }).collect_view();
        let inside = view! { {words}{(self.records)(&result.basis)} };
        let open = result.bars.map(|bars| !bars);
        let word = bars_word(lang, result).to_owned();
        line(gate.text.get(lang).to_owned(), holds_kind(open), word, inside.into_any())
    }

    /// Whence a need or a gate is known; none where it follows from items.
    fn asked_word(&self, basis: &Basis) -> Option<String> {
        let lang = self.lang;
        match (self.voice, basis) {
            (Voice::Own, Basis::Answered(answer)) => Some(t::explain_answered(lang, so_word(lang, *answer))),
            (Voice::Appraisal, Basis::Answered(answer)) => {
                Some(t::need_answered(lang, so_word(lang, *answer)))
            }
            (Voice::Own, Basis::Unanswered) => Some(t::explain_unanswered(lang).to_owned()),
            (_, basis) => known_word(lang, basis),
        }
    }
}
