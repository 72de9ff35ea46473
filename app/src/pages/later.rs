//! The pages that come after the start.
//!
//! The program comes in two parts. The *first part* starts the app, shows the
//! home, enrols and syncs. The *later part* holds every other page, all that
//! writes, and all that judges by a scheme. The build moves there whatever only
//! [`part`] reaches; the service worker keeps it once the app is usable; it is
//! loaded when the home page or the first of its pages is shown.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use shared::year::Year;

use super::cell::aside::AsidePage;
use super::cell::assess::Assess;
use super::cell::carry::CarryPage;
use super::cell::conflicts::Conflicts;
use super::cell::contribution::ContributionPage;
use super::cell::contribution_form::EditContribution;
use super::cell::contribution_form::NewContribution;
use super::cell::contributions::Contributions;
use super::cell::history::HistoryPage;
use super::cell::home_month::MonthSoFar;
use super::cell::meeting::AgendaPage;
use super::cell::meeting::ConclusionPage;
use super::cell::meeting::EditMeeting;
use super::cell::meeting::HoldingPage;
use super::cell::meeting::ItemPage;
use super::cell::meeting::MeetingPage;
use super::cell::meeting::MinutesPage;
use super::cell::meeting::NewMeeting;
use super::cell::meeting::QualityPage;
use super::cell::meeting::ReviewPage;
use super::cell::meeting::RollPage;
use super::cell::meetings::Meetings;
use super::cell::members::Members;
use super::cell::members::discipline::DisciplinePage;
use super::cell::members::form::EditMember;
use super::cell::members::form::NewMember;
use super::cell::members::member::MemberPage;
use super::cell::not_found::NotFound;
use super::cell::paper::PaperPage;
use super::cell::photo::PhotoPage;
use super::cell::registration::RegistrationPage;
use super::cell::resolution::ResolutionPage;
use super::cell::resolution_form::EditResolution;
use super::cell::resolution_form::NewResolution;
use super::cell::resolutions::Resolutions;
use super::cell::review::YearReviewPage;
use super::cell::search::SearchPage;
use super::cell::settings::Settings;
use super::cell::shelf::Shelf;
use super::cell::standing::StandingPage;
use super::cell::task::TaskPage;
use super::cell::task_form::EditTask;
use super::cell::task_form::NewTask;
use super::cell::tasks::Tasks;
use crate::components::layout::Page;
use crate::place::Place;
use crate::platform::{page, wake, worker};
use crate::state::book::{use_book, use_lang};
use crate::t;

/// What the later part can draw.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// A place whose page is in it.
    page: fn(Place) -> AnyView,
    /// The month on the home page.
    month: fn() -> AnyView,
}

/// Where the later part is.
#[derive(Debug, Clone, Copy)]
pub enum Later {
    /// Nothing has asked for it yet.
    Unasked,
    /// On its way.
    Coming,
    /// It could not be had: there is no signal, and the phone has not kept it yet.
    Missing,
    /// Here.
    Here(Part),
}

/// The way into the later part. Nothing else may name what it draws, or the
/// build puts that into the first part.
#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn part() -> Result<Part, SplitLoaderError> {
    Ok(Part { page: at, month: || view! { <MonthSoFar/> }.into_any() })
}

