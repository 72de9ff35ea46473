//! Standings kept beside the records: one changed record costs its own
//! organisation's year, the cap of its group, and the totals of that.
//!
//! A row rests on what the ward had when it was computed. The pipeline takes
//! the rows away that a change bears on, in the change's own transaction; who
//! asks for a ward's year computes what is missing.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use shared::id::OrganisationId;
use shared::month::Month;
use shared::org::{Code, Organisation, OrganisationKind};
use shared::record::Record;
use shared::ruling::RuledWard;
use shared::scheme::range::grade_range;
use shared::sorted_map::SortedMap;
use shared::standing::below::Below;
use shared::standing::coverage::year_lacking;
use shared::standing::facts::{Fact, MonthFacts};
use shared::standing::month::{MonthStanding, standing_on};
use shared::standing::timeliness::arrival;
use shared::standing::year::year_of_months;
use shared::year::Year;

use super::below::below;
use super::group::groups;
use crate::store::standings::{KeptMonth, OrganisationYear, Summary, Total};
use crate::store::{Reading, Store, StoreError, Writing};

/// How many organisations are computed and kept at once: it bounds the memory,
/// and how long the writer is busy with them.
const AT_ONCE: usize = 16;

/// What an organisation's year comes to by the schemes in force; `facts` in
/// any order, of a committee with the grades of the cells `below` it.
pub fn computed(
    ruled: &RuledWard,
    organisation: &Organisation,
    year: Year,
    mut facts: Vec<Fact>,
    below: &Below,
) -> OrganisationYear {
    // Each month sorts them by document; of what is sorted that is one pass.
    facts.sort_by_key(|fact| fact.document);
    let roster = facts.iter().find_map(|fact| match &fact.record {
        Record::Roster(roster) => Some(roster),
        _ => None,
    });
    let month_facts =
        |month: Month| MonthFacts::new(organisation.kind, month, &facts).over(below.month(month));
    let standing =
        |month: Month| Some(standing_on(ruled.scheme_for(organisation, month)?, &month_facts(month)));
    let standings: Vec<_> = year.months().filter_map(standing).collect();
    let of_year = year_of_months(ruled, organisation, year, &facts, &standings, below);
    let mut standings = standings.into_iter().peekable();
    let of_month = |month: Month| {
        let standing = standings.next_if(|standing| standing.month == month);
        let scheme = ruled.scheme_for(organisation, month);
        let waits = organisation.kind == OrganisationKind::Committee;
        let open = |standing: &MonthStanding| waits || standing.grade().is_none();
        let open = scheme.filter(|_| standing.as_ref().is_some_and(open));
        let members = roster.map_or(0, |roster| roster.on(month.last_day()).len());
        KeptMonth {
            month,
            range: open.map(|scheme| grade_range(scheme, &month_facts(month))),
            arrival: standing.as_ref().and_then(|standing| arrival(standing, &facts)),
            members: u32::try_from(members).unwrap_or(u32::MAX),
            standing,
        }
    };
    OrganisationYear {
        months: year.months().map(of_month).collect(),
        year: of_year,
        lacking: year_lacking(organisation.kind, year, &facts),
        review: MonthFacts::of_year(organisation.kind, year, &facts).review().map(|(document, _)| document),
    }
}

/// The years of the ward's organisations as they are kept, or computed where
/// they are not, in the order of the register.
pub fn years(
    reading: &Reading<'_>,
    ruled: &RuledWard,
    ward: &Code,
    year: Year,
) -> Result<Vec<(Organisation, OrganisationYear)>, StoreError> {
    let mut kept = reading.standings(ward, year)?;
    let mut found = Vec::with_capacity(ruled.organisations.len());
    let mut summaries = Vec::with_capacity(ruled.organisations.len());
    // Cells first: a committee's result rests on theirs.
    for kind in [OrganisationKind::Cell, OrganisationKind::Committee] {
        let cells = if kind == OrganisationKind::Cell { Below::default() } else { below(&summaries) };
        let mut all_kept = true;
        for (place, organisation) in ruled.organisations.iter().enumerate().filter(|(_, o)| o.kind == kind) {
            let own = match kept.remove(&organisation.id) {
                Some(own) => own,
                None => {
                    all_kept = false;
                    let facts = reading.facts_of_year(organisation.id, year)?;
                    computed(ruled, organisation, year, facts, &cells)
                }
            };
            summaries.push((organisation.id, own.summary(kind)));
            found.push((place, organisation.clone(), own));
        }
        // What is kept of a committee was computed before the cell that is not.
        if !all_kept {
            kept.clear();
        }
    }
    found.sort_by_key(|(place, ..)| *place);
    Ok(found.into_iter().map(|(_, organisation, own)| (organisation, own)).collect())
}

