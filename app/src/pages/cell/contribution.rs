//! One contribution: who gave what for what; whether it counts.

use leptos::prelude::*;
use shared::amount::Amount;
use shared::document::command::contribution::{cancel, put_back};
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::record::contribution::{Contribution, Unit};
use shared::record::{Kind, Record};
use shared::standing::pledged::pledges;

use super::contributions::{card, contributions};
use super::record_page::record_page;
use super::resolution::Notices;
use crate::components::badge::{badge, row_badges};
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Control, Field};
use crate::components::icon::Icon;
use crate::components::paper_link::PaperLink;
use crate::components::photos::Photos;
use crate::field_word::{amount_words, giver_word};
use crate::format::{date, number};
use crate::paper::PaperOf;
use crate::record_word::{record_href, record_title};
use crate::state::book::{use_book, use_lang};
use crate::t;

/// Where the arrow leads, and the word beside it.
pub fn back(lang: Lang) -> (&'static str, &'static str) {
    ("/cell/contributions", t::shelf_contributions(lang))
}

/// The page of a contribution.
#[component]
pub fn ContributionPage(
    /// The contribution.
    id: DocumentId,
) -> impl IntoView {
    let of = |record| match record {
        Record::Contribution(contribution) => Some(contribution),
        _ => None,
    };
    let show = |id, contribution| view! { <Shown id=id contribution=contribution/> }.into_any();
    record_page(id, back(use_lang()), of, |contribution| contribution.purpose.clone(), show)
}

#[component]
fn Shown(id: DocumentId, contribution: Contribution) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let failed = Failure::none();
    let counts = contribution.cancelled.is_none();
    let restore = move |_| {
        failed.watch(async move { book.save(id, Kind::Contribution, put_back()).await }, |()| ());
    };
    view! {
        <p class="row">
            {(!counts).then(|| badge("missing", t::contribution_cancelled(lang)))}
            {move || book.row(id).map(|row| row_badges(lang, &row))}
        </p>
        {move || book.row(id).map(|row| view! { <Notices id=id row=row/> })}
        {facts(lang, &contribution)}
        {about(lang, t::field_by_resolution(lang), contribution.resolution)}
        {about(lang, t::field_against(lang), contribution.against)}
        {(counts && contribution.pledged.is_some()).then(|| kept(id))}
        <Photos of=id/>
        <p class="row"><PaperLink of=PaperOf::Record(id)/></p>
        <Failed of=failed/>
        {if counts {
            view! { <CancelForm id=id contribution=contribution/> }.into_any()
        } else {
            view! {
                <div class="actionbar">
                    <button type="button" class="button main" id="put-back" on:click=restore>{t::contribution_put_back(lang)}</button>
                </div>
            }.into_any()
        }}
    }
}

/// What was given against the pledge so far, and the way to record more.
fn kept(id: DocumentId) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let found = move || {
        let known = contributions(book, &|one| one.cancelled.is_none());
        let all: Vec<_> = known.iter().map(|(id, one, _)| (*id, one)).collect();
        let pledge = pledges(&all).into_iter().find(|pledge| pledge.document == id)?;
        let gifts = known.iter().filter(|(gift, ..)| pledge.gifts.contains(gift));
        let gifts = gifts.map(|(gift, one, row)| card(lang, *gift, one, row)).collect_view();
        Some(view! {
            <p class="measured" id="kept">{kept_words(lang, pledge.unit, pledge.given, pledge.pledged.number())}</p>
            <ul class="list" role="list">{gifts}</ul>
        })
    };
    view! {
        {found}
        <p class="row"><a class="button" id="give" href=format!("/cell/contributions/new?pledge={id}")>
            {Icon::Plus.draw()}<span>{t::contribution_give(lang)}</span>
        </a></p>
    }
}

/// How much was given of what was pledged.
pub fn kept_words(lang: Lang, unit: Unit, given: u64, pledged: u64) -> String {
    let words = |amount: u64| amount_words(lang, unit, amount.into());
    t::contribution_kept(lang, words(given), words(pledged))
}

/// A record that this one is about.
fn about(lang: Lang, word: &'static str, of: Option<DocumentId>) -> impl IntoView + use<> {
    let book = use_book();
    let row = of.and_then(|id| book.row(id));
    row.map(|row| {
        let record = &row.fact.record;
        view! {
            <a class="card link" href=record_href(row.fact.document, record)>
                <span class="meta">{word}</span>
                <span class="title">{record_title(lang, record)}</span>
            </a>
        }
    })
}

/// What was recorded; what nobody wrote is left out.
fn facts(lang: Lang, contribution: &Contribution) -> impl IntoView + use<> {
    let written = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let words = |amount: Option<Amount>| {
        let (unit, amount) = contribution.unit.zip(amount)?;
        Some(amount_words(lang, unit, amount.number().into()))
    };
    let known = [
        (t::field_amount(lang), words(contribution.amount)),
        (t::field_pledged(lang), words(contribution.pledged)),
        (t::field_project(lang), written(&contribution.project)),
        (t::field_giver(lang), contribution.source.map(|source| giver_word(lang, source).to_owned())),
        (t::field_givers(lang), contribution.givers.map(|givers| number(lang, givers))),
        (t::field_given_on(lang), contribution.given_on.map(|given| date(lang, given))),
        (t::field_note(lang), written(&contribution.note)),
        (t::field_not_counted(lang), contribution.cancelled.clone()),
    ];
    let known = known.into_iter().filter_map(|(word, value)| Some((word, value?)));
    let known = known.map(|(word, value)| view! { <dt>{word}</dt><dd>{value}</dd> });
    view! { <dl class="kv" id="contribution-facts">{known.collect_view()}</dl> }
}

/// Correcting it, or taking it out of every sum with the reason.
#[component]
fn CancelForm(id: DocumentId, contribution: Contribution) -> impl IntoView {
    let lang = use_lang();
    let draft = Draft::about(id, format!("contributions/{id}/cancel"));
    let book = draft.book();
    let reason = draft.typed("reason", "");
    let failed = Failure::none();
    let current = StoredValue::new(contribution);
    let call_off = move || {
        let Some(reason) = reason.note(lang) else { return };
        let edits = cancel(&current.get_value(), &reason);
        failed
            .watch(async move { book.save(id, Kind::Contribution, edits?).await }, move |()| draft.forget());
    };
    view! {
        <details class="explain" id="cancel-contribution">
            <summary>{t::contribution_cancel(lang)}</summary>
            <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); call_off(); }>
                <Drafted of=draft/>
                <Field id="reason" label=t::contribution_cancel_reason(lang) hint=t::contribution_cancel_hint(lang)
                    control=Control::Lines of=reason/>
                <Failed of=failed/>
                <button type="submit" class="button danger" id="cancel">{t::contribution_cancel(lang)}</button>
            </form>
        </details>
        <div class="actionbar">
            <a class="button main" id="edit-contribution" href=format!("/cell/contributions/{id}/edit")>
                {Icon::Document.draw()}<span>{t::contribution_edit(lang)}</span>
            </a>
        </div>
    }
}
