//! The score sheet of a meeting's quality.

use shared::record::meeting::Meeting;
use shared::scheme::Criterion;
use shared::scheme::evaluate::{CriterionResult, Outcome, evaluate};
use shared::standing::facts::MonthFacts;

use super::table::Holds::{Figures, MostPoints};
use super::table::{Column, Row, Table, Value};
use super::{Block, Sources};
use crate::explain::asked::{questions, so_word};
use crate::explain::sum_line;
use crate::t;

/// The score sheet and what it amounts to; nothing where nothing was scored,
/// or where its scheme is not known here.
pub fn score(sources: &Sources<'_>, meeting: &Meeting) -> Vec<Block> {
    let lang = sources.lang;
    let Some(month) = meeting.month else { return Vec::new() };
    let scheme = meeting.quality_scheme.as_deref().and_then(|id| sources.sheet_named(month, id));
    let (Some(scheme), false) = (scheme, meeting.quality.is_empty()) else { return Vec::new() };
    let facts = MonthFacts::new(sources.organisation.kind, month, sources.facts.iter().copied());
    let result = evaluate(scheme, &facts.of_meeting(meeting));
    let row = |text: &str, possible: u32, earned: Option<u32>, note: &str| {
        [
            Value::text(text),
            Value::Number(possible.into()),
            earned.map_or(Value::Empty, |earned| Value::Number(earned.into())),
            Value::text(note),
        ]
    };
    let mut rows = Vec::new();
    let criteria = scheme.criteria.iter().flat_map(Criterion::all);
    for (criterion, result) in criteria.zip(result.criteria.iter().flat_map(CriterionResult::all)) {
        rows.push(Row::strong(row(criterion.text.get(lang), result.possible, Some(result.earned), "")));
        for (item, result) in criterion.items.iter().zip(&result.items) {
            let earned = (result.outcome != Outcome::Missing).then_some(result.earned);
            let note = meeting.quality_notes.get(&item.id).map(String::as_str).unwrap_or_default();
            rows.push(Row::new(row(item.text.get(lang), result.possible, earned, note)));
        }
    }
    for asked in questions(scheme) {
        let said = meeting.quality.get(&asked.id).map(|answer| so_word(lang, *answer)).unwrap_or_default();
        let text = Value::text(asked.text.get(lang));
        rows.push(Row::new([text, Value::Empty, Value::Empty, Value::text(said)]));
    }
    let columns = vec![
        Column::new(t::paper_criterion(lang), 44),
        Column::of(MostPoints, t::paper_most_points(lang), 9),
        Column::of(Figures, t::paper_points(lang), 9),
        Column::new(t::paper_note(lang), 20),
    ];
    let sum = sum_line(lang, scheme, &result);
    vec![Block::Table(Table { columns, rows }), Block::Paragraph(t::paper_assess_sum(lang, sum))]
}
