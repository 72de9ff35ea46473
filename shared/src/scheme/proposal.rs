//! What a year's review proposes, among the grades of the scheme that judges the year.

use super::{Grade, Scheme};
use crate::record::review::YearGrade;

impl Scheme {
    /// The grade that is meant by one of the four of the national rules; none
    /// where the scheme has nothing like it.
    ///
    /// A scheme may call them so, perhaps behind a name of its own; one that has
    /// four grades under other names means the same four.
    pub fn meant(&self, one: YearGrade) -> Option<&Grade> {
        let mut called = self.grades.iter().filter(|grade| YearGrade::called(&grade.id).is_some()).peekable();
        if called.peek().is_some() || self.grades.len() != YearGrade::ALL.len() {
            return called.find(|grade| YearGrade::called(&grade.id) == Some(one));
        }
        self.grades.get(YearGrade::ALL.into_iter().position(|known| known == one)?)
    }

    /// The one of the four that the grade `id` is; none where it is another one.
    pub fn one_of_four(&self, id: &str) -> Option<YearGrade> {
        YearGrade::ALL.into_iter().find(|one| self.meant(*one).is_some_and(|grade| grade.id == id))
    }

    /// The grade that a review proposes as one of the four, or by its own `id`;
    /// none where the scheme has no such grade, and the two cannot be compared.
    ///
    /// Whoever writes the id writes the one of the four that it is, too. Where
    /// the two do not agree, a program that knows only the four wrote last.
    pub fn proposed(&self, four: Option<YearGrade>, id: Option<&str>) -> Option<&Grade> {
        let own = self.grades.iter().find(|grade| Some(grade.id.as_str()) == id);
        let own = own.filter(|own| four.is_none() || self.one_of_four(&own.id) == four);
        own.or_else(|| self.meant(four?))
    }
}

#[cfg(test)]
#[cfg(feature = "scheme-files")]
mod tests {
    use super::*;
    use crate::scheme::shipped;

    fn scheme(ids: &[&str]) -> Scheme {
        let grades = ids.iter().map(|id| Grade { id: (*id).to_owned(), ..Grade::default() });
        Scheme { grades: grades.collect(), ..shipped::qd_366().unwrap() }
    }

    #[test]
    fn one_of_the_four_is_found_among_the_grades_of_any_province() {
        fn check(ids: &[&str], expect: [Option<&str>; 4]) {
            let scheme = scheme(ids);
            let found = YearGrade::ALL.map(|one| scheme.meant(one).map(|grade| grade.id.as_str()));
            assert_eq!(found, expect);
            for (one, id) in YearGrade::ALL.into_iter().zip(found) {
                assert_eq!(id.and_then(|id| scheme.one_of_four(id)), id.map(|_| one), "{ids:?}");
            }
        }
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

    #[test]
    fn a_proposal_is_a_grade_of_the_scheme_or_cannot_be_compared() {
        fn check(ids: &[&str], four: Option<YearGrade>, id: Option<&str>, expect: Option<&str>) {
            let scheme = scheme(ids);
            let found = scheme.proposed(four, id).map(|grade| grade.id.as_str());
            assert_eq!(found, expect, "{ids:?} {four:?} {id:?}");
        }
        use YearGrade::*;
        let five = ["p.model", "p.good", "p.fair", "p.average", "p.weak"];
        check(&five, None, None, None);
        check(&five, None, Some("p.model"), Some("p.model"));
        check(&five, Some(Good), Some("p.good"), Some("p.good"));
        // A review of before there were ids.
        check(&five, Some(Good), None, Some("p.good"));
        check(&five, Some(Excellent), None, None);
        // A program that knows only the four wrote over it.
        check(&five, Some(Good), Some("p.model"), Some("p.good"));
        check(&five, Some(Completed), Some("p.good"), None);
        // Another scheme judges the year now.
        check(&["excellent", "good"], Some(Good), Some("p.good"), Some("good"));
        check(&["excellent", "good"], None, Some("p.model"), None);
        check(&["p.a", "p.b", "p.c", "p.d"], Some(Completed), Some("p.c"), Some("p.c"));
    }
}
