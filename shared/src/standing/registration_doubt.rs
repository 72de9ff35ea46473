//! What gives a registration to doubt.

use crate::record::registration::Registration;
use crate::record::roster::Roster;
use crate::sorted_set::SortedSet;

/// Something that the model asks of a registration and that it lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RegistrationDoubt {
    /// No title is named.
    NoTitle,
    /// No targets are written.
    NoTargets,
    /// No criterion was made concrete.
    NoOwnCriteria,
    /// So many members gave no opinion; the model gathers that of everybody.
    OpinionsMissing(u32),
    /// It was registered on a day of another year.
    OutsideTheYear,
}

impl RegistrationDoubt {
    /// The source of what is asked: the newspaper report on the model, and the
    /// guideline it names. Only a day in another year is a matter of the records themselves.
    pub const fn source(self) -> Option<&'static str> {
        match self {
            Self::NoTitle | Self::NoTargets | Self::NoOwnCriteria | Self::OpinionsMissing(_) => {
                Some("HD 05-HD/BTCTU 19/5/2024")
            }
            Self::OutsideTheYear => None,
        }
    }
}

/// What gives `registration` to doubt. A withdrawn one gives nothing.
pub fn registration_doubts(registration: &Registration, roster: &Roster) -> Vec<RegistrationDoubt> {
    if registration.withdrawn.is_some() {
        return Vec::new();
    }
    let mut doubts = Vec::new();
    if registration.title_sought.is_none() {
        doubts.push(RegistrationDoubt::NoTitle);
    }
    if registration.targets.trim().is_empty() {
        doubts.push(RegistrationDoubt::NoTargets);
    }
    if registration.criteria.values().all(|own| own.text.is_empty() && own.target.is_empty()) {
        doubts.push(RegistrationDoubt::NoOwnCriteria);
    }
    if let Some(day) = registration.registered_on {
        let heard: SortedSet<_> = registration
            .opinions
            .values()
            .filter(|opinion| !opinion.text.is_empty())
            .filter_map(|opinion| opinion.member)
            .collect();
        let silent = roster.attending_on(day).into_iter().filter(|(id, _)| !heard.contains(id)).count();
        if silent != 0 {
            doubts.push(RegistrationDoubt::OpinionsMissing(u32::try_from(silent).unwrap_or(u32::MAX)));
        }
        if registration.year.is_some_and(|year| year.number() != day.year()) {
            doubts.push(RegistrationDoubt::OutsideTheYear);
        }
    }
    doubts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{EntryId, MemberId};
    use crate::record::opinion::MemberOpinion;
    use crate::record::registration::{FourGood, OwnCriterion};
    use crate::record::roster::Member;
    use crate::year::Year;

    #[test]
    fn a_registration_gives_to_doubt_what_it_lacks() {
        fn check(change: impl FnOnce(&mut Registration), expect: &[RegistrationDoubt]) {
            let member = MemberId::from_bytes([1; 16]);
            let opinion = MemberOpinion { member: Some(member), text: "Nhất trí".to_owned() };
            let own = OwnCriterion { text: "Họp đủ 12 kỳ".to_owned(), target: "12/12".to_owned() };
            let mut registration = Registration {
                year: Year::new(2024).ok(),
                title_sought: Some(FourGood::Cell),
                targets: "Đường làng sạch".to_owned(),
                criteria: [("meetings.held".to_owned(), own)].into(),
                opinions: [(EntryId::from_bytes([1; 16]), opinion)].into(),
                registered_on: "2024-01-05".parse().ok(),
                ..Registration::default()
            };
            change(&mut registration);
            let roster = Roster { members: [(member, Member::default())].into() };
            assert_eq!(registration_doubts(&registration, &roster), expect);
        }
        use RegistrationDoubt::*;
        check(|_| (), &[]);
        check(|r| r.title_sought = None, &[NoTitle]);
        check(|r| r.targets.clear(), &[NoTargets]);
        check(|r| r.criteria.clear(), &[NoOwnCriteria]);
        check(|r| r.opinions.clear(), &[OpinionsMissing(1)]);
        check(|r| r.year = Year::new(2025).ok(), &[OutsideTheYear]);
        check(|r| (r.registered_on, r.opinions) = Default::default(), &[]);
        check(|r| (r.withdrawn, r.title_sought) = (Some("nhầm".to_owned()), None), &[]);
    }
}
