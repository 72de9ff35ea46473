//! What needs a person today.

use app::standings::Reader;
use app::ward::overview::Waiting;
use app::ward::registrations::Registered;
use shared::id::OrganisationId;
use shared::moment::Moment;
use shared::month::Month;
use shared::org::{Code, Organisation};
use shared::ruling::{RuledWard, Term};
use shared::sorted_map::SortedMap;
use shared::standing::facts::Fact;

use super::cases::{cases, reopened};
use super::desk::{Ruled, facts_of, year_of};
use super::periods::{open_months, period};
use super::registrations::registrations;
use crate::state::day_of;
use crate::store::{Reading, StoreError};

/// The counts of the ward in its month, as far as the reader may know them.
pub fn waiting(
    reading: &Reading<'_>,
    ward: &Code,
    ruled: &Ruled,
    (reader, now): (Reader, Moment),
) -> Result<Waiting, StoreError> {
    let month = ruled.month(now);
    let year = year_of(month);
    let registered = registrations(reading, ward, &ruled.ward, year)?;
    let cases = cases(reading, ward, ruled, (year, day_of(now)))?;
    let proposals = cases
        .iter()
        .filter(|case| case.review.is_some() && case.appraisal.is_none() && case.decisions.is_empty());
    let undecided = cases.iter().filter(|case| case.appraisal.is_some() && case.decisions.is_empty());
    let of_year = |term: Term| match term {
        Term::Month(month) => year_of(month) == year,
        Term::Year(of) => of == year,
    };
    let closed = ruled.ward.closed.iter().filter(|closing| of_year(closing.term));
    let mut late = 0_usize;
    for closing in closed {
        late = late.saturating_add(period(reading, ward, &ruled.ward, closing.term, now)?.late);
    }
    Ok(Waiting {
        registrations: registered.iter().filter(|one: &&Registered| one.waits()).count(),
        open_months: open_months(&ruled.ward, month),
        proposals: proposals.count(),
        undecided: undecided.count(),
        reopened: reopened(reading, ward, ruled, (reader, day_of(now)), (year, &cases))?,
        custody: reading.custody_waiting(ward)?,
        conflicts: conflicting(reading, ward, &ruled.ward, month)?.len(),
        late,
        silent: silent(reading, ward, &ruled.ward, month)?.len(),
    })
}

/// The records of the year on which two writers differ, with their
/// organisations, in the order of the register.
pub fn conflicting(
    reading: &Reading<'_>,
    ward: &Code,
    ruled: &RuledWard,
    month: Month,
) -> Result<Vec<(Organisation, Fact)>, StoreError> {
    let mut facts = facts_of(reading, ward, year_of(month))?;
    let mut found = Vec::new();
    for organisation in &ruled.organisations {
        let mut own = facts.remove(&organisation.id).unwrap_or_default();
        own.retain(|fact| fact.conflicts != 0);
        own.sort_by_key(|fact| (fact.record.month(), fact.document));
        found.extend(own.into_iter().map(|fact| (organisation.clone(), fact)));
    }
    Ok(found)
}

/// The organisations from which nothing has come since the month began, with
/// when the last news came.
pub fn silent(
    reading: &Reading<'_>,
    ward: &Code,
    ruled: &RuledWard,
    month: Month,
) -> Result<Vec<(Organisation, Option<Moment>)>, StoreError> {
    let mut newest: SortedMap<OrganisationId, Moment> = SortedMap::new();
    for (organisation, fact) in reading.facts(ward, month)? {
        if let Some(at) = fact.received_at {
            let known = newest.entry(organisation).or_insert(at);
            *known = (*known).max(at);
        }
    }
    let first = month.first_day();
    let with_news = |at: Option<Moment>| at.and_then(Moment::date_in_vietnam).is_some_and(|day| first <= day);
    let of = ruled.organisations.iter().map(|one| (one.clone(), newest.get(&one.id).copied()));
    Ok(of.filter(|(_, at)| !with_news(*at)).collect())
}
