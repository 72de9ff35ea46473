//! The operations of a chunk, column by column.
//!
//! Automerge reads the columns side by side, a row for each operation, and
//! trusts what stands in them: a counter beyond 32 bits, a writer who is not in
//! the table or a length near the largest number make it panic, and a run of
//! some bytes makes it work for hours. So every column is walked here first,
//! run by run: the work is that of its bytes, whatever they claim.

use super::input::Input;
use super::{GateError, MOST_KEY, MOST_OPERATIONS};

/// A column of the format's version 1: four bits of what it is about, four of
/// how it is written.
mod of {
    pub(super) const OBJECT_WRITER: u64 = 0x01;
    pub(super) const OBJECT_COUNTER: u64 = 0x02;
    pub(super) const KEY_WRITER: u64 = 0x11;
    pub(super) const KEY_COUNTER: u64 = 0x13;
    pub(super) const KEY: u64 = 0x15;
    pub(super) const INSERT: u64 = 0x34;
    pub(super) const ACTION: u64 = 0x42;
    pub(super) const VALUE_LENGTH: u64 = 0x56;
    pub(super) const VALUE: u64 = 0x57;
    pub(super) const PREDECESSOR_COUNT: u64 = 0x70;
    pub(super) const PREDECESSOR_WRITER: u64 = 0x71;
    pub(super) const PREDECESSOR_COUNTER: u64 = 0x73;
    pub(super) const EXPAND: u64 = 0x94;
    pub(super) const MARK: u64 = 0xa5;
}

/// The bit of a column that is compressed. It would be inflated without limit.
const DEFLATED: u64 = 0x08;
/// Bits of a value's length that say what kind of value it is.
const VALUE_KIND_BITS: u32 = 4;

/// How many rows a column may have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rows {
    /// One for each.
    All(u64),
    /// One for each, or no row at all, which is as many empty ones.
    AllOrNone(u64),
}

/// What a chunk's operations ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) operations: u64,
    /// The operations that they supersede, all together.
    pub(super) predecessors: u64,
}

/// Walks the columns, each with its specification, of a change whose table of
/// writers has so many.
pub(super) fn walk(columns: &[(u64, &[u8])], writers: u64) -> Result<Counts, GateError> {
    if columns.iter().any(|(specification, _)| specification & DEFLATED != 0) {
        return Err(GateError::CompressedColumn);
    }
    // Twice the same would be read once, and nobody says which.
    if !columns.is_sorted_by(|(one, _), (next, _)| one < next) {
        return Err(GateError::Column);
    }
    let bytes = |wanted: u64| columns.iter().find(|(known, _)| *known == wanted).map_or(&[][..], |(_, b)| *b);
    let operations = runs(bytes(of::ACTION), Input::unsigned, |_, action| present(action).map(drop))?;
    let mut predecessors = 0;
    runs(bytes(of::PREDECESSOR_COUNT), Input::unsigned, |rows, count| {
        predecessors = sum(predecessors, rows, present(count)?)?;
        if MOST_OPERATIONS < predecessors { Err(GateError::TooMuchWork) } else { Ok(()) }
    })?;
    let (all, or_none) = (Rows::All(operations), Rows::AllOrNone(operations));
    let superseded = Rows::All(predecessors);
    let mut value_bytes = 0;
    for (specification, column) in columns {
        let (rows, expect) = match *specification {
            of::OBJECT_WRITER | of::KEY_WRITER => (runs(column, Input::unsigned, writer(writers))?, or_none),
            of::OBJECT_COUNTER => (runs(column, Input::unsigned, counter)?, or_none),
            of::KEY_COUNTER => (counters(column)?, or_none),
            of::KEY | of::MARK => (runs(column, |input| input.prefixed(MOST_KEY), |_, _| Ok(()))?, or_none),
            of::INSERT => (booleans(column)?, all),
            of::EXPAND => (booleans(column)?, or_none),
            of::VALUE_LENGTH => {
                let rows = runs(column, Input::unsigned, |rows, length| {
                    value_bytes = sum(value_bytes, rows, present(length)? >> VALUE_KIND_BITS)?;
                    Ok(())
                })?;
                (rows, all)
            }
            // What is not as long as the lengths say is found below.
            of::ACTION | of::VALUE => (operations, all),
            of::PREDECESSOR_COUNT => (runs(column, Input::unsigned, |_, _| Ok(()))?, all),
            of::PREDECESSOR_WRITER => (runs(column, Input::unsigned, writer(writers))?, superseded),
            of::PREDECESSOR_COUNTER => (counters(column)?, superseded),
            _ => return Err(GateError::Column),
        };
        let fits = match expect {
            Rows::All(count) => rows == count,
            Rows::AllOrNone(count) => rows == count || column.is_empty(),
        };
        if !fits {
            return Err(GateError::Column);
        }
    }
    if bytes(of::VALUE).len() as u64 != value_bytes {
        return Err(GateError::Column);
    }
    Ok(Counts { operations, predecessors })
}

