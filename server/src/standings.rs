//! The standings of a ward. What they come to is kept beside the records, see [`projection`].

pub mod committee;
pub mod effects;
pub mod members;
pub mod projection;
pub mod year;

use std::collections::HashMap;

use app::standings::evidence::Evidence;
use shared::id::{OrganisationId, PhotoHash};
use shared::month::Month;
use shared::org::{Code, Organisation};
use shared::ruling::RuledWard;
use shared::scheme::Scheme;
use shared::standing::facts::Fact;
use shared::standing::month::{MonthStanding, month_standing};
use shared::year::Year;

use crate::store::{Reading, StoreError};

/// One organisation's month.
#[derive(Debug, Clone)]
pub struct OrganisationMonth {
    /// The organisation.
    pub organisation: Organisation,
    /// The scheme in force for it.
    pub scheme: Scheme,
    /// Its standing by that scheme.
    pub standing: MonthStanding,
    /// The month before, by the scheme that was in force then.
    pub before: Option<MonthStanding>,
    /// The records that can bear on the month.
    pub facts: Vec<Fact>,
}

/// The month of every organisation of `ward` for which a scheme is in force,
/// in the order of the register.
pub fn ward_month(
    reading: &Reading<'_>,
    ward: &Code,
    month: Month,
) -> Result<Vec<OrganisationMonth>, StoreError> {
    let ruled = reading.ruled_ward(ward)?;
    let mut facts = by_organisation(reading.facts(ward, month)?);
    // The months before January are another year's records.
    let before = month.previous();
    let last_year = match before.year() == month.year() {
        true => HashMap::new(),
        false => by_organisation(reading.facts(ward, before)?),
    };
    let months = ruled.organisations.iter().map(|organisation| {
        let facts = facts.remove(&organisation.id).unwrap_or_default();
        let then = last_year.get(&organisation.id).unwrap_or(&facts);
        let before = standing_of(reading, &ruled, organisation, before, then)?.map(|(_, standing)| standing);
        let found = standing_of(reading, &ruled, organisation, month, &facts)?;
        Ok::<_, StoreError>(found.map(|(scheme, standing)| OrganisationMonth {
            organisation: organisation.clone(),
            scheme,
            standing,
            before,
            facts,
        }))
    });
    Ok(months.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// The month of the organisation `code`, if it is registered and a scheme is
/// in force for it.
pub fn organisation_month(
    reading: &Reading<'_>,
    ward: &Code,
    month: Month,
    code: &Code,
) -> Result<Option<OrganisationMonth>, StoreError> {
    let ruled = reading.ruled_ward(ward)?;
    let Some(organisation) = ruled.organisations.iter().find(|known| known.code == *code) else {
        return Ok(None);
    };
    let mut facts = reading.facts_of_year(organisation.id, year_of(month)?)?;
    facts.retain(|fact| fact.record.month().is_none_or(|of| of <= month));
    let found = standing_of(reading, &ruled, organisation, month, &facts)?;
    Ok(found.map(|(scheme, standing)| OrganisationMonth {
        organisation: organisation.clone(),
        scheme,
        standing,
        before: None,
        facts,
    }))
}

/// The organisation's month by the scheme in force: as it is kept, or else, where
/// nobody has asked for it since something changed, out of `facts`.
fn standing_of(
    reading: &Reading<'_>,
    ruled: &RuledWard,
    organisation: &Organisation,
    month: Month,
    facts: &[Fact],
) -> Result<Option<(Scheme, MonthStanding)>, StoreError> {
    let Some(scheme) = ruled.scheme_for(organisation, month).cloned() else { return Ok(None) };
    let kept = reading.standing(organisation.id, year_of(month)?)?;
    let kept = kept.and_then(|kept| kept.months.into_iter().find(|standing| standing.month == month));
    let standing = kept.unwrap_or_else(|| month_standing(&scheme, month, facts));
    Ok(Some((scheme, standing)))
}

fn by_organisation(facts: Vec<(OrganisationId, Fact)>) -> HashMap<OrganisationId, Vec<Fact>> {
    let mut found: HashMap<OrganisationId, Vec<Fact>> = HashMap::new();
    for (organisation, fact) in facts {
        found.entry(organisation).or_default().push(fact);
    }
    found
}

fn year_of(month: Month) -> Result<Year, StoreError> {
    Year::new(month.year()).map_err(|error| StoreError::Damaged(error.to_string()))
}

/// The photos of the organisation's records, and which of their pictures are here.
pub fn evidence(reading: &Reading<'_>, organisation: OrganisationId) -> Result<Vec<Evidence>, StoreError> {
    let whole = reading.whole_photos(organisation)?;
    let photos = reading.photos(organisation)?.into_iter();
    let here = |hash: Option<PhotoHash>| hash.is_some_and(|hash| whole.contains(&hash));
    Ok(photos.map(|photo| Evidence { at_ward: here(photo.hash), photo }).collect())
}
