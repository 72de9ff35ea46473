//! Commands on the members of a cell.

use super::super::edit::{Edit, Value};
use crate::date::Date;
use crate::id::MemberId;
use crate::record::roster::{Membership, Office};
use crate::words::Title;

/// What is written about a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberEntry {
    /// The name as people write it.
    pub name: Title,
    /// How they belong to the cell.
    pub membership: Membership,
    /// The office they hold.
    pub office: Office,
    /// Their party group, from 1 to 99, in a cell that has groups.
    pub group: Option<u8>,
}

/// Enters a member, or changes what stands about one.
pub fn enter_member(id: MemberId, entry: &MemberEntry) -> Vec<Edit> {
    let group = entry.group.filter(|group| *group != 0).map_or(Value::Null, |group| Value::Int(group.into()));
    [
        ("name", Value::text(&entry.name)),
        ("membership", Value::text(entry.membership.name())),
        ("office", Value::text(entry.office.name())),
        ("group", group),
    ]
    .map(|(name, value)| Edit::entry("members", id, name, value))
    .into()
}

/// Records that a member left the cell; they stay in the records of their time.
pub fn record_leaving(id: MemberId, on: Date) -> Vec<Edit> {
    vec![Edit::entry("members", id, "left_on", Value::text(on))]
}
