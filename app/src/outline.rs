//! Criteria of any depth in the order of the forms, each with its number.

use shared::scheme::Criterion;

use crate::format::roman;

/// Every criterion with its number, those within it right after its own items:
/// I, I.1, I.1.1, I.2, II. Their results come in the same order from
/// [`shared::scheme::evaluate::CriterionResult::all`].
pub fn outline(criteria: &[Criterion]) -> Vec<(String, &Criterion)> {
    let mut lines = Vec::new();
    for (place, criterion) in (1..).zip(criteria) {
        add(roman(place), criterion, &mut lines);
    }
    lines
}

fn add<'a>(number: String, criterion: &'a Criterion, lines: &mut Vec<(String, &'a Criterion)>) {
    let within = (1..).zip(&criterion.criteria);
    let within: Vec<(String, _)> =
        within.map(|(place, one): (u32, _)| (format!("{number}.{place}"), one)).collect();
    lines.push((number, criterion));
    for (number, criterion) in within {
        add(number, criterion, lines);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn criteria_within_criteria_follow_with_their_numbers() {
        let named = |id: &str, criteria| Criterion { id: id.to_owned(), criteria, ..Criterion::default() };
        let deepest = named("deepest", Vec::new());
        let within = vec![named("first", vec![deepest]), named("second", Vec::new())];
        let criteria = [named("one", within), named("two", Vec::new())];
        let lines = outline(&criteria);
        let lines: Vec<_> = lines.iter().map(|(number, one)| (number.as_str(), one.id.as_str())).collect();
        let expect = [("I", "one"), ("I.1", "first"), ("I.1.1", "deepest"), ("I.2", "second"), ("II", "two")];
        assert_eq!(lines, expect);
        // Results are walked in the same order.
        let same: Vec<_> = criteria.iter().flat_map(Criterion::all).map(|one| one.id.as_str()).collect();
        assert_eq!(same, expect.map(|(_, id)| id));
    }
}
