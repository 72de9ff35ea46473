//! Meetings with rolls, minutes and score sheets.

use shared::id::{DocumentId, EntryId, MemberId};
use shared::month::Month;
use shared::record::meeting::{Meeting, MeetingForm, Opinion, Presence, RollEntry, TaskReview, Verdict};
use shared::scheme::Scheme;
use shared::time_of_day::Time;

use crate::generator::{Draw, answers, remarks};

/// A meeting of the month; its sheet is filled in where there is one.
pub fn meeting(
    draw: &mut Draw,
    month: Month,
    members: &[MemberId],
    tasks: &[DocumentId],
    sheet: Option<&Scheme>,
) -> Meeting {
    let form = if draw.happens(70) { MeetingForm::Regular } else { *draw.one_of(&MeetingForm::ALL) };
    let day = draw.day(month);
    let held_on = draw.happens(92).then_some(day);
    let time = |hour: u8, draw: &mut Draw| Time::new(hour + draw.small(3), draw.small(60)).ok();
    let roll = members.iter().filter_map(|member| {
        let presence = if draw.happens(80) { Presence::Present } else { *draw.one_of(&Presence::ALL) };
        draw.happens(95).then_some((*member, RollEntry { presence: Some(presence), reason: None }))
    });
    let roll = roll.collect();
    let opinions = members.iter().filter(|_| draw.happens(50)).copied().collect::<Vec<_>>();
    let opinions = opinions.into_iter().map(|member| {
        let text = if draw.happens(90) { "Nhất trí".to_owned() } else { String::new() };
        (EntryId::from_bytes(draw.0.bytes()), Opinion { item: None, member: Some(member), text })
    });
    let opinions = opinions.collect();
    let reviews = tasks.iter().rev().take(3).map(|task| {
        let verdict = draw.happens(90).then(|| *draw.one_of(&Verdict::ALL));
        (*task, TaskReview { verdict, note: String::new() })
    });
    let reviews = reviews.collect();
    let quality = sheet.map(|sheet| answers(draw, sheet)).unwrap_or_default();
    Meeting {
        form: Some(form),
        month: Some(month),
        theme: if draw.happens(60) { "Xây dựng nông thôn mới".to_owned() } else { String::new() },
        notified_on: draw.happens(80).then(|| draw.day(month)),
        planned_on: Some(day),
        held_on,
        started_at: held_on.and_then(|_| time(18, draw)),
        ended_at: held_on.and_then(|_| time(20, draw)),
        adopted_on: held_on.filter(|_| draw.happens(85)),
        cancelled: draw.happens(4).then(|| "Bão".to_owned()),
        quality_scheme: sheet.map(|sheet| sheet.id.clone()),
        roll,
        opinions,
        reviews,
        quality_notes: remarks(draw, &quality),
        quality,
        ..Meeting::default()
    }
}
