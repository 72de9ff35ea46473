//! Another scheme as a file: every fault of it at once, each with its place.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::ruling::RuledWard;
use shared::scheme::file::{Fault, MOST_BYTES, MOST_DEPTH, MOST_PARTS, SchemeFileError};

use super::desk::{Desk, desk_page};
use super::escaped::escaped;
use super::form::ruling_form;
use super::paths;
use super::shape::shape_words;
use super::typed::Typed;
use super::words::{choice_words, judges_word};
use crate::format::number;
use crate::standings::Frame;
use crate::t;

/// Why the file was not published.
#[derive(Debug)]
pub enum PublishFault {
    /// It is no scheme, or one with faults.
    File(SchemeFileError),
    /// Another scheme of this id and version is published, and what is published never changes.
    Taken {
        /// The id.
        id: String,
        /// The version.
        version: u16,
    },
}

/// The page.
pub fn publish_page(
    frame: &Frame,
    desk: &Desk,
    ward: &RuledWard,
    typed: &Typed,
    fault: Option<&PublishFault>,
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let text = typed.get("file").unwrap_or_default().to_owned();
    let faults = fault.map(|fault| {
        let lines = fault_lines(lang, &text, fault);
        let count = t::schemefault_count(lang, number(lang, lines.len() as u64));
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! {
            <div class="banner" data-kind="error" role="alert" id="faults"><div>
                <p><strong>{count}</strong></p>
                <ol>{lines}</ol>
            </div></div>
        }
    });
    let invalid = fault.map(|_| "true");
    let field = view! {
        {effect(lang, ward)}
        <div class="field">
            <label for="file">{t::criteria_file(lang)}</label>
            <p class="hint">{t::criteria_file_hint(lang)}</p>
            <textarea id="file" name="file" rows="24" spellcheck="false" class="code" aria-invalid=invalid>{escaped(&text)}</textarea>
        </div>
    };
    let action = paths::publish(&desk.ward.code);
    let form = ruling_form(lang, desk, typed, &action, t::criteria_publish_button(lang), field);
    let content = view! { <p>{t::criteria_publish_text(lang)}</p> {faults} {form} };
    desk_page(frame, desk, t::criteria_publish(lang), content)
}

/// What publishing changes, and which choices it leaves as they are.
fn effect(lang: Lang, ward: &RuledWard) -> impl IntoView + use<> {
    let chosen = ward.choices.iter().map(|choice| {
        let [scheme, when] = choice_words(lang, ward, choice);
        let judges = judges_word(lang, choice.subject, choice.kind);
        view! { <li>{t::criteria_chosen_line(lang, judges, when, scheme)}</li> }
    });
    let chosen: Vec<_> = chosen.collect();
    let chosen = if chosen.is_empty() {
        view! { <p>{t::criteria_chosen_none(lang)}</p> }.into_any()
    } else {
        view! { <ul>{chosen}</ul> }.into_any()
    };
    view! {
        <div class="banner" data-kind="warn" id="effect"><div>
            <p>{t::criteria_at_once(lang)}</p>
            {chosen}
            <p>{t::criteria_computed_again(lang)}</p>
        </div></div>
    }
}

/// Every fault as a line, with the line of the file where it can be found.
fn fault_lines(lang: Lang, text: &str, fault: &PublishFault) -> Vec<String> {
    match fault {
        PublishFault::Taken { id, version } => vec![t::schemefault_taken(lang, id, number(lang, *version))],
        PublishFault::File(SchemeFileError::TooLarge) => {
            vec![t::schemefault_too_large(lang, number(lang, (MOST_BYTES / 1024) as u64))]
        }
        PublishFault::File(SchemeFileError::Shape(error)) => {
            let line = error.span().map(|span| line_at(text, span.start));
            let words = shape_words(lang, error.message());
            vec![located(lang, line, words)]
        }
        PublishFault::File(SchemeFileError::Faults(faults)) => faults
            .iter()
            .map(|fault| {
                let (place, words) = fault_words(lang, fault);
                located(lang, place.and_then(|place| line_of(text, place)), words)
            })
            .collect(),
    }
}

fn located(lang: Lang, line: Option<usize>, words: String) -> String {
    match line {
        Some(line) => t::schemefault_line(lang, number(lang, line as u64), words),
        None => words,
    }
}

