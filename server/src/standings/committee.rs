//! The standing of a committee that the ward has not registered: what follows
//! from its cells' results by the scheme in force for committees.

use std::sync::Arc;

use app::standings::cells::CellResult;
use app::standings::committee::Committee;
use shared::month::Month;
use shared::org::{Code, Organisation, OrganisationKind};
use shared::scheme::evaluate::evaluate;
use shared::scheme::range::grade_range;
use shared::standing::facts::{CellGrade, MonthFacts};

use super::ward_month;
use crate::store::{Reading, StoreError};

/// Where a committee's month is shown.
#[derive(Debug)]
pub enum Place {
    /// On the page of this organisation of the register.
    Registered(Organisation),
    /// On a page of its own; none where no scheme is in force for a committee.
    Unregistered(Option<Committee>),
}

/// The committee's month.
pub fn committee_month(reading: &Reading<'_>, ward: &Code, month: Month) -> Result<Place, StoreError> {
    let ruled = reading.ruled_ward(ward)?;
    let registered = ruled.organisations.iter().find(|o| o.kind == OrganisationKind::Committee);
    if let Some(registered) = registered {
        return Ok(Place::Registered(registered.clone()));
    }
    // A ward whose committee is not registered has one all the same; it only
    // has no book. What it is called makes no difference to the scheme.
    let assumed = Organisation::new(ward, ward.clone(), "", OrganisationKind::Committee);
    let Some(scheme) = ruled.scheme_for(&assumed, month) else { return Ok(Place::Unregistered(None)) };
    let cells = month_cells(reading, ward, month)?;
    let grades: Vec<_> = cells
        .iter()
        .map(|cell| CellGrade {
            organisation: cell.organisation.id,
            document: cell.document,
            grade: cell.grade.as_ref().map(|(place, _)| *place),
            covered: cell.covered,
        })
        .collect();
    let facts = MonthFacts::new(OrganisationKind::Committee, month, []).over(&grades);
    let (evaluation, range) = (evaluate(scheme, &facts), grade_range(scheme, &facts));
    Ok(Place::Unregistered(Some(Committee { evaluation, range, scheme: Arc::new(scheme.clone()), cells })))
}

/// The ward's cells with their grades of the month, in the order of the register.
pub fn month_cells(reading: &Reading<'_>, ward: &Code, month: Month) -> Result<Vec<CellResult>, StoreError> {
    let months = ward_month(reading, ward, month)?.into_iter();
    let cells = months.filter(|one| one.organisation.kind == OrganisationKind::Cell);
    let result = |cell: super::OrganisationMonth| CellResult {
        grade: cell
            .standing
            .grade()
            .and_then(|place| Some((place, cell.scheme.grades.get(usize::from(place))?.text.clone()))),
        document: cell.standing.assessment,
        grades: cell.scheme.grades.len(),
        covered: cell.coverage.share,
        organisation: cell.organisation,
    };
    Ok(cells.map(result).collect())
}
