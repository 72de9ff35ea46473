//! Another scheme as a file: every fault of it at once, each with its place.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::ruling::RuledWard;
use shared::scheme::file::{
    Fault, Line, Located, MOST_BYTES, MOST_DEPTH, MOST_PARTS, MOST_PLACES, MOST_POINTS, MOST_TEXT,
    SchemeFileError,
};
use shared::scheme::{Reread, Scheme};

use super::desk::{Desk, desk_page};
use super::escaped::escaped;
use super::form::file_form;
use super::paths;
use super::shape::shape_words;
use super::typed::Typed;
use super::words::{choice_words, judges_word, scheme_words};
use crate::format::number;
use crate::standings::Frame;
use crate::t;

/// Why the file was not published.
#[derive(Debug)]
pub enum PublishFault {
    /// It is no scheme, or one with faults.
    File(SchemeFileError),
    /// No file was chosen, and nothing pasted.
    Nothing,
    /// Letters on this line are no UTF-8.
    NotText(Line),
    /// Another scheme of this id and version is published, and what is published never changes.
    Taken {
        /// The id.
        id: String,
        /// The version.
        version: u16,
    },
    /// What was answered so far would be read as other levels.
    Rereads(Reread),
}

/// The page; `samples` are the schemes whose files can be read and copied.
pub fn publish_page(
    frame: &Frame,
    desk: &Desk,
    ward: &RuledWard,
    samples: &[Scheme],
    typed: &Typed,
    fault: Option<&PublishFault>,
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let whole = typed.get("file").unwrap_or_default();
    let text = beginning(whole);
    let cut = (text.len() < whole.len()).then(|| view! { <p>{t::schemefault_cut(lang)}</p> });
    let faults = fault.map(|fault| {
        let lines = fault_lines(lang, fault);
        let count = number(lang, lines.len() as u64);
        let count = match fault {
            PublishFault::File(SchemeFileError::Many(_)) => t::schemefault_count_least(lang, count),
            _ => t::schemefault_count(lang, count),
        };
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! {
            <div class="banner" data-kind="error" role="alert" id="faults"><div>
                <p><strong>{count}</strong></p>
                <ol>{lines}</ol>
                {cut}
            </div></div>
        }
    });
    let invalid = fault.map(|_| "true");
    let field = view! {
        {effect(lang, ward)}
        <div class="field">
            <label for="chosen">{t::criteria_chosen_file(lang)}</label>
            <input id="chosen" name="chosen" type="file" accept=".toml,text/plain" aria-invalid=invalid/>
        </div>
        <div class="field">
            <label for="file">{t::criteria_file(lang)}</label>
            <p class="hint">{t::criteria_file_hint(lang)}</p>
            <textarea id="file" name="file" rows="24" spellcheck="false" class="code" aria-invalid=invalid>{escaped(text)}</textarea>
        </div>
    };
    let action = paths::publish(&desk.ward.code);
    let form = file_form(lang, desk, typed, &action, t::criteria_publish_button(lang), field);
    let content =
        view! { <p>{t::criteria_publish_text(lang)}</p> {faults} {form} {files(lang, desk, samples)} };
    desk_page(frame, desk, t::criteria_publish(lang), content)
}

/// The files of the schemes that come with the program, to read and copy.
fn files(lang: Lang, desk: &Desk, samples: &[Scheme]) -> impl IntoView + use<> {
    let lines = samples.iter().map(|scheme| {
        let href = paths::scheme_file(&desk.ward.code, &scheme.id);
        view! { <li><a href=href>{scheme_words(lang, scheme, samples)}</a></li> }
    });
    view! {
        <section class="stack tight" id="samples">
            <h2>{t::criteria_samples(lang)}</h2>
            <p class="hint">{t::criteria_samples_hint(lang)}</p>
            <ul class="list" role="list">{lines.collect_view()}</ul>
        </section>
    }
}

