//! Who should have been at a meeting, and who was.

use crate::date::Date;
use crate::id::MemberId;
use crate::record::meeting::{Meeting, MeetingForm, Presence};
use crate::record::roster::{Member, Office, Roster};
use crate::share::Share;
use crate::sorted_set::SortedSet;

/// The attendance of one meeting, by the roster as it was on its day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attendance {
    /// Who is to attend, by office, group and name.
    pub expected: Vec<MemberId>,
    /// Those of them who are present.
    pub present: Vec<MemberId>,
    /// Those who are absent with a reason.
    pub excused: Vec<MemberId>,
    /// Those who are absent without one.
    pub absent: Vec<MemberId>,
    /// Those whom nobody has marked yet.
    pub unmarked: Vec<MemberId>,
    /// Those who are marked though they were not to attend: exempted members
    /// who came, and people who are not in the roster on that day.
    pub others: Vec<MemberId>,
    /// How many of the present may vote.
    pub voters: u32,
    /// How many of the expected may vote.
    pub entitled: u32,
}

impl Attendance {
    /// The present among the expected.
    pub fn share(&self) -> Share {
        Share { part: size(&self.present), whole: size(&self.expected) }
    }
}

/// The attendance of `meeting`; nobody is expected while it has no day.
pub fn attendance(meeting: &Meeting, roster: &Roster) -> Attendance {
    let mut found = Attendance::default();
    let Some(day) = meeting.day() else { return found };
    for (id, member) in roster.attending_on(day) {
        if !concerns(meeting, member) {
            continue;
        }
        found.expected.push(id);
        match meeting.presence(id) {
            Some(Presence::Present) => found.present.push(id),
            Some(Presence::Excused) => found.excused.push(id),
            Some(Presence::Absent) => found.absent.push(id),
            None => found.unmarked.push(id),
        }
        if member.duty_on(day).votes {
            found.entitled += 1;
            found.voters += u32::from(meeting.presence(id) == Some(Presence::Present));
        }
    }
    let expected: SortedSet<_> = found.expected.iter().collect();
    let marked = meeting.roll.iter().filter(|(_, entry)| entry.presence.is_some()).map(|(id, _)| id);
    found.others = marked.filter(|id| !expected.contains(id)).copied().collect();
    found
}

/// Whether the cell has a committee on `day`: somebody beside the secretary holds
/// an office in it.
pub fn has_committee(roster: &Roster, day: Date) -> bool {
    let seated = |office| matches!(office, Office::DeputySecretary | Office::CommitteeMember);
    roster.on(day).into_iter().any(|(_, member)| seated(member.office))
}

/// Whether the meeting is one of those that the member belongs to.
fn concerns(meeting: &Meeting, member: &Member) -> bool {
    match meeting.form {
        Some(MeetingForm::Committee) => {
            matches!(member.office, Office::Secretary | Office::DeputySecretary | Office::CommitteeMember)
        }
        Some(MeetingForm::Group) => member.group == meeting.group,
        _ => true,
    }
}

fn size(members: &[MemberId]) -> u32 {
    u32::try_from(members.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::meeting::RollEntry;
    use crate::record::roster::Membership;

    fn id(number: u8) -> MemberId {
        MemberId::from_bytes([number; 16])
    }

    /// Secretary, committee member, two of group 1, a probationary one of group 2, an exempted one.
    fn roster() -> Roster {
        let member = |number: u8, office, membership, group| {
            (
                id(number),
                Member { name: format!("{number:02}"), office, membership, group, ..Member::default() },
            )
        };
        let members = [
            member(1, Office::Secretary, Membership::Full, None),
            member(2, Office::CommitteeMember, Membership::Full, Some(1)),
            member(3, Office::Member, Membership::Full, Some(1)),
            member(4, Office::Member, Membership::Temporary, Some(1)),
            member(5, Office::Member, Membership::Probationary, Some(2)),
            member(6, Office::Member, Membership::Exempt, Some(2)),
        ];
        Roster { members: members.into() }
    }

    fn meeting(form: MeetingForm, roll: &[(u8, Presence)]) -> Meeting {
        let entry = |(number, presence): &(u8, Presence)| {
            (id(*number), RollEntry { presence: Some(*presence), reason: None })
        };
        Meeting {
            form: Some(form),
            group: Some(1),
            held_on: Some("2024-11-07".parse().unwrap()),
            roll: roll.iter().map(entry).collect(),
            ..Meeting::default()
        }
    }

    #[test]
    fn whoever_is_expected_depends_on_the_form() {
        fn check(form: MeetingForm, expect: &[u8], entitled: u32) {
            let found = attendance(&meeting(form, &[]), &roster());
            assert_eq!(found.expected, expect.iter().copied().map(id).collect::<Vec<_>>(), "{form:?}");
            assert_eq!((found.unmarked, found.entitled), (found.expected, entitled), "{form:?}");
        }
        check(MeetingForm::Regular, &[1, 2, 3, 4, 5], 3);
        check(MeetingForm::Thematic, &[1, 2, 3, 4, 5], 3);
        check(MeetingForm::Committee, &[1, 2], 2);
        check(MeetingForm::Group, &[2, 3, 4], 2);
    }

    #[test]
    fn the_roll_is_sorted_and_counted() {
        use Presence::{Absent, Excused, Present};
        let roll = [(1, Present), (2, Present), (3, Excused), (4, Absent), (6, Present), (9, Present)];
        let found = attendance(&meeting(MeetingForm::Regular, &roll), &roster());
        assert_eq!(found.share(), Share { part: 2, whole: 5 });
        assert_eq!((found.excused, found.absent, found.unmarked), (vec![id(3)], vec![id(4)], vec![id(5)]));
        assert_eq!((found.others, found.voters), (vec![id(6), id(9)], 2));
        let nowhere = Meeting { held_on: None, ..meeting(MeetingForm::Regular, &roll) };
        assert_eq!(attendance(&nowhere, &roster()), Attendance::default());
    }
}
