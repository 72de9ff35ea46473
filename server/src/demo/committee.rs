//! The year 2024 of a ward's own committee: its roster, a meeting with a
//! resolution and a task in each month, the self-assessments, the registration
//! and the review. What its cells come to is none of its records.

mod book;
mod plan;

use shared::date::Date;
use shared::document::command::registration::{Aims, draft, register};
use shared::id::{DocumentId, OrganisationId};
use shared::month::Month;
use shared::org::Organisation;
use shared::record::Kind;
use shared::record::meeting::MeetingForm;
use shared::record::registration::{FourGood, key};
use shared::record::review::YearGrade;
use shared::scheme::{Scheme, shipped};
use shared::words::Note;
use shared::year::Year;

use super::DemoError;
use super::assessment::Assessed;
use super::generator::Generator;
use super::meeting::{Calling, Meeting};
use super::members::Members;
use super::phone::{Paper, Phone, at};
use super::resolutions::Draft;
use super::review;
use super::wards::CellPlan;
use book::Book;
use plan::MONTHS;

/// A committee, and the phone that writes for it.
pub struct CommitteeYear<'a> {
    pub plan: &'a CellPlan,
    pub organisation: &'a Organisation,
    /// The ward's scheme for the committee's month.
    pub scheme: &'a Scheme,
    pub phone: &'a mut Phone,
    pub generator: &'a mut Generator,
}

impl CommitteeYear<'_> {
    /// Writes everything that the committee recorded.
    pub fn write(&mut self) -> Result<(), DemoError> {
        let members = Members::of_committee(self.plan.members, self.generator)?;
        members.write(self.phone, self.organisation.id)?;
        for (month, plan) in Month::of_year(2024).zip(&MONTHS) {
            let day = Date::new(month.year(), month.number(), 2)?;
            let (cell, organisation) = (self.plan, self.organisation.id);
            let form = MeetingForm::Regular;
            let calling = Calling { cell, organisation, members: &members, form, month, day };
            let excused = usize::from(self.generator.between(0, 2));
            let meeting = calling.hold_committee(excused)?;
            let points = [plan.focus, plan.task.0];
            let draft = Draft::of_committee(month, &points, u16::from(month.number()));
            let resolution = draft.adopt(cell, self.phone, &meeting, self.generator)?;
            let seats = members.seats_on(day);
            let book = Book { meeting: &meeting, seats: &seats, plan, resolution };
            book.write(self.phone)?;
            book.carry_out(self.phone, self.generator)?;
            match month.number() {
                1 => self.register(&meeting)?,
                12 => {
                    // The title is what it registered for in January.
                    let scheme = shipped::committee_year()?;
                    let proposed = (cell.quality, scheme.grades.first());
                    review::look_back(organisation, proposed, &meeting, self.phone)?;
                }
                _ => {}
            }
            let (scheme, quality) = (self.scheme, cell.quality);
            Assessed { organisation, scheme, month, meeting: &meeting, tasks: &[], quality, tried: None }
                .write(self.phone, self.generator)?;
        }
        Ok(())
    }

    /// January's registration for the title.
    fn register(&mut self, meeting: &Meeting) -> Result<(), DemoError> {
        let id: OrganisationId = self.organisation.id;
        let year = Year::of(meeting.day);
        let mut paper = Paper::begin(Kind::Registration, DocumentId::natural(id, &key(year)))?;
        let targets = "Ít nhất 9 tháng đạt từ 3 tốt trở lên. Ít nhất 80% chi bộ hoàn thành tốt nhiệm vụ. Không có \
                       tổ chức đảng, đảng viên vi phạm kỷ luật.";
        let aims = Aims {
            year,
            title_sought: Some(FourGood::Committee),
            grade_sought: Some(YearGrade::Good),
            own_grade_sought: None,
            targets: Note::optional(targets)?,
        };
        let edits = draft(&paper.registration(), &aims);
        self.phone.write(&mut paper, at(meeting.told_on, 15 * 60), edits)?;
        let edits = register(&paper.registration(), meeting.day, meeting.vote);
        self.phone.write(&mut paper, at(meeting.day, meeting.ends - 4), edits)
    }
}
