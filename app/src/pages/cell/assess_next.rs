//! What the next point and the next grade would take, live while the month is
//! filled in.

use leptos::prelude::*;
use shared::lang::{Lang, Text3};
use shared::month::Month;
use shared::scheme::next::{NextGrade, NextPoint, Takes};
use shared::scheme::{Need, Scheme};

use crate::format::{grouped, number};
use crate::state::book::{use_book, use_lang};
use crate::t;

/// What an item's next point takes, as a sentence.
pub fn next_line(lang: Lang, next: &NextPoint) -> String {
    let gain = if next.gain == 0 {
        t::next_met(lang).to_owned()
    } else {
        t::next_points(lang, number(lang, next.gain))
    };
    match next.takes {
        Takes::Answer => t::next_answer(lang, gain),
        Takes::More(count) => t::next_more(lang, grouped(lang, count.into()), gain),
        Takes::Fewer(count) => t::next_fewer(lang, grouped(lang, count.into()), gain),
        Takes::BetterAnswer => t::next_better(lang, gain),
    }
}

/// The way to the next better grade, for whoever asks for it: finding it judges
/// the month many times over.
#[component]
pub fn WayUp(
    /// The month assessed.
    month: Month,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let asked = RwSignal::new(false);
    let way = move || {
        asked.get().then(|| {
            let scheme = book.scheme(month)?;
            Some(match book.next_grade(month) {
                Some(next) => steps(lang, &scheme, &next).into_any(),
                None => view! { <p>{t::next_none(lang)}</p> }.into_any(),
            })
        })
    };
    view! {
        <div class="stack" id="way-up">
            <button type="button" class="button" aria-expanded=move || asked.get().to_string()
                on:click=move |_| asked.update(|asked| *asked = !*asked)>
                {t::next_title(lang)}
            </button>
            <div role="status">{way}</div>
        </div>
    }
}

fn steps(lang: Lang, scheme: &Scheme, next: &NextGrade) -> impl IntoView + use<> {
    let grade = scheme.grades.get(usize::from(next.grade));
    let word = grade.map(|grade| t::next_grade(lang, grade.text.get(lang)));
    let steps = next.steps.iter().filter_map(|id| {
        let text = text_of(scheme, id)?.get(lang).to_owned();
        Some(view! { <li><a href=format!("#{id}")>{text}</a></li> })
    });
    view! { <p>{word}</p> <ul>{steps.collect_view()}</ul> }
}

/// The text of an item, or of a question that a grade asks.
fn text_of<'a>(scheme: &'a Scheme, id: &str) -> Option<&'a Text3> {
    let mut needs = scheme.grades.iter().flat_map(|grade| &grade.needs);
    let item = scheme.items().find(|item| item.id == id).map(|item| &item.text);
    item.or_else(|| {
        needs.find_map(|need| match need {
            Need::Answered { id: asked, text, .. } if asked == id => Some(text),
            _ => None,
        })
    })
}
