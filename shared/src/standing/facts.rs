//! Facts: the records of one organisation as a standing looks at them.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};

use crate::id::DocumentId;
use crate::moment::Moment;
use crate::month::Month;
use crate::record::Record;
use crate::record::assessment::{Answer, Assessment};
use crate::record::contribution::Contribution;
use crate::record::meeting::Meeting;
use crate::record::photo::Photo;
use crate::record::registration::Registration;
use crate::record::resolution::Resolution;
use crate::record::roster::Roster;
use crate::record::task::Task;

/// A record as stores list it, with what is known about its document.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Fact {
    /// The document.
    #[n(0)]
    pub document: DocumentId,
    /// What it says.
    #[n(1)]
    pub record: Record,
    /// Fields with more than one concurrently written value.
    #[n(2)]
    pub conflicts: u32,
    /// When its newest change was written, by the writer's clock.
    #[n(3)]
    pub written_at: Moment,
    /// When the server received its newest change; none on a phone that has no receipt.
    #[n(4)]
    pub received_at: Option<Moment>,
}

/// The facts of one organisation, as they bear on one month.
#[derive(Debug, Clone)]
pub struct MonthFacts<'a> {
    /// The month.
    pub month: Month,
    facts: Vec<&'a Fact>,
    sheet: Option<Sheet<'a>>,
}

/// The answers that a person gave on a score sheet.
#[derive(Debug, Clone, Copy)]
struct Sheet<'a> {
    answers: &'a BTreeMap<String, Answer>,
    remarks: &'a BTreeMap<String, String>,
}

impl<'a> MonthFacts<'a> {
    /// The facts of `month` among `facts`; their order makes no difference.
    pub fn new(month: Month, facts: impl IntoIterator<Item = &'a Fact>) -> Self {
        let mut facts: Vec<_> = facts.into_iter().collect();
        facts.sort_by_key(|fact| fact.document);
        facts.dedup_by_key(|fact| fact.document);
        Self { month, facts, sheet: None }
    }

    /// The same facts as they bear on one meeting of the month: what is
    /// answered stands on the meeting's own sheet.
    pub fn of_meeting(self, meeting: &'a Meeting) -> Self {
        let sheet = Sheet { answers: &meeting.quality, remarks: &meeting.quality_notes };
        Self { sheet: Some(sheet), ..self }
    }

