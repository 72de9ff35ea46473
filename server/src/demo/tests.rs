use std::collections::BTreeSet;
use std::sync::LazyLock;

use shared::id::OrganisationId;
use shared::moment::Moment;
use shared::org::OrganisationKind;
use shared::record::Record;
use shared::record::resolution::Form;
use shared::record::roster::{Membership, Office, Roster};
use shared::sorted_map::SortedMap;
use shared::standing::cap::CapVerdict;
use shared::standing::facts::Fact;
use shared::standing::month::{MonthStanding, Progress, month_standing};
use shared::standing::timeliness::Timeliness;

use super::*;

/// Everything that the demonstration's wards know at the year's end.
struct Demo {
    folder: tempfile::TempDir,
    store: Store,
}

/// The demonstration that tests look at; filling one takes a while.
static DEMO: LazyLock<Demo> = LazyLock::new(Demo::filled);

impl Demo {
    fn filled() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("demo.sqlite")).unwrap();
        assert!(store.is_empty().unwrap());
        fill(&store).unwrap();
        assert!(!store.is_empty().unwrap());
        Self { folder, store }
    }

    fn facts(&self, ward: &str) -> SortedMap<OrganisationId, Vec<Fact>> {
        let ward: Code = ward.parse().unwrap();
        let december = "2024-12".parse().unwrap();
        let all: Vec<_> =
            self.store.read_blocking::<_, StoreError>(|reading| reading.facts(&ward, december)).unwrap();
        let mut facts: SortedMap<_, Vec<_>> = SortedMap::new();
        for (organisation, fact) in all {
            facts.entry(organisation).or_default().push(fact);
        }
        facts.values_mut().for_each(|facts| facts.sort_by_key(|fact| fact.document));
        facts
    }

    fn cell(&self, ward: &str, cell: &str) -> Vec<Fact> {
        self.facts(ward).remove(&OrganisationId::derive(ward, cell)).unwrap()
    }
}

fn roster(facts: &[Fact]) -> &Roster {
    let found = facts.iter().find_map(|fact| match &fact.record {
        Record::Roster(roster) => Some(roster),
        _ => None,
    });
    found.unwrap()
}

fn standing(ward: &WardPlan, facts: &[Fact], month: &str) -> MonthStanding {
    month_standing(&(ward.scheme)().unwrap(), OrganisationKind::Cell, month.parse().unwrap(), facts)
}

/// One letter or word for each month of a cell: the grade, or how far it came.
fn told(ward: &WardPlan, facts: &[Fact]) -> String {
    let scheme = (ward.scheme)().unwrap();
    let months = Month::of_year(2024).map(|month| {
        let standing = month_standing(&scheme, OrganisationKind::Cell, month, facts);
        let grade = standing.grade().map(|place| scheme.grades[usize::from(place)].id.clone());
        match (standing.progress, grade) {
            (Progress::NotBegun, _) => "-".to_owned(),
            (Progress::Draft, _) => "draft".to_owned(),
            (Progress::Submitted(_), grade) => grade.unwrap(),
        }
    });
    months.map(|month| format!("{month:12}")).collect::<String>().trim_end().to_owned()
}

/// What the office sees of the year's classification: the grade in force, what
/// the cap says, the coverage, how the months came.
#[test]
fn the_year_is_classified_as_it_was() {
    let mut told = String::new();
    for ward in &WARDS {
        let code: Code = ward.code.parse().unwrap();
        let (year, day) = (shared::year::Year::new(2024).unwrap(), "2025-01-15".parse().unwrap());
        let of_ward = DEMO.store.read_blocking::<_, StoreError>(|reading| {
            crate::standings::year::ward_year(reading, &code, year, day)
        });
        for row in of_ward.unwrap().rows {
            let grade = row.grade_id().unwrap_or("-");
            let verdict = match &row.outcome.verdict {
                Some(CapVerdict::Overridden(decided)) => format!("{:?} by {}", decided.keeps, decided.by),
                Some(verdict) => format!("{verdict:?}"),
                None => "-".to_owned(),
            };
            let count = |wanted| row.timeliness.iter().filter(|found| **found == wanted).count();
            use Timeliness::{ArrivedLate, Late, Missing, OnTime};
            let came = [OnTime, ArrivedLate, Late, Missing].map(count);
            let coverage = row.coverage.share;
            let (part, whole) = (coverage.part, coverage.whole);
            let cell = row.organisation.code.as_str();
            told += &format!("{cell:12} {grade:14} {part:2}/{whole} {came:?} {verdict}\n");
        }
    }
    insta::assert_snapshot!(told);
}

