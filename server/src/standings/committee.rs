//! The ward's own standing: the four-good committee by its scheme, from its own
//! records, if it has any, and its cells' results.

use std::sync::Arc;

use app::standings::committee::{CellResult, Committee};
use shared::month::Month;
use shared::org::{Code, Organisation, OrganisationKind};
use shared::scheme::evaluate::evaluate;
use shared::scheme::range::grade_range;
use shared::standing::facts::{CellGrade, MonthFacts};

use super::{organisation_month, ward_month};
use crate::store::{Reading, StoreError};

/// The committee's month; none where no scheme is in force for a committee.
pub fn committee_month(
    reading: &Reading<'_>,
    ward: &Code,
    month: Month,
) -> Result<Option<Committee>, StoreError> {
    let ruled = reading.ruled_ward(ward)?;
    let registered = ruled.organisations.iter().find(|o| o.kind == OrganisationKind::Committee);
    // A ward whose committee is not registered has one all the same; it only
    // has no book. What it is called makes no difference to the scheme.
    let assumed = Organisation::new(ward, ward.clone(), "", OrganisationKind::Committee);
    let committee = registered.unwrap_or(&assumed);
    let Some(scheme) = ruled.scheme_for(committee, month) else { return Ok(None) };
    let months = ward_month(reading, ward, month)?;
    let cells = || months.iter().filter(|one| one.organisation.kind == OrganisationKind::Cell);
    let grades: Vec<_> = cells()
        .map(|cell| CellGrade {
            organisation: cell.organisation.id,
            document: cell.standing.assessment,
            grade: cell.standing.grade(),
        })
        .collect();
    let own = registered.map(|registered| organisation_month(reading, ward, month, &registered.code));
    let own = own.transpose()?.flatten().map_or_else(Vec::new, |own| own.facts);
    let mut facts = MonthFacts::new(month, &own);
    facts.cells = &grades;
    let cells = cells()
        .map(|cell| CellResult {
            organisation: cell.organisation.clone(),
            grade: cell
                .standing
                .grade()
                .and_then(|place| Some((place, cell.scheme.grades.get(usize::from(place))?.text.clone()))),
            grades: cell.scheme.grades.len(),
        })
        .collect();
    Ok(Some(Committee {
        registered: registered.cloned(),
        evaluation: evaluate(scheme, &facts),
        range: grade_range(scheme, &facts),
        scheme: Arc::new(scheme.clone()),
        cells,
    }))
}
