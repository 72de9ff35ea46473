//! The copy that is kept of a data file before a newer program changes its
//! tables, so that the program that made it can be started on it again.

use std::path::Path;

use super::StoreError;
use super::backup::{BackupError, beside, copy, settle};
use super::connection::{check_owner, newest_version, open_plainly, version};

/// Keeps the data file at `path` as it is beside itself, if its tables are of an
/// older version: `.before-15` where version 15 is to come. A copy of an earlier
/// attempt is replaced: what it had is in the file still.
///
/// # Errors
/// Where there can be no copy, nothing is changed either.
pub(super) fn keep_before(path: &Path) -> Result<(), StoreError> {
    // What is wrong with the file is said by who opens it to write.
    let Ok(found) = version_of(path) else { return Ok(()) };
    if found == 0 || newest_version() <= found {
        return Ok(());
    }
    let kept = beside(path, &format!("before-{}", found + 1));
    let part = beside(&kept, "part");
    copy(path, &part).and_then(|()| settle(&part, &kept)).map_err(|error| match error {
        BackupError::Source { source, .. } | BackupError::Target { source, .. } => source,
        other => StoreError::Disk(other.to_string()),
    })?;
    tracing::info!(kept = %kept.display(), "the data file is kept as it was before its tables change");
    Ok(())
}

fn version_of(path: &Path) -> Result<usize, StoreError> {
    if !path.exists() {
        return Ok(0);
    }
    let connection = open_plainly(path)?;
    check_owner(&connection)?;
    version(&connection)
}
