//! Chunks made by hand: each harmed Automerge, or would harm who receives it.

use automerge::Change;
use shared::document::admission::Refusal;
use shared::record::Kind;
use shared::sync::gate::{GateError, MOST_KEY, MOST_MESSAGE};

use crate::ground::{Ground, Judged};
use crate::parts::{Parts, signed, unsigned};

/// The honest change that writes one field, and the one that writes every field.
const ONE: usize = 0;
const ALL: usize = 1;

const OBJECT_WRITER: u64 = 0x01;
const OBJECT_COUNTER: u64 = 0x02;
const KEY_COUNTER: u64 = 0x13;
const KEY: u64 = 0x15;
const INSERT: u64 = 0x34;
const ACTION: u64 = 0x42;
const VALUE_LENGTH: u64 = 0x56;
const VALUE: u64 = 0x57;
const PREDECESSOR_COUNT: u64 = 0x70;
const PREDECESSOR_WRITER: u64 = 0x71;
const PREDECESSOR_COUNTER: u64 = 0x73;

fn check(place: usize, lie: impl FnOnce(&mut Parts), expect: Judged) {
    check_of(Kind::Task, place, lie, expect);
}

fn check_of(kind: Kind, place: usize, lie: impl FnOnce(&mut Parts), expect: Judged) {
    let ground = Ground::of(kind);
    let mut parts = Parts::of(&ground.own[place]).unwrap();
    lie(&mut parts);
    assert_eq!(ground.push(place, &parts.chunk()), expect, "{parts:?}");
}

fn stopped(place: usize, error: GateError, lie: impl FnOnce(&mut Parts)) {
    check(place, lie, Judged::Stopped(error));
}

fn refused(place: usize, refusal: Refusal, lie: impl FnOnce(&mut Parts)) {
    check(place, lie, Judged::Refused(refusal));
}

/// So many rows that say the same.
fn run(rows: i64, value: u64) -> Vec<u8> {
    let mut column = Vec::new();
    signed(&mut column, rows);
    unsigned(&mut column, value);
    column
}

/// The same of numbers with a sign.
fn run_of(rows: i64, value: i64) -> Vec<u8> {
    let mut column = Vec::new();
    signed(&mut column, rows);
    signed(&mut column, value);
    column
}

#[test]
fn an_honest_chunk_is_put_together_as_it_was() {
    for kind in Kind::ALL {
        for chunk in Ground::of(kind).own {
            assert_eq!(Parts::of(&chunk).unwrap().chunk(), chunk);
        }
    }
    check(ONE, |_| {}, Judged::Entered);
    check(ALL, |_| {}, Judged::Entered);
}

/// Automerge looks every named writer up in the document it applies the change
/// to, and panics where one is not there, even if no operation is theirs.
#[test]
fn a_writer_whom_the_document_does_not_know_is_not_named() {
    for number in [0, 2, 3, 55, 0xff] {
        refused(ONE, Refusal::NotAllowed, |parts| {
            parts.others.push([&[0, 0, 0, number][..], &[9; 12]].concat());
        });
    }
}

/// What Automerge would write in other bytes it hands on as another change.
#[test]
fn a_change_is_written_as_automerge_writes_it() {
    let unreadable = |lie: fn(&mut Parts)| refused(ALL, Refusal::Unreadable, lie);
    // A writer whom the document knows and no operation names, or named twice.
    refused(ONE, Refusal::Unreadable, |parts| parts.others.push([&[0, 0, 0, 3][..], &[7; 12]].concat()));
    unreadable(|parts| parts.others.push(parts.others[0].clone()));
    unreadable(|parts| parts.others.push(parts.actor.clone()));
    // A number with more bytes than it needs, two runs for one, an empty run.
    refused(ONE, Refusal::Unreadable, |parts| *parts.column(ACTION) = vec![0x7f, 0x81, 0]);
    unreadable(|parts| {
        let rows = parts.column(ACTION).clone();
        *parts.column(ACTION) = [&run(0, 0), &rows[..]].concat();
    });
    // A column that is there, and empty.
    refused(ONE, Refusal::Unreadable, |parts| {
        parts.column(0x94);
    });
    // A message is nobody's business, but it is one.
    refused(ONE, Refusal::Unreadable, |parts| parts.message = vec![0xff]);
    check(ONE, |parts| parts.message = b"m".to_vec(), Judged::Entered);
}

