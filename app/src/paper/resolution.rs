//! A resolution as HD 42-HD/BTCTW 28/10/2025 lays it out: the meeting's facts,
//! last month, the text, who does what by when, the score, the vote.

use shared::id::DocumentId;
use shared::record::meeting::Meeting;
use shared::record::resolution::{Form, Resolution};
use shared::standing::attendance::attendance;

use super::file_name::file_name;
use super::heading::{heading, recipients_of_resolution, secretary};
use super::minutes::{by_kind, reviews};
use super::score::score;
use super::tasks::assigned;
use super::votes::vote_line;
use super::wording::{Sections, typed};
use super::{Block, Layout, Paper, Sources, Title};
use crate::format::{date, month, number};
use crate::t;

/// The resolution `document`.
pub fn resolution(sources: &Sources<'_>, document: DocumentId, resolution: &Resolution) -> Paper {
    let lang = sources.lang;
    let meeting = resolution.meeting.and_then(|id| sources.meeting(id));
    let day = resolution.adopted_on.or(resolution.discussed_on);
    let mut blocks = Vec::new();
    blocks.extend(meeting.map(|meeting| Block::Paragraph(facts(sources, meeting))));
    // A text that has sections of its own keeps its numbers; ours follow without.
    let text = typed(&resolution.body);
    let numbered = text.iter().any(|block| matches!(block, Block::Heading(_)));
    let mut sections = Sections::default();
    let mut head =
        |title: &str| Block::Heading(if numbered { title.to_owned() } else { sections.next(lang, title) });
    if let Some(table) = meeting.and_then(|meeting| reviews(sources, meeting)) {
        blocks.push(head(t::paper_minutes_last_month(lang)));
        blocks.push(Block::Table(table));
    }
    if !numbered && !text.is_empty() {
        blocks.push(head(t::paper_resolution_text(lang)));
    }
    blocks.extend(text);
    let tasks: Vec<_> =
        sources.tasks().into_iter().filter(|(_, task)| task.resolution == Some(document)).collect();
    if !tasks.is_empty() {
        blocks.push(head(t::paper_resolution_tasks(lang)));
        blocks.push(Block::Table(assigned(sources, &tasks)));
    }
    let scored = meeting.map(|meeting| score(sources, meeting)).unwrap_or_default();
    if !scored.is_empty() {
        blocks.push(head(t::paper_minutes_score(lang)));
        blocks.extend(scored);
    }
    let vote = resolution.vote.map(|vote| match day {
        Some(day) => t::paper_resolution_adopted(lang, date(lang, day), vote_line(lang, vote)),
        None => t::paper_voted(lang, vote_line(lang, vote)),
    });
    blocks.extend(vote.map(Block::Paragraph));
    let withdrawn = resolution.withdrawn_on.map(|on| t::paper_resolution_withdrawn(lang, date(lang, on)));
    blocks.extend(withdrawn.map(Block::Paragraph));
    let shown = resolution.shown_number();
    let kind = match resolution.adopted_on {
        Some(_) => t::paper_resolution_title(lang),
        None => t::paper_resolution_draft(lang),
    };
    Paper {
        file: file_name(&[t::paper_file_resolution(lang), shown.as_deref().unwrap_or_default()]),
        layout: Layout::Upright,
        heading: heading(sources, shown, day),
        title: Title { kind: kind.to_owned(), about: about(sources, resolution) },
        blocks,
        list: None,
        signatures: vec![secretary(sources, day)],
        recipients: recipients_of_resolution(lang),
    }
}

/// The title that was given, or that of a regular month.
pub fn about(sources: &Sources<'_>, resolution: &Resolution) -> String {
    let lang = sources.lang;
    match (resolution.form, resolution.month) {
        _ if !resolution.title.trim().is_empty() => resolution.title.clone(),
        (Some(Form::Regular), Some(of)) => t::paper_resolution_month(lang, month(lang, of)),
        _ => String::new(),
    }
}

/// The opening paragraph: day, place, who was there, how long, who led.
fn facts(sources: &Sources<'_>, meeting: &Meeting) -> String {
    let lang = sources.lang;
    let found = attendance(meeting, &sources.roster);
    let kinds = |members: &[_]| by_kind(lang, &sources.roster, meeting, members);
    let n = |count: usize| number(lang, count as u64);
    let day = meeting.day().map(|day| date(lang, day)).unwrap_or_default();
    let place = if meeting.place.is_empty() { &sources.organisation.name } else { &meeting.place };
    let mut text = t::paper_resolution_facts(
        lang,
        day,
        place,
        &sources.organisation.name,
        super::minutes::about(lang, meeting),
    );
    let mut say = |sentence: String| {
        text.push(' ');
        text.push_str(&sentence);
    };
    say(t::paper_minutes_expected(lang, kinds(&found.expected)));
    say(t::paper_resolution_present(
        lang,
        n(found.present.len()),
        n(found.excused.len()),
        n(found.absent.len()),
    ));
    if let Some(minutes) = meeting.duration() {
        say(t::paper_resolution_minutes(lang, number(lang, minutes)));
    }
    if let Some(chair) = meeting.chair {
        say(t::paper_minutes_chair(lang, sources.name(chair)));
    }
    if let Some(scribe) = meeting.scribe {
        say(t::paper_minutes_scribe(lang, sources.name(scribe)));
    }
    text
}
