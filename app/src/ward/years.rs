//! The year's end of every organisation, or of every member of one.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::org::Organisation;
use shared::standing::cap::CapVerdict;
use shared::year::Year;

use super::case::{Case, Whence, exclusion_word};
use super::decisions::is_told;
use super::desk::{Desk, desk_page};
use super::group::{GroupCase, group_line};
use super::paths;
use super::schemes::year_links;
use super::words::grade_word;
use crate::format::{digits, number};
use crate::standings::{Frame, Reader};
use crate::t;

/// The page of the ward's organisations.
pub fn years_page(
    frame: &Frame,
    desk: &Desk,
    year: Year,
    cases: &[Case],
    groups: &[GroupCase],
    reopened: &[ReopenedMembers],
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let title = t::desk_year_end(lang, digits(lang, &year.to_string()));
    let content = view! {
        {year_links(lang, year, &|year| paths::years(&desk.ward.code, year))}
        <p>{t::yearend_text(lang)}</p>
        {groups.iter().map(|group| group_line(lang, desk, group)).collect_view()}
        {reopened.iter().map(|found| members_line(lang, desk, year, found)).collect_view()}
        {table(lang, desk, cases, t::ward_column_organisation(lang), Some(t::yearend_step_proposal(lang)))}
    };
    desk_page(frame, desk, &title, content)
}

/// The page of an organisation's members.
pub fn members_page(
    frame: &Frame,
    desk: &Desk,
    year: Year,
    organisation: &Organisation,
    cases: &[Case],
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let title = t::yearend_members_of(lang, &organisation.name, digits(lang, &year.to_string()));
    let back = paths::case(&desk.ward.code, year, &organisation.code, None);
    let list = if cases.is_empty() {
        view! { <div class="empty"><p>{t::yearend_no_members(lang)}</p></div> }.into_any()
    } else {
        table(lang, desk, cases, t::yearend_member(lang), None).into_any()
    };
    let content = view! { <p><a class="button" href=back>{organisation.name.clone()}</a></p> {list} };
    desk_page(frame, desk, &title, content)
}

/// Members of an organisation whose records say something else than was decided.
#[derive(Debug, Clone)]
pub struct ReopenedMembers {
    /// The organisation.
    pub organisation: Organisation,
    /// How many of its members.
    pub count: usize,
}

fn members_line(
    lang: Lang,
    desk: &Desk,
    year: Year,
    found: &ReopenedMembers,
) -> Option<impl IntoView + use<>> {
    let href = paths::members(&desk.ward.code, year, &found.organisation.code);
    let words = t::yearend_reopened_members(lang, &found.organisation.name, number(lang, found.count as u64));
    (desk.reader() == Reader::Official)
        .then(|| view! { <p class="banner" data-kind="warn"><a href=href>{words}</a></p> })
}

fn table(
    lang: Lang,
    desk: &Desk,
    cases: &[Case],
    whose: &'static str,
    proposal: Option<&'static str>,
) -> impl IntoView + use<> {
    let head = |text: &'static str| view! { <th role="columnheader" scope="col">{text}</th> };
    let rows = cases.iter().map(|case| row(lang, desk, case, proposal)).collect_view();
    view! {
        <table class="standings" role="table">
            <thead role="rowgroup">
                <tr role="row">
                    {head(whose)}
                    {proposal.map(head)}
                    {head(t::yearend_step_appraisal(lang))}
                    {head(t::yearend_step_decision(lang))}
                    {proposal.map(|_| head(t::yearend_step_recognition(lang)))}
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}

fn row(lang: Lang, desk: &Desk, case: &Case, proposal: Option<&'static str>) -> impl IntoView + use<> {
    let scheme = case.scheme.as_ref();
    let (id, name) = match &case.member {
        None => (case.organisation.code.to_string(), case.organisation.name.clone()),
        Some((id, name)) => (format!("member-{id}"), name.clone()),
    };
    let none = || view! { <span class="badge" data-kind="missing">{t::yearend_open(lang)}</span> }.into_any();
    let graded = |words: String| view! { <strong>{words}</strong> }.into_any();
    let proposed = case.proposed_word(lang).map_or_else(none, graded);
    let appraised = match (case.exclusion, case.following()) {
        (Some(exclusion), _) => {
            view! { <span class="meta">{exclusion_word(lang, desk.reader(), exclusion)}</span> }.into_any()
        }
        (None, Some((grade, Whence::People))) => {
            let word = grade_word(lang, scheme, grade);
            view! { <strong>{word}</strong>" "<span class="badge" data-kind="warn">{t::yearend_by_people(lang)}</span> }
                .into_any()
        }
        (None, Some((grade, Whence::Cap))) => {
            let word = grade_word(lang, scheme, grade);
            view! { <strong>{word}</strong>" "<span class="badge" data-kind="info">{t::yearend_by_cap(lang)}</span> }
                .into_any()
        }
        (None, None) if matches!(case.cap, Some((CapVerdict::Tied, _))) => {
            view! { <span class="badge" data-kind="warn">{t::yearend_tied(lang)}</span> }.into_any()
        }
        // As in the page of the case.
        (None, Some(_)) if !is_told(desk.reader(), case) => case.decided_word(lang).map_or_else(none, graded),
        (None, Some((grade, Whence::Scheme))) if case.appraisal.is_some() => {
            graded(grade_word(lang, scheme, grade))
        }
        (None, _) => none(),
    };
    let decided = match (case.exclusion, case.decided_word(lang)) {
        (_, Some(decided)) => {
            let open = case.reopened().filter(|_| is_told(desk.reader(), case));
            let open = open.map(|grade| {
                let words = t::yearend_reopened_badge(lang, grade_word(lang, scheme, grade));
                view! { " "<span class="badge" data-kind="warn">{words}</span> }
            });
            view! { <strong>{decided}</strong>{open} }.into_any()
        }
        (Some(_), None) => ().into_any(),
        (None, None) => none(),
    };
    let recognised = proposal.map(|_| {
        let cell = match &case.recognition {
            None => none(),
            Some(title) if title.refused.is_none() => {
                view! { <span class="badge" data-kind="ok">{t::yearend_yes(lang)}</span> }.into_any()
            }
            Some(_) => view! { <span class="badge" data-kind="late">{t::yearend_no(lang)}</span> }.into_any(),
        };
        view! { <td role="cell" data-label=t::yearend_step_recognition(lang)>{cell}</td> }
    });
    view! {
        <tr role="row" id=id>
            <th role="rowheader" scope="row"><a href=case.path(desk)><span>{name}</span></a></th>
            {proposal.map(|label| view! { <td role="cell" data-label=label>{proposed}</td> })}
            <td role="cell" data-label=t::yearend_step_appraisal(lang)>{appraised}</td>
            <td role="cell" data-label=t::yearend_step_decision(lang)>{decided}</td>
            {recognised}
        </tr>
    }
}
