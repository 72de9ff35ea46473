//! One case of custody: what the changes say, who wrote and who brought them,
//! and the ward's word.

use shared::sorted_map::SortedMap;

use leptos::prelude::*;
use shared::document::history::{Changed, Entry};
use shared::id::{DeviceNumber, DocumentId};
use shared::lang::Lang;
use shared::replica::Row;
use shared::standing::facts::Fact;

use super::custody::{Decided, Kept, cause_words, phone_words};
use super::desk::{Desk, desk_page};
use super::form::{Offered, choice_field, note_field, ruling_form};
use super::paths;
use super::typed::Typed;
use crate::field_word::Words;
use crate::format::{moment, number};
use crate::standings::{Frame, Reader};
use crate::t;

/// What the ward says, as forms name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The changes enter the record.
    Accept,
    /// They do not, for a reason.
    Decline,
}

impl Verdict {
    /// Its name in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Decline => "decline",
        }
    }

    /// The one with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Accept, Self::Decline].into_iter().find(|verdict| verdict.name() == name)
    }
}

/// A case with all that a person needs to decide it.
#[derive(Debug, Clone)]
pub struct KeptCase {
    /// The case.
    pub kept: Kept,
    /// How many changes it holds.
    pub changes: usize,
    /// What they say, the newest first; nothing where they build on what is not here.
    pub entries: Vec<Entry>,
    /// Who uses the phones that wrote them.
    pub users: SortedMap<DeviceNumber, String>,
    /// The organisation's records, for names.
    pub facts: Vec<Fact>,
}

/// The page.
pub fn custody_case_page(
    frame: &Frame,
    desk: &Desk,
    case: &KeptCase,
    typed: &Typed,
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let kept = &case.kept;
    let (kind, word) = kept.badge(lang);
    let decided = kept.decided.as_ref().map(|decided| decision(lang, decided));
    let facts = view! {
        <dl class="kv">
            <dt>{t::custody_whose(lang)}</dt><dd>{kept.organisation.name.clone()}</dd>
            <dt>{t::custody_brought(lang)}</dt><dd>{phone_words(lang, kept.device, kept.users.as_deref())}</dd>
            <dt>{t::custody_when(lang)}</dt><dd>{moment(lang, kept.came_at)}</dd>
            <dt>{t::custody_why(lang)}</dt><dd>{cause_words(lang, kept.cause)}</dd>
        </dl>
    };
    let form = kept.decided.is_none().then(|| {
        let offered = vec![
            Offered::new(Verdict::Accept.name(), t::custody_accept(lang)),
            Offered::new(Verdict::Decline.name(), t::custody_decline(lang)),
        ];
        let fields = view! {
            <input type="hidden" name="changes" value=case.changes.to_string()/>
            {choice_field(lang, typed, "verdict", t::custody_verdict(lang), offered, None)}
            {note_field(lang, typed, "reason", t::custody_reason(lang), Some(t::custody_reason_hint(lang)), "")}
        };
        let action = paths::kept(&desk.ward.code, kept.key);
        view! {
            <h2>{t::custody_word(lang)}</h2>
            {ruling_form(lang, desk, typed, &action, t::custody_button(lang), fields)}
        }
    });
    let title = t::custody_case_title(lang, kept.title(lang));
    let content = view! {
        <p><span class="badge" data-kind=kind>{word}</span></p>
        {decided}
        {facts}
        <h2>{t::custody_says(lang)}</h2>
        {says(lang, desk.reader(), case)}
        {form}
        <p><a class="button" href=paths::custody(&desk.ward.code)>{t::custody_title(lang)}</a></p>
    };
    desk_page(frame, desk, &title, content)
}

fn decision(lang: Lang, decided: &Decided) -> impl IntoView + use<> {
    let reason = decided.declined.clone().map(|reason| view! { <p class="written">{reason}</p> });
    let by = t::desk_by(lang, &decided.official, moment(lang, decided.at));
    view! { {reason}<p class="meta">{by}</p> }
}

/// The changes in words, each with its writer and their clock.
fn says(lang: Lang, reader: Reader, case: &KeptCase) -> AnyView {
    let Some(record) = &case.kept.record else {
        let count = number(lang, case.changes as u64);
        return view! { <p>{t::custody_incomplete(lang, count)}</p> }.into_any();
    };
    if case.entries.is_empty() {
        return view! { <p>{t::custody_nothing_new(lang)}</p> }.into_any();
    }
    let row = |fact: &Fact| {
        let row = Row { fact: fact.clone(), unsent: 0, refused: None, heads: None, custody: None };
        (fact.document, row)
    };
    let rows: SortedMap<DocumentId, Row> = case.facts.iter().map(row).collect();
    let words = Words::new(lang, record, &rows, &[]);
    let field = |changed: &Changed| {
        let told = |value| reader.told(lang, &changed.path, words.value(&changed.path, value));
        view! {
            <dt>{reader.called(lang, &changed.path, words.path(&changed.path))}</dt>
            <dd>
                <span class="words">{told(&changed.new)}</span>
                <p class="meta">{t::custody_before(lang, told(&changed.old))}</p>
            </dd>
        }
    };
    let entries = case.entries.iter().map(|entry| {
        let writer = phone_words(lang, entry.device, case.users.get(&entry.device).map(String::as_str));
        let began = entry.changed.is_empty().then(|| view! { <p>{t::history_opened(lang)}</p> });
        view! {
            <li class="card stack tight">
                <p class="title">{writer}</p>
                <p class="meta">{t::history_by_phone(lang, moment(lang, entry.at))}</p>
                {began}
                <dl class="kv">{entry.changed.iter().map(field).collect_view()}</dl>
            </li>
        }
    });
    view! { <ol class="list" role="list">{entries.collect_view()}</ol> }.into_any()
}