    fn sheet(&self) -> Option<Sheet<'a>> {
        let assessed = || self.assessment().map(|(_, a)| Sheet { answers: &a.answers, remarks: &a.notes });
        self.sheet.or_else(assessed)
    }

    /// Every record that bears on the month: its own, and the roster.
    ///
    /// A task without a deadline and a resolution without a month bear on none.
    pub fn all(&self) -> impl Iterator<Item = &'a Fact> {
        let month = self.month;
        self.facts.iter().copied().filter(move |fact| match &fact.record {
            Record::Roster(_) => true,
            record => record.month() == Some(month),
        })
    }

    /// The month's assessment, if one was begun.
    pub fn assessment(&self) -> Option<(DocumentId, &'a Assessment)> {
        self.facts.iter().find_map(|fact| match &fact.record {
            Record::Assessment(assessment) if assessment.month == Some(self.month) => {
                Some((fact.document, assessment))
            }
            _ => None,
        })
    }

    /// The members, if a roster was begun.
    pub fn roster(&self) -> Option<&'a Roster> {
        self.facts.iter().find_map(|fact| match &fact.record {
            Record::Roster(roster) => Some(roster),
            _ => None,
        })
    }

    /// Resolutions in force, of any month.
    pub fn resolutions(&self) -> impl Iterator<Item = (DocumentId, &'a Resolution)> {
        self.facts.iter().filter_map(|fact| match &fact.record {
            Record::Resolution(resolution) if resolution.in_force() => Some((fact.document, resolution)),
            _ => None,
        })
    }

    /// Tasks due in the month.
    pub fn tasks_due(&self) -> impl Iterator<Item = (DocumentId, &'a Task)> {
        let month = self.month;
        self.facts.iter().filter_map(move |fact| match &fact.record {
            Record::Task(task) if task.due_on.is_some_and(|due| month.contains(due)) => {
                Some((fact.document, task))
            }
            _ => None,
        })
    }

    /// Meetings of any month, cancelled ones as well: the rules look beyond the month.
    pub fn meetings(&self) -> impl Iterator<Item = (DocumentId, &'a Meeting)> {
        self.facts.iter().filter_map(|fact| match &fact.record {
            Record::Meeting(meeting) => Some((fact.document, meeting.as_ref())),
            _ => None,
        })
    }

    /// Contributions given in the month that were not cancelled.
    pub fn contributions(&self) -> impl Iterator<Item = (DocumentId, &'a Contribution)> {
        let month = self.month;
        self.facts.iter().filter_map(move |fact| match &fact.record {
            Record::Contribution(gift) if gift.cancelled.is_none() && gift.month() == Some(month) => {
                Some((fact.document, gift))
            }
            _ => None,
        })
    }

    /// The registration in force for the month's year.
    pub fn registration(&self) -> Option<(DocumentId, &'a Registration)> {
        self.facts.iter().find_map(|fact| match &fact.record {
            Record::Registration(registration)
                if registration.in_force()
                    && registration.year.is_some_and(|year| year.number() == self.month.year()) =>
            {
                Some((fact.document, registration))
            }
            _ => None,
        })
    }

    /// Photos that are evidence for `document` and were not removed.
    pub fn photos_of(&self, document: DocumentId) -> impl Iterator<Item = (DocumentId, &'a Photo)> {
        self.facts.iter().filter_map(move |fact| match &fact.record {
            Record::Photo(photo) if photo.of == Some(document) && photo.removed.is_none() => {
                Some((fact.document, photo))
            }
            _ => None,
        })
    }

    /// What was answered to the scheme's item `id`.
    pub fn answer(&self, id: &str) -> Option<Answer> {
        self.sheet().and_then(|sheet| sheet.answers.get(id)).copied()
    }

    /// What was remarked to the scheme's item `id`.
    pub fn remark(&self, id: &str) -> Option<&'a str> {
        self.sheet().and_then(|sheet| sheet.remarks.get(id)).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standing::sample::{date, fact, id, month};
    use crate::year::Year;

    #[test]
    fn a_month_sees_the_book_that_bears_on_it() {
        let gift = |day: &str, cancelled: Option<&str>| {
            let cancelled = cancelled.map(str::to_owned);
            let gift = Contribution { given_on: Some(date(day)), cancelled, ..Contribution::default() };
            Record::Contribution(gift)
        };
        let photo = |of: u8, removed: Option<&str>| {
            let removed = removed.map(str::to_owned);
            Record::Photo(Photo { of: Some(id(of)), removed, ..Photo::default() })
        };
        let registration = |year: u16| {
            let registered_on = Some(date("2024-01-05"));
            let year = Year::new(year).ok();
            Record::Registration(Registration { year, registered_on, ..Registration::default() })
        };
        let records = [
            gift("2024-11-07", None),
            gift("2024-11-08", Some("ghi trùng")),
            gift("2024-12-01", None),
            photo(1, None),
            photo(1, Some("mờ")),
            photo(2, None),
            registration(2023),
            registration(2024),
            Record::Meeting(Box::default()),
        ];
        let facts: Vec<_> = (1..).zip(records).map(|(number, record)| fact(number, record)).collect();
        let facts = MonthFacts::new(month("2024-11"), &facts);
        assert_eq!(facts.contributions().map(|(id, _)| id).collect::<Vec<_>>(), [id(1)]);
        assert_eq!(facts.photos_of(id(1)).map(|(id, _)| id).collect::<Vec<_>>(), [id(4)]);
        assert_eq!(facts.registration().map(|(id, _)| id), Some(id(8)));
        assert_eq!(facts.meetings().map(|(id, _)| id).collect::<Vec<_>>(), [id(9)]);
    }
}
