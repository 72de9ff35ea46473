//! Listening and answering until told to stop.

pub mod door;

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::middleware::map_response;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use thiserror::Error;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt;

use crate::auth::transport::Transport;
use crate::live::{Live, Stopping};
use crate::router::router;
use crate::routes::headers;
use crate::state::AppState;
use crate::tls::Certificates;
use door::Door;

/// What one server gives to those who ask, all together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long the head of a request may take, how long a connection may rest
    /// between two requests, and how long the two ends may take to agree on TLS.
    pub head: Duration,
    /// Connections that are open at the same time; further ones wait until one
    /// of them is closed.
    pub connections: usize,
    /// How long answers under way may take after the server was told to stop.
    pub parting: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // A head has a few hundred bytes; the weakest signal brings them in seconds.
            head: Duration::from_secs(30),
            // Each takes a file of the process, which usually may open 1,024; the
            // data file's connections take some sixty of them. A browser keeps its
            // connection for a while after it was answered, so there are more of
            // them than phones that ask.
            connections: 800,
            parting: Duration::from_secs(10),
        }
    }
}

/// How long accepting rests after the system refused, for want of files, say.
const REFUSED: Duration = Duration::from_secs(1);

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
    listen(address).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => ListenError::PortTaken(address.port()),
        io::ErrorKind::AddrNotAvailable => ListenError::NotOurAddress(address),
        io::ErrorKind::PermissionDenied => ListenError::PortReserved(address.port()),
        _ => ListenError::Other(address, error),
    })
}

/// Phones that the system lets wait to be taken: those of a ward that all have a
/// signal at the same moment. It sends one more away, who comes a second later.
const MOST_WAITING: u32 = 1_024;

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // A server that is started anew has its port at once.
    if cfg!(unix) {
        socket.set_reuseaddr(true)?;
    }
    socket.bind(address)?;
    socket.listen(MOST_WAITING)
}

/// Answers whoever comes until `stop` resolves, then finishes what is under way.
pub async fn run(
    door: impl Into<Door>,
    state: AppState,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    run_within(Limits::default(), door, state, stop).await
}

/// As [`run`], within these limits.
pub async fn run_within(
    limits: Limits,
    door: impl Into<Door>,
    state: AppState,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (door, live) = (door.into(), Arc::clone(&state.live));
    let router = match door.lock.as_ref().map(|lock| &*lock.certificates) {
        Some(Certificates::Given(_)) => router(state).layer(map_response(headers::only_by_tls)),
        Some(Certificates::Own(_)) | None => router(state),
    };
    answer(limits, door, router, live, stop).await
}

/// As [`run_within`], with addresses of its own. That it ends is told to `live`.
pub async fn answer(
    limits: Limits,
    door: Door,
    router: Router,
    live: Arc<Live>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let Door { listener, lock } = door;
    let lock = lock.map(Arc::new);
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(limits.head);
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut stop = pin!(stop);
    loop {
        // The place is taken before the connection: whoever has none waits in
        // the system's queue.
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await.map_err(io::Error::other)?;
            Ok::<_, io::Error>((place, listener.accept().await))
        };
        let (place, accepted) = tokio::select! {
            next = next => next?,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection was not taken");
                tokio::select! {
                    () = tokio::time::sleep(REFUSED) => continue,
                    () = &mut stop => break,
                }
            }
        };
        let place = Place(Arc::new(place));
        let (router, builder) = (router.clone(), builder.clone());
        let caller = Caller { peer, place, router, builder, stopping: live.stopping() };
        let (lock, mut stopping) = (lock.clone(), live.stopping());
        tokio::spawn(async move {
            let stream = at_once(stream);
            let Some(lock) = lock else { return caller.serve(stream, Transport::Plain).await };
            let opened = tokio::select! {
                opened = tokio::time::timeout(limits.head, lock.open(stream)) => opened,
                // Who has not agreed on TLS has asked nothing yet.
                () = stopping.wait() => return,
            };
            match opened {
                Ok(Ok(stream)) => caller.serve(stream, Transport::Tls).await,
                Ok(Err(error)) => tracing::debug!(%error, "a connection did not agree on TLS"),
                Err(_) => tracing::debug!("a connection took too long to agree on TLS"),
            }
        });
    }
    drop(listener);
    live.stop();
    // Every place is free once every connection has ended.
    let all = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    tokio::select! {
        _ = places.acquire_many(all) => {}
        () = tokio::time::sleep(limits.parting) => {}
    }
    Ok(())
}

/// The place of a connection. A WebSocket, which outlives its request, keeps it.
#[derive(Debug, Clone)]
pub struct Place(#[expect(dead_code, reason = "it is held, not read")] Arc<OwnedSemaphorePermit>);

/// Somebody who came, and how they are answered.
struct Caller {
    peer: SocketAddr,
    place: Place,
    router: Router,
    builder: http1::Builder,
    stopping: Stopping,
}

impl Caller {
    async fn serve<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
        self,
        stream: S,
        transport: Transport,
    ) {
        let Self { peer, place, router, builder, mut stopping } = self;
        let service = TowerToHyperService::new(from((peer, transport), place.clone(), router));
        let connection = builder.serve_connection(TokioIo::new(stream), service).with_upgrades();
        let mut connection = pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = stopping.wait() => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended early");
        }
        drop(place);
    }
}

/// Answers are small and written at once: waiting to fill a packet only delays them.
fn at_once(stream: TcpStream) -> TcpStream {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection keeps its delay");
    }
    stream
}

/// The router for a connection from `peer`, which its requests then name.
fn from(
    (peer, transport): (SocketAddr, Transport),
    place: Place,
    router: Router,
) -> impl tower::Service<Request<Incoming>, Response = Response, Error = Infallible, Future: Send> + Clone + Send
{
    router.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request.extensions_mut().insert(transport);
        request.extensions_mut().insert(place.clone());
        request
    })
}

#[cfg(test)]
mod tests;
