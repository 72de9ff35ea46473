//! `bontot relay`: the relays of a ward, at the town's server.

use std::fmt::Write;
use std::path::Path;

use clap::Subcommand;
use shared::moment::Moment;
use shared::org::Code;
use shared::words::Title;

use super::code::find_ward;
use super::error::{data_error, open};
use super::{CliError, Data, official};
use crate::auth::code::AccessCode;
use crate::state::system_clock;
use crate::store::relays::RelayNumber;
use crate::store::{IfMissing, StoreError};

/// How long a code is good.
const DAYS: i64 = 14;
const DAY_MS: i64 = 86_400_000;

/// What to do with relays.
#[derive(Debug, Subcommand)]
pub enum RelayCommand {
    /// Name a relay and make the code by which it joins, once, within 14 days.
    New {
        /// The ward, such as dong-mai.
        ward: Code,
        /// What people call it, such as "Laptop of the office".
        #[arg(value_parser = official)]
        name: Title,
        /// The data file.
        #[command(flatten)]
        data: Data,
    },
    /// List a ward's relays, and when each was last heard of.
    List {
        /// The ward, such as dong-mai.
        ward: Code,
        /// The data file.
        #[command(flatten)]
        data: Data,
    },
    /// Take a relay's right to bring and ask; what it brought stays.
    Revoke {
        /// The ward, such as dong-mai.
        ward: Code,
        /// The relay's number, as the list has it.
        number: u32,
        /// The data file.
        #[command(flatten)]
        data: Data,
    },
}

/// Does what the command line says.
///
/// # Errors
/// Where the data file cannot be used, or there is no such ward or relay.
pub fn relay(command: &RelayCommand) -> Result<String, CliError> {
    match command {
        RelayCommand::New { ward, name, data } => new(&data.path, ward, name),
        RelayCommand::List { ward, data } => list(&data.path, ward),
        RelayCommand::Revoke { ward, number, data } => revoke(&data.path, ward, *number),
    }
}

fn new(path: &Path, ward: &Code, name: &Title) -> Result<String, CliError> {
    let store = open(path, IfMissing::Fail)?;
    let ward = find_ward(&store, path, ward)?;
    let code = AccessCode::draw().map_err(|error| data_error(path)(error.into()))?;
    let expires_at = system_clock().plus_millis(DAYS * DAY_MS);
    let (of, called, given) = (ward.code.clone(), name.clone(), code.clone());
    let number = store.write_blocking(move |writing| writing.put_relay(&of, &called, &given, expires_at));
    let RelayNumber(number) = number.map_err(data_error(path))?;
    Ok(format!(
        "{code}\n\nLets {name} become relay {number} of {}, once, within {DAYS} days. It will hold every record of \
         the ward.\nOn that machine: `bontot join https://THIS-SERVER {code} --data FILE`.\n",
        ward.name
    ))
}

fn list(path: &Path, ward: &Code) -> Result<String, CliError> {
    let store = open(path, IfMissing::Fail)?;
    let ward = find_ward(&store, path, ward)?;
    let relays = store.read_blocking(|reading| reading.relays(&ward.code)).map_err(data_error(path))?;
    if relays.is_empty() {
        return Ok(format!("{} has no relay.\n", ward.name));
    }
    let mut text = String::new();
    for relay in relays {
        let state = match (relay.revoked_at, relay.seen_at) {
            (Some(at), _) => format!("revoked on {}", day(at)),
            (None, Some(at)) => format!("last heard of on {}", day(at)),
            (None, None) => "has not joined".to_owned(),
        };
        writeln!(text, "{}  {}  {state}", relay.number.0, relay.name).ok();
    }
    Ok(text)
}

fn revoke(path: &Path, ward: &Code, number: u32) -> Result<String, CliError> {
    let store = open(path, IfMissing::Fail)?;
    let ward = find_ward(&store, path, ward)?;
    let (of, now) = (ward.code.clone(), system_clock());
    let done = store.write_blocking(move |writing| {
        let done = writing.revoke_relay(&of, RelayNumber(number), now)?;
        let left = writing.reading().relays(&of)?.into_iter().filter(|relay| relay.revoked_at.is_none());
        Ok::<_, StoreError>((done, left.map(|relay| relay.number.0).collect::<Vec<_>>()))
    });
    let (done, known) = done.map_err(data_error(path))?;
    if !done {
        return Err(CliError::UnknownRelay { ward: ward.code, number, known });
    }
    Ok(format!(
        "Relay {number} of {} can bring and ask no more. What it brought stays; phones that were enrolled there \
         go on, and are revoked one by one with `bontot revoke`.\n",
        ward.name
    ))
}

fn day(moment: Moment) -> String {
    moment.date_in_vietnam().map_or_else(String::new, |date| date.to_string())
}
