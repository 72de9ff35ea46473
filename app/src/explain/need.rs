//! What a grade needs and what bars it, in words.

use shared::lang::Lang;
use shared::scheme::evaluate::{Basis, Evaluation, GateResult, GradeResult, NeedResult, Outcome};
use shared::scheme::{Criterion, Decision, Effect, Gate, Grade, Need, Scheme, Trigger};

use super::measure::test_word;
use crate::format::number;
use crate::t;

/// Whether something holds, as a word.
pub fn holds_word(lang: Lang, holds: Option<bool>) -> &'static str {
    match holds {
        Some(true) => t::outcome_met(lang),
        Some(false) => t::outcome_not_met(lang),
        None => t::need_unknown(lang),
    }
}

/// The mark that goes with the word.
pub const fn holds_kind(holds: Option<bool>) -> &'static str {
    match holds {
        Some(true) => "ok",
        Some(false) => "late",
        None => "missing",
    }
}

/// What a grade needs of criteria or points; none where nothing.
pub fn enough_word(lang: Lang, scheme: &Scheme, grade: &Grade) -> Option<String> {
    let least = number(lang, grade.at_least);
    match scheme.decision {
        _ if grade.at_least == 0 => None,
        Decision::CriteriaMet => Some(t::need_criteria(lang, least)),
        Decision::PercentOfPoints => Some(t::need_points(lang, least)),
        Decision::Needs => None,
    }
}

/// Whether a grade asks for nothing at all: it is what is left.
pub fn asks_nothing(grade: &Grade) -> bool {
    grade.at_least == 0 && grade.needs.is_empty()
}

/// Whether criteria or points suffice for the grade; none where they do not yet,
/// and what is not answered may still bring them.
pub fn enough(
    scheme: &Scheme,
    evaluation: &Evaluation,
    (grade, result): (&Grade, &GradeResult),
) -> Option<bool> {
    let missing = evaluation.criteria.iter().filter(|one| one.outcome == Outcome::Missing).count();
    let may_come = match scheme.decision {
        Decision::CriteriaMet => u64::from(grade.at_least) <= u64::from(evaluation.reached) + missing as u64,
        Decision::PercentOfPoints | Decision::Needs => missing != 0,
    };
    if result.enough { Some(true) } else { (!may_come).then_some(false) }
}

/// Whether the grade is reached, every need and gate counted.
pub fn reached(enough: Option<bool>, result: &GradeResult) -> Option<bool> {
    let all = || result.needs.iter().map(|need| need.holds).chain([enough, Some(result.open)]);
    if all().any(|holds| holds == Some(false)) {
        return Some(false);
    }
    all().all(|holds| holds == Some(true)).then_some(true)
}

/// What a need asks for.
pub fn need_word(lang: Lang, scheme: &Scheme, need: &Need) -> String {
    let level = |id: &str| {
        let levels = scheme.scales.iter().flat_map(|scale| &scale.levels);
        let found = levels.into_iter().find(|level| level.id == id);
        found.map_or_else(|| id.to_owned(), |level| level.text.get(lang).to_owned())
    };
    match need {
        Need::Full { items } => t::need_full(lang, names(lang, scheme, items)),
        Need::Least { criterion, percent } => {
            t::need_least(lang, name_of(lang, scheme, criterion), number(lang, *percent))
        }
        Need::Minima => t::need_minima(lang).to_owned(),
        Need::Level { of, least } if of.is_empty() => t::need_level_all(lang, level(least)),
        Need::Level { of, least } => t::need_level(lang, names(lang, scheme, of), level(least)),
        Need::Measured(test) => test_word(lang, test),
        Need::Answered { text, .. } => text.get(lang).to_owned(),
    }
}

/// What stands against a need, by name; none where nothing does.
pub fn against_word(lang: Lang, scheme: &Scheme, result: &NeedResult) -> Option<String> {
    (!result.against.is_empty()).then(|| t::need_against(lang, names(lang, scheme, &result.against)))
}

/// What a gate bars.
pub fn effect_word(lang: Lang, scheme: &Scheme, gate: &Gate) -> String {
    match &gate.effect {
        Effect::AtBest { grade } => {
            let place = scheme.place(grade).map(usize::from);
            let word = place.and_then(|place| scheme.grades.get(place)).map(|grade| grade.text.get(lang));
            t::need_at_best(lang, word.unwrap_or(grade))
        }
        Effect::NotGraded => t::need_not_graded(lang).to_owned(),
    }
}

/// When a gate bars, where the records say so.
pub fn trigger_word(lang: Lang, gate: &Gate) -> String {
    match &gate.when {
        Trigger::Answered => t::need_asked(lang).to_owned(),
        Trigger::Measured(test) => test_word(lang, test),
    }
}

/// Whether a gate bars, as a word.
pub fn bars_word(lang: Lang, result: &GateResult) -> &'static str {
    match result.bars {
        Some(true) => t::need_bars(lang),
        Some(false) => t::need_bars_not(lang),
        None => t::need_unknown(lang),
    }
}

