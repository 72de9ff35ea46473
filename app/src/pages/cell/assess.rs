//! The month's self-assessment on the four goods.

use leptos::prelude::*;
use shared::document::command::CommandError;
use shared::document::command::assessment::{begin, take_back};
use shared::document::edit::Edit;
use shared::id::DocumentId;
use shared::month::Month;
use shared::record::Kind;
use shared::scheme::evaluate::Outcome;
use shared::scheme::{Certainty, Scheme};
use shared::standing::month::Progress;

use super::assess_item::ItemView;
use super::assess_next::WayUp;
use super::assess_submit::{Concluding, Conclusion, Submit};
use super::resolution::Notices;
use crate::components::badge::row_badges;
use crate::components::failed::{Failed, Failure};
use crate::components::goods::Goods;
use crate::components::icon::Icon;
use crate::components::layout::Page;
use crate::components::paper_link::PaperLink;
use crate::components::show::Show;
use crate::explain::asked::parts;
use crate::explain::sum_line;
use crate::format::{date, month as write_month};
use crate::paper::PaperOf;
use crate::state::book::{Book, use_book, use_lang};
use crate::state::derived::Derived;
use crate::state::saving::SaveError;
use crate::t;

/// The document of this cell's assessment of `month`.
pub fn assessment_id(book: Book, month: Month) -> Option<DocumentId> {
    book.organisation_id()
        .map(|organisation| DocumentId::natural(organisation, &format!("assessment/{month}")))
}

/// Saves `edits` to the assessment of `month`, beginning it where nobody has.
pub async fn save_assessment(
    book: Book,
    month: Month,
    edits: Result<Vec<Edit>, CommandError>,
) -> Result<(), SaveError> {
    let id = assessment_id(book, month).ok_or(SaveError::NotEnrolled)?;
    let mut edits = edits?;
    let current = book.assessment(month);
    if current.month.is_none()
        && let Some(scheme) = book.scheme(month)
    {
        edits.extend(begin(&current, month, &scheme.id)?);
    }
    book.save(id, Kind::Assessment, edits).await
}

/// The assessment of one month.
#[component]
pub fn Assess(
    /// The month.
    month: Month,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let title = t::assess_of(lang, write_month(lang, month));
    // The form is drawn once; its figures follow the records.
    let scheme = untrack(|| book.scheme(month));
    view! {
        <Page title=Signal::stored(title)>
            {match scheme {
                Some(scheme) => view! { <Sheet month=month scheme=scheme/> }.into_any(),
                None => view! { <div class="banner" data-kind="info"><p>{t::home_no_scheme(lang)}</p></div> }.into_any(),
            }}
        </Page>
    }
}

#[component]
fn Sheet(month: Month, scheme: Scheme) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let standing = Derived::new(move || book.standing(month).map(|(_, standing)| standing));
    let submitted = Derived::new(move || match standing.get().map(|s| s.progress) {
        Some(Progress::Submitted(on)) => Some(on),
        _ => None,
    });
    // What was submitted is not to be improved.
    let next = Derived::new(move || match submitted.get() {
        Some(_) => Vec::new(),
        None => book.next_points(month),
    });
    let failed = Failure::none();
    let typing = Concluding::of(book, month);
    let row = move || assessment_id(book, month).and_then(|id| book.row(id));
    let notices = move || {
        row().map(|row| view! { <p class="row">{row_badges(lang, &row)}</p><Notices id=row.fact.document row=row.clone()/> })
    };
    let take_it_back = move |_| {
        failed.watch(save_assessment(book, month, Ok(take_back())), |()| ());
    };
    let picture = {
        let scheme = scheme.clone();
        move || standing.get().map(|standing| view! { <Goods scheme=scheme.clone() standing=standing/> })
    };
    let parts = parts(lang, &scheme);
    let asked: Vec<String> = parts.iter().flat_map(|part| &part.items).map(|item| item.id.clone()).collect();
    let criteria = parts.into_iter().map(|part| {
        let items = part.items.into_iter().map(|item| {
            view! { <ItemView month=month item=item standing=standing next=next submitted=submitted/> }
        });
        view! { <h2 id=part.id>{part.heading}</h2> {items.collect_view()} }
    });
    let criteria = criteria.collect_view();
    let first_open = move || {
        let evaluation = standing.get()?.evaluation;
        let answers = book.assessment(month).answers;
        let is_open = |id: &&String| match evaluation.item(id) {
            Some(item) => item.outcome == Outcome::Missing,
            None => !answers.contains_key(*id),
        };
        let open = asked.iter().find(is_open).filter(|_| evaluation.unanswered != 0)?;
        Some(view! { <a class="button" href=format!("#{open}")>{t::assess_first_open(lang)}</a> })
    };
    let sample = scheme.items().any(|item| item.certainty == Certainty::Sample);
    let sum = {
        let scheme = scheme.clone();
        move || standing.get().map(|standing| sum_line(lang, &scheme, &standing.evaluation))
    };
    view! {
        {notices}
        <p>{scheme.title.get(lang).to_owned()}<br/><span class="meta">{scheme.source.get(lang).to_owned()}</span></p>
        {sample.then(|| view! { <p class="meta">{t::assess_sample(lang)}</p> })}
        <div class="row month">
            <a class="button quiet" href=format!("/cell/assess/{}", month.previous())>
                {Icon::Before.draw()}<span class="visually-hidden">{t::home_month_before(lang)}</span>
            </a>
            <strong class="title">{write_month(lang, month)}</strong>
            <a class="button quiet" href=format!("/cell/assess/{}", month.next())>
                {Icon::Chevron.draw()}<span class="visually-hidden">{t::home_month_after(lang)}</span>
            </a>
        </div>
        {picture}
        <Before month=month/>
        <Show when=move || submitted.get().is_some()>
            <div class="banner" data-kind="info">
                <p>{move || submitted.get().map(|on| t::assess_submitted(lang, date(lang, on)))}</p>
                <button type="button" class="button" on:click=take_it_back>{t::assess_take_back(lang)}</button>
            </div>
        </Show>
        <Failed of=failed/>
        {criteria}
        <Conclusion month=month typing=typing submitted=submitted/>
        <Show when=move || submitted.get().is_none()>
            <WayUp month=month/>
            <Submit month=month standing=standing typing=typing/>
        </Show>
        {move || row().map(|row| view! { <p class="row"><PaperLink of=PaperOf::Record(row.fact.document)/></p> })}
        <div class="sumbar"><p id="sum">{sum}</p>{first_open}</div>
    }
}

/// The measures that the month before ended with: where this month begins.
#[component]
fn Before(month: Month) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let before = month.previous();
    let measures = Derived::new(move || book.assessment(before).measures);
    let shown = move || {
        let measures = measures.get();
        (!measures.trim().is_empty()).then(|| {
            let lines = measures.lines().filter(|line| !line.trim().is_empty());
            let lines = lines.map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
            view! {
                <h2>{t::start_measures(lang, write_month(lang, before))}</h2>
                <div class="card stack tight" id="measures-before">{lines}</div>
            }
        })
    };
    view! { {shown} }
}
