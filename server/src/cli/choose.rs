//! `bontot choose`: which of the schemes that fit judges the organisations of a ward.

use std::path::Path;

use shared::org::Code;
use shared::ruling::{ChoiceSpan, Ruling, SchemeChoice};
use shared::year::Year;

use super::CliError;
use super::code::find_ward;
use super::error::{data_error, open};
use super::scheme::{self, ApplyError, SchemeError};
use crate::office::schemes::looked_after_until;
use crate::state::system_clock;
use crate::store::IfMissing;

/// Chooses the scheme that `name` means for what it judges, for `span`. It is
/// applied first where it was not.
pub fn choose(path: &Path, ward: &Code, name: &str, span: ChoiceSpan) -> Result<String, CliError> {
    let scheme = scheme::find(name, Path::new("."))?;
    if scheme.is_roll_up() {
        return Err(SchemeError::OnlySums(scheme.id).into());
    }
    let is_valid = |month| scheme.applies(scheme.subject, scheme.organisations.first, month);
    let begins = match span {
        ChoiceSpan::EveryYear => true,
        ChoiceSpan::Year(year) => year.months().any(is_valid),
        ChoiceSpan::From(month) => is_valid(month),
    };
    if !begins {
        return Err(SchemeError::NotValid(scheme.id).into());
    }
    let store = open(path, IfMissing::Fail)?;
    let ward = find_ward(&store, path, ward)?;
    let when = match span {
        ChoiceSpan::EveryYear => "in every year without a choice of its own".to_owned(),
        ChoiceSpan::Year(year) => format!("in {year}"),
        ChoiceSpan::From(month) => format!("from {month} on"),
    };
    let word = format!("{}: {} now judges {when}.\n", ward.name, scheme.id);
    let (year, from) = span.parts();
    let (subject, version, id) = (scheme.subject, scheme.version, scheme.id.clone());
    let choice = move |kind| SchemeChoice { subject, kind, year, scheme: id.clone(), version, from };
    let choices: Vec<_> = scheme.organisations.all().map(choice).collect();
    let chosen = store.write_blocking(move |writing| -> Result<(), ApplyError> {
        let now = system_clock();
        let ruled = writing.reading().ruled_ward(&ward.code)?;
        if !ruled.schemes.contains(&scheme) {
            scheme::keeps_levels(&ruled.schemes, &scheme)?;
            // What is applied anew would judge other times, too.
            let kinds: Vec<_> = scheme.organisations.all().collect();
            let valid_from = Year::of(scheme.valid_from.last_day());
            let until = looked_after_until(year.unwrap_or(valid_from), now);
            for kept in ruled.kept_elsewhere(&scheme, &kinds, span, until) {
                writing.put_ruling(&ward.code, &Ruling::SchemeChosen(kept), now)?;
            }
            writing.put_ruling(&ward.code, &Ruling::SchemeApplied(scheme), now)?;
        }
        for choice in choices {
            writing.put_ruling(&ward.code, &Ruling::SchemeChosen(choice), now)?;
        }
        Ok(())
    });
    chosen.map_err(|error| match error {
        ApplyError::Store(source) => data_error(path)(source),
        ApplyError::Scheme(source) => source.into(),
    })?;
    Ok(word)
}
