use super::*;
use crate::org::OrganisationKind;
use crate::scheme::measure::Measure;
use crate::scheme::{
    Band, Case, Certainty, Condition, Criterion, Decision, Grade, Item, Policy, Reading, Rule,
};

const GOOD: &str = r#"
id = "small"
version = 1
organisations = "cell"
valid_from = "2024-01"
decision = "percent_of_points"
title = { vi = "Nhỏ", en = "Small", bn = "ছোট" }
source = { vi = "Mẫu", en = "Sample", bn = "নমুনা" }

[[criteria]]
id = "tasks"
text = { vi = "Nhiệm vụ", en = "Tasks", bn = "দায়িত্ব" }
short = { vi = "Nhiệm vụ", en = "Tasks", bn = "দায়িত্ব" }

[[criteria.items]]
id = "tasks.done"
text = { vi = "Hoàn thành", en = "Done", bn = "সম্পন্ন" }
rule.measured = { measure = "tasks_done", bands = [
  { from = 90, points = 60, met = true },
  { from = 50, points = 30, met = false },
] }
not_applicable = "exclude"
certainty = "sample"

[[criteria.items]]
id = "tasks.lead"
text = { vi = "Lãnh đạo", en = "Leads", bn = "নেতৃত্ব" }
rule.up_to = { most = 30 }
not_applicable = "grant"
certainty = "source"

[[criteria.items]]
id = "tasks.study"
text = { vi = "Học tập", en = "Studies", bn = "অধ্যয়ন" }
rule.met = { points = 10 }
not_applicable = "never"
certainty = "source"

[[grades]]
id = "good"
text = { vi = "Tốt", en = "Good", bn = "ভালো" }
at_least = 90

[[grades]]
id = "poor"
text = { vi = "Kém", en = "Poor", bn = "দুর্বল" }
at_least = 0
"#;

fn good() -> Scheme {
    parse(GOOD).unwrap()
}

fn bands(scheme: &mut Scheme) -> &mut Vec<Band> {
    match &mut scheme.criteria[0].items[0].rule {
        Rule::Measured { bands, .. } => bands,
        other => panic!("the first item is measured, not {other:?}"),
    }
}

#[test]
fn a_good_file_is_read_as_it_stands() {
    let scheme = good();
    assert_eq!(scheme.valid_from.to_string(), "2024-01");
    assert_eq!(scheme.valid_until, None);
    assert_eq!(scheme.decision, Decision::PercentOfPoints);
    let Criterion { id, short, items, .. } = &scheme.criteria[0];
    assert_eq!((id.as_str(), short.bn.as_str()), ("tasks", "দায়িত্ব"));
    let rules: Vec<_> = items.iter().map(|item| item.rule.clone()).collect();
    let bands = [(90, 60, true), (50, 30, false)].map(|(from, points, met)| Band {
        from,
        points,
        met,
        ..Band::default()
    });
    assert_eq!(
        rules,
        [
            Rule::Measured { measure: Measure::TasksDone, bands: bands.into(), by: Reading::Share },
            Rule::UpTo { most: 30 },
            Rule::Met { points: 10 },
        ]
    );
    let policies: Vec<_> = items.iter().map(|item: &Item| (item.not_applicable, item.certainty)).collect();
    assert_eq!(
        policies,
        [
            (Policy::Exclude, Certainty::Sample),
            (Policy::Grant, Certainty::Source),
            (Policy::Never, Certainty::Source),
        ]
    );
    let Grade { id, at_least, .. } = &scheme.grades[1];
    assert_eq!((id.as_str(), *at_least), ("poor", 0));
}

