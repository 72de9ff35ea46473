//! What the roster tells of discipline.

use minicbor::{Decode, Encode};

use super::Figure;
use crate::month::Month;
use crate::record::roster::{Discipline, Finding, Leaving, Member, Office, Sanction};
use crate::standing::facts::MonthFacts;

/// Among whom the disciplined are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case"))]
pub enum Whom {
    /// Everybody.
    #[n(0)]
    Members,
    /// The secretary, the deputy and the members of the committee.
    #[n(1)]
    Leaders,
}

/// Which of their violations count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case"))]
pub enum Found {
    /// All.
    #[default]
    #[n(0)]
    Any,
    /// Those that the cell did not find itself, or whose consequences are not remedied.
    #[n(1)]
    ByOthers,
}

/// One member counts once. Who left before the scope, or joined after it, is
/// not counted among the members; the cell in which it happened answers for it
/// (Nghệ An QĐ 26-QĐ/TU 2023).
pub(super) fn disciplined(facts: &MonthFacts<'_>, whom: Whom, found: Found) -> Figure {
    let (Some(document), Some(roster)) = (facts.roster_document(), facts.roster()) else {
        return Figure::default();
    };
    let first = facts.span().next().unwrap_or(facts.month).first_day();
    let belonged = |member: &Member| {
        let there = member.left_on.is_none_or(|left| first <= left) || member.belongs_on(facts.day());
        there && member.joined_on.is_none_or(|joined| joined <= facts.day())
    };
    let of_all = |office: Office| whom == Whom::Members || is_leading(office);
    let (mut part, mut whole) = (0_u64, 0_u64);
    for (_, member) in roster.members.iter().filter(|(id, _)| facts.member().is_none_or(|one| **id == one)) {
        if !belonged(member) {
            continue;
        }
        let mut counted = member
            .discipline
            .values()
            .filter(|measure| measure.stands() && is_of(facts, measure) && of_all(measure.office))
            .map(|measure| measure.finding)
            .chain(expelled(facts, member).filter(|_| of_all(member.office)))
            .peekable();
        let is_among = of_all(member.office) || counted.peek().is_some();
        let counts = counted.any(|finding| found == Found::Any || finding == Finding::ByOthers);
        whole = whole.saturating_add(u64::from(is_among));
        part = part.saturating_add(u64::from(counts));
    }
    Figure::told(part, whole, [(document, part == 0)])
}

/// Those to whom QĐ 124-QĐ/TW 04/10/2023 looks as members of the leadership.
const fn is_leading(office: Office) -> bool {
    matches!(office, Office::Secretary | Office::DeputySecretary | Office::CommitteeMember)
}

/// Whether it counts for the scope: for the year of the violation, and for the
/// month of the decision unless the violation is of another year.
fn is_of(facts: &MonthFacts<'_>, measure: &Discipline) -> bool {
    if facts.is_of_year() {
        measure.violated_in().number() == facts.month.year()
    } else {
        !measure.is_of_another_year() && facts.spans(Month::of(measure.decided_on()))
    }
}

/// An expulsion in the scope that the roster tells only as why somebody left.
fn expelled(facts: &MonthFacts<'_>, member: &Member) -> impl Iterator<Item = Finding> + use<> {
    let told = member.discipline.values().any(|m| m.stands() && m.sanction == Sanction::Expulsion);
    let left = member.left_on.is_some_and(|left| facts.spans(Month::of(left)));
    (member.left_why == Some(Leaving::Expelled) && left && !told).then_some(Finding::ByOthers).into_iter()
}
