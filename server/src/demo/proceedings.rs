//! Proceedings: the book of a meeting, from its notice to its adopted minutes.

mod agenda;
mod last_month;
mod minutes;
mod sheet;
mod voices;

pub use last_month::Finding;

use shared::document::command::meeting::agenda::{ItemPlan, conclude_item, record_opinion, set_item};
use shared::document::command::meeting::roll::enter_guest;
use shared::document::command::meeting::{
    Notice, adopt_minutes, assess_last_month, call, close, conclude, lead, open, score, write_minutes,
};
use shared::document::edit::Edit;
use shared::id::{EntryId, MemberId};
use shared::record::Kind;
use shared::record::meeting::agenda::AgendaStep;
use shared::record::meeting::{Meeting as Book, MeetingForm};
use shared::scheme::Scheme;
use shared::words::{Note, Title};

use super::DemoError;
use super::generator::Generator;
use super::meeting::{Meeting, time};
use super::members::Seat;
use super::phone::{Paper, Phone, at};
use super::quality::Quality;
use super::subjects::Season;
use super::themes::Theme;
use super::work::Planned;
use agenda::Line;

/// What a meeting was about.
#[derive(Debug)]
pub enum Matter<'a> {
    /// The month, with the tasks that were assigned.
    Month(&'a Season, &'a [Planned]),
    /// One subject.
    Theme(&'a Theme),
    /// What the committee brings to the cell.
    Preparing(&'a Season),
    /// What a party group does for the month.
    Group(&'a Season),
}

/// Whether the meeting adopted a resolution, or only what the chair concluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adopted {
    /// A resolution.
    Resolution,
    /// The chair's conclusion.
    Conclusion,
}

/// What is written about a meeting.
#[derive(Debug)]
pub struct Proceedings<'a> {
    /// When it was, and who came.
    pub meeting: &'a Meeting,
    /// Those who were to come.
    pub seats: &'a [Seat<'a>],
    /// The neighbourhood, such as "khu Biểu Nghi".
    pub place: &'a str,
    /// What it was about.
    pub matter: Matter<'a>,
    /// What it found about last month's tasks.
    pub findings: &'a [Finding],
    /// What it adopted.
    pub adopted: Adopted,
    /// How well the cell works.
    pub quality: Quality,
    /// The sheet by which it scored itself, if it did.
    pub sheet: Option<&'a Scheme>,
}

