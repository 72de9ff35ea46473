//! `bontot choose`: which of the schemes that fit judges the organisations of a ward.

use std::path::Path;

use shared::month::Month;
use shared::org::Code;
use shared::ruling::{ChoiceSpan, Ruling, SchemeChoice};

use super::CliError;
use super::code::find_ward;
use super::error::{data_error, open};
use super::scheme;
use crate::state::system_clock;
use crate::store::{IfMissing, StoreError};

/// Chooses the scheme that `name` means for what it judges, for `span`. It is
/// applied first where it was not.
pub fn choose(path: &Path, ward: &Code, name: &str, span: ChoiceSpan) -> Result<String, CliError> {
    let scheme = scheme::find(name, Path::new("."))?;
    let store = open(path, IfMissing::Fail)?;
    let ward = find_ward(&store, path, ward)?;
    let when = match span {
        ChoiceSpan::EveryYear => "in every year without a choice of its own".to_owned(),
        ChoiceSpan::Year(year) => format!("in {year}"),
        ChoiceSpan::From(month) => format!("from {month} on"),
    };
    let word = format!("{}: {} now judges {when}.\n", ward.name, scheme.id);
    let (year, from) = span.parts();
    let choice = SchemeChoice {
        subject: scheme.subject,
        kind: scheme.organisations,
        year,
        scheme: scheme.id.clone(),
        version: scheme.version,
        from,
    };
    let chosen = store.write_blocking(move |writing| -> Result<(), StoreError> {
        let now = system_clock();
        let ruled = writing.reading().ruled_ward(&ward.code)?;
        if !ruled.schemes.contains(&scheme) {
            // What is applied anew would judge the months before, too.
            let before = |from: Month| ruled.kept_until(choice.subject, choice.kind, from.previous());
            if let Some(kept) = choice.from.and_then(before) {
                writing.put_ruling(&ward.code, &Ruling::SchemeChosen(kept), now)?;
            }
            writing.put_ruling(&ward.code, &Ruling::SchemeApplied(scheme), now)?;
        }
        writing.put_ruling(&ward.code, &Ruling::SchemeChosen(choice), now)?;
        Ok(())
    });
    chosen.map_err(data_error(path))?;
    Ok(word)
}