fn at(place: Place) -> AnyView {
    match place {
        Place::Photo(id) => view! { <PhotoPage id=id/> }.into_any(),
        Place::Resolutions => view! { <Resolutions/> }.into_any(),
        Place::NewResolution(meeting) => view! { <NewResolution meeting=meeting/> }.into_any(),
        Place::Resolution(id) => view! { <ResolutionPage id=id/> }.into_any(),
        Place::EditResolution(id) => view! { <EditResolution id=id/> }.into_any(),
        Place::Tasks => view! { <Tasks/> }.into_any(),
        Place::NewTask { resolution, meeting } => {
            view! { <NewTask resolution=resolution meeting=meeting/> }.into_any()
        }
        Place::Task(id) => view! { <TaskPage id=id/> }.into_any(),
        Place::EditTask(id) => view! { <EditTask id=id/> }.into_any(),
        Place::Assess(month) => {
            let month = month.unwrap_or_else(|| untrack(|| use_book().month()));
            view! { <Assess month=month/> }.into_any()
        }
        Place::Shelf => view! { <Shelf/> }.into_any(),
        Place::Standing => view! { <StandingPage/> }.into_any(),
        Place::Contributions => view! { <Contributions/> }.into_any(),
        Place::NewContribution(pledge) => view! { <NewContribution pledge=pledge/> }.into_any(),
        Place::Contribution(id) => view! { <ContributionPage id=id/> }.into_any(),
        Place::EditContribution(id) => view! { <EditContribution id=id/> }.into_any(),
        Place::Members => view! { <Members/> }.into_any(),
        Place::NewMember => view! { <NewMember/> }.into_any(),
        Place::Member(id) => view! { <MemberPage id=id/> }.into_any(),
        Place::EditMember(id) => view! { <EditMember id=id/> }.into_any(),
        Place::Discipline(id, entry) => view! { <DisciplinePage id=id entry=entry/> }.into_any(),
        Place::Conflicts(id) => view! { <Conflicts id=id/> }.into_any(),
        Place::Carry => view! { <CarryPage/> }.into_any(),
        Place::Aside(id) => view! { <AsidePage id=id/> }.into_any(),
        Place::Settings => view! { <Settings/> }.into_any(),
        Place::Meetings => view! { <Meetings/> }.into_any(),
        Place::NewMeeting(form) => view! { <NewMeeting form=form/> }.into_any(),
        Place::Meeting(id) => view! { <MeetingPage id=id/> }.into_any(),
        Place::EditMeeting(id) => view! { <EditMeeting id=id/> }.into_any(),
        Place::Holding(id) => view! { <HoldingPage id=id/> }.into_any(),
        Place::Agenda(id) => view! { <AgendaPage id=id/> }.into_any(),
        Place::Roll(id) => view! { <RollPage id=id/> }.into_any(),
        Place::AgendaItem(id, item) => view! { <ItemPage id=id item=item/> }.into_any(),
        Place::MeetingConclusion(id) => view! { <ConclusionPage id=id/> }.into_any(),
        Place::TaskReview(id) => view! { <ReviewPage id=id/> }.into_any(),
        Place::MeetingQuality(id) => view! { <QualityPage id=id/> }.into_any(),
        Place::Minutes(id) => view! { <MinutesPage id=id/> }.into_any(),
        Place::Paper(of) => view! { <PaperPage of=of/> }.into_any(),
        Place::Search => view! { <SearchPage/> }.into_any(),
        Place::History(id, member) => view! { <HistoryPage id=id member=member/> }.into_any(),
        Place::Registration(year) => {
            let year = year.unwrap_or_else(present_year);
            view! { <RegistrationPage year=year/> }.into_any()
        }
        Place::Review(year) => {
            let year = year.unwrap_or_else(present_year);
            view! { <YearReviewPage year=year/> }.into_any()
        }
        // The first part draws these itself.
        Place::Home | Place::Sync | Place::Nowhere => view! { <NotFound/> }.into_any(),
    }
}

/// The year the book is open at.
fn present_year() -> Year {
    untrack(|| Year::of(use_book().day()))
}

/// Where the later part is, for the life of the app. When there is a new
/// chance of a signal, a missing part is asked for again.
pub fn watch() -> RwSignal<Later> {
    let later = RwSignal::new(Later::Unasked);
    wake::on_chance(move || {
        if matches!(later.get_untracked(), Later::Missing) {
            spawn_local(fetch(later));
        }
    });
    later
}

async fn fetch(later: RwSignal<Later>) {
    later.set(Later::Coming);
    later.set(part().await.map_or(Later::Missing, Later::Here));
}

/// What a tap on "try again" does. A part that cannot be had although there is
/// a signal belongs to a build that was replaced meanwhile: then the page is
/// loaded anew, which the service worker answers even without a signal.
async fn again(later: RwSignal<Later>) {
    fetch(later).await;
    if matches!(later.get_untracked(), Later::Missing) && worker::rules() {
        page::reload();
    }
}

/// A page of the later part; until that is here, a word about it.
#[component]
pub fn LaterPage(
    /// Where the person is.
    place: Place,
    /// Where the part is.
    later: RwSignal<Later>,
) -> impl IntoView {
    ask(later);
    move || match later.get() {
        Later::Here(part) => (part.page)(place),
        Later::Missing => view! { <Missing later=later/> }.into_any(),
        Later::Unasked | Later::Coming => view! { <Coming/> }.into_any(),
    }
}

/// The month on the home page; until the later part is here, a word about it.
#[component]
pub fn LaterMonth(
    /// Where the part is.
    later: RwSignal<Later>,
) -> impl IntoView {
    let lang = use_lang();
    ask(later);
    move || match later.get() {
        Later::Here(part) => (part.month)(),
        Later::Missing => view! { <Away later=later word=t::later_month_missing(lang)/> }.into_any(),
        Later::Unasked | Later::Coming => {
            view! { <p aria-busy="true">{t::later_month_coming(lang)}</p> }.into_any()
        }
    }
}

/// Asks for the part, unless it is here or on its way.
fn ask(later: RwSignal<Later>) {
    if matches!(later.get_untracked(), Later::Unasked | Later::Missing) {
        spawn_local(fetch(later));
    }
}

#[component]
fn Coming() -> impl IntoView {
    let lang = use_lang();
    view! { <Page title=Signal::stored(t::later_coming(lang).to_owned())><p aria-busy="true"></p></Page> }
}

#[component]
fn Missing(later: RwSignal<Later>) -> impl IntoView {
    let lang = use_lang();
    view! {
        <Page title=Signal::stored(t::later_missing_title(lang).to_owned())>
            <Away later=later word=t::later_missing(lang)/>
        </Page>
    }
}

/// Says that the part is not there, and tries again.
#[component]
fn Away(later: RwSignal<Later>, word: &'static str) -> impl IntoView {
    let lang = use_lang();
    view! {
        <div class="banner" data-kind="warn" role="alert"><p>{word}</p></div>
        <div class="actionbar">
            <button type="button" id="later-again" class="button main" on:click=move |_| spawn_local(again(later))>
                {t::later_again(lang)}
            </button>
        </div>
    }
}
