//! Standings kept beside the records: one changed record costs its own
//! organisation's year, the cap of its group, and the totals of that.
//!
//! A row rests on what the ward had when it was computed. The pipeline takes
//! the rows away that a change bears on, in the change's own transaction; who
//! asks for a ward's year computes what is missing. The group is made of the
//! organisations of one kind in one ward: they do the same work.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use shared::id::OrganisationId;
use shared::month::Month;
use shared::org::{Code, Organisation, OrganisationKind};
use shared::ruling::{Judged, RuledWard, Term};
use shared::scheme::Scheme;
use shared::sorted_map::SortedMap;
use shared::standing::cap::{CapGroup, CapOverride, Contender, Keeps, cap};
use shared::standing::facts::{CellGrade, Fact};
use shared::standing::month::month_standing;
use shared::standing::year::year_of_months;
use shared::year::Year;

use crate::store::standings::{OrganisationYear, Summary, Total};
use crate::store::{Reading, Store, StoreError, Writing};

/// A group with its cap applied. Contenders are ranked by points, then by months.
pub type Group = CapGroup<OrganisationId, (u32, u32)>;

/// How many organisations are computed and kept at once: it bounds the memory,
/// and how long the writer is busy with them.
const AT_ONCE: usize = 16;

/// What an organisation's year comes to by the schemes in force; `facts` in
/// any order, `cells` the grades of the cells below a committee.
pub fn computed(
    ruled: &RuledWard,
    organisation: &Organisation,
    year: Year,
    mut facts: Vec<Fact>,
    cells: &[CellGrade],
) -> (Summary, OrganisationYear) {
    // Each month sorts them by document; of what is sorted that is one pass.
    facts.sort_by_key(|fact| fact.document);
    let month = |month: Month| Some(month_standing(ruled.scheme_for(organisation, month)?, month, &facts));
    let months: Vec<_> = year.months().filter_map(month).collect();
    let year = year_of_months(ruled, organisation, year, &facts, &months, cells);
    let best = months.iter().filter(|month| month.grade() == Some(0)).count();
    let reached = year.as_ref().map_or(0, |year| year.evaluation.reached);
    let summary = Summary {
        kind: organisation.kind,
        scheme: year.as_ref().map(|year| year.scheme.clone()),
        grade: year.as_ref().and_then(|year| year.evaluation.grade),
        rank: (reached, u32::try_from(best).unwrap_or(u32::MAX)),
    };
    (summary, OrganisationYear { months, year })
}

/// What an organisation's year comes to by the records and rulings as they are;
/// none where it is not registered, or is a committee whose cells' years are
/// not all kept, since its own rests on them.
pub fn recomputed(
    reading: &Reading<'_>,
    ward: &Code,
    organisation: OrganisationId,
    year: Year,
) -> Result<Option<(Summary, OrganisationYear)>, StoreError> {
    let ruled = reading.ruled_ward(ward)?;
    let Some(organisation) = ruled.organisations.iter().find(|known| known.id == organisation) else {
        return Ok(None);
    };
    let mut below = Vec::new();
    if organisation.kind == OrganisationKind::Committee {
        let summaries = reading.summaries(ward, year)?;
        let kept = |id| summaries.iter().any(|(known, _)| *known == id);
        let mut cells_there = ruled.organisations.iter().filter(|one| one.kind == OrganisationKind::Cell);
        if !cells_there.all(|cell| kept(cell.id)) {
            return Ok(None);
        }
        below = cells(&summaries);
    }
    let facts = reading.facts_of_year(organisation.id, year)?;
    Ok(Some(computed(&ruled, organisation, year, facts, &below)))
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
        let Kept { rows, left } = store.write_blocking(move |writing| batch.keep(writing, &ward, year))?;
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
                OrganisationKind::Cell => Vec::new(),
                OrganisationKind::Committee => cells(&summaries),
            };
            let facts = reading.facts_of_year(organisation.id, year)?;
            let (summary, body) = computed(&ruled, organisation, year, facts, &cells);
            Ok((organisation.clone(), summary, body))
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

/// The grades of the ward's cells.
fn cells(summaries: &[(OrganisationId, Summary)]) -> Vec<CellGrade> {
    let cells = summaries.iter().filter(|(_, summary)| summary.kind == OrganisationKind::Cell);
    cells.map(|(id, summary)| CellGrade { organisation: *id, document: None, grade: summary.grade }).collect()
}

/// Applies the cap to the group and writes its totals.
pub fn settle(
    writing: &Writing<'_>,
    ruled: &RuledWard,
    ward: &Code,
    year: Year,
    kind: OrganisationKind,
) -> Result<Vec<Group>, StoreError> {
    let summaries = writing.reading().summaries(ward, year)?;
    let mut by_scheme: SortedMap<String, Vec<(OrganisationId, Summary)>> = SortedMap::new();
    for (organisation, summary) in summaries.into_iter().filter(|(_, summary)| summary.kind == kind) {
        if let Some(scheme) = &summary.scheme {
            by_scheme.entry(scheme.clone()).or_default().push((organisation, summary));
        }
    }
    let mut groups = Vec::new();
    let mut totals: SortedMap<(String, Option<u8>), u32> = SortedMap::new();
    for (id, members) in by_scheme {
        let Some(scheme) = ruled.schemes.iter().rev().find(|scheme| scheme.id == id) else { continue };
        let group = capped(ruled, scheme, year, members);
        for line in group.iter().flat_map(|group| &group.lines) {
            let count = totals.entry((id.clone(), line.grade)).or_default();
            *count = count.saturating_add(1);
        }
        groups.extend(group);
    }
    let totals = totals.into_iter().map(|((scheme, grade), count)| Total { scheme, grade, count });
    writing.put_totals(ward, year, kind, &totals.collect::<Vec<_>>())?;
    Ok(groups)
}

fn capped(
    ruled: &RuledWard,
    scheme: &Scheme,
    year: Year,
    members: Vec<(OrganisationId, Summary)>,
) -> Vec<Group> {
    let place = |id: &String| scheme.place(id);
    let bounds = scheme.cap.as_ref().and_then(|rule| Some((place(&rule.grade)?, place(&rule.good)?)));
    let mut overrides = SortedMap::new();
    let contenders: Vec<_> = members
        .into_iter()
        .map(|(key, summary)| {
            let judged = Judged { organisation: key, term: Term::Year(year), member: None };
            let set = ruled.override_of(&judged);
            let to = set.and_then(|set| scheme.place(set.grade.as_deref()?));
            let keeps = match (bounds, to) {
                (Some((best, _)), Some(to)) if to == best => Some(Keeps::Kept),
                (Some((best, good)), Some(to)) if to == good && summary.grade == Some(best) => {
                    Some(Keeps::Lowered)
                }
                _ => None,
            };
            if let (Some(set), Some(keeps)) = (set, keeps) {
                let (reason, by) = (set.reason.clone(), set.by.clone());
                overrides.insert(key, CapOverride { keeps, reason, by });
            }
            let grade = if keeps == Some(Keeps::Lowered) { summary.grade } else { to.or(summary.grade) };
            Contender { key, group: String::new(), grade, rank: summary.rank }
        })
        .collect();
    cap(scheme, contenders, &BTreeSet::new(), &overrides)
}
