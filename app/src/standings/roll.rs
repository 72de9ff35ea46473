//! The roll call of a meeting: who was to be there, who was, and why not.

use leptos::prelude::*;
use shared::id::MemberId;
use shared::lang::Lang;
use shared::record::meeting::{Meeting, Presence};
use shared::record::roster::Roster;
use shared::standing::attendance::attendance;

use crate::field_word::presence_word;
use crate::format::{date, number};
use crate::record_word::meeting_form_word;
use crate::t;

/// The meeting's facts, its roll, and what it concluded.
pub fn meeting_text(lang: Lang, meeting: &Meeting, roster: &Roster) -> impl IntoView + use<> {
    let form = meeting.form.map(|form| meeting_form_word(lang, form).to_owned());
    let day = meeting.day().map(|day| date(lang, day));
    let took = meeting.duration().map(|minutes| t::evidence_minutes(lang, number(lang, minutes)));
    let place = Some(meeting.place.clone()).filter(|place| !place.is_empty());
    let facts: Vec<_> = [form, day, took, place].into_iter().flatten().collect();
    let state = if meeting.cancelled.is_some() {
        Some(t::evidence_cancelled(lang))
    } else if meeting.was_held() {
        None
    } else {
        Some(t::evidence_not_held(lang))
    };
    let conclusion = Some(meeting.conclusion.clone()).filter(|text| !text.is_empty());
    view! {
        <p class="meta">{facts.join(", ")}</p>
        {state.map(|state| view! { <p><span class="badge" data-kind="missing">{state}</span></p> })}
        {roll(lang, meeting, roster)}
        {conclusion.map(|text| view! { <p class="written">{text}</p> })}
    }
}

/// The roll: the figure first, then each name under its mark.
fn roll(lang: Lang, meeting: &Meeting, roster: &Roster) -> impl IntoView + use<> {
    let found = attendance(meeting, roster);
    if found.expected.is_empty() || found.unmarked.len() == found.expected.len() {
        return meeting
            .was_held()
            .then(|| view! { <p class="roll-sum">{t::evidence_no_roll(lang)}</p> })
            .into_any();
    }
    let share = found.share();
    let sum = t::evidence_roll(
        lang,
        number(lang, share.part),
        number(lang, share.whole),
        number(lang, share.percent().unwrap_or(0)),
    );
    let name = |id: &MemberId| {
        let known = roster.members.get(id).map(|member| member.name.clone());
        known.filter(|name| !name.is_empty()).unwrap_or_else(|| t::common_unknown(lang).to_owned())
    };
    let reason = |id: &MemberId| meeting.roll.get(id).and_then(|entry| entry.reason.clone());
    let lists = [
        (presence_word(lang, Presence::Absent), "late", &found.absent),
        (presence_word(lang, Presence::Excused), "draft", &found.excused),
        (t::evidence_unmarked(lang), "missing", &found.unmarked),
        (presence_word(lang, Presence::Present), "ok", &found.present),
        (t::evidence_others(lang), "draft", &found.others),
    ];
    let lists = lists.into_iter().filter(|(_, _, ids)| !ids.is_empty()).map(|(word, kind, ids)| {
        let names = ids.iter().map(|id| match reason(id).filter(|reason| !reason.is_empty()) {
            Some(reason) => t::roll_because(lang, name(id), reason),
            None => name(id),
        });
        let names = names.map(|line| view! { <li>{line}</li> }).collect_view();
        let count = number(lang, ids.len() as u64);
        view! {
            <dt><span class="mark" data-kind=kind>{t::heat_counted(lang, count, word)}</span></dt>
            <dd><ul class="names" role="list">{names}</ul></dd>
        }
    });
    let lists = lists.collect_view();
    view! {
        <p class="roll-sum"><strong>{sum}</strong></p>
        <details class="explain roll-call" open>
            <summary>{t::evidence_roll_call(lang)}</summary>
            <dl class="kv">{lists}</dl>
        </details>
    }
    .into_any()
}
