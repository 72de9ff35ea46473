//! Closed periods on pages of the standings: whose grade is another one now than
//! as closed, and which late records made it so.
//!
//! Only documents that changed after the mark are taken back: all others say
//! what they said then.

use std::collections::HashMap;

use app::standings::closed::{AsClosed, ClosedPeriod};
use shared::id::OrganisationId;
use shared::month::Month;
use shared::org::{Code, Organisation, OrganisationKind};
use shared::ruling::{Closing, Judged, RuledWard, Term};
use shared::scheme::Scheme;
use shared::standing::facts::{CellGrade, Fact};
use shared::standing::late::{Late, late_records};
use shared::year::Year;

use crate::office::as_of::{month_of, year_of};
use crate::store::{Reading, StoreError};

/// The closed period, if `term` is closed.
pub fn closed_period(
    reading: &Reading<'_>,
    ward: &Code,
    ruled: &RuledWard,
    term: Term,
) -> Result<Option<ClosedPeriod>, StoreError> {
    let Some(closing) = ruled.closing_of(term) else { return Ok(None) };
    let differing = Past::of(reading, ward, ruled, closing)?.differing(reading)?;
    Ok(Some(ClosedPeriod { closing: closing.clone(), differing }))
}

/// What differs between a closing and the present.
struct Past<'a> {
    closing: &'a Closing,
    now: &'a RuledWard,
    then: RuledWard,
    /// The documents that changed since, as they are and as they were.
    changed: HashMap<OrganisationId, (Vec<Fact>, Vec<Fact>)>,
}

impl<'a> Past<'a> {
    fn of(
        reading: &Reading<'_>,
        ward: &Code,
        now: &'a RuledWard,
        closing: &'a Closing,
    ) -> Result<Self, StoreError> {
        let then = reading.ruled_ward_as_of(ward, closing.mark)?;
        let mut changed: HashMap<OrganisationId, (Vec<Fact>, Vec<Fact>)> = HashMap::new();
        for (organisation, fact) in reading.facts_after(ward, closing.mark)? {
            changed.entry(organisation).or_default().0.push(fact);
        }
        for (organisation, fact) in reading.facts_before(ward, closing.mark)? {
            changed.entry(organisation).or_default().1.push(fact);
        }
        Ok(Self { closing, now, then, changed })
    }

    fn differing(&self, reading: &Reading<'_>) -> Result<HashMap<OrganisationId, AsClosed>, StoreError> {
        let mut differing = HashMap::new();
        let (mut cells_then, mut cells_now) = (Vec::new(), Vec::new());
        for kind in [OrganisationKind::Cell, OrganisationKind::Committee] {
            // A committee's year rests on all its cells, whether they changed or not.
            let below = match (kind, self.closing.term) {
                (OrganisationKind::Committee, Term::Year(_)) => (&cells_then, &cells_now),
                _ => (&Vec::new(), &Vec::new()),
            };
            let mut grades = Vec::new();
            for organisation in self.now.organisations.iter().filter(|one| one.kind == kind) {
                let needed = self.needed(kind);
                if !needed && !self.may_differ(organisation) {
                    continue;
                }
                let facts = reading.facts_of_year(organisation.id, year(self.closing.term)?)?;
                let closed = self.taken_back(organisation.id, &facts);
                let then = self.grade(&self.then, organisation, &closed, below.0);
                let Some((scheme_now, now)) = self.grade(self.now, organisation, &facts, below.1) else {
                    continue;
                };
                let (scheme, grade) = then.unwrap_or_else(|| (scheme_now.clone(), None));
                grades.push((organisation.id, grade, now));
                if grade.map(|place| (&scheme, place)) == now.map(|place| (&scheme_now, place)) {
                    continue;
                }
                let late = self.causes(organisation, &closed, &facts, (below.1, now));
                differing.insert(organisation.id, AsClosed { scheme, grade, late });
            }
            let cell = |organisation, grade| CellGrade { organisation, document: None, grade };
            cells_then = grades.iter().map(|(id, then, _)| cell(*id, *then)).collect();
            cells_now = grades.iter().map(|(id, _, now)| cell(*id, *now)).collect();
        }
        Ok(differing)
    }

