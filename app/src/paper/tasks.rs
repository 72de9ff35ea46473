//! Tasks in tables: those assigned at a meeting, and those of one member.

use shared::id::{DocumentId, MemberId};
use shared::month::Month;
use shared::record::task::Task;

use super::file_name::{file_name, short};
use super::heading::{heading, person, secretary};
use super::list::nothing;
use super::table::Holds::{Figures, Marks, Names};
use super::table::{Column, Row, Table, Value};
use super::{Layout, Paper, Sources, Title, terms};
use crate::format::month as write_month;
use crate::t;

/// Tasks as a resolution or minutes assign them: who leads, what, by when.
pub fn assigned(sources: &Sources<'_>, tasks: &[(DocumentId, &Task)]) -> Table {
    let lang = sources.lang;
    let rows = tasks.iter().enumerate().map(|(place, (_, task))| {
        Row::new([
            Value::count(place + 1),
            Value::text(task.what.clone()),
            Value::text(sources.names(task.assignees.iter().copied())),
            Value::day(task.due_on),
            Value::text(task.product.clone()),
        ])
    });
    Table {
        columns: vec![
            Column::of(Marks, t::paper_no(lang), 5),
            Column::new(t::paper_task(lang), 34),
            Column::of(Names, t::task_who(lang), 20),
            Column::of(Marks, t::task_due_on(lang), 15),
            Column::new(t::task_product(lang), 20),
        ],
        rows: rows.collect(),
    }
}

/// Tasks by the six clears, with what became of them; who does them stands above.
fn six_clears(sources: &Sources<'_>, tasks: &[(DocumentId, &Task)]) -> Table {
    let lang = sources.lang;
    let rows = tasks.iter().enumerate().map(|(place, (_, task))| {
        Row::new([
            Value::count(place + 1),
            Value::text(task.what.clone()),
            Value::day(task.due_on),
            Value::text(task.how.clone().unwrap_or_default()),
            Value::text(task.product.clone()),
            Value::text(task.responsibility.clone().unwrap_or_default()),
            Value::Percent(task.percent().into()),
            Value::text(terms::task_state(lang, task.state_on(sources.day))),
        ])
    });
    Table {
        columns: vec![
            Column::of(Marks, t::paper_no(lang), 5),
            Column::new(t::paper_clear_what(lang), 30),
            Column::of(Marks, t::paper_clear_when(lang), 14),
            Column::new(t::paper_clear_how(lang), 22),
            Column::new(t::paper_clear_product(lang), 22),
            Column::new(t::paper_clear_responsibility(lang), 22),
            Column::of(Figures, t::task_percent(lang), 9),
            Column::new(t::paper_state(lang), 12),
        ],
        rows: rows.collect(),
    }
}

/// The task sheet of a member for a month; none where nobody of that id was entered.
pub fn of_member(sources: &Sources<'_>, member: MemberId, month: Month) -> Option<Paper> {
    let lang = sources.lang;
    let name = &sources.roster.members.get(&member)?.name;
    let mut tasks = sources.tasks_due(month);
    tasks.retain(|(_, task)| task.assignees.contains(&member));
    let list = six_clears(sources, &tasks);
    Some(Paper {
        file: file_name(&[t::paper_file_task(lang), &month.to_string(), &short(name)]),
        layout: Layout::Across,
        heading: heading(sources, None, Some(sources.day)),
        title: Title {
            kind: t::paper_task_title(lang).to_owned(),
            about: t::paper_task_of(lang, name, write_month(lang, month)),
        },
        blocks: nothing(lang, &list).into_iter().collect(),
        list: Some(list),
        signatures: vec![
            person(sources, t::paper_receiver(lang), Some(member)),
            secretary(sources, Some(sources.day)),
        ],
        recipients: Vec::new(),
    })
}
