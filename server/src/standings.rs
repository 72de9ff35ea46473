//! The standings of a ward. What they come to is kept beside the records, see [`projection`].

pub mod below;
pub mod closed;
pub mod committee;
pub mod effects;
pub mod group;
pub mod members;
pub mod projection;
pub mod year;

use std::collections::HashMap;
use std::sync::Arc;

use app::standings::evidence::Evidence;
use app::standings::organisation::MeetingScore;
use shared::id::{DocumentId, OrganisationId, PhotoHash};
use shared::month::Month;
use shared::org::{Code, Organisation};
use shared::record::Record;
use shared::ruling::RuledWard;
use shared::scheme::Scheme;
use shared::scheme::evaluate::evaluate;
use shared::scheme::range::GradeRange;
use shared::sorted_map::SortedMap;
use shared::standing::below::Below;
use shared::standing::coverage::{Coverage, month_coverage, year_lacking};
use shared::standing::facts::{Fact, MonthFacts};
use shared::standing::month::{MonthStanding, standing_on};
use shared::standing::timeliness::Arrival;
use shared::year::Year;

use crate::store::standings::{KeptMonth, OrganisationYear};
use crate::store::{Reading, StoreError};
use projection::{below_in, years};

/// One organisation's month as a page of the ward shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct OrganisationMonth {
    /// The organisation.
    pub organisation: Organisation,
    /// The scheme in force for it.
    pub scheme: Arc<Scheme>,
    /// Its standing by that scheme.
    pub standing: MonthStanding,
    /// The month before, by the scheme that was in force then.
    pub before: Option<MonthStanding>,
    /// The grades that are still possible, where it has none yet.
    pub range: Option<GradeRange>,
    /// When the assessment came, once it was submitted.
    pub arrival: Option<Arrival>,
    /// How many members it has on the last day.
    pub members: u32,
    /// How much of what is expected is there.
    pub coverage: Coverage,
}

/// The month of every organisation of `ward` for which a scheme is in force,
/// in the order of the register.
pub fn ward_month(
    reading: &Reading<'_>,
    ward: &Code,
    month: Month,
) -> Result<Vec<OrganisationMonth>, StoreError> {
    let ruled = reading.ruled_ward(ward)?;
    let now = years(reading, &ruled, ward, year_of(month)?)?;
    let before = month.previous();
    let mut last_year = match before.year() == month.year() {
        true => HashMap::new(),
        false => standings_in(years(reading, &ruled, ward, year_of(before)?)?, before),
    };
    let mut schemes = Schemes::default();
    let one = |(organisation, own): (Organisation, OrganisationYear)| {
        let scheme = schemes.keep(ruled.scheme_for(&organisation, month)?);
        let of = |wanted: Month| own.months.iter().find(|known| known.month == wanted);
        let same_year = || of(before).and_then(|known| known.standing.clone());
        let before = last_year.remove(&organisation.id).or_else(same_year);
        let KeptMonth { standing, range, arrival, members, .. } = of(month)?.clone();
        let coverage = month_coverage(organisation.kind, month, &own.lacking);
        let standing = standing?;
        Some(OrganisationMonth { organisation, scheme, standing, before, range, arrival, members, coverage })
    };
    Ok(now.into_iter().filter_map(one).collect())
}

/// Each scheme once, however many organisations and months it is for.
#[derive(Debug, Default)]
struct Schemes(Vec<Arc<Scheme>>);

impl Schemes {
    fn keep(&mut self, scheme: &Scheme) -> Arc<Scheme> {
        if let Some(known) = self.0.iter().find(|known| ***known == *scheme) {
            return Arc::clone(known);
        }
        let kept = Arc::new(scheme.clone());
        self.0.push(Arc::clone(&kept));
        kept
    }
}

