//! `bontot code`: makes a code that lets somebody in.

use std::path::Path;

use shared::moment::Moment;
use shared::org::{Code, Organisation, Ward};
use shared::words::Title;

use super::CliError;
use super::error::{data_error, open};
use crate::auth::code::AccessCode;
use crate::state::system_clock;
use crate::store::codes::{NewCode, Opens, Shown};
use crate::store::{IfMissing, Store, StoreError};

/// How long a code is good.
const DAYS: i64 = 14;
const DAY_MS: i64 = 86_400_000;

/// Makes an enrolment code for one phone of the organisation.
pub fn cell(path: &Path, ward: &Code, organisation: &Code) -> Result<String, CliError> {
    let store = open(path, IfMissing::Fail)?;
    let ward = find_ward(&store, path, ward)?;
    let organisations = organisations(&store, path, &ward.code)?;
    let Some(found) = organisations.iter().find(|known| known.code == *organisation) else {
        let known = organisations.into_iter().map(|known| known.code).collect();
        let (ward, organisation) = (ward.code, organisation.clone());
        return Err(CliError::UnknownOrganisation { ward, organisation, known });
    };
    let (code, until) = give_out(&store, path, &ward, Opens::Cell(found.id))?;
    Ok(format!(
        "{code}\n\nEnrols one phone of {}, {}, once, until {until}.\n\
         On the phone, open the server's address with /cell/enrol and type the code.\n",
        found.name, ward.name
    ))
}

/// Makes a viewing code for the standings of the ward.
pub fn viewer(path: &Path, ward: &Code) -> Result<String, CliError> {
    let store = open(path, IfMissing::Fail)?;
    let ward = find_ward(&store, path, ward)?;
    let (code, until) = give_out(&store, path, &ward, Opens::Standings)?;
    Ok(format!(
        "{code}\n\nShows the standings of {}, any number of times, until {until}.\n\
         In a browser, open the server's address with /enter and type the code.\n",
        ward.name
    ))
}

/// Makes a code for an official who rules for the ward.
pub fn office(path: &Path, ward: &Code, name: Title) -> Result<String, CliError> {
    let store = open(path, IfMissing::Fail)?;
    let ward = find_ward(&store, path, ward)?;
    let (code, until) = give_out(&store, path, &ward, Opens::Office(name.clone()))?;
    Ok(format!(
        "{code}\n\nLets {name} rule for {}, until {until}. Rulings carry this name: hand it to nobody else.\n\
         In a browser, open the server's address with /ward/{} and type the code.\n",
        ward.name, ward.code
    ))
}

pub(super) fn find_ward(store: &Store, path: &Path, code: &Code) -> Result<Ward, CliError> {
    let wards: Result<Vec<Ward>, StoreError> = store.read_blocking(|reading| reading.wards());
    let wards = wards.map_err(data_error(path))?;
    match wards.iter().find(|ward| ward.code == *code) {
        Some(ward) => Ok(ward.clone()),
        None => {
            let known = wards.into_iter().map(|ward| ward.code).collect();
            Err(CliError::UnknownWard { ward: code.clone(), known })
        }
    }
}

fn organisations(store: &Store, path: &Path, ward: &Code) -> Result<Vec<Organisation>, CliError> {
    store.read_blocking(|reading| reading.organisations(ward)).map_err(data_error(path))
}

/// The code and the last day on which it is good.
fn give_out(store: &Store, path: &Path, ward: &Ward, opens: Opens) -> Result<(AccessCode, String), CliError> {
    let code = AccessCode::draw().map_err(|error| data_error(path)(error.into()))?;
    let expires_at = system_clock().plus_millis(DAYS * DAY_MS);
    let new = NewCode { code: code.clone(), ward: ward.code.clone(), opens, expires_at, shown: Shown::Never };
    store.add_code(&new).map_err(data_error(path))?;
    Ok((code, day(expires_at)))
}

fn day(moment: Moment) -> String {
    moment.date_in_vietnam().map_or_else(|| "it is withdrawn".to_owned(), |date| date.to_string())
}
