//! The members of a cell.

mod count;
mod discipline;
mod duty;
mod phones;

pub use count::Count;
pub use discipline::{Discipline, DisciplineError, Finding, Sanction, Validity};
pub use duty::Duty;
pub use phones::{Phones, PhonesError};

use minicbor::{Decode, Encode};

use crate::date::Date;
use crate::id::{DeviceNumber, EntryId, MemberId};
use crate::named::named;
use crate::sorted_map::SortedMap;

/// How someone belongs to the cell (Party Charter; HD 12-HD/BTCTW 06/7/2018).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Encode, Decode)]
pub enum Membership {
    /// Full member (chính thức): speaks and votes.
    #[default]
    #[n(0)]
    Full,
    /// Probationary member (dự bị): speaks, does not vote.
    #[n(1)]
    Probationary,
    /// Temporary member from another cell (sinh hoạt tạm thời).
    #[n(2)]
    Temporary,
    /// Exempted from work and activities (miễn): not counted for attendance.
    #[n(3)]
    Exempt,
}

impl Membership {
    /// Every way of belonging, in the order in which forms list them.
    pub const ALL: [Self; 4] = [Self::Full, Self::Probationary, Self::Temporary, Self::Exempt];

    /// The name that stands in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Probationary => "probationary",
            Self::Temporary => "temporary",
            Self::Exempt => "exempt",
        }
    }

    /// The membership with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.name() == name)
    }
}

/// The office a member holds in the cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Encode, Decode)]
pub enum Office {
    /// Secretary (bí thư).
    #[n(0)]
    Secretary,
    /// Deputy secretary (phó bí thư).
    #[n(1)]
    DeputySecretary,
    /// Member of the cell's committee (chi ủy viên).
    #[n(2)]
    CommitteeMember,
    /// Leader of a party group (tổ trưởng tổ đảng).
    #[n(3)]
    GroupLeader,
    /// No office.
    #[default]
    #[n(4)]
    Member,
}

impl Office {
    /// Every office, highest first.
    pub const ALL: [Self; 5] =
        [Self::Secretary, Self::DeputySecretary, Self::CommitteeMember, Self::GroupLeader, Self::Member];

    /// The name that stands in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Secretary => "secretary",
            Self::DeputySecretary => "deputy_secretary",
            Self::CommitteeMember => "committee_member",
            Self::GroupLeader => "group_leader",
            Self::Member => "member",
        }
    }

    /// The office with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|office| office.name() == name)
    }
}

named! {
    /// Why somebody no longer belongs to the cell.
    Leaving {
        /// Transferred to another cell (chuyển sinh hoạt).
        #[n(0)]
        TransferredOut = "transferred_out",
        /// Back to the own cell, after temporary membership here.
        #[n(1)]
        WentBack = "went_back",
        /// Expelled (khai trừ).
        #[n(2)]
        Expelled = "expelled",
        /// The name was removed from the list (xóa tên).
        #[n(3)]
        StruckOff = "struck_off",
        /// Left at their own wish (xin ra khỏi Đảng).
        #[n(4)]
        Resigned = "resigned",
        /// Died.
        #[n(5)]
        Died = "died",
    }
}

/// One member of the cell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Member {
    /// The name as people write it; empty where no phone has written one.
    #[n(0)]
    pub name: String,
    /// How they belong to the cell.
    #[n(1)]
    pub membership: Membership,
    /// The office they hold.
    #[n(2)]
    pub office: Office,
    /// The number of their party group in a large cell, from 1.
    #[n(3)]
    pub group: Option<u8>,
    /// The day from which they no longer belong to the cell.
    #[n(4)]
    pub left_on: Option<Date>,
    /// The day from which they belong to the cell; none where it was always so.
    #[n(5)]
    pub joined_on: Option<Date>,
    /// The day on which they became a full member.
    #[n(6)]
    pub official_on: Option<Date>,
    /// Why they left.
    #[n(7)]
    pub left_why: Option<Leaving>,
    /// The day from which they belong to the cell again, after they had left.
    #[n(8)]
    pub returned_on: Option<Date>,
    /// The first day on which they are exempted.
    #[n(9)]
    pub exempt_from: Option<Date>,
    /// The last day of the exemption.
    #[n(10)]
    pub exempt_until: Option<Date>,
    /// The first day on which they are transferred out for a time.
    #[n(11)]
    pub away_from: Option<Date>,
    /// The last day of that time.
    #[n(12)]
    pub away_until: Option<Date>,
    /// The group of households they look after (phụ trách nhóm hộ).
    #[n(13)]
    pub households: Option<String>,
    /// The phones of the app that they use.
    #[n(14)]
    pub phones: Option<Phones>,
    /// The disciplinary measures that were ever entered, withdrawn ones as well.
    #[n(15)]
    #[cbor(default, skip_if = "is_empty")]
    pub discipline: SortedMap<EntryId, Discipline>,
}

fn is_empty(measures: &SortedMap<EntryId, Discipline>) -> bool {
    measures.is_empty()
}

/// The members of a cell, present and past.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Roster {
    /// Everyone who was ever entered.
    #[n(0)]
    pub members: SortedMap<MemberId, Member>,
}

impl Roster {
    /// Those who belong to the cell on `day`, by office, group and name.
    pub fn on(&self, day: Date) -> Vec<(MemberId, &Member)> {
        let mut present: Vec<_> =
            self.members.iter().filter(|(_, m)| m.belongs_on(day)).map(|(id, m)| (*id, m)).collect();
        let rank = |office| Office::ALL.iter().position(|o| *o == office);
        present.sort_by(|(_, a), (_, b)| {
            (rank(a.office), a.group, &a.name).cmp(&(rank(b.office), b.group, &b.name))
        });
        present
    }

    /// Those who are said to use the phone `device`. Several, where two people
    /// named it apart from each other.
    pub fn users_of(&self, device: DeviceNumber) -> impl Iterator<Item = (MemberId, &Member)> {
        let uses = move |member: &Member| member.phones.as_ref().is_some_and(|phones| phones.has(device));
        self.members.iter().filter(move |(_, member)| uses(member)).map(|(id, member)| (*id, member))
    }

    /// How many members may vote on `day`, see [`Duty`].
    pub fn voters_on(&self, day: Date) -> usize {
        self.members.values().filter(|m| m.duty_on(day).votes).count()
    }

    /// Those who are to attend the cell's meetings on `day`, in the order of [`Self::on`].
    pub fn attending_on(&self, day: Date) -> Vec<(MemberId, &Member)> {
        let mut attending = self.on(day);
        attending.retain(|(_, m)| m.duty_on(day).attends);
        attending
    }
}
