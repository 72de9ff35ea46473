//! The members' classification of one organisation's year.

use std::sync::Arc;

use app::standings::decided::DecidedGrade;
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

use super::group::{decided_grade, outstanding_in, registered_group};

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
    // Members are compared within their organisation; a higher ratio is for them
    // where the group their organisation stands in has outstanding results.
    let keys = ruled.year_scheme_for(organisation, year).and_then(|by| by.cap.as_ref());
    let keys = keys.map(|rule| rule.group.clone()).unwrap_or_default();
    let group = registered_group(&keys, organisation);
    let outstanding = outstanding_in(ruled, year, organisation.kind, &keys, group);
    let exceptional = outstanding.map(|_| organisation.code.to_string()).into_iter().collect();
    let decided = ruled.decisions.iter().map(|revision| &revision.decided);
    Some(MembersYear {
        scheme: Arc::new(scheme.clone()),
        group: cap(scheme, contenders, &exceptional, &overrides).into_iter().next(),
        overridden: ruled.overrides.iter().filter(|set| of_members(&set.judged)).cloned().collect(),
        decided: decided
            .filter(|decided| of_members(&decided.judged))
            .map(|decided| DecidedGrade::of(ruled, decided))
            .collect(),
        standings,
        roster,
    })
}

#[cfg(test)]
mod tests {
    use shared::id::DocumentId;
    use shared::moment::Moment;
    use shared::org::{Code, OrganisationKind};
    use shared::record::Record;
    use shared::record::roster::{Member, Roster};
    use shared::ruling::{Outstanding, Ruled, Ruling};
    use shared::scheme::cap::Standing;
    use shared::scheme::shipped;

    use super::*;

    /// The ruling that raises the ratio for organisations raises it for their members.
    #[test]
    fn members_of_an_outstanding_group_have_the_higher_ratio() {
        let ward: Code = "dong-mai".parse().unwrap();
        let cell = Organisation::new(&ward, "bieu-nghi".parse().unwrap(), "", OrganisationKind::Cell);
        let year = Year::new(2025).unwrap();
        let roster = Roster { members: [(MemberId::from_bytes([1; 16]), Member::default())].into() };
        let facts = [Fact {
            document: DocumentId::from_bytes([1; 16]),
            record: Record::Roster(roster),
            conflicts: 0,
            written_at: Moment::from_millis(0),
            received_at: None,
        }];
        let standing = |outstanding: Option<Outstanding>| {
            let schemes = [shipped::qd_366().unwrap(), shipped::qd_366_member().unwrap()];
            let rulings = schemes.into_iter().map(Ruling::SchemeApplied);
            let rulings = rulings.chain(outstanding.map(Ruling::Outstanding));
            let mut ruled = RuledWard::default();
            (1..).zip(rulings).for_each(|(seq, ruling)| ruled.apply(Ruled { seq, ruling }));
            members_year(&ruled, &cell, year, &facts).unwrap().group.unwrap().standing
        };
        let of = |year| Outstanding {
            year,
            kind: OrganisationKind::Cell,
            reason: Some("Dẫn đầu phong trào".to_owned()),
            by: String::new(),
            group: None,
        };
        assert_eq!(standing(None), Standing::Usual);
        assert_eq!(standing(Some(of(year))), Standing::Exceptional);
        assert_eq!(standing(Some(of(Year::new(2024).unwrap()))), Standing::Usual);
    }
}
