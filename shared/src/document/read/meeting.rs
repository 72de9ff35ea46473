//! Reading a meeting.

use super::place::Place;
use crate::record::meeting::{
    AgendaItem, Guest, Meeting, MeetingForm, Opinion, Presence, RollEntry, TaskReview, Verdict,
};

pub(super) fn meeting(root: &Place<'_>) -> Meeting {
    Meeting {
        form: root.named("form", MeetingForm::from_name),
        month: root.parse("month"),
        theme: root.words("theme"),
        group: root.count("group"),
        notified_on: root.parse("notified_on"),
        planned_on: root.parse("planned_on"),
        planned_at: root.parse("planned_at"),
        place: root.words("place"),
        held_on: root.parse("held_on"),
        started_at: root.parse("started_at"),
        ended_at: root.parse("ended_at"),
        chair: root.parse("chair"),
        scribe: root.parse("scribe"),
        conclusion: root.words("conclusion"),
        vote: root.vote(),
        adopted_on: root.parse("adopted_on"),
        cancelled: root.text("cancelled"),
        last_month: root.words("last_month"),
        quality_scheme: root.text("quality_scheme"),
        roll: root.collected("roll", |entry| RollEntry {
            presence: entry.named("presence", Presence::from_name),
            reason: entry.text("reason"),
        }),
        guests: root.collected("guests", |entry| Guest {
            name: entry.words("name"),
            role: entry.words("role"),
            dropped: entry.marked("dropped"),
        }),
        agenda: root.collected("agenda", item),
        opinions: root.collected("opinions", |entry| Opinion {
            item: entry.parse("item"),
            member: entry.parse("member"),
            text: entry.words("text"),
        }),
        reviews: root.collected("reviews", |entry| TaskReview {
            verdict: entry.named("verdict", Verdict::from_name),
            note: entry.words("note"),
        }),
        quality: root.texts("quality").filter_map(|(key, text)| Some((key, text.parse().ok()?))).collect(),
        quality_notes: root.texts("quality_notes").collect(),
        minutes: root.long_text("minutes"),
    }
}

fn item(entry: &Place<'_>) -> AgendaItem {
    AgendaItem {
        order: entry.count("order").unwrap_or(0),
        title: entry.words("title"),
        presenter: entry.parse("presenter"),
        content: entry.words("content"),
        conclusion: entry.words("conclusion"),
        vote: entry.vote(),
        dropped: entry.marked("dropped"),
    }
}
