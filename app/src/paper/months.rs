//! The twelve months of a year side by side.

use shared::standing::month::Progress;
use shared::standing::year::year_table;
use shared::year::Year;

use super::Sources;
use super::table::Holds::Marks;
use super::table::{Column, Row, Table, Value};
use crate::picture::outcome_word;
use crate::t;

/// One row a month: how far, which grade, each good.
pub fn twelve_months(sources: &Sources<'_>, year: Year) -> Table {
    let lang = sources.lang;
    let standings: Vec<_> =
        year.months().filter_map(|month| sources.standing(month)).map(|(_, standing)| standing).collect();
    let table = year_table(year, &standings);
    // The goods of a year are those of the scheme in force at its end.
    let scheme = year.months().collect::<Vec<_>>().into_iter().rev().find_map(|month| sources.scheme(month));
    let criteria = scheme.map(|scheme| scheme.criteria.as_slice()).unwrap_or_default();
    let mut columns = vec![
        Column::of(Marks, t::paper_month(lang), 10),
        Column::new(t::paper_state(lang), 16),
        Column::new(t::paper_grade(lang), 20),
    ];
    columns.extend(criteria.iter().map(|criterion| Column::of(Marks, criterion.short.get(lang), 14)));
    let rows = table.months.iter().map(|column| {
        let state = match column.progress {
            Progress::NotBegun => t::paper_not_begun(lang),
            Progress::Draft => t::paper_draft(lang),
            Progress::Submitted(_) => t::paper_submitted(lang),
        };
        let scheme = column.scheme.as_ref().and_then(|_| sources.scheme(column.month));
        let grade = column.grade.and_then(|place| scheme?.grades.get(usize::from(place)));
        let begun = column.progress != Progress::NotBegun;
        let good = |id: &str| {
            let outcome = column.goods.iter().find(|(good, _)| good == id).filter(|_| begun)?;
            Some(outcome_word(lang, outcome.1))
        };
        let goods = criteria.iter().map(|criterion| Value::text(good(&criterion.id).unwrap_or_default()));
        let head = [
            Value::Month(column.month),
            Value::text(state),
            Value::text(grade.map(|grade| grade.text.get(lang)).unwrap_or_default()),
        ];
        Row::new(head.into_iter().chain(goods))
    });
    Table { columns, rows: rows.collect() }
}
