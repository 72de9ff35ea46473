//! TLS of the server itself, where no proxy stands in front of it.
//!
//! A phone lets the program work offline only over HTTPS. A laptop on its own
//! hotspot has no public name and no internet, so it is its own **authority**:
//! phones trust that once, and the server makes certificates for whatever
//! addresses it has at the time. A server with a public name is **given** a
//! certificate by its operator instead.

pub mod authority;
pub mod error;
pub mod given;
pub mod machine;
pub mod name;
pub mod own;
pub mod verdict;

use std::net::IpAddr;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::CryptoProvider;
use rustls::sign::CertifiedKey;
use shared::moment::Moment;

pub use error::TlsError;
use given::Given;
use own::Own;

/// Where the server's certificates come from.
#[derive(Debug)]
pub enum Certificates {
    /// It makes them itself.
    Own(Own),
    /// Its operator has one from somebody else.
    Given(Given),
}

impl Certificates {
    /// What a connection to `local`, an address of this machine, is told.
    ///
    /// # Errors
    /// Where no certificate can be made.
    pub fn config(&self, local: IpAddr, now: Moment) -> Result<Arc<ServerConfig>, TlsError> {
        match self {
            Self::Own(own) => own.config(local, now),
            Self::Given(given) => Ok(given.config()),
        }
    }
}

/// The one set of ciphers: no default of the process is needed or disturbed.
pub fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// Speaks as whoever has `key`.
fn speaks_as(key: CertifiedKey) -> Result<Arc<ServerConfig>, TlsError> {
    let builder = ServerConfig::builder_with_provider(provider()).with_safe_default_protocol_versions()?;
    let resolver = rustls::sign::SingleCertAndKey::from(key);
    let mut config = builder.with_no_client_auth().with_cert_resolver(Arc::new(resolver));
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
