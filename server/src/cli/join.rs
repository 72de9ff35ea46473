//! `bontot join`: makes a data file that of a ward's relay.

use std::path::Path;

use shared::sync::relay::{JoinRequest, Joined};
use shared::sync::wire::VERSION;

use super::CliError;
use super::error::{data_error, open};
use super::forward::{bring, summary};
use crate::auth::code::AccessCode;
use crate::auth::secret::Secret;
use crate::forward::road::Road;
use crate::store::{IfMissing, Store, StoreError};

/// Joins the town's server at `url` by `code`, and takes all that it has.
///
/// # Errors
/// Where the data file is another server's, or the town's server cannot be
/// reached or refuses. The same command can be given again.
pub fn join(path: &Path, url: &str, code: &AccessCode, trust: Option<&Path>) -> Result<String, CliError> {
    let road = Road::to(url, trust)?;
    let store = open(path, IfMissing::Create)?;
    let secret = prepare(&store, path, road.origin(), code)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let request = JoinRequest { version: VERSION, code: code.to_string(), secret: secret.reveal() };
    let joined: Joined = runtime.block_on(road.post("/api/v1/relay", None, &request))?;
    let ward = joined.ward.clone();
    let before = store.read_blocking(|reading| reading.town()).map_err(data_error(path))?;
    if before.is_some_and(|town| town.ward != ward.code) {
        return Err(CliError::NotARelay(path.to_owned()));
    }
    store.write_blocking(move |writing| writing.put_joined(&joined)).map_err(data_error(path))?;
    let all = bring(&runtime, &store, path, &road)?;
    Ok(format!(
        "{} is a relay of {} now.\n{}Next: `bontot serve --tls --data {}`, and `bontot forward --data {}` where there is a network.\n",
        path.display(),
        ward.name,
        summary(&store, path, road.origin(), all)?,
        path.display(),
        path.display(),
    ))
}

/// The secret to join with, stored before it is sent: an answer that is lost
/// does not cost the code.
fn prepare(store: &Store, path: &Path, url: &str, code: &AccessCode) -> Result<Secret, CliError> {
    let is_other = store.read_blocking(|reading| Ok::<_, StoreError>(!reading.wards()?.is_empty() && !reading.is_relay()?));
    if is_other.map_err(data_error(path))? {
        return Err(CliError::NotARelay(path.to_owned()));
    }
    if let Some(secret) = store.read_blocking(|reading| reading.joining(url, code)).map_err(data_error(path))? {
        return Ok(secret);
    }
    let secret = Secret::draw().map_err(|error| data_error(path)(error.into()))?;
    let (url, code, drawn) = (url.to_owned(), code.clone(), secret.clone());
    store.write_blocking(move |writing| writing.put_joining(&url, &code, &drawn)).map_err(data_error(path))?;
    Ok(secret)
}
