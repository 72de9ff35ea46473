//! `bontot import`: takes in a file that a phone without signal handed over.

use std::fmt::Write;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use shared::sync::bundle::MOST_BYTES;
use shared::sync::wire::Outcome;

use super::CliError;
use super::error::open;
use crate::pipeline::bundle::{Imported, import as take_in};
use crate::pipeline::open_documents::OpenDocuments;
use crate::state::system_clock;
use crate::store::IfMissing;

/// Takes the file in, all of it or nothing; says what became of each part.
pub fn import(path: &Path, file: &Path) -> Result<String, CliError> {
    let store = open(path, IfMissing::Fail)?;
    let mut bytes = Vec::new();
    // One byte more than a bundle may have tells that it is none.
    let read = File::open(file).and_then(|file| file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes));
    read.map_err(|source| CliError::Unreadable { path: file.to_owned(), source })?;
    let imported = take_in(&store, &Arc::new(OpenDocuments::default()), None, &bytes, system_clock());
    let imported = imported.map_err(|source| CliError::Import { path: file.to_owned(), source })?;
    let mut told = String::new();
    for part in &imported {
        // Writing into memory cannot fail.
        let _ = write!(told, "{}", Told(part));
    }
    Ok(told)
}

struct Told<'a>(&'a Imported);

impl std::fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Imported { bundle, outcomes, custody } = self.0;
        let (device, of) = (bundle.device, &bundle.organisation.name);
        writeln!(
            f,
            "Phone {device} of {of}: {} of {} changes are stored.",
            self.0.stored(),
            bundle.changes()
        )?;
        if self.0.waiting() != 0 {
            writeln!(
                f,
                "  {} build on others that nobody has brought yet; import again once they are here.",
                self.0.waiting()
            )?;
        }
        if !custody.is_empty() {
            writeln!(f, "  Of {} records changes are kept for the ward office to decide.", custody.len())?;
        }
        for outcome in outcomes {
            if let Outcome::Refused { why: refusal, .. } = outcome {
                writeln!(f, "  Not accepted: {refusal}.")?;
            }
        }
        Ok(())
    }
}
