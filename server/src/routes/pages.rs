//! The pages that the server renders.

use shared::lang::Lang;
use shared::moment::Moment;
use shared::month::Month;
use shared::org::{Organisation, Ward};
use shared::scheme::Scheme;
use shared::standing::facts::Fact;
use shared::standing::month::MonthStanding;

/// What every page is drawn in.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The language.
    pub lang: Lang,
    /// Path of the stylesheet.
    pub css: String,
    /// Path of the page, for links to it in other languages.
    pub path: String,
}

/// Why a viewing code opened nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnterFault {
    /// No such code was given out.
    CodeUnknown,
    /// The code has expired.
    CodeExpired,
    /// Too many wrong codes were tried lately.
    TooManyAttempts,
}

/// What a page says that says one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// There is no such page.
    NotFound,
    /// There is no such ward.
    UnknownWard,
    /// There is no such organisation in the ward.
    UnknownOrganisation,
    /// No scheme is in force in that month.
    NoScheme,
    /// There is no such month.
    NoSuchMonth,
    /// The form came from another site.
    ForeignForm,
    /// The data file cannot be read or written.
    Storage,
    /// The server was built without the phone's program.
    SiteNotBuilt,
}

/// The month of a ward.
#[derive(Debug, Clone)]
pub struct WardPage {
    /// The ward.
    pub ward: Ward,
    /// The month.
    pub month: Month,
    /// The organisations with their standings, in the order of the register.
    pub standings: Vec<(Organisation, MonthStanding)>,
    /// The scheme in force.
    pub scheme: Scheme,
    /// The present moment.
    pub now: Moment,
}

/// The month of one organisation.
#[derive(Debug, Clone)]
pub struct OrganisationPage {
    /// The ward.
    pub ward: Ward,
    /// The month.
    pub month: Month,
    /// The organisation.
    pub organisation: Organisation,
    /// The scheme in force for it.
    pub scheme: Scheme,
    /// Its standing.
    pub standing: MonthStanding,
    /// The records that can bear on the month.
    pub facts: Vec<Fact>,
    /// The present moment.
    pub now: Moment,
}

fn document(frame: &Frame, text: &str) -> String {
    format!("<!doctype html><html lang=\"{}\"><body>{text}</body></html>", frame.lang.tag())
}

/// The front page.
pub fn home_page(frame: &Frame, ward: Option<&Ward>) -> String {
    document(frame, ward.map_or("-", |ward| ward.name.as_str()))
}

/// The form for a viewing code.
pub fn enter_page(frame: &Frame, next: &str, fault: Option<EnterFault>) -> String {
    document(frame, &format!("{next} {fault:?}"))
}

/// The month of a ward.
pub fn ward_page(frame: &Frame, page: &WardPage) -> String {
    let names: Vec<_> = page.standings.iter().map(|(organisation, _)| organisation.name.as_str()).collect();
    document(frame, &format!("{} {}", page.ward.name, names.join(", ")))
}

/// The month of an organisation.
pub fn organisation_page(frame: &Frame, page: &OrganisationPage) -> String {
    document(frame, &format!("{} {}", page.ward.name, page.organisation.name))
}

/// A page that says one thing.
pub fn message_page(frame: &Frame, message: Message) -> String {
    document(frame, &format!("{message:?}"))
}
