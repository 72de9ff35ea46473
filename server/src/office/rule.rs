//! Making rulings: at the end of the ward's order, unless somebody ruled on the
//! same matter since the form was drawn.

use shared::moment::Moment;
use shared::org::Code;
use shared::ruling::Ruling;
use shared::words::Title;
use thiserror::Error;

use crate::store::rulings::Signed;
use crate::store::{Reading, StoreError, Writing};

/// Why nothing was ruled.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RuleError {
    /// Somebody ruled on the same matter meanwhile.
    #[error("ruling {} is on the same matter", .0.ruled.seq)]
    Contested(Box<Signed>),
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes the rulings that `make` makes of the present view, all or none.
/// `seen` is the number of the last ruling that the form rested on.
pub fn rule(
    writing: &Writing<'_>,
    ward: &Code,
    seen: u64,
    official: &Title,
    at: Moment,
    make: impl FnOnce(&Reading<'_>) -> Result<Vec<Ruling>, StoreError>,
) -> Result<(), RuleError> {
    let since = writing.reading().signed_rulings(ward, seen)?;
    let rulings = make(&writing.reading())?;
    let matters: Vec<_> = rulings.iter().map(Ruling::matter).collect();
    // The latest of them is the one to be shown.
    if let Some(other) = since.into_iter().rev().find(|other| matters.contains(&other.ruled.ruling.matter()))
    {
        return Err(RuleError::Contested(Box::new(other)));
    }
    for ruling in &rulings {
        writing.put_signed_ruling(ward, ruling, Some(official), at)?;
    }
    Ok(())
}
