//! Whom discipline concerned, and for which year.

use super::*;
use crate::id::{EntryId, MemberId};
use crate::record::roster::{Leaving, Member, Office, Roster};
use crate::year::Year;

fn member(office: Office, measures: &[&str]) -> Member {
    let measures = (1..).zip(measures);
    let discipline =
        measures.map(|(number, text)| (EntryId::from_bytes([number; 16]), text.parse().unwrap())).collect();
    Member { office, discipline, ..Member::default() }
}

fn book(members: Vec<Member>) -> [Fact; 1] {
    let members = (1..).zip(members).map(|(number, member)| (MemberId::from_bytes([number; 16]), member));
    [fact(9, Record::Roster(Roster { members: members.collect() }))]
}

const ALL: Measure = Measure::Disciplined { of: Whom::Members, found: Found::Any };
const BY_OTHERS: Measure = Measure::Disciplined { of: Whom::Members, found: Found::ByOthers };
const LEADERS: Measure = Measure::Disciplined { of: Whom::Leaders, found: Found::Any };
const LEADERS_BY_OTHERS: Measure = Measure::Disciplined { of: Whom::Leaders, found: Found::ByOthers };

/// A secretary, a deputy, one who was on the committee once, and three others.
fn cell() -> [Fact; 1] {
    let left = |member: Member, day: &str| Member {
        left_on: Some(date(day)),
        left_why: Some(Leaving::Expelled),
        ..member
    };
    book(vec![
        // Withdrawn: it never was.
        member(Office::Secretary, &["warning 2024-05-02 2024 secretary by_others withdrawn"]),
        // Found by the cell, a year later; and found by others, of the same year.
        member(
            Office::DeputySecretary,
            &[
                "reprimand 2024-05-02 2023 deputy_secretary self_remedied stands",
                "reprimand 2024-09-02 2024 deputy_secretary by_others stands",
            ],
        ),
        // Dismissed, and so without an office since.
        member(Office::Member, &["dismissal 2024-03-02 2024 committee_member self_remedied stands"]),
        // Once in November, twice in the year: one member.
        member(
            Office::Member,
            &[
                "reprimand 2024-02-02 2024 member self_remedied stands",
                "warning 2024-11-02 2024 member by_others stands",
            ],
        ),
        // What the roster tells only as leaving; and one who left with a measure.
        left(member(Office::Member, &[]), "2024-11-20"),
        left(member(Office::Member, &["expulsion 2024-10-20 2022 member by_others stands"]), "2024-10-20"),
    ])
}

#[test]
fn a_year_answers_for_what_happened_in_it() {
    fn of_year(wanted: Measure, year: u16, expect: (u64, u64)) {
        let facts = cell();
        let year = Year::new(year).unwrap();
        let figure = measure(wanted, &MonthFacts::of_year(OrganisationKind::Cell, year, &facts));
        assert_eq!((figure.part, figure.whole), expect, "{wanted:?} of {year}");
        let records = if expect.0 == 0 { figure.counted } else { figure.not_counted };
        assert_eq!(records, [id(9)], "{wanted:?} of {year}");
    }
    of_year(ALL, 2022, (1, 6));
    of_year(BY_OTHERS, 2022, (1, 6));
    of_year(LEADERS, 2022, (0, 2));
    of_year(ALL, 2023, (1, 6));
    of_year(BY_OTHERS, 2023, (0, 6));
    of_year(LEADERS, 2023, (1, 2));
    of_year(LEADERS_BY_OTHERS, 2023, (0, 2));
    of_year(ALL, 2024, (4, 6));
    of_year(BY_OTHERS, 2024, (3, 6));
    // With the one who lost the office by it.
    of_year(LEADERS, 2024, (2, 3));
    of_year(LEADERS_BY_OTHERS, 2024, (1, 3));
    of_year(ALL, 2025, (0, 4));
}

#[test]
fn a_month_answers_for_what_was_decided_in_it() {
    let facts = cell();
    check(ALL, "2024-11", &facts, (2, 5), &[], &[9]);
    check(BY_OTHERS, "2024-11", &facts, (2, 5), &[], &[9]);
    check(ALL, "2024-02", &facts, (1, 6), &[], &[9]);
    check(BY_OTHERS, "2024-02", &facts, (0, 6), &[9], &[]);
    // A violation of another year is that year's.
    check(ALL, "2024-05", &facts, (0, 6), &[9], &[]);
    check(LEADERS, "2024-09", &facts, (1, 2), &[], &[9]);
    check(ALL, "2024-09", &[], (0, 0), &[], &[]);
    check(LEADERS, "2024-09", &book(vec![member(Office::Member, &[])]), (0, 0), &[9], &[]);
}

#[test]
fn who_came_later_is_the_other_cells() {
    let measures = ["warning 2024-09-02 2023 member by_others stands"];
    let came = Member { joined_on: Some(date("2024-02-01")), ..member(Office::Member, &measures) };
    let facts = book(vec![came, member(Office::Member, &[])]);
    let year = Year::new(2023).unwrap();
    let of = |facts: MonthFacts<'_>| {
        let figure = measure(ALL, &facts);
        (figure.part, figure.whole)
    };
    let whole = MonthFacts::of_year(OrganisationKind::Cell, year, &facts);
    assert_eq!(of(whole.clone()), (0, 1));
    assert_eq!(of(whole.of_member(MemberId::from_bytes([2; 16]))), (0, 1));
}

#[test]
fn a_member_is_judged_for_what_is_theirs() {
    let facts = cell();
    let of = |number: u8| {
        let year = MonthFacts::of_year(OrganisationKind::Cell, Year::new(2024).unwrap(), &facts);
        let figure = measure(ALL, &year.of_member(MemberId::from_bytes([number; 16])));
        (figure.part, figure.whole)
    };
    assert_eq!([1, 2, 3, 4, 5, 6].map(of), [(0, 1), (1, 1), (1, 1), (1, 1), (1, 1), (0, 1)]);
}
