//! The parts of a form, and what is wrong with each.

use leptos::prelude::*;
use shared::lang::Lang;

use super::desk::Desk;
use super::escaped::escaped;
use super::typed::{Typed, fault_word};
use crate::t;

/// A form that rules, for officials; others are told that they may only look.
/// It carries the number of the last ruling that its page rests on.
pub fn ruling_form<C: IntoView + 'static>(
    lang: Lang,
    desk: &Desk,
    typed: &Typed,
    action: &str,
    button: &str,
    content: C,
) -> impl IntoView + use<C> {
    form_sent_as(None, lang, desk, typed, action, button, content)
}

/// As [`ruling_form`], for a form with a field for a file.
pub fn file_form<C: IntoView + 'static>(
    lang: Lang,
    desk: &Desk,
    typed: &Typed,
    action: &str,
    button: &str,
    content: C,
) -> impl IntoView + use<C> {
    form_sent_as(Some("multipart/form-data"), lang, desk, typed, action, button, content)
}

/// The form; `encoding` is how browsers send it where they are not to choose.
fn form_sent_as<C: IntoView + 'static>(
    encoding: Option<&'static str>,
    lang: Lang,
    desk: &Desk,
    typed: &Typed,
    action: &str,
    button: &str,
    content: C,
) -> impl IntoView + use<C> {
    if desk.official.is_none() {
        // To the desk of the ward whose form this is.
        let ward: Vec<_> = action.split('/').take(3).collect();
        let enter = format!("/enter?next={}", ward.join("/"));
        return view! {
            <div class="banner" data-kind="info">
                <p>{t::desk_only_look(lang)}</p>
                <a class="button" href=enter>{t::ward_enter_office_button(lang)}</a>
            </div>
        }
        .into_any();
    }
    let faults = typed.faults().map(|(name, fault)| {
        view! { <li><a href=format!("#{name}")>{fault_word(lang, fault)}</a></li> }
    });
    let faults = faults.collect_view();
    let wrong = typed.has_faults().then(|| {
        view! {
            <div class="banner" data-kind="error" role="alert"><div><p>{t::desk_wrong(lang)}</p><ul>{faults}</ul></div></div>
        }
    });
    // What the form saw when it was first drawn, not when it came back.
    let seen = typed.get("seen").map_or_else(|| desk.seen.to_string(), str::to_owned);
    view! {
        {wrong}
        <form class="stack" method="post" enctype=encoding action=action.to_owned()>
            <input type="hidden" name="seen" value=seen/>
            {content}
            <p><button class="button main" type="submit">{button.to_owned()}</button></p>
        </form>
    }
    .into_any()
}

/// What is wrong with the field `name`, and the attributes that say so.
struct Wrong {
    id: String,
    words: Option<String>,
}

impl Wrong {
    fn of(lang: Lang, typed: &Typed, name: &str) -> Self {
        Self { id: format!("{name}-error"), words: typed.fault(name).map(|fault| fault_word(lang, fault)) }
    }

    fn invalid(&self) -> Option<&'static str> {
        self.words.as_ref().map(|_| "true")
    }

    fn described(&self) -> Option<String> {
        self.words.as_ref().map(|_| self.id.clone())
    }

    fn shown(&self) -> impl IntoView + use<> {
        let id = self.id.clone();
        self.words.clone().map(|words| view! { <p class="error" id=id>{words}</p> })
    }
}

/// A field of a few sentences.
pub fn note_field(
    lang: Lang,
    typed: &Typed,
    name: &str,
    label: &str,
    hint: Option<&str>,
    otherwise: &str,
) -> impl IntoView + use<> {
    let wrong = Wrong::of(lang, typed, name);
    let value = typed.get(name).unwrap_or(otherwise);
    let hint = hint.map(|hint| view! { <p class="hint">{hint.to_owned()}</p> });
    view! {
        <div class="field">
            <label for=name.to_owned()>{label.to_owned()}</label>
            {hint}
            <textarea id=name.to_owned() name=name.to_owned() rows="3" aria-invalid=wrong.invalid() aria-describedby=wrong.described()>{escaped(value)}</textarea>
            {wrong.shown()}
        </div>
    }
}