/// The standings of one month out of years.
fn standings_in(
    years: Vec<(Organisation, OrganisationYear)>,
    month: Month,
) -> HashMap<OrganisationId, MonthStanding> {
    let of = |(organisation, own): (Organisation, OrganisationYear)| {
        let kept = own.months.into_iter().find(|known| known.month == month)?;
        Some((organisation.id, kept.standing?))
    };
    years.into_iter().filter_map(of).collect()
}

/// The month of one organisation, with the records that can bear on it.
#[derive(Debug, Clone)]
pub struct OpenedMonth {
    /// The organisation.
    pub organisation: Organisation,
    /// The scheme in force for it.
    pub scheme: Scheme,
    /// Its standing by that scheme.
    pub standing: MonthStanding,
    /// The month before, by the scheme that was in force then.
    pub before: Option<MonthStanding>,
    /// How much of what is expected is there.
    pub coverage: Coverage,
    /// The records.
    pub facts: Vec<Fact>,
    /// What a committee rests on beside them.
    pub below: Below,
    /// What the sheets gave on which its meetings were scored, by the meeting.
    pub scores: SortedMap<DocumentId, MeetingScore>,
}

/// The month of the organisation `code`, if it is registered and a scheme is
/// in force for it.
pub fn organisation_month(
    reading: &Reading<'_>,
    ward: &Code,
    month: Month,
    code: &Code,
) -> Result<Option<OpenedMonth>, StoreError> {
    let ruled = reading.ruled_ward(ward)?;
    let Some(organisation) = ruled.organisations.iter().find(|known| known.code == *code).cloned() else {
        return Ok(None);
    };
    let Some(scheme) = ruled.scheme_for(&organisation, month).cloned() else { return Ok(None) };
    let year = year_of(month)?;
    let mut facts = reading.facts_of_year(organisation.id, year)?;
    facts.retain(|fact| fact.record.month().is_none_or(|of| of <= month));
    let below = below_in(reading, &ruled, ward, &organisation, year)?;
    let before = match month.previous() {
        before if before.year() == month.year() => standing_of(&ruled, &organisation, before, &facts, &below),
        before => {
            let year = year_of(before)?;
            let last_year = reading.facts_of_year(organisation.id, year)?;
            let below = below_in(reading, &ruled, ward, &organisation, year)?;
            standing_of(&ruled, &organisation, before, &last_year, &below)
        }
    };
    let standing =
        standing_on(&scheme, &MonthFacts::new(organisation.kind, month, &facts).over(below.month(month)));
    let coverage = month_coverage(organisation.kind, month, &year_lacking(organisation.kind, year, &facts));
    let scores = scores(&ruled, &organisation, &MonthFacts::new(organisation.kind, month, &facts), &facts);
    Ok(Some(OpenedMonth { organisation, scheme, standing, before, coverage, facts, below, scores }))
}

/// The scores of the month's meetings, by the sheets that they name.
fn scores(
    ruled: &RuledWard,
    organisation: &Organisation,
    of_month: &MonthFacts<'_>,
    facts: &[Fact],
) -> SortedMap<DocumentId, MeetingScore> {
    let score = |fact: &Fact| {
        let Record::Meeting(meeting) = &fact.record else { return None };
        if meeting.month != Some(of_month.month) || meeting.quality.is_empty() {
            return None;
        }
        let sheet = ruled.sheet_named(organisation, of_month.month, meeting.quality_scheme.as_deref()?)?;
        let evaluation = evaluate(sheet, &of_month.clone().of_meeting(meeting));
        Some((fact.document, MeetingScore { sheet: sheet.clone(), evaluation }))
    };
    facts.iter().filter_map(score).collect()
}

/// The organisation's month by the scheme in force.
fn standing_of(
    ruled: &RuledWard,
    organisation: &Organisation,
    month: Month,
    facts: &[Fact],
    below: &Below,
) -> Option<MonthStanding> {
    let facts = MonthFacts::new(organisation.kind, month, facts).over(below.month(month));
    Some(standing_on(ruled.scheme_for(organisation, month)?, &facts))
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
