//! The kept standings of the demonstration, and what other rulings make of them.

use std::fs;
use std::path::{Path, PathBuf};

use shared::org::Organisation;
use shared::record::assessment::Answer;
use shared::ruling::{Appraisal, ChoiceSpan, Judged, Ruled, RuledWard, Ruling, Term};
use shared::scheme::{Need, Rule, Scheme, Trigger};
use shared::sorted_map::SortedMap;
use shared::standing::facts::MonthFacts;
use shared::standing::month::{MonthStanding, standing_on};
use shared::standing::year::organisation_year;
use shared::year::Year;

use super::*;
use crate::cli::choose::choose;
use crate::office::as_of::{below_of, month_as_of};
use crate::standings::projection::{bring_up, computed, rebuild};
use crate::standings::ward_month;
use crate::standings::year::ward_year;
use crate::store::standings::{OrganisationYear, Summary};

const WARD: &str = "dong-mai";

/// A copy of the demonstration that a test may change.
pub(super) struct Copy {
    folder: tempfile::TempDir,
    pub store: Store,
}

impl Copy {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for end in ["", "-wal"] {
            let name = format!("demo.sqlite{end}");
            let from = DEMO.folder.path().join(&name);
            if from.exists() {
                fs::copy(from, folder.path().join(name)).unwrap();
            }
        }
        let store = Store::open(&folder.path().join("demo.sqlite")).unwrap();
        Self { folder, store }
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("demo.sqlite")
    }

    pub fn read<T>(&self, work: impl FnOnce(&crate::store::Reading<'_>) -> Result<T, StoreError>) -> T {
        self.store.read_blocking(work).unwrap()
    }

    pub fn ruled(&self) -> RuledWard {
        self.read(|reading| reading.ruled_ward(&ward()))
    }

    /// Every organisation's year as it is kept; none where it is not.
    pub fn kept(&self) -> Vec<Option<OrganisationYear>> {
        let organisations = self.ruled().organisations;
        self.read(|reading| organisations.iter().map(|o| reading.standing(o.id, year())).collect())
    }

    pub fn summaries(&self) -> SortedMap<OrganisationId, Summary> {
        self.read(|reading| reading.summaries(&ward(), year())).into_iter().collect()
    }
}

pub(super) fn ward() -> Code {
    WARD.parse().unwrap()
}

pub(super) fn year() -> Year {
    Year::new(2024).unwrap()
}

#[test]
fn what_is_kept_is_what_the_records_say() {
    let copy = Copy::new();
    assert!(copy.kept().iter().all(Option::is_none));
    bring_up(&copy.store, &ward(), year()).unwrap();
    let ruled = copy.ruled();
    let mut facts = DEMO.facts(WARD);
    let past = |id| Ok(DEMO.facts(WARD).remove(&id).unwrap_or_default());
    for (organisation, kept) in ruled.organisations.iter().zip(copy.kept()) {
        let facts = facts.remove(&organisation.id).unwrap_or_default();
        let kept = kept.unwrap();
        let below = below_of(&ruled, organisation, Term::Year(year()), past).unwrap();
        for month in &kept.months {
            // What comes after a month makes no difference to it.
            let so_far = facts.iter().filter(|fact| fact.record.month().is_none_or(|of| of <= month.month));
            let scheme = ruled.scheme_for(organisation, month.month).unwrap();
            let so_far =
                MonthFacts::new(organisation.kind, month.month, so_far).over(below.month(month.month));
            assert_eq!(Some(standing_on(scheme, &so_far)), month.standing);
        }
        assert_eq!(kept.year, organisation_year(&ruled, organisation, year(), &facts, &below));
        // In any order.
        let (middle, mut shuffled) = (facts.len() / 3, facts.clone());
        shuffled.rotate_left(middle);
        for facts in [facts.iter().rev().cloned().collect(), shuffled] {
            assert_eq!(computed(&ruled, organisation, year(), facts, &below), kept);
        }
    }
    for month in Month::of_year(2024) {
        let before = DEMO.store.read_blocking::<_, StoreError>(|reading| ward_month(reading, &ward(), month));
        let after = copy.read(|reading| ward_month(reading, &ward(), month));
        assert_eq!(after, before.unwrap(), "{month}");
    }
    // So are the pages of the year, on whatever day they are drawn.
    for day in ["2023-12-31", "2024-01-15", "2024-12-01", "2025-01-15"] {
        let drawn = |reading: &crate::store::Reading<'_>| {
            let day = day.parse().unwrap();
            ward_year(reading, &ward(), year(), day)
        };
        let from_records = DEMO.store.read_blocking::<_, StoreError>(drawn).unwrap();
        assert_eq!(copy.read(drawn), from_records, "{day}");
    }
    let (kept, summaries) = (copy.kept(), copy.summaries());
    rebuild(&copy.store, year()).unwrap();
    assert_eq!((copy.kept(), copy.summaries()), (kept, summaries));
}

