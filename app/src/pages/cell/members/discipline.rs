//! The disciplinary measures of a member: what there is, and the form for one.

use leptos::prelude::*;
use shared::document::command::roster::record_discipline;
use shared::id::{EntryId, MemberId};
use shared::lang::Lang;
use shared::record::roster::{Discipline, Finding, Member, Office, Sanction, Validity};
use shared::year::Year;

use super::{name_of, roster_id, save_roster};
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Choices, Control, Field};
use crate::components::layout::Page;
use crate::components::typed::Typed;
use crate::field_word::{discipline_line, finding_word, office_word, sanction_word, validity_word};
use crate::platform::clock;
use crate::state::book::{use_book, use_lang};
use crate::t;

/// What is recorded of a member, each to be put right, and the way to record one more.
pub fn disciplined(lang: Lang, id: MemberId, member: &Member) -> impl IntoView + use<> {
    let href = format!("/cell/members/{id}/discipline");
    let lines = member.discipline.iter().map(|(entry, measure)| {
        view! {
            <li><a class="card link" href=format!("{href}/{entry}")>
                <span>{discipline_line(lang, measure)}</span>
                <span class="meta">{t::discipline_change(lang)}</span>
            </a></li>
        }
    });
    let lines = match member.discipline.is_empty() {
        false => view! { <ul class="list" role="list">{lines.collect_view()}</ul> }.into_any(),
        true => view! { <p class="meta">{t::discipline_none(lang)}</p> }.into_any(),
    };
    view! {
        <h2>{t::discipline_title(lang)}</h2>
        {lines}
        <p class="row"><a class="button" id="new-discipline" href=href>{t::discipline_record(lang)}</a></p>
    }
}

/// A new measure, or one to put right or withdraw.
#[component]
pub fn DisciplinePage(
    /// The member.
    id: MemberId,
    /// The measure's entry; none for a new one.
    entry: Option<EntryId>,
) -> impl IntoView {
    let lang = use_lang();
    let member = untrack(|| use_book().roster().members.remove(&id));
    let known = member.filter(|member| entry.is_none_or(|entry| member.discipline.contains_key(&entry)));
    let content = match known {
        Some(member) => {
            view! { <p class="title">{name_of(lang, &member)}</p>{form(id, entry, &member)} }.into_any()
        }
        None => view! { <p>{t::not_found_text(lang)}</p> }.into_any(),
    };
    let title = if entry.is_some() { t::discipline_change(lang) } else { t::discipline_record(lang) };
    let back = (format!("/cell/members/{id}"), t::nav_members(lang));
    view! { <Page title=Signal::stored(title.to_owned()) back=back>{content}</Page> }
}

fn form(id: MemberId, entry: Option<EntryId>, member: &Member) -> impl IntoView + use<> {
    let lang = use_lang();
    let current = entry.and_then(|entry| member.discipline.get(&entry));
    let draft = match entry {
        Some(entry) => Draft::about(roster_id(use_book()), format!("members/{id}/discipline/{entry}")),
        None => Draft::at(format!("members/{id}/discipline")),
    };
    let book = draft.book();
    let text = |of: fn(&Discipline) -> String| current.map(of).unwrap_or_default();
    // Of a new one nothing is presumed: what a measure is and who found it decide a year's grade.
    let sanction = draft.typed("sanction", text(|m| m.sanction.name().to_owned()));
    let decided_on = draft.typed("decided_on", text(|m| m.decided_on().to_string()));
    let year = |m: &Discipline| m.is_of_another_year().then(|| m.violated_in().to_string());
    let violated_in = draft.typed("violated_in", current.and_then(year).unwrap_or_default());
    let office = current.map_or(member.office, |measure| measure.office);
    let office = draft.typed("office", office.name());
    let finding = draft.typed("finding", text(|m| m.finding.name().to_owned()));
    let note = draft.typed("note", text(|m| m.note.as_ref().map(ToString::to_string).unwrap_or_default()));
    let validity = current.map_or(Validity::Stands, |measure| measure.validity);
    let validity = draft.typed("validity", validity.name());
    let measure = move || {
        let chosen = |typed: Typed| typed.text.get_untracked();
        let (decided_on, note) = (decided_on.date(lang), note.optional_title(lang));
        let year = violated_in.optional_number(lang, Year::LAST)?;
        let (form, found) = (Sanction::from_name(&chosen(sanction)), Finding::from_name(&chosen(finding)));
        for (open, typed) in [(form.is_none(), sanction), (found.is_none(), finding)] {
            if open {
                typed.refuse(t::desk_not_chosen(lang).to_owned());
            }
        }
        let office = Office::from_name(&chosen(office)).unwrap_or_default();
        // A year before 2000 is none of the book, and refused like one to come.
        let wrong = || violated_in.refuse(t::discipline_violated_wrong(lang).to_owned());
        let year = year.map(Year::new).transpose().inspect_err(|_| wrong()).ok()?;
        let measure = Discipline::new(form?, decided_on?, year, office, found?, note?);
        let mut measure = measure.inspect_err(|_| wrong()).ok()?;
        measure.validity = Validity::from_name(&chosen(validity))?;
        Some(measure)
    };
    let failed = Failure::none();
    let submit = move || {
        let Some(measure) = measure() else { return };
        let saved = async move {
            let entry = entry.map_or_else(|| clock::random().map(EntryId::from_bytes), Ok)?;
            save_roster(book, record_discipline(id, entry, &measure)).await
        };
        failed.watch(saved, move |()| {
            draft.forget();
            book.go(&format!("/cell/members/{id}"));
        });
    };
    let named = |name: &str, word: &str| (name.to_owned(), word.to_owned());
    let sanctions = Sanction::ALL.map(|s| named(s.name(), sanction_word(lang, s))).to_vec();
    let offices = Office::ALL.map(|o| named(o.name(), office_word(lang, o))).to_vec();
    let findings = Finding::ALL.map(|f| named(f.name(), finding_word(lang, f))).to_vec();
    let validities = Validity::ALL.map(|v| named(v.name(), validity_word(lang, v))).to_vec();
    let choose = |name: &str, legend: &'static str, choices: Vec<(String, String)>, of: Typed| {
        view! {
            <Choices name=name.to_owned() legend=legend choices=choices chosen=of.text on_choose=of.chooser()/>
            {move || of.error.get().map(|why| view! { <p class="banner" data-kind="error" role="alert">{why}</p> })}
        }
        .into_any()
    };
    view! {
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(); }>
            <Drafted of=draft/>
            {choose("sanction", t::discipline_sanction(lang), sanctions, sanction)}
            <Field id="decided_on" label=t::discipline_decided_on(lang) control=Control::Date of=decided_on/>
            <Field id="violated_in" label=t::discipline_violated_in(lang) hint=t::discipline_violated_hint(lang)
                control=Control::Number of=violated_in/>
            {choose("office", t::discipline_office(lang), offices, office)}
            {choose("finding", t::discipline_finding(lang), findings, finding)}
            <Field id="note" label=t::discipline_note(lang) of=note/>
            {entry.map(|_| choose("validity", t::discipline_validity(lang), validities, validity))}
            <Failed of=failed/>
            <div class="actionbar">
                <button type="submit" class="button main" id="save-discipline">{t::common_save(lang)}</button>
            </div>
        </form>
    }
}
