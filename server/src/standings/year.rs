//! A year of the whole ward: every organisation's months, its classification,
//! and the cap over each comparable group. It is drawn from what is kept.

use app::standings::decided::DecidedGrade;
use app::standings::year::{Due, HeatCell, Outcome, YearRow};
use shared::date::Date;
use shared::month::Month;
use shared::org::{Code, Organisation, OrganisationKind};
use shared::record::registration::FourGood;
use shared::ruling::{Judged, RuledWard, Term};
use shared::standing::below::Below;
use shared::standing::cap::CapVerdict;
use shared::standing::coverage::year_coverage;
use shared::standing::timeliness::timeliness;
use shared::year::Year;

use super::Schemes;
use super::below::below;
use super::group::{Group, groups};
use super::projection::{computed, years};
use crate::store::standings::{KeptMonth, OrganisationYear};
use crate::store::{Reading, StoreError};

/// A ward's year.
#[derive(Debug, Clone, PartialEq)]
pub struct WardYear {
    /// What the ward ruled.
    pub ruled: RuledWard,
    /// The last month of which records are expected; none before the first.
    pub until: Option<Month>,
    /// The organisations in the order of the register.
    pub rows: Vec<YearRow>,
    /// The comparable groups with the cap applied, committees first, by name.
    pub groups: Vec<Group>,
    /// The cells' grades, on which a committee's result rests.
    pub below: Below,
}

/// The year of `ward` as it stands on `day`.
pub fn ward_year(reading: &Reading<'_>, ward: &Code, year: Year, day: Date) -> Result<WardYear, StoreError> {
    let ruled = reading.ruled_ward(ward)?;
    let years = years(reading, &ruled, ward, year)?;
    Ok(ward_year_of(ruled, years, year, day))
}

/// Whether rulings are those of the ward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rulings {
    /// They are.
    Made,
    /// What was ruled on the organisation is only imagined.
    Imagined,
}

/// The row of one organisation of the ward as it stands on `day`: of the others
/// only what its group needs is read. By imagined rulings its own year is
/// computed, whether it is kept or not.
pub fn year_row(
    reading: &Reading<'_>,
    (ruled, rulings): (&RuledWard, Rulings),
    ward: &Code,
    organisation: &Organisation,
    (year, day): (Year, Date),
) -> Result<YearRow, StoreError> {
    let mut summaries = reading.summaries(ward, year)?;
    let kept = |other: &Organisation| summaries.iter().any(|(id, _)| *id == other.id);
    if !ruled.organisations.iter().all(|other| other.id == organisation.id || kept(other)) {
        let years = years(reading, ruled, ward, year)?;
        summaries = years.iter().map(|(one, own)| (one.id, own.summary(one.kind))).collect();
    }
    let own = match rulings {
        Rulings::Made => reading.standing(organisation.id, year)?,
        Rulings::Imagined => None,
    };
    let own = match own {
        Some(own) => own,
        None => {
            let below = match organisation.kind {
                OrganisationKind::Cell => Below::default(),
                OrganisationKind::Committee => below(&summaries),
            };
            computed(ruled, organisation, year, reading.facts_of_year(organisation.id, year)?, &below)
        }
    };
    summaries.retain(|(id, _)| *id != organisation.id);
    summaries.push((organisation.id, own.summary(organisation.kind)));
    let until = expected_until(ruled, year, day);
    let mut rows = [row(ruled, year, (until, day), organisation.clone(), own, &mut Schemes::default())];
    let groups = groups(ruled, year, organisation.kind, &summaries).map(|(_, groups)| groups);
    settle(ruled, year, &mut rows, &groups.unwrap_or_default());
    let [row] = rows;
    Ok(row)
}

/// The last month of `year` that is over on `day` and that the ward has come
/// to: before, nobody is expected to have recorded it.
pub fn expected_until(ruled: &RuledWard, year: Year, day: Date) -> Option<Month> {
    let over = |month: &Month| month.last_day() < day && ruled.month.is_none_or(|open| *month <= open);
    year.months().rev().find(over)
}

/// The year of a ward with these rulings and years of organisations.
pub fn ward_year_of(
    ruled: RuledWard,
    years: Vec<(Organisation, OrganisationYear)>,
    year: Year,
    day: Date,
) -> WardYear {
    let until = expected_until(&ruled, year, day);
    let summaries: Vec<_> = years.iter().map(|(one, own)| (one.id, own.summary(one.kind))).collect();
    let kinds = [OrganisationKind::Committee, OrganisationKind::Cell];
    let groups = kinds.into_iter().filter_map(|kind| groups(&ruled, year, kind, &summaries));
    let groups: Vec<_> = groups.flat_map(|(_, groups)| groups).collect();
    let mut schemes = Schemes::default();
    let row = |(organisation, own)| row(&ruled, year, (until, day), organisation, own, &mut schemes);
    let mut rows: Vec<_> = years.into_iter().map(row).collect();
    settle(&ruled, year, &mut rows, &groups);
    WardYear { below: below(&summaries), ruled, until, rows, groups }
}

fn row(
    ruled: &RuledWard,
    year: Year,
    (until, day): (Option<Month>, Date),
    organisation: Organisation,
    own: OrganisationYear,
    schemes: &mut Schemes,
) -> YearRow {
    let expected = |month: &KeptMonth| until.is_some_and(|until| month.month <= until);
    // Where no month is expected yet, the first one tells how many there are.
    let last = own.months.iter().rev().find(|month| expected(month)).or(own.months.first());
    let members = last.map_or(0, |month| month.members);
    let timely = own.months.iter().filter(|month| expected(month) && month.standing.is_some());
    let timeliness = timely.map(|month| timeliness(month.month, month.arrival, day)).collect();
    let cells = own.months.into_iter().map(|month| HeatCell {
        due: if expected(&month) { Due::Expected } else { Due::NotYet },
        scheme: ruled.scheme_for(&organisation, month.month).map(|scheme| schemes.keep(scheme)),
        month: month.month,
        standing: month.standing,
        range: month.range,
    });
    YearRow {
        members,
        cells: cells.collect(),
        scheme: ruled.year_scheme_for(&organisation, year).map(|scheme| schemes.keep(scheme)),
        coverage: year_coverage(organisation.kind, year, until, &own.lacking),
        timeliness,
        outcome: Outcome::default(),
        standing: own.year,
        organisation,
    }
}

/// Writes what the cap and the rulings say into the rows.
fn settle(ruled: &RuledWard, year: Year, rows: &mut [YearRow], groups: &[Group]) {
    for group in groups {
        for line in &group.lines {
            let Some(row) = rows.iter_mut().find(|row| row.organisation.id == line.contender.key) else {
                continue;
            };
            row.outcome.grade = line.grade;
            row.outcome.verdict = Some(line.verdict.clone()).filter(|v| *v != CapVerdict::NotConcerned);
            row.outcome.place = line.place;
        }
    }
    for row in rows {
        let judged = Judged { organisation: row.organisation.id, term: Term::Year(year), member: None };
        row.outcome.overridden = ruled.override_of(&judged).cloned();
        let last = ruled.decisions_on(&judged).last();
        let title = FourGood::of(row.organisation.kind);
        row.outcome.recognition = ruled.recognition(row.organisation.id, year, title).cloned();
        row.outcome.decided = last.map(|revision| DecidedGrade::of(ruled, &revision.decided));
    }
}
