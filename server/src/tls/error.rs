//! Why the server cannot speak TLS, in words that say what to do.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::name::HostName;

/// Why the server cannot speak TLS.
#[derive(Debug, Error)]
pub enum TlsError {
    /// A file with a certificate or key cannot be read.
    #[error("{path} cannot be read; it must be a file that the user of this program may read")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file with a certificate or key cannot be written.
    #[error("{path} cannot be written; its folder must be one that may be written to")]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is no certificate in the file.
    #[error(
        "{0} has no certificate; it must begin with the server's own, in PEM form (-----BEGIN CERTIFICATE-----)"
    )]
    NoCertificate(PathBuf),
    /// There is no key in the file.
    #[error("{0} has no private key; it must be one in PEM form, and not locked by a password")]
    NoKey(PathBuf),
    /// The key is not that of the certificate, or neither can be used.
    #[error("the key in {key} does not belong to the certificate in {certificate}")]
    NotAPair {
        /// The file with the certificate.
        certificate: PathBuf,
        /// The file with the key.
        key: PathBuf,
    },
    /// A certificate that was given is over.
    #[error("the certificate in {0} has expired; get another one")]
    Expired(PathBuf),
    /// The time of a certificate that was given has not come.
    #[error("by this machine's clock, the certificate in {0} is not good yet; set the clock right")]
    NotYet(PathBuf),
    /// The machine's clock is before the authority was made.
    #[error("by this machine's clock, the authority in {0} is not made yet; set the clock right")]
    ClockBehind(PathBuf),
    /// The file of the authority does not hold what this program wrote.
    #[error(
        "{0} is not what this program wrote; move it away, and another authority is made, which phones must be told to trust anew"
    )]
    BrokenAuthority(PathBuf),
    /// The authority was made without this name.
    #[error(
        "the authority in {path} may not name {name}; move it away, and another one is made, which phones must be told to trust anew"
    )]
    NameOutside {
        /// The file of the authority.
        path: PathBuf,
        /// The name.
        name: HostName,
    },
    /// A certificate cannot be made.
    #[error("a certificate cannot be made")]
    Making(#[from] rcgen::Error),
    /// The library refuses what it is to speak by.
    #[error("TLS cannot be spoken")]
    Speaking(#[from] rustls::Error),
}
