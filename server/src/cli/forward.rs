//! `bontot forward`: brings to the town's server what phones brought to a
//! relay, and takes what is new there.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use axum::http::Request;
use shared::sync::relay::RelayResponse;
use shared::sync::wire::Fault;
use tokio::runtime::Runtime;

use super::CliError;
use super::error::{data_error, open};
use crate::forward::road::{Road, RoadError};
use crate::forward::take::TakeError;
use crate::forward::{self, BringError, pictures};
use crate::store::{IfMissing, Store, StoreError};

/// Goes to the town once.
///
/// # Errors
/// Where the data file is no relay's, or the town cannot be reached or refuses.
pub fn forward(path: &Path) -> Result<String, CliError> {
    let store = open(path, IfMissing::Fail).map_err(|error| match error {
        CliError::Data { source: StoreError::Missing, path } => CliError::NoRelay(path),
        error => error,
    })?;
    let town = store.read_blocking(|reading| reading.town()).map_err(data_error(path))?;
    let town = town.ok_or_else(|| CliError::NoRelay(path.to_owned()))?;
    let road = Road::to(&town.url, town.trust.as_deref())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    bring(&runtime, &store, path, &road)
}

/// Goes to the town page by page, and says what came of it and what is left.
pub(super) fn bring(runtime: &Runtime, store: &Store, path: &Path, road: &Road) -> Result<String, CliError> {
    let all = forward::bring(store, |token, request| {
        let answer: RelayResponse = runtime.block_on(road.post("/api/v1/sync", Some(token), request))?;
        let brought: usize = request.push.iter().map(|push| push.chunks.len()).sum();
        if answer.more || brought != 0 {
            tell(&format!("  {brought} changes brought, {} come with the answer\n", answer.pulled.len()));
        }
        Ok(answer)
    });
    let failed = |error| match error {
        BringError::Road(error) => CliError::Road(error),
        BringError::Take(TakeError::Store(error)) => data_error(path)(error),
        BringError::Take(error) => CliError::Forward(error),
    };
    let all = all.map_err(failed)?;
    let pictures = pictures::bring(store, |token, address, piece| {
        let request = if piece.is_some() { Request::put(address) } else { Request::get(address) };
        let bytes = piece.unwrap_or_default().to_vec();
        match runtime.block_on(road.ask(request, Some(token), bytes)) {
            Ok(status) => Ok(Some(status)),
            Err(RoadError::Fault(_, Fault::UnknownPhoto)) => Ok(None),
            Err(error) => Err(error),
        }
    });
    let pictures = pictures.map_err(failed)?;
    let (left, refused) = store
        .read_blocking(|reading| Ok::<_, StoreError>((reading.count_for_town()?, reading.refused_by_town()?)))
        .map_err(data_error(path))?;
    let mut text = format!(
        "{} confirmed {} changes; {} changes and {} rulings of it are new here.\n",
        road.origin(),
        all.confirmed,
        all.news,
        all.rulings
    );
    let mut line = |line: String| {
        // Writing into a string cannot fail.
        writeln!(text, "{line}").ok();
    };
    if pictures != 0 {
        line(format!("{pictures} pictures were brought."));
    }
    if all.anew {
        line("It was put back from a backup, so everything was brought again.".to_owned());
    }
    if all.left != 0 {
        line(format!(
            "{} of its changes cannot enter here yet; they are kept and tried again. The log says of which records.",
            all.left
        ));
    }
    if left != 0 {
        line(format!("{left} changes are not there yet; they stay here and are tried again the next time."));
    }
    for refused in refused {
        line(format!("  refused, {} changes of {}: {}", refused.changes, refused.document, refused.reason));
    }
    Ok(text)
}

/// Prints at once; whoever reads may have gone away.
fn tell(text: &str) {
    let mut out = std::io::stdout();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).ok();
}
