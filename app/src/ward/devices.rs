//! The phones of the ward's organisations, and what a phone may do.

use leptos::prelude::*;
use shared::id::DeviceNumber;
use shared::lang::Lang;
use shared::moment::Moment;
use shared::org::Organisation;
use shared::sync::role::Role;

use super::custody::phone_words;
use super::desk::{Desk, desk_page};
use super::form::{Offered, choice_field, note_field, ruling_form};
use super::paths;
use super::typed::{Typed, fault_word};
use super::words::by_whom;
use crate::format::moment;
use crate::standings::Frame;
use crate::t;

/// By whose word a phone was revoked, or given another role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// When.
    pub at: Moment,
    /// Who did it; none where it was the command line.
    pub official: Option<String>,
    /// Why.
    pub why: Option<String>,
}

/// What the office lets a phone do from then on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// It reads and writes.
    Write,
    /// It only reads.
    Read,
    /// It is revoked.
    Nothing,
}

impl Right {
    const NAMED: [(Self, &str); 3] =
        [(Self::Write, "write"), (Self::Read, "read"), (Self::Nothing, "nothing")];

    /// The one that a form names so.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMED.iter().find(|(_, known)| *known == name).map(|(right, _)| *right)
    }

    /// What a phone of this role may do; none where it is revoked.
    pub const fn of(role: Option<Role>) -> Self {
        match role {
            Some(Role::Writer) => Self::Write,
            Some(Role::Reader) => Self::Read,
            None => Self::Nothing,
        }
    }

    /// Its name in forms.
    fn name(self) -> &'static str {
        Self::NAMED.iter().find(|(right, _)| *right == self).map_or("", |(_, name)| name)
    }

    fn offered(self, lang: Lang) -> Offered {
        let (words, meta) = match self {
            Self::Write => (t::devices_writes(lang), None),
            Self::Read => (t::devices_only_reads(lang), Some(t::devices_what_reading_means(lang))),
            Self::Nothing => (t::devices_revoke(lang), Some(t::devices_what_follows(lang))),
        };
        Offered { meta: meta.map(str::to_owned), ..Offered::new(self.name(), words) }
    }
}

/// A phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// Its number.
    pub number: DeviceNumber,
    /// Whose it is.
    pub organisation: Organisation,
    /// Who uses it, as the roster says.
    pub users: Option<String>,
    /// When it was enrolled.
    pub enrolled_at: Moment,
    /// When the newest change that it wrote came; none where none did.
    pub last_sent: Option<Moment>,
    /// What it may do.
    pub role: Role,
    /// By whose word, where it once had another role.
    pub role_given: Option<Word>,
    /// That it was revoked, if it was.
    pub revoked: Option<Word>,
}

impl Phone {
    fn words(&self, lang: Lang) -> String {
        phone_words(lang, self.number, self.users.as_deref())
    }

    /// What it may do now.
    pub fn right(&self) -> Right {
        Right::of(self.revoked.is_none().then_some(self.role))
    }

    /// Whose it is, who uses it where nobody is named, since when, and when it was last heard of.
    fn facts(&self, lang: Lang) -> impl IntoView + use<> {
        let last = self.last_sent.map(|at| t::devices_last_sent(lang, moment(lang, at)));
        let facts = [
            Some(self.organisation.name.clone()),
            self.users.is_none().then(|| t::devices_user_unknown(lang).to_owned()),
            Some(t::devices_enrolled(lang, moment(lang, self.enrolled_at))),
            Some(last.unwrap_or_else(|| t::ward_no_news(lang).to_owned())),
        ];
        facts.into_iter().flatten().map(|fact| view! { <span class="meta">{fact}</span> }).collect_view()
    }

    fn badge(&self, lang: Lang) -> impl IntoView + use<> {
        let (kind, words) = match self.right() {
            Right::Nothing => ("late", t::devices_revoked(lang)),
            Right::Read => ("info", t::devices_reads(lang)),
            Right::Write => return None,
        };
        Some(view! { <span class="badge" data-kind=kind>{words}</span> })
    }
}

/// The list, organisation by organisation.
pub fn devices_page(frame: &Frame, desk: &Desk, phones: &[Phone]) -> impl IntoView + use<> {
    let lang = frame.lang;
    let rows = phones.iter().map(|phone| {
        view! {
            <li><a class="card link" href=paths::device(&desk.ward.code, phone.number)>
                <span class="title">{phone.words(lang)}</span>
                {phone.facts(lang)}
                {phone.badge(lang)}
            </a></li>
        }
    });
    let rows: Vec<_> = rows.collect();
    let list = if rows.is_empty() {
        view! { <div class="empty"><p>{t::devices_none(lang)}</p></div> }.into_any()
    } else {
        view! { <ul class="list" role="list">{rows}</ul> }.into_any()
    };
    desk_page(frame, desk, t::devices_title(lang), view! { <p>{t::devices_text(lang)}</p>{list} })
}

/// One phone, and the form that gives it another right.
pub fn device_page(frame: &Frame, desk: &Desk, phone: &Phone, typed: &Typed) -> impl IntoView + use<> {
    let lang = frame.lang;
    let right = phone.right();
    let word = phone.revoked.as_ref().or(phone.role_given.as_ref()).map(|word| {
        let why = word.why.clone().map(|why| view! { <p class="written">{why}</p> });
        let by = by_whom(lang, word.official.as_deref(), word.at);
        let what = match right {
            Right::Write => t::devices_writes_again(lang),
            Right::Read | Right::Nothing => t::devices_after(lang),
        };
        view! { {why}<p class="meta">{by}</p><p>{what}</p> }
    });
    let others = match right {
        Right::Write => Some([Right::Read, Right::Nothing]),
        Right::Read => Some([Right::Write, Right::Nothing]),
        Right::Nothing => None,
    };
    let form = others.map(|others| {
        let offered = others.map(|right| right.offered(lang)).to_vec();
        let fields = view! {
            <input type="hidden" name="was" value=right.name()/>
            {choice_field(lang, typed, "right", t::devices_right(lang), offered, None)}
            {note_field(lang, typed, "reason", t::devices_reason(lang), None, "")}
        };
        let action = paths::device(&desk.ward.code, phone.number);
        ruling_form(lang, desk, typed, &action, t::devices_button(lang), fields)
    });
    // Where there is no form left, what was wrong with it stands above.
    let fault = typed.fault("right").filter(|_| others.is_none()).map(|fault| {
        view! { <div class="banner" data-kind="error" role="alert"><p>{fault_word(lang, fault)}</p></div> }
    });
    let content = view! {
        {fault}
        <div class="stack tight">{phone.facts(lang)}</div>
        <p>{phone.badge(lang)}</p>
        {word}
        {form}
        <p><a class="button" href=paths::devices(&desk.ward.code)>{t::devices_title(lang)}</a></p>
    };
    desk_page(frame, desk, &phone.words(lang), content)
}
