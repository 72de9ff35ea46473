//! Commands on the members of a cell.

use super::super::edit::{Edit, Value};
use crate::date::Date;
use crate::id::{DeviceNumber, EntryId, MemberId};
use crate::period::Period;
use crate::record::roster::{Discipline, Leaving, Membership, Office, Phones, Roster};
use crate::words::{Note, Title};

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

/// Takes back that a member left.
pub fn take_back_leaving(id: MemberId) -> Vec<Edit> {
    ["left_on", "left_why"].map(|name| Edit::entry("members", id, name, Value::Null)).into()
}

/// Records why a member left.
pub fn record_reason_of_leaving(id: MemberId, why: Option<Leaving>) -> Vec<Edit> {
    vec![Edit::entry("members", id, "left_why", Value::optional(why.map(Leaving::name)))]
}

/// Records that a member who had left belongs to the cell again; `None` takes that back.
pub fn record_return(id: MemberId, on: Option<Date>) -> Vec<Edit> {
    vec![Edit::entry("members", id, "returned_on", Value::optional(on))]
}

/// Records since when a member belongs to the cell, and since when as a full member.
pub fn record_joining(id: MemberId, joined_on: Option<Date>, official_on: Option<Date>) -> Vec<Edit> {
    vec![
        Edit::entry("members", id, "joined_on", Value::optional(joined_on)),
        Edit::entry("members", id, "official_on", Value::optional(official_on)),
    ]
}

/// Records when a member is exempted from work and activities (miễn công tác,
/// sinh hoạt); `None` takes that back.
pub fn exempt(id: MemberId, period: Option<Period>) -> Vec<Edit> {
    days(id, ["exempt_from", "exempt_until"], period)
}

/// Records when a member is transferred out for a time; `None` takes that back.
pub fn send_away(id: MemberId, period: Option<Period>) -> Vec<Edit> {
    days(id, ["away_from", "away_until"], period)
}

/// Records the group of households that a member looks after.
pub fn assign_households(id: MemberId, households: Option<&Note>) -> Vec<Edit> {
    vec![Edit::entry("members", id, "households", Value::optional(households))]
}

/// Enters a disciplinary measure against a member, puts one right, or withdraws it.
pub fn record_discipline(id: MemberId, entry: EntryId, measure: &Discipline) -> Vec<Edit> {
    vec![Edit::entry("members", id, &format!("{}{entry}", Discipline::PART), Value::text(measure))]
}

/// Records that `user` uses the phone `device`, and nobody else of `roster`;
/// `None` takes that back.
pub fn name_user(roster: &Roster, device: DeviceNumber, user: Option<MemberId>) -> Vec<Edit> {
    let put =
        |id: MemberId, phones: Option<Phones>| Edit::entry("members", id, "phones", Value::optional(phones));
    let others = roster.users_of(device).filter(|(id, _)| Some(*id) != user);
    let mut edits: Vec<_> = others
        .map(|(id, member)| put(id, member.phones.as_ref().and_then(|phones| phones.without(device))))
        .collect();
    edits.extend(user.map(|id| {
        let known = roster.members.get(&id).and_then(|member| member.phones.as_ref());
        put(id, known.map_or_else(|| Phones::one(device), |phones| Some(phones.with(device))))
    }));
    edits
}

fn days(id: MemberId, [from, until]: [&str; 2], period: Option<Period>) -> Vec<Edit> {
    vec![
        Edit::entry("members", id, from, Value::optional(period.map(Period::from))),
        Edit::entry("members", id, until, Value::optional(period.and_then(Period::until))),
    ]
}