/// Gives every run of a column to `each`, with how many rows say the same, and
/// counts the rows. An empty value is `None`.
fn runs<'a, T>(
    column: &'a [u8],
    mut read: impl FnMut(&mut Input<'a>) -> Result<T, GateError>,
    mut each: impl FnMut(u64, Option<T>) -> Result<(), GateError>,
) -> Result<u64, GateError> {
    let mut input = Input(column);
    let mut rows = 0;
    while !input.0.is_empty() {
        let run = input.signed()?;
        // As many values as there are bytes at most, so that a great number ends soon.
        let single = if run < 0 { run.unsigned_abs() } else { 0 };
        for _ in 0..single {
            each(1, Some(read(&mut input)?))?;
        }
        let same = if run == 0 { input.unsigned()? } else { run.max(0).unsigned_abs() };
        if same != 0 {
            let value = if run == 0 { None } else { Some(read(&mut input)?) };
            each(same, value)?;
        }
        rows = sum(sum(rows, single, 1)?, same, 1)?;
        if MOST_OPERATIONS < rows {
            return Err(GateError::TooMuchWork);
        }
    }
    Ok(rows)
}

/// The rows of a column of yes and no, which counts each in turns.
fn booleans(column: &[u8]) -> Result<u64, GateError> {
    let mut input = Input(column);
    let mut rows = 0;
    while !input.0.is_empty() {
        rows = sum(rows, input.count(MOST_OPERATIONS)?, 1)?;
    }
    Ok(rows)
}

/// The rows of a column of counters, each written as its distance from the one before.
fn counters(column: &[u8]) -> Result<u64, GateError> {
    let mut at = 0_i64;
    runs(column, Input::signed, |rows, distance| {
        let rows = i64::try_from(rows).map_err(|_| GateError::TooMuchWork)?;
        // Within a run they go one way, so that the last one is the farthest.
        let all = distance.unwrap_or(0).checked_mul(rows).ok_or(GateError::Number)?;
        at = at.checked_add(all).ok_or(GateError::Number)?;
        u32::try_from(at).map(drop).map_err(|_| GateError::Number)
    })
}

fn counter(_rows: u64, value: Option<u64>) -> Result<(), GateError> {
    if u64::from(u32::MAX) < value.unwrap_or(0) { Err(GateError::Number) } else { Ok(()) }
}

fn writer(writers: u64) -> impl Fn(u64, Option<u64>) -> Result<(), GateError> {
    move |_, place| if place.is_none_or(|place| place < writers) { Ok(()) } else { Err(GateError::Number) }
}

/// The value of a column that has no empty ones.
fn present(value: Option<u64>) -> Result<u64, GateError> {
    value.ok_or(GateError::Column)
}

/// `sum` and `count` times `value` more.
fn sum(sum: u64, count: u64, value: u64) -> Result<u64, GateError> {
    value.checked_mul(count).and_then(|more| sum.checked_add(more)).ok_or(GateError::TooMuchWork)
}
