//! `bontot serve`: checks everything, says that it is ready, serves.

use std::io::{IsTerminal, Write};
use std::net::SocketAddr;
use std::path::Path;

use super::CliError;
use super::banner::{Picture, banner};
use super::error::{data_error, open};
use crate::assets::Site;
use crate::state::AppState;
use crate::store::{IfMissing, Serving, Store};
use crate::{demo, serve};

/// What an empty data file is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    AsItIs,
    /// The demonstration ward.
    Demo,
}

/// Serves until the process is told to stop; gives its parting word.
pub fn serve(listen: SocketAddr, path: &Path, content: Content) -> Result<String, CliError> {
    let site = Site::embedded()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    // Before anything is made: who cannot serve leaves no empty data file behind.
    let listener = runtime.block_on(serve::bind(listen))?;
    let _serving = Serving::begin(path).map_err(data_error(path))?;
    let store = open(path, IfMissing::Create)?;
    fill(&store, path, content)?;
    let address = listener.local_addr()?;
    let state = AppState::new(store.clone(), site);
    // Another machine's camera has no use for an address of this machine alone.
    let reachable = !address.ip().is_loopback() && !address.ip().is_unspecified();
    let seen = reachable && std::io::stdout().is_terminal();
    let picture = if seen { Picture::Drawn } else { Picture::None };
    let ready = banner(&store, address, picture, state.now()).map_err(data_error(path))?;
    runtime.block_on(async {
        // Signals are heeded before anybody can think that they are.
        let stop = stop_signal()?;
        print(&ready);
        serve::run(listener, state, stop).await
    })?;
    Ok("Stopped.\n".to_owned())
}

fn fill(store: &Store, path: &Path, content: Content) -> Result<(), CliError> {
    if content == Content::Demo && store.is_empty().map_err(data_error(path))? {
        demo::fill(store)?;
    }
    Ok(())
}

/// Prints at once; whoever reads may have gone away.
fn print(text: &str) {
    let mut out = std::io::stdout();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).ok();
}

/// Resolves when the process is told to stop.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Resolves when the process is told to stop.
#[cfg(not(unix))]
fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}
