//! `bontot backup` and `bontot restore`: a whole data file beside the one in
//! use, and back.

use std::path::Path;

use super::CliError;
use super::verify::lines;
use crate::store::backup::{back_up, discard, prepare, put_in_place};
use crate::store::health::inspect;
use crate::upkeep::verify::verify;

/// Copies the data file to `to`; a server may be at work on it.
pub fn backup(path: &Path, to: &Path) -> Result<String, CliError> {
    back_up(path, to)?;
    Ok(format!(
        "{} holds everything that was stored up to now, and was read back.\n\
         Keep it where this machine's faults do not reach, and safe: whoever has it has every record.\n\
         To put it back: stop the server, then `bontot restore {} --data {}`.\n",
        to.display(),
        to.display(),
        path.display(),
    ))
}

/// Puts the backup at `from` in the place of the data file, which is kept under
/// another name. A new epoch begins, so that phones bring again what it lacks.
pub fn restore(path: &Path, from: &Path) -> Result<String, CliError> {
    let fresh = prepare(from, path)?;
    let checked = inspect(&fresh, verify).map_err(super::error::data_error(from));
    let report = match checked {
        Ok(report) if report.is_damaged() => Err(CliError::Damaged {
            path: from.to_owned(),
            findings: lines(&report.findings),
            next: "the data file stays as it was; restore another backup".to_owned(),
        }),
        other => other,
    };
    let report = report.inspect_err(|_| discard(&fresh))?;
    let aside = put_in_place(&fresh, path).inspect_err(|_| discard(&fresh))?;
    let mut word = format!(
        "{} is what {} was: {} changes of {} documents.\n\
         A new epoch has begun: every phone sends again, at its next sync, what this file lacks.\n",
        path.display(),
        from.display(),
        report.changes,
        report.documents,
    );
    if let Some(aside) = aside {
        word += &format!("The former file is kept as {}; remove it once all is well.\n", aside.display());
    }
    if !report.findings.is_empty() {
        word += &format!("Some of what is computed is stale: `bontot rebuild --data {}`.\n", path.display());
    }
    word += "Next: start the server with `bontot serve`.\n";
    Ok(word)
}
