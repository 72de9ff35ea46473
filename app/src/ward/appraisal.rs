//! The appraisal (thẩm định) of a year: the committee answers what the scheme asks.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::record::assessment::Answer;
use shared::scheme::evaluate::{Basis, Evaluation, ItemResult};
use shared::scheme::{Item, Rule, Scheme};

use super::case::{Case, WHOLE};
use super::desk::{Desk, desk_page};
use super::form::{Offered, choice_field, line_field, note_field, pick_field, ruling_form, tick_field};
use super::typed::Typed;
use crate::explain::asked::{self, applied, offered};
use crate::explain::held;
use crate::explain::year::{year_answer_word, year_basis_word};
use crate::format::number;
use crate::standings::Frame;
use crate::t;

/// How an answer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Out of these answers.
    Choice,
    /// As points from 0 to so many, or by one of the answers that are offered beside them.
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
    /// The answers that are offered, with their words; beside points only that it
    /// does not apply, where that may be.
    pub offered: Vec<(Answer, String)>,
    text: String,
}

impl Question {
    /// The words for it that the item does not apply, where that may be answered.
    fn does_not_apply(&self) -> Option<&str> {
        let offered = self.offered.iter().find(|(answer, _)| *answer == Answer::NotApplicable);
        offered.map(|(_, words)| words.as_str())
    }

    fn points(&self) -> impl DoubleEndedIterator<Item = u16> {
        self.offered.iter().filter_map(|(answer, _)| match answer {
            Answer::Points(points) => Some(*points),
            _ => None,
        })
    }

    /// The most points that are offered; none where no points are.
    pub fn most_points(&self) -> Option<u16> {
        self.points().next()
    }

    /// The offered answer that says the same: where points are offered, met is
    /// all of them and not met is none, as earlier appraisals had it, and more
    /// than all of them is all that counts.
    fn as_offered(&self, answer: Answer) -> Answer {
        let same = match answer {
            Answer::Met => self.most_points(),
            Answer::NotMet => self.points().next_back(),
            Answer::Points(given) => self.most_points().filter(|most| *most < given),
            Answer::NotApplicable | Answer::Level(_) => None,
        };
        same.map_or(answer, Answer::Points)
    }
}

/// Up to so many answers are offered side by side, more as a list that opens.
const FEW: usize = 6;

/// The name of the field that answers `id`.
pub fn answer_field(id: &str) -> String {
    format!("answer.{id}")
}

/// The name of the field beside the points of `id` by which it does not apply.
pub fn apart_field(id: &str) -> String {
    format!("apart.{id}")
}

/// The name of the field that remarks on `id`.
pub fn remark_field(id: &str) -> String {
    format!("remark.{id}")
}

/// What the scheme asks the committee, in its order: its items, then what
/// grades need and what bars them. The rule of an item is the one that applies
/// by `result`.
pub fn questions(lang: Lang, scheme: &Scheme, result: Option<&Evaluation>) -> Vec<Question> {
    let beside = asked::questions(scheme);
    let case = |item: &Item| result?.item(&item.id)?.case;
    let asked = scheme.items().chain(&beside).map(|item| {
        let rule = applied(item, case(item));
        let mut offered = offered(lang, scheme, item, rule);
        let asked = match rule {
            Rule::UpTo { most } => {
                offered.retain(|(answer, _)| *answer == Answer::NotApplicable);
                Asked::Points(*most)
            }
            Rule::Measured { .. } => Asked::Departure,
            Rule::Met { .. } | Rule::Level { .. } => Asked::Choice,
        };
        for (answer, word) in &mut offered {
            if *answer == Answer::NotApplicable {
                *word = year_answer_word(lang, *answer);
            }
        }
        Question { id: item.id.clone(), asked, offered, text: item.text.get(lang).to_owned() }
    });
    asked.collect()
}

/// The page.
pub fn appraisal_page(frame: &Frame, desk: &Desk, case: &Case, typed: &Typed) -> impl IntoView + use<> {
    let lang = frame.lang;
    let path = case.path(desk);
    let fields = case.scheme.as_ref().map(|scheme| {
        let evaluation = case.result.as_ref().map(|result| &result.evaluation);
        let asked =
            questions(lang, scheme, evaluation).into_iter().map(|asked| question(lang, case, &asked, typed));
        asked.collect_view()
    });
    let proposed = case.proposal(lang);
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
        view! { <p class="measured">{year_basis_word(lang, &result.basis)}</p> }
    });
    let held = result.and_then(|result| held(lang, result));
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
            let apart = asked.does_not_apply().map(|words| {
                let offered = Offered::new(Answer::NotApplicable, words);
                let otherwise = answer.map(Answer::to_string);
                tick_field(typed, &apart_field(&asked.id), &field, offered, otherwise.as_deref())
            });
            view! { {line_field(lang, typed, &field, &label, "number", &points)}{apart} }.into_any()
        }
        Asked::Departure => {
            let chosen = answer.map_or_else(String::new, |answer| asked.as_offered(*answer).to_string());
            let by_records = Offered::new("", t::yearend_by_records(lang));
            let all: Vec<_> = std::iter::once(by_records).chain(offered()).collect();
            if all.len() <= FEW {
                choice_field(lang, typed, &field, &asked.text, all, Some(&chosen)).into_any()
            } else {
                pick_field(lang, typed, &field, &asked.text, all, Some(&chosen)).into_any()
            }
        }
    };
    let remark_name = remark_field(&asked.id);
    let open = !remark.is_empty() || typed.get(&remark_name).is_some_and(|text| !text.trim().is_empty());
    let open = open || typed.fault(&remark_name).is_some();
    view! {
        <section class="item">
            {measured}
            {held}
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
