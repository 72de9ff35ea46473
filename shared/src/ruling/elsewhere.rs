//! What else a scheme would judge once it is published, and the choices by which
//! that stays as it is.
//!
//! Where nothing is chosen, the scheme that was published last judges. One that
//! is published to judge one year, or one kind, would therefore judge others, too.

use super::{ChoiceSpan, Ruled, RuledWard, Ruling, SchemeChoice};
use crate::month::Month;
use crate::org::OrganisationKind;
use crate::scheme::{Scheme, Subject};
use crate::year::Year;

/// A scheme's id and version.
type Named = (String, u16);

impl RuledWard {
    /// The choices that keep what is in force as it is when `scheme`, which is
    /// not published yet, is published and chosen for `kinds` in `span`: of other
    /// kinds, and of other months up to `until`. They are ruled before it.
    ///
    /// What nothing judged is left to the new scheme. Of the choices that would
    /// help, the one is taken after which the fewest months differ; where none
    /// helps any more, what is in force is chosen from month to month. In a year
    /// for which a scheme is chosen that ends within it, no other choice counts.
    pub fn kept_elsewhere(
        &self,
        scheme: &Scheme,
        kinds: &[OrganisationKind],
        span: ChoiceSpan,
        until: Month,
    ) -> Vec<SchemeChoice> {
        let all = scheme.organisations.all();
        // It is copied for every choice that is tried: what does not judge stays out.
        let (schemes, choices) = (self.schemes.clone(), self.choices.clone());
        let judging = Self { seq: self.seq, schemes, choices, ..Self::default() };
        let of = |kind| judging.kept_of(kind, scheme, kinds.contains(&kind).then_some(span), until);
        all.flat_map(of).collect()
    }

    /// For one kind, for which the scheme is chosen in `span`, if at all.
    fn kept_of(
        &self,
        kind: OrganisationKind,
        scheme: &Scheme,
        span: Option<ChoiceSpan>,
        until: Month,
    ) -> Vec<SchemeChoice> {
        let subject = scheme.subject;
        let choice = |for_when: ChoiceSpan, (id, version): Named| {
            let (year, from) = for_when.parts();
            SchemeChoice { subject, kind, year, scheme: id, version, from }
        };
        let chosen = span.map(|span| choice(span, name(scheme)));
        let mut with_choice = self.clone();
        chosen.iter().cloned().map(Ruling::SchemeChosen).for_each(|one| with_choice.apply_next(one));
        // Each month in which something judges, and what should once all is ruled.
        let months = judged_months(self, subject, kind, until).into_iter().filter_map(|month| {
            let before = self.applied(subject, kind, month).map(name)?;
            // Where the choice is the one that counts; another may go before it.
            let now = chosen.is_some() && with_choice.chosen(subject, kind, month) == chosen.as_ref();
            let now = now && scheme.applies(subject, kind, month);
            Some((month, if now { name(scheme) } else { before }))
        });
        let months: Vec<_> = months.collect();
        let differing = |kept: &[SchemeChoice]| -> Vec<(Month, Named)> {
            let mut after = self.clone();
            let rulings = kept.iter().cloned().map(Ruling::SchemeChosen);
            let rulings = rulings.chain([Ruling::SchemeApplied(scheme.clone())]);
            rulings.chain(chosen.clone().map(Ruling::SchemeChosen)).for_each(|one| after.apply_next(one));
            let is = |month| after.applied(subject, kind, month).map(name);
            months.iter().filter(|(month, should)| is(*month).as_ref() != Some(should)).cloned().collect()
        };
        // What the ward chose for every year itself stays.
        let has_every_year = self.choices_for(subject, kind).any(|one| one.span() == ChoiceSpan::EveryYear);
        let mut kept = Vec::new();
        let mut left = differing(&kept);
        // The latest first: what goes on from there is kept by one choice.
        while let Some((month, should)) = left.last().cloned() {
            let year = Year::new(month.year()).ok().map(ChoiceSpan::Year);
            let first = left.iter().rev().take_while(|(_, other)| *other == should).last();
            let from = first.map(|(first, _)| ChoiceSpan::From(*first));
            let every = (!has_every_year).then_some(ChoiceSpan::EveryYear);
            let spans = [every, year, from, Some(ChoiceSpan::From(month))];
            let with = spans.into_iter().flatten().map(|for_when| {
                let with: Vec<_> = kept.iter().cloned().chain([choice(for_when, should.clone())]).collect();
                (differing(&with), with)
            });
            match with.min_by_key(|(still, _)| still.len()) {
                Some((still, with)) if still.len() < left.len() => (left, kept) = (still, with),
                _ => break,
            }
        }
        if left.is_empty() {
            return kept;
        }
        let begins: Vec<_> = self.choices_for(subject, kind).filter_map(|one| one.from).collect();
        let each = changes(&months, &begins);
        let each: Vec<_> = each.map(|(month, one)| choice(ChoiceSpan::From(*month), one.clone())).collect();
        if differing(&each).len() < left.len() { each } else { kept }
    }

    fn choices_for(&self, subject: Subject, kind: OrganisationKind) -> impl Iterator<Item = &SchemeChoice> {
        self.choices.iter().filter(move |one| (one.subject, one.kind) == (subject, kind))
    }

    fn apply_next(&mut self, ruling: Ruling) {
        self.apply(Ruled { seq: self.seq.saturating_add(1), ruling });
    }
}

/// The months in which something else begins to judge, and those in which a choice
/// begins that would go before one that begins earlier.
fn changes<'a>(
    months: &'a [(Month, Named)],
    begins: &'a [Month],
) -> impl Iterator<Item = &'a (Month, Named)> {
    let mut last = None;
    months
        .iter()
        .filter(move |(month, should)| last.replace(should) != Some(should) || begins.contains(month))
}

fn name(scheme: &Scheme) -> Named {
    (scheme.id.clone(), scheme.version)
}

/// The months by which it is told what judges, from the first of any scheme to `until`.
fn judged_months(ward: &RuledWard, subject: Subject, kind: OrganisationKind, until: Month) -> Vec<Month> {
    let fits = |scheme: &&Scheme| scheme.subject == subject && scheme.organisations.has(kind);
    let first = ward.schemes.iter().filter(fits).map(|scheme| scheme.valid_from).min();
    let Some(first) = first else { return Vec::new() };
    let judged = |month: &Month| match subject {
        Subject::Month | Subject::Meeting => true,
        Subject::Year | Subject::Member => month.number() == 12,
    };
    let years = first.year()..=until.year();
    let months = years.flat_map(Month::of_year).filter(|month| first <= *month && *month <= until);
    months.filter(judged).collect()
}

#[cfg(test)]
mod tests;
