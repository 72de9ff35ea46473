//! What a phone would say to a certificate.

use std::sync::Arc;
use std::time::Duration;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, Error, RootCertStore};
use shared::moment::Moment;

use super::name::HostName;
use super::provider;

/// What is wrong with a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Its time is over.
    Over,
    /// Its time has not come.
    NotYet,
    /// Anything else: who signed it, or for whom.
    Other,
}

/// Looks at `certificate` at the moment `now` as somebody who trusts `root` and
/// asks for `name`.
///
/// # Errors
/// What is wrong with it. Its time is looked at before anything else; that of
/// the root is not.
pub fn look(
    certificate: &CertificateDer<'_>,
    root: &CertificateDer<'static>,
    name: &HostName,
    now: Moment,
) -> Result<(), Flaw> {
    let mut roots = RootCertStore::empty();
    roots.add(root.clone()).map_err(|_| Flaw::Other)?;
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider()).build();
    let verifier = verifier.map_err(|_| Flaw::Other)?;
    let name = ServerName::try_from(name.as_str()).map_err(|_| Flaw::Other)?;
    let seconds = u64::try_from(now.millis().div_euclid(1000)).unwrap_or_default();
    let now = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
    match verifier.verify_server_cert(certificate, &[], &name, &[], now) {
        Ok(_) => Ok(()),
        Err(Error::InvalidCertificate(
            CertificateError::Expired | CertificateError::ExpiredContext { .. },
        )) => Err(Flaw::Over),
        Err(Error::InvalidCertificate(
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. },
        )) => Err(Flaw::NotYet),
        Err(_) => Err(Flaw::Other),
    }
}

/// Whether the time of a certificate has come and is not over, whoever signed it.
///
/// # Errors
/// [`Flaw::Over`] and [`Flaw::NotYet`], and nothing else.
pub fn look_at_time(certificate: &CertificateDer<'static>, now: Moment) -> Result<(), Flaw> {
    match look(certificate, certificate, &HostName::localhost(), now) {
        Err(Flaw::Other) => Ok(()),
        verdict => verdict,
    }
}
