//! What else a scheme would judge once it is published, and the choices by which
//! that stays as it is.
//!
//! Where nothing is chosen, the scheme that was published last judges. One that
//! is published to judge one year, or one kind, would therefore judge others, too.

use std::collections::BTreeSet;

use super::{ChoiceSpan, Ruled, RuledWard, Ruling, SchemeChoice};
use crate::month::Month;
use crate::org::OrganisationKind;
use crate::scheme::{Scheme, Subject};
use crate::year::Year;

impl RuledWard {
    /// The choices that keep what is in force as it is when `scheme`, which is
    /// not published yet, is published for `kinds` in `span`: of other kinds, and
    /// of other months up to `until`. They are ruled before it.
    ///
    /// What nothing judged is left to the new scheme. A year that two schemes
    /// share without a choice keeps the later one alone.
    pub fn kept_elsewhere(
        &self,
        scheme: &Scheme,
        kinds: &[OrganisationKind],
        span: ChoiceSpan,
        until: Month,
    ) -> Vec<SchemeChoice> {
        let mut after = self.clone();
        after.apply_next(Ruling::SchemeApplied(scheme.clone()));
        let mut kept = Vec::new();
        for kind in scheme.organisations.all() {
            let chosen = kinds.contains(&kind);
            let mut held: BTreeSet<ChoiceSpan> = BTreeSet::new();
            // The latest first: what goes on from there is kept by one choice.
            for month in judged_months(scheme, until).rev().filter(|month| !(chosen && span.has(*month))) {
                let of = |ward: &Self| ward.applied(scheme.subject, kind, month).map(name);
                let (Some(before), Ok(year)) = (of(self), Year::new(month.year())) else { continue };
                if of(&after).as_ref() == Some(&before) {
                    continue;
                }
                let every = after.choices.iter().any(|choice| {
                    (choice.subject, choice.kind, choice.span())
                        == (scheme.subject, kind, ChoiceSpan::EveryYear)
                });
                let for_when = if every { ChoiceSpan::Year(year) } else { ChoiceSpan::EveryYear };
                if !held.insert(for_when) {
                    continue;
                }
                let ((scheme_id, version), (year, from)) = (before, for_when.parts());
                let choice =
                    SchemeChoice { subject: scheme.subject, kind, year, scheme: scheme_id, version, from };
                after.apply_next(Ruling::SchemeChosen(choice.clone()));
                kept.push(choice);
            }
        }
        kept
    }

    fn apply_next(&mut self, ruling: Ruling) {
        self.apply(Ruled { seq: self.seq.saturating_add(1), ruling });
    }
}

fn name(scheme: &Scheme) -> (String, u16) {
    (scheme.id.clone(), scheme.version)
}

/// The months by which it is told what the scheme judges, up to `until`.
fn judged_months(scheme: &Scheme, until: Month) -> impl DoubleEndedIterator<Item = Month> + use<> {
    let last = scheme.valid_until.map_or(until, |last| last.min(until));
    let (first, subject) = (scheme.valid_from, scheme.subject);
    let years = first.year()..=last.year();
    let months = years.flat_map(Month::of_year);
    let judged = move |month: &Month| match subject {
        Subject::Month | Subject::Meeting => true,
        Subject::Year | Subject::Member => month.number() == 12,
    };
    months.filter(move |month| first <= *month && *month <= last).filter(judged)
}

#[cfg(test)]
mod tests;
