//! The score sheet of a meeting's quality.

use leptos::prelude::*;
use shared::document::command::meeting::score::{remark, score, score_by};
use shared::id::DocumentId;
use shared::org::OrganisationKind;
use shared::record::assessment::Answer;
use shared::record::meeting::Meeting;
use shared::scheme::evaluate::{Basis, Evaluation, evaluate};
use shared::scheme::{Certainty, Item, Rule, Scheme};
use shared::standing::facts::MonthFacts;

use super::frame::{Shut, is_shut, part_page, save_meeting};
use crate::components::draft::Draft;
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Choices, Control, Field};
use crate::components::pick::Pick;
use crate::explain::asked::{applied, choices, parts};
use crate::explain::{basis_line, held, item_line, reasons_list, sum_line};
use crate::state::book::{Book, use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// Up to so many points are offered as cards, more as a list that opens.
const FEW: u16 = 5;

/// The score sheet.
#[component]
pub fn QualityPage(
    /// The meeting.
    id: DocumentId,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    part_page(id, t::meeting_step_quality(lang), move |meeting| {
        let sheet = Derived::new(move || meeting.with(|meeting| sheet_of(book, meeting)));
        view! {
            <Shut id=id meeting=meeting/>
            {move || match sheet.get() {
                Some(sheet) => view! { <Sheet id=id meeting=meeting sheet=sheet/> }.into_any(),
                None => view! {
                    <div class="banner" data-kind="info" id="no-sheet"><p>{t::quality_none_long(lang)}</p></div>
                }.into_any(),
            }}
        }
        .into_any()
    })
}

/// The sheet that the meeting is scored by: the one it was begun with, while
/// the phone has it, or the one in force.
pub fn sheet_of(book: Book, meeting: &Meeting) -> Option<Scheme> {
    let (month, ruled) = (meeting.month?, book.opened());
    let named = |name: &str| ruled.sheet_named(&book.organisation()?, month, name).cloned();
    meeting.quality_scheme.as_deref().and_then(named).or_else(|| book.meeting_sheet(month))
}

/// What the answers on the sheet amount to.
pub fn scored(book: Book, meeting: &Meeting, sheet: &Scheme) -> Evaluation {
    let month = meeting.month.unwrap_or_else(|| book.month());
    let kind = book.organisation().map_or(OrganisationKind::Cell, |organisation| organisation.kind);
    book.rows.with(|rows| {
        let facts = MonthFacts::new(kind, month, rows.values().map(|row| &row.fact));
        evaluate(sheet, &facts.of_meeting(meeting))
    })
}

#[component]
fn Sheet(id: DocumentId, meeting: Derived<Meeting>, sheet: Scheme) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let kept = StoredValue::new(sheet.clone());
    let result =
        Derived::new(move || meeting.with(|meeting| kept.with_value(|sheet| scored(book, meeting, sheet))));
    let criteria = parts(lang, &sheet).into_iter().map(|part| {
        let items = part.items.into_iter().map(|item| {
            view! { <ScoreItem id=id meeting=meeting sheet=kept item=item result=result/> }
        });
        view! { <h2>{part.heading}</h2> {items.collect_view()} }
    });
    let criteria = criteria.collect_view();
    let sample = sheet.items().any(|item| item.certainty == Certainty::Sample);
    let sample = sample.then(|| view! { <p class="meta">{t::assess_sample(lang)}</p> });
    view! {
        <p>{sheet.title.get(lang).to_owned()}<br/><span class="meta">{sheet.source.get(lang).to_owned()}</span></p>
        {sample}
        {criteria}
        {move || kept.with_value(|sheet| reasons_list(lang, sheet, &result.get()))}
        <div class="sumbar">
            <p id="score" role="status">{move || kept.with_value(|sheet| sum_line(lang, sheet, &result.get()))}</p>
            <a class="button main" id="score-done" href=format!("/cell/meetings/{id}")>{t::quality_done(lang)}</a>
        </div>
    }
}

