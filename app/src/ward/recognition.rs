//! The recognition (công nhận) of the title of the model.

use leptos::prelude::*;
use shared::date::Date;

use super::case::Case;
use super::decisions::{decision_words, reopened};
use super::desk::{Desk, desk_page};
use super::form::{Offered, choice_field, line_field, note_field, ruling_form};
use super::typed::Typed;
use super::words::grade_word;
use crate::field_word::four_good_word;
use crate::format::number;
use crate::standings::Frame;
use crate::t;

/// What is said to the title, as forms name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TitleVerdict {
    /// It is recognised.
    Recognised,
    /// It is not, or is taken back.
    Refused,
}

impl TitleVerdict {
    /// Its name in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Recognised => "recognised",
            Self::Refused => "refused",
        }
    }

    /// The one with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Recognised, Self::Refused].into_iter().find(|verdict| verdict.name() == name)
    }
}

/// The page; `today` is the day that the form offers.
pub fn recognition_page(
    frame: &Frame,
    desk: &Desk,
    case: &Case,
    today: Option<Date>,
    typed: &Typed,
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let path = case.path(desk);
    let title = four_good_word(lang, case.title());
    let decided = decision_words(lang, case);
    let offered = vec![
        Offered::new(TitleVerdict::Recognised.name(), t::yearend_yes(lang)),
        Offered::new(TitleVerdict::Refused.name(), t::yearend_no(lang)),
    ];
    let known = case.recognition.as_ref().map(|known| match known.refused {
        None => TitleVerdict::Recognised.name(),
        Some(_) => TitleVerdict::Refused.name(),
    });
    let today = today.map(|today| today.to_string()).unwrap_or_default();
    let fields = view! {
        {choice_field(lang, typed, "verdict", title, offered, known)}
        {note_field(lang, typed, "reason", t::yearend_refused_reason(lang), Some(t::yearend_refused_hint(lang)), "")}
        {line_field(lang, typed, "on", t::yearend_on(lang), "date", &today)}
        {line_field(lang, typed, "number", t::yearend_number_field(lang), "text", "")}
    };
    let action = format!("{path}/recognition");
    let form = ruling_form(lang, desk, typed, &action, t::yearend_recognise_button(lang), fields);
    let back = view! { <p><a class="button" href=path>{case.name(lang)}</a></p> };
    let heading = format!("{}: {}", t::yearend_step_recognition(lang), case.name(lang));
    let months = case.best_months.map(|months| t::yearend_best_months(lang, number(lang, months)));
    let months = months.map(|words| view! { <p id="months">{words}</p> });
    let computed = case.computed().map(|grade| {
        view! { <p>{t::yearend_gives(lang, grade_word(lang, case.scheme.as_ref(), grade))}</p> }
    });
    let known = view! { <p>{decided}</p>{computed}{months}{reopened(lang, desk, case)} };
    desk_page(frame, desk, &heading, view! { {back}{known}{form} })
}
