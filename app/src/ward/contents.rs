//! What a scheme says, in words: its items with their rules, what each grade
//! needs, what bars grades, and how many may have the best one.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::scheme::{Criterion, Gate, Grade, Scheme};

use crate::explain::need::{asks_nothing, effect_word, enough_word, need_word, trigger_word};
use crate::explain::rule::{all_rule_lines, source_line};
use crate::format::number;
use crate::standings::year::share_words;
use crate::t;

/// The whole scheme, to be opened.
pub fn contents(lang: Lang, scheme: &Scheme) -> impl IntoView + use<> {
    let count = number(lang, scheme.items().count() as u64);
    let criteria = scheme.criteria.iter().flat_map(Criterion::all);
    let criteria = criteria.map(|criterion| criterion_lines(lang, scheme, criterion)).collect_view();
    let grades = scheme.grades.iter().map(|grade| grade_line(lang, scheme, grade)).collect_view();
    let gates = scheme.gates.iter().map(|gate| gate_line(lang, scheme, gate)).collect_view();
    let gates = (!scheme.gates.is_empty()).then(|| {
        view! { <h3>{t::need_gates(lang)}</h3><ul>{gates}</ul> }
    });
    let cap = cap_line(lang, scheme).map(|words| view! { <p>{words}</p> });
    view! {
        <details class="explain">
            <summary><span class="grow">{t::criteria_contents(lang, count)}</span></summary>
            <div class="stack">
                {criteria}
                <h3>{t::need_title(lang)}</h3>
                <ul>{grades}</ul>
                {gates}
                {cap}
            </div>
        </details>
    }
}

fn criterion_lines(lang: Lang, scheme: &Scheme, criterion: &Criterion) -> impl IntoView + use<> {
    let most = criterion.most();
    let most = (most != 0).then(|| format!(" ({})", t::assess_points(lang, number(lang, most))));
    let items = criterion.items.iter().map(|item| {
        let lines = all_rule_lines(lang, scheme, item).into_iter();
        let source = source_line(lang, scheme, item.source.as_deref(), item.certainty);
        let lines = lines.chain([source]).collect::<Vec<_>>().join(" ");
        view! {
            <li class="stack tight">
                <span>{item.text.get(lang).to_owned()}</span>
                <span class="meta">{lines}</span>
            </li>
        }
    });
    view! { <h3>{criterion.text.get(lang).to_owned()}{most}</h3><ul class="stack">{items.collect_view()}</ul> }
}

fn grade_line(lang: Lang, scheme: &Scheme, grade: &Grade) -> impl IntoView + use<> {
    let needs = grade.needs.iter().map(|need| need_word(lang, scheme, need));
    let mut needs: Vec<_> = enough_word(lang, scheme, grade).into_iter().chain(needs).collect();
    if asks_nothing(grade) {
        needs.push(t::need_what_is_left(lang).to_owned());
    }
    view! { <li><strong>{grade.text.get(lang).to_owned()}</strong>": "{needs.join("; ")}</li> }
}

fn gate_line(lang: Lang, scheme: &Scheme, gate: &Gate) -> impl IntoView + use<> {
    let words = format!("{}. {}", trigger_word(lang, gate), effect_word(lang, scheme, gate));
    view! { <li><strong>{gate.text.get(lang).to_owned()}</strong>": "{words}</li> }
}

fn cap_line(lang: Lang, scheme: &Scheme) -> Option<String> {
    let rule = scheme.cap.as_ref()?;
    let share = share_words(lang, scheme, rule, rule.percent)?;
    let exceptional = rule.exceptional.map(|percent| t::cap_outstanding(lang, number(lang, percent)));
    let words: Vec<_> = std::iter::once(share).chain(exceptional).collect();
    Some(format!("{}.", words.join(". ")))
}
