//! Where people come in: a port, and what they must agree on first.

use std::io;
use std::sync::Arc;

use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::state::Clock;
use crate::tls::Certificates;

/// A port that is listened on.
pub struct Door {
    /// The port.
    pub listener: TcpListener,
    /// What everybody must agree on; none where requests come as they are.
    pub lock: Option<Lock>,
}

impl From<TcpListener> for Door {
    fn from(listener: TcpListener) -> Self {
        Self { listener, lock: None }
    }
}

/// TLS by some certificates.
#[derive(Clone)]
pub struct Lock {
    /// The certificates.
    pub certificates: Arc<Certificates>,
    /// The clock that says which of them count.
    pub clock: Clock,
}

impl Lock {
    /// Agrees on TLS with whoever came by `stream`.
    pub(super) async fn open(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        let local = stream.local_addr()?.ip();
        let config = self.certificates.config(local, (self.clock)()).map_err(|error| {
            tracing::error!(%error, "there is no certificate");
            io::Error::other(error)
        })?;
        TlsAcceptor::from(config).accept(stream).await
    }
}
