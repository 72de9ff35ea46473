//! Who wrote with a phone, as the roster says it.

use leptos::prelude::*;
use shared::id::DeviceNumber;
use shared::lang::Lang;
use shared::record::Record;
use shared::record::roster::Roster;

use super::members::{name_of, roster_id};
use crate::format::number;
use crate::state::book::Book;
use crate::t;

/// Who wrote: the member who uses the phone, with the phone in small; the phone
/// alone where nobody is named.
pub fn who(book: Book, lang: Lang, device: DeviceNumber) -> impl IntoView + use<> {
    let own = book.identity.with_untracked(|identity| identity.as_ref().map(|identity| identity.device));
    let phone = if Some(device) == own {
        t::conflict_this_phone(lang).to_owned()
    } else {
        t::conflict_other_phone(lang, number(lang, device.0))
    };
    let users = roster_id(book).and_then(|id| {
        book.rows.with_untracked(|rows| match &rows.get(&id)?.fact.record {
            Record::Roster(roster) => users(lang, roster, device),
            _ => None,
        })
    });
    match users {
        Some(users) => view! { {users} <small class="meta">{phone}</small> }.into_any(),
        None => phone.into_any(),
    }
}

/// The names of those who use the phone.
fn users(lang: Lang, roster: &Roster, device: DeviceNumber) -> Option<String> {
    let names: Vec<_> = roster.users_of(device).map(|(_, member)| name_of(lang, member)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

#[cfg(test)]
mod tests {
    use shared::id::MemberId;
    use shared::record::roster::{Member, Phones};

    use super::*;

    #[test]
    fn a_phone_is_called_by_who_uses_it() {
        let member = |number: u8, phones: Option<Phones>| {
            let member = Member { name: format!("Đ/c Mẫu {number:02}"), phones, ..Member::default() };
            (MemberId::from_bytes([number; 16]), member)
        };
        let phones = |text: &str| text.parse::<Phones>().ok();
        let members = [member(1, phones("15,16")), member(2, None), member(3, phones("16"))];
        let roster = Roster { members: members.into_iter().collect() };
        let check = |device, expect: Option<&str>| {
            assert_eq!(users(Lang::Vi, &roster, DeviceNumber(device)).as_deref(), expect);
        };
        check(15, Some("Đ/c Mẫu 01"));
        check(16, Some("Đ/c Mẫu 01, Đ/c Mẫu 03"));
        check(5, None);
    }
}
