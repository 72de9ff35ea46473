//! Who was at a meeting, and why somebody was not.

use std::collections::BTreeSet;

use shared::document::command::CommandError;
use shared::document::command::meeting::roll::{call_many, call_one};
use shared::document::edit::Edit;
use shared::id::MemberId;
use shared::record::meeting::{Meeting, Presence};
use shared::words::Note;

use super::DemoError;
use super::generator::Generator;
use super::incidents::Illness;
use super::members::Seat;
use super::quality::Quality;

/// Why members are excused.
const REASONS: [&str; 8] = [
    "Đi công tác xa.",
    "Ốm, đã báo cáo chi ủy.",
    "Chăm người thân nằm viện.",
    "Đi biển dài ngày.",
    "Trực ca tại cơ quan.",
    "Gia đình có việc hiếu.",
    "Khám bệnh định kỳ ở tuyến trên.",
    "Thăm con cháu ở xa, đã xin phép.",
];
/// Why they are where a whole shift keeps watch.
const WATCH: &str = "Trực phòng, chống mưa lớn tại đê theo lệnh của phường.";
/// Why somebody misses several meetings running.
const ILLNESS: &str = "Điều trị dài ngày tại bệnh viện.";

/// Why somebody misses a smaller meeting.
const BUSY: &str = "Bận việc gia đình, đã báo trước.";

/// Secretary, deputy and scribe never stay away.
const ALWAYS_THERE: usize = 3;

/// The roll of one meeting.
#[derive(Debug, Clone, Default)]
pub struct Roll {
    /// Those who came.
    pub present: Vec<MemberId>,
    /// Those who did not, with a reason.
    pub excused: Vec<(MemberId, &'static str)>,
    /// Those who did not, without one.
    pub absent: Vec<MemberId>,
    /// How many of those present may vote.
    pub voters: u16,
}

/// What is known about those who stay away from a meeting.
#[derive(Debug)]
pub struct Absence<'a> {
    /// How many they are.
    pub count: u16,
    /// Somebody who is ill, whether or not in this month.
    pub illness: Option<&'a Illness>,
    /// The number of the month.
    pub month: u8,
    /// How well the cell works.
    pub quality: Quality,
    /// Whether they keep watch.
    pub watch: Option<u16>,
}

/// The rolls of a cell: by chance nobody stays away twice running.
#[derive(Debug, Default)]
pub struct Rolls {
    away: BTreeSet<MemberId>,
}

impl Rolls {
    /// Calls the roll of a meeting of the whole cell.
    pub fn call(&mut self, seats: &[Seat<'_>], absence: &Absence<'_>, generator: &mut Generator) -> Roll {
        let ill = |seat: &Seat<'_>| absence.illness.is_some_and(|illness| illness.member == seat.name);
        let ill_now = absence.illness.filter(|illness| illness.months.contains(&absence.month));
        let mut roll = Roll::default();
        if ill_now.is_some() {
            roll.excused.extend(seats.iter().filter(|seat| ill(seat)).map(|seat| (seat.id, ILLNESS)));
        }
        let free = |seat: &&Seat<'_>| !ill(seat) && !self.away.contains(&seat.id);
        let free: Vec<MemberId> = seats.iter().skip(ALWAYS_THERE).filter(free).map(|seat| seat.id).collect();
        let count = usize::from(absence.count).saturating_sub(roll.excused.len());
        for member in generator.choose(&free, count) {
            let reason = REASONS.get(usize::from(generator.between(0, 7))).copied();
            match (absence.watch, reason) {
                (Some(_), _) => roll.excused.push((*member, WATCH)),
                (None, Some(reason)) if !absence.quality.lacks_reason(generator) => {
                    roll.excused.push((*member, reason));
                }
                (None, _) => roll.absent.push(*member),
            }
        }
        roll.fill(seats);
        self.away = roll.away().collect();
        roll
    }
}

impl Roll {
    /// The roll of a smaller meeting, from which so many are excused.
    pub fn small(seats: &[Seat<'_>], excused: usize, generator: &mut Generator) -> Self {
        let ids: Vec<MemberId> = seats.iter().skip(2).map(|seat| seat.id).collect();
        let excused = generator.choose(&ids, excused).into_iter().map(|id| (*id, BUSY)).collect();
        let mut roll = Self { excused, ..Self::default() };
        roll.fill(seats);
        roll
    }

    /// Everybody who is not away is there.
    fn fill(&mut self, seats: &[Seat<'_>]) {
        let away: BTreeSet<MemberId> = self.away().collect();
        let there: Vec<_> = seats.iter().filter(|seat| !away.contains(&seat.id)).collect();
        self.voters = count(there.iter().filter(|seat| seat.votes).count());
        self.present = there.into_iter().map(|seat| seat.id).collect();
    }

    fn away(&self) -> impl Iterator<Item = MemberId> {
        self.excused.iter().map(|(member, _)| *member).chain(self.absent.iter().copied())
    }

    /// How many were to come.
    pub fn invited(&self) -> u16 {
        count(self.present.len() + self.excused.len() + self.absent.len())
    }

    /// How many came.
    pub fn came(&self) -> u16 {
        count(self.present.len())
    }

    /// How many of a hundred came, rounded down.
    pub fn percent(&self) -> u16 {
        (self.came() * 100).checked_div(self.invited()).unwrap_or(0)
    }

    /// The edits that call it.
    pub fn edits(&self, meeting: &Meeting) -> Result<Vec<Edit>, DemoError> {
        let mut edits = call_many(meeting, self.present.iter().copied(), Presence::Present)?;
        for (member, reason) in &self.excused {
            let reason = Note::new(reason)?;
            edits.extend(call_one(meeting, *member, Some(Presence::Excused), Some(&reason))?);
        }
        let absent = self.absent.iter().map(|id| call_one(meeting, *id, Some(Presence::Absent), None));
        edits.extend(absent.collect::<Result<Vec<_>, CommandError>>()?.into_iter().flatten());
        Ok(edits)
    }
}

fn count(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
