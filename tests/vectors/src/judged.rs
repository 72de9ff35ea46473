//! Everything that standings say about one organisation's year.

use shared::sorted_set::SortedSet;

use shared::org::Organisation;
use shared::record::Record;
use shared::ruling::{Judged, RuledWard, Term};
use shared::scheme::next::{Takes, next_grade, next_points};
use shared::sorted_map::SortedMap;
use shared::standing::below::Below;
use shared::standing::facts::{CellGrade, Fact, MonthFacts};
use shared::standing::member_grade::{MemberSheet, member_standings};
use shared::standing::month::standing_on;
use shared::standing::year::{meeting_grades, organisation_year};
use shared::year::Year;

use crate::encoded;

/// The standings of the year, its months, its meetings and its members, and
/// what the next point and grade would take, encoded one after the other.
pub fn results(
    ruled: &RuledWard,
    organisation: &Organisation,
    year: Year,
    facts: &[Fact],
    cells: &[CellGrade],
) -> Vec<u8> {
    let mut below = Below::default();
    for cell in cells {
        below.note_year(*cell);
        year.months().for_each(|month| below.note_month(month, *cell));
    }
    let mut bytes = encoded(&organisation_year(ruled, organisation, year, facts, &below));
    for month in year.months() {
        let Some(scheme) = ruled.scheme_for(organisation, month) else { continue };
        let records = facts.len();
        let facts = MonthFacts::new(organisation.kind, month, facts).over(below.month(month));
        bytes.extend(encoded(&standing_on(scheme, &facts)));
        if month.number().is_multiple_of(6) {
            for next in next_points(scheme, &facts) {
                let takes = match next.takes {
                    Takes::Answer => (0, 0),
                    Takes::More(count) => (1, count),
                    Takes::Fewer(count) => (2, count),
                    Takes::BetterAnswer => (3, 0),
                };
                bytes.extend(encoded(&(next.item, next.gain, takes)));
            }
            // The way to the next grade judges many times over: one case in eight goes it.
            if month.number() == 12 && records.is_multiple_of(8) {
                bytes.extend(encoded(&next_grade(scheme, &facts).map(|next| (next.grade, next.steps))));
            }
        }
    }
    bytes.extend(encoded(&meeting_grades(organisation.kind, facts, |month| {
        ruled.meeting_sheet_for(organisation, month)
    })));
    let roster = facts.iter().find_map(|fact| match &fact.record {
        Record::Roster(roster) => Some(roster),
        _ => None,
    });
    if let (Some(scheme), Some(roster)) = (ruled.member_scheme_for(organisation, year), roster) {
        let sheet = |member| {
            let judged =
                Judged { organisation: organisation.id, term: Term::Year(year), member: Some(member) };
            let appraisal = ruled.appraisal_of(&judged)?;
            let (answers, remarks) = (appraisal.answers.clone(), appraisal.remarks.clone());
            Some((member, MemberSheet { answers, remarks }))
        };
        let sheets: SortedMap<_, _> = roster.members.keys().filter_map(|member| sheet(*member)).collect();
        let suspended: SortedSet<_> = roster.members.keys().copied().take(1).collect();
        bytes.extend(encoded(&member_standings(
            scheme,
            organisation.kind,
            year,
            roster,
            facts,
            &sheets,
            &suspended,
        )));
    }
    bytes
}
