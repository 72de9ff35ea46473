//! How many members a cell has on a given day, as the minutes book counts them.

use super::{Membership, Roster};
use crate::date::Date;

/// The members of one day: those of the cell's total by how they belong, and
/// apart from them the exempted and those transferred out for a time (domain §4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Full members.
    pub full: usize,
    /// Probationary members.
    pub probationary: usize,
    /// Temporary members.
    pub temporary: usize,
    /// Exempted members, not in the total.
    pub exempt: usize,
    /// Members transferred out for a time, not in the total.
    pub away: usize,
    /// Those of the total who may vote.
    pub voters: usize,
}

impl Count {
    /// The cell's total: full, probationary and temporary members.
    pub const fn total(self) -> usize {
        self.full + self.probationary + self.temporary
    }
}

impl Roster {
    /// The members on `day`, counted.
    pub fn count_on(&self, day: Date) -> Count {
        let mut count = Count::default();
        for member in self.members.values().filter(|member| member.belongs_on(day)) {
            let place = if member.exempt_on(day) {
                &mut count.exempt
            } else if member.away_on(day) {
                &mut count.away
            } else {
                match member.membership_on(day) {
                    // Whose exemption is over is a full member again.
                    Membership::Full | Membership::Exempt => &mut count.full,
                    Membership::Probationary => &mut count.probationary,
                    Membership::Temporary => &mut count.temporary,
                }
            };
            *place += 1;
            count.voters += usize::from(member.duty_on(day).votes);
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::MemberId;
    use crate::record::roster::Member;

    #[test]
    fn each_member_is_counted_once() {
        let of = |membership| Member { membership, ..Member::default() };
        let day = |text: &str| Some(text.parse().unwrap());
        let members = [
            of(Membership::Full),
            of(Membership::Probationary),
            Member { official_on: day("2024-11-01"), ..of(Membership::Probationary) },
            of(Membership::Temporary),
            of(Membership::Exempt),
            Member { exempt_until: day("2024-10-31"), ..of(Membership::Exempt) },
            Member { away_from: day("2024-11-01"), ..of(Membership::Full) },
            Member { left_on: day("2024-11-07"), ..of(Membership::Full) },
        ];
        let members = (1..).zip(members).map(|(n, member)| (MemberId::from_bytes([n; 16]), member));
        let count = Roster { members: members.collect() }.count_on("2024-11-07".parse().unwrap());
        let expect = Count { full: 3, probationary: 1, temporary: 1, exempt: 1, away: 1, voters: 3 };
        assert_eq!((count, count.total()), (expect, 5));
    }
}
