//! Commands on the items of a meeting's agenda and what is said to them.

use super::super::super::edit::{Edit, Value};
use super::super::{CommandError, VOTE};
use super::open_book;
use crate::id::{EntryId, MemberId};
use crate::record::meeting::Meeting;
use crate::record::resolution::Vote;
use crate::words::{Note, Title};

/// An item as it is planned and presented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemPlan {
    /// Its place among the items; more than 999 counts as 999.
    pub order: u16,
    /// What it is about.
    pub title: Title,
    /// Who presents it.
    pub presenter: Option<MemberId>,
    /// What is presented.
    pub content: Option<Note>,
}

/// Sets an item on the agenda, changes it, or puts a dropped one back.
pub fn set_item(current: &Meeting, id: EntryId, plan: &ItemPlan) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    let mut edits = vec![
        Edit::entry("agenda", id, "order", Value::Int(plan.order.min(999).into())),
        Edit::entry("agenda", id, "title", Value::text(&plan.title)),
        Edit::entry("agenda", id, "presenter", Value::optional(plan.presenter)),
        Edit::entry("agenda", id, "content", Value::optional(plan.content.as_ref())),
    ];
    if current.agenda.get(&id).is_some_and(|item| item.dropped) {
        edits.push(Edit::entry("agenda", id, "dropped", Value::Bool(false)));
    }
    Ok(edits)
}

/// Puts the items in this order.
pub fn arrange(current: &Meeting, ids: &[EntryId]) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    let known = ids.iter().filter(|id| current.agenda.contains_key(*id));
    Ok((0..=999)
        .zip(known)
        .map(|(place, id)| Edit::entry("agenda", id, "order", Value::Int(place)))
        .collect())
}

/// Puts `items` in this order; those with a title are new. An item of the
/// agenda that is not named keeps its place number.
pub fn lay_out(current: &Meeting, items: &[(EntryId, Option<Title>)]) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    let mut edits = Vec::new();
    for (order, (id, new)) in (0..).zip(items) {
        match (new, current.agenda.get(id)) {
            (Some(title), _) => {
                let plan = ItemPlan { order, title: title.clone(), presenter: None, content: None };
                edits.extend(set_item(current, *id, &plan)?);
            }
            (None, Some(item)) if item.order != order => {
                edits.push(Edit::entry("agenda", id, "order", Value::Int(order.into())));
            }
            (None, _) => {}
        }
    }
    Ok(edits)
}

/// Takes an item off the agenda; what was written about it stays.
pub fn drop_item(current: &Meeting, id: EntryId) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    Ok(vec![Edit::entry("agenda", id, "dropped", Value::Bool(true))])
}

/// Writes what the chair concluded on an item, and how it was voted; no vote
/// takes a recorded one back.
pub fn conclude_item(
    current: &Meeting,
    id: EntryId,
    conclusion: Option<&Note>,
    vote: Option<Vote>,
) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    let mut edits = vec![Edit::entry("agenda", id, "conclusion", Value::optional(conclusion))];
    let counts = match vote {
        Some(vote) => {
            [vote.voters, vote.approve, vote.against, vote.abstain].map(|count| Value::Int(count.into()))
        }
        None if current.agenda.get(&id).is_some_and(|item| item.vote.is_some()) => VOTE.map(|_| Value::Null),
        None => return Ok(edits),
    };
    edits.extend(VOTE.into_iter().zip(counts).map(|(name, count)| Edit::entry("agenda", id, name, count)));
    Ok(edits)
}

/// Records what a member said to an item, or to the meeting as a whole;
/// no text takes it back.
pub fn record_opinion(
    current: &Meeting,
    id: EntryId,
    item: Option<EntryId>,
    member: MemberId,
    text: Option<&Note>,
) -> Result<Vec<Edit>, CommandError> {
    open_book(current)?;
    Ok(vec![
        Edit::entry("opinions", id, "item", Value::optional(item)),
        Edit::entry("opinions", id, "member", Value::text(member)),
        Edit::entry("opinions", id, "text", Value::optional(text)),
    ])
}
