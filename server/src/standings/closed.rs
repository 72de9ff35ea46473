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
use shared::standing::below::Below;
use shared::standing::facts::{CellGrade, Fact};
use shared::standing::late::{Late, late_records};
use shared::year::Year;

use super::below::note;
use crate::office::as_of::{month_of, note_cell, year_of};
use crate::store::{Reading, StoreError};

/// The closed period, if `term` is closed.
pub fn closed_period(
    reading: &Reading<'_>,
    ward: &Code,
    ruled: &RuledWard,
    term: Term,
) -> Result<Option<ClosedPeriod>, StoreError> {
    let Some(closing) = ruled.closing_of(term) else { return Ok(None) };
    let differing = Past::of(reading, ward, ruled, closing)?.differing(reading, ward)?;
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

    fn differing(
        &self,
        reading: &Reading<'_>,
        ward: &Code,
    ) -> Result<HashMap<OrganisationId, AsClosed>, StoreError> {
        let (term, year) = (self.closing.term, year(self.closing.term)?);
        let mut differing = HashMap::new();
        let of_kind = |kind| self.now.organisations.iter().filter(move |one| one.kind == kind);
        let committees: Vec<_> = of_kind(OrganisationKind::Committee).collect();
        let kept = if committees.is_empty() { Vec::new() } else { reading.summaries(ward, year)? };
        let kept: HashMap<_, _> = kept.into_iter().collect();
        let (mut then, mut now) = (Below::default(), Below::default());
        for cell in of_kind(OrganisationKind::Cell) {
            let may_differ = self.may_differ(cell);
            if !may_differ && committees.is_empty() {
                continue;
            }
            let was_there = self.then.organisation(cell.id).is_some();
            if let Some(summary) = kept.get(&cell.id).filter(|_| !may_differ && was_there) {
                note(&mut then, cell.id, summary);
                note(&mut now, cell.id, summary);
                continue;
            }
            let facts = reading.facts_of_year(cell.id, year)?;
            let closed = self.taken_back(cell.id, &facts);
            if !committees.is_empty() {
                if was_there {
                    note_cell(&mut then, &self.then, cell, term, &closed);
                }
                note_cell(&mut now, self.now, cell, term, &facts);
            }
            if may_differ {
                let nothing = Below::default();
                let found = self.compared(cell, (&closed, &nothing), (&facts, &nothing));
                differing.extend(found.map(|found| (cell.id, found)));
            }
        }
        for committee in committees {
            if !self.may_differ(committee) && then == now {
                continue;
            }
            let facts = reading.facts_of_year(committee.id, year)?;
            let closed = self.taken_back(committee.id, &facts);
            let found = self.compared(committee, (&closed, &then), (&facts, &now));
            differing.extend(found.map(|found| (committee.id, found)));
        }
        Ok(differing)
    }

    /// The organisation's grade as closed with what made the difference, where
    /// it is another one now.
    fn compared(
        &self,
        organisation: &Organisation,
        then: (&[Fact], &Below),
        now: (&[Fact], &Below),
    ) -> Option<AsClosed> {
        let as_closed = self.grade(&self.then, organisation, then);
        let (scheme_now, grade_now) = self.grade(self.now, organisation, now)?;
        let (scheme, grade) = as_closed.unwrap_or_else(|| (scheme_now.clone(), None));
        if grade.map(|place| (&scheme, place)) == grade_now.map(|place| (&scheme_now, place)) {
            return None;
        }
        let late = self.causes(organisation, then.0, now, grade_now);
        Some(AsClosed { scheme, grade, late, cells: self.cells_between(then.1, now.1) })
    }

    /// The cells whose grades are other ones now, in the order of the register.
    fn cells_between(&self, then: &Below, now: &Below) -> Vec<String> {
        let grades = |below: &Below, cell: &Organisation| -> Vec<Option<u8>> {
            let of = |cells: &[CellGrade]| {
                cells.iter().find(|known| known.organisation == cell.id).and_then(|known| known.grade)
            };
            match self.closing.term {
                Term::Month(month) => vec![of(below.month(month))],
                Term::Year(year) => {
                    year.months().map(|month| of(below.month(month))).chain([of(below.year())]).collect()
                }
            }
        };
        let differ = |cell: &&Organisation| grades(then, cell) != grades(now, cell);
        self.now.organisations.iter().filter(differ).map(|cell| cell.name.clone()).collect()
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
        (facts, below): (&[Fact], &Below),
    ) -> Option<(Scheme, Option<u8>)> {
        match self.closing.term {
            Term::Month(month) => {
                let (scheme, standing) = month_of(ruled, organisation, month, facts, below)?;
                Some((scheme, standing.grade()))
            }
            Term::Year(year) => {
                let (scheme, standing) = year_of(ruled, organisation, year, facts, below)?;
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
        (facts, below): (&[Fact], &Below),
        now: Option<u8>,
    ) -> Vec<Late> {
        let late = late_records(self.closing.term, self.closing.at, closed, facts);
        let decisive = |late: &&Late| {
            let document = late.fact.document;
            let without = facts.iter().filter(|fact| fact.document != document);
            let before = closed.iter().filter(|fact| fact.document == document);
            let without: Vec<_> = without.chain(before).cloned().collect();
            let without = self.grade(self.now, organisation, (&without, below));
            without.is_some_and(|(_, grade)| grade != now)
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
