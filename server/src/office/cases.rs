//! The year's end: how each organisation and member stands, and what was ruled.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use app::standings::Reader;
use app::standings::decided::DecidedGrade;
use app::standings::organisation_year::MembersYear;
use app::standings::year::YearRow;
use app::ward::case::{Case, CaseResult, Decision};
use app::ward::group::GroupCase;
use app::ward::years::ReopenedMembers;
use shared::date::Date;
use shared::id::{MemberId, OrganisationId};
use shared::org::{Code, Organisation, OrganisationKind};
use shared::record::registration::FourGood;
use shared::record::review::Review;
use shared::record::{Kind, Record};
use shared::ruling::{Judged, RuledWard, Ruling, Suspension, Term};
use shared::scheme::Scheme;
use shared::scheme::cap::GroupKey;
use shared::standing::facts::Fact;
use shared::standing::member_grade::MemberStanding;
use shared::year::Year;

use super::desk::Ruled;
use crate::standings::group::{outstanding_in, registered_group};
use crate::standings::members::members_year;
use crate::standings::year::{Rulings, WardYear, ward_year, year_row};
use crate::store::{Reading, StoreError};

/// The year's end of every organisation as it is known on `day`, in the order of the register.
pub fn cases(
    reading: &Reading<'_>,
    ward: &Code,
    ruled: &Ruled,
    (year, day): (Year, Date),
) -> Result<Vec<Case>, StoreError> {
    let mut reviews = reviews(reading, ward, year)?;
    let WardYear { rows, .. } = ward_year(reading, ward, year, day)?;
    let of = |row: YearRow| {
        let review = reviews.remove(&row.organisation.id);
        organisation_case(ruled, row, year, review)
    };
    Ok(rows.into_iter().map(of).collect())
}

/// The year's end of one organisation as it is known on `day`.
pub fn case(
    reading: &Reading<'_>,
    ward: &Code,
    (ruled, rulings): (&Ruled, Rulings),
    (year, day): (Year, Date),
    organisation: &Code,
) -> Result<Option<Case>, StoreError> {
    let of = |known: &&Organisation| known.code == *organisation;
    let Some(organisation) = ruled.ward.organisations.iter().find(of) else { return Ok(None) };
    let review = reviews(reading, ward, year)?.remove(&organisation.id);
    let row = year_row(reading, (&ruled.ward, rulings), ward, organisation, (year, day))?;
    Ok(Some(organisation_case(ruled, row, year, review)))
}

/// The reviews of the year that were submitted.
fn reviews(
    reading: &Reading<'_>,
    ward: &Code,
    year: Year,
) -> Result<HashMap<OrganisationId, Review>, StoreError> {
    let submitted = |(organisation, fact): (OrganisationId, Fact)| match fact.record {
        Record::Review(review) if review.year == Some(year) && review.submitted_on.is_some() => {
            Some((organisation, review))
        }
        _ => None,
    };
    Ok(reading.facts_of_no_month(ward, Kind::Review)?.into_iter().filter_map(submitted).collect())
}

/// The groups of the year whose scheme caps a grade.
pub fn group_cases(ruled: &RuledWard, year: Year) -> Vec<GroupCase> {
    let mut found: Vec<GroupCase> = Vec::new();
    for kind in [OrganisationKind::Committee, OrganisationKind::Cell] {
        let mut own: Vec<_> = ruled.organisations.iter().filter(|one| one.kind == kind).collect();
        own.sort_by(|a, b| (&a.group, &a.code).cmp(&(&b.group, &b.code)));
        for one in own {
            let Some(rule) = ruled.year_scheme_for(one, year).and_then(|scheme| scheme.cap.clone()) else {
                continue;
            };
            let group = registered_group(&rule.group, one);
            // Both kinds in one group have one ruling.
            let apart = rule.group.has(GroupKey::Kind);
            let is_it = |known: &GroupCase| known.group.as_deref() == group && (known.kind == kind || !apart);
            if found.iter().any(is_it) {
                continue;
            }
            found.push(GroupCase {
                year,
                kind,
                group: group.map(str::to_owned),
                member: one.code.clone(),
                outstanding: outstanding_in(ruled, year, kind, &rule.group, group).cloned(),
                rule,
            });
        }
    }
    found
}

/// The year's end of everybody who belongs to the organisation at its end.
pub fn member_cases(
    reading: &Reading<'_>,
    ruled: &Ruled,
    year: Year,
    organisation: &Organisation,
) -> Result<Vec<Case>, StoreError> {
    let facts = reading.facts_of_year(organisation.id, year)?;
    let Some(found) = members_year(&ruled.ward, organisation, year, &facts) else { return Ok(Vec::new()) };
    let MembersYear { scheme, roster, standings, group, .. } = found;
    let case = |standing: MemberStanding| {
        let member = standing.member;
        let name = roster.members.get(&member).map(|known| known.name.clone()).unwrap_or_default();
        let lines = group.iter().flat_map(|group| &group.lines);
        let line = lines.into_iter().find(|line| line.contender.key == member);
        let result =
            CaseResult { evaluation: standing.evaluation, range: standing.range, lacking: Vec::new() };
        Case {
            member: Some((member, name)),
            scheme: Some(Scheme::clone(&scheme)),
            result: Some(result),
            cap: line.map(|line| (line.verdict.clone(), line.grade)),
            exclusion: standing.exclusion,
            ..ruled_case(ruled, organisation, year, Some(member))
        }
    };
    Ok(standings.into_iter().map(case).collect())
}