/// One cell's members are classified: who is graded and how, and who is not and why.
#[test]
fn the_members_of_go_cao_are_classified() {
    let ward: Code = "dong-mai".parse().unwrap();
    let year = shared::year::Year::new(2024).unwrap();
    let found = DEMO.store.read_blocking::<_, StoreError>(|reading| {
        let ruled = reading.ruled_ward(&ward)?;
        let cell = ruled.organisations.iter().find(|cell| cell.code.as_str() == "go-cao").unwrap();
        let facts = reading.facts_of_year(cell.id, year)?;
        Ok(crate::standings::members::members_year(&ruled, cell, year, &facts).unwrap())
    });
    let found = found.unwrap();
    let mut told = String::new();
    for standing in &found.standings {
        let name = &found.roster.members[&standing.member].name;
        let lines = found.group.iter().flat_map(|group| &group.lines);
        let line = lines.into_iter().find(|line| line.contender.key == standing.member);
        let grade = line.and_then(|line| found.scheme.grades.get(usize::from(line.grade?)));
        let grade = grade.map_or("-", |grade| grade.id.as_str());
        let verdict = line.map(|line| match &line.verdict {
            CapVerdict::Overridden(decided) => format!("{:?} by {}", decided.keeps, decided.by),
            verdict => format!("{verdict:?}"),
        });
        let why = standing.exclusion.map(|exclusion| format!("{exclusion:?}"));
        told += &format!("{name}: {grade} {}\n", verdict.or(why).unwrap_or_default());
    }
    insta::assert_snapshot!(told);
}

/// What the office sees of the year. Any change of it is seen here.
#[test]
fn the_year_is_as_it_was() {
    let other = Demo::filled();
    let mut told_of_all = String::new();
    for ward in &WARDS {
        let facts = DEMO.facts(ward.code);
        for cell in ward.cells {
            let facts = &facts[&OrganisationId::derive(ward.code, cell.code)];
            told_of_all += &format!("{:12} {}\n", cell.code, told(ward, facts));
        }
        assert_eq!(facts, other.facts(ward.code), "two demonstrations are the same");
    }
    insta::assert_snapshot!(told_of_all);
}

#[test]
fn cells_have_their_members_and_no_name_is_a_persons() {
    for ward in &WARDS {
        let facts = DEMO.facts(ward.code);
        for cell in ward.cells {
            let roster = roster(&facts[&OrganisationId::derive(ward.code, cell.code)]);
            let present = roster.on("2024-12-31".parse().unwrap());
            assert_eq!(present.len(), usize::from(cell.members), "{}", cell.code);
            assert!((9..=60).contains(&cell.members) || cell.members == 116);
            let holding = |office| present.iter().filter(|(_, member)| member.office == office).count();
            assert_eq!((holding(Office::Secretary), holding(Office::DeputySecretary)), (1, 1));
            assert_eq!(holding(Office::GroupLeader), cell.groups.len());
            for (group, size) in (1..).zip(cell.groups) {
                assert!((15..=20).contains(size));
                let members = present.iter().filter(|(_, member)| member.group == Some(group)).count();
                assert_eq!(members, usize::from(*size), "group {group}");
            }
            for member in roster.members.values() {
                let number = member.name.strip_prefix("Mẫu ").unwrap();
                assert!(number.parse::<u8>().is_ok(), "{}", member.name);
            }
        }
    }
    let bieu_nghi = DEMO.cell("dong-mai", "bieu-nghi");
    assert_eq!(roster(&bieu_nghi).on("2024-11-05".parse().unwrap()).len(), 22);
    let kinds: BTreeSet<_> = roster(&bieu_nghi).members.values().map(|m| m.membership.name()).collect();
    assert_eq!(kinds.len(), Membership::ALL.len());
}

/// Whoever tries the program makes November's thematic resolution and assessment.
#[test]
fn bieu_nghi_is_in_the_middle_of_november() {
    let facts = DEMO.cell("dong-mai", "bieu-nghi");
    for month in Month::of_year(2024) {
        let scheme = shared::scheme::shipped::monthly_checklist().unwrap();
        let standing = month_standing(&scheme, OrganisationKind::Cell, month, &facts);
        match month.number() {
            1..=10 => assert!(matches!(standing.progress, Progress::Submitted(_)), "{month}"),
            _ => assert_eq!(standing.progress, Progress::NotBegun),
        }
        let of_month = facts.iter().filter(|fact| fact.record.month() == Some(month));
        let (mut forms, mut open) = (Vec::new(), 0);
        for fact in of_month {
            match &fact.record {
                Record::Resolution(resolution) => forms.push(resolution.form.unwrap()),
                Record::Task(task) if task.done_on.is_none() => open += 1,
                _ => {}
            }
        }
        match month.number() {
            11 => assert_eq!((forms, open), (vec![Form::Regular], 3)),
            12 => assert_eq!((forms, open), (vec![], 0)),
            _ => assert!(forms.contains(&Form::Regular), "{month}"),
        }
    }
    assert!(facts.iter().all(|fact| fact.conflicts == 0));
}

