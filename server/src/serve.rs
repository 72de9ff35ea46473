//! Listening and answering until told to stop.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::serve::ListenerExt;
use thiserror::Error;
use tokio::net::TcpListener;

use crate::router::router;
use crate::state::AppState;

/// How long answers under way may take after the server was told to stop.
const PARTING: Duration = Duration::from_secs(10);

/// Why the server does not listen.
#[derive(Debug, Error)]
pub enum ListenError {
    /// Another program listens there.
    #[error(
        "port {0} is taken by another program; stop it, or choose another (bontot serve --listen HOST:PORT, cargo xtask run --port PORT)"
    )]
    PortTaken(u16),
    /// The address is not one of this machine.
    #[error("this machine has no address {0}; 127.0.0.1 is this machine alone, 0.0.0.0 is every network")]
    NotOurAddress(SocketAddr),
    /// The system keeps the port for others.
    #[error(
        "port {0} is reserved by the system; choose one from 1024 on (bontot serve --listen HOST:PORT, cargo xtask run --port PORT)"
    )]
    PortReserved(u16),
    /// Anything else.
    #[error("cannot listen on {0}: {1}")]
    Other(SocketAddr, io::Error),
}

/// Takes the address.
pub async fn bind(address: SocketAddr) -> Result<TcpListener, ListenError> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => ListenError::PortTaken(address.port()),
        io::ErrorKind::AddrNotAvailable => ListenError::NotOurAddress(address),
        io::ErrorKind::PermissionDenied => ListenError::PortReserved(address.port()),
        _ => ListenError::Other(address, error),
    })
}

/// Answers whoever comes until `stop` resolves, then finishes what is under way.
pub async fn run(
    listener: TcpListener,
    state: AppState,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    // Answers are small and written at once: waiting to fill a packet only delays them.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
    });
    let (told, stopped) = tokio::sync::oneshot::channel::<()>();
    let stop = async move {
        stop.await;
        drop(told);
    };
    let service = router(state).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(stop);
    let parting = async move {
        stopped.await.ok();
        tokio::time::sleep(PARTING).await;
    };
    tokio::select! {
        served = serving => served,
        () = parting => Ok(()),
    }
}
