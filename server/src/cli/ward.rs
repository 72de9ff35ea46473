//! `bontot ward`: founds a ward from a file, or brings its register up to date.
//!
//! Whatever the file says anew becomes a ruling of the ward; what it does not
//! name any more stays, since records may belong to it.

use std::path::Path;

use serde::Deserialize;
use shared::month::Month;
use shared::org::{Code, Organisation, OrganisationKind, Ward};
use shared::ruling::Ruling;
use shared::scheme::Scheme;
use shared::words::is_blank;
use thiserror::Error;

use super::CliError;
use super::error::{data_error, open};
use super::scheme::{self, ApplyError, SchemeError};
use crate::state::system_clock;
use crate::store::{IfMissing, Writing};

/// Why a file founds no ward.
#[derive(Debug, Error)]
pub enum WardFileError {
    /// It cannot be read.
    #[error("it cannot be read")]
    Unreadable(#[from] std::io::Error),
    /// It is not TOML of this shape.
    #[error(transparent)]
    Shape(#[from] toml::de::Error),
    /// A name for addresses is not one.
    #[error("{0:?} is no code: 1 to 40 lower-case letters, digits and hyphens, such as dong-mai")]
    Code(String),
    /// A name is missing.
    #[error("{0:?} has no name")]
    Nameless(String),
    /// An organisation stands twice.
    #[error("{0:?} stands twice")]
    Twice(String),
    /// Names and files that give no scheme, all of them, with every fault.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Schemes(Vec<SchemeError>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WardFile {
    code: String,
    name: String,
    town: String,
    month: Month,
    schemes: Vec<String>,
    cells: Vec<CellEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CellEntry {
    code: String,
    name: String,
    /// The comparable group; what the office said of it stays where the file says nothing.
    #[serde(default)]
    group: Option<String>,
}

/// What the file says, checked.
struct Plan {
    ward: Ward,
    cells: Vec<Organisation>,
    schemes: Vec<Scheme>,
    month: Month,
}

/// Founds the ward that `file` tells of in the data file at `path`.
pub fn ward(path: &Path, file: &Path) -> Result<String, CliError> {
    let plan = read(file).map_err(|source| CliError::WardFile { path: file.to_owned(), source })?;
    let store = open(path, IfMissing::Create)?;
    let word = format!(
        "{} has {} cells and {} schemes, and works on {}.\n\
         Next: `bontot code cell {} CELL` for each phone, `bontot code viewer {}` for the office.\n",
        plan.ward.name,
        plan.cells.len(),
        plan.schemes.len(),
        plan.month,
        plan.ward.code,
        plan.ward.code,
    );
    store.write_blocking(move |writing| found(writing, &plan)).map_err(|error| match error {
        ApplyError::Store(source) => data_error(path)(source),
        ApplyError::Scheme(source) => {
            CliError::WardFile { path: file.to_owned(), source: WardFileError::Schemes(vec![source]) }
        }
    })?;
    Ok(word)
}

/// Scheme files that it names lie beside it, or where their paths lead from there.
fn read(file: &Path) -> Result<Plan, WardFileError> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let file: WardFile = toml::from_str(&std::fs::read_to_string(file)?)?;
    let code = code(&file.code)?;
    let mut cells: Vec<Organisation> = Vec::new();
    for entry in file.cells {
        let cell = self::code(&entry.code)?;
        if cells.iter().any(|known| known.code == cell) {
            return Err(WardFileError::Twice(entry.code));
        }
        let name = name(&entry.code, &entry.name)?;
        let group = entry.group.map(|group| self::name(&entry.code, &group)).transpose()?;
        cells.push(Organisation { group, ..Organisation::new(&code, cell, &name, OrganisationKind::Cell) });
    }
    let mut schemes = Vec::new();
    let mut wrong = Vec::new();
    for name in &file.schemes {
        match scheme::find(name, folder) {
            Ok(scheme) => schemes.push(scheme),
            Err(error) => wrong.push(error),
        }
    }
    if !wrong.is_empty() {
        return Err(WardFileError::Schemes(wrong));
    }
    let ward = Ward { name: name(&file.code, &file.name)?, town: file.town, code };
    Ok(Plan { ward, cells, schemes, month: file.month })
}

fn code(text: &str) -> Result<Code, WardFileError> {
    text.parse().map_err(|_| WardFileError::Code(text.to_owned()))
}

fn name(code: &str, name: &str) -> Result<String, WardFileError> {
    let name = name.trim();
    if is_blank(name) { Err(WardFileError::Nameless(code.to_owned())) } else { Ok(name.to_owned()) }
}

fn found(writing: &Writing<'_>, plan: &Plan) -> Result<(), ApplyError> {
    let code = &plan.ward.code;
    writing.put_ward(&plan.ward)?;
    let before = writing.reading().ruled_ward(code)?;
    let now = system_clock();
    for cell in &plan.cells {
        let known = before.organisation(cell.id);
        let group = cell.group.clone().or_else(|| known?.group.clone());
        let cell = Organisation { group, ..cell.clone() };
        if known != Some(&cell) {
            writing.put_ruling(code, &Ruling::Registered(cell), now)?;
        }
    }
    let mut published = before.schemes.clone();
    for scheme in plan.schemes.iter().filter(|scheme| !before.schemes.contains(scheme)) {
        scheme::keeps_levels(&published, scheme)?;
        published.push(scheme.clone());
        writing.put_ruling(code, &Ruling::SchemeApplied(scheme.clone()), now)?;
    }
    if before.month != Some(plan.month) {
        writing.put_ruling(code, &Ruling::MonthOpened(plan.month), now)?;
    }
    Ok(())
}
