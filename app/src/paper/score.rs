//! The score sheet of a meeting's quality.

use shared::record::assessment::Answer;
use shared::record::meeting::Meeting;

use super::Sources;
use super::table::{Column, Row, Table, Value};
use crate::explain::answer_word;
use crate::t;

/// The score sheet; none where nothing was scored, or its scheme is not known here.
pub fn score(sources: &Sources<'_>, meeting: &Meeting) -> Option<Table> {
    let lang = sources.lang;
    let scheme = sources.scheme_named(meeting.quality_scheme.as_deref()?)?;
    if meeting.quality.is_empty() {
        return None;
    }
    let mut sum: u64 = 0;
    let mut most: u64 = 0;
    let mut rows = Vec::new();
    for criterion in &scheme.criteria {
        rows.push(Row::strong([
            Value::text(criterion.text.get(lang)),
            Value::Number(criterion.most().into()),
            Value::Empty,
            Value::Empty,
        ]));
        for item in &criterion.items {
            let answer = meeting.quality.get(&item.id);
            let given = match answer {
                Some(Answer::Points(points)) => {
                    sum += u64::from(*points);
                    Value::Number((*points).into())
                }
                Some(Answer::Met) => {
                    sum += u64::from(item.most());
                    Value::Number(item.most().into())
                }
                Some(answer) => Value::text(answer_word(lang, *answer)),
                None => Value::Empty,
            };
            most += u64::from(item.most());
            let note = meeting.quality_notes.get(&item.id).cloned().unwrap_or_default();
            rows.push(Row::new([
                Value::text(item.text.get(lang)),
                Value::Number(item.most().into()),
                given,
                Value::text(note),
            ]));
        }
    }
    rows.push(Row::strong([
        Value::text(t::paper_sum(lang)),
        Value::Number(most),
        Value::Number(sum),
        Value::Empty,
    ]));
    let columns = vec![
        Column::new(t::paper_criterion(lang), 44),
        Column::new(t::paper_most_points(lang), 9),
        Column::new(t::paper_points(lang), 9),
        Column::new(t::paper_note(lang), 20),
    ];
    Some(Table { columns, rows })
}