/// One changed record costs its own organisation's year and nobody else's.
#[test]
fn a_change_takes_one_year_away() {
    let copy = Copy::new();
    bring_up(&copy.store, &ward(), year()).unwrap();
    let before = copy.kept();
    let changed = copy.ruled().organisations[2].clone();
    let facts = copy.read(|reading| reading.facts_of_year(changed.id, year()));
    let done = |fact: &Fact| matches!(&fact.record, Record::Task(task) if task.done_on.is_some());
    let mut late = facts.into_iter().find(done).unwrap();
    if let Record::Task(task) = &mut late.record {
        task.done_on = None;
    }
    let put = move |writing: &Writing<'_>| -> Result<(), StoreError> {
        let stored = writing.reading().document(&ward(), late.document)?.unwrap();
        writing.put_fact(stored.key, &ward(), changed.id, &late)
    };
    copy.store.write_blocking(put).unwrap();
    let missing: Vec<_> = copy.kept().iter().map(Option::is_none).collect();
    assert_eq!(missing.iter().filter(|missing| **missing).count(), 1);
    assert!(missing[2]);
    bring_up(&copy.store, &ward(), year()).unwrap();
    let after = copy.kept();
    let differ: Vec<_> = (0..after.len()).filter(|place| after[*place] != before[*place]).collect();
    assert_eq!(differ, [2]);
}

/// The same records, and only rulings differ.
#[test]
fn november_and_the_year_follow_the_ruling() {
    let copy = Copy::new();
    let folder = copy.folder.path();
    let province = |name: &str, from: &str, changes: &[(&str, &str)]| province(folder, name, from, changes);
    let lower = [
        ("at_least = 2", "at_least = 1"),
        ("at_least = 3", "at_least = 2"),
        ("at_least = 4", "at_least = 3"),
    ];
    let mild_month = province("mild-checklist", "monthly-checklist", &lower);
    let early = province("early-366", "qd-366", &[("\"2025-08\"", "\"2024-01\"")]);
    let mild = province(
        "mild-366",
        "qd-366",
        &[
            ("\"2025-08\"", "\"2024-01\""),
            ("at_least = 100", "at_least = 60"),
            ("at_most = 20", "at_most = 60"),
        ],
    );
    let mut told = String::new();
    let mut grades = Vec::new();
    for (month, whole) in
        [("monthly-checklist", "qd-124"), ("hundred-points", &*early), (&*mild_month, &*mild)]
    {
        for scheme in [month, whole] {
            choose(&copy.data(), &ward(), scheme, ChoiceSpan::Year(year())).unwrap();
        }
        appraise(&copy);
        bring_up(&copy.store, &ward(), year()).unwrap();
        told.push_str(&table(&copy));
        grades.push(november(&copy));
    }
    insta::assert_snapshot!(told);
    // Whoever has a grade of November by one of them has one by each.
    let graded = |grades: &[Option<String>]| grades.iter().map(Option::is_some).collect::<Vec<_>>();
    assert!(grades.iter().all(|by| graded(by) == graded(&grades[0])));
    assert!(5 <= grades[0].iter().flatten().count());
    // Each of them tells cells apart, and of some cell all three say something else.
    let different = |of: &mut dyn Iterator<Item = &String>| of.collect::<BTreeSet<_>>().len();
    assert!(grades.iter().all(|by| 2 <= different(&mut by.iter().flatten())));
    let of_cell = |place: usize| grades.iter().filter_map(move |by| by[place].as_ref());
    assert!((0..grades[0].len()).any(|place| different(&mut of_cell(place)) == 3));
}

/// The cells' grades of November, by id.
fn november(copy: &Copy) -> Vec<Option<String>> {
    let ruled = copy.ruled();
    let november: Month = "2024-11".parse().unwrap();
    let grade = |kept: Option<OrganisationYear>| {
        let months = kept.unwrap().months;
        let standing = months.into_iter().find(|kept| kept.month == november)?.standing?;
        let scheme = ruled.schemes.iter().rev().find(|scheme| scheme.id == standing.scheme)?;
        Some(scheme.grades.get(usize::from(standing.grade()?))?.id.clone())
    };
    let cells = ruled.organisations.iter().zip(copy.kept());
    let cells = cells.filter(|(one, _)| one.kind == OrganisationKind::Cell);
    cells.map(|(_, kept)| grade(kept)).collect()
}

