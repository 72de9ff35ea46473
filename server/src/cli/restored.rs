//! `bontot restored`: begins a new epoch after a backup was put back.
//!
//! The server notices by itself when a phone knows more than the data file.
//! Until such a phone comes, others could fill the gap in the numbers; this
//! command leaves nothing to chance.

use std::path::Path;

use super::CliError;
use super::error::{data_error, open};
use crate::store::IfMissing;

/// Begins a new epoch.
pub fn restored(path: &Path) -> Result<String, CliError> {
    let store = open(path, IfMissing::Fail)?;
    store.write_blocking(|writing| writing.begin_epoch()).map_err(data_error(path))?;
    Ok("A new epoch has begun: every phone sends again, at its next sync, what this file lacks.\n".to_owned())
}
