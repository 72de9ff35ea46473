//! Facts built by hand, for tests.

use super::facts::Fact;
use crate::date::Date;
use crate::id::{DocumentId, MemberId};
use crate::moment::Moment;
use crate::month::Month;
use crate::record::Record;
use crate::record::assessment::{Answer, Assessment};
use crate::record::resolution::{Form, Resolution};
use crate::record::roster::{Member, Membership, Office, Roster};
use crate::record::task::Task;

pub fn id(number: u8) -> DocumentId {
    DocumentId::from_bytes([number; 16])
}

pub fn month(text: &str) -> Month {
    text.parse().unwrap()
}

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// The fact `number`, written `number` seconds after 1970.
pub fn fact(number: u8, record: Record) -> Fact {
    Fact {
        document: id(number),
        record,
        conflicts: 0,
        written_at: Moment::from_millis(i64::from(number) * 1000),
        received_at: None,
    }
}

/// A roster of one secretary.
pub fn roster(number: u8) -> Fact {
    let secretary = Member {
        name: "Đ/c Mẫu 01".to_owned(),
        membership: Membership::Full,
        office: Office::Secretary,
        ..Member::default()
    };
    fact(number, Record::Roster(Roster { members: [(MemberId::from_bytes([1; 16]), secretary)].into() }))
}

/// A resolution for `of`, adopted on its first day.
pub fn resolution(number: u8, form: Form, of: &str) -> Fact {
    let adopted_on = Some(date(&format!("{of}-01")));
    let resolution =
        Resolution { form: Some(form), month: Some(month(of)), adopted_on, ..Resolution::default() };
    fact(number, Record::Resolution(resolution))
}

/// A task due on `due`, done on `done`, that has somebody and a product.
pub fn task(number: u8, due: &str, done: Option<&str>) -> Fact {
    let task = Task {
        what: "Gieo trồng cây vụ đông".to_owned(),
        product: "Diện tích đã trồng".to_owned(),
        assignees: [MemberId::from_bytes([1; 16])].into(),
        due_on: Some(date(due)),
        done_on: done.map(date),
        ..Task::default()
    };
    fact(number, Record::Task(task))
}

/// A draft assessment of `of` with these answers.
pub fn assessment(number: u8, of: &str, answers: &[(&str, Answer)]) -> Fact {
    let answers = answers.iter().map(|(item, answer)| ((*item).to_owned(), *answer)).collect();
    let assessment = Assessment { month: Some(month(of)), answers, ..Assessment::default() };
    fact(number, Record::Assessment(assessment))
}

/// Changes the assessment in `fact`.
pub fn amend(mut fact: Fact, change: impl FnOnce(&mut Assessment)) -> Fact {
    if let Record::Assessment(assessment) = &mut fact.record {
        change(assessment);
    }
    fact
}
