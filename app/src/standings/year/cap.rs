//! The cap over a comparable group: its line, and what it says of each.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::org::OrganisationKind;
use shared::scheme::Scheme;
use shared::scheme::cap::{Base, CapRule, GroupKey, GroupKeys, Rounding, Standing};
use shared::standing::cap::{CapGroup, CapVerdict, Keeps};

use super::cells::grade_words;
use crate::explain::rule::kind_word;
use crate::format::number;
use crate::t;

/// On which side of the cap's line somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// They keep the capped grade.
    Above,
    /// They tie for the last places.
    On,
    /// There is no place for them.
    Below,
    /// Their grade is another one.
    Beside,
}

/// The side that a verdict means.
pub fn side(verdict: &CapVerdict) -> Side {
    match verdict {
        CapVerdict::Kept => Side::Above,
        CapVerdict::Tied => Side::On,
        CapVerdict::Lowered => Side::Below,
        CapVerdict::Overridden(decided) => match decided.keeps {
            Keeps::Kept => Side::Above,
            Keeps::Lowered => Side::Below,
        },
        CapVerdict::NotConcerned => Side::Beside,
    }
}

/// In which order sides stand around the line: above it, on it, below it.
pub fn around_line(side: Side) -> u8 {
    match side {
        Side::Above => 0,
        Side::On => 1,
        Side::Below | Side::Beside => 2,
    }
}

/// What the cap says of somebody, with the reason and the name where people decided.
pub fn verdict_words(lang: Lang, scheme: &Scheme, verdict: &CapVerdict) -> Option<String> {
    let rule = scheme.cap.as_ref()?;
    let word = |grade: &str| scheme.place(grade).and_then(|place| grade_words(lang, scheme, place));
    let (best, good) = (word(&rule.grade)?, word(&rule.good)?);
    Some(match verdict {
        CapVerdict::NotConcerned => return None,
        CapVerdict::Kept => t::cap_kept(lang, best),
        CapVerdict::Lowered => t::cap_lowered(lang, best, good),
        CapVerdict::Tied => t::cap_tied(lang, best),
        CapVerdict::Overridden(decided) => {
            let what = match decided.keeps {
                Keeps::Kept => t::cap_decided_kept(lang, best),
                Keeps::Lowered => t::cap_decided_lowered(lang, good),
            };
            t::cap_decided(lang, what, &decided.by, &decided.reason)
        }
    })
}

/// Where the line stands among lines in this order of sides: before the first
/// that is not above it. None where the cap concerns nobody.
pub fn line_at(sides: &[Side]) -> Option<usize> {
    let concerned = sides.iter().any(|side| *side != Side::Beside);
    let first = sides.iter().position(|side| *side != Side::Above);
    concerned.then(|| first.unwrap_or(sides.len()))
}

/// What a group is called: by the things in which its organisations are alike.
pub fn group_name(lang: Lang, keys: &GroupKeys, kind: OrganisationKind, group: Option<&str>) -> String {
    let of_kind = keys.has(GroupKey::Kind).then(|| kind_word(lang, kind).to_owned());
    let registered = || group.map_or_else(|| t::cap_no_group(lang).to_owned(), str::to_owned);
    let registered = keys.has(GroupKey::Register).then(registered);
    let parts: Vec<_> = of_kind.into_iter().chain(registered).collect();
    if parts.is_empty() { t::cap_whole_ward(lang).to_owned() } else { parts.join(" · ") }
}

/// The rule of a cap in words, with this share of the base.
pub fn share_words(lang: Lang, scheme: &Scheme, rule: &CapRule, percent: u16) -> Option<String> {
    let word = |grade: &str| scheme.place(grade).and_then(|place| grade_words(lang, scheme, place));
    let (best, percent, good) = (word(&rule.grade)?, number(lang, percent), word(&rule.good)?);
    let base = match rule.base {
        Base::GoodOnly => t::cap_base_good(lang, best, percent, good),
        Base::GoodOrBetter => t::cap_base_better(lang, best, percent, good),
    };
    let rounding = match rule.rounding {
        Rounding::Down => t::cap_down(lang),
        Rounding::HalfUp => t::cap_half_up(lang),
    };
    Some(format!("{base}; {rounding}"))
}

/// What the line says: the rule in words, and how many places it gives.
pub fn cap_words<K, R>(lang: Lang, scheme: &Scheme, group: &CapGroup<K, R>) -> Option<String> {
    let rule = scheme.cap.as_ref()?;
    let percent = match group.standing {
        Standing::Usual => rule.percent,
        Standing::Exceptional => rule.exceptional.unwrap_or(rule.percent),
    };
    let mut words = vec![
        t::cap_line(lang, number(lang, group.places), number(lang, group.candidates)),
        share_words(lang, scheme, rule, percent)?,
    ];
    let percent = number(lang, percent);
    if group.standing == Standing::Exceptional {
        words.push(t::cap_outstanding(lang, &percent));
    }
    if group.ungraded != 0 {
        words.push(t::cap_ungraded(lang, number(lang, group.ungraded)));
    }
    if group.is_exceeded() {
        words.push(t::cap_exceeded(lang, number(lang, group.kept)));
    }
    Some(format!("{}.", words.join(". ")))
}

/// The line itself, across so many columns.
pub fn cap_row(words: String, columns: usize) -> impl IntoView {
    view! {
        <tr role="row" class="cap-line"><td role="cell" colspan=columns.to_string()>{words}</td></tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_stands_below_those_who_keep_the_grade() {
        use Side::{Above, Below, Beside, On};
        fn check(sides: &[Side], expect: Option<usize>) {
            assert_eq!(line_at(sides), expect, "{sides:?}");
        }
        check(&[], None);
        check(&[Beside, Beside], None);
        check(&[Above, Above], Some(2));
        check(&[Above, On, On, Beside], Some(1));
        check(&[Below, Beside], Some(0));
    }
}
