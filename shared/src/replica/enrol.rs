//! Becoming a cell's phone, and becoming it again.

use thiserror::Error;

use super::news::{Held, Stored, store};
use super::{ENROLLING, IDENTITY, RULED, Table, Write, encode};
use crate::id::write_hex;
use crate::moment::Moment;
use crate::org::Organisation;
use crate::ruling::SealedWard;
use crate::sync::engine::News;
use crate::sync::wire::{DeviceKey, EnrolRequest, Enrolled, Former, SyncPoint, VERSION};

/// The ward answered for another organisation, which it should not have done:
/// the book stays whose it is, and nothing is written. Holds the organisation whose code it was.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the code is of another organisation, {}", .0.name)]
pub struct OtherOrganisation(pub Organisation);

/// The request to enrol by `code`, and what must be written before it is sent.
///
/// `before` is the request under [`ENROLLING`], whose answer may have been
/// lost: with the same code it is sent again as it was. Else `secret`, freshly
/// drawn, makes a new one. `identity` is who this phone is already, where it
/// enrols anew and keeps its book. `key` is the one by which it seals bundles.
pub fn attempt(
    before: Option<EnrolRequest>,
    identity: Option<&Enrolled>,
    code: &str,
    secret: [u8; 32],
    key: Option<DeviceKey>,
) -> (EnrolRequest, Vec<Write>) {
    let former = identity.map(|is| Former {
        device: is.device,
        token: is.token.clone(),
        organisation: is.organisation.id,
    });
    let secret = match before {
        Some(before) if letters(&before.code).eq(letters(code)) => return (before, Vec::new()),
        // The ward may have taken this secret for the device's token already.
        Some(before) if former.is_some() && before.former == former => before.secret,
        _ => Hex(secret).to_string(),
    };
    let request = EnrolRequest { version: VERSION, code: code.to_owned(), secret, former, key };
    let write = Write::Put(Table::Settings, ENROLLING.to_owned(), encode(&request));
    (request, vec![write])
}

/// What must be written so that the phone is who the ward says it is.
pub fn enrolled(identity: &Enrolled) -> Vec<Write> {
    vec![
        Write::Put(Table::Settings, IDENTITY.to_owned(), encode(identity)),
        Write::Delete(Table::Settings, ENROLLING.to_owned()),
    ]
}

/// What must be written into an empty store so that a phone whose store was
/// cleared is who it was: the sync then begins at nothing, and everything at
/// the ward comes back.
pub fn restored(identity: &Enrolled, ruled: &SealedWard) -> Vec<Write> {
    vec![
        Write::Put(Table::Settings, IDENTITY.to_owned(), encode(identity)),
        Write::Put(Table::Settings, RULED.to_owned(), encode(ruled)),
    ]
}

/// What must be stored so that a phone with a book, which was `before`, is who
/// the ward says it is now.
///
/// The ward may have lost what it gave receipts for. So everything that this
/// phone wrote as `before` goes back to the outbox and is brought again; what
/// the ward has gets the receipt that it had. Where the number is another one,
/// the ward refuses what it does not have of the old number's, and the phone
/// keeps it. What was refused before stays so. `held` has every document of the
/// store, and its device is who the phone was. `point` is where it stands; it
/// stands there afterwards, so that a ward that knows less notices it.
///
/// The session's actor belongs to the old number: whoever writes next draws a
/// fresh one.
///
/// # Errors
/// [`OtherOrganisation`] where the code was that of another organisation.
pub fn enrolled_anew(
    before: &Enrolled,
    identity: &Enrolled,
    point: SyncPoint,
    held: Held<'_>,
    now: Moment,
) -> Result<Stored, OtherOrganisation> {
    if before.organisation.id != identity.organisation.id {
        return Err(OtherOrganisation(identity.organisation.clone()));
    }
    let resend = held.documents.keys().copied().collect();
    let news = News { resend, point, ..News::default() };
    let mut stored = store(&news, held, now);
    stored.writes.extend(enrolled(identity));
    Ok(stored)
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
    use crate::id::DeviceNumber;
    use crate::org::{OrganisationKind, Ward};
    use crate::sorted_map::SortedMap;
    use crate::sync::role::Role;

    #[test]
    fn a_code_keeps_its_secret_and_another_one_gets_another() {
        let (first, writes) = attempt(None, None, "K7QM-2X4P", [1; 32], None);
        assert_eq!(first.secret, "01".repeat(32));
        assert_eq!(writes, [Write::Put(Table::Settings, ENROLLING.to_owned(), encode(&first))]);
        assert_eq!(attempt(Some(first.clone()), None, " k7qm 2x4p", [2; 32], None), (first.clone(), vec![]));
        let (other, writes) = attempt(Some(first), None, "0000-0000", [2; 32], None);
        assert_eq!((other.secret, writes.len()), ("02".repeat(32), 1));
    }

    fn identity(organisation: &str) -> Enrolled {
        let ward = Ward { code: "dong-mai".parse().unwrap(), name: String::new(), town: String::new() };
        let code = organisation.parse().unwrap();
        let organisation = Organisation::new(&ward.code, code, "Chi bộ", OrganisationKind::Cell);
        Enrolled { device: DeviceNumber(7), token: "00ff".repeat(16), ward, organisation, key: None }
    }

    /// The ward may have taken the first secret before its answer was lost.
    #[test]
    fn a_phone_that_enrols_anew_says_who_it_was_and_keeps_its_secret() {
        let is = identity("bieu-nghi");
        let (first, _) = attempt(None, Some(&is), "K7QM-2X4P", [1; 32], None);
        let organisation = is.organisation.id;
        assert_eq!(first.former, Some(Former { device: is.device, token: is.token.clone(), organisation }));
        let (other, writes) = attempt(Some(first.clone()), Some(&is), "0000-0000", [2; 32], None);
        assert_eq!((&other.secret, &other.former), (&first.secret, &first.former));
        assert_eq!(writes.len(), 1);
        // A request of a phone that was nobody yet had another secret.
        let (nobody, _) = attempt(None, None, "K7QM-2X4P", [1; 32], None);
        assert_eq!(attempt(Some(nobody), Some(&is), "0000-0000", [2; 32], None).0.secret, "02".repeat(32));
    }

    #[test]
    fn a_book_stays_whose_it_is() {
        let (ruled, outbox) = (SealedWard::default(), SortedMap::new());
        let anew = |now: &Enrolled| {
            let device = DeviceNumber(7);
            let held = Held {
                device,
                outbox: &outbox,
                ruled: &ruled,
                role: Role::Writer,
                documents: SortedMap::new(),
            };
            let before = identity("bieu-nghi");
            enrolled_anew(&before, now, SyncPoint::default(), held, Moment::default())
        };
        let other = identity("trai-thanh");
        assert_eq!(anew(&other).map(|_| ()), Err(OtherOrganisation(other.organisation.clone())));
        assert!(anew(&identity("bieu-nghi")).is_ok());
    }
}