/// The number of the line that holds the byte at `at`.
fn line_at(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// The place of a fault in the groups of a cap.
const CAP_GROUP: &str = "group";

/// The line where what `place` names first stands in quotes, or as a key. A place may say
/// more behind the name: "id, case 2", "id (short)", "scale: level".
fn line_of(text: &str, place: &str) -> Option<usize> {
    let name = place.split([',', ' ', ':']).next()?;
    let quoted = [format!("\"{name}\""), format!("'{name}'")];
    let is_key = |line: &str| {
        place == CAP_GROUP
            && line
                .trim_start()
                .trim_start_matches("cap.")
                .strip_prefix(name)
                .is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    (1..)
        .zip(text.lines())
        .find(|(_, line)| is_key(line) || quoted.iter().any(|q| line.contains(q)))
        .map(|(number, _)| number)
}

/// The place that a fault names, and its words.
fn fault_words(lang: Lang, fault: &Fault) -> (Option<&str>, String) {
    let n = |count: u16| number(lang, count);
    match fault {
        Fault::TextMissing { place, lang: tag } => {
            (Some(place), t::schemefault_text_missing(lang, place, tag))
        }
        Fault::Id(place) => (Some(place), t::schemefault_id(lang, place)),
        Fault::BandOrder(place) => (Some(place), t::schemefault_band_order(lang, place)),
        Fault::BandPoints(place) => (Some(place), t::schemefault_band_points(lang, place)),
        Fault::BandOutOfReach(place) => (Some(place), t::schemefault_band_out_of_reach(lang, place)),
        Fault::BandGap { place, from, below } => {
            (Some(place), t::schemefault_band_gap(lang, place, n(*from), n(*below)))
        }
        Fault::BandOverlap { place, from, below } => {
            (Some(place), t::schemefault_band_overlap(lang, place, n(*from), n(*below)))
        }
        Fault::Unknown { place, id } => (Some(place), t::schemefault_unknown(lang, place, id)),
        Fault::Bound(place) => (Some(place), t::schemefault_bound(lang, place)),
        Fault::Condition(place) => (Some(place), t::schemefault_condition(lang, place)),
        Fault::CasePoints(place) => (Some(place), t::schemefault_case_points(lang, place)),
        Fault::PolicyMissing(place) => (Some(place), t::schemefault_policy_missing(lang, place)),
        Fault::MeasureOfYear(place) => (Some(place), t::schemefault_measure_of_year(lang, place)),
        Fault::Depth(place) => {
            (Some(place), t::schemefault_depth(lang, place, number(lang, MOST_DEPTH as u64)))
        }
        Fault::TooMuch(parts) => {
            let [parts, most] = [*parts, MOST_PARTS].map(|count| number(lang, count as u64));
            (None, t::schemefault_too_much(lang, parts, most))
        }
        Fault::CapGroupTwice => (Some(CAP_GROUP), t::schemefault_cap_group_twice(lang).to_owned()),
        Fault::CapGroupOfMembers => (Some(CAP_GROUP), t::schemefault_cap_group_of_members(lang).to_owned()),
        Fault::Cap => (None, t::schemefault_cap(lang).to_owned()),
        Fault::GradeOrder => (None, t::schemefault_grade_order(lang).to_owned()),
        Fault::GradeOutOfReach(place) => (Some(place), t::schemefault_grade_out_of_reach(lang, place)),
        Fault::Nothing(place) => (Some(place), t::schemefault_nothing(lang, place)),
        Fault::Sum(points) => (None, t::schemefault_sum(lang, number(lang, *points))),
        Fault::Validity => (None, t::schemefault_validity(lang).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_found_in_the_file() {
        let text = "id = \"x\"\n[[criteria]]\nid = \"a.b\"\nneeds = ['c']\n";
        assert_eq!([line_at(text, 0), line_at(text, 9), line_at(text, 500)], [1, 2, 5]);
        fn check(text: &str, place: &str, expect: Option<usize>) {
            assert_eq!(line_of(text, place), expect, "{place}");
        }
        check(text, "a.b", Some(3));
        check(text, "a.b (short)", Some(3));
        check(text, "a.b, case 2", Some(3));
        check(text, "c: level", Some(4));
        check(text, "a", None);
        check("[cap]\ngrade = \"x\"\ngroup = [\"kind\", \"kind\"]\n", CAP_GROUP, Some(3));
    }
}
