//! The roll: who is there, called by tapping names.
//!
//! Made for 116 members in six groups on a phone: a tap shows at once and is
//! saved behind the scenes together with the taps beside it ([`marks`]).

mod guests;
mod marks;
mod row;

use leptos::prelude::*;
use shared::id::{DocumentId, MemberId};
use shared::lang::Lang;
use shared::record::meeting::{Meeting, MeetingForm};
use shared::record::roster::{Member, Roster};
use shared::search::{Query, SearchKey};
use shared::sorted_set::SortedSet;
use shared::standing::attendance::{Attendance, attendance};
use shared::standing::meeting_doubt::LEAST_PERCENT;

use super::super::members::office_line;
use super::frame::{Shut, is_shut, part_page};
use crate::components::failed::{Failed, Failure};
use crate::components::finder::Finder;
use crate::components::paper_link::PaperLink;
use crate::components::show::Show;
use crate::format::number;
use crate::paper::PaperOf;
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;
use guests::Guests;
use marks::Marks;
use row::PersonRow;

/// From so many people on, a field to find a name is worth its place.
const MANY: usize = 12;

/// The roll of a meeting.
#[component]
pub fn RollPage(
    /// The meeting.
    id: DocumentId,
) -> impl IntoView {
    let lang = use_lang();
    part_page(id, t::meeting_step_roll(lang), move |meeting| {
        view! { <Roll id=id meeting=meeting/> }.into_any()
    })
}

/// Somebody who may be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    id: MemberId,
    name: String,
    office: String,
    group: Option<u8>,
}

impl Person {
    fn new(lang: Lang, id: MemberId, member: &Member) -> Self {
        let office = office_line(lang, &Member { group: None, ..member.clone() });
        Self { id, name: member.name.clone(), office, group: member.group }
    }
}

#[component]
fn Roll(id: DocumentId, meeting: Derived<Meeting>) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let failed = Failure::none();
    let marks = Marks::new(book, id, meeting, failed);
    let roster = Derived::new(move || book.roster());
    let found =
        Derived::new(move || marks.seen().with(|seen| roster.with(|roster| attendance(seen, roster))));
    let expected = Derived::new(move || {
        let people = |ids: &[MemberId], roster: &Roster| {
            let person = |id: &MemberId| Some(Person::new(lang, *id, roster.members.get(id)?));
            ids.iter().filter_map(person).collect::<Vec<_>>()
        };
        found.with(|found| roster.with(|roster| people(&found.expected, roster)))
    });
    let beside = Derived::new(move || meeting.with(|m| roster.with(|roster| beside(lang, m, roster))));
    let shut = Derived::new(move || meeting.with(is_shut));
    let dayless = Derived::new(move || meeting.with(|meeting| meeting.day().is_none()));
    let sought = RwSignal::new(String::new());
    let filter = Derived::new(move || Query::new(&sought.get()));
    view! {
        <Shut id=id meeting=meeting/>
        <Show when=move || dayless.get()>
            <div class="banner" data-kind="warn">
                <p>{t::roll_no_day(lang)}</p>
                <a class="button" href=format!("/cell/meetings/{id}/edit")>{t::meeting_edit(lang)}</a>
            </div>
        </Show>
        <p class="hint">{t::roll_hint(lang)}</p>
        <Show when=move || MANY < expected.with(Vec::len)>
            <Finder id="find-name" label=t::roll_find(lang) sought=sought/>
        </Show>
        <Failed of=failed/>
        {move || {
            let groups = groups(lang, &expected.get());
            groups.into_iter().map(|(name, people)| view! { <Group name=name people=people marks=marks filter=filter shut=shut/> }).collect_view()
        }}
        {move || {
            let people = beside.get();
            (!people.is_empty()).then(|| view! {
                <details class="explain" id="beside">
                    <summary>{t::roll_beside(lang, number(lang, people.len() as u64))}</summary>
                    <People people=people marks=marks filter=filter shut=shut/>
                </details>
            })
        }}
        <Guests id=id meeting=meeting shut=shut/>
        <p class="row"><PaperLink of=PaperOf::Roll(id)/></p>
        <Count id=id found=found marks=marks shut=shut/>
    }
}

/// People by party group, with the group's name; one list without a name where
/// the cell has no groups.
fn groups(lang: Lang, people: &[Person]) -> Vec<(Option<String>, Vec<Person>)> {
    let numbers: SortedSet<Option<u8>> = people.iter().map(|person| person.group).collect();
    if numbers.len() < 2 {
        return vec![(None, people.to_vec())];
    }
    let name = |group: Option<u8>| match group {
        Some(group) => t::roll_group(lang, number(lang, group)),
        None => t::roll_no_group(lang).to_owned(),
    };
    let of = |group: Option<u8>| people.iter().filter(|person| person.group == group).cloned().collect();
    numbers.into_iter().map(|group| (Some(name(group)), of(group))).collect()
}

