//! The register of resolutions over a year.

use shared::month::Month;

use super::Sources;
use super::table::Holds::{Figures, Marks};
use super::table::{Column, Row, Table, Value};
use super::terms;
use crate::field_word::form_word;
use crate::t;

/// The resolutions that lead the months from the year's beginning to `month`,
/// in the order in which they were adopted; drafts last.
pub fn resolutions(sources: &Sources<'_>, month: Month) -> Table {
    let lang = sources.lang;
    let found = sources.resolutions_until(month);
    let rows = found.into_iter().enumerate().map(|(place, (_, resolution))| {
        let vote = |count: fn(shared::record::resolution::Vote) -> u16| {
            resolution.vote.map_or(Value::Empty, |vote| Value::Number(count(vote).into()))
        };
        Row::new([
            Value::count(place + 1),
            Value::text(resolution.shown_number().unwrap_or_default()),
            Value::text(resolution.form.map_or("", |form| form_word(lang, form))),
            Value::text(super::resolution::about(sources, resolution)),
            resolution.month.map_or(Value::Empty, Value::Month),
            Value::day(resolution.adopted_on),
            vote(|vote| vote.approve),
            vote(|vote| vote.voters),
            Value::day(resolution.issued_on),
            Value::day(resolution.posted_on),
            Value::day(resolution.reported_on),
            Value::text(terms::resolution_state(lang, resolution.state())),
        ])
    });
    Table {
        rows: rows.collect(),
        columns: vec![
            Column::of(Marks, t::paper_no(lang), 5),
            Column::of(Marks, t::paper_symbol(lang), 12),
            Column::new(t::resolution_form(lang), 12),
            Column::new(t::paper_subject(lang), 36),
            Column::of(Marks, t::paper_month(lang), 10),
            Column::of(Marks, t::resolution_adopted_on(lang), 12),
            Column::of(Figures, t::paper_approved(lang), 9),
            Column::of(Figures, t::paper_voters(lang), 9),
            Column::of(Marks, t::paper_issued_on(lang), 12),
            Column::of(Marks, t::paper_posted_on(lang), 12),
            Column::of(Marks, t::paper_reported_on(lang), 12),
            Column::new(t::paper_state(lang), 20),
        ],
    }
}
