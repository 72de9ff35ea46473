//! Pledges, and what was given against them.
//!
//! Sums of as many amounts as a cell can have documents stay below 2^64.

use crate::amount::Amount;
use crate::id::DocumentId;
use crate::record::contribution::{Contribution, Unit};

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
    pub given: u64,
    /// The gifts against it, in their order.
    pub gifts: Vec<DocumentId>,
}

impl Pledge<'_> {
    /// Whether all of it was given.
    pub fn is_kept(&self) -> bool {
        self.pledged.number() <= self.given
    }
}

/// The pledges among the contributions `all`, each with what was given against
/// it in its own unit. Those that do not count are left out by the caller.
pub fn pledges<'a>(all: &[(DocumentId, &'a Contribution)]) -> Vec<Pledge<'a>> {
    let mut found = Vec::new();
    for (document, contribution) in all {
        let (Some(unit), Some(pledged)) = (contribution.unit, contribution.pledged) else { continue };
        let given = contribution.amount.unwrap_or_default().number();
        let gifts = Vec::new();
        let mut pledge = Pledge { document: *document, contribution, unit, pledged, given, gifts };
        for (gift, of) in all {
            let against = of.against == Some(*document) && of.unit == Some(unit) && gift != document;
            if let Some(amount) = of.amount.filter(|_| against) {
                pledge.given = pledge.given.saturating_add(amount.number());
                pledge.gifts.push(*gift);
            }
        }
        found.push(pledge);
    }
    found
}

/// How much of one unit was pledged, and how much of that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kept {
    /// What was given of the pledges; what goes beyond a pledge is left out.
    pub given: u64,
    /// What was pledged.
    pub pledged: u64,
}

/// The pledges together, each unit by itself; a unit of which nothing was
/// pledged is absent.
pub fn kept_by_unit(pledges: &[Pledge<'_>]) -> Vec<(Unit, Kept)> {
    let mut found = Vec::new();
    for unit in Unit::ALL {
        let mut kept = Kept::default();
        for pledge in pledges.iter().filter(|pledge| pledge.unit == unit) {
            let pledged = pledge.pledged.number();
            kept.given = kept.given.saturating_add(pledge.given.min(pledged));
            kept.pledged = kept.pledged.saturating_add(pledged);
        }
        if kept.pledged != 0 {
            found.push((unit, kept));
        }
    }
    found
}

#[cfg(test)]
mod tests;
