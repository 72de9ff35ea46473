//! The standings of a ward, computed from the projection when they are asked for.

pub mod committee;
pub mod effects;
pub mod members;
pub mod year;

use std::collections::HashMap;

use app::standings::evidence::Evidence;
use shared::id::{OrganisationId, PhotoHash};
use shared::month::Month;
use shared::org::{Code, Organisation};
use shared::scheme::Scheme;
use shared::standing::facts::Fact;
use shared::standing::month::{MonthStanding, month_standing};

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
    let mut facts: HashMap<OrganisationId, Vec<Fact>> = HashMap::new();
    for (organisation, fact) in reading.facts(ward, month)? {
        facts.entry(organisation).or_default().push(fact);
    }
    // The months before January are another year's records.
    let before = month.previous();
    let mut last_year: HashMap<OrganisationId, Vec<Fact>> = HashMap::new();
    if before.year() != month.year() {
        for (organisation, fact) in reading.facts(ward, before)? {
            last_year.entry(organisation).or_default().push(fact);
        }
    }
    let months = ruled.organisations.iter().filter_map(|organisation| {
        let scheme = ruled.scheme_for(organisation, month)?.clone();
        let facts = facts.remove(&organisation.id).unwrap_or_default();
        let standing = month_standing(&scheme, month, &facts);
        let then = last_year.get(&organisation.id).unwrap_or(&facts);
        let before =
            ruled.scheme_for(organisation, before).map(|scheme| month_standing(scheme, before, then));
        Some(OrganisationMonth { organisation: organisation.clone(), scheme, standing, before, facts })
    });
    Ok(months.collect())
}

/// The month of the organisation `code`, if it is registered and a scheme is
/// in force for it.
pub fn organisation_month(
    reading: &Reading<'_>,
    ward: &Code,
    month: Month,
    code: &Code,
) -> Result<Option<OrganisationMonth>, StoreError> {
    let months = ward_month(reading, ward, month)?;
    Ok(months.into_iter().find(|one| one.organisation.code == *code))
}

/// The photos of the organisation's records, and which of their pictures are here.
pub fn evidence(reading: &Reading<'_>, organisation: OrganisationId) -> Result<Vec<Evidence>, StoreError> {
    let whole = reading.whole_photos(organisation)?;
    let photos = reading.photos(organisation)?.into_iter();
    let here = |hash: Option<PhotoHash>| hash.is_some_and(|hash| whole.contains(&hash));
    Ok(photos.map(|photo| Evidence { at_ward: here(photo.hash), photo }).collect())
}
