//! A standing in words: the same sentences on the phone and on the server.

pub mod asked;
pub mod measure;
pub mod need;
#[cfg(feature = "ssr")]
pub mod points;
pub mod rule;
#[cfg(feature = "ssr")]
pub mod year;

use leptos::prelude::*;
use shared::lang::Lang;
use shared::record::assessment::Answer;
use shared::scheme::evaluate::{Basis, CriterionResult, Evaluation, ItemResult, Outcome};
use shared::scheme::measure::Figure;
use shared::scheme::{Decision, Rule, Scheme};
use shared::standing::month::{Missing, MonthStanding, Progress};

use crate::format::{date, grouped, number};
use crate::picture::{outcome_word, reached};
use crate::t;

/// The grade, or why there is none yet.
pub fn grade_line(lang: Lang, scheme: &Scheme, standing: &MonthStanding) -> String {
    let would_be = standing.evaluation.grade.and_then(|place| scheme.grades.get(usize::from(place)));
    match (standing.progress, would_be) {
        (Progress::Submitted(on), Some(grade)) => {
            t::standing_grade(lang, grade.text.get(lang), date(lang, on))
        }
        // A gate bars every grade, or nothing counts.
        (Progress::Submitted(_), None) if standing.evaluation.unanswered == 0 => {
            t::need_not_graded(lang).to_owned()
        }
        (Progress::Submitted(_), None) => t::standing_incomplete(lang).to_owned(),
        (Progress::Draft, Some(grade)) => t::standing_would_be(lang, grade.text.get(lang)),
        (Progress::Draft, None) => t::standing_draft(lang).to_owned(),
        (Progress::NotBegun, _) => t::standing_not_begun(lang).to_owned(),
    }
}

/// What was reached, and the grade or how much is still open.
pub fn sum_line(lang: Lang, scheme: &Scheme, evaluation: &Evaluation) -> String {
    let (reached, possible) = (number(lang, evaluation.reached), number(lang, evaluation.possible));
    let sum = match scheme.decision {
        Decision::CriteriaMet | Decision::Needs => t::assess_sum_goods(lang, reached, possible),
        Decision::PercentOfPoints => t::assess_sum_points(lang, reached, possible),
    };
    match evaluation.grade.and_then(|place| scheme.grades.get(usize::from(place))) {
        Some(grade) => t::assess_sum_grade(lang, sum, grade.text.get(lang)),
        None if evaluation.unanswered == 0 => t::assess_sum_grade(lang, sum, t::need_not_graded(lang)),
        None => t::assess_sum_open(lang, sum, number(lang, evaluation.unanswered)),
    }
}

/// The word for something missing.
pub fn missing_word(lang: Lang, missing: Missing) -> String {
    match missing {
        Missing::Roster => t::missing_roster(lang).to_owned(),
        Missing::Resolution => t::missing_resolution(lang).to_owned(),
        Missing::Assessment => t::missing_assessment(lang).to_owned(),
        Missing::Answers(count) => t::missing_answers(lang, number(lang, count)),
        Missing::Submission => t::missing_submission(lang).to_owned(),
    }
}

/// What is missing, as a list; nothing where nothing is.
pub fn missing_list(lang: Lang, standing: &MonthStanding) -> impl IntoView + use<> {
    let missing = standing.missing.clone();
    (!missing.is_empty()).then(|| {
        let rows = missing.into_iter().map(
            |m| view! { <li><span class="badge" data-kind="missing">{missing_word(lang, m)}</span></li> },
        );
        view! { <h2>{t::standing_missing(lang)}</h2><ul class="row" role="list">{rows.collect_view()}</ul> }
    })
}

/// Why it is this grade and none better, as a list.
pub fn reasons_list(lang: Lang, scheme: &Scheme, evaluation: &Evaluation) -> AnyView {
    let lines = need::grade_reasons(lang, scheme, evaluation).into_iter();
    let lines =
        lines.map(|(kind, words)| view! { <li><span class="mark" data-kind=kind>{words}</span></li> });
    view! { <ul class="reasons" role="list" id="grade-reasons">{lines.collect_view()}</ul> }.into_any()
}

/// A criterion's result: items or points, and the word.
pub fn criterion_line(lang: Lang, scheme: &Scheme, result: &CriterionResult) -> String {
    let (part, whole) = reached(scheme, result);
    let count = format!("{}/{}", number(lang, part), number(lang, whole));
    let word = outcome_word(lang, result.outcome);
    match (scheme.decision, result.outcome) {
        // What is reached so far is not what is still to be answered.
        (Decision::CriteriaMet | Decision::Needs, Outcome::Missing) => t::goods_open_items(lang, count),
        (Decision::CriteriaMet | Decision::Needs, _) => t::goods_items(lang, word, count),
        (Decision::PercentOfPoints, Outcome::Missing) => t::goods_open_points(lang, count),
        (Decision::PercentOfPoints, _) => t::goods_points(lang, word, count),
    }
}

