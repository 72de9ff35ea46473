//! The book of one meeting of the committee, and what came of its task.

use shared::date::Date;
use shared::document::command::meeting::agenda::{ItemPlan, record_opinion, set_item};
use shared::document::command::meeting::{
    Notice, adopt_minutes, call, close, conclude, lead, open, write_minutes,
};
use shared::document::command::task::{self, Assignment, Details, Report};
use shared::id::{DocumentId, EntryId};
use shared::record::Kind;
use shared::record::meeting::Meeting as Record;
use shared::record::task::TaskSource;
use shared::words::{Body, Note, Title};

use super::plan::MonthPlan;
use crate::demo::DemoError;
use crate::demo::generator::Generator;
use crate::demo::meeting::{Meeting, time};
use crate::demo::members::Seat;
use crate::demo::phone::{Paper, Phone, at};

/// What the committee went through, and what was presented to each.
const AGENDA: [&str; 4] = [
    "Kết quả lãnh đạo tháng trước",
    "Kết quả tự đánh giá của các chi bộ",
    "Nhiệm vụ trọng tâm trong tháng",
    "Thông qua nghị quyết",
];

const OPINIONS: [&str; 5] = [
    "Nhất trí; đề nghị phân công cấp ủy viên bám chi bộ còn chậm gửi tự đánh giá.",
    "Đề nghị nêu gương các chi bộ đạt bốn tốt nhiều tháng để nơi khác học tập.",
    "Nhất trí với dự thảo; đề nghị ghi rõ thời hạn báo cáo Ban Thường vụ.",
    "Cần kiểm tra việc ghi sổ của chi bộ cùng với kiểm tra chuyên đề.",
    "Đề nghị phường trả lời dứt điểm kiến nghị của các khu trong tháng.",
];

/// The minute of the day at which the notice is written.
const NOTICE: u16 = 9 * 60 + 15;

/// A meeting of the committee with what it was about.
pub struct Book<'a> {
    pub meeting: &'a Meeting,
    pub seats: &'a [Seat<'a>],
    pub plan: &'a MonthPlan,
    /// The resolution that it adopted.
    pub resolution: DocumentId,
}

