//! The addresses of the standings' pages.

use shared::id::DocumentId;
use shared::month::Month;
use shared::org::{Organisation, Ward};
use shared::year::Year;

/// The address of a ward's month.
pub fn ward_path(ward: &Ward, month: Month) -> String {
    format!("/standings/{}/{}/{:02}", ward.code, month.year(), month.number())
}

/// The address of a ward's year.
pub fn year_path(ward: &Ward, year: Year) -> String {
    format!("/standings/{}/{year}", ward.code)
}

/// The address of an organisation's month.
pub fn organisation_path(ward: &Ward, month: Month, organisation: &Organisation) -> String {
    format!("{}/{}", ward_path(ward, month), organisation.code)
}

/// The address of an organisation's year; no month is called `o`.
pub fn organisation_year_path(ward: &Ward, year: Year, organisation: &Organisation) -> String {
    format!("{}/o/{}", year_path(ward, year), organisation.code)
}

/// The address of the four-good committee's month; no year is called `committee`.
pub fn committee_path(ward: &Ward, month: Month) -> String {
    format!("/standings/{}/committee/{}/{:02}", ward.code, month.year(), month.number())
}

/// Where a record is shown: on its month's page, or on that of `month` where
/// it belongs to none.
pub fn record_path(ward: &Ward, organisation: &Organisation, month: Month, document: DocumentId) -> String {
    format!("{}#record-{document}", organisation_path(ward, month, organisation))
}
