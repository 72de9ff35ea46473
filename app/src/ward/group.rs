//! Whether a comparable group has outstanding results, so that the cap's higher
//! ratio is for it.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::org::{Code, OrganisationKind};
use shared::ruling::Outstanding;
use shared::scheme::cap::{CapRule, GroupKey};
use shared::year::Year;

use super::desk::{Desk, desk_page};
use super::form::{Offered, choice_field, note_field, ruling_form};
use super::paths;
use super::typed::Typed;
use crate::format::{digits, number};
use crate::standings::Frame;
use crate::standings::year::group_name;
use crate::t;

/// A group that may have the higher ratio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupCase {
    /// The year.
    pub year: Year,
    /// Of which organisations it is made.
    pub kind: OrganisationKind,
    /// The register's group, where the cap parts organisations by it.
    pub group: Option<String>,
    /// The first organisation in it: addresses name the group by it.
    pub member: Code,
    /// The cap of the scheme in force.
    pub rule: CapRule,
    /// That it is outstanding, if it is.
    pub outstanding: Option<Outstanding>,
}

impl GroupCase {
    fn name(&self, lang: Lang) -> String {
        group_name(lang, &self.rule.group, self.kind, self.group.as_deref())
    }

    fn path(&self, desk: &Desk) -> String {
        let parted = self.rule.group.has(GroupKey::Register);
        paths::group(&desk.ward.code, self.year, self.kind, parted.then_some(&self.member))
    }
}

/// The group's standing, as forms name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupVerdict {
    /// The usual ratio is for it.
    Usual,
    /// The higher one is.
    Outstanding,
}

impl GroupVerdict {
    /// Its name in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Outstanding => "outstanding",
        }
    }

    /// The one with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Usual, Self::Outstanding].into_iter().find(|verdict| verdict.name() == name)
    }
}

/// How the group stands, with the way to its page; none where its scheme knows
/// no higher ratio.
pub fn group_line(lang: Lang, desk: &Desk, group: &GroupCase) -> impl IntoView + use<> {
    group.rule.exceptional.map(|_| {
        let words = format!("{}: {}", group.name(lang), ratio_words(lang, group));
        let href = group.path(desk);
        view! { <p><a href=href>{words}</a></p> }
    })
}

fn ratio_words(lang: Lang, group: &GroupCase) -> String {
    match &group.outstanding {
        None => t::cap_usual(lang, number(lang, group.rule.percent)),
        Some(_) => {
            let percent = group.rule.exceptional.unwrap_or(group.rule.percent);
            t::cap_outstanding(lang, number(lang, percent))
        }
    }
}

/// The page.
pub fn group_page(frame: &Frame, desk: &Desk, group: &GroupCase, typed: &Typed) -> impl IntoView + use<> {
    let lang = frame.lang;
    let exceptional = group.rule.exceptional.unwrap_or(group.rule.percent);
    let offered = vec![
        Offered::new(GroupVerdict::Usual.name(), t::cap_usual(lang, number(lang, group.rule.percent))),
        Offered::new(GroupVerdict::Outstanding.name(), t::cap_outstanding(lang, number(lang, exceptional))),
    ];
    let known = if group.outstanding.is_some() { GroupVerdict::Outstanding } else { GroupVerdict::Usual };
    let reason = group.outstanding.as_ref().and_then(|known| known.reason.clone()).unwrap_or_default();
    let fields = view! {
        {choice_field(lang, typed, "verdict", t::cap_ratio(lang), offered, Some(known.name()))}
        {note_field(lang, typed, "reason", t::yearend_reason(lang), Some(t::cap_ratio_hint(lang)), &reason)}
    };
    let action = group.path(desk);
    let form = ruling_form(lang, desk, typed, &action, t::cap_ratio_button(lang), fields);
    let by = group.outstanding.as_ref().map(|known| {
        view! { <p class="meta">{t::yearend_set_by(lang, &known.by)}</p> }
    });
    let year = digits(lang, &group.year.to_string());
    let title = format!("{}: {}", t::desk_year_end(lang, year), group.name(lang));
    let back = view! {
        <p><a class="button" href=paths::years(&desk.ward.code, group.year)>{t::cap_back(lang)}</a></p>
    };
    desk_page(frame, desk, &title, view! { {back}<p>{ratio_words(lang, group)}</p>{by}{form} })
}
