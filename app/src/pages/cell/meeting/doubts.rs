//! What gives a meeting to doubt, in words.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::record::Record;
use shared::record::meeting::Meeting;
use shared::record::roster::Roster;
use shared::share::Share;
use shared::standing::meeting_doubt::{LEAST_PERCENT, MOST_EXCUSED_RUNNING, MeetingDoubt, meeting_doubts};

use super::frame::name_of;
use crate::format::number;
use crate::platform::clock;
use crate::state::book::{use_book, use_lang};
use crate::t;

/// The doubts as one banner; nothing where there are none.
#[component]
pub fn Doubts(
    /// The meeting.
    meeting: Meeting,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let lines = move || {
        let today = clock::now().date_in_vietnam()?;
        let roster = book.roster();
        let doubts = book.rows.with(|rows| {
            let others = rows.values().filter_map(|row| match &row.fact.record {
                Record::Meeting(other) => Some(&**other),
                _ => None,
            });
            meeting_doubts(&meeting, &roster, others, today)
        });
        let lines: Vec<_> = doubts
            .into_iter()
            .map(|doubt| {
                let source = doubt.source().map(|source| {
                    view! { <span class="meta">{t::meeting_source(lang, source)}</span> }
                });
                view! { <li>{doubt_line(lang, &roster, doubt)} " " {source}</li> }
            })
            .collect();
        (!lines.is_empty()).then(|| {
            view! {
                <div class="banner" data-kind="warn" id="doubts">
                    <div><p class="title">{t::doubt_title(lang)}</p><ul>{lines}</ul></div>
                </div>
            }
        })
    };
    view! { {lines} }
}

fn doubt_line(lang: Lang, roster: &Roster, doubt: MeetingDoubt) -> String {
    let n = |count: u32| number(lang, count);
    let share = |share: Share| (n(share.part), n(share.whole), number(lang, share.percent().unwrap_or(0)));
    match doubt {
        MeetingDoubt::Short { minutes, least } => {
            t::doubt_short(lang, number(lang, minutes), number(lang, least))
        }
        MeetingDoubt::FewPresent(found) => {
            let (part, whole, percent) = share(found);
            t::doubt_few_present(lang, part, whole, percent, number(lang, LEAST_PERCENT))
        }
        MeetingDoubt::NoQuorum(found) => {
            let (part, whole, _) = share(found);
            t::doubt_no_quorum(lang, part, whole)
        }
        MeetingDoubt::WithoutReason(count) => t::doubt_without_reason(lang, n(count)),
        MeetingDoubt::ReasonMissing(count) => t::doubt_reason_missing(lang, n(count)),
        MeetingDoubt::RollIncomplete(count) => t::doubt_roll_incomplete(lang, n(count)),
        MeetingDoubt::NotInRoster(count) => t::doubt_not_in_roster(lang, n(count)),
        MeetingDoubt::MoreVotersThanPresent { voters, present } => {
            t::doubt_more_voters(lang, n(voters), n(present))
        }
        MeetingDoubt::ThematicForRegular => t::doubt_thematic_for_regular(lang).to_owned(),
        MeetingDoubt::NoMinutes => t::doubt_no_minutes(lang).to_owned(),
        MeetingDoubt::NobodyLeads => t::doubt_nobody_leads(lang).to_owned(),
        // The third time is still allowed; the next would not be.
        MeetingDoubt::ExcusedRunning { member, times: MOST_EXCUSED_RUNNING } => {
            t::doubt_excused_used_up(lang, name_of(lang, roster, Some(member)), n(MOST_EXCUSED_RUNNING))
        }
        MeetingDoubt::ExcusedRunning { member, times } => {
            t::doubt_excused_running(lang, name_of(lang, roster, Some(member)), n(times))
        }
    }
}
