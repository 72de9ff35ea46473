//! Recording a contribution, or correcting it.

use leptos::prelude::*;
use shared::amount::Amount;
use shared::document::command::contribution::{Gift, Much, record};
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::record::contribution::{Contribution, Source, Unit};
use shared::record::{Kind, Record};
use shared::sorted_set::SortedSet;
use shared::standing::pledged::{Pledge, pledges};

use super::contribution::back;
use super::contributions::contributions;
use super::record_page::edit_page;
use crate::components::doubt::{Doubt, FutureDoubt};
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Choices, Control, Field};
use crate::components::layout::Page;
use crate::components::offered::Offered;
use crate::components::pick::Pick;
use crate::components::typed::Typed;
use crate::field_word::{amount_words, giver_word, unit_word};
use crate::format::{grouped, western_digits};
use crate::state::book::{Book, use_book, use_lang};
use crate::t;

/// The most givers that are written.
const MOST_GIVERS: u16 = 9_999;

/// A new contribution, perhaps against a pledge.
#[component]
pub fn NewContribution(
    /// The pledge it is given against, if any.
    pledge: Option<DocumentId>,
) -> impl IntoView {
    let lang = use_lang();
    let current = match untrack(|| use_book().row(pledge?)).map(|row| row.fact.record) {
        Some(Record::Contribution(pledged)) => Contribution {
            amount: None,
            pledged: None,
            given_on: None,
            givers: None,
            note: String::new(),
            against: pledge,
            ..pledged
        },
        _ => Contribution::default(),
    };
    view! {
        <Page title=Signal::stored(t::contribution_new(lang).to_owned()) back=back(lang)>
            <ContributionForm document=None current=current/>
        </Page>
    }
}

/// A contribution, to correct.
#[component]
pub fn EditContribution(
    /// The contribution.
    id: DocumentId,
) -> impl IntoView {
    let lang = use_lang();
    let of = |record| match record {
        Record::Contribution(current) => Some(current),
        _ => None,
    };
    let form = |document, current| view! { <ContributionForm document=document current=current/> }.into_any();
    edit_page(id, t::contribution_edit(lang), back(lang), of, form)
}

/// What is typed.
#[derive(Clone, Copy)]
struct Typing {
    unit: Typed,
    amount: Typed,
    pledged: Typed,
    purpose: Typed,
    project: Typed,
    given_on: Typed,
    source: Typed,
    givers: Typed,
    resolution: Typed,
    against: Typed,
    note: Typed,
}

impl Typing {
    fn of(draft: Draft, book: Book, lang: Lang, current: &Contribution) -> Self {
        let written = |amount: Option<Amount>| {
            amount.map(|amount| grouped(lang, amount.number().into())).unwrap_or_default()
        };
        let givers = current.givers.map(|givers| givers.to_string());
        let written_id = |id: Option<DocumentId>| id.map(|id| id.to_string()).unwrap_or_default();
        Self {
            unit: draft.typed("unit", current.unit.unwrap_or(Unit::Vnd).name()),
            amount: draft.typed("amount", written(current.amount)),
            pledged: draft.typed("pledged", written(current.pledged)),
            purpose: draft.typed("purpose", current.purpose.clone()),
            project: draft.typed("project", current.project.clone()),
            given_on: draft.typed("given_on", current.given_on.unwrap_or_else(|| book.day()).to_string()),
            source: draft.typed("source", current.source.unwrap_or(Source::People).name()),
            givers: draft.typed("givers", givers.unwrap_or_default()),
            resolution: draft.typed("resolution", written_id(current.resolution)),
            against: draft.typed("against", written_id(current.against)),
            note: draft.typed("note", current.note.clone()),
        }
    }

    /// The gift, or `None` with what is wrong shown at the fields.
    fn gift(self, lang: Lang) -> Option<Gift> {
        let (much, purpose) = (self.much(lang), self.purpose.title(lang));
        let (project, given_on) = (self.project.optional_title(lang), self.given_on.date(lang));
        let (givers, note) = (self.givers.optional_number(lang, MOST_GIVERS), self.note.optional_note(lang));
        let against = self.against.text.with_untracked(|id| id.parse().ok());
        Some(Gift {
            unit: self.unit.text.with_untracked(|name| Unit::from_name(name)).unwrap_or(Unit::Vnd),
            much: much?,
            purpose: purpose?,
            project: project?,
            given_on: given_on?,
            source: self.source.text.with_untracked(|name| Source::from_name(name)).unwrap_or(Source::People),
            givers: givers?,
            resolution: self.resolution.text.with_untracked(|id| id.parse().ok()),
            // What is pledged anew is no gift.
            against: against.filter(|_| matches!(much, Some(Much::Given(_)))),
            note: note?,
        })
    }

    /// What is given, which may be left out where something is pledged.
    fn much(self, lang: Lang) -> Option<Much> {
        match self.pledged.optional_amount(lang)? {
            Some(pledged) => Some(Much::Pledged(pledged, self.amount.optional_amount(lang)?)),
            None => self.amount.amount(lang).map(Much::Given),
        }
    }
}

