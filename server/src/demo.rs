//! The demonstration: two wards of Quảng Ninh through the whole of 2024.
//!
//! It tells the model case: Biểu Nghi has 22 members and has just held
//! November's regular meeting; Bình Lục Hạ registered in January and raised
//! over seven and over 1.7 billion đồng in November. The other cells, and all
//! that anybody writes, are invented, and no name is a person's. Nothing is
//! drawn by chance and no clock is read, so every demonstration is the same.
//!
//! Records are written by the commands that a phone runs, and enter through
//! the checks that a phone's push passes.

mod assessment;
mod committee;
mod generator;
mod gifts;
mod incidents;
mod meeting;
mod members;
mod phone;
mod proceedings;
mod quality;
mod registration;
mod resolutions;
mod review;
mod roll;
mod rulings;
mod small;
mod subjects;
mod themes;
mod wards;
mod work;
mod year;

use shared::amount::AmountError;
use shared::date::{Date, DateError};
use shared::document::DocumentError;
use shared::document::command::CommandError;
use shared::id::OrganisationId;
use shared::month::Month;
use shared::org::{Code, CodeError, Organisation, OrganisationKind, Ward};
use shared::record::resolution::number::NumberError;
use shared::ruling::Ruling;
use shared::scheme::Scheme;
use shared::scheme::file::SchemeFileError;
use shared::scheme::shipped::{committee_checklist, meeting_phu_tho};
use shared::words::{Title, WordsError};
use shared::year::YearError;
use thiserror::Error;

use crate::auth::code::AccessCodeError;
use crate::pipeline::seed::{SeedError, Seeding, seed_within};
use crate::store::codes::{NewCode, Opens, Shown};
use crate::store::{Store, StoreError, Writing};
use committee::CommitteeYear;
use generator::Generator;
use members::Members;
use phone::{Phone, Road, at};
use roll::Rolls;
use wards::{CellPlan, Story, WARDS, WardPlan};
use year::Year;

