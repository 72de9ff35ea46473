//! The members' classification of one organisation's year.

use std::collections::BTreeSet;
use std::sync::Arc;

use app::standings::organisation_year::MembersYear;
use shared::id::MemberId;
use shared::org::Organisation;
use shared::ruling::{Judged, RuledWard, Term};
use shared::sorted_map::SortedMap;
use shared::standing::cap::{Contender, cap};
use shared::standing::facts::{Fact, MonthFacts};
use shared::standing::member_grade::{MemberSheet, member_standings};
use shared::standing::rank::ResultRank;
use shared::year::Year;

use super::group::decided_grade;

/// The members' year; none where no scheme is in force for them, or no roster is there.
pub fn members_year(
    ruled: &RuledWard,
    organisation: &Organisation,
    year: Year,
    facts: &[Fact],
) -> Option<MembersYear> {
    let scheme = ruled.member_scheme_for(organisation, year)?;
    let roster = MonthFacts::of_year(organisation.kind, year, facts).roster()?.clone();
    let judged =
        |member| Judged { organisation: organisation.id, term: Term::Year(year), member: Some(member) };
    let sheets: SortedMap<MemberId, MemberSheet> = ruled
        .appraisals
        .iter()
        .filter(|appraisal| appraisal.scheme == scheme.id)
        .filter_map(|appraisal| {
            let member = appraisal.judged.member?;
            let sheet =
                MemberSheet { answers: appraisal.answers.clone(), remarks: appraisal.remarks.clone() };
            (appraisal.judged == judged(member)).then_some((member, sheet))
        })
        .collect();
    let suspended = ruled.suspended_on(organisation.id, year.months().last()?.last_day());
    let standings = member_standings(scheme, organisation.kind, year, &roster, facts, &sheets, &suspended);
    let mut overrides = SortedMap::new();
    let graded = standings.iter().filter(|standing| standing.exclusion.is_none());
    let contenders: Vec<_> = graded
        .map(|standing| {
            let id = standing.member;
            let (grade, set) = decided_grade(ruled, &judged(id), scheme, standing.grade());
            overrides.extend(set.map(|set| (id, set)));
            let rank = ResultRank::of(&standing.evaluation, 0);
            Contender { key: id, group: organisation.code.to_string(), grade, rank }
        })
        .collect();
    let of_members = |of: &Judged| {
        of.organisation == organisation.id && of.term == Term::Year(year) && of.member.is_some()
    };
    let decided = ruled.decisions.iter().map(|revision| &revision.decided);
    Some(MembersYear {
        scheme: Arc::new(scheme.clone()),
        group: cap(scheme, contenders, &BTreeSet::new(), &overrides).into_iter().next(),
        overridden: ruled.overrides.iter().filter(|set| of_members(&set.judged)).cloned().collect(),
        decided: decided.filter(|decided| of_members(&decided.judged)).cloned().collect(),
        standings,
        roster,
    })
}
