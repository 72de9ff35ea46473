//! `bontot choose`: which of the schemes that fit judges the organisations of a ward.

use std::path::Path;

use shared::org::Code;
use shared::ruling::{Ruling, SchemeChoice};
use shared::year::Year;

use super::CliError;
use super::code::find_ward;
use super::error::{data_error, open};
use super::scheme;
use crate::state::system_clock;
use crate::store::{IfMissing, StoreError};

/// Chooses the scheme that `name` means for what it judges, in `year` or in
/// every year that has no choice of its own. It is applied first where it was not.
pub fn choose(path: &Path, ward: &Code, name: &str, year: Option<Year>) -> Result<String, CliError> {
    let scheme = scheme::find(name, Path::new("."))?;
    let store = open(path, IfMissing::Fail)?;
    let ward = find_ward(&store, path, ward)?;
    let when =
        year.map_or_else(|| "every year without a choice of its own".to_owned(), |year| year.to_string());
    let word = format!("{}: {} now judges in {when}.\n", ward.name, scheme.id);
    let choice = SchemeChoice {
        subject: scheme.subject,
        kind: scheme.organisations,
        year,
        scheme: scheme.id.clone(),
        version: scheme.version,
    };
    let chosen = store.write_blocking(move |writing| -> Result<(), StoreError> {
        let now = system_clock();
        if !writing.reading().ruled_ward(&ward.code)?.schemes.contains(&scheme) {
            writing.put_ruling(&ward.code, &Ruling::SchemeApplied(scheme), now)?;
        }
        writing.put_ruling(&ward.code, &Ruling::SchemeChosen(choice), now)?;
        Ok(())
    });
    chosen.map_err(data_error(path))?;
    Ok(word)
}
