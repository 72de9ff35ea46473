//! The sheet of An Phú as the source writes it: the validator finds its gaps.

use super::*;

const OURS: &str = include_str!("../../../../schemes/meeting-an-phu.toml");

/// Our copy with the bands and the policy of the source (plan 08-KH/ĐU of 19/9/2025).
fn as_the_source_writes_it() -> String {
    let back = [
        // "Thiếu 15 đến 30 phút", then "chỉ bằng một nửa", then less than one half.
        ("{ from = 105, points = 4,", "{ from = 105, below = 120, points = 4,"),
        ("{ from = 90, points = 3,", "{ from = 90, below = 105, points = 3,"),
        (
            "{ from = 60, points = 2, met = false },\n  { from = 0,",
            "{ from = 60, below = 61, points = 2 },\n  { from = 0, below = 60,",
        ),
        ("{ from = 75, points = 4,", "{ from = 75, below = 90, points = 4,"),
        ("{ from = 60, points = 3,", "{ from = 60, below = 75, points = 3,"),
        (
            "{ from = 45, points = 2, met = false },\n  { from = 0,",
            "{ from = 45, below = 46, points = 2 },\n  { from = 0, below = 45,",
        ),
        // "Trên 50 %", then "40 đến dưới 50 %".
        ("{ from = 40, points = 4,", "{ from = 40, below = 50, points = 4,"),
        // Nothing is said of a month without a thematic part.
        ("not_applicable = \"rescale\"", "not_applicable = \"never\""),
    ];
    back.iter().fold(OURS.to_owned(), |text, (ours, theirs)| {
        assert_eq!(text.matches(ours).count(), 1, "{ours}");
        text.replace(ours, theirs)
    })
}

#[test]
fn the_gaps_of_the_source_are_found_with_their_lines() {
    let text = as_the_source_writes_it();
    let Err(SchemeFileError::Faults(found)) = parse(&text) else { panic!("the source has gaps") };
    let line_of = |part: &str, nth: usize| {
        let mut lines = (1..).zip(text.lines()).filter(|(_, line)| line.contains(part));
        lines.nth(nth).map(|(number, _)| Line(number))
    };
    let minutes = "rule.measured = { measure = \"minutes\"";
    let gap = |line, place: &str, from, below| Located {
        line,
        fault: Fault::BandGap { place: place.to_owned(), from, below },
    };
    let expect = [
        // More than 30 minutes short, and yet longer than one half.
        gap(line_of(minutes, 0), "an-phu.time", 61, 90),
        gap(line_of(minutes, 1), "an-phu.time, case 1", 46, 60),
        // Such a month could not reach 100.
        Located {
            line: line_of("not_applicable = \"never\"", 0).and(policy_line(&text)),
            fault: Fault::PolicyMissing("an-phu.thematic".to_owned()),
        },
        gap(line_of("measure = \"speakers\"", 0), "an-phu.speakers", 50, 50),
    ];
    assert_eq!(found, expect);
}

/// The line of the thematic item's policy.
fn policy_line(text: &str) -> Option<Line> {
    let mut lines = (1..).zip(text.lines()).skip_while(|(_, line)| *line != "id = \"an-phu.thematic\"");
    lines.find(|(_, line)| line.starts_with("not_applicable")).map(|(number, _)| Line(number))
}

#[test]
fn our_copy_has_no_gap() {
    assert!(parse(OURS).is_ok());
}
