//! The parts of a scheme, out of the tables of its file.

use toml::Spanned;
use toml::de::DeTable;

use super::read::{Part, Reader};
use super::{GRADES, MOST_DEPTH, POINTS, TOTAL};
use crate::lang::Text3;
use crate::month::Month;
use crate::org::OrganisationKind;
use crate::scheme::cap::{Base, CapRule, Rounding};
use crate::scheme::measure::Measure;
use crate::scheme::{
    Case, Certainty, Criterion, Decision, Effect, Gate, Grade, Item, Kinds, Level, Need, Policy, Rule, Scale,
    Scheme, Trigger,
};

/// The scheme, as much of it as can be read, and how many points it is to have;
/// the reader knows what is not.
pub(super) fn scheme(reader: &mut Reader, document: Spanned<DeTable<'_>>) -> (Scheme, u16) {
    let mut part = Reader::whole(document);
    let id = reader.name(&mut part);
    part.place = "scheme".to_owned();
    let scheme = Scheme {
        id,
        version: reader.needed(&mut part, "version").unwrap_or_default(),
        title: reader.text(&mut part, "title", "title"),
        source: reader.text(&mut part, "source", "source"),
        organisations: organisations(reader, &mut part),
        valid_from: reader.needed(&mut part, "valid_from").unwrap_or(Month::FIRST),
        valid_until: reader.optional(&mut part, "valid_until"),
        decision: decision(reader, &mut part),
        subject: reader.optional(&mut part, "subject").unwrap_or_default(),
        scales: each(reader, &mut part, "scales", scale),
        criteria: each(reader, &mut part, "criteria", |reader, part| criterion(reader, part, 1)),
        grades: each(reader, &mut part, "grades", grade),
        gates: each(reader, &mut part, "gates", gate),
        cap: reader.table(&mut part, "cap").and_then(|cap| self::cap(reader, cap)),
        note: note(reader, &mut part, "scheme"),
    };
    let total = reader.optional(&mut part, "total").unwrap_or(POINTS);
    reader.done(part);
    (scheme, total)
}

fn note(reader: &mut Reader, part: &mut Part<'_>, place: &str) -> Option<Text3> {
    part.has("note").then(|| reader.text(part, "note", &format!("{place} (note)")))
}

fn each<'i, T>(
    reader: &mut Reader,
    part: &mut Part<'i>,
    key: &str,
    mut read: impl FnMut(&mut Reader, Part<'i>) -> T,
) -> Vec<T> {
    let parts = reader.parts(part, key);
    parts.into_iter().map(|part| read(reader, part)).collect()
}

/// Conditions on kinds cannot be looked at where the scheme's own are not known.
fn organisations(reader: &mut Reader, part: &mut Part<'_>) -> Kinds {
    let kinds = reader.needed(part, "organisations");
    kinds.unwrap_or_else(|| Kinds::of(OrganisationKind::Cell).and(OrganisationKind::Committee))
}

/// What grades ask for, and points, mean nothing where it is not known how they count.
fn decision(reader: &mut Reader, part: &mut Part<'_>) -> Decision {
    reader.note_entry(part, "decision", TOTAL);
    let decision = reader.needed(part, "decision");
    if decision.is_none() {
        reader.places.unread(GRADES);
    }
    decision.unwrap_or(Decision::PercentOfPoints)
}

fn criterion(reader: &mut Reader, mut part: Part<'_>, depth: usize) -> Criterion {
    let id = reader.name(&mut part);
    let criterion = Criterion {
        text: reader.text(&mut part, "text", &id),
        short: reader.text(&mut part, "short", &format!("{id} (short)")),
        items: each(reader, &mut part, "items", item),
        // What lies deeper is not looked at; that it does is a fault.
        criteria: each(reader, &mut part, "criteria", |reader, within| {
            if depth <= MOST_DEPTH {
                criterion(reader, within, depth.saturating_add(1))
            } else {
                Criterion::default()
            }
        }),
        minimum: reader.optional(&mut part, "minimum"),
        over: reader.optional(&mut part, "over").unwrap_or_default(),
        id,
    };
    reader.done(part);
    criterion
}

fn item(reader: &mut Reader, mut part: Part<'_>) -> Item {
    let id = reader.name(&mut part);
    let mut number = 0_usize;
    let item = Item {
        text: reader.text(&mut part, "text", &id),
        rule: rule(reader, &mut part),
        not_applicable: reader.needed(&mut part, "not_applicable").unwrap_or(Policy::Exclude),
        certainty: reader.needed(&mut part, "certainty").unwrap_or_default(),
        role: reader.optional(&mut part, "role").unwrap_or_default(),
        applies: reader.optional(&mut part, "applies").unwrap_or_default(),
        cases: each(reader, &mut part, "cases", |reader, case| {
            number = number.saturating_add(1);
            self::case(reader, case, &id, number)
        }),
        source: reader.optional(&mut part, "source"),
        id,
    };
    reader.done(part);
    item
}

fn case(reader: &mut Reader, mut part: Part<'_>, id: &str, number: usize) -> Case {
    part.place = format!("{id}, case {number}");
    reader.places.note(&part.place, part.at);
    let case =
        Case { when: reader.needed(&mut part, "when").unwrap_or_default(), rule: rule(reader, &mut part) };
    reader.done(part);
    case
}

