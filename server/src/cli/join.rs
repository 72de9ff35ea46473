//! `bontot join`: makes a data file that of a ward's relay.

use std::path::Path;

use shared::sync::relay::Joined;
use shared::sync::wire::{EnrolRequest, VERSION};

use super::CliError;
use super::error::{data_error, open};
use super::forward::bring;
use crate::auth::code::AccessCode;
use crate::forward::road::{Road, authority};
use crate::store::{IfMissing, StoreError};

/// Joins the town's server at `url` by `code`, and takes all that it has.
///
/// # Errors
/// Where the data file is another server's, or the town's server cannot be
/// reached or refuses. The same command can be given again.
pub fn join(path: &Path, url: &str, code: &AccessCode, trust: Option<&Path>) -> Result<String, CliError> {
    let trust = trust.map(authority).transpose()?;
    let road = Road::to(url, trust.as_deref())?;
    let store = open(path, IfMissing::Create)?;
    let (before, wards) = store
        .read_blocking(|reading| Ok::<_, StoreError>((reading.town()?, reading.wards()?)))
        .map_err(data_error(path))?;
    if before.is_none() && !wards.is_empty() {
        return Err(CliError::OtherWard(path.to_owned()));
    }
    let hash = code.hash();
    let secret = store.write_blocking(move |writing| writing.joining(&hash)).map_err(data_error(path))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let request = EnrolRequest {
        version: VERSION,
        code: code.to_string(),
        secret: secret.reveal(),
        former: None,
        key: None,
    };
    let joined: Joined = runtime.block_on(road.post("/api/v1/relay", None, &request))?;
    let name = joined.ward.name.clone();
    if before.is_some_and(|town| town.ward != joined.ward.code) {
        return Err(CliError::OtherWard(path.to_owned()));
    }
    let origin = road.origin().to_owned();
    store
        .write_blocking(move |writing| writing.put_joined(&joined, (&origin, trust.as_deref()), &secret))
        .map_err(data_error(path))?;
    let brought = bring(&runtime, &store, path, &road)?;
    Ok(format!(
        "{0} is a relay of {name} now.\n{brought}Next: `bontot serve --tls --data {0}`, and `bontot forward --data {0}` where there is a network.\n",
        path.display(),
    ))
}
