//! Disciplinary measures in the roster: nothing that two phones enter is lost,
//! and nothing that was entered is cleared.

use shared::document::command::choose;
use shared::document::command::roster::{MemberEntry, enter_member, record_discipline};
use shared::document::conflict::conflicts;
use shared::document::edit::{Edit, Stamp, Value};
use shared::document::history::{history, may_be_empty, restore};
use shared::document::read::read;
use shared::id::{Actor, DeviceNumber, EntryId, MemberId};
use shared::moment::Moment;
use shared::record::roster::{Discipline, Membership, Office, Validity};
use shared::record::{Kind, Record};
use shared::sorted_map::SortedMap;
use shared::words::Title;

use crate::phone::Phone;

const WHO: MemberId = MemberId::from_bytes([1; 16]);

fn measure(text: &str) -> Discipline {
    text.parse().unwrap()
}

fn reprimand() -> Discipline {
    measure("reprimand 2024-05-02 2023 secretary by_others stands QĐ 12-QĐ/UBKT")
}

fn warning() -> Discipline {
    measure("warning 2024-06-02 2024 secretary self_remedied stands")
}

fn entry(number: u8) -> EntryId {
    EntryId::from_bytes([number; 16])
}

fn known(phone: &Phone) -> SortedMap<EntryId, Discipline> {
    let Record::Roster(roster) = read(&phone.document) else { panic!("a roster") };
    roster.members.get(&WHO).unwrap().discipline.clone()
}

/// Two phones that know the member; or neither does, and each enters them.
fn phones(together: bool) -> [Phone; 2] {
    let mut phones = [Phone::new(Kind::Roster, 1), Phone::new(Kind::Roster, 2)];
    let name = Title::new("Đ/c Mẫu 01").unwrap();
    let member = MemberEntry { name, membership: Membership::Full, office: Office::Secretary, group: None };
    phones[0].write(&enter_member(WHO, &member));
    if together {
        let first = phones[0].clone();
        phones[1].receive(&first);
    } else {
        phones[1].write(&enter_member(WHO, &member));
    }
    phones
}

fn meet([one, other]: &mut [Phone; 2]) {
    let first = one.clone();
    one.receive(other);
    other.receive(&first);
}

#[test]
fn what_two_phones_enter_apart_is_all_there() {
    for together in [true, false] {
        let mut both = phones(together);
        both[0].write(&record_discipline(WHO, entry(1), &reprimand()));
        both[1].write(&record_discipline(WHO, entry(2), &warning()));
        meet(&mut both);
        for phone in &both {
            let expect = [(entry(1), reprimand()), (entry(2), warning())].into();
            assert_eq!(known(phone), expect, "{together}");
            assert_eq!(conflicts(&phone.document), [], "{together}");
        }
    }
}

#[test]
fn one_that_is_put_right_twice_is_a_conflict_until_somebody_chooses() {
    let mut both = phones(true);
    both[0].write(&record_discipline(WHO, entry(1), &reprimand()));
    meet(&mut both);
    let mut withdrawn = reprimand();
    withdrawn.validity = Validity::Withdrawn;
    both[0].write(&record_discipline(WHO, entry(1), &withdrawn));
    both[1].write(&record_discipline(WHO, entry(1), &warning()));
    meet(&mut both);
    let found = conflicts(&both[0].document);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].path.to_string(), format!("members/{WHO}/discipline.{}", entry(1)));
    let mut values: Vec<_> = found[0].alternatives.iter().map(|one| one.value.clone()).collect();
    values.sort();
    assert_eq!(values, [Value::text(withdrawn.clone()), Value::text(warning())]);
    both[0].write(&choose(&found[0], Value::text(&withdrawn)));
    meet(&mut both);
    for phone in &both {
        assert_eq!(conflicts(&phone.document), []);
        assert_eq!(known(phone), [(entry(1), withdrawn.clone())].into());
    }
}

#[test]
fn it_is_told_in_the_history_and_never_cleared() {
    let mut phone = phones(true)[0].clone();
    phone.write(&record_discipline(WHO, entry(1), &reprimand()));
    let told = history(&phone.document, &SortedMap::new(), 1).remove(0);
    assert_eq!(told.changed.len(), 1);
    assert_eq!((&told.changed[0].old, &told.changed[0].new), (&Value::Null, &Value::text(reprimand())));
    assert!(!may_be_empty(Kind::Roster, &told.changed[0].path));
    assert_eq!(restore(&phone.document, &told), []);
    let path = told.changed[0].path.clone();
    let stamp = Stamp { actor: Actor::new(DeviceNumber(1), [8; 12]), at: Moment::from_millis(0) };
    assert!(phone.document.commit(&[Edit::Put(path, Value::Null)], stamp).is_err());

    phone.write(&record_discipline(WHO, entry(1), &warning()));
    let told = history(&phone.document, &SortedMap::new(), 1).remove(0);
    phone.write(&restore(&phone.document, &told));
    assert_eq!(known(&phone), [(entry(1), reprimand())].into());
}
