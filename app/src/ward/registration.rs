//! One registration: what the cell seeks and how it makes the scheme its own,
//! and the ward's word on it.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::record::registration::{OwnCriterion, Registration};
use shared::ruling::RegistrationDigest;
use shared::scheme::Scheme;
use shared::year::Year;

use super::desk::{Desk, desk_page};
use super::form::{Offered, choice_field, note_field, ruling_form};
use super::paths;
use super::registrations::{Registered, state_badge};
use super::typed::Typed;
use crate::field_word::four_good_word;
use crate::format::{date, digits, number};
use crate::paper::vote_line;
use crate::proposal::proposed_word;
use crate::standings::Frame;
use crate::t;

/// What the ward says, as forms name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is approved.
    Approve,
    /// It goes back, with a reason.
    SendBack,
}

impl Verdict {
    /// Its name in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::SendBack => "send-back",
        }
    }

    /// The one with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Approve, Self::SendBack].into_iter().find(|verdict| verdict.name() == name)
    }
}

/// The page. Of the schemes, the first is the one whose items the cell made
/// concrete, the other classifies the year.
pub fn registration_page(
    frame: &Frame,
    desk: &Desk,
    year: Year,
    one: &Registered,
    [scheme, year_scheme]: [Option<&Scheme>; 2],
    typed: &Typed,
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let (kind, word) = state_badge(lang, one);
    let said = one.verdict.as_ref().map(|verdict| {
        let by = t::approve_by(lang, &verdict.by, date(lang, verdict.on));
        let reason = verdict.sent_back.clone().map(|reason| view! { <p class="written">{reason}</p> });
        view! { {reason}<p class="meta">{by}</p> }
    });
    let written = one.voted().map(|registration| {
        let offered = vec![
            Offered::new(Verdict::Approve.name(), t::approve_approve(lang)),
            Offered::new(Verdict::SendBack.name(), t::approve_send_back(lang)),
        ];
        let digest = RegistrationDigest::of(registration).to_string();
        let fields = view! {
            <input type="hidden" name="digest" value=digest/>
            {choice_field(lang, typed, "verdict", t::approve_verdict(lang), offered, None)}
            {note_field(lang, typed, "reason", t::approve_reason(lang), Some(t::approve_reason_hint(lang)), "")}
        };
        let action = paths::registration(&desk.ward.code, year, &one.organisation.code);
        view! {
            {facts(lang, registration, year_scheme)}
            <h2>{t::registration_criteria(lang)}</h2>
            {criteria(lang, registration, scheme)}
            <h2>{t::approve_word(lang)}</h2>
            {ruling_form(lang, desk, typed, &action, t::approve_button(lang), fields)}
        }
    });
    let title = t::approve_title(lang, &one.organisation.name, digits(lang, &year.to_string()));
    let content = view! {
        <p><span class="badge" data-kind=kind>{word}</span></p>
        {said}
        {written}
    };
    desk_page(frame, desk, &title, content)
}

fn facts(lang: Lang, registration: &Registration, scheme: Option<&Scheme>) -> impl IntoView + use<> {
    let own = registration.own_grade_sought.as_deref();
    let opinions = number(lang, registration.opinions.len() as u64);
    let known = [
        (t::field_registered_on(lang), registration.registered_on.map(|on| date(lang, on))),
        (t::vote_title(lang), registration.vote.map(|vote| vote_line(lang, vote))),
        (
            t::field_title_sought(lang),
            registration.title_sought.map(|title| four_good_word(lang, title).to_owned()),
        ),
        (t::field_grade_sought(lang), proposed_word(lang, scheme, registration.grade_sought, own)),
        (t::registration_opinions(lang), Some(opinions)),
    ];
    let known = known.into_iter().filter_map(|(word, value)| Some((word, value?)));
    let known = known.map(|(word, value)| view! { <dt>{word}</dt><dd>{value}</dd> }).collect_view();
    let targets = (!registration.targets.is_empty()).then(|| {
        let targets = registration.targets.clone();
        view! { <h2>{t::field_targets(lang)}</h2><p class="written">{targets}</p> }
    });
    view! { <dl class="kv">{known}</dl>{targets} }
}

/// The cell's own criteria beside the scheme's items.
fn criteria(lang: Lang, registration: &Registration, scheme: Option<&Scheme>) -> impl IntoView + use<> {
    if registration.criteria.is_empty() {
        return view! { <p>{t::registration_no_criteria(lang)}</p> }.into_any();
    }
    let rows = registration.criteria.iter().map(|(item, own)| {
        let of = scheme.and_then(|scheme| scheme.items().find(|known| known.id == *item));
        let text = of.map_or_else(|| item.clone(), |item| item.text.get(lang).to_owned());
        view! { <li class="card stack tight"><p class="meta">{text}</p>{own_criterion(lang, own)}</li> }
    });
    view! { <ul class="list" role="list">{rows.collect_view()}</ul> }.into_any()
}

/// What a cell makes of an item: its text and its target.
pub fn own_criterion(lang: Lang, own: &OwnCriterion) -> impl IntoView + use<> {
    let text = (!own.text.is_empty()).then(|| view! { <p class="written">{own.text.clone()}</p> });
    let target = (!own.target.is_empty())
        .then(|| view! { <p class="title">{t::registration_target(lang, &own.target)}</p> });
    view! { {text}{target} }
}