/// That more points were given than the case that applies admits.
pub fn held(lang: Lang, result: &ItemResult) -> Option<AnyView> {
    let given = result.given_too_many()?;
    let words = t::assess_held(lang, number(lang, given), number(lang, result.earned));
    Some(view! { <p class="banner" data-kind="warn">{words}</p> }.into_any())
}

/// An item's result: the word, and points where there are any. Some of the
/// points are neither met nor not met, so they stand without a word.
pub fn item_line(lang: Lang, result: &ItemResult) -> String {
    let word = outcome_word(lang, result.outcome);
    let (earned, possible) = (number(lang, result.earned), number(lang, result.possible));
    match result.earned {
        _ if result.possible == 0 => word.to_owned(),
        some if some != 0 && some < result.possible => t::assess_earned(lang, earned, possible),
        _ if result.outcome == Outcome::Missing => t::assess_open(lang, possible),
        _ => t::assess_gives(lang, word, earned, possible),
    }
}

/// Whence an item's result comes, as a sentence.
pub fn basis_line(lang: Lang, result: &ItemResult) -> String {
    basis_word(lang, &result.basis)
}

/// Whence something is known that the cell answers or the records say.
pub fn basis_word(lang: Lang, basis: &Basis) -> String {
    match basis {
        Basis::Answered(answer) => t::explain_answered(lang, answer_word(lang, *answer)),
        Basis::Measured(figure) => figure_words(lang, figure),
        Basis::Departed { figure, reason, .. } => {
            t::assess_departed(lang, figure_words(lang, figure), reason)
        }
        Basis::NothingToMeasure => t::assess_nothing(lang).to_owned(),
        Basis::Unanswered => t::explain_unanswered(lang).to_owned(),
        Basis::DoesNotApply(_) => t::explain_does_not_apply(lang).to_owned(),
    }
}

/// A figure as a sentence.
pub fn figure_words(lang: Lang, figure: &Figure) -> String {
    let percent = figure.percent().map_or_else(String::new, |percent| number(lang, percent));
    t::assess_measured(lang, percent, grouped(lang, figure.part.into()), grouped(lang, figure.whole.into()))
}

/// The word for an answer.
pub fn answer_word(lang: Lang, answer: Answer) -> String {
    match answer {
        Answer::Met => t::outcome_met(lang).to_owned(),
        Answer::NotMet => t::outcome_not_met(lang).to_owned(),
        Answer::NotApplicable => t::assess_not_applicable(lang).to_owned(),
        Answer::Points(points) => t::assess_points(lang, number(lang, points)),
        Answer::Level(place) => t::explain_level(lang, number(lang, u16::from(place) + 1)),
    }
}

/// The levels of the rule's scale with their words, the best first.
pub fn levels(lang: Lang, scheme: &Scheme, rule: &Rule) -> Vec<(Answer, String)> {
    let Rule::Level { scale } = rule else { return Vec::new() };
    let levels = scheme.scale(scale).iter().zip(0..);
    levels.map(|(level, place)| (Answer::Level(place), level.text.get(lang).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use shared::month::Month;
    use shared::org::OrganisationKind;
    use shared::scheme::shipped;
    use shared::standing::facts::MonthFacts;
    use shared::standing::month::standing_on;

    use super::*;

    /// That something is not answered is the reason for no grade only where it is so.
    #[test]
    fn a_submitted_month_without_a_grade_says_why() {
        let scheme = shipped::hundred_points().unwrap();
        let check = |unanswered: u32, line: &str, sum: &str| {
            let facts = MonthFacts::new(OrganisationKind::Cell, Month::FIRST, []);
            let mut standing = standing_on(&scheme, &facts);
            standing.progress = Progress::Submitted(Month::FIRST.last_day());
            (standing.evaluation.grade, standing.evaluation.unanswered) = (None, unanswered);
            assert_eq!(grade_line(Lang::En, &scheme, &standing), line);
            let found = sum_line(Lang::En, &scheme, &standing.evaluation);
            assert!(found.ends_with(sum), "{found}");
        };
        check(2, t::standing_incomplete(Lang::En), "not answered: 2");
        check(0, "Not graded", ": Not graded");
    }
}
