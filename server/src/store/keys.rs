//! The keys of the data file.

use rusqlite::{Connection, OptionalExtension};

use super::StoreError;
use crate::auth::signing::ReceiptKey;

/// The key that signs receipts, which a data file without one gets now.
pub(super) fn receipt_key(connection: &Connection) -> Result<ReceiptKey, StoreError> {
    let mut find = connection.prepare("SELECT secret FROM keys WHERE name = 'receipts'")?;
    let mut find = || find.query_row([], |row| row.get::<_, [u8; 32]>(0)).optional();
    if let Some(secret) = find()? {
        return Ok(ReceiptKey::of(&secret));
    }
    let mut secret = [0; 32];
    getrandom::fill(&mut secret)?;
    // Another program may be at the same: the first one's counts.
    connection.execute("INSERT OR IGNORE INTO keys (name, secret) VALUES ('receipts', ?1)", [secret])?;
    let secret = find()?.ok_or_else(|| StoreError::Damaged("it has no key".to_owned()))?;
    Ok(ReceiptKey::of(&secret))
}