/// As [`bring_up`], for those who must not wait.
pub async fn brought_up(store: &Store, ward: &Code, year: Year) -> Result<(), StoreError> {
    let (store, ward) = (store.clone(), ward.clone());
    let work = tokio::task::spawn_blocking(move || bring_up(&store, &ward, year));
    work.await.unwrap_or(Err(StoreError::Panicked))
}

/// What an organisation's year comes to by the records and rulings as they are;
/// none where it is not registered, or is a committee whose cells' years are
/// not all kept, since its own rests on them.
pub fn recomputed(
    reading: &Reading<'_>,
    ward: &Code,
    organisation: OrganisationId,
    year: Year,
) -> Result<Option<OrganisationYear>, StoreError> {
    let ruled = reading.ruled_ward(ward)?;
    let Some(organisation) = ruled.organisations.iter().find(|known| known.id == organisation) else {
        return Ok(None);
    };
    let Some(cells) = kept_below(reading, &ruled, ward, organisation, year)? else { return Ok(None) };
    let facts = reading.facts_of_year(organisation.id, year)?;
    Ok(Some(computed(&ruled, organisation, year, facts, &cells)))
}

/// What is below the organisation by what is kept of the year: nothing below a
/// cell; none where a cell below a committee is not kept.
fn kept_below(
    reading: &Reading<'_>,
    ruled: &RuledWard,
    ward: &Code,
    organisation: &Organisation,
    year: Year,
) -> Result<Option<Below>, StoreError> {
    if organisation.kind == OrganisationKind::Cell {
        return Ok(Some(Below::default()));
    }
    let summaries = reading.summaries(ward, year)?;
    let kept = |id| summaries.iter().any(|(known, _)| *known == id);
    let mut cells = ruled.organisations.iter().filter(|one| one.kind == OrganisationKind::Cell);
    Ok(cells.all(|cell| kept(cell.id)).then(|| below(&summaries)))
}

/// What is below the organisation in the year: nothing below a cell, below a
/// committee its cells' grades.
pub fn below_in(
    reading: &Reading<'_>,
    ruled: &RuledWard,
    ward: &Code,
    organisation: &Organisation,
    year: Year,
) -> Result<Below, StoreError> {
    if let Some(kept) = kept_below(reading, ruled, ward, organisation, year)? {
        return Ok(kept);
    }
    let years = years(reading, ruled, ward, year)?;
    let summaries: Vec<_> = years.iter().map(|(one, own)| (one.id, own.summary(one.kind))).collect();
    Ok(below(&summaries))
}

/// Computes what is missing of the ward's year and keeps it, and with it the
/// cap and the totals of its groups. Everything is computed beside the writer:
/// whoever sends something meanwhile does not wait for it.
pub fn bring_up(store: &Store, ward: &Code, year: Year) -> Result<(), StoreError> {
    loop {
        let batch = store.read_blocking(|reading| Batch::of(reading, ward, year))?;
        if batch.rows.is_empty() {
            return Ok(());
        }
        let ward = ward.clone();
        let Kept { rows, left } = store.write_remade(move |writing| batch.keep(writing, &ward, year))?;
        // Where all of them changed meanwhile, whoever asks next tries again.
        if left == 0 || rows == 0 {
            return Ok(());
        }
    }
}

/// Computes a year of every ward anew, a few organisations at a time on each processor.
pub fn rebuild(store: &Store, year: Year) -> Result<(), StoreError> {
    store.write_blocking(move |writing| writing.forget_standings_in(year))?;
    let wards = store.read_blocking::<_, StoreError>(|reading| reading.wards())?;
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(ward) = wards.get(next.fetch_add(1, Ordering::Relaxed)) {
            bring_up(store, &ward.code, year)?;
        }
        Ok(())
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let done = workers.into_iter().map(|worker| worker.join().unwrap_or(Err(StoreError::Panicked)));
        done.collect()
    })
}

