//! The month's self-assessment sheet: "PHIẾU TỰ ĐÁNH GIÁ CHI BỘ 4 TỐT" (plan
//! 162-KH/ĐU of 20/02/2024), or with points where the scheme has them.

use shared::record::assessment::{Answer, Assessment};
use shared::scheme::evaluate::{CriterionResult, ItemResult, Outcome};
use shared::scheme::{Criterion, Decision, Item, Scheme};
use shared::sorted_map::SortedMap;

use super::heading::{heading, secretary};
use super::table::Holds::{Figures, Marks, MostPoints};
use super::table::{Column, Row, Table, Value};
use super::votes::vote_line;
use super::wording::{paragraph, section};
use super::{Block, Layout, Paper, Sources, Title};
use crate::explain::asked::{questions, so_word};
use crate::explain::{basis_line, sum_line};
use crate::format::{date, month as write_month};
use crate::outline::outline;
use crate::picture::outcome_word;
use crate::t;

/// The sheet; none without a month or where no scheme is in force.
pub fn assessment(sources: &Sources<'_>, assessment: &Assessment) -> Option<Paper> {
    let lang = sources.lang;
    let month = assessment.month?;
    let (scheme, standing) = sources.standing(month)?;
    let evaluation = &standing.evaluation;
    let mut blocks = vec![Block::Paragraph(t::paper_assess_legal(
        lang,
        scheme.source.get(lang),
        write_month(lang, month),
    ))];
    blocks.push(Block::Table(table(sources, scheme, &evaluation.criteria, &assessment.answers)));
    let sum = sum_line(lang, scheme, evaluation);
    blocks.extend(paragraph(t::paper_assess_sum(lang, sum)));
    blocks.extend(section(t::assess_shortcomings(lang), &assessment.shortcomings));
    blocks.extend(section(t::assess_measures(lang), &assessment.measures));
    let vote = assessment.vote.map(|vote| match assessment.submitted_on {
        Some(day) => t::paper_assess_adopted(lang, date(lang, day), vote_line(lang, vote)),
        None => t::paper_voted(lang, vote_line(lang, vote)),
    });
    blocks.extend(vote.map(Block::Paragraph));
    Some(Paper {
        file: format!("{}-{month}", t::paper_file_assessment(lang)),
        layout: Layout::Upright,
        heading: heading(sources, None, assessment.submitted_on),
        title: Title {
            kind: t::paper_assess_title(lang).to_owned(),
            about: t::paper_assess_of(lang, &sources.organisation.name, write_month(lang, month)),
        },
        blocks,
        list: None,
        signatures: vec![secretary(sources, assessment.submitted_on)],
        recipients: Vec::new(),
    })
}

fn table(
    sources: &Sources<'_>,
    scheme: &Scheme,
    results: &[CriterionResult],
    answers: &SortedMap<String, Answer>,
) -> Table {
    let lang = sources.lang;
    let [first, second] = match scheme.decision {
        Decision::CriteriaMet | Decision::Needs => {
            [(Marks, t::paper_met(lang)), (Marks, t::paper_not_met(lang))]
        }
        Decision::PercentOfPoints => {
            [(MostPoints, t::paper_most_points(lang)), (Figures, t::paper_points(lang))]
        }
    };
    let mut rows = Vec::new();
    let results = results.iter().flat_map(CriterionResult::all);
    for ((number, criterion), result) in outline(&scheme.criteria).into_iter().zip(results) {
        rows.push(criterion_row(sources, scheme, number, criterion, result));
        for (place, (item, result)) in (1..).zip(criterion.items.iter().zip(&result.items)) {
            rows.push(item_row(sources, scheme, place, item, result));
        }
    }
    let beside = questions(scheme);
    if !beside.is_empty() {
        let heading = Value::text(t::need_asked_title(lang));
        rows.push(Row::strong([Value::Empty, heading, Value::Empty, Value::Empty, Value::Empty]));
    }
    rows.extend((1..).zip(&beside).map(|(place, asked)| {
        let said = answers.get(&asked.id).map(|answer| so_word(lang, *answer)).unwrap_or_default();
        let text = Value::text(asked.text.get(lang));
        Row::new([Value::count(place), text, Value::Empty, Value::Empty, Value::text(said)])
    }));
    Table {
        columns: vec![
            Column::of(Marks, t::paper_no(lang), 5),
            Column::new(t::paper_criteria_frame(lang), 44),
            Column::of(first.0, first.1, 8),
            Column::of(second.0, second.1, 8),
            Column::new(t::paper_note(lang), 24),
        ],
        rows,
    }
}

fn criterion_row(
    sources: &Sources<'_>,
    scheme: &Scheme,
    number: String,
    criterion: &Criterion,
    result: &CriterionResult,
) -> Row {
    let [first, second] = figures(scheme, result.outcome, result.possible, result.earned);
    let text = Value::text(criterion.text.get(sources.lang));
    Row::strong([Value::text(number), text, first, second, Value::Empty])
}

fn item_row(sources: &Sources<'_>, scheme: &Scheme, place: usize, item: &Item, result: &ItemResult) -> Row {
    let lang = sources.lang;
    let [first, second] = figures(scheme, result.outcome, result.possible, result.earned);
    let note = match result.outcome {
        Outcome::LeftOut => outcome_word(lang, result.outcome).to_owned(),
        _ if matches!(result.basis, shared::scheme::evaluate::Basis::Answered(_)) => String::new(),
        _ => basis_line(lang, result),
    };
    Row::new([Value::count(place), Value::text(item.text.get(lang)), first, second, Value::text(note)])
}

/// A cross under met or not met, or points out of points.
fn figures(scheme: &Scheme, outcome: Outcome, possible: u32, earned: u32) -> [Value; 2] {
    let cross = || Value::text("x");
    match (scheme.decision, outcome) {
        (_, Outcome::Missing | Outcome::LeftOut) => [Value::Empty, Value::Empty],
        (Decision::CriteriaMet | Decision::Needs, Outcome::Met) => [cross(), Value::Empty],
        (Decision::CriteriaMet | Decision::Needs, Outcome::NotMet) => [Value::Empty, cross()],
        (Decision::PercentOfPoints, _) => [Value::Number(possible.into()), Value::Number(earned.into())],
    }
}
