//! The history of every kind of record tells everything and can be undone.

use std::collections::BTreeSet;

use proptest::prelude::*;
use shared::document::conflict::conflicts;
use shared::document::edit::{Edit, Path, Value};
use shared::document::history::{Entry, history, history_of, may_be_empty, restore};
use shared::document::read::read;
use shared::id::DeviceNumber;
use shared::moment::Moment;
use shared::record::Kind;
use shared::sorted_map::SortedMap;
use shared::sync::gate;

use crate::laws::phones;
use crate::phone::Phone;

fn told(phone: &Phone) -> Vec<Entry> {
    history(&phone.document, &SortedMap::new(), usize::MAX)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Every change is told once, before all that it builds on, whatever the
    /// order in which the changes came.
    #[test]
    fn every_change_is_told_in_order((kind, phones) in phones()) {
        let mut all = Phone::new(kind, 9);
        phones.iter().for_each(|phone| all.receive(phone));
        let mut backwards = Phone::new(kind, 9);
        phones.iter().rev().for_each(|phone| backwards.receive(phone));
        let entries = told(&all);
        prop_assert_eq!(&entries, &told(&backwards));
        prop_assert_eq!(entries.len(), all.chunks.len());
        let place: SortedMap<_, _> = entries.iter().zip(0..).map(|(entry, place)| (entry.hash, place)).collect();
        for chunk in &all.chunks {
            let gated = gate::check(chunk).unwrap();
            for parent in gated.dependencies.iter().filter_map(|parent| place.get(parent)) {
                prop_assert!(place[&gated.hash] < *parent);
            }
        }
        let newest: Vec<_> = entries.iter().take(3).cloned().collect();
        prop_assert_eq!(history(&all.document, &SortedMap::new(), 3), newest);
    }

    /// When one phone's entries are put back, the newest first, every field holds
    /// in the end what it held in the beginning; what is never cleared, what was
    /// entered first.
    #[test]
    fn putting_everything_back_leaves_nothing((_, phones) in phones()) {
        let mut alone = phones[0].clone();
        prop_assume!(alone.chunks.len() == alone.own.len());
        for entry in told(&alone) {
            let edits = restore(&alone.document, &entry);
            alone.write(&edits);
        }
        let entries = told(&alone);
        let mut first = SortedMap::new();
        for changed in entries.iter().rev().flat_map(|entry| &entry.changed) {
            let is_kept = changed.path.name.as_deref().is_some_and(|name| name.starts_with("discipline."));
            let begun = if is_kept { &changed.new } else { &changed.old };
            first.entry(changed.path.clone()).or_insert_with(|| begun.clone());
        }
        let mut last = SortedMap::new();
        for changed in entries.iter().rev().flat_map(|entry| &entry.changed) {
            last.insert(changed.path.clone(), changed.new.clone());
        }
        prop_assert_eq!(first, last);
        prop_assert_eq!(conflicts(&alone.document), vec![]);
    }
}

/// What was put back is put back itself, to nothing as well.
#[test]
fn what_was_empty_is_emptied_again() {
    let mut phone = Phone::new(Kind::Task, 1);
    phone.write(&[Edit::field("what", Value::text("Gieo ngô"))]);
    phone.write(&[Edit::field("cancelled", Value::text("mưa bão"))]);
    let newest = |phone: &Phone| history(&phone.document, &SortedMap::new(), 1).remove(0);
    let cancelled = |phone: &Phone| match read(&phone.document) {
        shared::record::Record::Task(task) => task.cancelled,
        _ => panic!("it is a task"),
    };
    for expect in [None, Some("mưa bão".to_owned()), None] {
        let edits = restore(&phone.document, &newest(&phone));
        assert!(phone.write(&edits).is_some());
        assert_eq!(cancelled(&phone), expect);
    }
    fn check(kind: Kind, path: Path, expect: bool) {
        assert_eq!(may_be_empty(kind, &path), expect, "{kind:?} {path}");
    }
    check(Kind::Task, Path::field("cancelled"), true);
    check(Kind::Task, Path::field("what"), false);
    check(Kind::Resolution, Path::field("withdrawn_on"), true);
    check(Kind::Roster, Path::entry("members", "ab", "left_on"), true);
    check(Kind::Roster, Path::entry("members", "ab", "name"), false);
}

