//! The minutes of a meeting (domain: thuvienbieumau 3454): who was there, what
//! was said under each head, what the chair concluded, how it was voted.

use shared::id::{DocumentId, EntryId, MemberId};
use shared::lang::Lang;
use shared::letter::in_small;
use shared::record::Record;
use shared::record::meeting::{AgendaItem, Meeting, MeetingForm, Presence};
use shared::record::roster::{Membership, Roster};
use shared::standing::attendance::{Attendance, attendance};
use shared::time_of_day::Time;

use super::file_name::{file_name, short};
use super::heading::{heading, person};
use super::score::score;
use super::table::Holds::{Marks, Names};
use super::table::{Column, Row, Table, Value};
use super::tasks::assigned;
use super::votes::vote_line;
use super::wording::{Sections, lettered, paragraph, section, typed};
use super::{Block, Layout, Paper, Sources, Title, terms};
use crate::field_word::{agenda_title, membership_word, verdict_word};
use crate::format::{date, digits, month, number};
use crate::t;

/// The minutes of `meeting`: their text where somebody wrote it, else all that
/// was recorded.
pub fn minutes(sources: &Sources<'_>, document: DocumentId, meeting: &Meeting) -> Paper {
    let lang = sources.lang;
    let mut blocks = typed(&meeting.minutes);
    if blocks.is_empty() {
        blocks = recorded(sources, document, meeting);
    }
    let adopted = meeting.adopted_on.map(|on| t::paper_minutes_adopted(lang, date(lang, on)));
    blocks.extend(adopted.map(Block::Paragraph));
    let day = meeting.day();
    let stem = day.map_or_else(String::new, |day| day.to_string());
    let form = form(lang, meeting);
    Paper {
        file: file_name(&[t::paper_file_minutes(lang), &stem, &short(&form)]),
        layout: Layout::Upright,
        heading: heading(sources, None, day),
        title: Title { kind: t::paper_minutes_title(lang).to_owned(), about: about(lang, meeting) },
        blocks,
        list: None,
        signatures: vec![
            person(sources, t::paper_scribe(lang), meeting.scribe),
            person(sources, t::paper_chair(lang), meeting.chair),
        ],
        recipients: Vec::new(),
    }
}

/// All that was recorded of `meeting`, in the order of the minutes.
pub fn recorded(sources: &Sources<'_>, document: DocumentId, meeting: &Meeting) -> Vec<Block> {
    let lang = sources.lang;
    let found = attendance(meeting, &sources.roster);
    let mut sections = Sections::default();
    let mut blocks = vec![Block::Heading(sections.next(lang, t::paper_minutes_when(lang)))];
    blocks.extend(when_and_where(lang, meeting));
    blocks.push(Block::Heading(sections.next(lang, t::paper_minutes_who(lang))));
    blocks.extend(who(sources, meeting, &found));
    if !meeting.last_month.trim().is_empty() || !meeting.reviews.is_empty() {
        blocks.push(Block::Heading(sections.next(lang, t::paper_minutes_last_month(lang))));
        blocks.extend(typed(&meeting.last_month));
        blocks.extend(reviews(sources, meeting).map(Block::Table));
    }
    blocks.push(Block::Heading(sections.next(lang, t::paper_minutes_contents(lang))));
    for (place, (id, item)) in (1..).zip(meeting.agenda_in_order()) {
        blocks.extend(agenda_item(sources, meeting, place, id, item));
    }
    blocks.extend(opinions(sources, meeting, None));
    let tasks: Vec<_> =
        sources.tasks().into_iter().filter(|(_, task)| task.meeting == Some(document)).collect();
    if !tasks.is_empty() {
        blocks.push(Block::Heading(sections.next(lang, t::paper_minutes_assignment(lang))));
        blocks.push(Block::Table(assigned(sources, &tasks)));
    }
    if !meeting.conclusion.trim().is_empty() || meeting.vote.is_some() {
        blocks.extend(section(sections.next(lang, t::paper_minutes_conclusion(lang)), &meeting.conclusion));
        blocks.extend(meeting.vote.map(|vote| Block::Paragraph(t::paper_voted(lang, vote_line(lang, vote)))));
    }
    let scored = score(sources, meeting);
    if !scored.is_empty() {
        blocks.push(Block::Heading(sections.next(lang, t::paper_minutes_score(lang))));
        blocks.extend(scored);
    }
    blocks
        .extend(meeting.ended_at.map(|end| Block::Paragraph(t::paper_minutes_ended(lang, time(lang, end)))));
    blocks
}

