//! Members, with all that changes who counts.

use shared::date::Date;
use shared::id::{EntryId, MemberId};
use shared::month::Month;
use shared::record::roster::{Discipline, Finding, Leaving, Member, Membership, Office, Roster, Sanction};
use shared::year::Year;

use crate::generator::Draw;

/// A roster of a few members.
pub fn roster(draw: &mut Draw, year: Year) -> Roster {
    let count = draw.small(9);
    let members = (1..=count).map(|number| {
        let member = member(draw, number, year);
        (MemberId::from_bytes([number; 16]), member)
    });
    Roster { members: members.collect() }
}

fn member(draw: &mut Draw, number: u8, year: Year) -> Member {
    let some_day = |draw: &mut Draw| -> Date {
        let month = Month::new(year.number(), 1 + draw.small(12)).unwrap_or(Month::FIRST);
        draw.day(month)
    };
    let rarely = |draw: &mut Draw| draw.happens(10).then(|| some_day(draw));
    let left_on = rarely(draw);
    Member {
        name: format!("Đ/c Mẫu {number:02}"),
        membership: if draw.happens(75) { Membership::Full } else { *draw.one_of(&Membership::ALL) },
        office: match number {
            1 => Office::Secretary,
            2 => Office::DeputySecretary,
            _ => Office::Member,
        },
        left_on,
        left_why: left_on.map(|_| *draw.one_of(&Leaving::ALL)),
        joined_on: rarely(draw),
        official_on: rarely(draw),
        exempt_from: rarely(draw),
        exempt_until: rarely(draw),
        away_from: rarely(draw),
        away_until: rarely(draw),
        discipline: rarely(draw).and_then(|on| measure(draw, on)).into_iter().collect(),
        ..Member::default()
    }
}

/// A disciplinary measure that stands, for the year of the decision or the one before.
fn measure(draw: &mut Draw, on: Date) -> Option<(EntryId, Discipline)> {
    let before = draw.happens(30).then(|| Year::new(on.year() - 1).ok()).flatten();
    let (sanction, finding) = (*draw.one_of(&Sanction::ALL), *draw.one_of(&Finding::ALL));
    let office = *draw.one_of(&Office::ALL);
    let measure = Discipline::new(sanction, on, before, office, finding, None).ok()?;
    Some((EntryId::from_bytes([draw.small(9); 16]), measure))
}