/// The organisations with members of whom the records say something else than
/// was decided, in the order of the register. Only those are read of which a
/// member's year is decided.
pub fn reopened_members(
    reading: &Reading<'_>,
    ruled: &Ruled,
    year: Year,
) -> Result<Vec<ReopenedMembers>, StoreError> {
    let decided = |one: &&Organisation| {
        let of = |judged: &Judged| {
            judged.organisation == one.id && judged.term == Term::Year(year) && judged.member.is_some()
        };
        ruled.ward.decisions.iter().any(|revision| of(&revision.decided.judged))
    };
    let mut found = Vec::new();
    for organisation in ruled.ward.organisations.iter().filter(decided) {
        let cases = member_cases(reading, ruled, year, organisation)?;
        let count = cases.iter().filter(|case| case.reopened().is_some()).count();
        if count != 0 {
            found.push(ReopenedMembers { organisation: organisation.clone(), count });
        }
    }
    Ok(found)
}

/// How many decided years the records no longer bear out, of organisations and,
/// for officials, of members; and the first such year. `known` are the cases of one
/// year, which are not read again.
pub fn reopened(
    reading: &Reading<'_>,
    ward: &Code,
    ruled: &Ruled,
    (reader, day): (Reader, Date),
    known: (Year, &[Case]),
) -> Result<Option<(Year, usize)>, StoreError> {
    let decided = ruled.ward.decisions.iter().filter_map(|revision| match revision.decided.judged.term {
        Term::Year(year) => Some(year),
        Term::Month(_) => None,
    });
    let (mut first, mut count) = (None, 0_usize);
    for year in decided.collect::<BTreeSet<_>>() {
        let own = match known {
            (known, own) if known == year => Cow::Borrowed(own),
            _ => Cow::Owned(cases(reading, ward, ruled, (year, day))?),
        };
        let own = own.iter().filter(|case| case.reopened().is_some()).count();
        let members = match reader {
            Reader::Official => reopened_members(reading, ruled, year)?,
            Reader::Viewer => Vec::new(),
        };
        let found = members.iter().map(|found| found.count).fold(own, usize::saturating_add);
        first = first.or((found != 0).then_some(year));
        count = count.saturating_add(found);
    }
    Ok(first.map(|year| (year, count)))
}

fn organisation_case(ruled: &Ruled, row: YearRow, year: Year, review: Option<Review>) -> Case {
    let best_months = row.best_months();
    let result = row.standing.map(|standing| CaseResult {
        evaluation: standing.evaluation,
        range: standing.range,
        lacking: row.coverage.lacking,
    });
    let place = row.outcome.grade;
    Case {
        scheme: row.scheme.map(|scheme| Scheme::clone(&scheme)),
        result,
        cap: row.outcome.verdict.map(|verdict| (verdict, place)),
        best_months: Some(best_months),
        review,
        ..ruled_case(ruled, &row.organisation, year, None)
    }
}

/// What the ward ruled about a year, without what follows from records.
fn ruled_case(ruled: &Ruled, organisation: &Organisation, year: Year, member: Option<MemberId>) -> Case {
    let judged = Judged { organisation: organisation.id, term: Term::Year(year), member };
    let title = FourGood::of(organisation.kind);
    let decisions = ruled.signed.iter().filter_map(|signed| match &signed.ruled.ruling {
        Ruling::Decided(decided) if decided.judged == judged => Some(Decision {
            decided: DecidedGrade::of(&ruled.ward, decided),
            at: signed.at,
            official: signed.official.as_ref().map(ToString::to_string),
        }),
        _ => None,
    });
    let recognition = ruled.ward.recognition(organisation.id, year, title);
    let of = |one: &&Suspension| one.organisation == organisation.id && Some(one.member) == member;
    let suspensions = ruled.ward.suspensions.iter().filter(of);
    Case {
        year,
        organisation: organisation.clone(),
        member: None,
        scheme: None,
        result: None,
        cap: None,
        exclusion: None,
        best_months: None,
        review: None,
        appraisal: ruled.ward.appraisal_of(&judged).cloned(),
        set: ruled.ward.override_of(&judged).cloned(),
        decisions: decisions.collect(),
        recognition: recognition.filter(|_| member.is_none()).cloned(),
        suspensions: suspensions.cloned().collect(),
    }
}