    /// Whether the grades of organisations of this kind are needed for others.
    fn needed(&self, kind: OrganisationKind) -> bool {
        let of_year = matches!(self.closing.term, Term::Year(_));
        let committee = || self.now.organisations.iter().any(|one| one.kind == OrganisationKind::Committee);
        of_year && (kind == OrganisationKind::Committee || committee())
    }

    /// Whether something came since that can bear on the organisation's period.
    fn may_differ(&self, organisation: &Organisation) -> bool {
        let bears = |fact: &Fact| match (fact.record.month(), self.closing.term) {
            (None, _) => true,
            (Some(of), Term::Month(month)) => of.year() == month.year() && of <= month,
            (Some(of), Term::Year(year)) => of.year() == year.number(),
        };
        let changed = self.changed.get(&organisation.id);
        changed.is_some_and(|(after, before)| after.iter().chain(before).any(bears))
            || rules(&self.then, self.closing.term, organisation)
                != rules(self.now, self.closing.term, organisation)
    }

    /// The facts as closed, told from those of now.
    fn taken_back(&self, organisation: OrganisationId, now: &[Fact]) -> Vec<Fact> {
        let Some((after, before)) = self.changed.get(&organisation) else { return now.to_vec() };
        let unchanged = now.iter().filter(|fact| !after.iter().any(|late| late.document == fact.document));
        unchanged.chain(before).cloned().collect()
    }

    /// The scheme in force for the period, and the place of the grade that it gives.
    fn grade(
        &self,
        ruled: &RuledWard,
        organisation: &Organisation,
        facts: &[Fact],
        cells: &[CellGrade],
    ) -> Option<(Scheme, Option<u8>)> {
        match self.closing.term {
            Term::Month(month) => {
                let (scheme, standing) = month_of(ruled, organisation, month, facts)?;
                Some((scheme, standing.grade()))
            }
            Term::Year(year) => {
                let (scheme, standing) = year_of(ruled, organisation, year, facts, cells)?;
                Some((scheme, standing.evaluation.grade))
            }
        }
    }

    /// The late records without any one of which the grade would be another
    /// than `now`; all of them, where none alone made the difference.
    fn causes(
        &self,
        organisation: &Organisation,
        closed: &[Fact],
        facts: &[Fact],
        (cells, now): (&[CellGrade], Option<u8>),
    ) -> Vec<Late> {
        let late = late_records(self.closing.term, self.closing.at, closed, facts);
        let decisive = |late: &&Late| {
            let document = late.fact.document;
            let without = facts.iter().filter(|fact| fact.document != document);
            let before = closed.iter().filter(|fact| fact.document == document);
            let without: Vec<_> = without.chain(before).cloned().collect();
            self.grade(self.now, organisation, &without, cells).is_some_and(|(_, grade)| grade != now)
        };
        let found: Vec<_> = late.iter().filter(decisive).cloned().collect();
        if found.is_empty() { late } else { found }
    }
}

/// What of the rulings bears on the organisation's period.
fn rules<'r>(ruled: &'r RuledWard, term: Term, organisation: &Organisation) -> impl PartialEq + use<'r> {
    let months: Vec<Month> = match term {
        Term::Month(month) => vec![month],
        Term::Year(year) => year.months().collect(),
    };
    let by_month =
        |month| (ruled.scheme_for(organisation, month), ruled.meeting_sheet_for(organisation, month));
    let of_year = match term {
        Term::Month(_) => None,
        Term::Year(year) => ruled.year_scheme_for(organisation, year),
    };
    let judged = Judged { organisation: organisation.id, term, member: None };
    let by_month: Vec<_> = months.into_iter().map(by_month).collect();
    (by_month, of_year, ruled.appraisal_of(&judged))
}

fn year(term: Term) -> Result<Year, StoreError> {
    match term {
        Term::Year(year) => Ok(year),
        Term::Month(month) => Year::new(month.year()).map_err(|error| StoreError::Damaged(error.to_string())),
    }
}
