use super::*;
use crate::standing::sample::date;

#[test]
fn who_is_not_graded_has_a_reason() {
    fn check(change: impl FnOnce(&mut Member), suspended: &[u8], expect: Option<Exclusion>) {
        let id = |number: u8| MemberId::from_bytes([number; 16]);
        let mut member = Member::default();
        change(&mut member);
        let suspended = suspended.iter().copied().map(id).collect();
        assert_eq!(exclusion(id(1), &member, Year::new(2024).unwrap(), &suspended), expect, "{member:?}");
    }
    let joined = |member: &mut Member, day: &str| {
        (member.membership, member.joined_on) = (Membership::Probationary, Some(date(day)));
    };
    check(|_| (), &[], None);
    check(|_| (), &[1], Some(Exclusion::Suspended));
    check(|_| (), &[2], None);
    check(|m| m.membership = Membership::Exempt, &[], Some(Exclusion::Exempt));
    check(|m| m.membership = Membership::Temporary, &[], Some(Exclusion::Temporary));
    check(|m| joined(m, "2024-06-30"), &[], None);
    check(|m| joined(m, "2024-07-01"), &[], Some(Exclusion::UnderSixMonths));
    // Transferred from another cell, not admitted.
    check(|m| m.joined_on = Some(date("2024-11-01")), &[], None);
}
