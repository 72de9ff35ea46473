//! Commands on who is there.

use super::super::super::edit::{Edit, Value};
use super::super::CommandError;
use super::open_book;
use crate::id::{EntryId, MemberId};
use crate::record::meeting::{Meeting, Presence};
use crate::words::{Note, Title};

/// Marks one member; no presence takes the mark back.
///
/// A reason belongs to an absence and is cleared with it.
pub fn call_one(
    current: &Meeting,
    member: MemberId,
    presence: Option<Presence>,
    reason: Option<&Note>,
) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    let reason = reason.filter(|_| presence.is_some_and(|presence| presence != Presence::Present));
    Ok(vec![
        Edit::entry("roll", member, "presence", Value::optional(presence.map(Presence::name))),
        Edit::entry("roll", member, "reason", Value::optional(reason)),
    ])
}

/// Marks many members alike, such as all who are not marked yet as present.
/// Reasons that were written stay.
pub fn call_many(
    current: &Meeting,
    members: impl IntoIterator<Item = MemberId>,
    presence: Presence,
) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    let mark = |member| Edit::entry("roll", member, "presence", Value::text(presence.name()));
    Ok(members.into_iter().map(mark).collect())
}

/// Enters somebody from outside the cell, changes the line, or puts it back.
pub fn enter_guest(
    current: &Meeting,
    id: EntryId,
    name: &Title,
    role: Option<&Title>,
) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    let mut edits = vec![
        Edit::entry("guests", id, "name", Value::text(name)),
        Edit::entry("guests", id, "role", Value::optional(role)),
    ];
    if current.guests.get(&id).is_some_and(|guest| guest.dropped) {
        edits.push(Edit::entry("guests", id, "dropped", Value::Bool(false)));
    }
    Ok(edits)
}

/// Strikes a guest out.
pub fn drop_guest(current: &Meeting, id: EntryId) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    Ok(vec![Edit::entry("guests", id, "dropped", Value::Bool(true))])
}