#[test]
fn every_fault_is_found_in_its_place() {
    fn check(spoil: impl FnOnce(&mut Scheme), expect: &[Fault]) {
        let mut scheme = good();
        spoil(&mut scheme);
        assert_eq!(faults(&scheme, POINTS), expect);
    }
    let missing = |place: &str, lang| Fault::TextMissing { place: place.to_owned(), lang };
    check(|_| {}, &[]);
    // Texts.
    check(|s| s.title.en.clear(), &[missing("title", "en")]);
    check(|s| s.source.vi = " \n".to_owned(), &[missing("source", "vi")]);
    check(|s| s.criteria[0].text.bn.clear(), &[missing("tasks", "bn")]);
    check(|s| s.criteria[0].short.bn.clear(), &[missing("tasks (short)", "bn")]);
    check(|s| s.criteria[0].items[1].text.en.clear(), &[missing("tasks.lead", "en")]);
    check(|s| s.grades[1].text.vi.clear(), &[missing("poor", "vi")]);
    let note = |s: &mut Scheme| {
        s.grades[0].note = Some(s.title.clone());
        s.note.clone_from(&s.grades[0].note);
    };
    check(note, &[]);
    check(
        |s| {
            note(s);
            s.note.iter_mut().chain(&mut s.grades[0].note).for_each(|note| note.en.clear());
        },
        &[missing("scheme (note)", "en"), missing("good (note)", "en")],
    );
    // Ids.
    check(|s| s.id = "Đạt".to_owned(), &[Fault::Id("Đạt".to_owned())]);
    check(|s| s.id = "x".repeat(61), &[Fault::Id("x".repeat(61))]);
    check(|s| s.criteria[0].id.clear(), &[Fault::Id(String::new())]);
    check(|s| s.criteria[0].items[1].id = "a/b".to_owned(), &[Fault::Id("a/b".to_owned())]);
    check(|s| s.criteria[0].items[1].id = "tasks".to_owned(), &[Fault::Id("tasks".to_owned())]);
    check(|s| s.grades[1].id = "good".to_owned(), &[Fault::Id("good".to_owned())]);
    // Bands.
    check(|s| bands(s).swap(0, 1), &[band_order(), band_points()]);
    check(|s| bands(s)[1].from = 90, &[band_order()]);
    check(|s| bands(s)[0].from = 101, &[Fault::BandOutOfReach("tasks.done".to_owned())]);
    check(|s| bands(s)[1].points = 61, &[band_points(), sum(101)]);
    check(
        |s| {
            bands(s)[0].met = false;
            bands(s)[1].met = true;
        },
        &[band_points()],
    );
    check(|s| bands(s).clear(), &[Fault::Nothing("tasks.done".to_owned()), sum(40)]);
    // What is assessed.
    check(|s| s.criteria.clear(), &[Fault::Nothing("scheme".to_owned()), sum(0)]);
    check(|s| s.criteria[0].items.clear(), &[Fault::Nothing("tasks".to_owned()), sum(0)]);
    check(|s| s.criteria[0].items[1].rule = Rule::UpTo { most: 31 }, &[sum(101)]);
    // Grades.
    check(|s| s.grades.clear(), &[Fault::GradeOrder]);
    check(|s| s.grades.swap(0, 1), &[Fault::GradeOrder]);
    check(|s| s.grades[1].at_least = 1, &[Fault::GradeOrder]);
    check(|s| s.grades[0].at_least = 0, &[Fault::GradeOrder]);
    check(|s| s.grades[0].at_least = 101, &[Fault::GradeOutOfReach("good".to_owned())]);
    check(
        |s| {
            s.decision = Decision::CriteriaMet;
            s.grades[0].at_least = 2;
        },
        &[Fault::GradeOutOfReach("good".to_owned())],
    );
    let counted = |s: &mut Scheme| (s.decision, s.grades[0].at_least) = (Decision::CriteriaMet, 1);
    let never = |s: &mut Scheme| bands(s).iter_mut().for_each(|band| band.met = false);
    let never_met = [Fault::NeverMet("tasks.done".to_owned())];
    check(never, &[]);
    check(
        |s| {
            counted(s);
            never(s);
        },
        &never_met,
    );
    // What an organisation does may cost it the item; what it is may not.
    let case = |condition| {
        move |s: &mut Scheme| {
            counted(s);
            let rule = s.criteria[0].items[0].rule.clone();
            never(s);
            let when = vec![condition];
            let lost = std::mem::replace(&mut s.criteria[0].items[0].rule, rule);
            s.criteria[0].items[0].cases = vec![Case { when, rule: lost }];
        }
    };
    check(case(Condition::AbsentWithoutReason), &[]);
    check(case(Condition::Committee), &never_met);
    // Versions.
    check(|s| s.version = 0, &[Fault::Version]);
    check(|s| s.version = u16::MAX, &[]);
    // Validity.
    check(|s| s.valid_until = "2023-12".parse().ok(), &[Fault::Validity]);
    check(|s| s.valid_until = "2024-01".parse().ok(), &[]);
    // All at once: nothing hides behind the first fault.
    check(
        |s| {
            s.title.vi.clear();
            s.grades.clear();
        },
        &[missing("title", "vi"), Fault::GradeOrder],
    );
}

