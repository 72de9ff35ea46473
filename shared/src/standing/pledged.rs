//! Pledges, and what was given against them.

use crate::amount::Amount;
use crate::id::DocumentId;
use crate::record::contribution::{Contribution, Unit};
use crate::sorted_map::SortedMap;

/// A pledge with what was given of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pledge<'a> {
    /// Its document.
    pub document: DocumentId,
    /// What it says.
    pub contribution: &'a Contribution,
    /// In what it is counted.
    pub unit: Unit,
    /// How much was pledged.
    pub pledged: Amount,
    /// How much was given: with the pledge and by the gifts against it.
    pub given: u128,
    /// The gifts against it, in their order.
    pub gifts: Vec<DocumentId>,
}

impl Pledge<'_> {
    /// Whether all of it was given.
    pub fn is_kept(&self) -> bool {
        u128::from(self.pledged.number()) <= self.given
    }
}

/// The pledges among the contributions `all`, each with what was given against
/// it in its own unit. Those that do not count are left out by the caller.
pub fn pledges<'a>(all: impl IntoIterator<Item = (DocumentId, &'a Contribution)>) -> Vec<Pledge<'a>> {
    let all: Vec<_> = all.into_iter().collect();
    let mut against: SortedMap<DocumentId, Vec<(DocumentId, &Contribution)>> = SortedMap::new();
    for (document, gift) in &all {
        if let Some(pledge) = gift.against {
            against.entry(pledge).or_default().push((*document, gift));
        }
    }
    let of = |(document, contribution): (DocumentId, &'a Contribution)| {
        let (unit, pledged) = contribution.unit.zip(contribution.pledged)?;
        let gifts = against.get(&document).into_iter().flatten();
        let gifts = gifts.filter(|(gift, of)| *gift != document && of.unit == Some(unit));
        let gifts: Vec<_> = gifts.filter_map(|(gift, of)| Some((*gift, of.amount?))).collect();
        let own = contribution.amount.into_iter();
        let given = own.chain(gifts.iter().map(|(_, amount)| *amount));
        let given = given.map(|amount| u128::from(amount.number())).sum();
        let gifts = gifts.into_iter().map(|(gift, _)| gift).collect();
        Some(Pledge { document, contribution, unit, pledged, given, gifts })
    };
    all.iter().copied().filter_map(of).collect()
}

/// How much of one unit was pledged, and how much of that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kept {
    /// What was given of the pledges; what goes beyond a pledge is left out.
    pub given: u128,
    /// What was pledged.
    pub pledged: u128,
}

/// The pledges together, each unit by itself; a unit of which nothing was
/// pledged is absent.
pub fn kept_by_unit(pledges: &[Pledge<'_>]) -> SortedMap<Unit, Kept> {
    let mut found: SortedMap<Unit, Kept> = SortedMap::new();
    for pledge in pledges.iter().filter(|pledge| pledge.pledged.number() != 0) {
        let pledged = u128::from(pledge.pledged.number());
        let kept = found.entry(pledge.unit).or_default();
        kept.given += pledge.given.min(pledged);
        kept.pledged += pledged;
    }
    found
}

#[cfg(test)]
mod tests;
