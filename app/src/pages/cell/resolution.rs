//! One resolution: its road, its text, its vote, the tasks that carry it out.

use leptos::prelude::*;
use shared::date::Date;
use shared::id::{DocumentId, MemberId};
use shared::record::Record;
use shared::record::resolution::Resolution;
use shared::replica::Row;

use super::record_page::record_page;
use super::resolution_end::{Rarely, Withdrawn};
use super::resolution_issue::SameNumber;
use super::resolution_road::{NextStep, Road, late_badge, state_badge};
use super::tasks::task_rows;
use crate::components::badge::row_badges;
use crate::components::conflicted::Conflicted;
use crate::components::icon::Icon;
use crate::components::message::refused;
use crate::components::paper_link::PaperLink;
use crate::field_word::form_word;
use crate::format::{date, month, number};
use crate::paper::PaperOf;
use crate::record_word::{record_href, record_title};
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// The page of a resolution.
#[component]
pub fn ResolutionPage(
    /// The resolution.
    id: DocumentId,
) -> impl IntoView {
    let back = ("/cell/resolutions", t::nav_resolutions(use_lang()));
    let of = |record| match record {
        Record::Resolution(resolution) => Some(resolution),
        _ => None,
    };
    let show = |id, resolution| view! { <Shown id=id resolution=resolution/> }.into_any();
    record_page(id, back, of, |resolution| resolution.title.clone(), show)
}

#[component]
fn Shown(id: DocumentId, resolution: Resolution) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let current = StoredValue::new(resolution.clone());
    let tasks = Derived::new(move || book.tasks(|_, task| task.resolution == Some(id)));
    let tasks_shown = move || {
        let tasks = tasks.get();
        if tasks.is_empty() {
            view! { <div class="empty"><p>{t::resolution_no_tasks(lang)}</p></div> }.into_any()
        } else {
            task_rows(book, lang, tasks).into_any()
        }
    };
    let paragraphs = resolution.body.lines().filter(|line| !line.trim().is_empty());
    let paragraphs: Vec<_> = paragraphs.map(|line| view! { <p>{line.to_owned()}</p> }).collect();
    let day = book.day();
    let in_force = resolution.withdrawn_on.is_none();
    view! {
        <p class="row">
            {state_badge(lang, &resolution)}
            {late_badge(lang, &resolution, day)}
            {move || book.row(id).map(|row| row_badges(lang, &row))}
        </p>
        {move || book.row(id).map(|row| view! { <Notices id=id row=row/> })}
        {(!in_force).then(|| view! { <Withdrawn id=id why=resolution.withdrawn_why.clone()/> })}
        <SameNumber id=id current=current/>
        {in_force.then(|| view! { <Road resolution=resolution.clone() day=day/> })}
        <Facts resolution=resolution.clone()/>
        {(!paragraphs.is_empty()).then(|| view! { <article class="document">{paragraphs}</article> })}
        <h2>{t::resolution_tasks(lang)}</h2>
        {tasks_shown}
        {in_force.then(|| view! {
            <p class="row">
                <a class="button" href=format!("/cell/tasks/new?resolution={id}")>{Icon::Plus.draw()}<span>{t::task_new(lang)}</span></a>
                <a class="button" id="edit" href=format!("/cell/resolutions/{id}/edit")>
                    {if resolution.adopted_on.is_some() { t::publish_amend(lang) } else { t::resolution_edit(lang) }}
                </a>
            </p>
        })}
        <p class="row"><PaperLink of=PaperOf::Record(id)/></p>
        <Rarely id=id resolution=resolution.clone()/>
        <NextStep id=id resolution=resolution/>
    }
}

/// What is known about it, by name.
#[component]
fn Facts(resolution: Resolution) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let vote = resolution.vote.map(|vote| {
        let n = |count: u16| number(lang, count);
        t::vote_result(lang, n(vote.approve), n(vote.voters), number(lang, vote.percent().unwrap_or(0)))
    });
    let provisional = resolution.official_number.is_none();
    let nth = resolution.shown_number().map(|shown| {
        let word = if provisional { t::resolution_number(lang) } else { t::field_official_number(lang) };
        view! { <dt>{word}</dt><dd id="number">{shown}</dd> }
    });
    let day = |word: &'static str, on: Option<Date>| {
        on.map(|on| view! { <dt>{word}</dt><dd>{date(lang, on)}</dd> })
    };
    let linked = |word: &'static str, of: Option<DocumentId>| {
        let row = book.row(of?)?;
        let href = record_href(row.fact.document, &row.fact.record);
        Some(view! { <dt>{word}</dt><dd><a href=href>{record_title(lang, &row.fact.record)}</a></dd> })
    };
    view! {
        <dl class="kv">
            {resolution.form.map(|form| view! { <dt>{t::resolution_form(lang)}</dt><dd>{form_word(lang, form)}</dd> })}
            {resolution.month.map(|m| view! { <dt>{t::resolution_month(lang)}</dt><dd>{month(lang, m)}</dd> })}
            {nth}
            {day(t::resolution_adopted_on(lang), resolution.adopted_on)}
            {vote.map(|vote| view! { <dt>{t::vote_title(lang)}</dt><dd>{vote}</dd> })}
            {linked(t::field_meeting(lang), resolution.meeting)}
            {day(t::field_amended_on(lang), resolution.amended_on)}
            {linked(t::field_superseded_by(lang), resolution.superseded_by)}
            {day(t::field_withdrawn_on(lang), resolution.withdrawn_on)}
            {resolution.withdrawn_why.map(|why| view! { <dt>{t::field_withdrawn_why(lang)}</dt><dd>{why}</dd> })}
        </dl>
    }
}

/// What needs a person on a record: a conflict to choose, a refusal to mend;
/// and the way to its history.
#[component]
pub fn Notices(
    /// The document.
    id: DocumentId,
    /// Its row.
    row: Row,
    /// The member of whom alone the history is to tell, on their page.
    #[prop(optional)]
    member: Option<MemberId>,
) -> impl IntoView {
    let lang = use_lang();
    let part = member.map(|member| format!("/{member}")).unwrap_or_default();
    let refused = refused(lang, &row).map(|reason| {
        view! {
            <div class="banner" data-kind="error">
                <p>{t::refusal_here(lang, reason)}</p>
                <a class="button" href=format!("/cell/aside/{id}")>{t::aside_look(lang)}</a>
            </div>
        }
    });
    view! {
        <Conflicted id=id/>
        {refused}
        <p class="row"><a class="button quiet" href=format!("/cell/history/{id}{part}")>{t::history_title(lang)}</a></p>
    }
}
