//! Settings: the language, and what this phone is.

use leptos::prelude::*;
use shared::lang::Lang;

use super::phone_user::PhoneUser;
use crate::components::field::Choices;
use crate::components::layout::Page;
use crate::state::book::{use_book, use_lang};
use crate::t;

/// The settings page.
#[component]
pub fn Settings() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let identity = book.identity.get_untracked();
    let kept = move || match book.kept.get() {
        Some(true) => t::settings_kept(lang),
        Some(false) => t::settings_not_kept(lang),
        None => t::settings_kept_unknown(lang),
    };
    view! {
        <Page title=Signal::stored(t::settings_title(lang).to_owned()) back=("/cell", t::nav_home(lang))>
            <LanguageChoice/>
            <h2>{t::settings_phone(lang)}</h2>
            {identity.map(|identity| {
                view! {
                    <dl class="kv">
                        <dt>{t::settings_cell(lang)}</dt>
                        <dd>{identity.organisation.name}</dd>
                        <dt>{t::settings_ward(lang)}</dt>
                        <dd>{identity.ward.name}</dd>
                        <dt>{t::settings_device(lang)}</dt>
                        <dd>{crate::format::number(lang, identity.device.0)}</dd>
                        <dt>{t::settings_store(lang)}</dt>
                        <dd>{kept}</dd>
                    </dl>
                    <PhoneUser device=identity.device/>
                }
            })}
        </Page>
    }
}

/// The three languages, each named in itself.
#[component]
pub fn LanguageChoice() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let choices = Lang::ALL.map(|l| (l.tag().to_owned(), t::common_language(l).to_owned())).to_vec();
    let choose = Callback::new(move |tag: String| {
        if let Some(chosen) = Lang::from_tag(&tag) {
            book.lang.set(chosen);
        }
    });
    view! {
        <Choices name="lang".to_owned() legend=t::settings_language(lang) choices=choices
            chosen=Signal::stored(lang.tag().to_owned()) on_choose=choose/>
    }
}
