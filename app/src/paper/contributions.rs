//! What people gave: a list, and its sums by project.

use shared::amount::Amount;
use shared::month::Month;
use shared::record::contribution::{Contribution, Unit};
use shared::standing::contributed::{Sum, by_project, counted, total};

use super::Sources;
use super::table::Holds::{Figures, Marks};
use super::table::{Column, Row, Table, Value};
use crate::field_word::{giver_word, unit_word};
use crate::t;

/// The contributions of `month` that count, the earliest first.
pub fn contributions(sources: &Sources<'_>, month: Month) -> Table {
    let lang = sources.lang;
    let number =
        |amount: Option<Amount>| amount.map_or(Value::Empty, |amount| Value::Number(amount.number()));
    let rows = of(sources, month).into_iter().enumerate().map(|(place, contribution)| {
        let unit = contribution.unit.map(|unit| unit_word(lang, unit));
        let source = contribution.source.map(|source| giver_word(lang, source));
        Row::new([
            Value::count(place + 1),
            Value::day(contribution.given_on),
            Value::text(contribution.purpose.clone()),
            Value::text(contribution.project.clone()),
            Value::text(source.unwrap_or_default()),
            contribution.givers.map_or(Value::Empty, |givers| Value::Number(givers.into())),
            number(contribution.amount),
            number(contribution.pledged),
            Value::text(unit.unwrap_or_default()),
            Value::text(contribution.note.clone()),
        ])
    });
    Table {
        columns: vec![
            Column::of(Marks, t::paper_no(lang), 5),
            Column::of(Marks, t::paper_day(lang), 12),
            Column::new(t::paper_purpose(lang), 30),
            Column::new(t::paper_project(lang), 20),
            Column::new(t::paper_source(lang), 18),
            Column::of(Figures, t::paper_givers(lang), 10),
            Column::of(Figures, t::paper_amount(lang), 18),
            Column::of(Figures, t::field_pledged(lang), 18),
            Column::of(Marks, t::paper_unit(lang), 14),
            Column::new(t::paper_note(lang), 18),
        ],
        rows: rows.collect(),
    }
}

fn of<'a>(sources: &Sources<'a>, month: Month) -> Vec<&'a Contribution> {
    let mut found: Vec<_> = counted(sources.facts.iter().copied())
        .filter(|contribution| contribution.month() == Some(month))
        .collect();
    found.sort_by_key(|contribution| (contribution.given_on, contribution.project.clone()));
    found
}

/// The sums of `month` by project and unit, public money apart; none where nothing was given.
pub fn sums(sources: &Sources<'_>, month: Month) -> Option<Table> {
    let lang = sources.lang;
    let all = of(sources, month);
    if all.is_empty() {
        return None;
    }
    let row = |project: &str, unit: Unit, sum: Sum| {
        let number = |sum: u128| u64::try_from(sum).map_or(Value::Empty, Value::Number);
        [Value::text(project), Value::text(unit_word(lang, unit)), number(sum.given), number(sum.public)]
    };
    let mut rows = Vec::new();
    for (project, sums) in by_project(all.iter().copied()) {
        let project = if project.is_empty() { t::paper_no_project(lang) } else { &project };
        rows.extend(sums.into_iter().map(|(unit, sum)| Row::new(row(project, unit, sum))));
    }
    let all = total(all.iter().copied());
    rows.extend(all.into_iter().map(|(unit, sum)| Row::strong(row(t::paper_sum(lang), unit, sum))));
    let columns = vec![
        Column::new(t::paper_project(lang), 34),
        Column::of(Marks, t::paper_unit(lang), 12),
        Column::of(Figures, t::paper_given(lang), 22),
        Column::of(Figures, t::choice_giver_budget(lang), 22),
    ];
    Some(Table { columns, rows })
}
