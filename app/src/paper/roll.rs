//! The roll of a meeting: everyone who was to come, and who came.

use shared::record::meeting::{Meeting, Presence};
use shared::sorted_set::SortedSet;
use shared::standing::attendance::attendance;

use super::file_name::{file_name, short};
use super::heading::{heading, person};
use super::minutes::{about, form};
use super::table::Holds::{Marks, Names};
use super::table::{Column, Row, Table, Value};
use super::{Block, Layout, Paper, Sources, Title};
use crate::field_word::membership_word;
use crate::format::number;
use crate::t;

/// The roll of `meeting`.
pub fn roll(sources: &Sources<'_>, meeting: &Meeting) -> Paper {
    let lang = sources.lang;
    let found = attendance(meeting, &sources.roster);
    let day = meeting.day();
    let listed: SortedSet<_> = found.expected.iter().collect();
    let others = found.others.iter().filter(|id| !listed.contains(id));
    let rows = found.expected.iter().chain(others).enumerate().map(|(place, id)| {
        let member = sources.roster.members.get(id);
        let kind = member.zip(day).map(|(m, day)| membership_word(lang, m.membership_on(day)));
        let entry = meeting.roll.get(id);
        let presence = entry.and_then(|entry| entry.presence);
        let cross = |which| Value::text(if presence == Some(which) { "x" } else { "" });
        Row::new([
            Value::count(place + 1),
            Value::text(sources.name(*id)),
            Value::text(kind.unwrap_or_default()),
            member.and_then(|m| m.group).map_or(Value::Empty, |group| Value::Number(group.into())),
            cross(Presence::Present),
            cross(Presence::Excused),
            cross(Presence::Absent),
            Value::text(entry.and_then(|entry| entry.reason.clone()).unwrap_or_default()),
        ])
    });
    let list = Table {
        columns: vec![
            Column::of(Marks, t::paper_no(lang), 5),
            Column::of(Names, t::member_name(lang), 28),
            Column::new(t::member_membership(lang), 14),
            Column::of(Marks, t::member_group(lang), 8),
            Column::of(Marks, t::choice_present(lang), 8),
            Column::of(Marks, t::choice_excused(lang), 10),
            Column::of(Marks, t::choice_absent(lang), 10),
            Column::new(t::paper_reason(lang), 22),
        ],
        rows: rows.collect(),
    };
    let n = |count: usize| number(lang, count as u64);
    let share = t::paper_roll_count(
        lang,
        n(found.present.len()),
        n(found.expected.len()),
        number(lang, found.share().percent().unwrap_or(0)),
    );
    let stem = day.map_or_else(String::new, |day| day.to_string());
    let form = form(lang, meeting);
    Paper {
        file: file_name(&[t::paper_file_roll(lang), &stem, &short(&form)]),
        layout: Layout::Upright,
        heading: heading(sources, None, day),
        title: Title { kind: t::paper_roll_title(lang).to_owned(), about: about(lang, meeting) },
        blocks: vec![Block::Paragraph(share)],
        list: Some(list),
        signatures: vec![
            person(sources, t::paper_scribe(lang), meeting.scribe),
            person(sources, t::paper_chair(lang), meeting.chair),
        ],
        recipients: Vec::new(),
    }
}
