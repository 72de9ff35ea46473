//! How the points of a criterion came about, where they are not those of its items
//! added up: exact fractions, what was rescaled, how far a bonus counts.
//!
//! The phone has no room for these words; the ward's pages tell them.

use shared::lang::Lang;
use shared::scheme::evaluate::{CriterionResult, Evaluation, Sum, sum};
use shared::scheme::ratio::Ratio;
use shared::scheme::{Criterion, Decision, Scheme};

use crate::format::number;
use crate::t;

/// What is to be told of the points of one criterion, sentence by sentence.
pub fn points_lines(lang: Lang, criterion: &Criterion, result: &CriterionResult) -> Vec<String> {
    let Sum { given, possible, lost, most } = sum(criterion, result);
    let counted = given.at_most(most);
    let over = number(lang, criterion.over);
    let exact = ratio_word(lang, result.exact.unwrap_or(Ratio::of(result.earned)));
    let full = number(lang, result.possible);
    let bonus = if counted != given {
        Some(t::points_held(lang, ratio_word(lang, given), number(lang, most), over))
    } else {
        (criterion.over != 0).then(|| t::points_over(lang, over))
    };
    // Where nothing applies, there is nothing that could count for more.
    let fraction = if lost != 0 && possible != 0 {
        let (counted, rest) = (ratio_word(lang, counted), number(lang, possible));
        Some(t::points_rescaled(lang, number(lang, lost), counted, rest, exact, full))
    } else {
        result.exact.map(|_| t::points_exact(lang, exact, full))
    };
    bonus.into_iter().chain(fraction).collect()
}

/// The same of the criteria within it as well, each by its name.
pub fn all_points_lines(lang: Lang, criterion: &Criterion, result: &CriterionResult) -> Vec<String> {
    let within = criterion.criteria.iter().zip(&result.criteria).flat_map(|(within, found)| {
        let name = within.text.get(lang);
        let lines = all_points_lines(lang, within, found).into_iter();
        lines.map(move |line| format!("{name}: {line}")).collect::<Vec<_>>()
    });
    points_lines(lang, criterion, result).into_iter().chain(within).collect()
}

/// The points of all criteria together, where they are not those that are shown added up.
pub fn whole_line(lang: Lang, scheme: &Scheme, evaluation: &Evaluation) -> Option<String> {
    if scheme.decision != Decision::PercentOfPoints {
        return None;
    }
    let exact = evaluation.exact.or_else(|| {
        // Fractions that come to a whole number are shown without their parts.
        let shown = evaluation.criteria.iter().map(|one| one.earned).fold(0, u32::saturating_add);
        (evaluation.criteria.iter().any(|one| one.exact.is_some()) && shown < evaluation.reached)
            .then(|| Ratio::of(evaluation.reached))
    })?;
    let possible = evaluation.criteria.iter().map(|one| one.possible).fold(0, u32::saturating_add);
    Some(t::points_whole(lang, ratio_word(lang, exact), number(lang, possible)))
}

/// A number of points with what is left of it as a fraction: 22 2/3.
fn ratio_word(lang: Lang, ratio: Ratio) -> String {
    let (part, whole) = ratio.parts();
    let floor = number(lang, part.checked_div(whole).unwrap_or(0));
    match part.checked_rem(whole).unwrap_or(0) {
        0 => floor,
        rest if part < whole => format!("{}/{}", number(lang, rest), number(lang, whole)),
        rest => format!("{floor} {}/{}", number(lang, rest), number(lang, whole)),
    }
}

#[cfg(test)]
mod tests {
    use shared::lang::Text3;
    use shared::scheme::evaluate::{Basis, ItemResult, Outcome};
    use shared::scheme::{Item, Policy, Role, Rule};

    use super::*;

    #[test]
    fn points_are_written_exactly() {
        let check = |lang, part, whole, expect: &str| {
            assert_eq!(ratio_word(lang, Ratio::new(part, whole).unwrap()), expect);
        };
        check(Lang::En, 68, 3, "22 2/3");
        check(Lang::Vi, 1_156, 17, "68");
        check(Lang::En, 2, 4, "1/2");
        check(Lang::Bn, 68, 3, "২২ ২/৩");
        check(Lang::Vi, 0, 3, "0");
    }

    /// An item of so many points, what was earned of them, and the parts it has in the sum.
    fn item(most: u16, earned: Option<u32>, role: Role) -> (Item, ItemResult) {
        let item =
            Item { rule: Rule::UpTo { most }, not_applicable: Policy::Rescale, role, ..Item::default() };
        let outcome = if earned.is_some() { Outcome::NotMet } else { Outcome::LeftOut };
        let result = ItemResult {
            id: String::new(),
            outcome,
            earned: earned.unwrap_or_default(),
            possible: earned.map_or(0, |_| most.into()),
            basis: Basis::Unanswered,
            level: None,
            case: None,
        };
        (item, result)
    }

