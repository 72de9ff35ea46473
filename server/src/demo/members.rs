//! The members of a cell, as patterns: nobody is called like this.

use shared::date::Date;
use shared::document::command::roster::{
    MemberEntry, enter_member, record_joining, record_leaving, record_reason_of_leaving,
};
use shared::id::{DocumentId, MemberId, OrganisationId};
use shared::record::Kind;
use shared::record::roster::{Leaving, Membership, Office};
use shared::words::Title;

use super::DemoError;
use super::generator::Generator;
use super::phone::{Paper, Phone, at};
use super::wards::CellPlan;

/// The members of a cell over the year.
#[derive(Debug)]
pub struct Members(Vec<Person>);

#[derive(Debug)]
struct Person {
    id: MemberId,
    entry: MemberEntry,
    joined_on: Date,
    left_on: Option<Date>,
}

impl Person {
    fn seat(&self) -> Seat<'_> {
        let MemberEntry { name, membership, office, group } = &self.entry;
        let (name, votes) = (name.as_str(), *membership == Membership::Full);
        Seat { id: self.id, name, office: *office, group: *group, votes }
    }
}

/// Somebody who is to come to a meeting.
#[derive(Debug, Clone, Copy)]
pub struct Seat<'a> {
    /// Who.
    pub id: MemberId,
    /// What they are called.
    pub name: &'a str,
    /// Their office.
    pub office: Office,
    /// Their party group.
    pub group: Option<u8>,
    /// Whether they may vote.
    pub votes: bool,
}

/// Larger cells see one member go and another come.
const LARGE: u8 = 25;

impl Members {
    /// The members that the plan asks for.
    pub fn of(cell: &CellPlan, generator: &mut Generator) -> Result<Self, DemoError> {
        let begin = Date::new(2024, 1, 2)?;
        let mut people = Vec::new();
        for number in 1..=cell.members {
            let office = office(cell.members, number);
            let membership = if office == Office::Member { membership(number) } else { Membership::Full };
            let group = group(cell.groups, number);
            let entry = MemberEntry { name: name(number)?, membership, office, group };
            people.push(Person { id: id(generator), entry, joined_on: begin, left_on: None });
        }
        appoint_leaders(&mut people);
        if LARGE <= cell.members {
            let number = cell.members.saturating_add(1);
            let entry = MemberEntry {
                name: name(number)?,
                membership: Membership::Probationary,
                office: Office::Member,
                group: group(cell.groups, cell.members),
            };
            // Whoever goes is an ordinary full member of the last group.
            let goes = |person: &&mut Person| {
                person.entry.office == Office::Member
                    && person.entry.membership == Membership::Full
                    && person.entry.group == entry.group
            };
            if let Some(person) = people.iter_mut().rev().find(goes) {
                person.left_on = Some(Date::new(2024, 7, 1)?);
            }
            let joined_on = Date::new(2024, 8, 2)?;
            people.push(Person { id: id(generator), entry, joined_on, left_on: None });
        }
        Ok(Self(people))
    }

    /// The members of a ward's committee: all of them sit in it, and none goes.
    pub fn of_committee(size: u8, generator: &mut Generator) -> Result<Self, DemoError> {
        let joined_on = Date::new(2024, 1, 2)?;
        let person = |number: u8| {
            let office = match number {
                1 => Office::Secretary,
                2 => Office::DeputySecretary,
                _ => Office::CommitteeMember,
            };
            let entry =
                MemberEntry { name: name(number)?, membership: Membership::Full, office, group: None };
            Ok(Person { id: id(generator), entry, joined_on, left_on: None })
        };
        Ok(Self((1..=size).map(person).collect::<Result<_, DemoError>>()?))
    }

    /// Writes the roster, as the year goes.
    pub fn write(&self, phone: &mut Phone, organisation: OrganisationId) -> Result<(), DemoError> {
        let begin = Date::new(2024, 1, 2)?;
        let mut roster = Paper::begin(Kind::Roster, DocumentId::natural(organisation, "roster"))?;
        let mut days: Vec<Date> =
            self.0.iter().flat_map(|p| [Some(p.joined_on), p.left_on]).flatten().collect();
        days.sort_unstable();
        days.dedup();
        for day in days {
            let came = self.0.iter().filter(|person| person.joined_on == day);
            let went = self.0.iter().filter(|person| person.left_on == Some(day));
            let enter = |person: &Person| {
                let mut edits = enter_member(person.id, &person.entry);
                // Of whoever is on the first list nobody wrote since when.
                if begin < day {
                    edits.extend(record_joining(person.id, Some(day), None));
                }
                edits
            };
            let leave = |person: &Person| {
                let mut edits = record_leaving(person.id, day);
                edits.extend(record_reason_of_leaving(person.id, Some(Leaving::TransferredOut)));
                edits
            };
            let edits = came.flat_map(enter).chain(went.flat_map(leave));
            phone.write(&mut roster, at(day, 8 * 60 + 30), Ok(edits.collect()))?;
        }
        Ok(())
    }

    fn on(&self, day: Date) -> impl Iterator<Item = &Person> {
        self.0.iter().filter(move |p| p.joined_on <= day && p.left_on.is_none_or(|left| day < left))
    }

    /// Who is to come to a meeting on `day`, the secretary first: all but those exempt.
    pub fn seats_on(&self, day: Date) -> Vec<Seat<'_>> {
        let due = self.on(day).filter(|person| person.entry.membership != Membership::Exempt);
        due.map(Person::seat).collect()
    }

    /// Who takes part in the cell's work on `day`.
    pub fn active_on(&self, day: Date) -> Vec<MemberId> {
        self.seats_on(day).into_iter().map(|seat| seat.id).collect()
    }
}

fn id(generator: &mut Generator) -> MemberId {
    MemberId::from_bytes(generator.bytes())
}

fn name(number: u8) -> Result<Title, DemoError> {
    Ok(Title::new(&format!("Mẫu {number:02}"))?)
}

/// A deputy from nine members on; a committee that grows with the cell.
fn office(members: u8, number: u8) -> Office {
    let committee = match members {
        0..9 => 1,
        9..20 => 3,
        20..50 => 5,
        _ => 7,
    };
    match number {
        1 => Office::Secretary,
        2 if 9 <= members => Office::DeputySecretary,
        3.. if number <= committee => Office::CommitteeMember,
        _ => Office::Member,
    }
}

/// A few are exempt, probationary or here for a time, in every part of the roster.
fn membership(number: u8) -> Membership {
    match (number % 12, number % 25) {
        (0, _) => Membership::Exempt,
        (_, 9) => Membership::Probationary,
        (_, 17) => Membership::Temporary,
        _ => Membership::Full,
    }
}

fn group(sizes: &[u8], number: u8) -> Option<u8> {
    let mut last = 0_u8;
    (1..).zip(sizes).find_map(|(group, size)| {
        last = last.saturating_add(*size);
        (number <= last).then_some(group)
    })
}

/// The first of each group who holds no office leads it.
fn appoint_leaders(people: &mut [Person]) {
    let groups: std::collections::BTreeSet<_> =
        people.iter().filter_map(|person| person.entry.group).collect();
    for group in groups {
        let free =
            |person: &&mut Person| person.entry.group == Some(group) && person.entry.office == Office::Member;
        if let Some(person) = people.iter_mut().find(free) {
            person.entry.office = Office::GroupLeader;
            person.entry.membership = Membership::Full;
        }
    }
}