#[component]
fn ContributionForm(document: Option<DocumentId>, current: Contribution) -> impl IntoView {
    let lang = use_lang();
    let draft = match (document, current.against) {
        (None, Some(pledge)) => Draft::at(format!("contributions/{pledge}/gift")),
        _ => Draft::of("contributions", document),
    };
    let book = draft.book();
    let typing = untrack(|| Typing::of(draft, book, lang, &current));
    let open = untrack(|| open_pledges(book, document, current.against));
    let choices = pledge_choices(lang, &open);
    // A gift is counted in the unit of its pledge.
    Effect::new(move |before: Option<String>| {
        let chosen = typing.against.text.get();
        let pledge = open.iter().find(|(id, _)| id.to_string() == chosen);
        if let Some(unit) =
            pledge.and_then(|(_, one)| one.unit).filter(|_| before.is_some_and(|it| it != chosen))
        {
            typing.unit.write(unit.name().to_owned());
        }
        chosen
    });
    let failed = Failure::none();
    let button = if document.is_some() { t::common_save(lang) } else { t::contribution_record(lang) };
    let current = StoredValue::new(current);
    let submit = move || {
        let Some(gift) = typing.gift(lang) else { return };
        let edits = record(&current.get_value(), &gift);
        failed.watch(async move { book.keep(document, Kind::Contribution, edits?).await }, move |id| {
            draft.forget();
            book.go(&format!("/cell/contributions/{id}"));
        });
    };
    let units = Unit::ALL.map(|unit| (unit.name().to_owned(), unit_word(lang, unit).to_owned())).to_vec();
    let sources =
        Source::ALL.map(|source| (source.name().to_owned(), giver_word(lang, source).to_owned())).to_vec();
    view! {
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=draft/>
            {choices.map(|choices| view! {
                <Pick id="against" label=t::field_against(lang) choices=choices of=typing.against/>
            })}
            <Choices name="unit".to_owned() legend=t::field_unit(lang) choices=units
                chosen=typing.unit.text on_choose=typing.unit.chooser()/>
            <Field id="amount" label=t::field_amount(lang) hint=t::contribution_amount_hint(lang)
                control=Control::Number of=typing.amount/>
            {read_back(lang, typing.unit, typing.amount)}
            <Doubt of=Signal::derive(move || {
                let nothing = typing.amount.text.with(|text| western_digits(text).parse::<Amount>());
                nothing.is_ok_and(|amount| amount.number() == 0).then(|| t::doubt_nothing_given(lang).to_owned())
            })/>
            <Field id="pledged" label=t::field_pledged(lang) hint=t::contribution_pledged_hint(lang)
                control=Control::Number of=typing.pledged/>
            {read_back(lang, typing.unit, typing.pledged)}
            <Field id="purpose" label=t::field_purpose(lang) hint=t::contribution_purpose_hint(lang)
                of=typing.purpose/>
            <Offered id="project" label=t::field_project(lang) hint=t::contribution_project_hint(lang)
                offers=projects(book) of=typing.project/>
            <Field id="given_on" label=t::field_given_on(lang) control=Control::Date of=typing.given_on/>
            <FutureDoubt of=typing.given_on/>
            <Choices name="source".to_owned() legend=t::field_giver(lang) choices=sources
                chosen=typing.source.text on_choose=typing.source.chooser()/>
            <Field id="givers" label=t::field_givers(lang) hint=t::contribution_givers_hint(lang)
                control=Control::Number of=typing.givers/>
            <Pick id="resolution" label=t::field_by_resolution(lang) choices=resolutions(book, lang)
                of=typing.resolution/>
            <Field id="note" label=t::field_note(lang) control=Control::Lines of=typing.note/>
            <Failed of=failed/>
            <div class="actionbar">
                <button type="submit" class="button main" id="record">{button}</button>
            </div>
        </form>
    }
}

/// The amount as it will stand in the book: zeros are easily miscounted.
fn read_back(lang: Lang, unit: Typed, amount: Typed) -> impl IntoView {
    move || {
        let amount = amount.text.with(|text| western_digits(text).parse::<Amount>().ok())?;
        let unit = unit.text.with(|name| Unit::from_name(name))?;
        let words = amount_words(lang, unit, amount.number().into());
        Some(view! { <p class="measured">{t::contribution_read_back(lang, words)}</p> })
    }
}

/// The projects that were named before.
fn projects(book: Book) -> Vec<String> {
    let known: SortedSet<_> =
        untrack(|| contributions(book, &|_| true)).into_iter().map(|(_, c, _)| c.project).collect();
    known.into_iter().filter(|project| !project.is_empty()).collect()
}

/// The pledges of which something is still to be given, and the one that is `kept`.
fn open_pledges(
    book: Book,
    own: Option<DocumentId>,
    kept: Option<DocumentId>,
) -> Vec<(DocumentId, Contribution)> {
    let known = contributions(book, &|one| one.cancelled.is_none());
    let all: Vec<_> = known.iter().map(|(id, one, _)| (*id, one)).collect();
    let open = |pledge: &Pledge<'_>| Some(pledge.document) == kept || !pledge.is_kept();
    let open = pledges(&all).into_iter().filter(|pledge| Some(pledge.document) != own && open(pledge));
    open.map(|pledge| (pledge.document, pledge.contribution.clone())).collect()
}

/// The pledges to choose from, and none of them; nothing where there is none.
fn pledge_choices(lang: Lang, open: &[(DocumentId, Contribution)]) -> Option<Vec<(String, String)>> {
    let words = |one: &Contribution| {
        let much = one.unit.zip(one.pledged);
        much.map(|(unit, pledged)| amount_words(lang, unit, pledged.number().into())).unwrap_or_default()
    };
    let choices = open.iter().map(|(id, one)| (id.to_string(), format!("{}: {}", one.purpose, words(one))));
    let none = (String::new(), t::contribution_no_pledge(lang).to_owned());
    (!open.is_empty()).then(|| std::iter::once(none).chain(choices).collect())
}

/// The resolutions to choose from, and none of them.
fn resolutions(book: Book, lang: Lang) -> Vec<(String, String)> {
    let none = std::iter::once((String::new(), t::contribution_no_resolution(lang).to_owned()));
    let known = untrack(|| book.resolutions(|_, _| true)).into_iter();
    none.chain(known.map(|(id, resolution, _)| (id.to_string(), resolution.title))).collect()
}