/// Whence a need or a gate is known; none where it follows from items.
pub fn known_word(lang: Lang, basis: &Basis) -> Option<String> {
    Some(match basis {
        Basis::Measured(figure) | Basis::Departed { figure, .. } => super::figure_words(lang, figure),
        Basis::Answered(answer) => t::need_answered(lang, super::answer_word(lang, *answer)),
        Basis::NothingToMeasure => t::need_nothing(lang).to_owned(),
        Basis::Unanswered => t::need_unanswered(lang).to_owned(),
        Basis::DoesNotApply(_) => return None,
    })
}

/// Why it is this grade and none better, a line for each grade down to it that
/// asks for something and for each gate that bars, with the mark of the line.
///
/// The phone carries no words for measures: of a need that the records do not
/// fulfil it tells what stands against it. The ward's page tells the rest.
pub fn grade_reasons(lang: Lang, scheme: &Scheme, evaluation: &Evaluation) -> Vec<(&'static str, String)> {
    let last = evaluation.grade.map_or(scheme.grades.len(), |place| usize::from(place) + 1);
    let mut lines = Vec::new();
    let grades = scheme.grades.iter().zip(&evaluation.grades).take(last);
    for (grade, found) in grades.filter(|(grade, _)| !asks_nothing(grade)) {
        let enough = enough(scheme, evaluation, (grade, found));
        let mut line = grade.text.get(lang).to_owned();
        let mut add = |words: &str, holds| line = format!("{line}. {words}: {}", holds_word(lang, holds));
        if let Some(words) = enough_word(lang, scheme, grade) {
            add(&words, enough);
        }
        for (need, found) in grade.needs.iter().zip(&found.needs) {
            match (need, &found.basis) {
                (Need::Answered { text, .. }, _) => add(text.get(lang), found.holds),
                (_, Some(basis)) => add(&super::basis_word(lang, basis), found.holds),
                (_, None) => {
                    against_word(lang, scheme, found).into_iter().for_each(|words| add(&words, found.holds));
                }
            }
        }
        lines.push((holds_kind(reached(enough, found)), line));
    }
    lines.extend(barring_words(lang, scheme, evaluation).into_iter().map(|words| ("late", words)));
    lines
}

/// The gates that bar grades, each with what it bars.
pub fn barring_words(lang: Lang, scheme: &Scheme, evaluation: &Evaluation) -> Vec<String> {
    let gates = scheme.gates.iter().zip(&evaluation.gates);
    let bar = gates.filter(|(_, found)| found.bars == Some(true));
    bar.map(|(gate, _)| format!("{}. {}", gate.text.get(lang), effect_word(lang, scheme, gate))).collect()
}

/// Items and criteria by their names.
fn names(lang: Lang, scheme: &Scheme, ids: &[String]) -> String {
    let names: Vec<_> = ids.iter().map(|id| name_of(lang, scheme, id)).collect();
    names.join("; ")
}

fn name_of(lang: Lang, scheme: &Scheme, id: &str) -> String {
    let criterion = scheme.criteria.iter().flat_map(Criterion::all).find(|criterion| criterion.id == id);
    let item = || scheme.items().find(|item| item.id == id).map(|item| item.text.get(lang).to_owned());
    criterion
        .map(|criterion| criterion.text.get(lang).to_owned())
        .or_else(item)
        .unwrap_or_else(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use shared::month::Month;
    use shared::scheme::evaluate::evaluate;
    use shared::scheme::shipped;
    use shared::standing::facts::MonthFacts;

    use super::*;

    #[test]
    fn enough_points_without_a_need_are_told() {
        let sheet = shipped::meeting_binh_thuan().unwrap();
        let mut result =
            evaluate(&sheet, &MonthFacts::new(shared::org::OrganisationKind::Cell, Month::FIRST, []));
        result.grade = Some(1);
        result.grades[0].enough = true;
        result.grades[0].needs[0].holds = Some(false);
        result.grades[0].needs[0].against = vec!["binh-thuan.attendance".to_owned()];
        result.grades[1].enough = true;
        let expect = [
            (
                "late",
                "Good. 90% of the points or more: Met. Against it: More than 85% of members attend: Not met"
                    .to_owned(),
            ),
            ("ok", "Fair. 70% of the points or more: Met".to_owned()),
        ];
        assert_eq!(grade_reasons(Lang::En, &sheet, &result), expect);
    }

    /// What may still come is not held against a grade, and what can no more come is.
    #[test]
    fn a_grade_that_may_still_be_reached_is_not_called_missed() {
        let checklist = shipped::monthly_checklist().unwrap();
        let cell = shared::org::OrganisationKind::Cell;
        let mut result = evaluate(&checklist, &MonthFacts::new(cell, Month::FIRST, []));
        let kinds = |result: &Evaluation| -> Vec<_> {
            let lines = grade_reasons(Lang::En, &checklist, result);
            lines.into_iter().map(|(kind, _)| kind).collect()
        };
        assert_eq!(kinds(&result), ["missing"; 3]);
        result.criteria[0].outcome = Outcome::NotMet;
        assert_eq!(kinds(&result), ["late", "missing", "missing"]);
    }
}
