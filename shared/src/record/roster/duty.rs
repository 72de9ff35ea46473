//! What is expected of a member on a given day, and what they may do.

use super::{Member, Membership};
use crate::date::Date;
use crate::period::Period;

/// A member's part in the meetings of one day.
///
/// Sources: HD 12-HD/BTCTW 06/7/2018 leaves exempted members out of the count
/// of attendance; the minutes book lists full, probationary and temporary
/// members as the cell's total, and apart from them the exempted and those
/// transferred out for a time (domain §4.1). That probationary members speak
/// but do not vote, and that temporary ones vote only in their own cell, is
/// general knowledge that was not read in a source (domain §3.1, marked K).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Duty {
    /// Whether they are to attend, and so count for attendance.
    pub attends: bool,
    /// Whether they may vote.
    pub votes: bool,
}

impl Member {
    /// Whether they belong to the cell on `day`.
    ///
    /// The day of leaving is the first without them, the day of return the
    /// first with them again.
    pub fn belongs_on(&self, day: Date) -> bool {
        let joined = self.joined_on.is_none_or(|joined| joined <= day);
        let left = self.left_on.is_some_and(|left| left <= day);
        let back = self.returned_on.is_some_and(|back| back <= day && self.left_on <= Some(back));
        joined && (!left || back)
    }

    /// How they belong to the cell on `day`: probationary until the day on
    /// which they became a full member, where that day is known.
    pub fn membership_on(&self, day: Date) -> Membership {
        match (self.membership, self.official_on) {
            (Membership::Probationary, Some(official)) if official <= day => Membership::Full,
            (Membership::Full, Some(official)) if day < official => Membership::Probationary,
            (membership, _) => membership,
        }
    }

    /// Whether they are exempted on `day`: within the days of the exemption,
    /// or always where they are listed as exempt and no days are given.
    pub fn exempt_on(&self, day: Date) -> bool {
        match (self.membership, self.exempt_from) {
            (Membership::Exempt, None) => self.exempt_until.is_none_or(|until| day <= until),
            (_, Some(from)) => within(from, self.exempt_until, day),
            (_, None) => false,
        }
    }

    /// Whether they are transferred out for a time on `day`.
    pub fn away_on(&self, day: Date) -> bool {
        self.away_from.is_some_and(|from| within(from, self.away_until, day))
    }

    /// What is expected of them on `day`.
    pub fn duty_on(&self, day: Date) -> Duty {
        if !self.belongs_on(day) || self.exempt_on(day) || self.away_on(day) {
            return Duty::default();
        }
        // Whose exemption is over is a full member again.
        let votes = matches!(self.membership_on(day), Membership::Full | Membership::Exempt);
        Duty { attends: true, votes }
    }
}

/// Days that contradict each other after a merge are no period.
fn within(from: Date, until: Option<Date>, day: Date) -> bool {
    Period::new(from, until).is_ok_and(|period| period.contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<Date> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn attendance_and_votes_follow_from_the_day() {
        fn check(member: &Member, day: &str, expect: Option<bool>) {
            let duty = member.duty_on(day.parse().unwrap());
            assert_eq!(duty.attends.then_some(duty.votes), expect, "{day} {member:?}");
        }
        let of = |membership| Member { membership, ..Member::default() };
        check(&of(Membership::Full), "2024-11-07", Some(true));
        check(&of(Membership::Probationary), "2024-11-07", Some(false));
        check(&of(Membership::Temporary), "2024-11-07", Some(false));
        check(&of(Membership::Exempt), "2024-11-07", None);

        let admitted = Member { official_on: date("2024-11-07"), ..of(Membership::Probationary) };
        check(&admitted, "2024-11-06", Some(false));
        check(&admitted, "2024-11-07", Some(true));
        let known = Member { official_on: date("2024-11-07"), ..of(Membership::Full) };
        check(&known, "2024-11-06", Some(false));

        let exempt = Member {
            exempt_from: date("2024-10-01"),
            exempt_until: date("2024-12-31"),
            ..of(Membership::Full)
        };
        check(&exempt, "2024-09-30", Some(true));
        check(&exempt, "2024-12-31", None);
        check(&exempt, "2025-01-01", Some(true));
        let over = Member { exempt_until: date("2024-10-31"), ..of(Membership::Exempt) };
        check(&over, "2024-10-31", None);
        check(&over, "2024-11-01", Some(true));

        let away = Member { away_from: date("2024-11-01"), ..of(Membership::Full) };
        check(&away, "2024-10-31", Some(true));
        check(&away, "2024-11-07", None);
        let contradiction = Member { away_until: date("2024-10-01"), ..away };
        check(&contradiction, "2024-11-07", Some(true));

        let back = Member {
            joined_on: date("2024-01-01"),
            left_on: date("2024-06-01"),
            returned_on: date("2024-11-01"),
            ..of(Membership::Full)
        };
        check(&back, "2023-12-31", None);
        check(&back, "2024-05-31", Some(true));
        check(&back, "2024-06-01", None);
        check(&back, "2024-10-31", None);
        check(&back, "2024-11-01", Some(true));
        let left_again = Member { left_on: date("2024-11-15"), ..back };
        check(&left_again, "2024-11-20", None);
    }
}
