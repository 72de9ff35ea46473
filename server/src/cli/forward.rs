//! `bontot forward`: brings to the town's server what phones brought to a
//! relay, and takes what is new there.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use shared::id::RequestId;
use shared::sync::relay::RelayResponse;
use tokio::runtime::Runtime;

use super::CliError;
use super::error::{data_error, open};
use crate::forward::road::{Road, RoadError};
use crate::forward::run::{Next, Run};
use crate::forward::take::{TakeError, Taken, take};
use crate::pipeline::open_documents::OpenDocuments;
use crate::state::system_clock;
use crate::store::{IfMissing, Store, StoreError};

/// How to go to the town.
#[derive(Debug, Clone, Args)]
pub struct ForwardArgs {
    /// The town's server, where it has another address by now than when this relay joined.
    #[arg(long = "to", value_name = "URL")]
    pub url: Option<String>,
    /// Go again after so many minutes, until stopped.
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u64).range(1..))]
    pub every: Option<u64>,
    /// The certificate of an authority to trust beside those of this machine.
    #[arg(long, value_name = "FILE")]
    pub trust: Option<std::path::PathBuf>,
}

/// Goes once, or again and again.
///
/// # Errors
/// Where the data file is no relay's, or, going once, the town cannot be
/// reached or refuses.
pub fn forward(path: &Path, args: &ForwardArgs) -> Result<String, CliError> {
    let store = open(path, IfMissing::Fail)?;
    let town = store.read_blocking(|reading| reading.town()).map_err(data_error(path))?;
    let town = town.ok_or(CliError::Forward(TakeError::NoRelay))?;
    let road = Road::to(args.url.as_ref().unwrap_or(&town.url), args.trust.as_deref())?;
    if road.origin() != town.url {
        let url = road.origin().to_owned();
        store.write_blocking(move |writing| writing.put_town_url(&url)).map_err(data_error(path))?;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let Some(minutes) = args.every else {
        let all = bring(&runtime, &store, path, &road)?;
        return summary(&store, path, road.origin(), all);
    };
    loop {
        match bring(&runtime, &store, path, &road) {
            Ok(all) => tell(&summary(&store, path, road.origin(), all)?),
            // The network comes and goes; what is wrong with this machine stays.
            Err(CliError::Road(error)) => tell(&format!("{}\n", with_causes(&error))),
            Err(error) => return Err(error),
        }
        let stopped = runtime.block_on(async {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => true,
                () = tokio::time::sleep(Duration::from_secs(minutes.saturating_mul(60))) => false,
            }
        });
        if stopped {
            return Ok("Stopped.\n".to_owned());
        }
    }
}

/// Goes to the town page by page until both have all.
pub(super) fn bring(runtime: &Runtime, store: &Store, path: &Path, road: &Road) -> Result<Taken, CliError> {
    let documents = Arc::new(OpenDocuments::default());
    let mut run = Run::default();
    store.write_blocking(|writing| writing.note_for_town()).map_err(data_error(path))?;
    loop {
        let mut name = [0; 16];
        getrandom::fill(&mut name).map_err(|error| data_error(path)(error.into()))?;
        let asked = store.read_blocking(|reading| {
            let Some(town) = reading.town()? else { return Ok(None) };
            let page = run.page(reading, &town, RequestId::from_bytes(name))?;
            Ok::<_, StoreError>(Some((town.token, page)))
        });
        let (token, page) = asked.map_err(data_error(path))?.ok_or(CliError::Forward(TakeError::NoRelay))?;
        let answer: RelayResponse =
            runtime.block_on(road.post("/api/v1/sync", Some(&token), &page.request))?;
        let (page, documents, now) = (Arc::new(page), Arc::clone(&documents), system_clock());
        let sent = Arc::clone(&page);
        let taken = store.write_blocking(move |writing| take(writing, &documents, &sent, &answer, now));
        let taken = taken.map_err(|error| match error {
            TakeError::Store(error) => data_error(path)(error),
            other => CliError::Forward(other),
        })?;
        tell(&progress(taken));
        if run.took(&page, taken) == Next::Rest {
            return Ok(run.all());
        }
    }
}

/// One line for a page that moved something.
fn progress(taken: Taken) -> String {
    let Taken { confirmed, news, rulings, .. } = taken;
    match (confirmed, news + rulings) {
        (0, 0) => String::new(),
        (brought, got) => format!("  {brought} changes brought, {got} new here\n"),
    }
}

/// What a run came to, and what is left.
pub(super) fn summary(store: &Store, path: &Path, url: &str, all: Taken) -> Result<String, CliError> {
    let left = store.read_blocking(|reading| {
        Ok::<_, StoreError>((reading.count_for_town()?, reading.refused_by_town()?))
    });
    let (left, refused) = left.map_err(data_error(path))?;
    let mut text = format!(
        "{url} confirmed {} changes; {} changes and {} rulings of it are new here.\n",
        all.confirmed, all.news, all.rulings
    );
    let mut line = |line: String| {
        // Writing into a string cannot fail.
        writeln!(text, "{line}").ok();
    };
    if all.anew {
        line("It was put back from a backup, so everything was brought again.".to_owned());
    }
    if all.lost != 0 {
        line(format!("{} of its changes cannot be had here; the log says of which records.", all.lost));
    }
    if left != 0 {
        line(format!("{left} changes are not there yet; they stay here and are tried again the next time."));
    }
    for refused in refused {
        line(format!("  refused, {} changes of {}: {}", refused.changes, refused.document, refused.reason));
    }
    Ok(text)
}

fn with_causes(error: &RoadError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(next) = cause {
        text = format!("{text}: {next}");
        cause = next.source();
    }
    text
}

/// Prints at once; whoever reads may have gone away.
fn tell(text: &str) {
    let mut out = std::io::stdout();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).ok();
}
