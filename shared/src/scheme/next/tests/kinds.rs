//! The next point of one item, over every kind of item that there is.

use super::*;
use crate::record::Record;
use crate::record::meeting::{Meeting, MeetingForm, Presence, RollEntry};
use crate::record::roster::{Member, Membership, Office, Roster};
use crate::scheme::rule::{Case, Condition, Level, Scale};
use crate::standing::sample::{amend, date, fact};

const ITEM: &str = "item";

fn band(from: u16, points: u16) -> Band {
    Band { from, points, ..Band::default() }
}

fn measured(measure: Measure, by: Reading, bands: &[Band]) -> Rule {
    Rule::Measured { measure, bands: bands.to_vec(), by }
}

/// The scheme of this one item, with a scale of three levels.
fn of(item: Item) -> Scheme {
    let level = |id: &str, met| Level { id: id.to_owned(), text: Text3::default(), met };
    let levels = vec![level("high", true), level("middle", true), level("low", false)];
    let mut scheme = scheme();
    scheme.criteria = vec![Criterion { id: "all".to_owned(), items: vec![item], ..Criterion::default() }];
    scheme.scales = vec![Scale { id: "s".to_owned(), levels }];
    scheme
}

/// What the next point of `item` takes on these facts.
fn check(item: Item, facts: &[Fact], expect: Option<(u32, Takes)>) {
    let told = format!("{:?}", item.rule);
    let scheme = of(item);
    let found = next_points(&scheme, &MonthFacts::new(OrganisationKind::Cell, month("2024-11"), facts));
    assert!(found.iter().all(|next| next.item == ITEM));
    let found: Vec<_> = found.into_iter().map(|next| (next.gain, next.takes)).collect();
    assert_eq!(found, expect.into_iter().collect::<Vec<_>>(), "{told}");
}

fn answered(answer: Answer) -> Vec<Fact> {
    vec![assessment(99, "2024-11", &[(ITEM, answer)])]
}

/// So many tasks, of which some are done in time and some late.
fn tasks(all: u8, in_time: u8, late: u8) -> Vec<Fact> {
    let done = |number| match number {
        number if number <= in_time => Some("2024-11-20"),
        number if number <= in_time + late => Some("2024-11-25"),
        _ => None,
    };
    (1..=all).map(|number| task(number, "2024-11-20", done(number))).collect()
}

/// A roster of so many full members, with a committee or without.
fn members(count: u8, office: Office) -> Fact {
    let member = |number: u8| {
        let office = match number {
            1 => Office::Secretary,
            2 => office,
            _ => Office::Member,
        };
        let member = Member {
            name: format!("Mẫu {number:02}"),
            membership: Membership::Full,
            office,
            ..Member::default()
        };
        (crate::id::MemberId::from_bytes([number; 16]), member)
    };
    fact(80, Record::Roster(Roster { members: (1..=count).map(member).collect() }))
}

/// A regular meeting of so many minutes at which the first `present` were, and
/// nobody else was marked as excused.
fn meeting(minutes: u16, present: u8, all: u8) -> Fact {
    let roll = (1..=all).map(|number| {
        let presence = if number <= present { Presence::Present } else { Presence::Absent };
        let entry = RollEntry { presence: Some(presence), reason: None };
        (crate::id::MemberId::from_bytes([number; 16]), entry)
    });
    let ends = 19 * 60 + minutes;
    let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60).parse().ok();
    let meeting = Meeting {
        form: Some(MeetingForm::Regular),
        month: Some(month("2024-11")),
        held_on: Some(date("2024-11-05")),
        started_at: time(19 * 60),
        ended_at: time(ends),
        roll: roll.collect(),
        ..Meeting::default()
    };
    fact(81, Record::Meeting(Box::new(meeting)))
}

#[test]
fn an_answer_is_given_or_bettered() {
    use Answer::{Met, NotApplicable, NotMet, Points};
    use Takes::{Answer as AnAnswer, BetterAnswer};
    for points in [0, 20] {
        let met = || item(ITEM, Rule::Met { points });
        let gain = u32::from(points);
        check(met(), &[], Some((gain, AnAnswer)));
        check(met(), &answered(NotMet), Some((gain, BetterAnswer)));
        check(met(), &answered(Met), None);
        check(met(), &answered(NotApplicable), None);
        // An answer that does not fit is none.
        check(met(), &answered(Points(1)), Some((gain, AnAnswer)));
    }
    let up_to = || item(ITEM, Rule::UpTo { most: 30 });
    check(up_to(), &[], Some((30, AnAnswer)));
    check(up_to(), &answered(Points(0)), Some((30, BetterAnswer)));
    check(up_to(), &answered(Points(29)), Some((1, BetterAnswer)));
    check(up_to(), &answered(Points(30)), None);
    check(up_to(), &answered(Points(31)), Some((30, AnAnswer)));
    let level = || item(ITEM, Rule::Level { scale: "s".to_owned() });
    check(level(), &[], Some((0, AnAnswer)));
    check(level(), &answered(Answer::Level(2)), Some((0, BetterAnswer)));
    check(level(), &answered(Answer::Level(1)), None);
    check(level(), &answered(Answer::Level(3)), Some((0, AnAnswer)));
}

