//! The classification of a member's year: whether it is due, and what it comes to.
//!
//! Not graded are members exempted from work and activities, suspended from
//! party activities, or admitted less than six months before (HD 21-HD/BTCTW
//! 18/10/2019); they are reviewed all the same.

use minicbor::{Decode, Encode};

use crate::id::MemberId;
use crate::month::Month;
use crate::org::OrganisationKind;
use crate::record::assessment::Answer;
use crate::record::roster::{Member, Membership, Roster};
use crate::scheme::Scheme;
use crate::scheme::evaluate::{Evaluation, evaluate};
use crate::scheme::range::{GradeRange, grade_range};
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;
use crate::standing::facts::{Fact, MonthFacts};
use crate::year::Year;

/// Why a member is not graded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
pub enum Exclusion {
    /// They are exempted at the year's end.
    #[n(0)]
    Exempt,
    /// They are suspended from party activities (đình chỉ sinh hoạt đảng).
    #[n(1)]
    Suspended,
    /// They were admitted less than six months before the year's end.
    #[n(2)]
    UnderSixMonths,
    /// Their own cell grades them: they belong to this one for a time only.
    #[n(3)]
    Temporary,
}

/// Where the exclusions are written.
pub const EXCLUSION_SOURCE: &str = "HD 21-HD/BTCTW 18/10/2019";

/// Why the member `id` is not graded for `year`; none where they are.
pub fn exclusion(
    id: MemberId,
    member: &Member,
    year: Year,
    suspended: &SortedSet<MemberId>,
) -> Option<Exclusion> {
    let last = year.months().last()?.last_day();
    let membership = member.membership_on(last);
    // Who is still in probation was admitted when they joined; a year's second
    // half leaves less than six months of it.
    let second_half = Month::new(year.number(), 7).ok()?.first_day();
    let new =
        membership == Membership::Probationary && member.joined_on.is_some_and(|day| second_half <= day);
    if suspended.contains(&id) {
        Some(Exclusion::Suspended)
    } else if member.exempt_on(last) {
        Some(Exclusion::Exempt)
    } else if membership == Membership::Temporary {
        Some(Exclusion::Temporary)
    } else {
        new.then_some(Exclusion::UnderSixMonths)
    }
}

/// A member's year.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct MemberStanding {
    /// The member.
    #[n(0)]
    pub member: MemberId,
    /// Why they are not graded, if they are not.
    #[n(1)]
    pub exclusion: Option<Exclusion>,
    /// What the scheme gives; shown for the review of those who are not graded as well.
    #[n(2)]
    pub evaluation: Evaluation,
    /// The grades that are still possible.
    #[n(3)]
    pub range: GradeRange,
}

impl MemberStanding {
    /// The grade's place among the scheme's grades, if the member is graded and nothing is missing.
    pub fn grade(&self) -> Option<u8> {
        self.evaluation.grade.filter(|_| self.exclusion.is_none())
    }
}

/// What people answered about one member, by the scheme's item id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MemberSheet {
    /// The answers.
    pub answers: SortedMap<String, Answer>,
    /// Remarks to them.
    pub remarks: SortedMap<String, String>,
}

/// The standings in `year` by `scheme` of everybody who belongs to the organisation at
/// its end, in the roster's order.
pub fn member_standings(
    scheme: &Scheme,
    kind: OrganisationKind,
    year: Year,
    roster: &Roster,
    facts: &[Fact],
    sheets: &SortedMap<MemberId, MemberSheet>,
    suspended: &SortedSet<MemberId>,
) -> Vec<MemberStanding> {
    let Some(last) = year.months().last() else { return Vec::new() };
    let none = MemberSheet::default();
    let of_member = |(id, member): (MemberId, &Member)| {
        let sheet = sheets.get(&id).unwrap_or(&none);
        let facts =
            MonthFacts::of_year(kind, year, facts).of_member(id).answered(&sheet.answers, &sheet.remarks);
        MemberStanding {
            member: id,
            exclusion: exclusion(id, member, year, suspended),
            evaluation: evaluate(scheme, &facts),
            range: grade_range(scheme, &facts),
        }
    };
    roster.on(last.last_day()).into_iter().map(of_member).collect()
}

#[cfg(test)]
mod tests;
