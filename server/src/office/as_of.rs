//! Standings as they were: the ward's log up to a number, judged by the same code.

use shared::id::OrganisationId;
use shared::month::Month;
use shared::org::{Code, Organisation, OrganisationKind};
use shared::ruling::{RuledWard, Term};
use shared::scheme::Scheme;
use shared::standing::below::Below;
use shared::standing::coverage::{Coverage, month_coverage, year_coverage, year_lacking};
use shared::standing::facts::{CellGrade, Fact, MonthFacts};
use shared::standing::month::{MonthStanding, standing_on};
use shared::standing::year::{YearStanding, organisation_year, year_of_months};
use shared::year::Year;

use crate::store::{Reading, StoreError};

/// Whether the fact can bear on `month`, as [`Reading::facts`] chooses them.
pub fn bears_on(fact: &Fact, month: Month) -> bool {
    let so_far = |of: Month| of.year() == month.year() && of <= month;
    fact.record.month().is_none_or(so_far)
}

/// The organisation's month out of all its facts, and what is below it.
pub fn month_of(
    ruled: &RuledWard,
    organisation: &Organisation,
    month: Month,
    facts: &[Fact],
    below: &Below,
) -> Option<(Scheme, MonthStanding)> {
    let scheme = ruled.scheme_for(organisation, month)?;
    let facts = facts.iter().filter(|fact| bears_on(fact, month));
    let facts = MonthFacts::new(organisation.kind, month, facts).over(below.month(month));
    Some((scheme.clone(), standing_on(scheme, &facts)))
}

/// The organisation's year out of all its facts, and what is below it.
pub fn year_of(
    ruled: &RuledWard,
    organisation: &Organisation,
    year: Year,
    facts: &[Fact],
    below: &Below,
) -> Option<(Scheme, YearStanding)> {
    let scheme = ruled.year_scheme_for(organisation, year)?.clone();
    let facts = facts_of_year(year, facts);
    Some((scheme, organisation_year(ruled, organisation, year, &facts, below)?))
}

/// Those of the facts that can bear on the year.
fn facts_of_year(year: Year, facts: &[Fact]) -> Vec<Fact> {
    let last = year.months().last().unwrap_or(Month::FIRST);
    facts.iter().filter(|fact| bears_on(fact, last)).cloned().collect()
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
    let past = |id| reading.facts_as_of(id, mark);
    let below = below_of(&ruled, organisation, Term::Month(month), past)?;
    Ok(month_of(&ruled, organisation, month, &facts, &below))
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
    let past = |id| reading.facts_as_of(id, mark);
    let below = below_of(&ruled, organisation, Term::Year(year), past)?;
    Ok(year_of(&ruled, organisation, year, &facts, &below))
}

/// What is below the organisation in `term`, out of the facts of each cell:
/// nothing below a cell.
pub fn below_of(
    ruled: &RuledWard,
    organisation: &Organisation,
    term: Term,
    mut facts: impl FnMut(OrganisationId) -> Result<Vec<Fact>, StoreError>,
) -> Result<Below, StoreError> {
    let mut below = Below::default();
    if organisation.kind == OrganisationKind::Cell {
        return Ok(below);
    }
    for cell in ruled.organisations.iter().filter(|cell| cell.kind == OrganisationKind::Cell) {
        note_cell(&mut below, ruled, cell, term, &facts(cell.id)?);
    }
    Ok(below)
}

/// Notes what a cell comes to in `term`, out of its facts.
pub fn note_cell(below: &mut Below, ruled: &RuledWard, cell: &Organisation, term: Term, facts: &[Fact]) {
    let grade = |document, grade, covered: Coverage| {
        let covered = covered.share;
        CellGrade { organisation: cell.id, document, grade, covered }
    };
    let year = match term {
        Term::Month(month) => Year::of(month.last_day()),
        Term::Year(year) => year,
    };
    let lacking = year_lacking(cell.kind, year, &facts_of_year(year, facts));
    let nothing = Below::default();
    let mut note_month = |month| {
        let (_, standing) = month_of(ruled, cell, month, facts, &nothing)?;
        let covered = month_coverage(cell.kind, month, &lacking);
        below.note_month(month, grade(standing.assessment, standing.grade(), covered));
        Some(standing)
    };
    if let Term::Month(month) = term {
        note_month(month);
        return;
    }
    let months: Vec<_> = year.months().filter_map(note_month).collect();
    let facts = facts_of_year(year, facts);
    let standing = year_of_months(ruled, cell, year, &facts, &months, &nothing);
    let review = MonthFacts::of_year(cell.kind, year, &facts).review().map(|(document, _)| document);
    let covered = year_coverage(cell.kind, year, year.months().last(), &lacking);
    below.note_year(grade(review, standing.and_then(|standing| standing.evaluation.grade), covered));
}