/// Some organisations' years, and what they rest on.
struct Batch {
    ruled: RuledWard,
    /// The ward's last number in the view they were computed from.
    seq: u64,
    rows: Vec<(Organisation, Summary, OrganisationYear)>,
    /// How many more are missing.
    left: usize,
}

impl Batch {
    fn of(reading: &Reading<'_>, ward: &Code, year: Year) -> Result<Self, StoreError> {
        let seq = reading.last_seq(ward)?;
        let summaries = reading.summaries(ward, year)?;
        let known: BTreeSet<_> = summaries.iter().map(|(id, _)| *id).collect();
        let mut missing = reading.organisations(ward)?;
        missing.retain(|organisation| !known.contains(&organisation.id));
        if missing.is_empty() {
            return Ok(Self { ruled: RuledWard::default(), seq, rows: Vec::new(), left: 0 });
        }
        let ruled = reading.ruled_ward(ward)?;
        // A committee's year rests on its cells' grades, so it comes after all of them.
        let cells_missing = missing.iter().any(|organisation| organisation.kind == OrganisationKind::Cell);
        let now =
            |organisation: &&Organisation| organisation.kind == OrganisationKind::Cell || !cells_missing;
        let rows = missing.iter().filter(now).take(AT_ONCE).map(|organisation| {
            let cells = match organisation.kind {
                OrganisationKind::Cell => Below::default(),
                OrganisationKind::Committee => below(&summaries),
            };
            let facts = reading.facts_of_year(organisation.id, year)?;
            let own = computed(&ruled, organisation, year, facts, &cells);
            Ok((organisation.clone(), own.summary(organisation.kind), own))
        });
        let rows = rows.collect::<Result<Vec<_>, StoreError>>()?;
        let left = missing.len().saturating_sub(rows.len());
        Ok(Self { ruled, seq, rows, left })
    }

    /// Stores the rows, each unless something newer bears on it, and settles the
    /// groups once nothing is missing.
    fn keep(&self, writing: &Writing<'_>, ward: &Code, year: Year) -> Result<Kept, StoreError> {
        let (mut rows, mut left) = (0, self.left);
        for (organisation, summary, body) in &self.rows {
            if organisation.kind == OrganisationKind::Cell {
                let committees = || self.ruled.organisations.iter();
                for committee in committees().filter(|o| o.kind == OrganisationKind::Committee) {
                    left += writing.forget_standing(committee.id, year)?;
                }
            }
            if writing.put_standing(ward, organisation.id, year, self.seq, (summary, body))? {
                rows += 1;
            } else {
                left += 1;
            }
        }
        if left == 0 {
            let kinds: BTreeSet<_> = self.ruled.organisations.iter().map(|o| o.kind).collect();
            for kind in kinds {
                settle(writing, &self.ruled, ward, year, kind)?;
            }
        }
        Ok(Kept { rows, left })
    }
}

/// What became of a batch.
struct Kept {
    /// How many rows were kept.
    rows: usize,
    /// How many organisations are still missing.
    left: usize,
}

/// Applies the cap to the group and writes its totals.
fn settle(
    writing: &Writing<'_>,
    ruled: &RuledWard,
    ward: &Code,
    year: Year,
    kind: OrganisationKind,
) -> Result<(), StoreError> {
    let summaries = writing.reading().summaries(ward, year)?;
    let mut counts: SortedMap<Option<u8>, u32> = SortedMap::new();
    let found = groups(ruled, year, kind, &summaries);
    for line in found.iter().flat_map(|(_, groups)| groups).flat_map(|group| &group.lines) {
        let count = counts.entry(line.grade).or_default();
        *count = count.saturating_add(1);
    }
    let scheme = found.map(|(scheme, _)| scheme.id.clone()).unwrap_or_default();
    let totals = counts.into_iter().map(|(grade, count)| Total { scheme: scheme.clone(), grade, count });
    writing.put_totals(ward, year, kind, &totals.collect::<Vec<_>>())
}
