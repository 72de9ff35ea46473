//! Which scheme judges what, and which others there are.

use std::sync::LazyLock;

use app::ward::choose::{Candidate, CandidateState};
use app::ward::schemes::InForce;
use shared::moment::Moment;
use shared::month::Month;
use shared::org::{Organisation, OrganisationKind};
use shared::ruling::RuledWard;
use shared::scheme::shipped::ALL;
use shared::scheme::{Scheme, Subject};
use shared::year::Year;

const SUBJECTS: [Subject; 4] = [Subject::Month, Subject::Meeting, Subject::Year, Subject::Member];
const KINDS: [OrganisationKind; 2] = [OrganisationKind::Cell, OrganisationKind::Committee];

/// The schemes that come with the program. Their files are read once.
pub fn shipped() -> &'static [Scheme] {
    static SHIPPED: LazyLock<Vec<Scheme>> =
        LazyLock::new(|| ALL.iter().filter_map(|one| one.scheme().ok()).collect());
    &SHIPPED
}

/// The month by which a year's schemes are looked up: the ward's own in its
/// year, else the last.
pub fn month_in(year: Year, month: Month) -> Month {
    if month.year() == year.number() { month } else { year.months().last().unwrap_or(month) }
}

/// The month by which it is told what judges the subject in the year.
pub fn month_for(subject: Subject, year: Year, month: Month) -> Month {
    match subject {
        Subject::Month | Subject::Meeting => month_in(year, month),
        Subject::Year | Subject::Member => year.months().last().unwrap_or(month),
    }
}

/// The last month for which it is looked after that a choice for another time
/// changes nothing: two years from `year` and from now.
pub fn looked_after_until(year: Year, now: Moment) -> Month {
    let present = now.date_in_vietnam().map_or(year, Year::of);
    let last = year.max(present).number().saturating_add(2);
    Month::new(last, 12).unwrap_or_else(|_| month_in(year, Month::FIRST))
}

/// Everything that is judged of the ward's kinds of organisations, or could be.
pub fn in_force(ruled: &RuledWard, year: Year, month: Month) -> Vec<InForce> {
    let all = KINDS.iter().flat_map(|kind| SUBJECTS.iter().map(move |subject| (*subject, *kind)));
    let lines = all.map(|(subject, kind)| {
        let candidates = candidates(ruled, year, month, subject, kind);
        let in_force = candidates.iter().find(|candidate| candidate.state == CandidateState::InForce);
        let scheme = in_force.map(|candidate| candidate.scheme.clone());
        let all = candidates.len();
        let candidates = candidates.iter().filter(|one| !one.scheme.is_roll_up()).count();
        (all != 0).then_some(InForce { subject, kind, scheme, candidates })
    });
    lines.flatten().collect()
}

/// The schemes for a subject and kind: the one in force, the ward's others,
/// those that come with the program; those that do not fit the year last.
pub fn candidates(
    ruled: &RuledWard,
    year: Year,
    month: Month,
    subject: Subject,
    kind: OrganisationKind,
) -> Vec<Candidate> {
    let month = month_for(subject, year, month);
    // Of what ends within the year the last month in which something judges.
    let at = |month| in_force_for(ruled, subject, kind, year, month);
    let in_force = at(month).or_else(|| year.months().rev().find_map(at));
    let state = |scheme: &Scheme, otherwise| {
        if in_force == Some(scheme) {
            CandidateState::InForce
        } else if !year.months().any(|month| scheme.applies(subject, kind, month)) {
            CandidateState::NotValid
        } else {
            otherwise
        }
    };
    let fits = |scheme: &&Scheme| scheme.subject == subject && scheme.organisations.has(kind);
    let published =
        ruled.schemes.iter().filter(fits).map(|scheme| (scheme.clone(), CandidateState::Published));
    let known = |scheme: &Scheme| {
        ruled.schemes.iter().any(|known| (&known.id, known.version) == (&scheme.id, scheme.version))
    };
    let shipped = shipped().iter().filter(|scheme| fits(scheme) && !known(scheme));
    let shipped = shipped.map(|scheme| (scheme.clone(), CandidateState::Shipped));
    let mut candidates: Vec<_> = published
        .chain(shipped)
        .map(|(scheme, otherwise)| Candidate { state: state(&scheme, otherwise), scheme })
        .collect();
    candidates.sort_by_key(|candidate| match candidate.state {
        CandidateState::InForce => 0,
        CandidateState::Published => 1,
        CandidateState::Shipped => 2,
        CandidateState::NotValid => 3,
    });
    candidates
}

fn in_force_for(
    ruled: &RuledWard,
    subject: Subject,
    kind: OrganisationKind,
    year: Year,
    month: Month,
) -> Option<&Scheme> {
    // Which organisation of the kind it is makes no difference.
    let (id, code) = (shared::id::OrganisationId::from_bytes([0; 16]), "x".parse().ok()?);
    let any = Organisation { id, code, name: String::new(), kind, group: None };
    match subject {
        Subject::Month => ruled.scheme_for(&any, month),
        Subject::Meeting => ruled.meeting_sheet_for(&any, month),
        Subject::Year => ruled.year_scheme_for(&any, year),
        Subject::Member => ruled.member_scheme_for(&any, year),
    }
}
