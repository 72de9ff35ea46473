//! Periods: which are closed, and what came after that.

use app::ward::period::ClosedRow;
use app::ward::periods::{Over, PeriodLine};
use shared::moment::Moment;
use shared::month::Month;
use shared::org::{Code, Organisation};
use shared::ruling::{Closing, Matter, RuledWard, Term};
use shared::scheme::Scheme;
use shared::standing::facts::Fact;
use shared::standing::late::late_records;
use shared::standing::month::Progress;
use shared::year::Year;

use super::as_of::{below_of, month_of, year_of};
use super::desk::Ruled;
use crate::standings::ward_month;
use crate::store::rulings::Signed;
use crate::store::{Reading, StoreError};

/// The twelve months of the year and the year itself.
pub fn periods(
    reading: &Reading<'_>,
    ward: &Code,
    ruled: &RuledWard,
    year: Year,
    now: Moment,
) -> Result<Vec<PeriodLine>, StoreError> {
    let terms = year.months().map(Term::Month).chain(std::iter::once(Term::Year(year)));
    terms.map(|term| period(reading, ward, ruled, term, now)).collect()
}

/// One period.
pub fn period(
    reading: &Reading<'_>,
    ward: &Code,
    ruled: &RuledWard,
    term: Term,
    now: Moment,
) -> Result<PeriodLine, StoreError> {
    let closing = ruled.closing_of(term).cloned();
    let late = match &closing {
        Some(closing) => {
            let after = reading.facts_after(ward, closing.mark)?;
            after.iter().filter(|(_, fact)| term.concerns(&fact.record)).count()
        }
        None => 0,
    };
    let is_open = |month: &Month| {
        let term = Term::Month(*month);
        over(term, now) == Over::Over && ruled.closing_of(term).is_none()
    };
    let open_months = match term {
        Term::Month(_) => 0,
        Term::Year(year) => year.months().filter(is_open).count(),
    };
    Ok(PeriodLine { term, over: over(term, now), closing, late, open_months })
}

/// The names of those who sent no assessment of a month that is over and not
/// closed, in the order of the register.
pub fn unsent(reading: &Reading<'_>, ward: &Code, line: &PeriodLine) -> Result<Vec<String>, StoreError> {
    let (Term::Month(month), None, Over::Over) = (line.term, &line.closing, line.over) else {
        return Ok(Vec::new());
    };
    let months = ward_month(reading, ward, month)?.into_iter();
    let unsent = months.filter(|one| !matches!(one.standing.progress, Progress::Submitted(_)));
    Ok(unsent.map(|one| one.organisation.name).collect())
}

/// Whether the period is over.
pub fn over(term: Term, now: Moment) -> Over {
    let last = match term {
        Term::Month(month) => Some(month),
        Term::Year(year) => year.months().last(),
    };
    let ended = last.zip(now.date_in_vietnam()).is_some_and(|(last, today)| last.last_day() < today);
    if ended { Over::Over } else { Over::NotYet }
}

/// Whether a period is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// It is.
    Closed,
    /// It is not.
    Open,
}

/// How the period stands, if a form that rests on ruling `seen` knows it; none
/// where somebody closed or opened it since.
pub fn known_state(ruled: &Ruled, term: Term, seen: u64) -> Option<Door> {
    let of = |signed: &&Signed| signed.ruled.ruling.matter() == Matter::Period(term);
    match ruled.signed.iter().rev().find(of) {
        None => Some(Door::Open),
        Some(last) if seen < last.ruled.seq => None,
        Some(_) if ruled.ward.closing_of(term).is_some() => Some(Door::Closed),
        Some(_) => Some(Door::Open),
    }
}

/// Each organisation of a closed period: its grade as closed, its grade with
/// what came later, and what that was.
pub fn closed_rows(
    reading: &Reading<'_>,
    ward: &Code,
    ruled: &RuledWard,
    closing: &Closing,
) -> Result<Vec<ClosedRow>, StoreError> {
    let then = reading.ruled_ward_as_of(ward, closing.mark)?;
    let mut rows = Vec::new();
    for organisation in &ruled.organisations {
        let closed = reading.facts_as_of(organisation.id, closing.mark)?;
        let facts = reading.organisation_facts(organisation.id)?;
        let past = |id| reading.facts_as_of(id, closing.mark);
        let as_closed = grade(&then, organisation, closing.term, &closed, past)?;
        let present = |id| reading.organisation_facts(id);
        let Some((scheme_now, now)) = grade(ruled, organisation, closing.term, &facts, present)? else {
            continue;
        };
        let (scheme, as_closed) = as_closed.unwrap_or_else(|| (scheme_now.clone(), None));
        let late = late_records(closing.term, closing.at, &closed, &facts);
        rows.push(ClosedRow { organisation: organisation.clone(), scheme, as_closed, scheme_now, now, late });
    }
    Ok(rows)
}

/// The scheme in force for the period, and the place of the grade that it gives.
fn grade(
    ruled: &RuledWard,
    organisation: &Organisation,
    term: Term,
    facts: &[Fact],
    others: impl FnMut(shared::id::OrganisationId) -> Result<Vec<Fact>, StoreError>,
) -> Result<Option<(Scheme, Option<u8>)>, StoreError> {
    let below = below_of(ruled, organisation, term, others)?;
    Ok(match term {
        Term::Month(month) => {
            let found = month_of(ruled, organisation, month, facts, &below);
            found.map(|(scheme, standing)| (scheme, standing.grade()))
        }
        Term::Year(year) => {
            let found = year_of(ruled, organisation, year, facts, &below);
            found.map(|(scheme, standing)| (scheme, standing.evaluation.grade))
        }
    })
}

/// The months of the year up to the one before `month` that are over and not closed.
pub fn open_months(ruled: &RuledWard, month: Month) -> usize {
    let before = Month::of_year(month.year()).filter(|of| *of < month);
    before.filter(|of| ruled.closing_of(Term::Month(*of)).is_none()).count()
}
