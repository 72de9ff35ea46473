use super::*;
use crate::org::OrganisationKind;
use crate::record::assessment::Answer;
use crate::scheme::shipped;
use crate::standing::sample::{assessment, month, task};

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