/// A field of one line; `kind` is the type of the browser's field.
pub fn line_field(
    lang: Lang,
    typed: &Typed,
    name: &str,
    label: &str,
    kind: &'static str,
    otherwise: &str,
) -> impl IntoView + use<> {
    let wrong = Wrong::of(lang, typed, name);
    let value = typed.get(name).unwrap_or(otherwise).to_owned();
    view! {
        <div class="field">
            <label for=name.to_owned()>{label.to_owned()}</label>
            <input id=name.to_owned() name=name.to_owned() type=kind value=value autocomplete="off" aria-invalid=wrong.invalid() aria-describedby=wrong.described()/>
            {wrong.shown()}
        </div>
    }
}

/// One answer that may be ticked beside the field `main`. A browser sends nothing of
/// what is not ticked, so a form that has the field was sent with the tick or without it.
pub fn tick_field(
    typed: &Typed,
    name: &str,
    main: &str,
    offered: Offered,
    otherwise: Option<&str>,
) -> impl IntoView + use<> {
    let ticked = if typed.get(main).is_some() { typed.get(name) } else { otherwise };
    let checked = ticked == Some(offered.value.as_str());
    view! {
        <label class="choice">
            <input type="checkbox" name=name.to_owned() value=offered.value checked=checked/>
            <span><span>{offered.words}</span></span>
        </label>
    }
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Its name in the form.
    pub value: String,
    /// Its words.
    pub words: String,
    /// A second line.
    pub meta: Option<String>,
}

impl Offered {
    /// A choice without a second line.
    pub fn new(value: impl ToString, words: impl Into<String>) -> Self {
        Self { value: value.to_string(), words: words.into(), meta: None }
    }
}

/// A choice of one among several.
pub fn choice_field(
    lang: Lang,
    typed: &Typed,
    name: &str,
    label: &str,
    offered: Vec<Offered>,
    otherwise: Option<&str>,
) -> impl IntoView + use<> {
    let wrong = Wrong::of(lang, typed, name);
    let chosen = typed.get(name).or(otherwise).map(str::to_owned);
    let class = if offered.iter().any(|one| one.meta.is_some()) { "choices" } else { "choices short" };
    let choices = offered.into_iter().map(|one| {
        let checked = chosen.as_deref() == Some(one.value.as_str());
        let meta = one.meta.map(|meta| view! { <span class="meta">{meta}</span> });
        view! {
            <label class="choice">
                <input type="radio" name=name.to_owned() value=one.value checked=checked/>
                <span><span>{one.words}</span>{meta}</span>
            </label>
        }
    });
    view! {
        <fieldset id=name.to_owned() aria-describedby=wrong.described()>
            <legend>{label.to_owned()}</legend>
            <div class=class>{choices.collect_view()}</div>
            {wrong.shown()}
        </fieldset>
    }
}

/// A choice of one in a list that opens.
pub fn pick_field(
    lang: Lang,
    typed: &Typed,
    name: &str,
    label: &str,
    offered: Vec<Offered>,
    otherwise: Option<&str>,
) -> impl IntoView + use<> {
    let wrong = Wrong::of(lang, typed, name);
    let chosen = typed.get(name).or(otherwise).map(str::to_owned);
    let choices = offered.into_iter().map(|one| {
        let selected = chosen.as_deref() == Some(one.value.as_str());
        view! { <option value=one.value selected=selected>{one.words}</option> }
    });
    view! {
        <div class="field">
            <label for=name.to_owned()>{label.to_owned()}</label>
            <select id=name.to_owned() name=name.to_owned() aria-invalid=wrong.invalid() aria-describedby=wrong.described()>{choices.collect_view()}</select>
            {wrong.shown()}
        </div>
    }
}
