//! The comparable groups of a ward's year: who is compared with whom, what
//! people decided about it, and the cap over each.
//!
//! The group is made of the organisations of one kind in one ward: they do the
//! same work. No ruling divides them further yet.

use shared::sorted_map::SortedMap;
use std::collections::BTreeSet;

use shared::id::OrganisationId;
use shared::org::OrganisationKind;
use shared::ruling::{Judged, RuledWard, Term};
use shared::scheme::Scheme;
use shared::standing::cap::{CapGroup, CapOverride, Contender, Keeps, cap};
use shared::standing::rank::ResultRank;
use shared::year::Year;

use crate::store::standings::Summary;

/// A group with its cap applied.
pub type Group = CapGroup<OrganisationId, ResultRank>;

/// The group of the organisations of `kind` among `rows`, and the scheme that
/// classifies them; none where none is in force, or nobody is in it. The order
/// of the rows makes no difference.
pub fn group<'a>(
    ruled: &'a RuledWard,
    year: Year,
    kind: OrganisationKind,
    rows: &[(OrganisationId, Summary)],
) -> Option<(&'a Scheme, Group)> {
    let scheme = ruled.year_scheme_for(ruled.organisations.iter().find(|one| one.kind == kind)?, year)?;
    let mut overrides = SortedMap::new();
    let members = rows.iter().filter(|(_, summary)| summary.kind == kind && summary.scheme.is_some());
    let contenders: Vec<_> = members
        .map(|(id, summary)| {
            let judged = Judged { organisation: *id, term: Term::Year(year), member: None };
            let (grade, set) = decided_grade(ruled, &judged, scheme, summary.grade);
            overrides.extend(set.map(|set| (*id, set)));
            Contender { key: *id, group: key(kind).to_owned(), grade, rank: summary.rank.clone() }
        })
        .collect();
    let outstanding = ruled.outstanding(year, kind).map(|_| key(kind).to_owned());
    let outstanding: BTreeSet<_> = outstanding.into_iter().collect();
    let group = cap(scheme, contenders, &outstanding, &overrides).into_iter().next()?;
    Some((scheme, group))
}

/// The name of the group of a kind.
pub const fn key(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Cell => "cell",
        OrganisationKind::Committee => "committee",
    }
}

/// What people set about the grade of `judged`: the place that stands for the
/// computed one, and whether it goes before the cap.
pub fn decided_grade(
    ruled: &RuledWard,
    judged: &Judged,
    scheme: &Scheme,
    computed: Option<u8>,
) -> (Option<u8>, Option<CapOverride>) {
    let Some(set) = ruled.override_of(judged) else { return (computed, None) };
    let Some(place) = set.grade.as_deref().and_then(|grade| scheme.place(grade)) else {
        return (computed, None);
    };
    let capped = scheme.cap.as_ref().and_then(|rule| scheme.place(&rule.grade));
    let by_cap = |keeps| CapOverride { keeps, reason: set.reason.clone(), by: set.by.clone() };
    match (capped == Some(place), capped.is_some() && computed == capped) {
        (true, _) => (Some(place), Some(by_cap(Keeps::Kept))),
        (false, true) => {
            let good = scheme.cap.as_ref().and_then(|rule| scheme.place(&rule.good));
            if good == Some(place) { (computed, Some(by_cap(Keeps::Lowered))) } else { (Some(place), None) }
        }
        (false, false) => (Some(place), None),
    }
}