/// As much of a file as a scheme may have: more of it is not sent back.
fn beginning(file: &str) -> &str {
    file.get(..file.floor_char_boundary(MOST_BYTES)).unwrap_or(file)
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
fn fault_lines(lang: Lang, fault: &PublishFault) -> Vec<String> {
    match fault {
        PublishFault::Nothing => vec![t::schemefault_no_file(lang).to_owned()],
        PublishFault::NotText(line) => {
            vec![located(lang, Some(*line), t::schemefault_not_text(lang).to_owned())]
        }
        PublishFault::Taken { id, version } => vec![t::schemefault_taken(lang, id, number(lang, *version))],
        PublishFault::File(SchemeFileError::TooLarge) => {
            vec![t::schemefault_too_large(lang, number(lang, (MOST_BYTES / 1024) as u64))]
        }
        PublishFault::Rereads(Reread { item, scale, id, version }) => {
            vec![t::schemefault_rereads(lang, item, id, number(lang, *version), scale)]
        }
        PublishFault::File(SchemeFileError::Faults(faults) | SchemeFileError::Many(faults)) => {
            let words = |one: &Located| located(lang, one.line, fault_words(lang, &one.fault));
            faults.iter().map(words).collect()
        }
    }
}

fn located(lang: Lang, line: Option<Line>, words: String) -> String {
    match line {
        Some(Line(line)) => t::schemefault_line(lang, number(lang, line as u64), words),
        None => words,
    }
}

/// What is wrong, in words.
fn fault_words(lang: Lang, fault: &Fault) -> String {
    let n = |count: u16| number(lang, count);
    match fault {
        Fault::Shape(said) => shape_words(lang, said),
        Fault::TextMissing { place, lang: tag } => t::schemefault_text_missing(lang, place, tag),
        Fault::TextTooLong { place, lang: tag } => {
            t::schemefault_text_too_long(lang, place, tag, number(lang, MOST_TEXT as u64))
        }
        Fault::Source(place) => t::schemefault_source(lang, place, number(lang, MOST_TEXT as u64)),
        Fault::Id(place) => t::schemefault_id(lang, place),
        Fault::Version => t::schemefault_version(lang).to_owned(),
        Fault::BandOrder(place) => t::schemefault_band_order(lang, place),
        Fault::BandPoints(place) => t::schemefault_band_points(lang, place),
        Fault::BandOutOfReach(place) => t::schemefault_band_out_of_reach(lang, place),
        Fault::BandTop { place, from } => t::schemefault_band_top(lang, place, n(*from)),
        Fault::BandGap { place, from, below } => t::schemefault_band_gap(lang, place, n(*from), n(*below)),
        Fault::BandOverlap { place, from, below } => {
            t::schemefault_band_overlap(lang, place, n(*from), n(*below))
        }
        Fault::Unknown { place, id } => t::schemefault_unknown(lang, place, id),
        Fault::Bound(place) => t::schemefault_bound(lang, place),
        Fault::Condition(place) => t::schemefault_condition(lang, place),
        Fault::CasePoints(place) => t::schemefault_case_points(lang, place),
        Fault::PolicyMissing(place) => t::schemefault_policy_missing(lang, place),
        Fault::NotMeasured(place) => t::schemefault_not_measured(lang, place),
        Fault::Places(place) => t::schemefault_places(lang, place, number(lang, MOST_PLACES as u64)),
        Fault::Points(place) => t::schemefault_points(lang, place, n(MOST_POINTS)),
        Fault::Depth(place) => t::schemefault_depth(lang, place, number(lang, MOST_DEPTH as u64)),
        Fault::TooMuch(parts) => {
            let [parts, most] = [*parts, MOST_PARTS].map(|count| number(lang, count as u64));
            t::schemefault_too_much(lang, parts, most)
        }
        Fault::CapGroupTwice => t::schemefault_cap_group_twice(lang).to_owned(),
        Fault::CapGroupOfMembers => t::schemefault_cap_group_of_members(lang).to_owned(),
        Fault::Cap => t::schemefault_cap(lang).to_owned(),
        Fault::CapUnused => t::schemefault_cap_unused(lang).to_owned(),
        Fault::CapExceptional { percent, exceptional } => {
            t::schemefault_cap_exceptional(lang, n(*exceptional), n(*percent))
        }
        Fault::GradeOrder => t::schemefault_grade_order(lang).to_owned(),
        Fault::GradeOutOfReach(place) => t::schemefault_grade_out_of_reach(lang, place),
        Fault::Nothing(place) => t::schemefault_nothing(lang, place),
        Fault::Sum { points, total } => t::schemefault_sum(lang, number(lang, *points), n(*total)),
        Fault::NoPoints => t::schemefault_no_points(lang).to_owned(),
        Fault::NeverMet(place) => t::schemefault_never_met(lang, place),
        Fault::Validity => t::schemefault_validity(lang).to_owned(),
    }
}
