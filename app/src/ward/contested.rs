//! Somebody else ruled on the same matter while a form was open.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::moment::Moment;
use shared::ruling::{RuledWard, Ruling};
use shared::scheme::Scheme;

use super::desk::{Desk, desk_page};
use super::escaped::escaped;
use super::typed::{ANEW, Typed};
use super::words::{by_whom, ruling_words};
use crate::standings::Frame;
use crate::t;

/// What was ruled meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meanwhile {
    /// The ruling.
    pub ruling: Ruling,
    /// When it was made.
    pub at: Moment,
    /// Who made it; none where it was the command line.
    pub official: Option<String>,
}

/// The page; `look` is the address where the ruling is seen. What was typed is
/// shown to be read and copied, and goes along when the form is drawn anew.
pub fn contested_page(
    frame: &Frame,
    desk: &Desk,
    ward: &RuledWard,
    meanwhile: &Meanwhile,
    look: &str,
    typed: &Typed,
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let content = view! {
        <div class="banner" data-kind="warn" role="alert"><div>
            <p><strong>{t::desk_contested(lang)}</strong></p>
            <p>{ruling_words(lang, ward, &meanwhile.ruling)}</p>
            <p class="meta">{by_whom(lang, meanwhile.official.as_deref(), meanwhile.at)}</p>
        </div></div>
        <p>{t::desk_contested_text(lang)}</p>
        <p><a class="button main" href=look.to_owned()>{t::desk_look_again(lang)}</a></p>
        {typed_texts(lang, ward, typed, &frame.path)}
    };
    desk_page(frame, desk, t::desk_contested_title(lang), content)
}

/// What was typed, and the way back to the form with it; nothing where nobody typed anything.
fn typed_texts(lang: Lang, ward: &RuledWard, typed: &Typed, action: &str) -> Option<impl IntoView + use<>> {
    let texts = (1..).zip(typed.texts()).map(|(place, (name, text))| {
        let id = format!("typed-{place}");
        view! {
            <div class="field">
                <label for=id.clone()>{field_label(lang, ward, name)}</label>
                <textarea id=id rows="3" readonly=true>{escaped(text)}</textarea>
            </div>
        }
    });
    let texts: Vec<_> = texts.collect();
    let carried = typed.carried().map(|(name, text)| {
        view! { <input type="hidden" name=name.to_owned() value=text.to_owned()/> }
    });
    let carried = carried.collect_view();
    (!texts.is_empty()).then(|| {
        view! {
            <h2>{t::desk_typed(lang)}</h2>
            {texts}
            <form method="post" action=action.to_owned()>
                <input type="hidden" name=ANEW value="1"/>
                {carried}
                <p><button class="button" type="submit">{t::desk_draw_anew(lang)}</button></p>
            </form>
        }
    })
}

/// The words of the field `name`; a remark stands under what it remarks on.
fn field_label(lang: Lang, ward: &RuledWard, name: &str) -> String {
    let label = match name {
        "revises" => t::yearend_why_revised(lang),
        "whole" => t::yearend_difference(lang),
        "number" => t::yearend_number_field(lang),
        "file" => t::criteria_file(lang),
        "reason" => t::yearend_reason(lang),
        _ => t::yearend_remark(lang),
    };
    let item = name
        .strip_prefix("remark.")
        .and_then(|id| ward.schemes.iter().rev().flat_map(Scheme::items).find(|item| item.id == id));
    item.map_or_else(|| label.to_owned(), |item| format!("{label}: {}", item.text.get(lang)))
}
