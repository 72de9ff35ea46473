//! Facts: the records of one organisation as a standing looks at them.
//!
//! The **scope** is what is judged: a month, one meeting of it, or a year. The
//! **span** is the months of the scope.

use minicbor::{Decode, Encode};

use crate::date::Date;
use crate::id::{DocumentId, MemberId, OrganisationId};
use crate::moment::Moment;
use crate::month::Month;
use crate::org::OrganisationKind;
use crate::record::Record;
use crate::record::assessment::{Answer, Assessment};
use crate::record::contribution::Contribution;
use crate::record::meeting::{Meeting, MeetingForm};
use crate::record::registration::Registration;
use crate::record::resolution::Resolution;
use crate::record::review::Review;
use crate::record::roster::Roster;
use crate::record::task::Task;
use crate::share::Share;
use crate::sorted_map::SortedMap;
use crate::standing::attendance::has_committee;
use crate::standing::month::MonthStanding;
use crate::year::Year;

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

/// The facts of one organisation, as they bear on one month, meeting or year.
#[derive(Debug, Clone)]
pub struct MonthFacts<'a> {
    /// What sort of organisation it is.
    pub kind: OrganisationKind,
    /// The month; of a year its last one.
    pub month: Month,
    facts: Vec<&'a Fact>,
    sheet: Option<Sheet<'a>>,
    scope: Scope<'a>,
    member: Option<MemberId>,
    /// Standings of months, for schemes that count months.
    pub months: &'a [MonthStanding],
    /// Grades of meetings, for schemes that count meetings.
    pub graded: &'a [MeetingGrade],
    /// Grades of the cells below a committee.
    pub cells: &'a [CellGrade],
}

#[derive(Debug, Clone, Copy)]
enum Scope<'a> {
    Month,
    Meeting(&'a Meeting),
    Year,
}

/// The answers that a person gave on a score sheet.
#[derive(Debug, Clone, Copy)]
struct Sheet<'a> {
    answers: &'a SortedMap<String, Answer>,
    remarks: &'a SortedMap<String, String>,
}

/// The quality of one meeting by its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct MeetingGrade {
    /// The meeting's document.
    #[n(0)]
    pub document: DocumentId,
    /// The month it belongs to.
    #[n(1)]
    pub month: Month,
    /// What sort of meeting it is.
    #[n(2)]
    pub form: MeetingForm,
    /// The grade's place among its sheet's grades; none where it was not scored in full.
    #[n(3)]
    pub grade: Option<u8>,
}

/// The grade of one cell below a committee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct CellGrade {
    /// The cell.
    #[n(0)]
    pub organisation: OrganisationId,
    /// The assessment or review it rests on, if there is one.
    #[n(1)]
    pub document: Option<DocumentId>,
    /// The grade's place among its scheme's grades; none where it has none yet.
    #[n(2)]
    pub grade: Option<u8>,
    /// What is there of the records that are expected of it.
    #[n(3)]
    #[cbor(skip_if = "is_nothing")]
    pub covered: Share,
}

fn is_nothing(share: &Share) -> bool {
    *share == Share::default()
}

/// Whether `record` can make a difference to `month` or a meeting of it. The
/// rules look back at meetings, resolutions and pledges; of everything else that
/// has a month only the month's own counts.
fn bears_on(record: &Record, month: Month) -> bool {
    match record {
        Record::Roster(_)
        | Record::Registration(_)
        | Record::Review(_)
        | Record::Meeting(_)
        | Record::Resolution(_) => true,
        // A pledge stands until it is kept; each year by itself.
        Record::Contribution(gift) if gift.pledged.is_some() || gift.against.is_some() => {
            gift.month().is_some_and(|of| of.year() == month.year() && of <= month)
        }
        Record::Task(_) | Record::Contribution(_) | Record::Photo(_) | Record::Assessment(_) => {
            record.month() == Some(month)
        }
    }
}

impl<'a> MonthFacts<'a> {
    /// The facts of `month` among `facts` of an organisation of this kind; their
    /// order makes no difference.
    pub fn new(kind: OrganisationKind, month: Month, facts: impl IntoIterator<Item = &'a Fact>) -> Self {
        let bearing = facts.into_iter().filter(|fact| bears_on(&fact.record, month));
        Self::of(kind, Scope::Month, month, bearing.collect())
    }

    fn of(kind: OrganisationKind, scope: Scope<'a>, month: Month, mut facts: Vec<&'a Fact>) -> Self {
        facts.sort_by_key(|fact| fact.document);
        facts.dedup_by_key(|fact| fact.document);
        Self { kind, month, facts, sheet: None, scope, member: None, months: &[], graded: &[], cells: &[] }
    }