/// One item of the sheet: its answers, and a remark.
#[component]
fn ScoreItem(
    id: DocumentId,
    meeting: Derived<Meeting>,
    sheet: StoredValue<Scheme>,
    item: Item,
    result: Derived<Evaluation>,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let failed = Failure::none();
    let key = StoredValue::new(item.id.clone());
    let found = Derived::new(move || {
        let of_item = |found: &&shared::scheme::evaluate::ItemResult| key.with_value(|key| found.id == *key);
        result.with(|result| result.items().find(of_item).cloned())
    });
    let answer =
        Derived::new(move || meeting.with(|meeting| key.with_value(|key| meeting.quality.get(key).copied())));
    let save = move |answer: Option<Answer>| {
        let current = meeting.get_untracked();
        let edits = key.with_value(|key| score(&current, key, answer)).and_then(|mut edits| {
            if current.quality_scheme.is_none() {
                edits.extend(sheet.with_value(|sheet| score_by(&current, &sheet.id))?);
            }
            Ok(edits)
        });
        failed.watch(save_meeting(book, id, edits), |()| ());
    };
    let shut = Derived::new(move || meeting.with(is_shut));
    let gives = move || found.get().map(|found| item_line(lang, &found));
    let held = move || held(lang, &found.get()?);
    let measured = move || {
        let found = found.get()?;
        let measured = matches!(found.basis, Basis::Measured(_) | Basis::Departed { .. });
        measured.then(|| view! { <p class="measured">{basis_line(lang, &found)}</p> })
    };
    // Which rule applies follows from the records, so the answers do, too.
    let case = Derived::new(move || found.get()?.case);
    let (name, text, note) = (item.id.clone(), item.text.get(lang).to_owned(), item.id.clone());
    let answers = move || {
        view! { <Answers item=item.clone() case=case.get() sheet=sheet answer=answer save=Callback::new(save)/> }
    };
    view! {
        <section class="item" id=name>
            <div class="item-head"><h3>{text}</h3><span class="points">{gives}</span></div>
            {measured}
            {held}
            <fieldset class="plain stack" disabled=move || shut.get()>
                {answers}
                <Remark id=id meeting=meeting item=note failed=failed/>
            </fieldset>
            <Failed of=failed/>
        </section>
    }
}

/// The answers that an item offers: cards where they are few.
#[component]
fn Answers(
    item: Item,
    case: Option<u8>,
    sheet: StoredValue<Scheme>,
    answer: Derived<Option<Answer>>,
    save: Callback<Option<Answer>>,
) -> impl IntoView {
    let lang = use_lang();
    let rule = applied(&item, case);
    let choices = sheet.with_value(|sheet| choices(lang, sheet, &item, rule));
    let text = move || answer.get().map(|answer| answer.to_string()).unwrap_or_default();
    if rule.most() <= FEW || matches!(rule, Rule::Met { .. }) {
        let choose = Callback::new(move |value: String| save.run(value.parse().ok()));
        return view! {
            <Choices name=item.id.clone() legend=t::quality_answer(lang) choices=choices
                chosen=Signal::derive(text) on_choose=choose/>
        }
        .into_any();
    }
    let of = crate::components::typed::Typed::new(untrack(text));
    Effect::new(move |_| of.text.set(text()));
    // What is chosen from the list is saved at once, like a tap on a card.
    Effect::new(move |_| {
        let typed = of.text.get();
        if typed != untrack(text) {
            save.run(typed.parse().ok());
        }
    });
    let nothing = (String::new(), t::quality_unanswered(lang).to_owned());
    let choices = std::iter::once(nothing).chain(choices).collect();
    view! { <Pick id=format!("{}-points", item.id) label=t::quality_answer(lang) choices=choices of=of/> }
        .into_any()
}

/// A remark to an item; it is also the reason where the answer departs from
/// what the records say.
#[component]
fn Remark(id: DocumentId, meeting: Derived<Meeting>, item: String, failed: Failure) -> impl IntoView {
    let lang = use_lang();
    let draft = Draft::about(id, format!("meetings/{id}/quality/{item}"));
    let book = draft.book();
    let written = meeting.get_untracked().quality_notes.get(&item).cloned().unwrap_or_default();
    let note = draft.typed("note", written);
    let key = StoredValue::new(item.clone());
    let save = move |_| {
        let Some(words) = note.optional_note(lang) else { return };
        let edits = key.with_value(|key| remark(&meeting.get_untracked(), key, words.as_ref()));
        failed.watch(save_meeting(book, id, edits), move |()| draft.forget());
    };
    view! {
        <details class="explain" open=draft_is_open(&note)>
            <summary>{t::quality_remark(lang)}</summary>
            <Field id=format!("{item}-note") label=t::quality_remark(lang) control=Control::Lines of=note/>
            <button type="button" class="button" on:click=save>{t::common_save(lang)}</button>
        </details>
    }
}

/// Whether there is a remark to be seen.
fn draft_is_open(note: &crate::components::typed::Typed) -> bool {
    note.text.with_untracked(|text| !text.is_empty())
}
