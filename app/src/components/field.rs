//! Form fields: a label above, the control, a hint or an error below.

use leptos::prelude::*;

use shared::date::DateError;
use shared::lang::Lang;
use shared::time_of_day::Time;

use super::message::date_error;
use super::typed::Typed;
use crate::components::show::Show;
use crate::format::{digits, weekday_and_date};
use crate::state::book::{use_book, use_lang};
use crate::state::saving::Saving;
use crate::t;

/// What kind of control a field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// One line of text.
    Line,
    /// Several lines.
    Lines,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A whole number.
    Number,
}

/// A labelled field.
#[component]
pub fn Field(
    /// The control's id, unique on the page.
    #[prop(into)]
    id: String,
    /// The label.
    label: &'static str,
    /// What is typed, and what is wrong with it.
    of: Typed,
    /// The kind of control.
    #[prop(default = Control::Line)]
    control: Control,
    /// A word of help.
    #[prop(optional)]
    hint: Option<&'static str>,
) -> impl IntoView {
    let book = use_book();
    let (value, error) = (of.text, of.error);
    let help = format!("{id}-help");
    let wrong = format!("{id}-error");
    let described = {
        let (help, wrong) = (help.clone(), wrong.clone());
        move || match (hint.is_some(), error.with(Option::is_some)) {
            (_, true) => Some(wrong.clone()),
            (true, false) => Some(help.clone()),
            (false, false) => None,
        }
    };
    of.shown_by(&id);
    let typed = move |text: String| {
        book.saving.set(Saving::Typing);
        // Half a date has no text: writing that back would empty the control
        // under the person's fingers.
        if !of.is_unreadable() {
            of.write(text);
        }
    };
    // Whatever was saved since then, what was wrong before is no longer in the way.
    Effect::new(move |_| {
        if book.saving.with(|saving| *saving == Saving::OnPhone) {
            of.error.set(None);
        }
    });
    let lang = use_lang();
    let left = move |_| {
        if of.is_unreadable() {
            let why = match control {
                Control::Time => t::error_not_a_time(lang).to_owned(),
                _ => date_error(lang, DateError::NoSuchDay),
            };
            of.error.set(Some(why));
        }
    };
    let read_back = move || of.text.with(|text| written(lang, control, text));
    let invalid = move || error.with(Option::is_some).then_some("true");
    let box_ = match control {
        Control::Lines => view! {
            <textarea id=id.clone() rows="6" aria-describedby=described aria-invalid=invalid prop:value=value
                on:input:target=move |event| typed(event.target().value())></textarea>
        }
        .into_any(),
        Control::Line => view! {
            <input id=id.clone() type="text" autocomplete="off" aria-describedby=described aria-invalid=invalid prop:value=value
                on:input:target=move |event| typed(event.target().value())/>
        }
        .into_any(),
        Control::Date => view! {
            <input id=id.clone() type="date" aria-describedby=described aria-invalid=invalid prop:value=value on:blur=left
                on:input:target=move |event| typed(event.target().value())/>
        }
        .into_any(),
        Control::Time => view! {
            <input id=id.clone() type="time" aria-describedby=described aria-invalid=invalid prop:value=value on:blur=left
                on:input:target=move |event| typed(event.target().value())/>
        }
        .into_any(),
        Control::Number => view! {
            <input id=id.clone() type="text" inputmode="numeric" autocomplete="off" aria-describedby=described aria-invalid=invalid
                prop:value=value on:input:target=move |event| typed(event.target().value())/>
        }
        .into_any(),
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {box_}
            {move || read_back().map(|day| view! { <p class="hint read-back">{day}</p> })}
            {hint.map(|hint| view! { <p class="hint" id=help>{hint}</p> })}
            <Show when=move || error.with(Option::is_some)>
                <p class="error" id=wrong.clone() role="alert">{move || error.get()}</p>
            </Show>
        </div>
    }
}

/// A day or a time as the app writes it: the browser's own controls show it
/// as the browser's language does, with the month first or in twelve hours.
fn written(lang: Lang, control: Control, text: &str) -> Option<String> {
    match control {
        Control::Date => Some(weekday_and_date(lang, text.parse().ok()?)),
        Control::Time => text.parse::<Time>().ok().map(|time| digits(lang, &time.to_string())),
        Control::Line | Control::Lines | Control::Number => None,
    }
}

/// A choice among a few large cards.
#[component]
pub fn Choices(
    /// The group's name, unique on the page.
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// Value and word of each choice.
    choices: Vec<(String, String)>,
    /// The chosen value; empty for none.
    #[prop(into)]
    chosen: Signal<String>,
    /// Called with the value that was tapped.
    on_choose: Callback<String>,
) -> impl IntoView {
    view! {
        <fieldset class="choices">
            <legend>{legend}</legend>
            {choices
                .into_iter()
                .map(|(value, word)| {
                    let checked = {
                        let value = value.clone();
                        move || chosen.with(|chosen| *chosen == value)
                    };
                    let tapped = value.clone();
                    view! {
                        <label class="choice">
                            <input type="radio" name=name.clone() value=value prop:checked=checked
                                on:change=move |_| on_choose.run(tapped.clone())/>
                            <span>{word}</span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}
