//! One member: how they belong to the cell, what they do, how they attend.

use leptos::prelude::*;
use shared::date::Date;
use shared::id::MemberId;
use shared::lang::Lang;
use shared::record::roster::Member;

use super::attended::Attendance;
use super::discipline::disciplined;
use super::work::Work;
use super::{name_of, roster_id};
use crate::components::badge::row_badges;
use crate::components::icon::Icon;
use crate::components::layout::Page;
use crate::components::paper_link::PaperLink;
use crate::field_word::{leaving_word, membership_word, office_word};
use crate::format::{date, number};
use crate::pages::cell::resolution::Notices;
use crate::paper::PaperOf;
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// The page of a member.
#[component]
pub fn MemberPage(
    /// The member.
    id: MemberId,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let found = Derived::new(move || book.roster().members.remove(&id));
    let title = Signal::derive(move || {
        found.with(|found| {
            found.as_ref().map_or_else(|| t::not_found_title(lang).to_owned(), |m| name_of(lang, m))
        })
    });
    let notices = move || {
        roster_id(book).and_then(|document| book.row(document)).map(|row| {
            view! { <p class="row">{row_badges(lang, &row)}</p><Notices id=row.fact.document row=row.clone() member=id/> }
        })
    };
    view! {
        <Page title=title back=("/cell/members", t::nav_members(lang))>
            {move || match found.get() {
                Some(member) => {
                    let day = book.day();
                    view! {
                        {notices}
                        {facts(lang, &member, day)}
                        {disciplined(lang, id, &member)}
                        <Work member=id/>
                        <Attendance id=id member=member/>
                        <p class="row"><PaperLink of=PaperOf::Member(id, book.month())/></p>
                        <div class="actionbar">
                            <a class="button main" id="edit-member" href=format!("/cell/members/{id}/edit")>
                                {Icon::Document.draw()}<span>{t::member_edit(lang)}</span>
                            </a>
                        </div>
                    }.into_any()
                }
                None => view! { <p>{t::not_found_text(lang)}</p> }.into_any(),
            }}
        </Page>
    }
}

/// What stands in the roster; what nobody wrote is left out.
fn facts(lang: Lang, member: &Member, day: Date) -> impl IntoView + use<> {
    let duty = member.duty_on(day);
    let part = match (duty.attends, duty.votes) {
        (true, true) => t::member_duty_votes(lang),
        (true, false) => t::member_duty_attends(lang),
        (false, _) => t::member_duty_none(lang),
    };
    let day_of = |day: Option<Date>| day.map(|day| date(lang, day));
    let span = |from: Option<Date>, until: Option<Date>| match (from, until) {
        (Some(from), Some(until)) => Some(t::member_span(lang, date(lang, from), date(lang, until))),
        (Some(from), None) => Some(t::member_from(lang, date(lang, from))),
        (None, Some(until)) => Some(t::member_until(lang, date(lang, until))),
        (None, None) => None,
    };
    let known = [
        (t::member_membership(lang), Some(membership_word(lang, member.membership_on(day)).to_owned())),
        (t::member_office(lang), Some(office_word(lang, member.office).to_owned())),
        (t::member_group(lang), member.group.map(|group| number(lang, group))),
        (t::field_households(lang), member.households.clone()),
        (t::field_joined_on(lang), day_of(member.joined_on)),
        (t::field_official_on(lang), day_of(member.official_on)),
        (t::member_exempt(lang), span(member.exempt_from, member.exempt_until)),
        (t::member_away(lang), span(member.away_from, member.away_until)),
        (t::field_left_on(lang), day_of(member.left_on)),
        (t::field_left_why(lang), member.left_why.map(|why| leaving_word(lang, why).to_owned())),
        (t::field_returned_on(lang), day_of(member.returned_on)),
    ];
    let known = known.into_iter().filter_map(|(word, value)| Some((word, value?)));
    let known = known.map(|(word, value)| view! { <dt>{word}</dt><dd>{value}</dd> });
    let today = t::member_on_day(lang, date(lang, day));
    view! { <dl class="kv" id="member-facts"><dt>{today}</dt><dd>{part}</dd>{known.collect_view()}</dl> }
}
