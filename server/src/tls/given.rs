//! A certificate that the operator has from somebody else.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use shared::moment::Moment;

use super::verdict::{Flaw, look_at_time};
use super::{TlsError, provider, speaks_as};

/// A certificate and its key in files. Whoever renews them writes the files
/// anew, and the server takes them up by itself.
#[derive(Debug)]
pub struct Given {
    certificate: PathBuf,
    key: PathBuf,
    present: Mutex<Present>,
}

#[derive(Debug)]
struct Present {
    written: [Option<SystemTime>; 2],
    config: Arc<ServerConfig>,
}

impl Given {
    /// Reads the files.
    ///
    /// # Errors
    /// Where they cannot be read, do not belong together, or the certificate is over.
    pub fn read(certificate: &Path, key: &Path, now: Moment) -> Result<Self, TlsError> {
        let written = [written(certificate), written(key)];
        let pair = pair(certificate, key)?;
        // Who signed it, and for which name, is between the operator and the phones.
        let time = pair.cert.first().map_or(Ok(()), |own| look_at_time(own, now));
        time.map_err(|flaw| match flaw {
            Flaw::NotYet => TlsError::NotYet(certificate.to_owned()),
            Flaw::Over | Flaw::Other => TlsError::Expired(certificate.to_owned()),
        })?;
        let present = Mutex::new(Present { written, config: speaks_as(pair)? });
        Ok(Self { certificate: certificate.to_owned(), key: key.to_owned(), present })
    }

    /// What a connection is told. Files that were written anew and cannot be
    /// used are left alone until they are written again.
    pub fn config(&self) -> Arc<ServerConfig> {
        let written = [written(&self.certificate), written(&self.key)];
        let mut present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        if present.written != written {
            present.written = written;
            match pair(&self.certificate, &self.key).and_then(speaks_as) {
                Ok(config) => present.config = config,
                Err(error) => tracing::error!(%error, "the new certificate is not used"),
            }
        }
        Arc::clone(&present.config)
    }
}

fn written(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|file| file.modified()).ok()
}

fn pair(certificate: &Path, key: &Path) -> Result<CertifiedKey, TlsError> {
    let read =
        |path: &Path| fs::read(path).map_err(|source| TlsError::Unreadable { path: path.to_owned(), source });
    let chain = CertificateDer::pem_slice_iter(&read(certificate)?).collect::<Result<Vec<_>, _>>();
    let chain = chain.ok().filter(|chain| !chain.is_empty());
    let chain = chain.ok_or_else(|| TlsError::NoCertificate(certificate.to_owned()))?;
    let private = PrivateKeyDer::from_pem_slice(&read(key)?).map_err(|_| TlsError::NoKey(key.to_owned()))?;
    CertifiedKey::from_der(chain, private, &provider())
        .map_err(|_| TlsError::NotAPair { certificate: certificate.to_owned(), key: key.to_owned() })
}
