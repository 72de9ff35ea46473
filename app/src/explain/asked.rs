//! What a scheme asks of a person: the answers that an item offers, and the
//! questions beside the items, which what grades need and what bars them ask.

use shared::lang::Lang;
use shared::record::assessment::Answer;
use shared::scheme::{Item, Need, Policy, Rule, Scheme, Trigger};

use super::{answer_word, levels};
use crate::outline::outline;
use crate::t;

/// The questions beside the items, in the scheme's order: what grades need,
/// then what bars them. Each is asked like an item that is met or not met.
pub fn questions(scheme: &Scheme) -> Vec<Item> {
    let needs = scheme.grades.iter().flat_map(|grade| &grade.needs).filter_map(|need| match need {
        Need::Answered { id, text, certainty } => Some((id, text, *certainty, None)),
        _ => None,
    });
    let gates = scheme.gates.iter().filter(|gate| gate.when == Trigger::Answered);
    let gates = gates.map(|gate| (&gate.id, &gate.text, gate.certainty, gate.source.clone()));
    let asked = needs.chain(gates).map(|(id, text, certainty, source)| Item {
        id: id.clone(),
        text: text.clone(),
        certainty,
        source,
        ..Item::default()
    });
    asked.collect()
}

/// A part of a sheet that is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The criterion's id; empty for what is asked beside the criteria.
    pub id: String,
    /// Its heading with its number.
    pub heading: String,
    /// What it asks, in order.
    pub items: Vec<Item>,
}

/// What there is to fill in: the criteria of any depth, then the questions beside them.
pub fn parts(lang: Lang, scheme: &Scheme) -> Vec<Part> {
    let criteria = outline(&scheme.criteria).into_iter().map(|(number, criterion)| Part {
        id: criterion.id.clone(),
        heading: t::assess_criterion(lang, number, criterion.text.get(lang)),
        items: criterion.items.clone(),
    });
    let (id, heading, items) = (String::new(), t::need_asked_title(lang).to_owned(), questions(scheme));
    let beside = (!items.is_empty()).then_some(Part { id, heading, items });
    criteria.chain(beside).collect()
}

/// The rule of the case that was applied, or the item's own.
pub fn applied(item: &Item, case: Option<u8>) -> &Rule {
    let case = case.and_then(|case| item.cases.get(usize::from(case)));
    case.map_or(&item.rule, |case| &case.rule)
}

/// The answers that an item or a question offers under `rule`, the best first.
pub fn offered(lang: Lang, scheme: &Scheme, item: &Item, rule: &Rule) -> Vec<(Answer, String)> {
    let mut offered = match rule {
        Rule::Level { .. } => levels(lang, scheme, rule),
        Rule::Met { .. } if !scheme.items().any(|known| known.id == item.id) => {
            [Answer::Met, Answer::NotMet].map(|answer| (answer, so_word(lang, answer).to_owned())).to_vec()
        }
        Rule::UpTo { .. } | Rule::Measured { .. } if rule.most() != 0 => {
            worded(lang, (0..=rule.most()).rev().map(Answer::Points).collect())
        }
        Rule::Met { .. } | Rule::UpTo { .. } | Rule::Measured { .. } => {
            worded(lang, vec![Answer::Met, Answer::NotMet])
        }
    };
    if item.not_applicable != Policy::Never {
        offered.extend(worded(lang, vec![Answer::NotApplicable]));
    }
    offered
}

/// The same as values and words of a control.
pub fn choices(lang: Lang, scheme: &Scheme, item: &Item, rule: &Rule) -> Vec<(String, String)> {
    let offered = offered(lang, scheme, item, rule).into_iter();
    offered.map(|(answer, word)| (answer.to_string(), word)).collect()
}

/// What was answered to a question beside the items.
pub fn so_word(lang: Lang, answer: Answer) -> &'static str {
    if answer == Answer::Met { t::yearend_is_so(lang) } else { t::yearend_is_not_so(lang) }
}

fn worded(lang: Lang, answers: Vec<Answer>) -> Vec<(Answer, String)> {
    answers.into_iter().map(|answer| (answer, answer_word(lang, answer))).collect()
}

#[cfg(test)]
mod tests {
    use shared::lang::Text3;
    use shared::scheme::{Case, Certainty, Condition, shipped};

    use super::*;

    fn answers(scheme: &Scheme, item: &Item, case: Option<u8>) -> Vec<String> {
        let offered = offered(Lang::En, scheme, item, applied(item, case));
        offered.into_iter().map(|(answer, _)| answer.to_string()).collect()
    }

    #[test]
    fn gates_and_needs_are_asked_after_the_items() {
        let scheme = shipped::qd_124().unwrap();
        let questions = questions(&scheme);
        let ids: Vec<_> = questions.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["qd-124.outstanding", "qd-124.undisciplined", "qd-124.discipline"]);
        let words = offered(Lang::En, &scheme, &questions[0], &questions[0].rule);
        let expect = [t::yearend_is_so(Lang::En), t::yearend_is_not_so(Lang::En)];
        assert_eq!(words.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>(), expect);
        assert!(words.iter().all(|(_, word)| *word != t::outcome_met(Lang::En)));
    }

    #[test]
    fn whatever_is_asked_stands_on_the_sheet_once() {
        let mut scheme = shipped::qd_124().unwrap();
        let last = scheme.criteria.pop().unwrap();
        scheme.criteria[0].criteria.push(last);
        let parts = parts(Lang::Vi, &scheme);
        let on_sheet: Vec<_> = parts.iter().flat_map(|part| &part.items).map(|item| &item.id).collect();
        let questions = questions(&scheme);
        let asked: Vec<_> = scheme.items().chain(&questions).map(|item| &item.id).collect();
        assert_eq!(on_sheet, asked);
        let last = parts.last().map(|part| (part.id.as_str(), part.heading.as_str()));
        assert_eq!(last, Some(("", t::need_asked_title(Lang::Vi))));
    }

    #[test]
    fn answers_follow_the_case_that_applies() {
        let scheme = shipped::hundred_points().unwrap();
        let small = Condition::Members { from: 0, below: Some(10) };
        let item = Item {
            id: scheme.items().next().unwrap().id.clone(),
            text: Text3::default(),
            rule: Rule::Met { points: 5 },
            cases: vec![Case { when: vec![small], rule: Rule::UpTo { most: 2 } }],
            not_applicable: Policy::Exclude,
            certainty: Certainty::Sample,
            ..Item::default()
        };
        assert_eq!(answers(&scheme, &item, None), ["met", "not_met", "na"]);
        assert_eq!(answers(&scheme, &item, Some(0)), ["p:2", "p:1", "p:0", "na"]);
        // A case that the scheme does not have leaves the item's own rule.
        assert_eq!(answers(&scheme, &item, Some(7)), ["met", "not_met", "na"]);
    }
}
