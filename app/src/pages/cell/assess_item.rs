//! One item of the assessment: what was measured, what a person answers, what it gives.

use leptos::prelude::*;
use shared::date::Date;
use shared::document::command::assessment::{answer, remark};
use shared::month::Month;
use shared::record::assessment::Answer;
use shared::ruling::{RegistrationState, registration_state};
use shared::scheme::evaluate::{Basis, ItemResult, Outcome};
use shared::scheme::next::{NextPoint, Takes};
use shared::scheme::{Item, Rule};
use shared::standing::month::MonthStanding;
use shared::year::Year;

use super::assess::{assessment_id, save_assessment};
use super::assess_next::next_line;
use super::registration::registration;
use crate::components::badge::badge;
use crate::components::draft::Draft;
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Choices, Control, Field};
use crate::components::show::Show;
use crate::explain::asked::{applied, choices};
use crate::explain::rule::source_line;
use crate::explain::{basis_line, held, item_line};
use crate::format::number;
use crate::record_word::own_line;
use crate::record_word::{record_href, record_title};
use crate::state::book::{use_book, use_lang};
use crate::state::derived::Derived;
use crate::t;

/// The item with its question or its measurement.
#[component]
pub fn ItemView(
    /// The month assessed.
    month: Month,
    /// The item.
    item: Item,
    /// What the records and answers give so far.
    standing: Derived<Option<MonthStanding>>,
    /// What the next point of each item would take.
    next: Derived<Vec<NextPoint>>,
    /// The day the assessment was submitted; it is then read-only.
    submitted: Derived<Option<Date>>,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let failed = Failure::none();
    let id = StoredValue::new(item.id.clone());
    let result = Derived::new(move || {
        let standing = standing.get()?;
        id.with_value(|id| standing.evaluation.item(id).cloned())
    });
    let chosen = Signal::derive(move || {
        let assessment = book.assessment(month);
        id.with_value(|id| assessment.answers.get(id).map(ToString::to_string).unwrap_or_default())
    });
    let choose = Callback::new(move |value: String| {
        let edits = answer(&book.assessment(month), &id.get_value(), value.parse().ok());
        failed.watch(save_assessment(book, month, edits), |()| ());
    });
    let gives = move || result.get().map(|result| item_line(lang, &result));
    let held = move || held(lang, &result.get()?);
    let more = move || {
        let line = next.with(|next| {
            let found = id.with_value(|id| next.iter().find(|next| next.item == *id))?;
            // That an open question is to be answered needs no words.
            (found.gain != 0 || found.takes != Takes::Answer).then(|| next_line(lang, found))
        });
        line.map(|line| view! { <p class="meta next">{line}</p> })
    };
    // Which rule applies follows from the records, so the question does, too.
    let case = Derived::new(move || result.get()?.case);
    let (name, kept) = (item.id.clone(), StoredValue::new(item.clone()));
    let question = move || {
        // News of rulings does not draw the form anew under whoever types.
        let scheme = untrack(|| book.scheme(month))?;
        let item = kept.get_value();
        let rule = applied(&item, case.get());
        let choices = choices(lang, &scheme, &item, rule);
        let source = source_line(lang, &scheme, item.source.as_deref(), item.certainty);
        let asked = if matches!(rule, Rule::Measured { .. }) {
            view! {
                <p class="measured">{move || result.get().map(|result| basis_line(lang, &result))}</p>
                {more}
                <MeasuredRecords result=result/>
                <Departure month=month item=item.id choices=choices chosen=chosen submitted=submitted result=result/>
            }
            .into_any()
        } else {
            view! {
                <fieldset class="plain" disabled=move || submitted.get().is_some()>
                    <Choices name=item.id legend=t::assess_answer(lang) choices=choices chosen=chosen on_choose=choose/>
                </fieldset>
                {more}
            }
            .into_any()
        };
        Some(view! { {asked}<p class="meta">{source}</p> })
    };
    let own = move || {
        let year = Year::of(month.first_day());
        let registration = registration(book, year);
        let line = id.with_value(|id| own_line(lang, registration.criteria.get(id)?))?;
        let ruled = book.opened();
        let verdict = ruled.registration_verdict(book.organisation_id()?, year);
        // The ward's own table shows it only once it is approved.
        let approved = matches!(registration_state(&registration, verdict), RegistrationState::Approved(_));
        let waiting = (!approved).then(|| badge("draft", t::approve_waiting(lang)));
        let line = registration.in_force().then(|| t::start_own(lang, line))?;
        Some(view! { <p class="meta own">{line}" "{waiting}</p> })
    };
    view! {
        <section class="item" id=name>
            <div class="item-head"><h3>{item.text.get(lang).to_owned()}</h3><span class="points">{gives}</span></div>
            {own}
            {held}
            {question}
            <Failed of=failed/>
        </section>
    }
}

