//! The addresses of the office's pages.

use shared::id::{DeviceNumber, MemberId};
use shared::month::Month;
use shared::org::{Code, OrganisationKind};
use shared::ruling::Term;
use shared::scheme::Subject;
use shared::year::Year;

/// What needs a person today.
pub fn overview(ward: &Code) -> String {
    format!("/ward/{ward}")
}

/// Records on which two writers differ.
pub fn conflicts(ward: &Code) -> String {
    format!("/ward/{ward}/conflicts")
}

/// Organisations from which there is no news.
pub fn silent(ward: &Code) -> String {
    format!("/ward/{ward}/silent")
}

/// Changes that wait for the ward's word.
pub fn custody(ward: &Code) -> String {
    format!("/ward/{ward}/custody")
}

/// One case of them.
pub fn kept(ward: &Code, key: i64) -> String {
    format!("/ward/{ward}/custody/{key}")
}

/// Taking in files of phones that found no road.
pub fn bundles(ward: &Code) -> String {
    format!("/ward/{ward}/bundles")
}

/// The phones.
pub fn devices(ward: &Code) -> String {
    format!("/ward/{ward}/devices")
}

/// One phone.
pub fn device(ward: &Code, number: DeviceNumber) -> String {
    format!("/ward/{ward}/devices/{number}")
}

/// One organisation's month in the standings.
pub fn standing(ward: &Code, month: Month, organisation: &Code) -> String {
    format!("/standings/{ward}/{:04}/{:02}/{organisation}", month.year(), month.number())
}

/// Every ruling.
pub fn rulings(ward: &Code) -> String {
    format!("/ward/{ward}/rulings")
}

/// Which scheme judges what in the year.
pub fn schemes(ward: &Code, year: Year) -> String {
    format!("/ward/{ward}/schemes/{year}")
}

/// The choice of a scheme.
pub fn choose(ward: &Code, year: Year, subject: Subject, kind: OrganisationKind) -> String {
    format!("/ward/{ward}/schemes/{year}/{}/{}", subject_name(subject), kind_name(kind))
}

/// The form for another scheme.
pub fn publish(ward: &Code) -> String {
    format!("/ward/{ward}/schemes/publish")
}

/// The file of a scheme that comes with the program.
pub fn scheme_file(ward: &Code, id: &str) -> String {
    format!("/ward/{ward}/schemes/files/{id}")
}

/// The registrations of a year.
pub fn registrations(ward: &Code, year: Year) -> String {
    format!("/ward/{ward}/registrations/{year}")
}

/// One registration.
pub fn registration(ward: &Code, year: Year, organisation: &Code) -> String {
    format!("/ward/{ward}/registrations/{year}/{organisation}")
}

/// The year's end of every organisation.
pub fn years(ward: &Code, year: Year) -> String {
    format!("/ward/{ward}/years/{year}")
}

/// The year's end of an organisation, or of one of its members.
pub fn case(ward: &Code, year: Year, organisation: &Code, member: Option<MemberId>) -> String {
    match member {
        None => format!("/ward/{ward}/years/{year}/{organisation}"),
        Some(member) => format!("/ward/{ward}/years/{year}/{organisation}/members/{member}"),
    }
}

/// The year's end of an organisation's members.
pub fn members(ward: &Code, year: Year, organisation: &Code) -> String {
    format!("/ward/{ward}/years/{year}/{organisation}/members")
}

/// The comparable group of a kind, or the one in it to which `member` belongs.
pub fn group(ward: &Code, year: Year, kind: OrganisationKind, member: Option<&Code>) -> String {
    let of_kind = format!("/ward/{ward}/groups/{year}/{}", kind_name(kind));
    member.map_or_else(|| of_kind.clone(), |member| format!("{of_kind}/{member}"))
}

/// The register of organisations.
pub fn register(ward: &Code) -> String {
    format!("/ward/{ward}/register")
}

/// The group of an organisation in it.
pub fn registered(ward: &Code, organisation: &Code) -> String {
    format!("/ward/{ward}/register/{organisation}")
}

/// The periods of a year.
pub fn periods(ward: &Code, year: Year) -> String {
    format!("/ward/{ward}/periods/{year}")
}

/// One period.
pub fn period(ward: &Code, term: Term) -> String {
    match term {
        Term::Month(month) => format!("/ward/{ward}/periods/{:04}/{:02}", month.year(), month.number()),
        Term::Year(year) => format!("/ward/{ward}/periods/{year}/year"),
    }
}

/// The subjects as addresses name them.
const SUBJECTS: [(Subject, &str); 4] = [
    (Subject::Month, "month"),
    (Subject::Meeting, "meeting"),
    (Subject::Year, "year"),
    (Subject::Member, "member"),
];

/// A subject as addresses name it.
pub fn subject_name(subject: Subject) -> &'static str {
    SUBJECTS.iter().find(|(known, _)| *known == subject).map_or("", |(_, name)| name)
}

/// The subject that an address names.
pub fn subject_named(name: &str) -> Option<Subject> {
    SUBJECTS.iter().find(|(_, known)| *known == name).map(|(subject, _)| *subject)
}

/// A kind of organisation as addresses name it.
pub const fn kind_name(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Cell => "cell",
        OrganisationKind::Committee => "committee",
    }
}

/// The kind of organisation that an address names.
pub fn kind_named(name: &str) -> Option<OrganisationKind> {
    [OrganisationKind::Cell, OrganisationKind::Committee].into_iter().find(|kind| kind_name(*kind) == name)
}