#[test]
fn the_head_says_what_can_be() {
    stopped(ONE, GateError::Dependencies, |parts| parts.dependencies.push(parts.dependencies[1]));
    stopped(ONE, GateError::Dependencies, |parts| parts.dependencies.swap(0, 1));
    stopped(ONE, GateError::TooMuchWork, |parts| parts.dependencies = vec![[1; 32]; 65]);
    stopped(ONE, GateError::Actor, |parts| parts.actor.truncate(15));
    stopped(ONE, GateError::TooMuchWork, |parts| parts.actor.push(1));
    stopped(ONE, GateError::Actor, |parts| parts.others.push(vec![1; 3]));
    stopped(ONE, GateError::TooMuchWork, |parts| parts.others = vec![vec![1; 16]; 257]);
    stopped(ONE, GateError::Number, |parts| parts.seq = 0);
    for start in [0, u64::from(u32::MAX) - 1, u64::from(u32::MAX), u64::MAX] {
        stopped(ONE, GateError::Number, |parts| parts.start_op = start);
    }
    refused(ONE, Refusal::BrokenSequence, |parts| parts.start_op += 1);
    refused(ONE, Refusal::BrokenSequence, |parts| parts.seq = u64::MAX);
    let most = usize::try_from(MOST_MESSAGE).unwrap();
    stopped(ONE, GateError::TooMuchWork, |parts| parts.message = vec![b'a'; most + 1]);
    check(ONE, |parts| parts.message = vec![b'a'; most], Judged::Entered);
    stopped(ONE, GateError::Length, |parts| parts.rest.push(0));
    // Who says that they wrote it, as newer programs do.
    stopped(ONE, GateError::Length, |parts| parts.rest = vec![1, 3, b'a', b'b', b'c']);
}

/// Each of these numbers makes Automerge panic where it reads or applies the change.
#[test]
fn numbers_name_what_is_there() {
    let number = |lie: &dyn Fn(&mut Parts)| stopped(ONE, GateError::Number, lie);
    let beyond = u64::from(u32::MAX) + 1;
    number(&|parts| {
        *parts.column(OBJECT_WRITER) = run(1, 0);
        *parts.column(OBJECT_COUNTER) = run(1, beyond);
    });
    let writers = |parts: &Parts| parts.others.len() as u64 + 1;
    number(&|parts| {
        *parts.column(OBJECT_WRITER) = run(1, writers(parts));
        *parts.column(OBJECT_COUNTER) = run(1, 1);
    });
    for writer in [99, u64::MAX] {
        number(&|parts| *parts.column(PREDECESSOR_WRITER) = run(2, writer));
    }
    for counter in [i64::MIN, -1, i64::from(u32::MAX) + 1, i64::MAX] {
        number(&|parts| *parts.column(PREDECESSOR_COUNTER) = run_of(2, counter));
        number(&|parts| *parts.column(KEY_COUNTER) = run_of(1, counter));
    }
}

