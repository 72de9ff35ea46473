//! Attendance over a year: members and meetings.

use shared::month::Month;
use shared::record::meeting::{Meeting, MeetingForm, Presence};

use super::Sources;
use super::table::Holds::{Figures, Marks, Names};
use super::table::{Column, Row, Table, Value};
use crate::format::digits;
use crate::t;

/// Who was at which of the cell's meetings from the year's beginning to the end of `month`.
pub fn attendance(sources: &Sources<'_>, month: Month) -> Table {
    let lang = sources.lang;
    let meetings: Vec<_> = sources
        .meetings()
        .into_iter()
        .map(|(_, meeting)| meeting)
        .filter(|meeting| meeting.was_held() && meeting.form.is_some_and(MeetingForm::of_the_cell))
        .filter(|meeting| {
            meeting.held_on.is_some_and(|day| day.year() == month.year() && day <= month.last_day())
        })
        .collect();
    let mut columns =
        vec![Column::of(Marks, t::paper_no(lang), 5), Column::of(Names, t::member_name(lang), 28)];
    columns.extend(meetings.iter().filter_map(|meeting| meeting.held_on).map(|day| {
        Column::of(Marks, digits(lang, &format!("{:02}/{:02}", day.day(), day.month_number())), 7)
    }));
    columns.extend([
        Column::of(Figures, t::choice_present(lang), 9),
        Column::of(Figures, t::choice_excused(lang), 9),
        Column::of(Figures, t::choice_absent(lang), 9),
        Column::of(Figures, t::paper_share(lang), 9),
    ]);
    // Whoever was to attend one of them is listed, also who has left since.
    let mut listed: Vec<_> = Vec::new();
    for meeting in meetings.iter().rev() {
        let Some(day) = meeting.held_on else { continue };
        for (id, _) in sources.roster.attending_on(day) {
            if !listed.contains(&id) {
                listed.push(id);
            }
        }
    }
    let rows = listed.into_iter().enumerate().map(|(place, id)| {
        let marks: Vec<_> = meetings.iter().map(|meeting| mark(sources, meeting, id)).collect();
        let count = |which| marks.iter().filter(|mark| **mark == Some(Some(which))).count();
        let (present, excused, absent) =
            (count(Presence::Present), count(Presence::Excused), count(Presence::Absent));
        let percent = (present * 100).checked_div(present + excused + absent);
        let cells = marks.iter().map(|mark| match mark {
            Some(Some(Presence::Present)) => Value::text("x"),
            Some(Some(Presence::Excused)) => Value::text(t::paper_mark_excused(lang)),
            Some(Some(Presence::Absent)) => Value::text(t::paper_mark_absent(lang)),
            Some(None) => Value::Empty,
            None => Value::text("–"),
        });
        let head = [Value::count(place + 1), Value::text(sources.name(id))];
        let sums = [
            Value::count(present),
            Value::count(excused),
            Value::count(absent),
            percent.map_or(Value::Empty, |percent| Value::Percent(percent as u64)),
        ];
        Row::new(head.into_iter().chain(cells).chain(sums))
    });
    Table { rows: rows.collect(), columns }
}

/// What stands on the roll; none where they were not to attend.
fn mark(sources: &Sources<'_>, meeting: &Meeting, id: shared::id::MemberId) -> Option<Option<Presence>> {
    let day = meeting.held_on?;
    let attends = sources.roster.members.get(&id).is_some_and(|member| member.duty_on(day).attends);
    attends.then(|| meeting.presence(id))
}
