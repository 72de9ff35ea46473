//! Why a command cannot be carried out, in words that say what to do.

use std::path::{Path, PathBuf};

use shared::id::DeviceNumber;
use shared::org::Code;
use thiserror::Error;

use super::scheme::SchemeError;
use super::ward::WardFileError;
use crate::assets::SiteError;
use crate::demo::DemoError;
use crate::forward::road::RoadError;
use crate::forward::take::TakeError;
use crate::pipeline::bundle::ImportError;
use crate::serve::ListenError;
use crate::store::backup::BackupError;
use crate::store::{IfMissing, Store, StoreError};
use crate::tls::TlsError;

/// Why a command cannot be carried out.
#[derive(Debug, Error)]
pub enum CliError {
    /// The data file is not usable.
    #[error("the data file {path} cannot be used")]
    Data {
        /// The file.
        path: PathBuf,
        /// Why.
        source: StoreError,
    },
    /// The data file, or a backup, is not whole.
    #[error("{path} is not whole:\n{findings}\nNext: {next}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found, one a line.
        findings: String,
        /// What to do.
        next: String,
    },
    /// There is no backup, or none was put back.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// The server cannot listen.
    #[error(transparent)]
    Listen(#[from] ListenError),
    /// The server cannot speak TLS.
    #[error("HTTPS cannot be served")]
    Tls(#[from] TlsError),
    /// There is no way to the town's server, or it refuses.
    #[error(transparent)]
    Road(#[from] RoadError),
    /// What it answered cannot be stored.
    #[error(transparent)]
    Forward(#[from] TakeError),
    /// The data file is a relay's, and only the town's server does this.
    #[error("{0} is a relay's data file: give this command at the town's server, and `bontot forward` here")]
    OnlyAtTown(PathBuf),
    /// The data file is no relay's.
    #[error("{0} is no relay's data file; `bontot join URL CODE` makes one")]
    NoRelay(PathBuf),
    /// The data file is a server's of its own, or another ward's relay's.
    #[error("{0} has a ward already that it did not get from there; name a new file for the relay")]
    OtherWard(PathBuf),
    /// There is no such relay, or it was revoked before.
    #[error("ward {ward} has no relay {number} that could be revoked; it has {}", numbers(.known))]
    UnknownRelay {
        /// The ward.
        ward: Code,
        /// What was asked for.
        number: u32,
        /// What there is.
        known: Vec<u32>,
    },
    /// The embedded site is not one.
    #[error("this program was built with a broken site; build it again with `cargo xtask dist`")]
    Site(#[from] SiteError),
    /// The demonstration cannot be written.
    #[error("the demonstration cannot be written")]
    Demo(#[from] DemoError),
    /// The operating system does not do its part.
    #[error("the system does not let the server run")]
    System(#[from] std::io::Error),
    /// A file founds no ward.
    #[error("the ward's file {path} cannot be used")]
    WardFile {
        /// The file.
        path: PathBuf,
        /// Why.
        source: WardFileError,
    },
    /// There is no such scheme.
    #[error(transparent)]
    Scheme(#[from] SchemeError),
    /// There is no such ward.
    #[error("there is no ward {ward}; the data file has {}", list(.known))]
    UnknownWard {
        /// What was asked for.
        ward: Code,
        /// What there is.
        known: Vec<Code>,
    },
    /// A file of a phone cannot be read.
    #[error("the file {path} cannot be read")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file of a phone is not taken in.
    #[error("nothing of {path} was taken in")]
    Import {
        /// The file.
        path: PathBuf,
        /// Why.
        source: ImportError,
    },
    /// There is no such phone, or it was revoked before.
    #[error("ward {ward} has no phone {device} that could be revoked; it has {}", numbers(.known))]
    UnknownDevice {
        /// The ward.
        ward: Code,
        /// What was asked for.
        device: DeviceNumber,
        /// What there is.
        known: Vec<DeviceNumber>,
    },
    /// There is no such organisation in the ward.
    #[error("there is no organisation {organisation} in {ward}; it has {}", list(.known))]
    UnknownOrganisation {
        /// The ward.
        ward: Code,
        /// What was asked for.
        organisation: Code,
        /// What there is.
        known: Vec<Code>,
    },
}

fn numbers<N: ToString>(known: &[N]) -> String {
    match known {
        [] => "none".to_owned(),
        known => known.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    }
}

fn list(known: &[Code]) -> String {
    match known {
        [] => "none yet; `bontot ward FILE` founds one".to_owned(),
        known => known.iter().map(Code::as_str).collect::<Vec<_>>().join(", "),
    }
}

/// Opens the data file for a command.
pub(super) fn open(path: &Path, if_missing: IfMissing) -> Result<Store, CliError> {
    Store::open_or(path, if_missing).map_err(data_error(path))
}

/// Names the data file to which a fault belongs.
pub(super) fn data_error(path: &Path) -> impl Fn(StoreError) -> CliError {
    move |source| match source {
        StoreError::Relay => CliError::OnlyAtTown(path.to_owned()),
        source => CliError::Data { path: path.to_owned(), source },
    }
}