/// What sort of meeting of what month, and its subject.
pub fn about(lang: Lang, meeting: &Meeting) -> String {
    let of = meeting.month.map(|of| month(lang, of)).unwrap_or_default();
    let line = t::record_meeting(lang, form(lang, meeting), of);
    if meeting.theme.is_empty() { line } else { t::paper_minutes_theme(lang, line, &meeting.theme) }
}

/// What sort of meeting, and of which group.
pub fn form(lang: Lang, meeting: &Meeting) -> String {
    let form = terms::meeting_form(lang, meeting.form);
    match (meeting.form, meeting.group) {
        (Some(MeetingForm::Group), Some(group)) => format!("{form} {}", number(lang, group)),
        _ => form.to_owned(),
    }
}

/// 19 giờ 30 phút.
fn time(lang: Lang, time: Time) -> String {
    let two = |n: u8| digits(lang, &format!("{n:02}"));
    t::paper_time(lang, two(time.hour()), two(time.minute()))
}

fn when_and_where(lang: Lang, meeting: &Meeting) -> Vec<Block> {
    let day = meeting.day().map(|day| date(lang, day)).unwrap_or_default();
    let begin = match meeting.started_at.or(meeting.planned_at) {
        Some(at) => t::paper_minutes_began(lang, time(lang, at), day),
        None => t::paper_minutes_day(lang, day),
    };
    let place = (!meeting.place.is_empty()).then(|| t::paper_minutes_place(lang, &meeting.place));
    [Some(begin), place].into_iter().flatten().map(Block::Paragraph).collect()
}

/// How many of whom: "22 (chính thức 20, dự bị 1, sinh hoạt tạm thời 1)".
pub fn by_kind(lang: Lang, roster: &Roster, meeting: &Meeting, members: &[MemberId]) -> String {
    let day = meeting.day();
    let kinds = Membership::ALL.map(|kind| {
        let of = |id: &&MemberId| {
            roster.members.get(id).zip(day).is_some_and(|(m, day)| m.membership_on(day) == kind)
        };
        (kind, members.iter().filter(of).count())
    });
    let parts: Vec<_> = kinds
        .into_iter()
        .filter(|(_, count)| *count != 0)
        .map(|(kind, count)| {
            t::paper_count_of(lang, in_small(membership_word(lang, kind)), number(lang, count as u64))
        })
        .collect();
    let all = number(lang, members.len() as u64);
    if parts.is_empty() { all } else { t::paper_count_by_kind(lang, all, parts.join(", ")) }
}