/// Why the demonstration was not written. Only the first can happen to a
/// release whose tests passed.
#[derive(Debug, Error)]
pub enum DemoError {
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The pipeline does not take what was written.
    #[error(transparent)]
    Seed(#[from] SeedError),
    /// A command is refused.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// A document cannot be written.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// A text does not fit.
    #[error(transparent)]
    Words(#[from] WordsError),
    /// A day is not in the calendar.
    #[error(transparent)]
    Date(#[from] DateError),
    /// A year is outside the calendar.
    #[error(transparent)]
    Year(#[from] YearError),
    /// An amount is too large.
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// A number is not one of a resolution.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// A name for addresses is not one.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// A code is not one.
    #[error(transparent)]
    AccessCode(#[from] AccessCodeError),
    /// A shipped scheme cannot be read.
    #[error(transparent)]
    Scheme(#[from] SchemeFileError),
}

/// Fills an empty data file, wholly or not at all.
pub fn fill(store: &Store) -> Result<(), DemoError> {
    tracing::info!(
        "the demonstration is made: {} wards through a year; it takes a minute or two",
        WARDS.len()
    );
    store.write_blocking(|writing| {
        let mut seedings = Vec::new();
        for plan in &WARDS {
            seedings.extend(found(writing, plan)?);
        }
        // The ward's order is the order of arrival.
        seedings.sort_by_key(|seeding| seeding.received_at);
        Ok(seed_within(writing, &seedings)?)
    })
}

/// The cell with which a person begins: that of the model case, whose November is open.
pub fn cell_to_begin_with() -> Option<OrganisationId> {
    let mut cells = WARDS.iter().flat_map(|ward| ward.cells.iter().map(move |cell| (ward.code, cell)));
    let (ward, cell) = cells.find(|(_, cell)| cell.story == Story::OpenNovember)?;
    Some(OrganisationId::derive(ward, cell.code))
}

/// Founds a ward with its rulings and codes, and gives what its cells wrote.
fn found(writing: &Writing<'_>, plan: &WardPlan) -> Result<Vec<Seeding>, DemoError> {
    let code: Code = plan.code.parse()?;
    let ward = Ward { code: code.clone(), name: plan.name.to_owned(), town: plan.town.to_owned() };
    writing.put_ward(&ward)?;
    let cells = plan
        .cells
        .iter()
        .map(|cell| {
            let organisation =
                Organisation::new(&code, cell.code.parse()?, cell.name, OrganisationKind::Cell);
            Ok((cell, organisation))
        })
        .collect::<Result<Vec<_>, DemoError>>()?;
    let committee = plan.committee.as_ref().map(|committee| {
        let (own, kind) = (committee.code.parse()?, OrganisationKind::Committee);
        Ok::<_, DemoError>((committee, Organisation::new(&code, own, committee.name, kind)))
    });
    let committee = committee.transpose()?;
    let scheme = (plan.scheme)()?;
    let begin = at(Date::new(2024, 1, 2)?, 8 * 60);
    for (_, organisation) in cells.iter().chain(&committee) {
        writing.put_ruling(&code, &Ruling::Registered(organisation.clone()), begin)?;
    }
    let sheet = meeting_phu_tho()?;
    for applied in [scheme.clone(), sheet.clone()].into_iter().chain(rulings::yearly_schemes()?) {
        writing.put_ruling(&code, &Ruling::SchemeApplied(applied), begin)?;
    }
    for month in Month::of_year(2024).filter(|month| month.number() <= 11) {
        let opened = at(Date::new(month.year(), month.number(), 1)?, 8 * 60);
        writing.put_ruling(&code, &Ruling::MonthOpened(month), opened)?;
    }
    for (at, ruling) in rulings::year_end(&cells)? {
        writing.put_ruling(&code, &ruling, at)?;
    }
    give_out(writing, &code, plan.viewing_code, Opens::Standings)?;
    let (office_code, official) = plan.office;
    give_out(writing, &code, office_code, Opens::Office(Title::new(official)?))?;
    let mut seedings = Vec::new();
    for (cell, organisation) in &cells {
        for enrolment in cell.codes {
            give_out(writing, &code, enrolment, Opens::Cell(organisation.id))?;
        }
        tracing::info!("writing the year of {}", organisation.name);
        let (written, members) = records(writing, cell, organisation, (&scheme, &sheet))?;
        seedings.extend(written);
        for (at, ruling) in rulings::of_members(cell, organisation, &members)? {
            writing.put_ruling(&code, &ruling, at)?;
        }
    }
    if let Some((committee, organisation)) = &committee {
        for enrolment in committee.codes {
            give_out(writing, &code, enrolment, Opens::Cell(organisation.id))?;
        }
        tracing::info!("writing the year of {}", organisation.name);
        seedings.extend(committee_records(writing, committee, organisation)?);
    }
    Ok(seedings)
}

/// What a ward's committee wrote in the year.
fn committee_records(
    writing: &Writing<'_>,
    plan: &CellPlan,
    organisation: &Organisation,
) -> Result<Vec<Seeding>, DemoError> {
    let mut generator = Generator::of(plan.code);
    let device = writing.put_device(organisation.id, None, at(Date::new(2024, 1, 2)?, 8 * 60 + 15))?;
    // An office has a signal every day.
    let road = Road { minutes: generator.between(1, 59), every_days: 1 };
    let mut phone = Phone::new(device, generator.bytes(), road);
    let scheme = committee_checklist()?;
    let (phone_of, generator) = (&mut phone, &mut generator);
    CommitteeYear { plan, organisation, scheme: &scheme, phone: phone_of, generator }.write()?;
    Ok(phone.into_seedings())
}

/// Gives out a code that the server's start prints, and that expires with the century.
fn give_out(writing: &Writing<'_>, ward: &Code, code: &str, opens: Opens) -> Result<(), DemoError> {
    let expires_at = at(Date::new(2099, 12, 31)?, 0);
    let code =
        NewCode { code: code.parse()?, ward: ward.clone(), opens, expires_at, shown: Shown::UntilUsed };
    Ok(writing.put_code(&code)?)
}

/// What a cell wrote in the year, and its members.
fn records(
    writing: &Writing<'_>,
    cell: &CellPlan,
    organisation: &Organisation,
    (scheme, sheet): (&Scheme, &Scheme),
) -> Result<(Vec<Seeding>, Members), DemoError> {
    let enrolled = at(Date::new(2024, 1, 2)?, 8 * 60 + 15);
    let mut generator = Generator::of(cell.code);
    let road = Road { minutes: generator.between(1, 59), every_days: cell.every_days() };
    let mut enrol = || -> Result<Phone, DemoError> {
        let device = writing.put_device(organisation.id, None, enrolled)?;
        Ok(Phone::new(device, generator.bytes(), road))
    };
    let mut phone = enrol()?;
    let mut other = (cell.story == Story::TwoPhones).then(enrol).transpose()?;
    let members = Year {
        cell,
        organisation,
        scheme,
        sheet,
        phone: &mut phone,
        other: other.as_mut(),
        generator: &mut generator,
        rolls: Rolls::default(),
        tasks: Vec::new(),
        issued: (0, 0),
    }
    .write()?;
    let written = phone.into_seedings().into_iter().chain(other.into_iter().flat_map(Phone::into_seedings));
    Ok((written.collect(), members))
}

#[cfg(test)]
mod tests;