#[test]
fn binh_luc_ha_registered_and_raised_the_sums_of_the_model_case() {
    let facts = DEMO.cell("hong-phong", "binh-luc-ha");
    let registered = facts.iter().any(|fact| match &fact.record {
        Record::Resolution(r) => {
            r.title.contains("Đăng ký") && r.in_force() && r.vote.is_some_and(|vote| vote.carried())
        }
        _ => false,
    });
    assert!(registered);
    for sum in ["trên 7 tỷ đồng", "1,7 tỷ đồng"] {
        let raised = facts.iter().any(|fact| match &fact.record {
            Record::Task(task) => {
                task.done_on.is_some_and(|done| done.month_number() == 11)
                    && task.progress.values().any(|line| line.note.contains(sum))
            }
            _ => false,
        });
        assert!(raised, "{sum}");
    }
}

#[test]
fn two_phones_of_dau_cau_differ_about_one_day() {
    let facts = DEMO.cell("dong-mai", "dau-cau");
    assert_eq!(facts.iter().map(|fact| fact.conflicts).sum::<u32>(), 1);
    assert_eq!(standing(&WARDS[0], &facts, "2024-10").conflicts, 1);
}

/// Nothing arrives while the network lies; what was written then is not late,
/// it only arrives late.
#[test]
fn the_storm_delays_news_and_loses_none() {
    let storm = at("2024-09-07".parse().unwrap(), 12 * 60)..=at("2024-09-17".parse().unwrap(), 15 * 60);
    let mut delayed = 0;
    for ward in &WARDS {
        for fact in DEMO.facts(ward.code).values().flatten() {
            let received = fact.received_at.unwrap();
            assert!(!storm.contains(&received), "{fact:?}");
            assert!(fact.written_at < received);
            delayed += usize::from(storm.contains(&fact.written_at));
        }
    }
    assert!(20 < delayed, "{delayed}");
}

#[test]
fn wards_rule_their_schemes_and_november() {
    for (ward, scheme) in WARDS.iter().zip(["monthly-checklist", "hundred-points"]) {
        let code: Code = ward.code.parse().unwrap();
        let ruled = DEMO.store.read_blocking::<_, StoreError>(|reading| reading.ruled_ward(&code)).unwrap();
        let schemes: Vec<_> = ruled.schemes.iter().map(|applied| applied.id.as_str()).collect();
        let yearly =
            ["qd-124", "qd-124-member", "qd-366", "qd-366-member", "committee-checklist", "committee-year"];
        assert_eq!(schemes, [[scheme, "meeting-phu-tho"].as_slice(), &yearly].concat());
        assert_eq!(ruled.month.map(|month| month.to_string()).as_deref(), Some("2024-11"));
        let committees = usize::from(ward.committee.is_some());
        assert_eq!(ruled.organisations.len(), ward.cells.len() + committees);
    }
    let now = Moment::from_millis(4_000_000_000_000);
    let shown = DEMO.store.read_blocking::<_, StoreError>(|reading| reading.shown_codes(now)).unwrap();
    let cells: usize = WARDS.iter().map(|ward| ward.cells.len()).sum();
    let committees = WARDS.iter().filter(|ward| ward.committee.is_some()).count();
    assert_eq!(shown.len(), cells + committees + 1 + 2 * WARDS.len());
}

/// A data file that has the demonstration is left as it is.
#[test]
fn a_second_filling_stores_nothing() {
    let before = DEMO.facts("dong-mai");
    assert!(fill(&DEMO.store).is_err());
    assert_eq!(DEMO.facts("dong-mai"), before);
}

mod book;
mod standings;
mod upkeep;

#[test]
fn a_start_shows_the_cell_of_the_model_case_first() {
    let now = Moment::from_millis(0);
    let entrance = crate::cli::entrance::Entrance::plain("127.0.0.1:8080".parse().unwrap());
    let text =
        crate::cli::banner::banner(&DEMO.store, &entrance, crate::cli::banner::Picture::Drawn, now).unwrap();
    let first = text.lines().find(|line| line.contains("/cell/enrol#")).unwrap();
    assert!(first.ends_with("Chi bộ khu Biểu Nghi"), "{first}");
    assert!(text.contains("For the camera of a phone of Chi bộ khu Biểu Nghi:"));
}
