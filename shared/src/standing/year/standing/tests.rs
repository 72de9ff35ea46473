use super::*;
use crate::org::OrganisationKind;
use crate::record::registration::Registration;
use crate::record::review::Review;
use crate::ruling::{Appraisal, Ruled, Ruling, SchemeChoice};
use crate::scheme::shipped;
use crate::standing::sample::{amend, assessment, date, fact, resolution, roster, task};

fn cell() -> Organisation {
    let code = "bieu-nghi".parse().unwrap();
    Organisation::new(&"dong-mai".parse().unwrap(), code, "Chi bộ khu Biểu Nghi", OrganisationKind::Cell)
}

fn year(number: u16) -> Year {
    Year::new(number).unwrap()
}

/// A ward with the shipped schemes, and these rulings after them.
fn ward(rulings: impl IntoIterator<Item = Ruling>) -> RuledWard {
    let schemes = shipped::ALL.iter().map(|one| Ruling::SchemeApplied(one.scheme().unwrap()));
    let mut ward = RuledWard::default();
    for (seq, ruling) in (1..).zip(schemes.chain(rulings)) {
        ward.apply(Ruled { seq, ruling });
    }
    ward
}

fn appraisal(of: u16, scheme: &str, answers: &[(&str, Answer)]) -> Ruling {
    let judged = Judged { organisation: cell().id, term: Term::Year(year(of)), member: None };
    Ruling::Appraised(Appraisal {
        judged,
        scheme: scheme.to_owned(),
        answers: answers.iter().map(|(id, answer)| ((*id).to_owned(), *answer)).collect(),
        remarks: SortedMap::new(),
        by: "Đảng ủy".to_owned(),
    })
}

/// Ten tasks in time, four of them beyond the requirement; a review and a registration.
fn records(of: u16) -> Vec<Fact> {
    let tasks = (1..=10).map(|number| {
        let mut fact = task(number, &format!("{of}-{number:02}-20"), Some(&format!("{of}-{number:02}-19")));
        if let Record::Task(task) = &mut fact.record {
            task.beyond = (number <= 4).then(|| "Vượt".to_owned());
        }
        fact
    });
    let registration = Registration {
        year: Some(year(of)),
        registered_on: Some(date(&format!("{of}-01-05"))),
        ..Registration::default()
    };
    let review = Review {
        year: Some(year(of)),
        grade: Some(YearGrade::Good),
        submitted_on: Some(date(&format!("{of}-12-10"))),
        ..Review::default()
    };
    tasks
        .chain([roster(50), fact(51, Record::Registration(registration)), fact(52, Record::Review(review))])
        .collect()
}

/// The grade's id, if there is one.
fn grade(ward: &RuledWard, of: u16) -> (String, Option<String>) {
    let found = organisation_year(ward, &cell(), year(of), &records(of), &Below::default()).unwrap();
    let scheme = ward.schemes.iter().find(|scheme| scheme.id == found.scheme).unwrap();
    let word = found.evaluation.grade.map(|place| scheme.grades[usize::from(place)].id.clone());
    (found.scheme, word)
}

/// The same records, judged by what is in force: only rulings differ.
#[test]
fn a_year_is_judged_by_the_scheme_in_force() {
    use Answer::{Level, Met, NotMet};
    let levels = ["ideology", "centralism", "organisation", "inspection", "targets", "remedy"];
    let levels: Vec<_> = levels.iter().map(|id| format!("qd-124.{id}")).collect();
    let mut answers: Vec<_> = levels.iter().map(|id| (id.as_str(), Level(0))).collect();
    answers.extend([
        ("qd-124.discipline", NotMet),
        ("qd-124.outstanding", Met),
        ("qd-124.undisciplined", Met),
    ]);
    let ward_2024 = ward([appraisal(2024, "qd-124", &answers)]);
    assert_eq!(grade(&ward_2024, 2024), ("qd-124".to_owned(), Some("excellent".to_owned())));
    // What was answered to another scheme, or about another year, is no answer.
    assert_eq!(grade(&ward([appraisal(2024, "qd-366", &answers)]), 2024), ("qd-124".to_owned(), None));
    let common =
        ["qd-366.integrity", "qd-366.innovation", "qd-366.remedy", "qd-366.undisciplined", "qd-366.remedied"];
    let mut answers: Vec<_> = common.iter().map(|id| (*id, Met)).collect();
    answers.push(("qd-366.discipline", NotMet));
    let ward_2025 = ward([appraisal(2025, "qd-366", &answers)]);
    assert_eq!(grade(&ward_2025, 2025), ("qd-366".to_owned(), Some("excellent".to_owned())));
    assert_eq!(grade(&ward_2025, 2026), ("qd-366".to_owned(), None));
    assert!(organisation_year(&ward_2025, &cell(), year(2017), &[], &Below::default()).is_none());
}

#[test]
fn months_are_counted_by_the_scheme_chosen_for_them() {
    let choice = SchemeChoice {
        subject: Subject::Month,
        kind: OrganisationKind::Cell,
        year: Some(year(2024)),
        scheme: "monthly-checklist".to_owned(),
        version: 4,
        from: None,
    };
    let ward = ward([Ruling::SchemeChosen(choice)]);
    let scheme = ward.scheme_for(&cell(), "2024-11".parse().unwrap()).unwrap();
    assert_eq!(scheme.id, "monthly-checklist");
    let november = amend(assessment(60, "2024-11", &[]), |a| a.submitted_on = Some(date("2024-12-02")));
    let mut facts = records(2024);
    facts.extend([november, resolution(61, crate::record::resolution::Form::Regular, "2024-11")]);
    let found = organisation_year(&ward, &cell(), year(2024), &facts, &Below::default()).unwrap();
    let months = found.missing.iter().filter(|missing| matches!(missing, YearMissing::Month(_))).count();
    assert_eq!((months, found.proposed), (11, Some(YearGrade::Good)));
    assert!(
        !found.missing.contains(&YearMissing::Registration) && !found.missing.contains(&YearMissing::Review)
    );
    assert!(found.missing.iter().any(|missing| matches!(missing, YearMissing::Answers(_))));
    assert_eq!((found.range.best, found.range.worst), (Some(0), Some(3)));
    let empty = organisation_year(&ward, &cell(), year(2024), &[], &Below::default()).unwrap();
    assert_eq!(empty.missing.len(), 12 + 2 + 1);
    facts.reverse();
    assert_eq!(organisation_year(&ward, &cell(), year(2024), &facts, &Below::default()).unwrap(), found);
}
