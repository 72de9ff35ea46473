//! The domain of Bốn Tốt: what a party cell records, and what follows from it.
//!
//! Terms used throughout:
//! - an **organisation** is a party cell (or the ward's committee) of a **ward**;
//! - a **record** is made in the field and lives in one Automerge **document**;
//! - a **ruling** is made at the ward office and is never merged, only superseded;
//! - a **scheme** is a published set of criteria, as data;
//! - a **standing** is computed from records, rulings and a scheme, and from nothing else.
//!
//! This crate is pure. It performs no IO, reads no clock and draws no random
//! numbers: the present moment and new ids come in as parameters, so that the
//! phone and the server compute the same bits from the same input.

pub mod amount;
pub mod date;
pub mod difference;
pub mod document;
pub mod id;
pub mod lang;
pub mod letter;
pub mod moment;
pub mod month;
mod named;
pub mod org;
pub mod period;
pub mod record;
pub mod replica;
pub mod ruling;
pub mod scheme;
pub mod sealed;
pub mod search;
pub mod share;
pub mod sorted_map;
pub mod sorted_set;
pub mod standing;
pub mod sync;
pub mod time_of_day;
pub mod words;
pub mod year;