fn sum(points: u32) -> Fault {
    Fault::Sum { points, total: POINTS }
}

fn band_order() -> Fault {
    Fault::BandOrder("tasks.done".to_owned())
}

fn band_points() -> Fault {
    Fault::BandPoints("tasks.done".to_owned())
}

/// Nothing hides behind the first fault: what cannot be read and what contradicts
/// itself are told together, each with its line.
#[test]
fn all_faults_of_a_file_are_told_with_their_lines() {
    let text = GOOD
        .replace("tasks_done", "happiness")
        .replace("en = \"Leads\", ", "")
        .replace("not_applicable = \"grant\"", "not_applicable = \"perhaps\"")
        .replace("rule.met = { points = 10 }", "rule.met = { points = 11 }")
        .replace("version = 1", "version = 0")
        .replace("en = \"Small\"", "en = \"\"")
        .replace("decision =", "valid_until = \"2023-12\"\ndecision =")
        .replace("certainty = \"sample\"\n", "")
        .replace("at_least = 90", "at_least = 190\ncolour = \"red\"")
        .replace("at_least = 0", "at_least = 1");
    let line_of = |part: &str| {
        let line = text.lines().position(|line| line.contains(part)).unwrap();
        Some(Line(line + 1))
    };
    let shape = |part, said: &str| (line_of(part), said.to_owned());
    let other = |part, fault: Fault| (line_of(part), fault.to_string());
    let Err(SchemeFileError::Faults(found)) = parse(&text) else { panic!("{text}") };
    let told: Vec<_> = found
        .into_iter()
        .map(|one| match one.fault {
            Fault::Shape(said) => (one.line, said.split(", expected").next().unwrap().to_owned()),
            fault => (one.line, fault.to_string()),
        })
        .collect();
    let missing = |place: &str, lang| Fault::TextMissing { place: place.to_owned(), lang };
    let expect = [
        other("version = 0", Fault::Version),
        other("valid_until", Fault::Validity),
        other("decision", sum(101)),
        other("en = \"\"", missing("title", "en")),
        shape("[[criteria.items]]", "missing field `certainty`"),
        shape("happiness", "unknown variant `happiness`"),
        other("Lãnh đạo", missing("tasks.lead", "en")),
        shape("perhaps", "unknown variant `perhaps`"),
        other("[[grades]]", Fault::GradeOrder),
        other("at_least = 190", Fault::GradeOutOfReach("good".to_owned())),
        shape("colour", "unknown field `colour`"),
    ];
    assert_eq!(told, expect, "{text}");
}

const CASED: &str = r#"most = 30 }
cases = [{ when = ["committee"], rule.measured = { measure = "tasks_done", bands = [{ from = 90, points = 30 }] } }]"#;

const NEEDING: &str = r#"at_least = 90
needs = [
  { level = { least = "high" } },
  { least = { criterion = "tasks", percent = 9 } },
  { full = { items = ["tasks.done"] } },
]"#;

const SCALED: &str = r#"
[[criteria.items]]
id = "tasks.level"
text = { vi = "Bậc", en = "Level", bn = "স্তর" }
rule.level = { scale = "s" }
not_applicable = "never"
certainty = "source"

[[scales]]
id = "s"

[[scales.levels]]
id = "high"
text = { vi = "Cao", en = "High", bn = "উঁচু" }
met = true
"#;

