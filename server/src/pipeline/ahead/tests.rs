//! What is judged ahead is stored as the writer would have judged it.

use shared::document::Document;
use shared::id::DeviceNumber;
use shared::record::Kind;

use super::super::tests::town::{AT, Town, chunks, id, push, request};
use super::*;
use crate::store::devices::Word;

#[test]
fn whatever_is_pushed_has_the_outcome_and_the_log_that_the_writer_alone_gives_it() {
    let (one, other) = (DeviceNumber(1), DeviceNumber(2));
    let begin = || Document::begin(Kind::Task).unwrap();
    let three = chunks(&mut begin(), one, &["Gieo ngô", "Gieo khoai", "Thu gom rác"]);
    let foreign = chunks(&mut begin(), other, &["Gieo lạc"]);
    let torn = vec![three[0][..50].to_vec()];
    let requests: [(&str, Vec<Push>); 9] = [
        ("new documents", vec![push(1, &three[..1]), push(2, &foreign), push(3, &three)]),
        ("the same again", vec![push(1, &three[..1]), push(3, &three)]),
        ("one more, with what is known", vec![push(1, &three[..2])]),
        ("the same chunk twice", vec![push(4, &[three[0].clone(), three[0].clone()])]),
        ("one document in two pushes", vec![push(5, &three[..1]), push(5, &three[1..])]),
        ("what builds on nothing that is here", vec![push(6, &three[1..2])]),
        ("torn, beside what is whole", vec![push(7, &torn), push(8, &three)]),
        ("another kind", vec![Push { kind: Kind::Roster, ..push(1, &three) }]),
        ("nothing at all", vec![push(9, &[]), push(1, &[])]),
    ];
    let (ahead, alone) = (Town::new(), Town::new());
    for (name, pushes) in requests {
        let request = request(pushes);
        let judged = ahead.judge(&ahead.devices[0], &request);
        let outcomes = ahead.take(&ahead.devices[0], &request, judged);
        let expect = alone.take(&alone.devices[0], &request, JudgedAhead::default());
        assert_eq!((outcomes, ahead.log()), (expect, alone.log()), "{name}");
    }
    assert_eq!(ahead.log().len(), 12);
}

#[test]
fn what_changed_since_it_was_judged_is_judged_again() {
    let town = Town::new();
    let (one, other) = (&town.devices[0], &town.devices[1]);
    let mut begun = Document::begin(Kind::Task).unwrap();
    let first = request(vec![push(1, &chunks(&mut begun, one.number, &["Gieo ngô"]))]);
    town.take(one, &first, JudgedAhead::default());

    // Both are judged by the same state, and write the same field.
    let by = |device: &Device, what: &str| {
        request(vec![push(1, &chunks(&mut begun.clone(), device.number, &[what]))])
    };
    let (mine, theirs) = (by(one, "Gieo khoai"), by(other, "Gieo lạc"));
    let judged = (town.judge(one, &mine), town.judge(other, &theirs));
    let stored = |outcomes: Vec<Outcome>| match outcomes.as_slice() {
        [Outcome::Stored(receipts)] => receipts.iter().map(|receipt| receipt.seq).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(stored(town.take(one, &mine, judged.0)), [3]);
    assert_eq!(stored(town.take(other, &theirs, judged.1)), [4]);

    let fact = town.store.read_blocking(|reading| {
        let stored = reading.document(&one.ward, id(1))?.unwrap();
        assert_eq!(stored.heads.len(), 2);
        Ok::<_, StoreError>(reading.fact(stored.key)?.unwrap())
    });
    assert_eq!(fact.unwrap().conflicts, 1);

    // What was judged before somebody else brought it is not stored twice.
    let again = town.judge(one, &mine);
    assert_eq!(stored(town.take(one, &mine, again)), [3]);
    let new =
        request(vec![push(2, &chunks(&mut Document::begin(Kind::Task).unwrap(), one.number, &["Thu"]))]);
    let judged = (town.judge(one, &new), town.judge(one, &new));
    assert_eq!(stored(town.take(one, &new, judged.0)), [5]);
    assert_eq!(stored(town.take(one, &new, judged.1)), [5]);
    assert_eq!(town.log().len(), 4);
}

/// It may be revoked while its push is judged; then the writer has the last word.
#[test]
fn what_a_device_brings_that_was_revoked_meanwhile_enters_nothing() {
    let town = Town::new();
    let device = &town.devices[0];
    let begin = || Document::begin(Kind::Task).unwrap();
    let request = request(vec![push(1, &chunks(&mut begin(), device.number, &["Gieo ngô"]))]);
    let judged = town.judge(device, &request);
    let (ward, number) = (device.ward.clone(), device.number);
    let revoked = town.store.write_blocking(move |writing| {
        writing.revoke_device(&ward, number, &Word { at: AT, official: None, why: None })
    });
    assert_eq!(revoked, Ok(true));
    let outcomes = town.take(device, &request, judged);
    assert!(matches!(outcomes.as_slice(), [Outcome::Refused { .. }]), "{outcomes:?}");
    assert_eq!(town.log(), []);
    let kept = town.store.read_blocking(|reading| reading.custody_waiting(&device.ward));
    assert_eq!(kept, Ok(1));
}
