use super::*;
use crate::id::MemberId;
use crate::org::OrganisationKind;
use crate::record::assessment::Answer;
use crate::scheme::{Subject, shipped};
use crate::standing::facts::Fact;
use crate::standing::sample::{amend, assessment, date, month, task};

/// A cell of which nothing was heard can still be anything; once its report is
/// there, what it does not tell of did not happen.
#[test]
fn a_silent_organisation_can_still_have_every_grade() {
    for shipped in shipped::ALL {
        let (id, scheme) = (shipped.id, shipped.scheme().unwrap());
        let kind = scheme.organisations.first;
        let meeting = crate::record::meeting::Meeting::default();
        let range = |facts: &[Fact]| {
            let year = crate::year::Year::new(2025).unwrap();
            let month = MonthFacts::new(kind, month("2025-12"), facts);
            let facts = match scheme.subject {
                Subject::Month => month,
                Subject::Meeting => month.of_meeting(&meeting),
                Subject::Year => MonthFacts::of_year(kind, year, facts),
                Subject::Member => {
                    MonthFacts::of_year(kind, year, facts).of_member(MemberId::from_bytes([1; 16]))
                }
            };
            grade_range(&scheme, &facts)
        };
        assert_eq!(range(&[]).best, Some(0), "{id}");
    }
    // Once its report is there, what was not held by then was not held.
    let scheme = shipped::monthly_checklist().unwrap();
    let told = [amend(assessment(1, "2025-11", &[]), |a| a.submitted_on = Some(date("2025-12-02")))];
    let facts = MonthFacts::new(OrganisationKind::Cell, month("2025-11"), &told);
    assert_eq!(grade_range(&scheme, &facts).best, Some(1));
}

#[test]
fn what_is_missing_spans_a_range() {
    fn check(answered: usize, word: Answer, expect: (u8, u8)) {
        let scheme = shipped::hundred_points().unwrap();
        let mut answers = Vec::new();
        for item in scheme.items().take(answered) {
            let answer = match (&item.rule, word) {
                (crate::scheme::Rule::UpTo { .. }, Answer::Met) => Answer::Points(item.most()),
                (crate::scheme::Rule::UpTo { .. }, _) => Answer::Points(0),
                _ => word,
            };
            answers.push((item.id.as_str(), answer));
        }
        let facts = [assessment(1, "2024-11", &answers), task(2, "2024-11-20", Some("2024-11-20"))];
        let found = grade_range(&scheme, &MonthFacts::new(OrganisationKind::Cell, month("2024-11"), &facts));
        assert_eq!((found.best, found.worst), (Some(expect.0), Some(expect.1)), "{answered}");
    }
    check(0, Answer::Met, (0, 3));
    check(100, Answer::NotMet, (3, 3));
}