impl Proceedings<'_> {
    /// Writes the book as the meeting goes on.
    pub fn write(&self, phone: &mut Phone) -> Result<(), DemoError> {
        let meeting = self.meeting;
        let mut own = Generator::of(&meeting.id.to_string());
        let mut paper = Paper::begin(Kind::Meeting, meeting.id)?;
        let guest = meeting.form == MeetingForm::Regular && own.chance(25);
        let scored = self.sheet.map(|scheme| self.score(scheme, &mut own));
        let lines = self.agenda(guest, scored.as_ref(), &mut own)?;
        self.announce(phone, &mut paper, &lines)?;
        self.begin(phone, &mut paper, guest.then(|| EntryId::from_bytes(own.bytes())))?;
        // The book as it lies open until its minutes are adopted.
        let current = paper.meeting();
        let edits = self.discuss(&current, &lines, &mut own)?;
        phone.write(&mut paper, at(meeting.day, meeting.ends - 22), Ok(edits))?;
        let edits = self.settle(&current, &lines, scored.as_ref())?;
        phone.write(&mut paper, at(meeting.day, meeting.ends), Ok(edits))?;
        let edits = adopt_minutes(&current, meeting.day);
        phone.write(&mut paper, at(meeting.day, meeting.ends + 3), edits)
    }

    /// Notice and agenda.
    fn announce(&self, phone: &mut Phone, paper: &mut Paper, lines: &[Line]) -> Result<(), DemoError> {
        let Meeting { form, month, group, told_on, day, begins, .. } = *self.meeting;
        let theme = match &self.matter {
            Matter::Theme(theme) => Some(Title::new(theme.title)?),
            _ => None,
        };
        let place = Some(Title::new(&format!("Nhà văn hóa {}", self.place))?);
        let (planned_on, planned_at) = (day, time(begins - begins % 10));
        let notified_on = Some(told_on);
        let notice = Notice { form, month, theme, group, notified_on, planned_on, planned_at, place };
        let current = Book::default();
        let mut edits = call(&current, &notice)?;
        for line in lines {
            // What is presented was drafted before; the roll and the like are written at the meeting.
            edits.extend(set_item(
                &current,
                line.id,
                &line.plan(line.content.clone().filter(|_| line.is_drafted())),
            )?);
        }
        let minutes = if form == MeetingForm::Committee { 11 * 60 + 30 } else { 18 * 60 + 30 };
        phone.write(paper, at(told_on, minutes), Ok(edits))
    }

    /// It opens, and the roll is called.
    fn begin(&self, phone: &mut Phone, paper: &mut Paper, guest: Option<EntryId>) -> Result<(), DemoError> {
        let Meeting { day, begins, chair, scribe, roll, .. } = self.meeting;
        let current = Book::default();
        let mut edits = Vec::new();
        if let Some(begins) = time(*begins) {
            edits.extend(open(&current, *day, begins)?);
        }
        edits.extend(lead(&current, *chair, *scribe)?);
        edits.extend(roll.edits(&current)?);
        if let Some(guest) = guest {
            let (name, role) = (Title::new("Mẫu A")?, Title::new("Đảng ủy viên phụ trách khu")?);
            edits.extend(enter_guest(&current, guest, &name, Some(&role))?);
        }
        phone.write(paper, at(*day, begins + 7), Ok(edits))
    }

    /// Last month with its tasks one by one, and what was presented and said.
    fn discuss(&self, current: &Book, lines: &[Line], own: &mut Generator) -> Result<Vec<Edit>, DemoError> {
        let mut edits = Vec::new();
        if !self.findings.is_empty() {
            let note = Note::new(&last_month::told(self.findings))?;
            edits.extend(assess_last_month(current, Some(&note))?);
        }
        for finding in self.findings {
            let note = Note::optional(finding.note())?;
            edits.extend(score::review_task(current, finding.task, Some(finding.verdict), note.as_ref())?);
        }
        for line in lines {
            if line.content.is_some() && !line.is_drafted() {
                edits.extend(set_item(current, line.id, &line.plan(line.content.clone()))?);
            }
            for (member, text) in self.voices(line.step, own) {
                let id = EntryId::from_bytes(own.bytes());
                edits.extend(record_opinion(current, id, Some(line.id), member, Some(&Note::new(&text)?))?);
            }
        }
        Ok(edits)
    }

    /// Conclusions, votes, the sheet and the minutes.
    fn settle(
        &self,
        current: &Book,
        lines: &[Line],
        scored: Option<&sheet::Scored>,
    ) -> Result<Vec<Edit>, DemoError> {
        let mut edits = Vec::new();
        for line in lines.iter().filter(|line| line.conclusion.is_some() || line.vote.is_some()) {
            edits.extend(conclude_item(current, line.id, line.conclusion.as_ref(), line.vote)?);
        }
        if let Some(scored) = scored {
            edits.extend(score::score_by(current, &scored.scheme)?);
            for (item, points) in &scored.points {
                edits.extend(score::score(current, item, Some(*points))?);
            }
        }
        let conclusion = Note::new(&self.conclusion())?;
        edits.extend(conclude(current, Some(&conclusion), Some(self.meeting.vote))?);
        edits.extend(write_minutes(current, Some(&self.minutes(&conclusion)?))?);
        if let Some(ends) = time(self.meeting.ends) {
            edits.extend(close(current, ends)?);
        }
        Ok(edits)
    }

    /// What the chair concluded in the end.
    fn conclusion(&self) -> String {
        match &self.matter {
            Matter::Month(season, planned) => format!(
                "Tập trung {}. Giao {} nhiệm vụ, rõ người, rõ thời hạn; báo cáo kết quả tại kỳ sinh hoạt sau.",
                season.focus,
                planned.len()
            ),
            Matter::Theme(theme) => {
                format!(
                    "Thống nhất {} nội dung của nghị quyết chuyên đề; triển khai ngay sau buổi họp.",
                    theme.points.len()
                )
            }
            Matter::Preparing(season) => {
                format!("Trình chi bộ thảo luận, quyết nghị: {}.", season.focus)
            }
            Matter::Group(season) => {
                format!("Tổ đảng phân công đảng viên theo nhóm hộ để {}.", season.focus)
            }
        }
    }

    /// What one of those who came is called.
    fn name(&self, member: Option<MemberId>) -> &str {
        self.seats.iter().find(|seat| Some(seat.id) == member).map_or("", |seat| seat.name)
    }
}
