//! Somebody else ruled on the same matter while a form was open.

use leptos::prelude::*;
use shared::moment::Moment;
use shared::org::Organisation;
use shared::ruling::Ruling;

use super::desk::{Desk, desk_page};
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

/// The page; `again` is the address of the form, which then shows the ruling.
pub fn contested_page(
    frame: &Frame,
    desk: &Desk,
    register: &[Organisation],
    meanwhile: &Meanwhile,
    again: &str,
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let content = view! {
        <div class="banner" data-kind="warn" role="alert"><div>
            <p><strong>{t::desk_contested(lang)}</strong></p>
            <p>{ruling_words(lang, register, &meanwhile.ruling)}</p>
            <p class="meta">{by_whom(lang, meanwhile.official.as_deref(), meanwhile.at)}</p>
        </div></div>
        <p>{t::desk_contested_text(lang)}</p>
        <p><a class="button main" href=again.to_owned()>{t::desk_look_again(lang)}</a></p>
    };
    desk_page(frame, desk, t::desk_contested_title(lang), content)
}