#[test]
fn a_members_history_is_theirs_alone() {
    let mut phone = Phone::new(Kind::Roster, 1);
    let name =
        |member: &str, name: &str| Edit::entry("members", member.repeat(32), "name", Value::text(name));
    phone.write(&[name("a", "Đ/c Mẫu 01"), name("b", "Đ/c Mẫu 02")]);
    phone.write(&[name("b", "Đ/c Mẫu 03")]);
    phone.write(&[name("a", "Đ/c Mẫu 04")]);
    let of = |most| history_of(&phone.document, &"a".repeat(32), &SortedMap::new(), most);
    let told: Vec<_> =
        of(9).iter().map(|entry| (entry.changed.len(), entry.changed[0].new.clone())).collect();
    assert_eq!(told, [(1, Value::text("Đ/c Mẫu 04")), (1, Value::text("Đ/c Mẫu 01"))]);
    assert_eq!(of(1).len(), 1);
}

#[test]
fn old_and_new_values_are_what_the_writer_saw() {
    let (mut one, mut two) = (Phone::new(Kind::Meeting, 1), Phone::new(Kind::Meeting, 2));
    let id = "ab".repeat(16);
    one.write(&[
        Edit::field("place", Value::text("Nhà văn hóa")),
        Edit::entry("roll", &id, "presence", Value::text("present")),
        Edit::Rewrite("minutes", "Khai mạc".to_owned()),
    ]);
    two.receive(&one);
    two.write(&[]);
    two.write(&[Edit::field("place", Value::text("Trường học"))]);
    one.write(&[
        Edit::entry("roll", &id, "presence", Value::text("excused")),
        Edit::Rewrite("minutes", "Khai mạc 19:30".to_owned()),
    ]);
    one.receive(&two);
    let first = gate::check(&one.own[0]).unwrap().hash;
    let received = SortedMap::from([(first, Moment::from_millis(5))]);
    let entries = history(&one.document, &received, 10);
    let at = |minute: i64| Moment::from_millis(1_730_941_200_000 + minute * 60_000);
    let heads: Vec<_> = entries.iter().map(|e| (e.device, e.at, e.received_at)).collect();
    // Both second changes are of the same minute; which stands first, their hashes say.
    let second = BTreeSet::from([(DeviceNumber(1), at(2), None), (DeviceNumber(2), at(2), None)]);
    assert_eq!(heads[..2].iter().copied().collect::<BTreeSet<_>>(), second);
    assert_eq!(heads[2], (DeviceNumber(1), at(1), Some(Moment::from_millis(5))));
    let told = |entry: &Entry| {
        let line =
            |c: &shared::document::history::Changed| (c.path.to_string(), c.old.clone(), c.new.clone());
        entry.changed.iter().map(line).collect::<Vec<_>>()
    };
    let presence = format!("roll/{id}/presence");
    let text = |text: &str| Value::text(text);
    let mine = entries.iter().find(|e| e.device == DeviceNumber(1) && e.at == at(2)).unwrap();
    let expect = [
        ("minutes".to_owned(), text("Khai mạc"), text("Khai mạc 19:30")),
        (presence.clone(), text("present"), text("excused")),
    ];
    assert_eq!(told(mine), expect);
    let theirs = entries.iter().find(|e| e.device == DeviceNumber(2)).unwrap();
    assert_eq!(told(theirs), [("place".to_owned(), text("Nhà văn hóa"), text("Trường học"))]);

    // To put one's own change back leaves the other's alone.
    let edits = restore(&one.document, mine);
    one.write(&edits);
    let shared::record::Record::Meeting(meeting) = read(&one.document) else { panic!("it is a meeting") };
    assert_eq!((meeting.minutes.as_str(), meeting.place.as_str()), ("Khai mạc", "Trường học"));
    assert_eq!(told(&history(&one.document, &received, 1)[0]).len(), 2);
}
