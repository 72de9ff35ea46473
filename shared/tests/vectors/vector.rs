//! The shape of a vector, and the records it stands for.

use std::collections::BTreeMap;

use serde::Deserialize;
use shared::amount::Amount;
use shared::id::{DocumentId, EntryId, MemberId, OrganisationId};
use shared::moment::Moment;
use shared::month::Month;
use shared::record::Record;
use shared::record::assessment::Answer;
use shared::record::contribution::{Contribution, Unit};
use shared::record::meeting::{Meeting, MeetingForm, Opinion, Presence, RollEntry, TaskReview, Verdict};
use shared::record::resolution::{Form, Resolution};
use shared::record::roster::{Member, Office, Roster};
use shared::record::task::Task;
use shared::scheme::shipped::{self, Shipped};
use shared::scheme::{Scheme, file};
use shared::share::Share;
use shared::sorted_map::SortedMap;
use shared::standing::facts::{CellGrade, Fact};
use shared::year::Year;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    #[expect(dead_code, reason = "for the reader: how the result was worked out")]
    pub why: String,
    pub scheme: String,
    #[serde(default)]
    pub month: Option<String>,
    #[serde(default)]
    pub year: Option<u16>,
    #[serde(default)]
    pub members: u8,
    /// The disciplinary measures, each with the member's number and as the roster holds it.
    #[serde(default)]
    pub discipline: Vec<(u8, String)>,
    #[serde(default)]
    pub tasks: Vec<TaskLine>,
    #[serde(default)]
    pub resolutions: Vec<(String, String)>,
    #[serde(default)]
    pub meeting: Option<MeetingLine>,
    #[serde(default)]
    pub contributions: Vec<ContributionLine>,
    /// The member who is judged, by number.
    #[serde(default)]
    pub member: Option<u8>,
    /// The grades' places of the cells below the committee that is judged; none where one has no grade yet.
    #[serde(default)]
    pub cells: Vec<Option<u8>>,
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
    pub result: Outcome,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskLine {
    pub due: String,
    pub done: Option<String>,
    #[serde(default)]
    pub beyond: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingLine {
    pub day: String,
    pub from: String,
    pub until: String,
    pub theme: String,
    pub present: u8,
    pub excused: u8,
    pub absent: u8,
    pub speakers: u8,
    pub last_done: u8,
    pub last_late: u8,
    pub adopted: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContributionLine {
    pub day: String,
    pub unit: String,
    #[serde(default)]
    pub given: Option<u64>,
    #[serde(default)]
    pub pledged: Option<u64>,
    /// The line of the pledge, from 1.
    #[serde(default)]
    pub against: Option<u8>,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    pub reached: u32,
    pub possible: u32,
    pub unanswered: u32,
    pub grade: Option<String>,
    pub best: Option<String>,
    pub worst: Option<String>,
    pub items: BTreeMap<String, String>,
}

/// The number of the first contribution's document.
const FIRST_CONTRIBUTION: u8 = 200;

/// The schemes of vectors: those that come with the program, and what is
/// measured by none of them.
pub fn schemes() -> Vec<Scheme> {
    let shipped = shipped::ALL.iter().map(Shipped::scheme);
    let own = [include_str!("pledges.toml"), include_str!("coverage.toml")].into_iter().map(file::parse);
    shipped.chain(own).map(|scheme| scheme.unwrap()).collect()
}

impl ContributionLine {
    fn contribution(&self) -> Contribution {
        let amount = |amount: Option<u64>| amount.and_then(|amount| Amount::new(amount).ok());
        let against = self.against.map(|line| DocumentId::from_bytes([FIRST_CONTRIBUTION + line - 1; 16]));
        Contribution {
            unit: Unit::from_name(&self.unit),
            amount: amount(self.given),
            pledged: amount(self.pledged),
            given_on: self.day.parse().ok(),
            against,
            ..Contribution::default()
        }
    }
}

fn fact(number: u8, record: Record) -> Fact {
    Fact {
        document: DocumentId::from_bytes([number; 16]),
        record,
        conflicts: 0,
        written_at: Moment::from_millis(0),
        received_at: None,
    }
}

impl Vector {
    pub fn month(&self) -> Month {
        self.month.as_deref().unwrap().parse().unwrap()
    }

    pub fn year(&self) -> Option<Year> {
        self.year.map(|year| Year::new(year).unwrap())
    }

    pub fn member(&self) -> Option<MemberId> {
        self.member.map(|number| MemberId::from_bytes([number; 16]))
    }

    pub fn cells(&self) -> Vec<CellGrade> {
        let cell = |(number, grade): (u8, &Option<u8>)| CellGrade {
            organisation: OrganisationId::from_bytes([number; 16]),
            document: None,
            grade: *grade,
            covered: Share::default(),
        };
        (1..).zip(&self.cells).map(cell).collect()
    }

    pub fn answers(&self) -> SortedMap<String, Answer> {
        self.answers.iter().map(|(id, answer)| (id.clone(), answer.parse().unwrap())).collect()
    }

    pub fn facts(&self) -> Vec<Fact> {
        let tasks = self.tasks.iter().map(|line| {
            Record::Task(Task {
                product: "Sản phẩm".to_owned(),
                assignees: [MemberId::from_bytes([1; 16])].into(),
                due_on: line.due.parse().ok(),
                done_on: line.done.as_deref().and_then(|day| day.parse().ok()),
                beyond: line.beyond.then(|| "Vượt yêu cầu".to_owned()),
                ..Task::default()
            })
        });
        let resolutions = self.resolutions.iter().map(|(form, day)| {
            let adopted_on = day.parse().ok();
            let month = adopted_on.map(Month::of);
            Record::Resolution(Resolution {
                form: Form::from_name(form),
                month,
                adopted_on,
                ..Resolution::default()
            })
        });
        let meeting = self.meeting.iter().map(|line| Record::Meeting(Box::new(line.meeting())));
        let records = tasks.chain(resolutions).chain(meeting).chain([self.roster()]);
        let mut facts: Vec<_> = (1..).zip(records).map(|(number, record)| fact(number, record)).collect();
        facts.extend((0..).zip(&self.contributions).map(|(place, line)| {
            let record = Record::Contribution(line.contribution());
            fact(FIRST_CONTRIBUTION + place, record)
        }));
        facts
    }

    /// The first member is the secretary, the second in the committee.
    fn roster(&self) -> Record {
        let office = |number| match number {
            1 => Office::Secretary,
            2 => Office::CommitteeMember,
            _ => Office::Member,
        };
        let member = |number| {
            let measures = (1..).zip(&self.discipline).filter(|(_, (whose, _))| *whose == number);
            let discipline =
                measures.map(|(line, (_, text))| (EntryId::from_bytes([line; 16]), text.parse().unwrap()));
            let (name, office, discipline) = (format!("{number:03}"), office(number), discipline.collect());
            let member = Member { name, office, discipline, ..Member::default() };
            (MemberId::from_bytes([number; 16]), member)
        };
        Record::Roster(Roster { members: (1..=self.members).map(member).collect() })
    }
}

impl MeetingLine {
    fn meeting(&self) -> Meeting {
        let marks = [
            (Presence::Present, self.present),
            (Presence::Excused, self.excused),
            (Presence::Absent, self.absent),
        ];
        let marks =
            marks.into_iter().flat_map(|(presence, count)| std::iter::repeat_n(presence, count.into()));
        let roll = (1..).zip(marks).map(|(number, presence)| {
            (MemberId::from_bytes([number; 16]), RollEntry { presence: Some(presence), reason: None })
        });
        let opinion = |number| {
            let member = Some(MemberId::from_bytes([number; 16]));
            (EntryId::from_bytes([number; 16]), Opinion { item: None, member, text: "Nhất trí".to_owned() })
        };
        let review = |number: u8| {
            let verdict = if number <= self.last_done { Verdict::Done } else { Verdict::Late };
            let review = TaskReview { verdict: Some(verdict), note: String::new() };
            (DocumentId::from_bytes([100 + number; 16]), review)
        };
        Meeting {
            form: Some(MeetingForm::Regular),
            month: self.day.parse().ok().map(Month::of),
            theme: self.theme.clone(),
            held_on: self.day.parse().ok(),
            started_at: self.from.parse().ok(),
            ended_at: self.until.parse().ok(),
            adopted_on: self.day.parse().ok().filter(|_| self.adopted),
            roll: roll.collect(),
            opinions: (1..=self.speakers).map(opinion).collect(),
            reviews: (1..=self.last_done + self.last_late).map(review).collect(),
            ..Meeting::default()
        }
    }
}
