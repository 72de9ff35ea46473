//! Standings as they were: the ward's log up to a number, judged by the same code.

use shared::month::Month;
use shared::org::{Code, Organisation, OrganisationKind};
use shared::ruling::RuledWard;
use shared::scheme::Scheme;
use shared::standing::facts::{CellGrade, Fact};
use shared::standing::month::{MonthStanding, month_standing};
use shared::standing::year::{YearStanding, organisation_year};
use shared::year::Year;

use crate::store::{Reading, StoreError};

/// Whether the fact can bear on `month`, as [`Reading::facts`] chooses them.
pub fn bears_on(fact: &Fact, month: Month) -> bool {
    let so_far = |of: Month| of.year() == month.year() && of <= month;
    fact.record.month().is_none_or(so_far)
}

/// The organisation's month out of all its facts.
pub fn month_of(
    ruled: &RuledWard,
    organisation: &Organisation,
    month: Month,
    facts: &[Fact],
) -> Option<(Scheme, MonthStanding)> {
    let scheme = ruled.scheme_for(organisation, month)?;
    let facts = facts.iter().filter(|fact| bears_on(fact, month));
    Some((scheme.clone(), month_standing(scheme, month, facts)))
}

/// The organisation's year out of all its facts.
pub fn year_of(
    ruled: &RuledWard,
    organisation: &Organisation,
    year: Year,
    facts: &[Fact],
    cells: &[CellGrade],
) -> Option<(Scheme, YearStanding)> {
    let scheme = ruled.year_scheme_for(organisation, year)?.clone();
    let last = year.months().last()?;
    let facts: Vec<_> = facts.iter().filter(|fact| bears_on(fact, last)).cloned().collect();
    Some((scheme, organisation_year(ruled, organisation, year, &facts, cells)?))
}

/// The organisation's month as it stood at number `mark` of the ward's log:
/// bit for bit what was computed then.
pub fn month_as_of(
    reading: &Reading<'_>,
    ward: &Code,
    organisation: &Organisation,
    month: Month,
    mark: u64,
) -> Result<Option<(Scheme, MonthStanding)>, StoreError> {
    let ruled = reading.ruled_ward_as_of(ward, mark)?;
    let facts = reading.facts_as_of(organisation.id, mark)?;
    Ok(month_of(&ruled, organisation, month, &facts))
}

/// The organisation's year as it stood at number `mark` of the ward's log.
pub fn year_as_of(
    reading: &Reading<'_>,
    ward: &Code,
    organisation: &Organisation,
    year: Year,
    mark: u64,
) -> Result<Option<(Scheme, YearStanding)>, StoreError> {
    let ruled = reading.ruled_ward_as_of(ward, mark)?;
    let facts = reading.facts_as_of(organisation.id, mark)?;
    let cells = cell_grades(&ruled, organisation, year, |id| reading.facts_as_of(id, mark))?;
    Ok(year_of(&ruled, organisation, year, &facts, &cells))
}

/// The grades of the ward's cells in the year, for a committee; a cell has none below it.
pub fn cell_grades(
    ruled: &RuledWard,
    organisation: &Organisation,
    year: Year,
    mut facts: impl FnMut(shared::id::OrganisationId) -> Result<Vec<Fact>, StoreError>,
) -> Result<Vec<CellGrade>, StoreError> {
    if organisation.kind == OrganisationKind::Cell {
        return Ok(Vec::new());
    }
    let cells = ruled.organisations.iter().filter(|cell| cell.kind == OrganisationKind::Cell);
    let grade = |cell: &Organisation| {
        let facts = facts(cell.id)?;
        let document = facts.iter().find(|fact| is_review(fact, year)).map(|fact| fact.document);
        let standing = year_of(ruled, cell, year, &facts, &[]);
        let grade = standing.and_then(|(_, standing)| standing.evaluation.grade);
        Ok(CellGrade { organisation: cell.id, document, grade })
    };
    cells.map(grade).collect()
}

fn is_review(fact: &Fact, year: Year) -> bool {
    matches!(&fact.record, shared::record::Record::Review(review) if review.year == Some(year))
}