    fn criterion(
        over: u16,
        items: Vec<(Item, ItemResult)>,
        exact: Ratio,
        possible: u32,
    ) -> (Criterion, CriterionResult) {
        let (items, results) = items.into_iter().unzip();
        let text = Text3 { en: "Work".to_owned(), ..Text3::default() };
        let result = CriterionResult {
            id: String::new(),
            outcome: Outcome::NotMet,
            earned: exact.floor(),
            possible,
            settled: 0,
            items: results,
            criteria: Vec::new(),
            exact: Some(exact).filter(|exact| !exact.is_whole()),
            minimum: None,
        };
        (Criterion { text, over, items, ..Criterion::default() }, result)
    }

    #[test]
    fn what_the_items_do_not_add_up_to_is_told() {
        use Role::{Bonus, Counted};
        let check =
            |over, items: &[(u16, Option<u32>, Role)], exact: (u64, u64), possible, expect: &[&str]| {
                let items = items.iter().map(|(most, earned, role)| item(*most, *earned, *role)).collect();
                let exact = Ratio::new(exact.0, exact.1).unwrap();
                let (criterion, result) = criterion(over, items, exact, possible);
                assert_eq!(points_lines(Lang::En, &criterion, &result), expect);
                let outer = Criterion { criteria: vec![criterion], ..Criterion::default() };
                let around = CriterionResult { criteria: vec![result.clone()], items: Vec::new(), ..result };
                let all = all_points_lines(Lang::En, &outer, &around);
                assert!(expect.iter().all(|line| all.contains(&format!("Work: {line}"))), "{all:?}");
            };
        check(0, &[(16, Some(16), Counted), (7, Some(0), Counted)], (16, 1), 23, &[]);
        let rescaled = "10 points do not apply, so the rest counts for as much more: \
                        16 of 23 points count as 22 22/23 of 33.";
        let items = [(16, Some(16), Counted), (7, Some(0), Counted), (10, None, Counted)];
        check(0, &items, (528, 23), 33, &[rescaled]);
        let full = [(16, Some(16), Counted), (7, Some(7), Counted), (10, None, Counted)];
        let same = "10 points do not apply, so the rest counts for as much more: \
                    23 of 23 points count as 33 of 33.";
        check(0, &full, (33, 1), 33, &[same]);
        check(0, &[(10, None, Counted)], (0, 1), 0, &[]);
        let over = "Bonus points count up to 5 over the maximum.";
        check(5, &[(60, Some(60), Counted), (9, Some(3), Bonus)], (63, 1), 60, &[over]);
        let held = "Together 70 points, of which 65 count: bonus points count up to 5 over the maximum.";
        let items = [(30, Some(30), Counted), (30, Some(30), Counted), (10, Some(10), Bonus)];
        check(5, &items, (65, 1), 60, &[held]);
        let none = "Together 70 points, of which 60 count: bonus points count up to 0 over the maximum.";
        check(0, &items, (60, 1), 60, &[none]);
    }

    /// 22/33, 22/33 and 22/34 are shown, and it is more than 67 of 100 all the same.
    #[test]
    fn the_whole_is_told_where_it_is_not_what_is_shown_added_up() {
        let check = |parts: [(u64, u64); 3], decision, expect: Option<&str>| {
            let criteria =
                parts.map(|(part, whole)| criterion(0, Vec::new(), Ratio::new(part, whole).unwrap(), 33).1);
            let sum = criteria.iter().map(|one| one.exact.unwrap_or(Ratio::of(one.earned)));
            let sum = sum.fold(Ratio::of(0), Ratio::plus);
            let evaluation = Evaluation {
                criteria: criteria.into(),
                reached: sum.floor(),
                possible: 99,
                unanswered: 0,
                grade: None,
                gates: Vec::new(),
                grades: Vec::new(),
                exact: Some(sum).filter(|sum| !sum.is_whole()),
            };
            let scheme = shared::scheme::shipped::hundred_points().unwrap();
            let scheme = Scheme { decision, ..scheme };
            assert_eq!(whole_line(Lang::En, &scheme, &evaluation).as_deref(), expect);
        };
        use Decision::{CriteriaMet, PercentOfPoints};
        let third = Some("All criteria together: exactly 68 of 99 points.");
        check([(68, 3); 3], PercentOfPoints, third);
        let more = Some("All criteria together: exactly 67 5/6 of 99 points.");
        check([(68, 3), (68, 3), (45, 2)], PercentOfPoints, more);
        check([(22, 1); 3], PercentOfPoints, None);
        check([(68, 3); 3], CriteriaMet, None);
    }
}
