//! A paper: as it prints, and its files.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::id::DocumentId;
use shared::lang::Lang;

use crate::components::conflicted::Conflicted;
use crate::components::icon::Icon;
use crate::components::layout::{Back, Page};
use crate::components::paper_view;
use crate::file::{Format, Ready};
use crate::paper::{ListOf, PaperOf, Sources, file, formats, paper};
use crate::platform::{clock, file_out};
use crate::record_word::record_href;
use crate::state::book::{Book, use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// The page of a paper.
#[component]
pub fn PaperPage(
    /// Which paper.
    of: PaperOf,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let found = Derived::new(move || {
        let drawn = |sources: &Sources<'_>| {
            let paper = paper(sources, of)?;
            Some((formats(sources, of, &paper), paper))
        };
        book.with_sources(drawn).flatten()
    });
    let title = move || match found.get() {
        Some((_, paper)) => paper.title.kind,
        None => t::paper_title(lang).to_owned(),
    };
    let back = untrack(|| back(book, lang, of));
    let record = match of {
        PaperOf::Record(id) | PaperOf::Roll(id) => Some(id),
        PaperOf::Member(..) | PaperOf::List(..) => None,
    };
    view! {
        <Page title=Signal::derive(title) back=back>
            {record.map(|id| view! { <Conflicted id=id/> })}
            {move || match found.get() {
                Some((formats, paper)) => view! {
                    <Files of=of stem=paper.file.clone() formats=formats/>
                    {paper_view::paper(lang, &paper)}
                    <div class="actionbar">
                        <button type="button" class="button main" id="print" on:click=|_| file_out::print()>
                            {Icon::Print.draw()}<span>{t::paper_print(lang)}</span>
                        </button>
                    </div>
                }
                .into_any(),
                None => view! { <div class="empty"><p>{t::paper_none(lang)}</p></div> }.into_any(),
            }}
        </Page>
    }
}

/// Back to the record, or to where the list is kept.
fn back(book: Book, lang: Lang, of: PaperOf) -> Back {
    let record = |id: DocumentId| {
        let row = book.row(id)?;
        Some(record_href(id, &row.fact.record))
    };
    match of {
        PaperOf::Record(id) => match record(id) {
            Some(href) => (href, t::paper_back(lang)).into(),
            None => ("/cell", t::nav_home(lang)).into(),
        },
        PaperOf::Roll(id) => (format!("/cell/meetings/{id}/roll"), t::paper_back(lang)).into(),
        PaperOf::Member(id, _) => (format!("/cell/members/{id}"), t::paper_back(lang)).into(),
        PaperOf::List(list, _) => match list {
            ListOf::Members => ("/cell/members", t::nav_members(lang)).into(),
            ListOf::Tasks => ("/cell/tasks", t::nav_tasks(lang)).into(),
            ListOf::Contributions => ("/cell/contributions", t::shelf_contributions(lang)).into(),
            ListOf::Resolutions => ("/cell/resolutions", t::nav_resolutions(lang)).into(),
            ListOf::Attendance | ListOf::Meetings => ("/cell/meetings", t::nav_meetings(lang)).into(),
            ListOf::Months => ("/cell/review", t::shelf_review(lang)).into(),
        },
    }
}

/// The paper's files: each to be saved, or sent on where the phone can.
#[component]
fn Files(of: PaperOf, stem: String, formats: Vec<Format>) -> impl IntoView {
    let lang = use_lang();
    let book = use_book();
    let said = RwSignal::new(None::<Result<String, String>>);
    // Made when it is asked for, from what the book says then.
    let make = move |format: Format| {
        untrack(|| {
            book.with_sources(|sources| file(sources, of, &paper(sources, of)?, format, clock::now()))
                .flatten()
        })
    };
    let save = move |format: Format| {
        let Some(ready) = make(format) else { return };
        said.set(Some(match file_out::save(&ready) {
            Ok(()) => Ok(t::paper_saved(lang, &ready.name)),
            Err(error) => Err(t::paper_failed(lang, error.0)),
        }));
    };
    let send = move |format: Format| {
        let Some(ready) = make(format) else { return };
        spawn_local(async move {
            said.set(file_out::share(&ready).await.err().map(|error| Err(t::paper_failed(lang, error.0))));
        });
    };
    let rows = formats.into_iter().map(|format| {
        let (word, ending) = (word(lang, format), format.ending());
        let empty = Ready { name: format!("{stem}.{ending}"), kind: format.kind(), bytes: Vec::new() };
        view! {
            <li class="row">
                <button type="button" class="button" id=format!("save-{ending}") on:click=move |_| save(format)>
                    {t::paper_save(lang, word)}
                </button>
                {file_out::can_share(&empty).then(|| view! {
                    <button type="button" class="button quiet" id=format!("send-{ending}") on:click=move |_| send(format)>
                        {t::paper_send(lang, word)}
                    </button>
                })}
            </li>
        }
    });
    view! {
        <details class="explain paper-files" id="files">
            <summary>{t::paper_files(lang)}</summary>
            <ul class="list" role="list">{rows.collect_view()}</ul>
        </details>
        <p class="paper-files" role="status">{move || said.get().and_then(Result::ok)}</p>
        {move || said.get().and_then(Result::err).map(|error| {
            view! { <div class="banner" data-kind="error" role="alert"><p>{error}</p></div> }
        })}
    }
}

fn word(lang: Lang, format: Format) -> &'static str {
    match format {
        Format::Docx => t::paper_docx(lang),
        Format::Xlsx => t::paper_xlsx(lang),
        Format::Csv => t::paper_csv(lang),
        Format::Ics => t::paper_ics(lang),
    }
}
