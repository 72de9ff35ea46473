//! The comparable groups of a ward's year: who is compared with whom, what
//! people decided about it, and the cap over each.
//!
//! The cap of the scheme says by what organisations are parted: by their kind,
//! by the register's groups, by both, or not at all.

use shared::sorted_map::SortedMap;
use std::collections::BTreeSet;

use shared::id::OrganisationId;
use shared::org::{Organisation, OrganisationKind};
use shared::ruling::{Judged, Outstanding, RuledWard, Term};
use shared::scheme::Scheme;
use shared::scheme::cap::{GroupKey, GroupKeys};
use shared::standing::cap::{CapGroup, CapOverride, Contender, Keeps, cap};
use shared::standing::rank::ResultRank;
use shared::year::Year;

use crate::store::standings::Summary;

const KINDS: [OrganisationKind; 2] = [OrganisationKind::Committee, OrganisationKind::Cell];

/// A group with its cap applied.
pub type Group = CapGroup<OrganisationId, ResultRank>;

/// The groups of the organisations of `kind` among `rows` by the register's
/// groups, and the scheme that classifies them; none where none is in force. The
/// order of the rows makes no difference.
///
/// Where the cap parts organisations by their kind no more, those of the other
/// kind stand for the same places, by grades of the same name; they are counted,
/// and their own lines are in the groups of their kind.
pub fn groups<'a>(
    ruled: &'a RuledWard,
    year: Year,
    kind: OrganisationKind,
    rows: &[(OrganisationId, Summary)],
) -> Option<(&'a Scheme, Vec<Group>)> {
    let scheme = ruled.year_scheme_for(ruled.organisations.iter().find(|one| one.kind == kind)?, year)?;
    let keys = scheme.cap.as_ref().map(|rule| rule.group.clone()).unwrap_or_default();
    let mut overrides = SortedMap::new();
    let mut outstanding = BTreeSet::new();
    let mut contenders = Vec::new();
    for (id, summary) in rows.iter().filter(|(_, summary)| summary.scheme.is_some()) {
        if keys.has(GroupKey::Kind) && summary.kind != kind {
            continue;
        }
        let Some(one) = ruled.organisation(*id) else { continue };
        let judged = Judged { organisation: *id, term: Term::Year(year), member: None };
        let Some(by) = ruled.year_scheme_for(one, year) else { continue };
        let (grade, set) = decided_grade(ruled, &judged, by, summary.grade);
        // A grade that this scheme does not know stands for none of its places.
        let place = |grade: u8| scheme.place(&by.grades.get(usize::from(grade))?.id);
        let Some(grade) = grade.map_or(Some(None), |grade| place(grade).map(Some)) else { continue };
        overrides.extend(set.map(|set| (*id, set)));
        let registered = registered_group(&keys, one);
        let group = registered.unwrap_or_default().to_owned();
        if outstanding_in(ruled, year, kind, &keys, registered).is_some() {
            outstanding.insert(group.clone());
        }
        contenders.push(Contender { key: *id, group, grade, rank: summary.rank.clone() });
    }
    let own: BTreeSet<_> = rows.iter().filter(|(_, one)| one.kind == kind).map(|(id, _)| *id).collect();
    let mut groups = cap(scheme, contenders, &outstanding, &overrides);
    for group in &mut groups {
        group.lines.retain(|line| own.contains(&line.contender.key));
    }
    groups.retain(|group| !group.lines.is_empty());
    Some((scheme, groups))
}

/// Why the group has outstanding results, if it has. Who stands for the same places
/// is raised by one ruling, whichever kind it names.
pub fn outstanding_in<'a>(
    ruled: &'a RuledWard,
    year: Year,
    kind: OrganisationKind,
    keys: &GroupKeys,
    registered: Option<&str>,
) -> Option<&'a Outstanding> {
    let counts = |named: &&OrganisationKind| **named == kind || !keys.has(GroupKey::Kind);
    KINDS.iter().filter(counts).find_map(|named| ruled.outstanding(year, *named, registered))
}

/// The register's group of an organisation, where the cap parts by it.
pub fn registered_group<'a>(keys: &GroupKeys, organisation: &'a Organisation) -> Option<&'a str> {
    organisation.group.as_deref().filter(|_| keys.has(GroupKey::Register))
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
