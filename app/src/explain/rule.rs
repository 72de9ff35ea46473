//! How an item is judged, in words: the rule, its bands, its source.

use shared::lang::{Lang, Text3};
use shared::org::OrganisationKind;
use shared::scheme::evaluate::ItemResult;
use shared::scheme::measure::Measure;
use shared::scheme::{Band, Certainty, Condition, Edge, Grade, Item, Policy, Reading, Role, Rule, Scheme};

use super::asked::applied;
use super::measure::{amount_word, measure_word};
use crate::format::number;
use crate::t;

/// The rule that was applied, sentence by sentence.
pub fn rule_lines(lang: Lang, scheme: &Scheme, item: &Item, result: &ItemResult) -> Vec<String> {
    let case = result.case.and_then(|case| item.cases.get(usize::from(case)));
    let mut lines = judged_by(lang, scheme, applied(item, result.case));
    lines.extend(case.map(|case| t::rule_case(lang, conditions(lang, &case.when))));
    lines.extend(bounds(lang, item));
    lines
}

/// Every rule of the item, for whatever organisation, sentence by sentence.
pub fn all_rule_lines(lang: Lang, scheme: &Scheme, item: &Item) -> Vec<String> {
    let mut lines = judged_by(lang, scheme, &item.rule);
    for case in &item.cases {
        lines.push(t::rule_case(lang, conditions(lang, &case.when)));
        lines.extend(judged_by(lang, scheme, &case.rule));
    }
    lines.extend(bounds(lang, item));
    lines
}

fn conditions(lang: Lang, when: &[Condition]) -> String {
    let when: Vec<_> = when.iter().map(|condition| condition_word(lang, condition)).collect();
    when.join(", ")
}

/// When the item applies, what happens where it does not, and whether it is a bonus.
fn bounds(lang: Lang, item: &Item) -> Vec<String> {
    let applies = (!item.applies.is_empty()).then(|| t::rule_applies(lang, conditions(lang, &item.applies)));
    let policy = policy_word(lang, item.not_applicable).map(str::to_owned);
    let bonus = (item.role == Role::Bonus).then(|| t::rule_bonus(lang).to_owned());
    [applies, policy, bonus].into_iter().flatten().collect()
}

fn judged_by(lang: Lang, scheme: &Scheme, rule: &Rule) -> Vec<String> {
    match rule {
        Rule::Met { points: 0 } => vec![t::rule_met(lang).to_owned()],
        Rule::Met { points } => vec![t::rule_met_points(lang, number(lang, *points))],
        Rule::UpTo { most } => vec![t::rule_up_to(lang, number(lang, *most))],
        Rule::Level { scale } => {
            let levels: Vec<_> = scheme.scale(scale).iter().map(|level| level.text.get(lang)).collect();
            vec![t::rule_level(lang, levels.join(", "))]
        }
        Rule::Measured { measure, bands, by } => {
            let bands: Vec<_> = bands.iter().map(|band| band_word(lang, *measure, *by, band)).collect();
            vec![t::rule_measured(lang, measure_word(lang, *measure)), t::rule_bands(lang, bands.join("; "))]
        }
    }
}

/// The document an item follows from, and how sure its text is.
pub fn source_line(lang: Lang, scheme: &Scheme, source: Option<&str>, certainty: Certainty) -> String {
    // The scheme's own source does not vouch for a sample.
    if source.is_none() && certainty == Certainty::Sample {
        return t::rule_source_sample(lang).to_owned();
    }
    let source = source.unwrap_or_else(|| scheme.source.get(lang));
    t::rule_source(lang, source, certainty_word(lang, certainty))
}

/// What the scheme's source leaves open of the marks of its grades and of its
/// cap, with how sure they are.
pub fn open_lines(lang: Lang, scheme: &Scheme) -> Vec<String> {
    let open = |of: String, certainty: Option<Certainty>, note: Option<&Text3>| {
        let sure = certainty.map(|certainty| certainty_word(lang, certainty));
        let words: Vec<_> = sure.into_iter().chain(note.map(|note| note.get(lang))).collect();
        (!words.is_empty()).then(|| format!("{of}: {}", words.join(". ")))
    };
    let word = |grade: &Grade| grade.text.get(lang).to_owned();
    let marks = scheme.grades.iter().map(|grade| open(word(grade), grade.certainty, grade.note.as_ref()));
    let cap = scheme.cap.as_ref().and_then(|cap| {
        let grade = scheme.grades.iter().find(|grade| grade.id == cap.grade)?;
        open(t::criteria_cap_of(lang, word(grade)), cap.certainty, cap.note.as_ref())
    });
    marks.chain([cap]).flatten().collect()
}

/// How sure a text is.
pub fn certainty_word(lang: Lang, certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Source => t::rule_certain(lang),
        Certainty::Sample => t::rule_sample(lang),
        Certainty::Transcribed => t::rule_transcribed(lang),
    }
}

fn band_word(lang: Lang, measure: Measure, by: Reading, band: &Band) -> String {
    let from = amount_word(lang, measure, by, band.from);
    let from = match band.edge {
        Edge::At => t::rule_at_least(lang, from),
        Edge::Above => t::rule_more_than(lang, from),
    };
    let from = match band.below {
        Some(below) => {
            let below = t::rule_less_than(lang, amount_word(lang, measure, by, below));
            format!("{from}, {below}")
        }
        None => from,
    };
    let gives = match (band.points, band.met) {
        (0, true) => t::outcome_met(lang).to_owned(),
        (0, false) => t::outcome_not_met(lang).to_owned(),
        (points, _) => t::assess_points(lang, number(lang, points)),
    };
    t::rule_band(lang, from, gives)
}

fn policy_word(lang: Lang, policy: Policy) -> Option<&'static str> {
    Some(match policy {
        Policy::Never => return None,
        Policy::Grant => t::rule_grant(lang),
        Policy::Exclude => t::rule_exclude(lang),
        Policy::Rescale => t::rule_rescale(lang),
    })
}

/// The word for a kind of organisation.
pub fn kind_word(lang: Lang, kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Cell => t::heat_kind_cell(lang),
        OrganisationKind::Committee => t::heat_kind_committee(lang),
    }
}

/// A condition in words.
pub fn condition_word(lang: Lang, condition: &Condition) -> String {
    match condition {
        Condition::Members { from, below: Some(below) } if *from == 0 => {
            t::rule_members_below(lang, number(lang, *below))
        }
        Condition::Members { from, below: Some(below) } => {
            t::rule_members_between(lang, number(lang, *from), number(lang, *below))
        }
        Condition::Members { from, below: None } => t::rule_members_from(lang, number(lang, *from)),
        Condition::Committee => t::rule_committee(lang).to_owned(),
        Condition::Thematic => t::rule_thematic(lang).to_owned(),
        Condition::Kind(kind) => kind_word(lang, *kind).to_owned(),
        Condition::AbsentWithoutReason => t::rule_absent(lang).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_names_the_kind() {
        let word = |kind| condition_word(Lang::Vi, &Condition::Kind(kind));
        assert_eq!(word(OrganisationKind::Cell), t::heat_kind_cell(Lang::Vi));
        assert_eq!(word(OrganisationKind::Committee), t::heat_kind_committee(Lang::Vi));
    }
}