/// The records behind a measurement, each one tap away.
#[component]
pub fn MeasuredRecords(
    /// The item's result.
    #[prop(into)]
    result: Signal<Option<ItemResult>>,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let list = move || {
        let figure = match result.get()?.basis {
            Basis::Measured(figure) | Basis::Departed { figure, .. } => figure,
            Basis::Answered(_) | Basis::NothingToMeasure | Basis::Unanswered | Basis::DoesNotApply(_) => {
                return None;
            }
        };
        let counted = figure.counted.into_iter().map(|id| (id, true));
        let records = counted.chain(figure.not_counted.into_iter().map(|id| (id, false)));
        let rows: Vec<_> = records
            .filter_map(|(id, counts)| {
                let record = book.row(id)?.fact.record;
                let (kind, word) = if counts {
                    ("ok", t::assess_counts(lang))
                } else {
                    ("missing", t::assess_counts_not(lang))
                };
                Some(view! {
                    <li><a class="card link" href=record_href(id, &record)>
                        <span class="title">{record_title(lang, &record)}</span>
                        <span class="badge" data-kind=kind>{word}</span>
                    </a></li>
                })
            })
            .collect();
        (!rows.is_empty()).then(|| {
            view! {
                <details class="explain">
                    <summary>{t::assess_records(lang, number(lang, rows.len() as u64))}</summary>
                    <ul class="list" role="list">{rows}</ul>
                </details>
            }
        })
    };
    view! { {list} }
}

/// A person may depart from the measurement, with a reason.
#[component]
fn Departure(
    month: Month,
    item: String,
    choices: Vec<(String, String)>,
    chosen: Signal<String>,
    submitted: Derived<Option<Date>>,
    result: Derived<Option<ItemResult>>,
) -> impl IntoView {
    let lang = use_lang();
    // Where the records have no answer, a person gives it here.
    let asked = untrack(|| result.get()).is_some_and(|result| result.outcome == Outcome::Missing);
    let draft = Draft::about(assessment_id(use_book(), month), format!("assess/{month}/{item}"));
    let book = draft.book();
    let note = book.assessment(month).notes.get(&item).cloned().unwrap_or_default();
    let reason = draft.typed("reason", note);
    let other = draft.typed("answer", chosen.get_untracked());
    let failed = Failure::none();
    let id = StoredValue::new(item.clone());
    let save = move |()| {
        let answered = other.text.with_untracked(|text| text.parse::<Answer>().ok());
        let Some(note) = (if answered.is_some() {
            // A departure without a reason is none.
            reason.note(lang).map(Some)
        } else {
            reason.optional_note(lang)
        }) else {
            return;
        };
        let current = book.assessment(month);
        let edits = id.with_value(|id| {
            let mut edits = remark(&current, id, note.as_ref())?;
            edits.extend(answer(&current, id, answered)?);
            Ok(edits)
        });
        failed.watch(save_assessment(book, month, edits), move |()| draft.forget());
    };
    let measured_again = move |_| {
        other.write(String::new());
        reason.write(String::new());
        save(());
    };
    let field = format!("{item}-reason");
    view! {
        <details class="explain" open=asked>
            <summary>{t::assess_depart(lang)}</summary>
            <fieldset class="plain stack" disabled=move || submitted.get().is_some()>
                <Choices name=item legend=t::assess_answer(lang) choices=choices chosen=other.text on_choose=other.chooser()/>
                <Field id=field label=t::assess_depart_reason(lang) control=Control::Lines of=reason/>
                <button type="button" class="button" on:click=move |_| save(())>{t::assess_depart_save(lang)}</button>
                <Show when=move || chosen.with(|chosen| !chosen.is_empty())>
                    <button type="button" class="button quiet" on:click=measured_again>{t::assess_depart_drop(lang)}</button>
                </Show>
            </fieldset>
            <Failed of=failed/>
        </details>
    }
}