fn who(sources: &Sources<'_>, meeting: &Meeting, found: &Attendance) -> Vec<Block> {
    let lang = sources.lang;
    let kinds = |members: &[_]| by_kind(lang, &sources.roster, meeting, members);
    let mut lines = vec![t::paper_minutes_expected(lang, kinds(&found.expected))];
    if let Some(day) = meeting.day() {
        let belong = sources.roster.on(day);
        let exempt = belong.iter().filter(|(_, m)| m.exempt_on(day)).count();
        let away = belong.iter().filter(|(_, m)| m.away_on(day) && !m.exempt_on(day)).count();
        if exempt + away != 0 {
            lines.push(t::paper_minutes_not_counted(
                lang,
                number(lang, exempt as u64),
                number(lang, away as u64),
            ));
        }
    }
    let percent = found.share().percent().unwrap_or(0);
    lines.push(t::paper_minutes_present(lang, kinds(&found.present), number(lang, percent)));
    let absent = [
        (Presence::Excused, &found.excused, t::paper_minutes_excused as fn(Lang, String, String) -> String),
        (Presence::Absent, &found.absent, t::paper_minutes_absent),
    ];
    for (_, members, write) in absent {
        let named: Vec<_> = members
            .iter()
            .map(|id| {
                let reason = meeting.roll.get(id).and_then(|entry| entry.reason.as_deref());
                match reason.filter(|reason| !reason.is_empty()) {
                    Some(reason) => t::paper_with_reason(lang, sources.name(*id), reason),
                    None => sources.name(*id),
                }
            })
            .collect();
        let names = if named.is_empty() { t::paper_nobody(lang).to_owned() } else { named.join("; ") };
        lines.push(write(lang, number(lang, members.len() as u64), names));
    }
    let guests: Vec<_> = meeting
        .guests
        .values()
        .filter(|guest| !guest.dropped)
        .map(|guest| match guest.role.as_str() {
            "" => guest.name.clone(),
            role => t::paper_with_reason(lang, &guest.name, role),
        })
        .collect();
    if !guests.is_empty() {
        lines.push(t::paper_minutes_guests(lang, guests.join("; ")));
    }
    lines.extend(meeting.chair.map(|chair| t::paper_minutes_chair(lang, sources.name(chair))));
    lines.extend(meeting.scribe.map(|scribe| t::paper_minutes_scribe(lang, sources.name(scribe))));
    lines.into_iter().map(Block::Paragraph).collect()
}

/// Last month's tasks, one by one; none where none was looked at.
pub fn reviews(sources: &Sources<'_>, meeting: &Meeting) -> Option<Table> {
    let lang = sources.lang;
    let rows: Vec<_> = meeting
        .reviews
        .iter()
        .filter_map(|(id, review)| match sources.record(*id)? {
            Record::Task(task) => Some((task, review)),
            _ => None,
        })
        .enumerate()
        .map(|(place, (task, review))| {
            Row::new([
                Value::count(place + 1),
                Value::text(task.what.clone()),
                Value::text(sources.names(task.assignees.iter().copied())),
                Value::text(review.verdict.map(|v| verdict_word(lang, v)).unwrap_or_default()),
                Value::text(review.note.clone()),
            ])
        })
        .collect();
    let columns = vec![
        Column::of(Marks, t::paper_no(lang), 5),
        Column::new(t::paper_minutes_task(lang), 34),
        Column::of(Names, t::task_who(lang), 18),
        Column::new(t::paper_result(lang), 14),
        Column::new(t::paper_note(lang), 18),
    ];
    (!rows.is_empty()).then_some(Table { columns, rows })
}

fn agenda_item(
    sources: &Sources<'_>,
    meeting: &Meeting,
    place: usize,
    id: EntryId,
    item: &AgendaItem,
) -> Vec<Block> {
    let lang = sources.lang;
    let title = agenda_title(lang, &item.title);
    let mut blocks = vec![Block::Heading(t::paper_numbered(lang, number(lang, place as u64), title))];
    blocks.extend(
        item.presenter.map(|by| Block::Paragraph(t::paper_minutes_presenter(lang, sources.name(by)))),
    );
    blocks.extend(typed(&item.content));
    blocks.extend(opinions(sources, meeting, Some(id)));
    if !item.conclusion.trim().is_empty() {
        blocks.extend(paragraph(t::paper_minutes_concluded(lang, &item.conclusion)));
    }
    blocks.extend(item.vote.map(|vote| Block::Paragraph(t::paper_voted(lang, vote_line(lang, vote)))));
    blocks
}

/// What was said to an item, or to the meeting as a whole, each with its letter.
fn opinions(sources: &Sources<'_>, meeting: &Meeting, item: Option<EntryId>) -> Vec<Block> {
    let lang = sources.lang;
    let said: Vec<_> = meeting
        .opinions_on(item)
        .map(|(_, opinion)| match opinion.member {
            Some(member) => t::paper_said(lang, sources.name(member), &opinion.text),
            None => opinion.text.clone(),
        })
        .collect();
    if said.is_empty() {
        return Vec::new();
    }
    let head = paragraph(t::paper_minutes_opinions(lang));
    head.into_iter().chain([lettered(lang, said)]).collect()
}
