//! The grade that a cell proposes, among the grades of the scheme that judges it.

use shared::record::review::YearGrade;
use shared::scheme::{Grade, Scheme};

/// The scheme's grade that is meant by the proposal; none where the scheme has
/// nothing like it, and the two cannot be compared.
///
/// A review names one of the four grades of the national rules. A scheme may
/// call them so, perhaps behind a name of its own; one that has four grades
/// under other names means the same four.
pub fn proposed_grade(scheme: &Scheme, proposed: YearGrade) -> Option<&Grade> {
    let called = |wanted: YearGrade| scheme.grades.iter().find(|grade| is_called(&grade.id, wanted));
    let own_names = YearGrade::ALL.into_iter().any(|one| called(one).is_some());
    if own_names || scheme.grades.len() != YearGrade::ALL.len() {
        return called(proposed);
    }
    let mut both = YearGrade::ALL.into_iter().zip(&scheme.grades);
    both.find(|(one, _)| *one == proposed).map(|(_, grade)| grade)
}

/// Whether the id of a grade, without the name before it, is the proposal's.
fn is_called(id: &str, wanted: YearGrade) -> bool {
    let last = id.rsplit('.').next().unwrap_or(id);
    last.replace('-', "_") == wanted.name()
}

#[cfg(test)]
mod tests {
    use shared::scheme::shipped;

    use super::*;

    fn check(ids: &[&str], expect: [Option<&str>; 4]) {
        let grades = ids.iter().map(|id| Grade { id: (*id).to_owned(), ..Grade::default() });
        let scheme = Scheme { grades: grades.collect(), ..shipped::qd_366().unwrap() };
        let found = YearGrade::ALL.map(|one| proposed_grade(&scheme, one).map(|grade| grade.id.as_str()));
        assert_eq!(found, expect);
    }

    #[test]
    fn a_proposal_is_found_among_the_grades_of_any_province() {
        let four = ["excellent", "good", "completed", "not-completed"];
        check(&four, four.map(Some));
        let named = ["p.excellent", "p.good", "p.completed", "p.not_completed"];
        check(&named, named.map(Some));
        let others = ["p.a", "p.b", "p.c", "p.d"];
        check(&others, others.map(Some));
        // One grade less by the same names: what it lacks is not another one.
        check(
            &["good", "completed", "not-completed"],
            [None, Some("good"), Some("completed"), Some("not-completed")],
        );
        check(&["p.a", "p.b", "p.c"], [None; 4]);
    }
}
