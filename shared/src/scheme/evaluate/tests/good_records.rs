//! A good record never lowers a result: by every shipped scheme, whatever else was recorded.

use std::collections::BTreeSet;

use super::*;
use crate::amount::Amount;
use crate::id::{EntryId, MemberId};
use crate::record::Record;
use crate::record::contribution::{Contribution, Source, Unit};
use crate::record::meeting::{Meeting, MeetingForm, Opinion, Presence, RollEntry};
use crate::record::roster::{Discipline, Finding, Member, Office, Roster, Validity};
use crate::record::task::Task;
use crate::scheme::{Need, Subject, shipped};
use crate::sorted_map::SortedMap;
use crate::standing::facts::MeetingGrade;
use crate::standing::sample::{date, fact, id};
use crate::year::Year;

/// How many members there are.
const MEMBERS: u8 = 3;
/// The document of the meeting that a sheet judges.
const JUDGED: u8 = 40;

fn member(number: u8) -> MemberId {
    MemberId::from_bytes([number; 16])
}

fn amended(mut fact: Fact, change: impl FnOnce(&mut Task)) -> Fact {
    if let Record::Task(task) = &mut fact.record {
        change(task);
    }
    fact
}

/// The presence of each member, in their order.
type Marks = [Presence; MEMBERS as usize];

/// A meeting of `month` on its `day`; whoever was present spoke.
fn meeting(month: u8, day: u8, marks: &Marks, minutes: u8, form: MeetingForm) -> Meeting {
    let held_on = Some(date(&format!("2025-{month:02}-{day:02}")));
    let opinion =
        |number| Opinion { item: None, member: Some(member(number)), text: "Nhất trí".to_owned() };
    let marked = (1..).zip(marks);
    let spoke = marked.clone().filter(|(_, presence)| **presence == Presence::Present);
    Meeting {
        form: Some(form),
        month: held_on.map(crate::month::Month::of),
        held_on,
        started_at: "19:00".parse().ok(),
        ended_at: format!("{}:{:02}", 19 + minutes / 60, minutes % 60).parse().ok(),
        adopted_on: held_on,
        notified_on: Some(date(&format!("2025-{month:02}-01"))),
        roll: marked
            .map(|(number, presence)| (member(number), RollEntry { presence: Some(*presence), reason: None }))
            .collect(),
        opinions: spoke.map(|(number, _)| (EntryId::from_bytes([number; 16]), opinion(number))).collect(),
        ..Meeting::default()
    }
}

fn resolution_of(number: u8, form: Form, month: u8, published: Published) -> Fact {
    let mut fact = resolution(number, form, &format!("2025-{month:02}"));
    if let Record::Resolution(resolution) = &mut fact.record {
        let on = match published {
            Published::InTime => Some(date(&format!("2025-{month:02}-02"))),
            Published::Never => None,
        };
        (resolution.posted_on, resolution.reported_on) = (on, on);
    }
    fact
}

#[derive(Debug, Clone, Copy)]
enum Published {
    InTime,
    Never,
}

fn gift(number: u8, purpose: &str) -> Fact {
    let gift = Contribution {
        unit: Some(Unit::WorkDays),
        amount: Amount::new(5).ok(),
        source: Source::ALL.first().copied(),
        purpose: purpose.to_owned(),
        given_on: Some(date("2025-12-08")),
        ..Contribution::default()
    };
    fact(number, Record::Contribution(gift))
}

/// The members, the first of them the secretary; each perhaps disciplined in
/// December, or for the year before.
fn members(disciplined: &[Option<(bool, bool)>]) -> Fact {
    let one = |number: u8| {
        let office = if number == 1 { Office::Secretary } else { Office::Member };
        let measure = disciplined.get(usize::from(number) - 1).copied().flatten().map(|(before, found)| {
            let year = if before { 2024 } else { 2025 };
            let finding = if found { "self_remedied" } else { "by_others" };
            let office = office.name();
            let text = format!("warning 2025-12-08 {year} {office} {finding} stands");
            (EntryId::from_bytes([number; 16]), text.parse().unwrap())
        });
        let discipline = measure.into_iter().collect();
        (member(number), Member { name: number.to_string(), office, discipline, ..Member::default() })
    };
    fact(250, Record::Roster(Roster { members: (1..=MEMBERS).map(one).collect() }))
}