/// The rule of an item or a case. Of one that is measured the points are known
/// even where the measure is not.
fn rule(reader: &mut Reader, part: &mut Part<'_>) -> Rule {
    let rule = if part.has_within("rule", "measured") {
        measured(reader, part)
    } else {
        reader.needed(part, "rule")
    };
    rule.unwrap_or_else(|| {
        points_unread(reader, part);
        Rule::default()
    })
}

/// The points of a rule are not known, and so neither is the sum, nor whether the
/// most points of an item's cases are alike.
fn points_unread(reader: &mut Reader, part: &Part<'_>) {
    let item = part.place.split_once(", case").map_or(part.place.as_str(), |(id, _)| id);
    reader.places.unread(format!("{item}#rule"));
    reader.places.unread(TOTAL);
}

fn measured(reader: &mut Reader, part: &mut Part<'_>) -> Option<Rule> {
    let mut rule = reader.table(part, "rule")?;
    let mut measured = reader.table(&mut rule, "measured")?;
    reader.done(rule);
    let measure = reader.needed(&mut measured, "measure");
    let has_by = measured.has("by");
    let by = reader.optional(&mut measured, "by");
    let is_list = measured.has_list("bands");
    let list = reader.list(&mut measured, "bands");
    let length = list.len();
    let bands: Vec<_> = list.into_iter().filter_map(|band| reader.value(band)).collect();
    if measure.is_none() || by.is_some() != has_by || bands.len() < length {
        reader.places.unread(format!("{}#rule", part.place));
    }
    if bands.len() < length || !is_list {
        points_unread(reader, part);
    }
    // Then that there is no band says nothing.
    if bands.is_empty() && length != 0 {
        reader.places.unread(&part.place);
    }
    reader.done(measured);
    let measure = measure.unwrap_or(Measure::TasksDone);
    Some(Rule::Measured { measure, bands, by: by.unwrap_or_default() })
}

fn scale(reader: &mut Reader, mut part: Part<'_>) -> Scale {
    let id = reader.name(&mut part);
    let levels = each(reader, &mut part, "levels", |reader, mut part| {
        let level = reader.name(&mut part);
        let place = format!("{id}: {level}");
        reader.places.note(&place, part.at);
        let level = Level {
            text: reader.text(&mut part, "text", &place),
            met: reader.needed(&mut part, "met").unwrap_or_default(),
            id: level,
        };
        reader.done(part);
        level
    });
    reader.done(part);
    Scale { id, levels }
}

fn grade(reader: &mut Reader, mut part: Part<'_>) -> Grade {
    let id = reader.name(&mut part);
    let place = format!("grades: {id}");
    let text = reader.text(&mut part, "text", &id);
    let whole = part.has("at_least");
    let at_least = reader.optional(&mut part, "at_least");
    let list = reader.list(&mut part, "needs");
    if let Some(first) = list.first() {
        reader.places.note(&place, first.span().start);
    }
    let length = list.len();
    let mut needs = Vec::with_capacity(length);
    for value in list {
        let at = value.span().start;
        let need = reader.value(value);
        if let Some(Need::Answered { id, .. }) = &need {
            reader.places.note(id, at);
        }
        needs.extend(need);
    }
    if needs.len() < length || (whole && at_least.is_none()) {
        reader.places.unread(GRADES);
    }
    let certainty = reader.optional(&mut part, "certainty");
    let note = note(reader, &mut part, &id);
    reader.done(part);
    Grade { id, text, at_least: at_least.unwrap_or_default(), needs, certainty, note }
}

fn gate(reader: &mut Reader, mut part: Part<'_>) -> Gate {
    let id = reader.name(&mut part);
    let gate = Gate {
        text: reader.text(&mut part, "text", &id),
        when: reader.needed(&mut part, "when").unwrap_or(Trigger::Answered),
        effect: reader.needed(&mut part, "effect").unwrap_or(Effect::NotGraded),
        certainty: reader.needed(&mut part, "certainty").unwrap_or(Certainty::Sample),
        source: reader.optional(&mut part, "source"),
        id,
    };
    reader.done(part);
    gate
}

/// None where something of it is missing: then nothing can be said about it.
fn cap(reader: &mut Reader, mut part: Part<'_>) -> Option<CapRule> {
    part.place = "cap".to_owned();
    reader.places.note("cap", part.at);
    let (grade, good) = (reader.needed(&mut part, "grade"), reader.needed(&mut part, "good"));
    let percent = reader.needed(&mut part, "percent");
    let exceptional = reader.optional(&mut part, "exceptional");
    let base: Option<Base> = reader.needed(&mut part, "base");
    let rounding: Option<Rounding> = reader.needed(&mut part, "rounding");
    let group = reader.optional(&mut part, "group").unwrap_or_default();
    let certainty = reader.optional(&mut part, "certainty");
    let note = note(reader, &mut part, "cap");
    reader.done(part);
    Some(CapRule {
        grade: grade?,
        good: good?,
        percent: percent?,
        exceptional,
        base: base?,
        rounding: rounding?,
        group,
        certainty,
        note,
    })
}
