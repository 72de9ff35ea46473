//! The state of saving: what is not at the ward, why not, and what to do.

use leptos::prelude::*;
use shared::share::Share;
use shared::sync::engine::Failure;
use shared::sync::wire::Fault;

use super::enrol::CodeForm;
use crate::components::icon::Icon;
use crate::components::layout::Page;
use crate::components::message::{failure, refused as refused_words};
use crate::components::show::Show;
use crate::components::typed::Typed;
use crate::format::{age, moment, number};
use crate::platform::clock;
use crate::record_word::{record_href, record_title};
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::state::syncing::{self, SyncState};
use crate::state::uploading::Upload;
use crate::state::writing::Writer;
use crate::t;

/// The page behind the line of the state of saving.
#[component]
pub fn SyncPage() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let sum = move || {
        let (count, oldest) = book.outbox.with(|o| (o.len(), o.values().map(|entry| entry.saved_at).min()));
        match oldest {
            Some(oldest) => {
                let count = t::home_unsent(lang, number(lang, count as u64));
                let oldest = t::home_oldest(lang, age(lang, oldest, clock::now()));
                view! { <p><span class="savestate" data-state="phone">{count}</span></p><p class="meta">{oldest}</p> }.into_any()
            }
            // What was refused is told below.
            None if !book.all_is_at_ward() => ().into_any(),
            None => {
                view! { <p><span class="savestate" data-state="ward">{t::sync_all_at_ward(lang)}</span></p> }
                    .into_any()
            }
        }
    };
    let size = move || {
        let kilobytes = book.unsent_bytes().div_ceil(1_000);
        (kilobytes != 0).then(|| view! { <p class="meta">{t::sync_size(lang, number(lang, kilobytes))}</p> })
    };
    // What is only here is safe only as long as the browser keeps it.
    let not_kept = move || {
        let at_risk = book.kept.get() == Some(false) && !book.outbox.with(|outbox| outbox.is_empty());
        at_risk.then(|| view! { <p class="meta" id="not-kept">{t::settings_not_kept(lang)}</p> })
    };
    let state = move || match book.sync.get() {
        SyncState::Quiet => t::sync_quiet(lang).to_owned(),
        SyncState::Running => t::sync_running(lang).to_owned(),
        SyncState::Done(at) => t::sync_done(lang, moment(lang, at)),
        SyncState::Failed(reason, at) => {
            format!("{} {}", failure(lang, reason), t::sync_tried(lang, moment(lang, at)))
        }
    };
    let photos = move || {
        let (there, all) = book.pictures_at_ward();
        (all != 0).then(|| {
            let state = if there == all { "ward" } else { "phone" };
            let words = t::photo_sent(lang, number(lang, there as u64), number(lang, all as u64));
            view! { <p id="photos-sum"><span class="savestate" data-state=state>{words}</span></p> }
        })
    };
    let upload = move || match book.upload.get() {
        Upload::Quiet => None,
        Upload::Sending(hash, sent) => {
            let bytes = book.held.with(|held| held.get(&hash).map(|held| held.bytes))?;
            let percent =
                t::common_percent(lang, number(lang, Share { part: sent, whole: bytes }.percent()?));
            Some(t::photo_sending(lang, percent))
        }
        Upload::Failed(reason) => Some(t::photo_send_failed(lang, failure(lang, reason))),
    };
    let running = move || book.sync.get() == SyncState::Running;
    let code = Typed::new("");
    // It stays while a new try is under way, and until the ward answers again.
    let unknown = Derived::following(move |before: Option<&bool>| match book.sync.get() {
        SyncState::Failed(Failure::Fault(Fault::UnknownDevice), _) => true,
        SyncState::Done(_) => false,
        SyncState::Quiet | SyncState::Running | SyncState::Failed(..) => before == Some(&true),
    });
    let anew = move || {
        let cell = book.organisation().map(|own| own.name).unwrap_or_default();
        view! {
            <h2>{t::enrol_anew_title(lang)}</h2>
            <p>{t::enrol_anew_text(lang, cell)}</p>
            <CodeForm code=code/>
        }
    };
    let unsent = move || {
        let rows = book.rows.get().into_values().filter(|row| row.unsent != 0);
        let rows = rows.map(|row| {
            view! {
                <li><a class="card link" href=record_href(row.fact.document, &row.fact.record)>
                    <span class="title">{record_title(lang, &row.fact.record)}</span>
                    <span class="badge" data-kind="phone">{t::sync_changes(lang, number(lang, row.unsent))}</span>
                </a></li>
            }
        });
        rows.collect_view()
    };
    let refused = move || {
        let rows = book.refused().into_iter().filter_map(|row| {
            let reason = refused_words(lang, &row)?;
            let id = row.fact.document;
            Some(view! {
                <li class="card stack tight">
                    <a class="title" href=record_href(id, &row.fact.record)>{record_title(lang, &row.fact.record)}</a>
                    <span class="meta">{reason}</span>
                    <a class="button" href=format!("/cell/aside/{id}")>{t::aside_look(lang)}</a>
                </li>
            })
        });
        let rows: Vec<_> = rows.collect();
        (!rows.is_empty()).then(|| {
            view! {
                <h2>{t::sync_refused(lang)}</h2>
                <p>{t::sync_refused_text(lang)}</p>
                <ul class="list" role="list">{rows}</ul>
            }
        })
    };
    view! {
        <Page title=Signal::stored(t::sync_title(lang).to_owned()) back=("/cell", t::nav_home(lang))>
            <div id="sum">{sum}{size}{not_kept}</div>
            <p id="sync-state" role="status">{state}</p>
            <Show when=move || unknown.get() && book.writer.get() == Writer::Here>{anew}</Show>
            {photos}
            <p id="upload-state" class="meta">{upload}</p>
            <ul class="list" role="list">{unsent}</ul>
            {refused}
            <p class="meta">{t::sync_text(lang)}</p>
            <p><a class="button quiet" id="carry" href="/cell/carry">{t::bundle_title(lang)}</a></p>
            <div class="actionbar">
                <button type="button" class="button main" id="sync-now" disabled=running on:click=move |_| syncing::wake(book)>
                    {Icon::Sync.draw()}<span>{t::sync_now(lang)}</span>
                </button>
            </div>
        </Page>
    }
}