#[test]
fn a_bonus_is_given_or_not() {
    let bonus = || Item { role: Role::Bonus, ..item(ITEM, Rule::UpTo { most: 5 }) };
    check(bonus(), &[], Some((5, Takes::Answer)));
    check(bonus(), &answered(Answer::Points(2)), Some((3, Takes::BetterAnswer)));
    check(bonus(), &answered(Answer::Points(5)), None);
}

#[test]
fn what_does_not_apply_takes_nothing() {
    for policy in [Policy::Grant, Policy::Exclude, Policy::Rescale] {
        let when = |not_applicable| Item {
            applies: vec![Condition::Thematic],
            not_applicable,
            ..item(ITEM, Rule::Met { points: 5 })
        };
        check(when(policy), &[], None);
        let thematic = |mut fact: Fact| {
            if let Record::Meeting(meeting) = &mut fact.record {
                meeting.theme = "Nêu gương".to_owned();
            }
            fact
        };
        check(when(policy), &[thematic(meeting(90, 1, 1))], Some((5, Takes::Answer)));
        let by_answer = Item { not_applicable: policy, ..item(ITEM, Rule::Met { points: 5 }) };
        check(by_answer, &answered(Answer::NotApplicable), None);
    }
    // Nothing was to be measured.
    let share = measured(Measure::TasksDone, Reading::Share, &[band(90, 10)]);
    check(item(ITEM, share), &[], None);
}

#[test]
fn the_records_lack_so_many_to_the_next_band() {
    use Takes::More;
    let share = |bands: &[Band]| item(ITEM, measured(Measure::TasksDone, Reading::Share, bands));
    let bands = [band(90, 30), band(70, 20), band(50, 10), band(0, 2)];
    let check_share = |all, done, expect| check(share(&bands), &tasks(all, done, 0), expect);
    check_share(10, 0, Some((8, More(5))));
    check_share(10, 4, Some((8, More(1))));
    check_share(10, 5, Some((10, More(2))));
    check_share(10, 8, Some((10, More(1))));
    check_share(10, 9, None);
    // One of one leaps over the bands between.
    check_share(1, 0, Some((28, More(1))));
    check_share(3, 1, Some((8, More(1))));
    check_share(3, 2, Some((20, More(1))));
    // A part of a task is no task: seven tenths of eleven are eight.
    check_share(11, 7, Some((10, More(1))));
    // In a checklist the band that is met counts.
    let met = [Band { met: true, ..band(100, 0) }];
    check(share(&met), &tasks(4, 1, 0), Some((0, More(3))));
    check(share(&met), &tasks(4, 4, 0), None);
    // Above the edge, not at it.
    let above = [Band { edge: Edge::Above, ..band(50, 10) }];
    check(share(&above), &tasks(10, 5, 0), Some((10, More(1))));
    check(share(&above), &tasks(10, 6, 0), None);
    // A band that ends where a source has it, and a gap above it.
    let gap = [band(90, 10), Band { below: Some(60), ..band(40, 5) }];
    check(share(&gap), &tasks(10, 7, 0), Some((10, More(2))));
    check(share(&gap), &tasks(10, 3, 0), Some((5, More(1))));
    check(share(&gap), &tasks(10, 5, 0), Some((5, More(4))));
    // No band gives more.
    check(share(&[]), &tasks(10, 5, 0), None);
}

