//! Lists: papers around one table.

use shared::lang::Lang;
use shared::month::Month;
use shared::year::Year;

use super::heading::{heading, secretary};
use super::table::Holds::{Figures, Marks, Names};
use super::table::{Column, Row, Table, Value};
use super::{Block, Layout, ListOf, Paper, Sources, Title, terms};
use super::{attendance, contributions, meetings, members, months, resolutions};
use crate::format::{date, digits, month as write_month, number};
use crate::t;

/// The list `of` for `month`.
pub fn list(sources: &Sources<'_>, of: ListOf, month: Month) -> Paper {
    let lang = sources.lang;
    let year = digits(lang, &month.year().to_string());
    let month_name = write_month(lang, month);
    // A list of members is of today, or of the last day of a month that is over.
    let day = sources.day.min(month.last_day());
    let mut blocks = Vec::new();
    let (stem, kind, about, table) = match of {
        ListOf::Members => {
            let voters = number(lang, sources.roster.voters_on(day) as u64);
            let all = number(lang, sources.roster.on(day).len() as u64);
            blocks.push(Block::Paragraph(t::paper_list_count(lang, all, voters)));
            let about = t::paper_list_members_on(lang, date(lang, day));
            (t::paper_file_members(lang), t::paper_list_members(lang), about, members::members(sources, day))
        }
        ListOf::Tasks => {
            (t::paper_file_tasks(lang), t::paper_list_tasks(lang), month_name, tasks(sources, month))
        }
        ListOf::Contributions => {
            blocks.extend(contributions::sums(sources, month).map(Block::Table));
            let table = contributions::contributions(sources, month);
            (t::paper_file_contributions(lang), t::paper_list_contributions(lang), month_name, table)
        }
        ListOf::Resolutions => {
            let about = t::paper_list_until(lang, month_name);
            let table = resolutions::resolutions(sources, month);
            (t::paper_file_resolutions(lang), t::paper_list_resolutions(lang), about, table)
        }
        ListOf::Meetings => {
            let about = t::paper_list_until(lang, month_name);
            let table = meetings::meetings(sources, month);
            (t::paper_file_meetings(lang), t::paper_list_meetings(lang), about, table)
        }
        ListOf::Attendance => {
            blocks.push(Block::Paragraph(t::paper_list_marks(lang).to_owned()));
            let about = t::paper_list_until(lang, month_name);
            let table = attendance::attendance(sources, month);
            (t::paper_file_attendance(lang), t::paper_list_attendance(lang), about, table)
        }
        ListOf::Months => {
            let table = Year::new(month.year())
                .map_or_else(|_| Table::default(), |year| months::twelve_months(sources, year));
            (t::paper_file_months(lang), t::paper_list_months(lang), t::paper_year(lang, year), table)
        }
    };
    blocks.extend(nothing(lang, &table));
    Paper {
        file: format!("{stem}-{month}"),
        layout: Layout::Across,
        heading: heading(sources, None, Some(sources.day)),
        title: Title { kind: kind.to_owned(), about },
        blocks,
        list: Some(table),
        signatures: vec![secretary(sources, Some(sources.day))],
        recipients: Vec::new(),
    }
}

/// A word for a table without rows, so that nobody takes it for half a paper.
pub fn nothing(lang: Lang, table: &Table) -> Option<Block> {
    table.rows.is_empty().then(|| Block::Paragraph(t::paper_nothing(lang).to_owned()))
}

/// The tasks due in `month`.
fn tasks(sources: &Sources<'_>, month: Month) -> Table {
    let lang = sources.lang;
    let rows = sources.tasks_due(month).into_iter().enumerate().map(|(place, (_, task))| {
        Row::new([
            Value::count(place + 1),
            Value::text(task.what.clone()),
            Value::text(sources.names(task.assignees.iter().copied())),
            Value::day(task.assigned_on),
            Value::day(task.due_on),
            Value::text(task.product.clone()),
            Value::Percent(task.percent().into()),
            Value::text(terms::task_state(lang, task.state_on(sources.day))),
            Value::day(task.done_on),
            Value::text(task.beyond.clone().unwrap_or_default()),
        ])
    });
    Table {
        columns: vec![
            Column::of(Marks, t::paper_no(lang), 5),
            Column::new(t::paper_task(lang), 34),
            Column::of(Names, t::task_who(lang), 22),
            Column::of(Marks, t::task_assigned_on(lang), 12),
            Column::of(Marks, t::task_due_on(lang), 12),
            Column::new(t::task_product(lang), 24),
            Column::of(Figures, t::task_percent(lang), 9),
            Column::new(t::paper_state(lang), 14),
            Column::of(Marks, t::task_done_on(lang), 12),
            Column::new(t::task_beyond(lang), 22),
        ],
        rows: rows.collect(),
    }
}