impl Book<'_> {
    /// Writes the book from its notice to its adopted minutes.
    pub fn write(&self, phone: &mut Phone) -> Result<(), DemoError> {
        let Meeting { id, form, month, told_on, day, begins, ends, chair, scribe, vote, .. } = *self.meeting;
        let mut own = Generator::of(&id.to_string());
        let mut paper = Paper::begin(Kind::Meeting, id)?;
        let current = Record::default();
        let place = Some(Title::new("Phòng họp Đảng ủy phường")?);
        let planned_at = time(begins);
        let notified_on = Some(told_on);
        let notice =
            Notice { form, month, theme: None, group: None, notified_on, planned_on: day, planned_at, place };
        let mut edits = call(&current, &notice)?;
        let mut items = Vec::new();
        for (order, title) in (0..).zip(AGENDA) {
            let item = EntryId::from_bytes(own.bytes());
            items.push(item);
            let content = Note::optional(if order == 2 { self.plan.focus } else { "" })?;
            let plan = ItemPlan { order, title: Title::new(title)?, presenter: chair, content };
            edits.extend(set_item(&current, item, &plan)?);
        }
        phone.write(&mut paper, at(told_on, NOTICE), Ok(edits))?;

        let mut edits = Vec::new();
        if let Some(begins) = time(begins) {
            edits.extend(open(&current, day, begins)?);
        }
        edits.extend(lead(&current, chair, scribe)?);
        edits.extend(self.meeting.roll.edits(&current)?);
        phone.write(&mut paper, at(day, begins + 6), Ok(edits))?;

        let current = paper.meeting();
        let mut edits = Vec::new();
        let count = usize::from(own.between(2, 4));
        let said = own.choose(&OPINIONS, count);
        let speakers = own.choose(&self.meeting.roll.present, said.len());
        for (member, text) in speakers.into_iter().zip(said) {
            let (opinion, item) = (EntryId::from_bytes(own.bytes()), items.get(1).copied());
            edits.extend(record_opinion(&current, opinion, item, *member, Some(&Note::new(text)?))?);
        }
        let conclusion = Note::new(self.plan.focus)?;
        edits.extend(conclude(&current, Some(&conclusion), Some(vote))?);
        edits.extend(write_minutes(&current, Some(&self.minutes()?))?);
        if let Some(ends) = time(ends) {
            edits.extend(close(&current, ends)?);
        }
        phone.write(&mut paper, at(day, ends), Ok(edits))?;
        let edits = adopt_minutes(&paper.meeting(), day);
        phone.write(&mut paper, at(day, ends + 2), edits)
    }

    /// The minutes: short, and true to the rest.
    fn minutes(&self) -> Result<Body, DemoError> {
        let Meeting { month, day, roll, vote, .. } = self.meeting;
        let mut text = format!(
            "BIÊN BẢN họp Đảng ủy tháng {}/{}\nNgày {:02}/{:02}/{}, tại phòng họp Đảng ủy phường.\nCó mặt: {}/{} \
             đồng chí.\n",
            month.number(),
            month.year(),
            day.day(),
            day.month_number(),
            day.year(),
            roll.came(),
            roll.invited(),
        );
        for (member, reason) in &roll.excused {
            let name = self.seats.iter().find(|seat| seat.id == *member).map_or("", |seat| seat.name);
            text += &format!("Vắng có lý do: {name} – {reason}\n");
        }
        text += &format!(
            "Kết luận: {}\nBiểu quyết: {}/{} đồng chí tán thành.",
            self.plan.focus, vote.approve, vote.voters
        );
        Ok(Body::new(&text)?)
    }

    /// Assigns the month's task and lets it come to its end.
    pub fn carry_out(&self, phone: &mut Phone, generator: &mut Generator) -> Result<(), DemoError> {
        let Meeting { id, month, day, ends, .. } = *self.meeting;
        let (what, product) = self.plan.task;
        let on = |of_month: u8| Date::new(month.year(), month.number(), of_month);
        let moment = at(day, ends + 15);
        let mut paper = Paper::begin(Kind::Task, DocumentId::new(moment, generator.bytes()))?;
        let assignment = Assignment {
            resolution: Some(self.resolution),
            what: Title::new(what)?,
            product: Title::optional(product)?,
            assignees: generator.choose(&self.meeting.roll.present, 2).into_iter().copied().collect(),
            assigned_on: day,
            due_on: on(self.plan.due)?,
        };
        let details = Details {
            how: Note::optional("Đồng chí được giao chủ trì, báo cáo Ban Thường vụ Đảng ủy hằng tuần.")?,
            responsibility: Title::optional("Chịu trách nhiệm trước Đảng ủy")?,
            source: Some(TaskSource::Resolution),
            source_text: None,
            meeting: Some(id),
        };
        let mut edits = task::assign(&paper.task(), &assignment)?;
        edits.extend(task::detail(&paper.task(), &details)?);
        phone.write(&mut paper, moment, Ok(edits))?;
        let Some(done) = self.plan.done else { return Ok(()) };
        let done = on(done)?;
        let report =
            Report { on: done, percent: 100, note: Note::new("Đã xong, có văn bản kèm theo.")? };
        let mut edits = task::report(&paper.task(), EntryId::from_bytes(generator.bytes()), &report)?;
        edits.extend(task::finish(&paper.task(), done, None)?);
        let evidence = Note::new(&format!("{product}; lưu tại văn phòng Đảng ủy."))?;
        edits.extend(task::record_evidence(&paper.task(), Some(&evidence))?);
        phone.write(&mut paper, at(done, 16 * 60 + 30), Ok(edits))
    }
}