#[test]
fn columns_fit_each_other() {
    let column = |lie: &dyn Fn(&mut Parts)| stopped(ONE, GateError::Column, lie);
    // More or fewer rows than operations, or than what those supersede.
    column(&|parts| *parts.column(KEY) = [run(2, 1), b"a".to_vec()].concat());
    column(&|parts| *parts.column(INSERT) = vec![2]);
    column(&|parts| *parts.column(INSERT) = Vec::new());
    column(&|parts| *parts.column(VALUE_LENGTH) = run(2, 0x16));
    column(&|parts| *parts.column(PREDECESSOR_COUNT) = run(2, 1));
    column(&|parts| *parts.column(PREDECESSOR_COUNT) = run(1, 9));
    column(&|parts| *parts.column(ACTION) = run(0, 1));
    column(&|parts| *parts.column(PREDECESSOR_COUNT) = run(0, 1));
    column(&|parts| *parts.column(VALUE_LENGTH) = run(0, 1));
    // Values of another length than is said.
    column(&|parts| parts.column(VALUE).push(1));
    column(&|parts| *parts.column(VALUE_LENGTH) = run(1, 0xffff_ffff));
    // A column that is twice there, unknown, or out of its place.
    column(&|parts| parts.columns.push(parts.columns.last().unwrap().clone()));
    column(&|parts| parts.columns.push((0x100, vec![1])));
    column(&|parts| parts.columns.swap(0, 1));
    stopped(ONE, GateError::CompressedColumn, |parts| parts.columns[0].0 |= 8);
    stopped(ONE, GateError::TooMuchWork, |parts| parts.columns = vec![(1, Vec::new()); 15]);
}

/// A hundred bytes that would keep Automerge busy for seconds, or for ever.
#[test]
fn little_bytes_ask_for_little_work() {
    for rows in [125_001, i64::from(i32::MAX), i64::MAX] {
        stopped(ONE, GateError::TooMuchWork, |parts| *parts.column(ACTION) = run(rows, 1));
        stopped(ONE, GateError::TooMuchWork, |parts| {
            let mut nulls = run(0, rows.unsigned_abs());
            nulls.extend(run(1, 1));
            *parts.column(KEY_COUNTER) = nulls;
        });
        stopped(ONE, GateError::TooMuchWork, |parts| *parts.column(PREDECESSOR_COUNT) = run(1, rows as u64));
        stopped(ONE, GateError::TooMuchWork, |parts| {
            *parts.column(INSERT) = Vec::new();
            unsigned(parts.column(INSERT), rows.unsigned_abs());
        });
    }
    // As many values as no chunk has bytes.
    stopped(ONE, GateError::Length, |parts| *parts.column(ACTION) = run(i64::MIN, 1));
    // Each operation would bring a copy of the key.
    let most = usize::try_from(MOST_KEY).unwrap();
    stopped(ONE, GateError::TooMuchWork, |parts| {
        let mut key = run(1, MOST_KEY + 1);
        key.extend(vec![b'a'; most + 1]);
        *parts.column(KEY) = key;
    });
}

/// Automerge forgets that a deletion was said to insert, and hands on another
/// change. (Found by fuzzing.)
#[test]
fn a_deletion_inserts_nothing() {
    let place = Ground::of(Kind::Resolution).own.len() - 1;
    check_of(Kind::Resolution, place, |_| {}, Judged::Entered);
    let refused = Judged::Refused(Refusal::NotAllowed);
    check_of(
        Kind::Resolution,
        place,
        |parts| {
            let rows: u8 = parts.column(INSERT).iter().sum();
            *parts.column(INSERT) = vec![0, rows];
        },
        refused,
    );
}

/// An operation that supersedes another supersedes it once.
#[test]
fn nothing_is_superseded_twice() {
    let ground = Ground::of(Kind::Task);
    let decoded = Change::from_bytes(ground.own[ONE].clone()).unwrap().decode();
    let superseded = &decoded.operations[0].pred.get(0).unwrap().clone();
    refused(ONE, Refusal::NotAllowed, |parts| {
        parts.others.retain(|other| other == superseded.actor().to_bytes());
        *parts.column(PREDECESSOR_COUNT) = [vec![0x7f], vec![2]].concat();
        *parts.column(PREDECESSOR_WRITER) = run(2, 1);
        let counter = i64::try_from(superseded.counter()).unwrap();
        *parts.column(PREDECESSOR_COUNTER) = [run_of(-2, counter), vec![0]].concat();
    });
}