/// Those who belong to the cell and are not to attend on that day: exempted,
/// or away. Some come all the same.
fn beside(lang: Lang, meeting: &Meeting, roster: &Roster) -> Vec<Person> {
    let Some(day) = meeting.day().filter(|_| meeting.form.is_none_or(MeetingForm::of_the_cell)) else {
        return Vec::new();
    };
    let free = roster.on(day).into_iter().filter(|(_, member)| !member.duty_on(day).attends);
    free.map(|(id, member)| Person::new(lang, id, member)).collect()
}

/// One party group, which folds; or everyone.
#[component]
fn Group(
    name: Option<String>,
    people: Vec<Person>,
    marks: Marks,
    filter: Derived<Query>,
    shut: Derived<bool>,
) -> impl IntoView {
    let lang = use_lang();
    let ids: Vec<MemberId> = people.iter().map(|person| person.id).collect();
    let all = ids.len();
    let keys: Vec<_> = people.iter().map(|person| SearchKey::of_texts([person.name.as_str()])).collect();
    let none = Derived::new(move || filter.with(|query| !keys.iter().any(|key| query.matches(key))));
    let count = move || {
        let present = marks.seen().with(|seen| ids.iter().filter(|id| marks::is_present(seen, **id)).count());
        t::roll_of(lang, number(lang, present as u64), number(lang, all as u64))
    };
    let list = view! { <People people=people marks=marks filter=filter shut=shut/> };
    match name {
        None => list.into_any(),
        Some(name) => view! {
            // A name that is looked for must not stay folded away.
            <details class="explain" open=true prop:open=move || { filter.track(); true } hidden=move || none.get()>
                <summary><span class="grow">{name}</span><span class="points">{count}</span></summary>
                {list}
            </details>
        }
        .into_any(),
    }
}

#[component]
fn People(people: Vec<Person>, marks: Marks, filter: Derived<Query>, shut: Derived<bool>) -> impl IntoView {
    let rows = people
        .into_iter()
        .map(|person| view! { <PersonRow person=person marks=marks filter=filter shut=shut/> })
        .collect_view();
    view! { <ul class="roll" role="list">{rows}</ul> }
}

/// How many are there, what that means, and the way to mark everybody else.
#[component]
fn Count(id: DocumentId, found: Derived<Attendance>, marks: Marks, shut: Derived<bool>) -> impl IntoView {
    let lang = use_lang();
    let count = move || {
        let share = found.with(Attendance::share);
        t::roll_of(lang, number(lang, share.part), number(lang, share.whole))
    };
    let words = move || found.with(|found| meaning(lang, found));
    let open = Derived::new(move || !shut.get() && found.with(|found| !found.unmarked.is_empty()));
    let undo = RwSignal::new(Vec::new());
    let rest = move |_| {
        let unmarked = found.with_untracked(|found| found.unmarked.clone());
        undo.set(unmarked.clone());
        marks.all_present(unmarked);
    };
    let take_back = move |_| marks.take_back(undo.try_update(std::mem::take).unwrap_or_default());
    view! {
        <Show when=move || undo.with(|undo| !undo.is_empty())>
            <div class="banner" data-kind="info" role="status">
                <p>{move || t::roll_rest_marked(lang, number(lang, undo.with(Vec::len) as u64))}</p>
                <button type="button" class="button" id="undo-rest" on:click=take_back>{t::roll_undo(lang)}</button>
            </div>
        </Show>
        <div class="sumbar">
            <p id="count" role="status"><strong class="points">{count}</strong><br/>{words}</p>
            {move || if open.get() {
                view! { <button type="button" class="button main" id="rest-present" on:click=rest>{t::roll_rest(lang)}</button> }.into_any()
            } else {
                view! { <a class="button main" id="roll-done" href=format!("/cell/meetings/{id}")>{t::roll_done(lang)}</a> }.into_any()
            }}
        </div>
    }
}

/// The percentage, the 85 percent line and the quorum, in words.
fn meaning(lang: Lang, found: &Attendance) -> String {
    let share = found.share();
    let percent = t::common_percent(lang, number(lang, share.percent().unwrap_or(0)));
    let line = match share.reaches(LEAST_PERCENT) {
        Some(true) => t::roll_line_reached(lang, number(lang, LEAST_PERCENT)),
        _ => t::roll_line_open(lang, number(lang, LEAST_PERCENT)),
    };
    let quorum = match share.at_least(2, 3) {
        Some(true) => t::roll_quorum(lang),
        _ => t::roll_quorum_open(lang),
    };
    let sum = t::roll_meaning(lang, percent, line, quorum);
    match found.unmarked.len() {
        0 => sum,
        open => t::roll_meaning_open(lang, sum, number(lang, open as u64)),
    }
}
