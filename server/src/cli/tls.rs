//! What the command line says of TLS.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use shared::moment::Moment;

use crate::tls::authority::{Authority, Found};
use crate::tls::given::Given;
use crate::tls::name::HostName;
use crate::tls::own::Own;
use crate::tls::{Certificates, TlsError};

/// Where a server without TLS listens: on this machine alone.
const PLAIN: ([u8; 4], u16) = ([127, 0, 0, 1], 8080);
/// Where one with TLS listens: on every network, for phones.
const SECURE: ([u8; 4], u16) = ([0, 0, 0, 0], 8443);

/// How the server speaks TLS.
#[derive(Debug, Clone, Args)]
pub struct TlsArgs {
    /// Serve HTTPS by certificates that this server makes itself, for a laptop
    /// on its own network. Each phone must be told once to trust it.
    #[arg(long)]
    pub tls: bool,
    /// A further name by which phones reach this server, such as the town's own;
    /// may be given more than once.
    #[arg(long = "tls-name", value_name = "NAME", requires = "tls")]
    pub names: Vec<HostName>,
    /// Where the page is that tells a phone how to trust this server, over plain
    /// HTTP [default: the same address, port 8080].
    #[arg(long = "tls-page", value_name = "HOST:PORT", requires = "tls")]
    pub page: Option<SocketAddr>,
    /// Serve HTTPS by this certificate, with those between it and its authority.
    #[arg(long = "tls-cert", value_name = "FILE", requires = "key", conflicts_with = "tls")]
    pub certificate: Option<PathBuf>,
    /// The key of that certificate.
    #[arg(long = "tls-key", value_name = "FILE", requires = "certificate")]
    pub key: Option<PathBuf>,
}

impl TlsArgs {
    /// The certificates that the server is to use, if it is to speak TLS. The
    /// authority lies beside the data file at `data`.
    ///
    /// # Errors
    /// Where a file cannot be used.
    pub fn certificates(&self, data: &Path, now: Moment) -> Result<Option<(Certificates, Found)>, TlsError> {
        if let (Some(certificate), Some(key)) = (&self.certificate, &self.key) {
            let given = Given::read(certificate, key, now)?;
            return Ok(Some((Certificates::Given(given), Found::Known)));
        }
        if !self.tls {
            return Ok(None);
        }
        let mut path = data.as_os_str().to_owned();
        path.push(".ca.pem");
        let (authority, found) = Authority::open(Path::new(&path), &self.names, now)?;
        let local = crate::tls::machine::local_name().into_iter();
        let names = local.chain(self.names.iter().cloned()).collect();
        Ok(Some((Certificates::Own(Own::new(authority, names)), found)))
    }

    /// Where to listen, where the command line does not say it.
    pub fn listen(&self) -> SocketAddr {
        if self.tls || self.certificate.is_some() { SECURE.into() } else { PLAIN.into() }
    }

    /// Where the page about trust is, beside a server that listens on `listen`.
    pub fn page(&self, listen: SocketAddr) -> SocketAddr {
        let port = match listen.port() {
            // Any free one, as for the server.
            0 => 0,
            8080 => 8081,
            _ => 8080,
        };
        self.page.unwrap_or_else(|| SocketAddr::new(listen.ip(), port))
    }
}