/// A scheme of another province, which is a file and no code.
fn province(folder: &Path, name: &str, from: &str, changes: &[(&str, &str)]) -> String {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../shared/schemes/{from}.toml"));
    let mut text = fs::read_to_string(shipped).unwrap();
    for (old, new) in changes {
        assert!(text.contains(old), "{from}: {old}");
        text = text.replace(old, new);
    }
    let text = text.replacen(&format!("\nid = \"{from}\""), &format!("\nid = \"{name}\""), 1);
    let path = folder.join(format!("{name}.toml"));
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Only the scheme's keys and the register's groups say who shares places with whom.
#[test]
fn a_cap_holds_within_the_groups_that_its_scheme_names() {
    let copy = Copy::new();
    let told = |copy: &Copy| {
        let drawn = copy.read(|reading| ward_year(reading, &ward(), year(), "2025-01-15".parse().unwrap()));
        let groups = drawn.groups.iter().map(|g| (g.group.clone(), g.lines.len(), g.candidates, g.places));
        groups.filter(|(_, _, candidates, _)| *candidates != 0).collect::<Vec<_>>()
    };
    let by = |copy: &Copy, keys: &str| {
        let changes = [("rounding = \"down\"", &*format!("rounding = \"down\"\ngroup = {keys}"))];
        let id = format!("grouped-{}", keys.len());
        let scheme = province(copy.folder.path(), &id, "qd-124", &changes);
        choose(&copy.data(), &ward(), &scheme, ChoiceSpan::Year(year())).unwrap();
        appraise(copy);
        bring_up(&copy.store, &ward(), year()).unwrap();
        told(copy)
    };
    // The committee's grades have other names: it stands for no place of the cells.
    let one = |group: &str, lines, places| vec![(group.to_owned(), lines, 8, places)];
    assert_eq!(by(&copy, "[]"), one("", 8, 1));
    assert_eq!(by(&copy, "[\"register\"]"), one("", 8, 1));
    let cells: Vec<_> = copy.ruled().organisations.into_iter().take(6).collect();
    for cell in &cells {
        let group = Some("Khu dân cư".to_owned());
        let ruling = Ruling::Registered(Organisation { group, ..cell.clone() });
        copy.store.rule(&ward(), &ruling, Moment::from_millis(1_735_600_000_000)).unwrap();
    }
    let missing = copy.kept().iter().filter(|kept| kept.is_none()).count();
    assert_eq!(missing, 6, "only whoever is put into a group is computed anew");
    bring_up(&copy.store, &ward(), year()).unwrap();
    let parted = [(String::new(), 2, 2, 0), ("Khu dân cư".to_owned(), 6, 6, 1)];
    assert_eq!(told(&copy), parted);
    assert_eq!(by(&copy, "[\"kind\", \"register\"]"), parted);
    assert_eq!(by(&copy, "[\"kind\"]"), one("", 8, 1));
}

/// The committee answers everything that the scheme in force asks with "met",
/// or the best level, and that nothing bars.
fn appraise(copy: &Copy) {
    let ruled = copy.ruled();
    for organisation in &ruled.organisations {
        let scheme = ruled.year_scheme_for(organisation, year()).unwrap();
        let items = scheme.items().map(|item| {
            let best = match item.rule {
                Rule::Level { .. } => Answer::Level(0),
                Rule::UpTo { most } => Answer::Points(most),
                Rule::Met { .. } | Rule::Measured { .. } => Answer::Met,
            };
            (item, best)
        });
        let asked = items.filter(|(item, _)| !matches!(item.rule, Rule::Measured { .. }));
        let mut answers: SortedMap<_, _> = asked.map(|(item, best)| (item.id.clone(), best)).collect();
        let gates = scheme.gates.iter().filter(|gate| gate.when == Trigger::Answered);
        answers.extend(gates.map(|gate| (gate.id.clone(), Answer::NotMet)));
        let needs = scheme.grades.iter().flat_map(|grade| &grade.needs);
        answers.extend(needs.filter_map(|need| match need {
            Need::Answered { id, .. } => Some((id.clone(), Answer::Met)),
            _ => None,
        }));
        let judged = Judged { organisation: organisation.id, term: Term::Year(year()), member: None };
        let (scheme, remarks, by) = (scheme.id.clone(), SortedMap::new(), "Đảng ủy".to_owned());
        let ruling = Ruling::Appraised(Appraisal { judged, scheme, answers, remarks, by });
        copy.store.rule(&ward(), &ruling, Moment::from_millis(1_735_600_000_000)).unwrap();
    }
}

/// Each organisation's November and year: points and grade.
fn table(copy: &Copy) -> String {
    let ruled = copy.ruled();
    let november: Month = "2024-11".parse().unwrap();
    let word = |id: &str, grade: Option<u8>| {
        let scheme = ruled.schemes.iter().rev().find(|scheme| scheme.id == id).unwrap();
        let grade = grade.and_then(|place| scheme.grades.get(usize::from(place)));
        grade.map_or("-", |grade| grade.id.as_str()).to_owned()
    };
    let mut told = String::new();
    for (organisation, kept) in ruled.organisations.iter().zip(copy.kept()) {
        let kept = kept.unwrap();
        let month = kept.months.iter().find(|kept| kept.month == november).unwrap();
        let month = month.standing.clone().unwrap();
        let year = kept.year.unwrap();
        let [(a, b), (c, d)] =
            [&month.evaluation, &year.evaluation].map(|evaluation| (evaluation.reached, evaluation.possible));
        told.push_str(&format!(
            "{}: 2024-11 by {} {a}/{b} {}; 2024 by {} {c}/{d} {}\n",
            organisation.code,
            month.scheme,
            word(&month.scheme, month.evaluation.grade),
            year.scheme,
            word(&year.scheme, year.evaluation.grade),
        ));
    }
    told.push('\n');
    told
}

/// A choice from a month on leaves the months before it, and what was closed.
#[test]
fn a_choice_from_a_month_on_leaves_what_was_before() {
    let copy = Copy::new();
    bring_up(&copy.store, &ward(), year()).unwrap();
    let (before, cell) = (copy.kept(), copy.ruled().organisations[1].clone());
    let october: Month = "2024-10".parse().unwrap();
    let mark = copy.read(|reading| reading.last_seq(&ward()));
    let closed =
        |copy: &Copy| copy.read(|reading| month_as_of(reading, &ward(), &cell, october, mark)).unwrap();
    let as_closed = closed(&copy);
    let from = |month: &str| ChoiceSpan::From(month.parse().unwrap());
    choose(&copy.data(), &ward(), "hundred-points", from("2024-10")).unwrap();
    bring_up(&copy.store, &ward(), year()).unwrap();
    let scheme = |kept: &OrganisationYear, number: u8| {
        let month = kept.months.iter().find(|month| month.month.number() == number).unwrap();
        month.standing.as_ref().unwrap().scheme.clone()
    };
    for (before, after) in before.iter().flatten().zip(copy.kept().iter().flatten()) {
        assert_eq!(before.months[..9], after.months[..9]);
    }
    let after = copy.kept()[1].clone().unwrap();
    assert_eq!([scheme(&after, 9), scheme(&after, 10)], ["monthly-checklist", "hundred-points"]);
    // It holds in the years that follow, until another begins.
    assert_eq!(copy.ruled().scheme_for(&cell, "2025-02".parse().unwrap()).unwrap().id, "hundred-points");
    choose(&copy.data(), &ward(), "monthly-checklist", from("2024-12")).unwrap();
    bring_up(&copy.store, &ward(), year()).unwrap();
    let after = copy.kept()[1].clone().unwrap();
    assert_eq!([scheme(&after, 11), scheme(&after, 12)], ["hundred-points", "monthly-checklist"]);
    // As of its mark, October is bit for bit what it was.
    let encoded = |(scheme, standing): &(Scheme, MonthStanding)| {
        (minicbor::to_vec(scheme).unwrap(), minicbor::to_vec(standing).unwrap())
    };
    assert_eq!(encoded(&closed(&copy)), encoded(&as_closed));
    assert_eq!(Some(&as_closed.1), before[1].as_ref().unwrap().months[9].standing.as_ref());
}

/// A choice that was folded in twice is one choice.
#[test]
fn the_last_choice_counts() {
    let copy = Copy::new();
    let chosen = |scheme: &str| choose(&copy.data(), &ward(), scheme, ChoiceSpan::EveryYear).unwrap();
    for scheme in ["hundred-points", "monthly-checklist", "hundred-points"] {
        assert!(chosen(scheme).contains(scheme));
    }
    let ruled = copy.ruled();
    let november = "2024-11".parse().unwrap();
    let scheme = ruled.scheme_for(&ruled.organisations[0], november).unwrap();
    assert_eq!((scheme.id.as_str(), ruled.choices.len(), ruled.schemes.len()), ("hundred-points", 1, 9));
    let mut again = RuledWard::default();
    copy.read(|reading| {
        reading.each_ruling(&ward(), 0, |ruled: Ruled, _| {
            again.apply(ruled.clone());
            again.apply(ruled);
            crate::store::rulings::More::Please
        })
    });
    assert_eq!(again, ruled);
}