/// The roster with every disciplinary measure changed.
fn put_right(facts: &mut [Fact], change: fn(&mut Discipline)) {
    for fact in facts {
        if let Record::Roster(roster) = &mut fact.record {
            let measures = roster.members.values_mut().flat_map(|member| member.discipline.values_mut());
            measures.for_each(change);
        }
    }
}

/// A record that is as good as it can be.
#[derive(Debug, Clone, Copy)]
enum Good {
    Task,
    Meeting,
    Regular,
    Thematic,
    Gift,
    /// Whoever was away from the meeting that is judged was there, and spoke.
    Roll,
    /// Whatever was entered about discipline was a mistake.
    Withdrawn,
    /// All of it was found by the cell, and is remedied.
    SelfFound,
}

impl Good {
    fn enter(self, facts: &mut Vec<Fact>) {
        let all = [Presence::Present; MEMBERS as usize];
        match self {
            Self::Withdrawn => return put_right(facts, |measure| measure.validity = Validity::Withdrawn),
            Self::SelfFound => return put_right(facts, |measure| measure.finding = Finding::SelfRemedied),
            _ => {}
        }
        facts.push(match self {
            Self::Task => amended(task(200, "2025-12-10", Some("2025-12-09")), |task| {
                task.beyond = Some("Vượt".to_owned());
                task.assignees = [member(1)].into();
            }),
            Self::Meeting => {
                let held = meeting(12, 20, &all, 150, MeetingForm::Regular);
                fact(201, Record::Meeting(Box::new(held)))
            }
            Self::Regular => resolution_of(202, Form::Regular, 12, Published::InTime),
            Self::Thematic => resolution_of(203, Form::Thematic, 12, Published::InTime),
            Self::Gift => gift(204, "Làm đường"),
            Self::Roll => {
                let judged = facts.iter_mut().find(|fact| fact.document == id(JUDGED)).unwrap();
                let Record::Meeting(held) = &mut judged.record else { panic!("the meeting") };
                let form = held.form.unwrap();
                let minutes = u8::try_from(held.duration().unwrap()).unwrap();
                **held = meeting(12, 5, &all, minutes, form);
                return;
            }
            Self::Withdrawn | Self::SelfFound => return,
        });
    }
}

fn presence() -> impl Strategy<Value = Presence> {
    prop::sample::select(vec![Presence::Present, Presence::Present, Presence::Excused, Presence::Absent])
}

/// Any book of the year 2025, with a meeting in December.
fn book() -> impl Strategy<Value = Vec<Fact>> {
    let tasks =
        prop::collection::vec((1..=12_u8, 1..=28_u8, prop::option::of(1..=28_u8), any::<bool>()), 0..8);
    let form = prop::sample::select(vec![MeetingForm::Regular, MeetingForm::Thematic]);
    let marks = [presence(), presence(), presence()];
    let meetings = prop::collection::vec((1..=12_u8, marks, 30..200_u8, form), 1..6);
    let resolutions = prop::collection::vec(
        (prop::sample::select(vec![Form::Regular, Form::Thematic]), 1..=12_u8, any::<bool>()),
        0..4,
    );
    let disciplined = prop::collection::vec(
        prop::option::weighted(0.2, (any::<bool>(), any::<bool>())),
        usize::from(MEMBERS),
    );
    (tasks, meetings, resolutions, prop::option::of(any::<bool>()), disciplined).prop_map(
        |(tasks, meetings, resolutions, given, disciplined)| {
            let mut facts = vec![members(&disciplined)];
            facts.extend((1..).zip(tasks).map(|(number, (month, due, done, beyond))| {
                let done = done.map(|done| format!("2025-{month:02}-{done:02}"));
                amended(task(number, &format!("2025-{month:02}-{due:02}"), done.as_deref()), |task| {
                    task.beyond = beyond.then(|| "Vượt".to_owned());
                    task.assignees = [member(1 + number % MEMBERS)].into();
                })
            }));
            facts.extend((JUDGED..).zip(meetings).map(|(number, (month, marks, minutes, form))| {
                let (month, day) = if number == JUDGED { (12, 5) } else { (month, 7) };
                fact(number, Record::Meeting(Box::new(meeting(month, day, &marks, minutes, form))))
            }));
            facts.extend((80..).zip(resolutions).map(|(number, (form, month, in_time))| {
                let published = if in_time { Published::InTime } else { Published::Never };
                resolution_of(number, form, month, published)
            }));
            facts.extend(given.map(|told| gift(100, if told { "Làm đường" } else { "" })));
            facts
        },
    )
}

