//! One resolution: its text, its vote, the tasks that carry it out.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::document::command::resolution::withdraw;
use shared::id::DocumentId;
use shared::record::resolution::Resolution;
use shared::record::{Kind, Record};
use shared::replica::Row;

use super::record_page::record_page;
use super::resolutions::form_word;
use super::tasks::task_rows;
use crate::components::badge::row_badges;
use crate::components::failed::{Failed, Failure};
use crate::components::icon::Icon;
use crate::components::message::refusal;
use crate::format::{date, month, number};
use crate::state::book::{use_book, use_lang};
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
    let failed = Failure::none();
    let current = StoredValue::new(resolution.clone());
    let withdraw_it = move |_| {
        let edits = withdraw(&current.get_value(), book.day());
        failed.watch(async move { book.save(id, Kind::Resolution, edits?).await }, |()| ());
    };
    let tasks: Vec<_> = book.tasks().into_iter().filter(|(_, task, _)| task.resolution == Some(id)).collect();
    let vote = resolution.vote.map(|vote| {
        let n = |count: u16| number(lang, count);
        t::vote_result(lang, n(vote.approve), n(vote.voters), number(lang, vote.percent().unwrap_or(0)))
    });
    let paragraphs = resolution.body.lines().filter(|line| !line.trim().is_empty());
    let paragraphs = paragraphs.map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    let in_force = resolution.withdrawn_on.is_none();
    view! {
        <p class="row">{move || book.row(id).map(|row| row_badges(lang, &row))}</p>
        {move || book.row(id).map(|row| view! { <Notices id=id row=row/> })}
        <dl class="kv">
            <dt>{t::resolution_form(lang)}</dt>
            <dd>{form_word(lang, resolution.form)}</dd>
            {resolution.month.map(|m| view! { <dt>{t::resolution_month(lang)}</dt><dd>{month(lang, m)}</dd> })}
            {resolution.number.clone().map(|n| view! { <dt>{t::resolution_number(lang)}</dt><dd>{n}</dd> })}
            {resolution.adopted_on.map(|on| view! { <dt>{t::resolution_adopted_on(lang)}</dt><dd>{date(lang, on)}</dd> })}
            {vote.map(|vote| view! { <dt>{t::vote_title(lang)}</dt><dd>{vote}</dd> })}
            {resolution.withdrawn_on.map(|on| view! { <dt>{t::resolution_withdrawn(lang)}</dt><dd>{date(lang, on)}</dd> })}
        </dl>
        <article class="document">{paragraphs}</article>
        <h2>{t::resolution_tasks(lang)}</h2>
        {if tasks.is_empty() {
            view! { <div class="empty"><p>{t::resolution_no_tasks(lang)}</p></div> }.into_any()
        } else {
            task_rows(book, lang, tasks).into_any()
        }}
        <Failed of=failed/>
        {in_force.then(|| view! {
            <p class="row">
                <a class="button" href=format!("/cell/resolutions/{id}/edit")>{t::resolution_edit(lang)}</a>
                <button type="button" class="button danger" on:click=withdraw_it>{t::resolution_withdraw(lang)}</button>
            </p>
            <div class="actionbar">
                <a class="button main" href=format!("/cell/tasks/new?resolution={id}")>{Icon::Plus.draw()}<span>{t::task_new(lang)}</span></a>
            </div>
        })}
    }
}

/// What needs a person on a record: a conflict to choose, a refusal to mend.
#[component]
pub fn Notices(
    /// The document.
    id: DocumentId,
    /// Its row.
    row: Row,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let kind = row.fact.record.kind();
    let conflicts = (row.fact.conflicts != 0).then(|| {
        view! {
            <div class="banner" data-kind="warn">
                <p>{t::conflict_here(lang, number(lang, row.fact.conflicts))}</p>
                <a class="button" href=format!("/cell/conflicts/{id}")>{t::conflict_look(lang)}</a>
            </div>
        }
    });
    let refused = row.refused.map(|reason| {
        let retry = move |_| {
            spawn_local(async move {
                // A failure is shown by the state of the sync.
                let _ = book.retry(id, kind).await;
            });
        };
        view! {
            <div class="banner" data-kind="error">
                <p>{t::refusal_here(lang, refusal(lang, reason))}</p>
                <button type="button" class="button" on:click=retry>{t::refusal_retry(lang)}</button>
            </div>
        }
    });
    view! { {conflicts} {refused} }
}
