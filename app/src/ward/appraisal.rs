//! The appraisal (thẩm định) of a year: the committee answers what the scheme asks.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::record::assessment::Answer;
use shared::scheme::evaluate::{Basis, ItemResult};
use shared::scheme::{Item, Need, Policy, Rule, Scheme, Trigger};

use super::case::{Case, WHOLE};
use super::desk::{Desk, desk_page};
use super::form::{Offered, choice_field, line_field, note_field, ruling_form};
use super::typed::Typed;
use super::words::grade_word;
use crate::explain::{answer_word, basis_line, levels};
use crate::format::number;
use crate::standings::Frame;
use crate::t;

/// How an answer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Out of these answers.
    Choice,
    /// As points from 0 to so many.
    Points(u16),
    /// Only where it departs from what was measured, and then with a reason.
    Departure,
}

/// One question of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The id of the item, gate or need.
    pub id: String,
    /// How it is answered.
    pub asked: Asked,
    /// The answers that are offered, with their words; none where points are.
    pub offered: Vec<(Answer, String)>,
    text: String,
}

/// The name of the field that answers `id`.
pub fn answer_field(id: &str) -> String {
    format!("answer.{id}")
}

/// The name of the field that remarks on `id`.
pub fn remark_field(id: &str) -> String {
    format!("remark.{id}")
}

/// What the scheme asks the committee, in its order: its items, then what
/// grades need and what bars them.
pub fn questions(lang: Lang, scheme: &Scheme) -> Vec<Question> {
    let items = scheme.items().map(|item| item_question(lang, scheme, item));
    let confirmed = scheme.grades.iter().flat_map(|grade| &grade.needs).filter_map(|need| match need {
        Need::Answered { id, text, .. } => Some((id, text)),
        _ => None,
    });
    let gates = scheme.gates.iter().filter(|gate| gate.when == Trigger::Answered);
    let gates = gates.map(|gate| (&gate.id, &gate.text));
    let others = confirmed.chain(gates).map(|(id, text)| Question {
        id: id.clone(),
        asked: Asked::Choice,
        offered: yes_no(lang),
        text: text.get(lang).to_owned(),
    });
    items.chain(others).collect()
}

fn yes_no(lang: Lang) -> Vec<(Answer, String)> {
    vec![
        (Answer::Met, t::yearend_is_so(lang).to_owned()),
        (Answer::NotMet, t::yearend_is_not_so(lang).to_owned()),
    ]
}

fn item_question(lang: Lang, scheme: &Scheme, item: &Item) -> Question {
    let met = || [Answer::Met, Answer::NotMet].map(|answer| (answer, answer_word(lang, answer))).to_vec();
    let (asked, mut offered) = match &item.rule {
        Rule::Met { .. } => (Asked::Choice, met()),
        Rule::UpTo { most } => (Asked::Points(*most), Vec::new()),
        Rule::Measured { .. } => (Asked::Departure, met()),
        Rule::Level { .. } => (Asked::Choice, levels(lang, scheme, item)),
    };
    if item.not_applicable != Policy::Never && !offered.is_empty() {
        offered.push((Answer::NotApplicable, t::yearend_not_applicable(lang).to_owned()));
    }
    Question { id: item.id.clone(), asked, offered, text: item.text.get(lang).to_owned() }
}

/// The page.
pub fn appraisal_page(frame: &Frame, desk: &Desk, case: &Case, typed: &Typed) -> impl IntoView + use<> {
    let lang = frame.lang;
    let path = case.path(desk);
    let fields = case.scheme.as_ref().map(|scheme| {
        let asked = questions(lang, scheme).into_iter().map(|asked| question(lang, case, &asked, typed));
        asked.collect_view()
    });
    let proposed = case.proposed().map(|proposed| {
        let word = grade_word(lang, case.scheme.as_ref(), &proposed);
        view! { <p class="banner" data-kind="info">{t::yearend_cell_proposes(lang, word)}</p> }
    });
    let whole = case.appraisal.as_ref().and_then(|appraisal| appraisal.remarks.get(WHOLE));
    let whole = whole.map(String::as_str).unwrap_or_default();
    let hint = case.member.is_none().then(|| t::yearend_difference_hint(lang));
    let fields = view! {
        {fields}
        {note_field(lang, typed, "whole", t::yearend_difference(lang), hint, whole)}
    };
    let form = ruling_form(
        lang,
        desk,
        typed,
        &format!("{path}/appraisal"),
        t::yearend_appraise_button(lang),
        fields,
    );
    let back = view! { <p><a class="button" href=path>{case.name(lang)}</a></p> };
    let title = format!("{}: {}", t::yearend_step_appraisal(lang), case.name(lang));
    desk_page(frame, desk, &title, view! { {back}{proposed}{form} })
}

/// A question with what was answered before and what the records give.
fn question(lang: Lang, case: &Case, asked: &Question, typed: &Typed) -> impl IntoView + use<> {
    let before = case.appraisal.as_ref();
    let answer = before.and_then(|appraisal| appraisal.answers.get(&asked.id));
    let remark = before.and_then(|appraisal| appraisal.remarks.get(&asked.id));
    let remark = remark.map(String::as_str).unwrap_or_default();
    let result = case.result.as_ref().and_then(|result| result.evaluation.item(&asked.id));
    let measured = result.filter(|result| is_measured(result)).map(|result| {
        view! { <p class="measured">{basis_line(lang, result)}</p> }
    });
    let field = answer_field(&asked.id);
    let offered = || asked.offered.iter().map(|(answer, words)| Offered::new(answer, words.clone()));
    let answer_part = match asked.asked {
        Asked::Choice => {
            let chosen = answer.map(Answer::to_string);
            choice_field(lang, typed, &field, &asked.text, offered().collect(), chosen.as_deref()).into_any()
        }
        Asked::Points(most) => {
            let points = match answer {
                Some(Answer::Points(points)) => points.to_string(),
                _ => String::new(),
            };
            let label = t::yearend_points(lang, &asked.text, number(lang, most));
            line_field(lang, typed, &field, &label, "number", &points).into_any()
        }
        Asked::Departure => {
            let chosen = answer.map_or_else(String::new, Answer::to_string);
            let by_records = Offered::new("", t::yearend_by_records(lang));
            let all = std::iter::once(by_records).chain(offered()).collect();
            choice_field(lang, typed, &field, &asked.text, all, Some(&chosen)).into_any()
        }
    };
    let remark_name = remark_field(&asked.id);
    let open = !remark.is_empty() || typed.get(&remark_name).is_some_and(|text| !text.trim().is_empty());
    let open = open || typed.fault(&remark_name).is_some();
    view! {
        <section class="item">
            {measured}
            {answer_part}
            <details class="explain" open=open>
                <summary><span class="grow">{t::yearend_remark(lang)}</span></summary>
                {note_field(lang, typed, &remark_name, t::yearend_remark(lang), None, remark)}
            </details>
        </section>
    }
}

fn is_measured(result: &ItemResult) -> bool {
    matches!(result.basis, Basis::Measured(_) | Basis::Departed { .. } | Basis::NothingToMeasure)
}
