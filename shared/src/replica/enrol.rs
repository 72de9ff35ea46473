//! Becoming a cell's phone.

use super::{ENROLLING, IDENTITY, Table, Write, encode};
use crate::id::write_hex;
use crate::sync::wire::{EnrolRequest, Enrolled, VERSION};

/// The request to enrol by `code`, and what must be written before it is sent.
///
/// `before` is the request under [`ENROLLING`], whose answer may have been
/// lost: with the same code it is sent again as it was. Else `secret`, freshly
/// drawn, makes a new one.
pub fn attempt(before: Option<EnrolRequest>, code: &str, secret: [u8; 32]) -> (EnrolRequest, Vec<Write>) {
    match before {
        Some(before) if letters(&before.code).eq(letters(code)) => (before, Vec::new()),
        _ => {
            let secret = Hex(secret).to_string();
            let request = EnrolRequest { version: VERSION, code: code.to_owned(), secret };
            let write = Write::Put(Table::Settings, ENROLLING.to_owned(), encode(&request));
            (request, vec![write])
        }
    }
}

/// What must be written so that the phone is who the ward says it is.
pub fn enrolled(identity: &Enrolled) -> Vec<Write> {
    vec![
        Write::Put(Table::Settings, IDENTITY.to_owned(), encode(identity)),
        Write::Delete(Table::Settings, ENROLLING.to_owned()),
    ]
}

/// What counts of a code, however it was typed.
fn letters(code: &str) -> impl Iterator<Item = char> {
    code.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_uppercase())
}

struct Hex([u8; 32]);

impl std::fmt::Display for Hex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write_hex(f, &self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_keeps_its_secret_and_another_one_gets_another() {
        let (first, writes) = attempt(None, "K7QM-2X4P", [1; 32]);
        assert_eq!(first.secret, "01".repeat(32));
        assert_eq!(writes, [Write::Put(Table::Settings, ENROLLING.to_owned(), encode(&first))]);
        assert_eq!(attempt(Some(first.clone()), " k7qm 2x4p", [2; 32]), (first.clone(), vec![]));
        let (other, writes) = attempt(Some(first), "0000-0000", [2; 32]);
        assert_eq!((other.secret, writes.len()), ("02".repeat(32), 1));
    }
}
