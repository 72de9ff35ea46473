//! What the ward keeps for a decision, as a person reads it.

use shared::sorted_map::SortedMap;
use std::collections::BTreeSet;

use app::ward::custody::{Decided, Kept};
use app::ward::custody_case::KeptCase;
use shared::document::Document;
use shared::document::history::history;
use shared::document::read::read;
use shared::id::{DeviceNumber, OrganisationId};
use shared::org::{Code, Organisation};
use shared::record::Record;
use shared::record::roster::Roster;
use shared::ruling::RuledWard;
use shared::standing::facts::Fact;
use shared::sync::gate;

use crate::pipeline::custody::can_enter;
use crate::store::custody::{Case, CustodyKey};
use crate::store::{Reading, StoreError, opening};

/// Changes of a case that are told one by one.
const MOST_TOLD: usize = 200;

/// The ward's cases, those that wait first.
pub fn custody(reading: &Reading<'_>, ward: &Code, ruled: &RuledWard) -> Result<Vec<Kept>, StoreError> {
    let mut kept = Vec::new();
    for case in reading.custody(ward)? {
        let Some(organisation) = organisation(ruled, case.organisation) else { continue };
        let document = opened(reading, ward, &case)?;
        let users = users(&rosters(reading, case.organisation)?, case.device);
        kept.push(shown(&case, organisation, document.as_ref(), users));
    }
    Ok(kept)
}

/// One case with what its changes say.
pub fn custody_case(
    reading: &Reading<'_>,
    ward: &Code,
    ruled: &RuledWard,
    key: CustodyKey,
) -> Result<Option<KeptCase>, StoreError> {
    let Some(case) = reading.custody_case(ward, key)? else { return Ok(None) };
    let Some(organisation) = organisation(ruled, case.organisation) else { return Ok(None) };
    let document = opened(reading, ward, &case)?;
    let changes: BTreeSet<_> = reading.custody_changes(key)?.into_iter().map(|(hash, _)| hash).collect();
    let mut entries = Vec::new();
    if let Some(document) = &document {
        entries = history(document, &SortedMap::new(), usize::MAX);
        entries.retain(|entry| changes.contains(&entry.hash));
        entries.truncate(MOST_TOLD);
    }
    let facts = reading.organisation_facts(case.organisation)?;
    let rosters = rosters_of(&facts);
    let writers: BTreeSet<_> = entries.iter().map(|entry| entry.device).collect();
    let named = writers.into_iter().filter_map(|device| Some((device, users(&rosters, device)?)));
    Ok(Some(KeptCase {
        kept: shown(&case, organisation, document.as_ref(), users(&rosters, case.device)),
        changes: changes.len(),
        entries,
        users: named.collect(),
        facts,
    }))
}

/// Who uses the phone, as the organisation's roster says.
pub fn users_of(
    reading: &Reading<'_>,
    organisation: OrganisationId,
    device: DeviceNumber,
) -> Result<Option<String>, StoreError> {
    Ok(users(&rosters(reading, organisation)?, device))
}

fn organisation(ruled: &RuledWard, id: OrganisationId) -> Option<Organisation> {
    ruled.organisations.iter().find(|known| known.id == id).cloned()
}

fn shown(
    case: &Case,
    organisation: Organisation,
    document: Option<&Document>,
    users: Option<String>,
) -> Kept {
    let decided = case.decision.as_ref().map(|decision| Decided {
        at: decision.at,
        official: decision.official.to_string(),
        declined: decision.declined.clone(),
    });
    Kept {
        key: case.key.number(),
        organisation,
        record: document.map(read),
        device: case.device,
        users,
        cause: case.cause,
        came_at: case.came_at,
        decided,
    }
}

/// The document with the case's changes; none where they build on what is not here.
fn opened(reading: &Reading<'_>, ward: &Code, case: &Case) -> Result<Option<Document>, StoreError> {
    let stored = match reading.document(ward, case.document)? {
        Some(stored) => reading.chunks(stored.key)?,
        None => Vec::new(),
    };
    let document = opening::open(case.kind, stored.iter().map(Vec::as_slice))?;
    let changes = reading.custody_changes(case.key)?;
    let chunks = changes.iter().map(|(_, chunk)| gate::check(chunk)).collect::<Result<Vec<_>, _>>();
    let chunks = chunks.map_err(|error| StoreError::Damaged(error.to_string()))?;
    Ok(can_enter(&document, &chunks))
}

fn rosters(reading: &Reading<'_>, organisation: OrganisationId) -> Result<Vec<Roster>, StoreError> {
    Ok(rosters_of(&reading.organisation_facts(organisation)?))
}

fn rosters_of(facts: &[Fact]) -> Vec<Roster> {
    let rosters = facts.iter().filter_map(|fact| match &fact.record {
        Record::Roster(roster) => Some(roster.clone()),
        _ => None,
    });
    rosters.collect()
}

fn users(rosters: &[Roster], device: DeviceNumber) -> Option<String> {
    let names =
        rosters.iter().flat_map(|roster| roster.users_of(device)).map(|(_, member)| member.name.clone());
    let names: Vec<_> = names.collect();
    (!names.is_empty()).then(|| names.join(", "))
}
