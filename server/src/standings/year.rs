//! A year of the whole ward: every organisation's months, its classification,
//! and the cap over each comparable group.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use app::standings::year::{Due, HeatCell, Outcome, YearRow};
use shared::date::Date;
use shared::id::OrganisationId;
use shared::month::Month;
use shared::org::{Code, Organisation, OrganisationKind};
use shared::ruling::{Judged, RuledWard, Term};
use shared::scheme::Scheme;
use shared::scheme::range::grade_range;
use shared::sorted_map::SortedMap;
use shared::standing::cap::{CapGroup, CapOverride, CapVerdict, Contender, Keeps, cap};
use shared::standing::coverage::year_coverage;
use shared::standing::facts::{CellGrade, Fact, MonthFacts};
use shared::standing::month::month_standing;
use shared::standing::rank::{ResultRank, places};
use shared::standing::timeliness::timeliness;
use shared::standing::year::{YearStanding, organisation_year};
use shared::year::Year;

use crate::store::{Reading, StoreError};

/// A ward's year.
#[derive(Debug, Clone)]
pub struct WardYear {
    /// What the ward ruled.
    pub ruled: RuledWard,
    /// The last month of which records are expected; none before the first.
    pub until: Option<Month>,
    /// The organisations in the order of the register.
    pub rows: Vec<YearRow>,
    /// The comparable groups with the cap applied.
    pub groups: Vec<CapGroup<OrganisationId, ResultRank>>,
    /// The records of each organisation.
    pub facts: HashMap<OrganisationId, Vec<Fact>>,
}

/// The year of `ward` as it stands on `day`.
pub fn ward_year(reading: &Reading<'_>, ward: &Code, year: Year, day: Date) -> Result<WardYear, StoreError> {
    let ruled = reading.ruled_ward(ward)?;
    let mut facts: HashMap<OrganisationId, Vec<Fact>> = HashMap::new();
    if let Some(december) = year.months().last() {
        for (organisation, fact) in reading.facts(ward, december)? {
            facts.entry(organisation).or_default().push(fact);
        }
    }
    Ok(ward_year_of(ruled, facts, year, day))
}

/// The last month of `year` that is over on `day` and that the ward has come
/// to: before, nobody is expected to have recorded it.
pub fn expected_until(ruled: &RuledWard, year: Year, day: Date) -> Option<Month> {
    let over = |month: &Month| month.last_day() < day && ruled.month.is_none_or(|open| *month <= open);
    year.months().filter(over).last()
}