#[test]
fn numbers_and_minutes_are_counted_as_they_are() {
    use Takes::More;
    let number = item(ITEM, measured(Measure::TasksDone, Reading::Number, &[band(6, 10), band(3, 5)]));
    check(number.clone(), &tasks(10, 1, 0), Some((5, More(2))));
    check(number.clone(), &tasks(10, 3, 0), Some((5, More(3))));
    check(number, &tasks(10, 6, 0), None);
    let minutes = |by, bands: &[Band]| item(ITEM, measured(Measure::Minutes, by, bands));
    check(minutes(Reading::Number, &[band(90, 5), band(75, 4)]), &[meeting(70, 1, 1)], Some((4, More(5))));
    check(minutes(Reading::Number, &[band(90, 5), band(75, 4)]), &[meeting(80, 1, 1)], Some((1, More(10))));
    check(minutes(Reading::Share, &[band(100, 5)]), &[meeting(89, 1, 1)], Some((5, More(1))));
    check(minutes(Reading::Share, &[band(100, 5)]), &[meeting(95, 1, 1)], None);
    let attendance = item(ITEM, measured(Measure::Attendance, Reading::Share, &[band(85, 4)]));
    let roll = [members(20, Office::Member), meeting(90, 15, 20)];
    check(attendance, &roll, Some((4, More(2))));
}

#[test]
fn of_some_things_there_may_be_too_many() {
    use Takes::Fewer;
    let below = |from, below, points| Band { below: Some(below), ..band(from, points) };
    let bands = [band(20, 0), below(10, 20, 5), Band { met: true, ..below(0, 10, 10) }];
    let late = |by| item(ITEM, measured(Measure::TasksLate, by, &bands));
    // Of twenty tasks: from four late ones on nothing, from two on five points.
    check(late(Reading::Share), &tasks(20, 14, 6), Some((5, Fewer(3))));
    check(late(Reading::Share), &tasks(20, 18, 2), Some((5, Fewer(1))));
    check(late(Reading::Share), &tasks(20, 19, 1), None);
    // Of three, one late one is too many by either band.
    check(late(Reading::Share), &tasks(3, 2, 1), Some((10, Fewer(1))));
    check(late(Reading::Number), &tasks(20, 7, 13), Some((5, Fewer(4))));
    check(late(Reading::Number), &tasks(20, 16, 4), None);
    // A band without an end reaches up to the one before.
    let open = |edge| {
        let bands = [Band { edge, ..band(20, 0) }, band(0, 10)];
        item(ITEM, measured(Measure::TasksLate, Reading::Share, &bands))
    };
    check(open(Edge::At), &tasks(10, 5, 5), Some((10, Fewer(4))));
    check(open(Edge::Above), &tasks(10, 5, 5), Some((10, Fewer(3))));
    check(open(Edge::Above), &tasks(10, 8, 2), None);
}

#[test]
fn whoever_departs_from_the_records_answered() {
    let share = measured(Measure::TasksDone, Reading::Share, &[Band { met: true, ..band(90, 30) }]);
    let departing = |answer| {
        let reason = |a: &mut crate::record::assessment::Assessment| {
            a.notes.insert(ITEM.to_owned(), "Bão số 3".to_owned());
        };
        let mut facts = tasks(10, 5, 0);
        facts.push(amend(assessment(99, "2024-11", &[(ITEM, answer)]), reason));
        facts
    };
    check(item(ITEM, share.clone()), &departing(Answer::NotMet), Some((30, Takes::BetterAnswer)));
    check(item(ITEM, share.clone()), &departing(Answer::Points(20)), Some((10, Takes::BetterAnswer)));
    check(item(ITEM, share.clone()), &departing(Answer::Met), None);
    // Without a reason the records count.
    let mut facts = tasks(10, 5, 0);
    facts.push(assessment(99, "2024-11", &[(ITEM, Answer::Met)]));
    check(item(ITEM, share), &facts, Some((30, Takes::More(4))));
}

#[test]
fn the_rule_that_applies_is_asked() {
    // Where there is no committee, nobody is asked whether it prepared the meeting.
    let prepared = Case { when: vec![Condition::Committee], rule: Rule::Met { points: 2 } };
    let share = measured(Measure::TasksDone, Reading::Share, &[band(90, 2)]);
    let asked = Item { cases: vec![prepared], ..item(ITEM, share) };
    let with = |office| {
        let mut facts = tasks(10, 8, 0);
        facts.push(members(5, office));
        facts
    };
    check(asked.clone(), &with(Office::CommitteeMember), Some((2, Takes::Answer)));
    check(asked, &with(Office::Member), Some((2, Takes::More(1))));
    // A measured item in a large cell asks for more minutes.
    let minutes = |from| measured(Measure::Minutes, Reading::Number, &[band(from, 5)]);
    let large = Case { when: vec![Condition::Members { from: 30, below: None }], rule: minutes(120) };
    let timed = Item { cases: vec![large], ..item(ITEM, minutes(90)) };
    check(timed.clone(), &[members(5, Office::Member), meeting(90, 1, 5)], None);
    check(timed, &[members(40, Office::Member), meeting(90, 1, 40)], Some((5, Takes::More(30))));
}
