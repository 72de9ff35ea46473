//! `bontot serve`: checks everything, says that it is ready, serves.

use std::io::{IsTerminal, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use futures::FutureExt;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use super::CliError;
use super::banner::{Picture, banner};
use super::entrance::Entrance;
use super::error::{data_error, open};
use super::tls::TlsArgs;
use crate::assets::Site;
use crate::router::trust_router;
use crate::routes::trust::Published;
use crate::serve::door::{Door, Lock};
use crate::state::AppState;
use crate::store::{IfMissing, Serving, Store};
use crate::tls::Certificates;
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
pub fn serve(listen: SocketAddr, tls: &TlsArgs, path: &Path, content: Content) -> Result<String, CliError> {
    let site = Site::embedded()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    // Before anything is made: who cannot serve leaves no empty data file behind.
    let listener = runtime.block_on(serve::bind(listen))?;
    let _serving = Serving::begin(path).map_err(data_error(path))?;
    let store = open(path, IfMissing::Create)?;
    fill(&store, path, content)?;
    let state = AppState::new(store.clone(), site);
    let opened = open_doors(&runtime, (listen, listener), tls, path, &state)?;
    let seen = opened.entrance.is_reachable() && std::io::stdout().is_terminal();
    let picture = if seen { Picture::Drawn } else { Picture::None };
    let ready = banner(&store, &opened.entrance, picture, state.now()).map_err(data_error(path))?;
    runtime.block_on(async {
        // Signals are heeded before anybody can think that they are.
        let stop = stop_signal()?.shared();
        print(&ready);
        let live = Arc::clone(&state.live);
        let main = serve::run(opened.door, state, stop.clone());
        let Some((door, router)) = opened.page else { return main.await };
        let page = serve::answer(serve::Limits::default(), door, router, live, stop);
        tokio::try_join!(main, page).map(|_| ())
    })?;
    Ok("Stopped.\n".to_owned())
}

/// What is listened on.
struct Opened {
    door: Door,
    entrance: Entrance,
    /// The page about trust, where there is one.
    page: Option<(Door, Router)>,
}

fn open_doors(
    runtime: &Runtime,
    (listen, listener): (SocketAddr, TcpListener),
    tls: &TlsArgs,
    path: &Path,
    state: &AppState,
) -> Result<Opened, CliError> {
    let address = listener.local_addr()?;
    let Some((certificates, found)) = tls.certificates(path, state.now())? else {
        let entrance = Entrance::plain(address);
        return Ok(Opened { door: listener.into(), entrance, page: None });
    };
    let certificates = Arc::new(certificates);
    let lock = Lock { certificates: Arc::clone(&certificates), clock: Arc::clone(&state.clock) };
    let door = Door { listener, lock: Some(lock) };
    let Certificates::Own(own) = &*certificates else {
        return Ok(Opened { door, entrance: Entrance::given(address), page: None });
    };
    let page = runtime.block_on(serve::bind(tls.page(listen)))?;
    let entrance = Entrance::own(address, &tls.names, page.local_addr()?, (own, found));
    let origins = [&entrance.origin].into_iter().chain(&entrance.others).cloned().collect();
    let published = Published {
        certificate: own.authority().certificate().to_vec(),
        fingerprint: own.authority().fingerprint(),
        origins,
    };
    let router = trust_router(state.clone(), published);
    Ok(Opened { door, entrance, page: Some((page.into(), router)) })
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