/// The year of a ward with these rulings and records.
pub fn ward_year_of(
    ruled: RuledWard,
    facts: HashMap<OrganisationId, Vec<Fact>>,
    year: Year,
    day: Date,
) -> WardYear {
    let until = expected_until(&ruled, year, day);
    let mut schemes = Schemes::default();
    let none = Vec::new();
    let of = |organisation: &Organisation| facts.get(&organisation.id).unwrap_or(&none);
    // Cells first: a committee's result may rest on theirs.
    let mut cells: Vec<CellGrade> = Vec::new();
    let mut standings: HashMap<OrganisationId, YearStanding> = HashMap::new();
    for kind in [OrganisationKind::Cell, OrganisationKind::Committee] {
        let below = std::mem::take(&mut cells);
        for organisation in ruled.organisations.iter().filter(|o| o.kind == kind) {
            let Some(standing) = organisation_year(&ruled, organisation, year, of(organisation), &below)
            else {
                continue;
            };
            let grade = standing.evaluation.grade;
            cells.push(CellGrade { organisation: organisation.id, document: None, grade });
            standings.insert(organisation.id, standing);
        }
    }
    let mut rows: Vec<YearRow> = ruled
        .organisations
        .iter()
        .map(|organisation| {
            let facts = of(organisation);
            let months = heat(&ruled, organisation, year, until, facts, &mut schemes);
            let timely = months.iter().filter(|cell| cell.due == Due::Expected);
            let timely = timely.filter_map(|cell| cell.standing.as_ref());
            let timely = timely.map(|standing| timeliness(standing, facts, day)).collect();
            let last = until.map_or(day, Month::last_day);
            let roster = MonthFacts::of_year(year, facts).roster().map_or(0, |r| r.on(last).len());
            YearRow {
                members: roster,
                cells: months,
                scheme: ruled.year_scheme_for(organisation, year).map(|scheme| schemes.keep(scheme)),
                coverage: year_coverage(year, until, facts),
                timeliness: timely,
                outcome: Outcome::default(),
                standing: standings.remove(&organisation.id),
                organisation: organisation.clone(),
            }
        })
        .collect();
    let groups = capped(&ruled, year, &rows);
    settle(&ruled, year, &mut rows, &groups);
    WardYear { ruled, until, rows, groups, facts }
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

fn heat(
    ruled: &RuledWard,
    organisation: &Organisation,
    year: Year,
    until: Option<Month>,
    facts: &[Fact],
    schemes: &mut Schemes,
) -> Vec<HeatCell> {
    let cell = |month: Month| {
        let scheme = ruled.scheme_for(organisation, month);
        let due = if until.is_some_and(|until| month <= until) { Due::Expected } else { Due::NotYet };
        HeatCell {
            month,
            due,
            standing: scheme.map(|scheme| month_standing(scheme, month, facts)),
            range: scheme.map(|scheme| grade_range(scheme, &MonthFacts::new(month, facts))),
            scheme: scheme.map(|scheme| schemes.keep(scheme)),
        }
    };
    year.months().map(cell).collect()
}

fn judged(organisation: OrganisationId, year: Year) -> Judged {
    Judged { organisation, term: Term::Year(year), member: None }
}

/// What people set about the grade of `judged`: the place that stands for the
/// computed one, and whether it goes before the cap.
pub(super) fn decided_grade(
    ruled: &RuledWard,
    judged: &Judged,
    scheme: &Scheme,
    computed: Option<u8>,
) -> (Option<u8>, Option<CapOverride>) {
    let Some(set) = ruled.override_of(judged) else { return (computed, None) };
    let Some(place) = set.grade.as_deref().and_then(|grade| scheme.place(grade)) else {
        return (computed, None);
    };
    let capped = scheme.cap.as_ref().and_then(|rule| scheme.place(&rule.grade));
    let by_cap = |keeps| CapOverride { keeps, reason: set.reason.clone(), by: set.by.clone() };
    match (capped == Some(place), capped.is_some() && computed == capped) {
        (true, _) => (Some(place), Some(by_cap(Keeps::Kept))),
        (false, true) => {
            let good = scheme.cap.as_ref().and_then(|rule| scheme.place(&rule.good));
            if good == Some(place) { (computed, Some(by_cap(Keeps::Lowered))) } else { (Some(place), None) }
        }
        (false, false) => (Some(place), None),
    }
}

fn capped(ruled: &RuledWard, year: Year, rows: &[YearRow]) -> Vec<CapGroup<OrganisationId, ResultRank>> {
    let mut groups = Vec::new();
    for kind in [OrganisationKind::Committee, OrganisationKind::Cell] {
        let of_kind = || rows.iter().filter(move |row| row.organisation.kind == kind);
        let Some(scheme) = of_kind().find_map(|row| row.scheme.clone()) else { continue };
        let mut overrides = SortedMap::new();
        let contenders: Vec<_> = of_kind()
            .filter_map(|row| {
                let standing = row.standing.as_ref()?;
                let id = row.organisation.id;
                let computed = standing.evaluation.grade;
                let (grade, set) = decided_grade(ruled, &judged(id, year), &scheme, computed);
                overrides.extend(set.map(|set| (id, set)));
                let rank = ResultRank::of(&standing.evaluation, row.best_months());
                Some(Contender { key: id, group: group_key(kind).to_owned(), grade, rank })
            })
            .collect();
        groups.extend(cap(&scheme, contenders, &BTreeSet::new(), &overrides));
    }
    groups
}

/// The comparable group: organisations of one kind do the same work. No ruling
/// divides them further yet.
fn group_key(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Cell => "cell",
        OrganisationKind::Committee => "committee",
    }
}

/// Writes what the cap and the rulings say into the rows.
fn settle(
    ruled: &RuledWard,
    year: Year,
    rows: &mut [YearRow],
    groups: &[CapGroup<OrganisationId, ResultRank>],
) {
    for group in groups {
        let results: Vec<_> = group
            .lines
            .iter()
            .map(|line| Some((line.contender.grade?, line.contender.rank.clone())))
            .collect();
        for (line, place) in group.lines.iter().zip(places(&results)) {
            let Some(row) = rows.iter_mut().find(|row| row.organisation.id == line.contender.key) else {
                continue;
            };
            row.outcome.grade = line.grade;
            row.outcome.verdict = Some(line.verdict.clone()).filter(|v| *v != CapVerdict::NotConcerned);
            row.outcome.place = place;
        }
    }
    for row in rows {
        let judged = judged(row.organisation.id, year);
        row.outcome.overridden = ruled.override_of(&judged).cloned();
        row.outcome.decisions = ruled.decisions_on(&judged).map(|r| r.decided.clone()).collect();
    }
}
