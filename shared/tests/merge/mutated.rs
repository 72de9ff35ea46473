//! Honest chunks that were bent a little: whatever becomes of them, nothing
//! panics, and what enters is sound ([`crate::ground`]).

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use shared::record::Kind;

use crate::ground::{Ground, Judged};
use crate::parts::{Parts, signed, unsigned, with_header};

static GROUNDS: LazyLock<Vec<Ground>> = LazyLock::new(|| Kind::ALL.into_iter().map(Ground::of).collect());

/// One thing that is bent.
#[derive(Debug, Clone)]
enum Lie {
    /// A byte of the body, or the body's end.
    Byte(Index, u8),
    Cut(Index),
    /// Bytes of one column.
    ColumnByte(Index, Index, u8),
    ColumnRun(Index, i64, u64),
    ColumnIs(Index, Vec<u8>),
    /// A column that is gone, double, or another's.
    Drop(Index),
    Double(Index),
    Swap(Index, Index),
    Name(Index, u64),
    /// What stands before the operations.
    Other(Vec<u8>),
    Stranger(u8),
    NoOther,
    Dependency(Index),
    Numbers(u64, u64),
    Message(Vec<u8>),
    Rest(Vec<u8>),
}

/// Numbers near which something ends.
fn telling() -> impl Strategy<Value = u64> {
    let ends = [0, 1, 2, 63, 64, 127, 128, 255, 125_000, 125_001, 1 << 31, u64::from(u32::MAX)];
    let ends = ends.into_iter().chain([u64::from(u32::MAX) + 1, i64::MAX as u64, i64::MIN as u64, u64::MAX]);
    prop_oneof![prop::sample::select(ends.collect::<Vec<_>>()), 0..300_u64, any::<u64>()]
}

fn lie() -> impl Strategy<Value = Lie> {
    let place = any::<Index>;
    let bytes = || prop::collection::vec(any::<u8>(), 0..20);
    let run = || telling().prop_map(|number| number as i64);
    let column = prop_oneof![
        (place(), place(), any::<u8>()).prop_map(|(c, place, byte)| Lie::ColumnByte(c, place, byte)),
        (place(), run(), telling()).prop_map(|(c, run, value)| Lie::ColumnRun(c, run, value)),
        (place(), bytes()).prop_map(|(c, bytes)| Lie::ColumnIs(c, bytes)),
        place().prop_map(Lie::Drop),
        place().prop_map(Lie::Double),
        (place(), place()).prop_map(|(one, other)| Lie::Swap(one, other)),
        (place(), 0..256_u64).prop_map(|(c, name)| Lie::Name(c, name)),
    ];
    let before = prop_oneof![
        prop::collection::vec(any::<u8>(), 16).prop_map(Lie::Other),
        bytes().prop_map(Lie::Other),
        any::<u8>().prop_map(Lie::Stranger),
        Just(Lie::NoOther),
        place().prop_map(Lie::Dependency),
        (telling(), telling()).prop_map(|(seq, start)| Lie::Numbers(seq, start)),
        bytes().prop_map(Lie::Message),
        bytes().prop_map(Lie::Rest),
    ];
    let body = prop_oneof![
        (place(), any::<u8>()).prop_map(|(place, byte)| Lie::Byte(place, byte)),
        place().prop_map(Lie::Cut),
    ];
    prop_oneof![6 => column, 2 => before, 2 => body]
}

/// Bends the parts, or what is made of them.
fn bent(honest: &Parts, lies: &[Lie]) -> Vec<u8> {
    let mut parts = honest.clone();
    for lie in lies {
        parts = one_bent(parts, lie);
    }
    let mut body = parts.body();
    for lie in lies {
        match lie {
            Lie::Byte(place, byte) if !body.is_empty() => {
                let place = place.index(body.len());
                body[place] = *byte;
            }
            Lie::Cut(place) if !body.is_empty() => body.truncate(place.index(body.len())),
            _ => {}
        }
    }
    with_header(1, &body)
}

fn one_bent(mut parts: Parts, lie: &Lie) -> Parts {
    let columns = parts.columns.len();
    let at = |place: &Index| place.index(columns.max(1));
    match lie {
        Lie::ColumnByte(c, place, byte) => {
            if let Some((_, column)) = parts.columns.get_mut(at(c)).filter(|(_, c)| !c.is_empty()) {
                let place = place.index(column.len());
                column[place] = *byte;
            }
        }
        Lie::ColumnRun(c, run, value) => {
            if let Some((_, column)) = parts.columns.get_mut(at(c)) {
                signed(column, *run);
                unsigned(column, *value);
            }
        }
        Lie::ColumnIs(c, bytes) => {
            if let Some((_, column)) = parts.columns.get_mut(at(c)) {
                column.clone_from(bytes);
            }
        }
        Lie::Drop(c) if columns != 0 => drop(parts.columns.remove(at(c))),
        Lie::Double(c) if columns != 0 => {
            let double = parts.columns[at(c)].clone();
            parts.columns.insert(at(c), double);
        }
        Lie::Swap(one, other) if columns != 0 => {
            let bytes = parts.columns[at(one)].1.clone();
            let others = std::mem::replace(&mut parts.columns[at(other)].1, bytes);
            parts.columns[at(one)].1 = others;
        }
        Lie::Name(c, name) if columns != 0 => parts.columns[at(c)].0 = *name,
        Lie::Other(bytes) => parts.others.push(bytes.clone()),
        // A writer whom the document knows, and no operation names.
        Lie::Stranger(device) => parts.others.push([&[0, 0, 0, *device][..], &[7; 12]].concat()),
        Lie::NoOther => drop(parts.others.pop()),
        Lie::Dependency(place) if !parts.dependencies.is_empty() => {
            let double = parts.dependencies[place.index(parts.dependencies.len())];
            parts.dependencies.push(double);
        }
        Lie::Numbers(seq, start) => (parts.seq, parts.start_op) = (*seq, *start),
        Lie::Message(bytes) => parts.message.clone_from(bytes),
        Lie::Rest(bytes) => parts.rest.clone_from(bytes),
        _ => {}
    }
    parts
}

#[test]
fn bent_chunks_harm_nobody() {
    let config = ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() };
    let judged = std::cell::RefCell::new([0_u32; 3]);
    let lies = prop::collection::vec(lie(), 1..4);
    proptest!(config, |(ground in any::<Index>(), place in 0..8_usize, lies in lies)| {
        let ground = ground.get(&GROUNDS);
        let place = place % ground.own.len();
        let honest = Parts::of(&ground.own[place]).unwrap();
        let count = match ground.push(place, &bent(&honest, &lies)) {
            Judged::Stopped(_) => 0,
            Judged::Refused(_) | Judged::Waits => 1,
            Judged::Entered => 2,
        };
        judged.borrow_mut()[count] += 1;
    });
    // The lies are of every size: some are stopped, some refused, some are none.
    assert!(judged.borrow().iter().all(|count| 20 < *count), "{judged:?}");
}