/// What follows only from something that cannot be read is not told.
#[test]
fn a_fault_brings_no_others_with_it() {
    let good = GOOD.replace("most = 30 }", CASED).replace("at_least = 90", NEEDING) + SCALED;
    parse(&good).unwrap();
    let check = |from: &str, to: &str, expect: &str| {
        let text = good.replace(from, to);
        assert_ne!(text, good);
        let Err(SchemeFileError::Faults(found)) = parse(&text) else { panic!("{text}") };
        let told: Vec<_> = found.iter().map(ToString::to_string).collect();
        assert!(matches!(told.as_slice(), [one] if one.contains(expect)), "{from} {told:?}");
    };
    check("rule.up_to = { most = 30 }", "rule.up_to = { most = \"many\" }", "invalid type: string");
    check("points = 60", "points = -60", "invalid value: integer `-60`");
    check("at_least = 90", "at_least = \"90\"", "invalid type: string");
    check("id = \"tasks\"\n", "", "missing field `id`");
    check("title = { vi = \"Nhỏ\", en = \"Small\", bn = \"ছোট\" }\n", "", "missing field `title`");
    check("\"percent_of_points\"", "\"by_lot\"", "unknown variant `by_lot`");
    check("decision =", "subject = \"week\"\ndecision =", "unknown variant `week`");
    check("[[criteria]]", "[criteria]", "expected a list");
    check("id = \"tasks.done\"\n", "", "missing field `id`");
    check("from = 90, points = 30 }", "from = 90, points = \"many\" }", "invalid type: string");
    check("[{ from = 90, points = 30 }]", "\"high\"", "expected a list");
    check("rule.level = { scale = \"s\" }", "rule.level = { scale = 1 }", "invalid type: integer");
    check("{ level = { least = \"high\" } }", "1", "wanted");
    check(
        "measure = \"tasks_done\", bands = [\n",
        "by = 1, measure = \"tasks_done\", bands = [{ from = 200, points = 60 },\n",
        "wanted",
    );
    check("[[scales]]", "[scales]", "expected a list");
}

/// Whatever else stands where nothing has a name, that there is too much is told.
#[test]
fn a_file_with_too_much_in_it_is_told_without_a_line() {
    let criteria = "[[criteria]]\nitems = 1\n".repeat(MOST_PARTS);
    let Err(SchemeFileError::Many(found)) = parse(&format!("{GOOD}{criteria}")) else { panic!("{criteria}") };
    let (line, fault) = (None, Fault::TooMuch(MOST_PARTS + 8));
    assert_eq!(found.first(), Some(&Located { line, fault }));
}

/// Another province's scale: the file says how many points there are in all.
#[test]
fn a_scheme_of_points_may_have_another_total() {
    let with = |total: u16| {
        GOOD.replace("most = 30", "most = 130").replace("decision =", &format!("total = {total}\ndecision ="))
    };
    assert_eq!(parse(&with(200)).unwrap().criteria[0].most(), 200);
    let Err(SchemeFileError::Faults(found)) = parse(&with(150)) else { panic!("200 are not 150") };
    let line = with(150).lines().position(|line| line.starts_with("total")).map(|line| Line(line + 1));
    assert_eq!(found, [Located { line, fault: Fault::Sum { points: 200, total: 150 } }]);
}

/// One file serves organisations of several kinds.
#[test]
fn a_file_names_one_kind_of_organisation_or_several() {
    let kinds = |said: &str| {
        let text = GOOD.replace("organisations = \"cell\"", &format!("organisations = {said}"));
        parse(&text).map(|scheme| scheme.organisations.all().collect::<Vec<_>>())
    };
    assert_eq!(kinds("\"committee\"").unwrap(), [OrganisationKind::Committee]);
    assert_eq!(
        kinds("[\"cell\", \"committee\"]").unwrap(),
        [OrganisationKind::Cell, OrganisationKind::Committee]
    );
    for wrong in ["[]", "[\"cell\", \"cell\"]", "\"village\"", "[\"village\"]", "1"] {
        assert!(kinds(wrong).is_err(), "{wrong}");
    }
}

/// In a checklist points need not sum up to anything.
#[test]
fn a_checklist_has_no_sum() {
    let mut scheme = good();
    scheme.decision = Decision::CriteriaMet;
    scheme.grades[0].at_least = 1;
    scheme.criteria[0].items[2].rule = Rule::Met { points: 0 };
    assert_eq!(faults(&scheme, POINTS), []);
}

#[test]
fn other_files_are_refused_with_a_reason() {
    fn check(text: &str, expect: &str) {
        let error = parse(text).unwrap_err().to_string();
        assert!(error.contains(expect), "{error}");
    }
    check("", "missing field");
    check("id = ", "cannot be read");
    check(
        &GOOD.replace("valid_from = \"2024-01\"", "valid_from = \"2024\""),
        "a month is written year-month",
    );
    check(&GOOD.replace("tasks_done", "happiness"), "unknown variant `happiness`");
    check(&GOOD.replace("version = 1", "version = 1\ncolour = \"red\""), "unknown field `colour`");
    check(&GOOD.replace("most = 30", "most = 31"), ": the points of all items sum up to 101, not to 100\n");
    check(&format!("{GOOD}# {}", "x".repeat(MOST_BYTES)), "more than 262144 bytes");
}

mod an_phu;
mod bounds;
mod language;
