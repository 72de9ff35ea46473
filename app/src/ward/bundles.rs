//! Files of phones that found no road, taken in at the office.

use leptos::prelude::*;
use shared::document::admission::Refusal;
use shared::id::DeviceNumber;
use shared::lang::Lang;
use shared::moment::Moment;

use super::custody::phone_words;
use super::desk::{Desk, desk_page};
use super::devices::Right;
use super::paths;
use crate::format::{moment, number};
use crate::standings::Frame;
use crate::t;

/// Why nothing of a file was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// None was chosen.
    NoFile,
    /// It is another sort of file.
    NotABundle,
    /// Its end is missing.
    Cut,
    /// It is not what was sealed.
    Damaged,
    /// It is too large.
    TooLarge,
    /// A newer program wrote it.
    Version,
    /// It is of an organisation, so named, that is not the ward's.
    Foreign(String),
    /// The ward does not know the key of this phone of that organisation.
    UnknownKey(DeviceNumber, String),
}

/// What became of one part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The name of the organisation.
    pub organisation: String,
    /// The phone that sealed it.
    pub device: DeviceNumber,
    /// Who uses that phone, as the roster says.
    pub users: Option<String>,
    /// What that phone may do.
    pub right: Right,
    /// When it was sealed, by the phone's clock.
    pub made_at: Moment,
    /// Changes in it.
    pub changes: usize,
    /// Those that are stored, now or from before.
    pub stored: usize,
    /// Those that build on others that are not here.
    pub waiting: usize,
    /// Records of which changes are kept for a decision.
    pub kept: usize,
    /// Why records are not accepted.
    pub refused: Vec<Refusal>,
}

/// What the page tells beside its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// Nothing: it was just opened.
    Nothing,
    /// A file was taken in.
    Taken(Vec<Part>),
    /// Nothing was taken.
    Refused(FileFault),
}

/// The page.
pub fn bundles_page(frame: &Frame, desk: &Desk, told: &Told) -> impl IntoView + use<> {
    let lang = frame.lang;
    let ward = &desk.ward.code;
    let (told, invalid) = match told {
        Told::Nothing => (().into_any(), None),
        Told::Taken(parts) => {
            let parts: Vec<_> = parts.iter().map(|one| part(lang, one)).collect();
            let custody = paths::custody(ward);
            let told = view! {
                <h2>{t::bundle_office_taken(lang)}</h2>
                <ul class="list" role="list" id="taken">{parts}</ul>
                <p><a class="button quiet" href=custody>{t::custody_title(lang)}</a></p>
            };
            (told.into_any(), None)
        }
        Told::Refused(fault) => {
            let words = fault_words(lang, fault);
            let told = view! {
                <div class="banner" data-kind="error" role="alert" id="file-error">
                    <p>{t::bundle_office_refused(lang)}" "{words}</p>
                </div>
            };
            (told.into_any(), Some("true"))
        }
    };
    let form = if desk.official.is_none() {
        let enter = format!("/enter?next={}", paths::overview(ward));
        view! {
            <div class="banner" data-kind="info">
                <p>{t::desk_only_look(lang)}</p>
                <a class="button" href=enter>{t::ward_enter_office_button(lang)}</a>
            </div>
        }
        .into_any()
    } else {
        view! {
            <form class="stack" method="post" enctype="multipart/form-data" action=paths::bundles(ward)>
                <div class="field">
                    <label for="file">{t::bundle_office_file(lang)}</label>
                    <p class="hint">{t::bundle_office_hint(lang)}</p>
                    <input id="file" name="file" type="file" aria-invalid=invalid aria-describedby=invalid.map(|_| "file-error")/>
                </div>
                <p><button class="button main" type="submit">{t::bundle_office_button(lang)}</button></p>
            </form>
        }
        .into_any()
    };
    let content = view! { <p>{t::bundle_office_text(lang)}</p> {told} {form} };
    desk_page(frame, desk, t::bundle_office_title(lang), content)
}

fn part(lang: Lang, part: &Part) -> impl IntoView + use<> {
    let count = |count: usize| number(lang, count as u64);
    let line = |is: bool, words: String| is.then(|| view! { <span class="meta">{words}</span> });
    let refused: Vec<_> =
        part.refused.iter().map(|why| line(true, refusal_words(lang, part.right, *why).to_owned())).collect();
    view! {
        <li class="card stack tight">
            <span class="title">{part.organisation.clone()}", "{phone_words(lang, part.device, part.users.as_deref())}</span>
            <span class="meta">{t::bundle_sealed(lang, moment(lang, part.made_at))}</span>
            <span>{t::bundle_office_stored(lang, count(part.stored), count(part.changes))}</span>
            {line(part.waiting != 0, t::bundle_waiting(lang, count(part.waiting)))}
            {line(part.kept != 0, t::bundle_office_kept(lang, count(part.kept)))}
            {refused}
        </li>
    }
}

/// Why changes were not accepted, for whoever brings them for somebody else.
fn refusal_words(lang: Lang, right: Right, refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::ForeignActor if right == Right::Write => t::bundle_not_its_own(lang),
        Refusal::ForeignActor => t::custody_revoked(lang),
        Refusal::ForeignDocument => t::refusal_foreign_document(lang),
        Refusal::BrokenSequence => t::refusal_broken_sequence(lang),
        Refusal::Unreadable | Refusal::Malformed => t::refusal_malformed(lang),
        Refusal::NotAllowed => t::refusal_not_allowed(lang),
        Refusal::TooLarge => t::refusal_too_large(lang),
    }
}

fn fault_words(lang: Lang, fault: &FileFault) -> String {
    match fault {
        FileFault::NoFile => t::bundle_no_file(lang).to_owned(),
        FileFault::NotABundle => t::bundle_not_a_bundle(lang).to_owned(),
        FileFault::Cut => t::bundle_cut(lang).to_owned(),
        FileFault::Damaged => t::bundle_damaged(lang).to_owned(),
        FileFault::TooLarge => t::bundle_too_large(lang).to_owned(),
        FileFault::Version => t::bundle_version(lang).to_owned(),
        FileFault::Foreign(name) => t::bundle_foreign(lang, name),
        FileFault::UnknownKey(device, name) => t::bundle_unknown_key(lang, number(lang, device.0), name),
    }
}
