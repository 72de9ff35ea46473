//! The sheet of one task in the "six clears" form (6 rõ).

use shared::record::task::Task;

use super::file_name::{file_name, short};
use super::heading::{heading, secretary};
use super::table::Holds::{Figures, Marks};
use super::table::{Column, Row, Table, Value};
use super::wording::{paragraph, section};
use super::{Block, Layout, Paper, Signature, Sources, Title, terms};
use crate::field_word::task_source_word;
use crate::format::date;
use crate::t;

/// The sheet of `task`.
pub fn task(sources: &Sources<'_>, task: &Task) -> Paper {
    let lang = sources.lang;
    let mut blocks = vec![Block::Table(clears(sources, task))];
    blocks.extend(whence(sources, task).and_then(paragraph));
    blocks.extend(progress(sources, task));
    let state = terms::task_state(lang, task.state_on(sources.day));
    blocks.extend(paragraph(match task.done_on {
        Some(on) => t::paper_task_done(lang, state, date(lang, on)),
        None => t::paper_task_state(lang, state),
    }));
    blocks.extend(section(t::task_beyond(lang), task.beyond.as_deref().unwrap_or_default()));
    blocks.extend(section(t::paper_task_evidence(lang), task.evidence.as_deref().unwrap_or_default()));
    blocks.extend(section(t::task_cancelled_because(lang), task.cancelled.as_deref().unwrap_or_default()));
    let mut receivers = task.assignees.iter().map(|member| sources.name(*member));
    let receiver = match (receivers.next(), receivers.next()) {
        (Some(name), None) => name,
        _ => String::new(),
    };
    let stem = task.due_on.map_or_else(String::new, |due| due.to_string());
    Paper {
        file: file_name(&[t::paper_file_task(lang), &stem, &short(&task.what)]),
        layout: Layout::Upright,
        heading: heading(sources, None, task.assigned_on),
        title: Title { kind: t::paper_task_title(lang).to_owned(), about: task.what.clone() },
        blocks,
        list: None,
        signatures: vec![
            Signature { for_whom: String::new(), role: t::paper_receiver(lang).to_owned(), name: receiver },
            secretary(sources, task.assigned_on),
        ],
        recipients: Vec::new(),
    }
}

/// Who, what, by when, how, with which product, answering for what.
fn clears(sources: &Sources<'_>, task: &Task) -> Table {
    let lang = sources.lang;
    let text = |text: &Option<String>| Value::text(text.clone().unwrap_or_default());
    let rows = [
        (t::paper_clear_who(lang), Value::text(sources.names(task.assignees.iter().copied()))),
        (t::paper_clear_what(lang), Value::text(task.what.clone())),
        (t::paper_clear_when(lang), Value::text(task.due_on.map(|due| date(lang, due)).unwrap_or_default())),
        (t::paper_clear_how(lang), text(&task.how)),
        (t::paper_clear_product(lang), Value::text(task.product.clone())),
        (t::paper_clear_responsibility(lang), text(&task.responsibility)),
    ];
    let rows = rows
        .into_iter()
        .enumerate()
        .map(|(place, (clear, value))| Row::new([Value::count(place + 1), Value::text(clear), value]));
    Table {
        columns: vec![
            Column::of(Marks, t::paper_no(lang), 5),
            Column::new(t::paper_clear(lang), 22),
            Column::new(t::paper_content(lang), 60),
        ],
        rows: rows.collect(),
    }
}

fn whence(sources: &Sources<'_>, task: &Task) -> Option<String> {
    let lang = sources.lang;
    let source = task_source_word(lang, task.source?);
    let resolution = task.resolution.and_then(|id| sources.resolution(id));
    let named = match (&task.source_text, resolution) {
        (Some(text), _) if !text.is_empty() => text.clone(),
        (_, Some(resolution)) => match resolution.shown_number() {
            Some(number) => t::paper_numbered_title(lang, number, &resolution.title),
            None => resolution.title.clone(),
        },
        _ => String::new(),
    };
    Some(if named.is_empty() {
        t::paper_task_source(lang, source)
    } else {
        t::paper_task_source_named(lang, source, named)
    })
}

fn progress(sources: &Sources<'_>, task: &Task) -> Vec<Block> {
    let lang = sources.lang;
    let rows: Vec<_> = task
        .progress_by_day()
        .into_iter()
        .map(|(_, line)| {
            Row::new([
                Value::day(line.on),
                Value::Percent(line.percent.into()),
                Value::text(line.note.clone()),
            ])
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = vec![
        Column::of(Marks, t::paper_day(lang), 15),
        Column::of(Figures, t::task_percent(lang), 10),
        Column::new(t::task_report(lang), 60),
    ];
    vec![Block::Heading(t::task_progress(lang).to_owned()), Block::Table(Table { columns, rows })]
}