    /// The facts of `year` among `facts`. What people answer about a year is
    /// given by [`Self::answered`].
    pub fn of_year(kind: OrganisationKind, year: Year, facts: impl IntoIterator<Item = &'a Fact>) -> Self {
        let last = year.months().last().unwrap_or(Month::FIRST);
        Self::of(kind, Scope::Year, last, facts.into_iter().collect())
    }

    /// The same facts as they bear on one meeting of the month: what is
    /// answered stands on the meeting's own sheet.
    pub fn of_meeting(self, meeting: &'a Meeting) -> Self {
        let sheet = Sheet { answers: &meeting.quality, remarks: &meeting.quality_notes };
        Self { sheet: Some(sheet), scope: Scope::Meeting(meeting), ..self }
    }

    /// The same facts as they bear on one member: their tasks and attendance.
    pub fn of_member(self, member: MemberId) -> Self {
        Self { member: Some(member), ..self }
    }

    /// The same facts of a committee, below which these cells are.
    pub fn over(self, cells: &'a [CellGrade]) -> Self {
        Self { cells, ..self }
    }

    /// The same facts with these answers and remarks by item id.
    pub fn answered(
        self,
        answers: &'a SortedMap<String, Answer>,
        remarks: &'a SortedMap<String, String>,
    ) -> Self {
        Self { sheet: Some(Sheet { answers, remarks }), ..self }
    }