/// Every question answered, those at the places `bad` not well; no gate bars.
fn answers(scheme: &Scheme, bad: &BTreeSet<usize>) -> SortedMap<String, Answer> {
    let answer = |(place, item): (usize, &Item)| {
        let answer = match (&item.rule, bad.contains(&place)) {
            (Rule::UpTo { most }, false) => Answer::Points(*most),
            (Rule::UpTo { most }, true) => Answer::Points(most / 2),
            (Rule::Level { .. }, false) => Answer::Level(0),
            (Rule::Level { .. }, true) => Answer::Level(2),
            (_, false) => Answer::Met,
            (_, true) => Answer::NotMet,
        };
        (item.id.clone(), answer)
    };
    let mut answers: SortedMap<_, _> = scheme.items().enumerate().map(answer).collect();
    answers.extend(scheme.gates.iter().map(|gate| (gate.id.clone(), Answer::NotMet)));
    let needs = scheme.grades.iter().flat_map(|grade| &grade.needs);
    answers.extend(needs.filter_map(|need| match need {
        Need::Answered { id, .. } => Some((id.clone(), Answer::Met)),
        _ => None,
    }));
    answers
}

/// The grade and the points of what the scheme judges.
fn judged(scheme: &Scheme, facts: &[Fact], answers: &SortedMap<String, Answer>) -> Evaluation {
    let kind = scheme.organisations.first;
    let (remarks, year) = (SortedMap::new(), Year::new(2025).unwrap());
    let held = facts.iter().find_map(|fact| match &fact.record {
        Record::Meeting(meeting) if fact.document == id(JUDGED) => Some(meeting.as_ref()),
        _ => None,
    });
    let graded = [(60, 0), (61, 1), (62, 0)].map(|(number, place)| MeetingGrade {
        document: id(number),
        month: month("2025-12"),
        form: MeetingForm::Regular,
        grade: Some(place),
    });
    let mut scope = match scheme.subject {
        Subject::Month => MonthFacts::new(kind, month("2025-12"), facts),
        Subject::Meeting => MonthFacts::new(kind, month("2025-12"), facts).of_meeting(held.unwrap()),
        Subject::Year => MonthFacts::of_year(kind, year, facts),
        Subject::Member => MonthFacts::of_year(kind, year, facts).of_member(member(1)),
    };
    scope.graded = &graded;
    evaluate(scheme, &scope.answered(answers, &remarks))
}

proptest! {
    #[test]
    fn a_good_record_never_lowers_a_grade(
        book in book(),
        which in 0..shipped::ALL.len(),
        good in prop::sample::select(vec![
            Good::Task, Good::Meeting, Good::Regular, Good::Thematic, Good::Gift, Good::Roll,
            Good::Withdrawn, Good::SelfFound,
        ]),
        bad in prop::collection::btree_set(0..20_usize, 0..4),
    ) {
        let scheme = shipped::ALL[which].scheme().unwrap();
        let answers = answers(&scheme, &bad);
        let before = judged(&scheme, &book, &answers);
        let mut better = book.clone();
        good.enter(&mut better);
        let after = judged(&scheme, &better, &answers);
        let told = (&scheme.id, good, before.grade, after.grade);
        prop_assert!(before.grade.is_none() || after.grade.is_some(), "{told:?}");
        prop_assert!(after.grade.unwrap_or(u8::MAX) <= before.grade.unwrap_or(u8::MAX), "{told:?}");
        // Where as much could be reached as before, no less is reached.
        if after.possible == before.possible {
            prop_assert!(before.reached <= after.reached, "{told:?} {} {}", before.reached, after.reached);
        }
    }
}
