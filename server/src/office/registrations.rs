//! The registrations of a year.

use app::ward::registrations::Registered;
use shared::month::Month;
use shared::org::{Code, Organisation};
use shared::record::Record;
use shared::record::registration::OwnCriterion;
use shared::ruling::{RegistrationState, RuledWard, registration_state};
use shared::sorted_map::SortedMap;
use shared::standing::facts::{Fact, MonthFacts};
use shared::year::Year;

use super::desk::{facts_of, year_of};
use crate::store::{Reading, StoreError};

/// Each organisation's registration of `year`, in the order of the register.
pub fn registrations(
    reading: &Reading<'_>,
    ward: &Code,
    ruled: &RuledWard,
    year: Year,
) -> Result<Vec<Registered>, StoreError> {
    let facts = facts_of(reading, ward, year)?;
    let of = |organisation: &Organisation| {
        let own = facts.get(&organisation.id).map(Vec::as_slice).unwrap_or_default();
        let registration = own.iter().find_map(|fact| match &fact.record {
            Record::Registration(registration) if registration.year == Some(year) => {
                Some(registration.clone())
            }
            _ => None,
        });
        let verdict = ruled.registration_verdict(organisation.id, year).cloned();
        Registered { organisation: organisation.clone(), registration, verdict }
    };
    Ok(ruled.organisations.iter().map(of).collect())
}

/// The organisation's own criteria for the year of `month`, where the ward
/// approved its registration as it is.
pub fn approved_criteria(
    ruled: &RuledWard,
    organisation: &Organisation,
    month: Month,
    facts: &[Fact],
) -> SortedMap<String, OwnCriterion> {
    let facts = MonthFacts::new(organisation.kind, month, facts);
    let Some((_, registration)) = facts.registration() else { return SortedMap::new() };
    let verdict = ruled.registration_verdict(organisation.id, year_of(month));
    match registration_state(registration, verdict) {
        RegistrationState::Approved(_) => registration.criteria.clone(),
        RegistrationState::Waiting | RegistrationState::SentBack(_) | RegistrationState::Changed(_) => {
            SortedMap::new()
        }
    }
}