    fn sheet(&self) -> Option<Sheet<'a>> {
        let assessed = || self.assessment().map(|(_, a)| Sheet { answers: &a.answers, remarks: &a.notes });
        match self.scope {
            // An answer to December is none to its year, nor one about a member.
            Scope::Month if self.member.is_none() => self.sheet.or_else(assessed),
            _ => self.sheet,
        }
    }

    /// The months of the scope: one, or the twelve of a year.
    pub fn span(&self) -> impl Iterator<Item = Month> + use<> {
        let first = match self.scope {
            Scope::Year => 1,
            Scope::Month | Scope::Meeting(_) => self.month.number(),
        };
        let (year, last) = (self.month.year(), self.month.number());
        (first..=last).filter_map(move |number| Month::new(year, number).ok())
    }

    /// Whether `month` belongs to the scope.
    pub fn spans(&self, month: Month) -> bool {
        match self.scope {
            Scope::Year => month.year() == self.month.year(),
            Scope::Month | Scope::Meeting(_) => month == self.month,
        }
    }

    /// Whether a year is judged.
    pub const fn is_of_year(&self) -> bool {
        matches!(self.scope, Scope::Year)
    }

    /// The day as of which the scope is judged: the meeting's, or the last one.
    pub fn day(&self) -> Date {
        match self.scope {
            Scope::Meeting(meeting) => meeting.day().unwrap_or_else(|| self.month.last_day()),
            Scope::Month | Scope::Year => self.month.last_day(),
        }
    }

    /// The member who is judged, if it is one.
    pub const fn member(&self) -> Option<MemberId> {
        self.member
    }

    /// The meetings of the whole cell that were held within the scope.
    pub fn held(&self) -> Vec<(DocumentId, &'a Meeting)> {
        let within = |meeting: &Meeting| match self.scope {
            Scope::Meeting(one) => meeting == one,
            Scope::Month | Scope::Year => meeting.month.is_some_and(|month| self.spans(month)),
        };
        self.meetings()
            .filter(|(_, meeting)| meeting.was_held() && meeting.form.is_some_and(MeetingForm::of_the_cell))
            .filter(|(_, meeting)| within(meeting))
            .collect()
    }

    /// How many members the organisation has, exempted ones and those away not counted.
    pub fn size(&self) -> u32 {
        let total = self.roster().map_or(0, |roster| roster.count_on(self.day()).total());
        u32::try_from(total).unwrap_or(u32::MAX)
    }

    /// Whether somebody beside the secretary holds an office in the cell's committee.
    pub fn has_committee(&self) -> bool {
        self.roster().is_some_and(|roster| has_committee(roster, self.day()))
    }

    /// Whether there is a thematic meeting, or a meeting with a theme. A meeting
    /// that is judged counts before it is held.
    pub fn is_thematic(&self) -> bool {
        let thematic = |meeting: &Meeting| meeting.form == Some(MeetingForm::Thematic) || meeting.has_theme();
        match self.scope {
            Scope::Meeting(meeting) => thematic(meeting),
            Scope::Month | Scope::Year => self.held().iter().any(|(_, meeting)| thematic(meeting)),
        }
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
        self.assessment_in(self.month)
    }

    /// The assessment of a month of the span, if one was begun.
    pub fn assessment_in(&self, month: Month) -> Option<(DocumentId, &'a Assessment)> {
        self.facts.iter().find_map(|fact| match &fact.record {
            Record::Assessment(assessment) if assessment.month == Some(month) => {
                Some((fact.document, assessment))
            }
            _ => None,
        })
    }

    /// The report after which nothing of `month` is awaited any more, if it was
    /// submitted: the month's assessment, or the review of the year that is judged.
    pub fn report(&self, month: Month) -> Option<DocumentId> {
        let assessed = self.assessment_in(month).filter(|(_, assessment)| assessment.submitted_on.is_some());
        let reviewed = || self.review().filter(|_| matches!(self.scope, Scope::Year));
        assessed.map(|(id, _)| id).or_else(|| Some(reviewed()?.0))
    }

    /// The report after which nothing of the whole scope is awaited any more.
    pub fn last_report(&self) -> Option<DocumentId> {
        match self.scope {
            Scope::Year => self.review().map(|(id, _)| id),
            Scope::Month | Scope::Meeting(_) => self.report(self.month),
        }
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

    /// Tasks due in the scope; of a member, their own.
    pub fn tasks_due(&self) -> impl Iterator<Item = (DocumentId, &'a Task)> {
        let due = |task: &Task| task.due_on.is_some_and(|due| self.spans(Month::of(due)));
        let own = |task: &Task| self.member.is_none_or(|member| task.assignees.contains(&member));
        self.facts.iter().filter_map(move |fact| match &fact.record {
            Record::Task(task) if due(task) && own(task) => Some((fact.document, task)),
            _ => None,
        })
    }

    /// The document of the members.
    pub fn roster_document(&self) -> Option<DocumentId> {
        self.facts.iter().find(|fact| matches!(fact.record, Record::Roster(_))).map(|fact| fact.document)
    }

    /// The review of the month's year, once it was submitted.
    pub fn review(&self) -> Option<(DocumentId, &'a Review)> {
        let of_the_year = |year: Year| year.number() == self.month.year();
        self.facts.iter().find_map(|fact| match &fact.record {
            Record::Review(review)
                if review.submitted_on.is_some() && review.year.is_some_and(of_the_year) =>
            {
                Some((fact.document, review))
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

    /// Contributions given in the scope that were not cancelled.
    pub fn contributions(&self) -> impl Iterator<Item = (DocumentId, &'a Contribution)> {
        let given = |gift: &Contribution| gift.month().is_some_and(|month| self.spans(month));
        self.facts.iter().filter_map(move |fact| match &fact.record {
            Record::Contribution(gift) if gift.cancelled.is_none() && given(gift) => {
                Some((fact.document, gift))
            }
            _ => None,
        })
    }

    /// Contributions of the year up to the day as of which the scope is judged
    /// that were not cancelled: pledges, and the gifts against them.
    pub fn pledge_book(&self) -> impl Iterator<Item = (DocumentId, &'a Contribution)> {
        let (day, year) = (self.day(), self.month.year());
        let counts = move |gift: &Contribution| {
            gift.cancelled.is_none() && gift.given_on.is_some_and(|on| on.year() == year && on <= day)
        };
        self.facts.iter().filter_map(move |fact| match &fact.record {
            Record::Contribution(gift) if counts(gift) => Some((fact.document, gift)),
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
        let registration = |year: u16| {
            let registered_on = Some(date("2024-01-05"));
            let year = Year::new(year).ok();
            Record::Registration(Registration { year, registered_on, ..Registration::default() })
        };
        let records = [
            gift("2024-11-07", None),
            gift("2024-11-08", Some("ghi trùng")),
            gift("2024-12-01", None),
            registration(2023),
            registration(2024),
            Record::Meeting(Box::default()),
        ];
        let facts: Vec<_> = (1..).zip(records).map(|(number, record)| fact(number, record)).collect();
        let facts = MonthFacts::new(OrganisationKind::Cell, month("2024-11"), &facts);
        assert_eq!(facts.contributions().map(|(id, _)| id).collect::<Vec<_>>(), [id(1)]);
        assert_eq!(facts.registration().map(|(id, _)| id), Some(id(5)));
        assert_eq!(facts.meetings().map(|(id, _)| id).collect::<Vec<_>>(), [id(6)]);
    }
}
