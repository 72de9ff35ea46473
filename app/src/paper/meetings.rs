//! The meetings of a year.

use shared::month::Month;
use shared::record::meeting::Meeting;
use shared::standing::attendance::attendance;
use shared::time_of_day::Time;

use super::Sources;
use super::minutes::form;
use super::table::Holds::{Figures, Marks, Names};
use super::table::{Column, Row, Table, Value};
use super::terms;
use crate::format::digits;
use crate::t;

/// The meetings of the months from the year's beginning to `month`, the earliest first.
pub fn meetings(sources: &Sources<'_>, month: Month) -> Table {
    let lang = sources.lang;
    let found = sources.meetings_until(month);
    let rows = found.into_iter().enumerate().map(|(place, (_, meeting))| {
        let [expected, present, percent] = came(sources, meeting);
        let name = |id: Option<_>| Value::text(id.map(|id| sources.name(id)).unwrap_or_default());
        let time =
            |at: Option<Time>| Value::text(at.map(|at| digits(lang, &at.to_string())).unwrap_or_default());
        Row::new([
            Value::count(place + 1),
            Value::day(meeting.day()),
            Value::text(form(lang, meeting)),
            Value::text(meeting.theme.clone()),
            Value::text(meeting.place.clone()),
            time(meeting.started_at.or(meeting.planned_at)),
            meeting.duration().map_or(Value::Empty, |minutes| Value::Number(minutes.into())),
            expected,
            present,
            percent,
            name(meeting.chair),
            name(meeting.scribe),
            Value::text(terms::meeting_state(lang, meeting.state())),
        ])
    });
    Table {
        rows: rows.collect(),
        columns: vec![
            Column::of(Marks, t::paper_no(lang), 5),
            Column::of(Marks, t::paper_day(lang), 12),
            Column::new(t::paper_meeting_form(lang), 20),
            Column::new(t::paper_subject(lang), 28),
            Column::new(t::paper_place(lang), 20),
            Column::of(Marks, t::paper_started_at(lang), 8),
            Column::of(Figures, t::paper_minutes_taken(lang), 9),
            Column::of(Figures, t::paper_expected(lang), 9),
            Column::of(Figures, t::choice_present(lang), 9),
            Column::of(Figures, t::paper_share(lang), 9),
            Column::of(Names, t::paper_chaired_by(lang), 20),
            Column::of(Names, t::paper_written_by(lang), 20),
            Column::new(t::paper_state(lang), 18),
        ],
    }
}

/// How many were to come, came, and the share; nothing where no roll was called.
fn came(sources: &Sources<'_>, meeting: &Meeting) -> [Value; 3] {
    if meeting.roll.is_empty() || !meeting.was_held() {
        return [Value::Empty, Value::Empty, Value::Empty];
    }
    let found = attendance(meeting, &sources.roster);
    let percent = found.share().percent();
    [
        Value::count(found.expected.len()),
        Value::count(found.present.len()),
        percent.map_or(Value::Empty, Value::Percent),
    ]
}
