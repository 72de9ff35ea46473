//! Texts as they were written, line by line, and what differs between two of them.

use leptos::prelude::*;
use shared::difference::{Stretch, difference};
use shared::lang::Lang;

use crate::t;

/// How many characters of a value are shown unfolded.
const SHORT: usize = 200;

/// How many characters of a long stretch that is the same stay beside what differs.
const AROUND: usize = 60;

/// Whether a text is too long to be shown unfolded.
pub fn is_long(text: &str) -> bool {
    text.chars().nth(SHORT).is_some()
}

/// A text with its lines; a long one is folded.
pub fn text(lang: Lang, text: String) -> AnyView {
    if !is_long(&text) {
        return view! { <span class="words">{text}</span> }.into_any();
    }
    view! { <details><summary>{t::history_long(lang)}</summary><p class="words">{text}</p></details> }
        .into_any()
}

/// Whether two texts have enough in common for a difference to say something.
pub fn are_alike(old: &str, new: &str) -> bool {
    let same = |stretch: &Stretch<'_>| matches!(stretch, Stretch::Same(text) if text.contains(char::is_alphanumeric));
    difference(old, new).iter().any(same)
}

/// Both texts as one: what went is struck out, what came is underlined, each
/// with a sign before it and a word for who does not see. Long stretches in
/// which nothing differs are folded.
pub fn compared(lang: Lang, old: &str, new: &str) -> AnyView {
    let stretches = difference(old, new);
    let last = stretches.len().saturating_sub(1);
    let drawn = stretches.into_iter().enumerate().map(|(place, stretch)| match stretch {
        Stretch::Gone(text) => {
            let word = t::history_gone(lang);
            view! { <del><span class="visually-hidden">{word}</span>{text.to_owned()}</del> }.into_any()
        }
        Stretch::New(text) => {
            let word = t::history_came(lang);
            view! { <ins><span class="visually-hidden">{word}</span>{text.to_owned()}</ins> }.into_any()
        }
        Stretch::Same(text) => {
            let (head, middle, tail) = folded(text, place == 0, place == last);
            let middle = (!middle.is_empty()).then(|| {
                let word = t::history_unchanged(lang);
                view! { <details><summary>{word}</summary>{middle.to_owned()}</details> }
            });
            view! { {head.to_owned()}{middle}{tail.to_owned()} }.into_any()
        }
    });
    view! { <div class="words">{drawn.collect_view()}</div> }.into_any()
}

/// A stretch that is the same: what stays in sight behind the difference before
/// it, what is folded, and what stays in sight before the next difference.
fn folded(text: &str, is_first: bool, is_last: bool) -> (&str, &str, &str) {
    if !is_long(text) {
        return (text, "", "");
    }
    let space = |at: &(usize, char)| at.1.is_whitespace();
    let head = text.char_indices().skip(AROUND).find(space).map_or(text.len(), |(at, _)| at);
    let tail = text.char_indices().rev().skip(AROUND).find(space).map_or(0, |(at, _)| at);
    let head = if is_first { 0 } else { head };
    let tail = if is_last { text.len() } else { tail.max(head) };
    let (begin, rest) = text.split_at_checked(head).unwrap_or((text, ""));
    let (middle, end) = rest.split_at_checked(tail.saturating_sub(head)).unwrap_or((rest, ""));
    (begin, middle, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_stretches_are_folded_at_words() {
        fn check(text: &str, [is_first, is_last]: [bool; 2], folds: bool) {
            let (head, middle, tail) = folded(text, is_first, is_last);
            assert_eq!(format!("{head}{middle}{tail}"), text);
            assert_eq!(!middle.is_empty(), folds, "{text}");
            assert_eq!(folds && head.is_empty(), folds && is_first);
            assert_eq!(folds && tail.is_empty(), folds && is_last);
        }
        let long = "trực đê ".repeat(100);
        check("trực đê", [false, false], false);
        for ends in [[false, false], [true, false], [false, true]] {
            check(&long, ends, true);
        }
        // A long word cannot be cut.
        check(&"ê".repeat(500), [false, false], false);
    }

    #[test]
    fn texts_without_a_common_word_are_not_alike() {
        fn check(old: &str, new: &str, expect: bool) {
            assert_eq!(are_alike(old, new), expect, "{old} {new}");
        }
        check("Gieo ngô", "Gieo khoai", true);
        check("Gieo ngô.", "Trực đê.", false);
        check("", "Trực đê", false);
    }
}
