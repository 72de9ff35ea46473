//! The road of a resolution: written, discussed, adopted, issued, posted, reported.

use leptos::prelude::*;
use shared::date::Date;
use shared::document::command::CommandError;
use shared::document::command::resolution::{discuss, publish};
use shared::document::edit::Edit;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::record::Kind;
use shared::record::resolution::{Resolution, ResolutionState};

use super::resolution_issue::IssueForm;
use crate::components::badge::badge;
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Control, Field};
use crate::components::icon::Icon;
use crate::format::date;
use crate::state::book::use_lang;
use crate::t;

/// How far a resolution has come, as a mark.
pub fn state_badge(lang: Lang, resolution: &Resolution) -> impl IntoView + use<> {
    let (kind, word) = match resolution.state() {
        ResolutionState::Draft => ("draft", t::resolution_draft(lang)),
        ResolutionState::Discussed => ("draft", t::publish_discussed(lang)),
        ResolutionState::Adopted => ("ok", t::resolution_adopted(lang)),
        ResolutionState::Issued => ("ok", t::publish_issued(lang)),
        ResolutionState::HalfPublished => ("ok", t::publish_half(lang)),
        ResolutionState::Published => ("ok", t::publish_done(lang)),
        ResolutionState::Superseded => ("missing", t::publish_superseded(lang)),
        ResolutionState::Withdrawn => ("missing", t::resolution_withdrawn(lang)),
    };
    badge(kind, word)
}

/// Whether its publication is late on `day`, as a mark.
pub fn late_badge(lang: Lang, resolution: &Resolution, day: Date) -> impl IntoView + use<> {
    resolution.publishing_overdue(day).then(|| badge("late", t::publish_late(lang)))
}

/// The steps with their days; the first that is open is the current one.
#[component]
pub fn Road(
    /// The resolution.
    resolution: Resolution,
    /// The day by which lateness is judged.
    day: Date,
) -> impl IntoView {
    let lang = use_lang();
    let last = resolution.publish_by().map(|by| {
        let by = date(lang, by);
        if resolution.publishing_overdue(day) {
            t::publish_was_due(lang, by)
        } else {
            t::publish_due(lang, by)
        }
    });
    // Adoption passes discussion over where nobody recorded it.
    let discussed = resolution.discussed_on.or(resolution.adopted_on);
    let steps = [
        (t::publish_step_discuss(lang), discussed, None),
        (t::publish_step_adopt(lang), resolution.adopted_on, None),
        (t::publish_step_issue(lang), resolution.issued_on, last.clone()),
        (t::publish_step_post(lang), resolution.posted_on, last.clone()),
        (t::publish_step_report(lang), resolution.reported_on, last),
    ];
    let current = steps.iter().position(|(_, done, _)| done.is_none());
    let steps = steps.into_iter().enumerate().map(|(place, (word, done, last))| {
        let here = (current == Some(place)).then_some("step");
        let meta = done.map(|on| date(lang, on)).or(last);
        view! {
            <li class:is-done=done.is_some() aria-current=here>
                <p>
                    {done.map(|_| view! { <span class="visually-hidden">{t::home_step_done(lang)}</span> })}
                    <span class="title">{word}</span>" "{meta.map(|meta| view! { <span class="meta">{meta}</span> })}
                </p>
            </li>
        }
    });
    view! { <ol class="steps" id="road" role="list">{steps.collect_view()}</ol> }
}

/// What the next step of the road asks, with its one action.
#[component]
pub fn NextStep(
    /// The document.
    id: DocumentId,
    /// The resolution.
    resolution: Resolution,
) -> impl IntoView {
    let lang = use_lang();
    let current = StoredValue::new(resolution.clone());
    let discuss_it: Act = |current, on| discuss(current, on, current.meeting);
    match resolution.state() {
        ResolutionState::Withdrawn | ResolutionState::Superseded | ResolutionState::Published => {
            ().into_any()
        }
        ResolutionState::Draft | ResolutionState::Discussed => view! {
            {resolution.discussed_on.is_none().then(|| view! {
                <details class="explain">
                    <summary>{t::publish_step_discuss(lang)}</summary>
                    <DayForm id=id current=current name="discussed" label=t::field_discussed_on(lang)
                        word=t::publish_discuss(lang) main=false act=discuss_it/>
                </details>
            })}
            <div class="actionbar">
                <a class="button main" id="to-adopt" href=format!("/cell/resolutions/{id}/edit")>
                    {Icon::Check.draw()}<span>{t::resolution_adopt(lang)}</span>
                </a>
            </div>
        }
        .into_any(),
        ResolutionState::Adopted | ResolutionState::Issued | ResolutionState::HalfPublished => {
            let issued = resolution.official_number.is_some();
            let (post, report) = (resolution.posted_on.is_none(), resolution.reported_on.is_none());
            let reporting = move |main| {
                view! {
                    <DayForm id=id current=current name="reported" label=t::field_reported_on(lang)
                        word=t::publish_report(lang) main=main act=publish::report/>
                }
            };
            match (issued, post) {
                (false, _) => view! { <IssueForm id=id current=current/> }.into_any(),
                (true, true) => view! {
                    {report.then(|| view! {
                        <details class="explain"><summary>{t::publish_step_report(lang)}</summary>{reporting(false)}</details>
                    })}
                    <h2>{t::publish_step_post(lang)}</h2>
                    <DayForm id=id current=current name="posted" label=t::field_posted_on(lang)
                        word=t::publish_post(lang) main=true act=publish::post/>
                }
                .into_any(),
                (true, false) => view! { <h2>{t::publish_step_report(lang)}</h2> {reporting(true)} }.into_any(),
            }
        }
    }
}

/// A step that needs nothing but its day.
type Act = fn(&Resolution, Date) -> Result<Vec<Edit>, CommandError>;

#[component]
fn DayForm(
    id: DocumentId,
    current: StoredValue<Resolution>,
    /// The control's id, and the draft's name.
    name: &'static str,
    label: &'static str,
    word: &'static str,
    /// Whether it is the page's main action.
    main: bool,
    act: Act,
) -> impl IntoView {
    let lang = use_lang();
    let draft = Draft::about(id, format!("resolutions/{id}/{name}"));
    let book = draft.book();
    let on = draft.typed("on", untrack(|| book.day()).to_string());
    let failed = Failure::none();
    let submit = move || {
        let Some(on) = on.date(lang) else { return };
        let edits = act(&current.get_value(), on);
        failed.watch(async move { book.save(id, Kind::Resolution, edits?).await }, move |()| draft.forget());
    };
    let button = if main {
        view! { <div class="actionbar"><button type="submit" class="button main" id=name>{word}</button></div> }.into_any()
    } else {
        view! { <button type="submit" class="button" id=name>{word}</button> }.into_any()
    };
    view! {
        <form class="stack" on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=draft/>
            <Field id=format!("{name}_on") label=label control=Control::Date of=on/>
            <Failed of=failed/>
            {button}
        </form>
    }
}
