//! `bontot verify` and `bontot rebuild`: whether a data file is whole, and
//! making anew what is computed from its log.

use std::path::Path;

use super::CliError;
use super::error::{data_error, open};
use crate::store::IfMissing;
use crate::store::health::inspect;
use crate::upkeep::finding::Finding;
use crate::upkeep::rebuild;
use crate::upkeep::verify::{self as checks};

/// Findings that are listed one by one; of more there is only the number.
const MOST_LISTED: usize = 20;

/// Looks at everything in the data file and changes nothing; a server may be at work on it.
pub fn verify(path: &Path) -> Result<String, CliError> {
    let report = inspect(path, checks::verify).map_err(data_error(path))?;
    if report.findings.is_empty() {
        return Ok(format!(
            "{} is whole: {} changes of {} documents in {} wards, {} pictures, {} years of organisations.\n",
            path.display(),
            report.changes,
            report.documents,
            report.wards,
            report.pictures,
            report.years,
        ));
    }
    let next = if report.is_damaged() {
        format!("stop the server, then `bontot restore BACKUP --data {}`", path.display())
    } else {
        format!("nothing that was recorded is lost; `bontot rebuild --data {}`", path.display())
    };
    Err(CliError::Damaged { path: path.to_owned(), findings: lines(&report.findings), next })
}

/// Makes anew what is computed from the log.
pub fn rebuild(path: &Path) -> Result<String, CliError> {
    let store = open(path, IfMissing::Fail)?;
    let rebuilt = rebuild::rebuild(&store).map_err(data_error(path))?;
    Ok(format!(
        "{} documents were read anew from their changes, and the standings of {} years of wards computed anew.\n",
        rebuilt.documents, rebuilt.years
    ))
}

/// The findings, one a line.
pub(super) fn lines(findings: &[Finding]) -> String {
    let mut lines: Vec<_> = findings.iter().take(MOST_LISTED).map(|finding| format!("  {finding}")).collect();
    if let Some(more) = findings.len().checked_sub(MOST_LISTED).filter(|more| *more != 0) {
        lines.push(format!("  and {more} more"));
    }
    lines.join("\n")
}
