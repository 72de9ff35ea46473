//! The list of members.

use shared::date::Date;

use super::Sources;
use super::table::Holds::{Marks, Names};
use super::table::{Column, Row, Table, Value};
use crate::field_word::{membership_word, office_word};
use crate::t;

/// Those who belong to the cell on `day`.
pub fn members(sources: &Sources<'_>, day: Date) -> Table {
    let lang = sources.lang;
    let rows = sources.roster.on(day).into_iter().enumerate().map(|(place, (_, member))| {
        Row::new([
            Value::count(place + 1),
            Value::text(member.name.clone()),
            Value::text(membership_word(lang, member.membership_on(day))),
            Value::text(office_word(lang, member.office)),
            member.group.map_or(Value::Empty, |group| Value::Number(group.into())),
            Value::day(member.joined_on),
            Value::day(member.official_on),
            Value::text(member.households.clone().unwrap_or_default()),
            Value::text(state(sources, member, day)),
        ])
    });
    Table {
        columns: vec![
            Column::of(Marks, t::paper_no(lang), 5),
            Column::of(Names, t::member_name(lang), 28),
            Column::new(t::member_membership(lang), 18),
            Column::new(t::member_office(lang), 18),
            Column::of(Marks, t::member_group(lang), 8),
            Column::of(Marks, t::paper_joined_on(lang), 12),
            Column::of(Marks, t::paper_official_on(lang), 12),
            Column::new(t::paper_households(lang), 28),
            Column::new(t::paper_note(lang), 18),
        ],
        rows: rows.collect(),
    }
}

fn state(sources: &Sources<'_>, member: &shared::record::roster::Member, day: Date) -> &'static str {
    if member.exempt_on(day) {
        t::member_exempt(sources.lang)
    } else if member.away_on(day) {
        t::paper_away(sources.lang)
    } else {
        ""
    }
}
