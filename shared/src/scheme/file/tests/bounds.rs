//! What is too long, cannot be seen, is nothing, or is too much to be listed.

use super::*;
use crate::scheme::{Effect, Gate, Trigger};

fn check(spoil: impl FnOnce(&mut Scheme), expect: &[Fault]) {
    let mut scheme = good();
    spoil(&mut scheme);
    assert_eq!(faults(&scheme, POINTS), expect);
}

#[test]
fn texts_can_be_seen_and_have_an_end() {
    let missing = |place: &str, lang| Fault::TextMissing { place: place.to_owned(), lang };
    let long = |place: &str, lang| Fault::TextTooLong { place: place.to_owned(), lang };
    check(|s| s.title.en = "\u{200b}".to_owned(), &[missing("title", "en")]);
    check(|s| s.title.bn = " \u{feff}\u{2060}\n".to_owned(), &[missing("title", "bn")]);
    check(|s| s.title.bn = "র\u{200d}্যাব".to_owned(), &[]);
    check(|s| s.title.vi = "ố".repeat(MOST_TEXT), &[]);
    check(|s| s.title.vi = "ố".repeat(MOST_TEXT + 1), &[long("title", "vi")]);
    check(|s| s.criteria[0].items[1].text.en = "x".repeat(80_000), &[long("tasks.lead", "en")]);
    check(|s| s.grades[0].text.vi = "x".repeat(80_000), &[long("good", "vi")]);
    let source = |s: &mut Scheme, source: &str| s.criteria[0].items[1].source = Some(source.to_owned());
    let wrong = |place: &str| [Fault::Source(place.to_owned())];
    check(|s| source(s, "QĐ 124-QĐ/TW"), &[]);
    check(|s| source(s, "\u{200b}"), &wrong("tasks.lead"));
    check(|s| source(s, &"x".repeat(MOST_TEXT + 1)), &wrong("tasks.lead"));
    let gate = |s: &mut Scheme| {
        s.gates = vec![Gate {
            id: "gate".to_owned(),
            text: good().title,
            when: Trigger::Answered,
            effect: Effect::NotGraded,
            certainty: Certainty::Source,
            source: Some(String::new()),
        }];
    };
    check(gate, &wrong("gate"));
}

#[test]
fn what_is_too_long_is_found_on_its_line() {
    let text = GOOD.replace("en = \"Leads\"", &format!("en = \"{}\"", "x".repeat(80_000)));
    let Err(SchemeFileError::Faults(found)) = parse(&text) else { panic!("{}", text.len()) };
    let line = text.lines().position(|line| line.contains("xxx")).map(|line| Line(line + 1));
    let fault = Fault::TextTooLong { place: "tasks.lead".to_owned(), lang: "en" };
    assert_eq!(found, [Located { line, fault }]);
}

#[test]
fn ids_are_what_the_words_of_the_fault_say() {
    for id in ["a-z.0_9", "x"] {
        check(|s| s.id = id.to_owned(), &[]);
    }
    for id in ["", "A", "đ", "a b", "a/b", "\u{200b}"] {
        check(|s| s.id = id.to_owned(), &[Fault::Id(id.to_owned())]);
    }
}

/// Nobody is ever graded by a scheme of points that gives none.
#[test]
fn a_scheme_of_points_gives_some() {
    let nothing = |text: &str| {
        let text = text.replace("points = 60", "points = 0").replace("points = 30", "points = 0");
        let text = text.replace("points = 10", "points = 0").replace("most = 30", "most = 0");
        text.replace("decision =", "total = 0\ndecision =")
    };
    let told = |text: &str| match parse(text) {
        Err(SchemeFileError::Faults(found)) => found,
        other => panic!("{other:?}"),
    };
    let text = nothing(GOOD);
    let line = text.lines().position(|line| line.starts_with("total")).map(|line| Line(line + 1));
    assert_eq!(told(&text), [Located { line, fault: Fault::NoPoints }]);
    let counted = text.replace("percent_of_points", "criteria_met").replace("at_least = 90", "at_least = 1");
    assert!(parse(&counted).is_ok(), "a checklist has no points");
}

#[test]
fn a_list_of_faults_that_was_cut_is_told_as_that() {
    let with = |count: usize| {
        let unknown = (0..count).map(|number| format!("[unknown-{number}]\n"));
        format!("{GOOD}{}", unknown.collect::<String>())
    };
    let Err(SchemeFileError::Faults(found)) = parse(&with(MOST_FAULTS)) else { panic!("all are listed") };
    assert_eq!(found.len(), MOST_FAULTS);
    let Err(SchemeFileError::Many(found)) = parse(&with(MOST_FAULTS + 1)) else { panic!("there are more") };
    assert_eq!(found.len(), MOST_FAULTS);
    let said = SchemeFileError::Many(found).to_string();
    assert!(said.contains("more than 200 faults"), "{said}");
}
