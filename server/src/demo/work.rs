//! Tasks: planned, assigned, reported on, and done, late or not at all.

use shared::date::Date;
use shared::document::command::task::{self, Assignment, Details, Report};
use shared::id::{DocumentId, EntryId, MemberId};
use shared::moment::Moment;
use shared::record::Kind;
use shared::record::task::{Task, TaskSource};
use shared::words::{Note, Title};

use super::DemoError;
use super::generator::Generator;
use super::phone::{Paper, Phone, at};
use super::quality::{Beyond, End, Quality};
use super::subjects::Subject;

/// A task that a meeting will assign.
#[derive(Debug)]
pub struct Planned {
    subject: Subject,
    /// The day by which it is to be done.
    pub due_on: Date,
}

impl Planned {
    /// A task about `subject`, due on `due_on`.
    pub fn new(subject: Subject, due_on: Date) -> Self {
        Self { subject, due_on }
    }

    /// What is to be done.
    pub fn what(&self) -> &'static str {
        self.subject.what
    }
}

/// A task that was assigned, and when it was done, if it was.
#[derive(Debug, Clone)]
pub struct Assigned {
    paper: Paper,
    subject: Subject,
    assigned_on: Date,
    /// The day by which it is to be done.
    pub due_on: Date,
    /// The day on which it was done.
    pub done_on: Option<Date>,
}

/// How such work is done (rõ quy trình).
const HOW: [&str; 5] = [
    "Chia theo nhóm hộ; đảng viên phụ trách đến từng hộ, ghi sổ theo dõi.",
    "Lập danh sách, thông báo trên loa, làm điểm một nhóm hộ rồi nhân rộng.",
    "Phối hợp với Ban công tác Mặt trận và các chi hội; làm tập trung vào sáng thứ bảy.",
    "Khảo sát trước, thống nhất với các hộ, triển khai từng ngõ và công khai kết quả.",
    "Phân công theo ca, có sổ ghi chép, báo cáo Bí thư chi bộ hằng tuần.",
];
/// What those who are asked answer for (rõ trách nhiệm).
const RESPONSIBILITY: [&str; 3] = [
    "Chịu trách nhiệm trước chi bộ về tiến độ và kết quả",
    "Đồng chí đầu tiên chịu trách nhiệm chính, các đồng chí khác phối hợp",
    "Báo cáo kết quả tại kỳ sinh hoạt sau; chậm phải nêu lý do",
];

/// Who does the work of a meeting, and from which resolution it comes.
#[derive(Debug)]
pub struct Source<'a> {
    /// The resolution, where one was adopted.
    pub resolution: Option<DocumentId>,
    /// The meeting.
    pub meeting: DocumentId,
    /// The day of the meeting.
    pub day: Date,
    /// Those who may be asked.
    pub members: &'a [MemberId],
}

impl Assigned {
    /// Assigns a planned task, the `place`th of its meeting.
    pub fn assign(
        phone: &mut Phone,
        planned: &Planned,
        source: &Source<'_>,
        place: u16,
        generator: &mut Generator,
    ) -> Result<Self, DemoError> {
        let moment = at(source.day, 21 * 60 + 10 + place * 2);
        let whence = whence(source, place);
        let mut paper = Paper::begin(Kind::Task, DocumentId::new(moment, generator.bytes()))?;
        let count = usize::from(generator.between(1, 3));
        let assignment = Assignment {
            // As on the phone's page, where a task comes from one thing alone.
            resolution: source.resolution.filter(|_| whence == TaskSource::Resolution),
            what: Title::new(planned.subject.what)?,
            product: Title::optional(planned.subject.product)?,
            assignees: generator.choose(source.members, count).into_iter().copied().collect(),
            assigned_on: source.day,
            due_on: planned.due_on,
        };
        let mut edits = task::assign(&paper.task(), &assignment)?;
        edits.extend(task::detail(&paper.task(), &details(source, whence, paper.id())?)?);
        phone.write(&mut paper, moment, Ok(edits))?;
        let (assigned_on, due_on) = (source.day, planned.due_on);
        Ok(Self { paper, subject: planned.subject, assigned_on, due_on, done_on: None })
    }

    /// Lets the task come to its end.
    pub fn carry_out(
        &mut self,
        phone: &mut Phone,
        quality: Quality,
        generator: &mut Generator,
    ) -> Result<(), DemoError> {
        let days = self.days();
        let done_on = match quality.end(generator) {
            End::OnTime => Some(self.assigned_on.plus_days(days - generator.between(0, 3).min(days / 2))),
            End::Late(late) => Some(self.due_on.plus_days(late)),
            End::Open => None,
        };
        if done_on.is_none() || generator.chance(60) {
            self.report_midway(phone, generator)?;
        }
        match done_on {
            Some(done_on) => {
                let beyond = quality.goes_beyond(generator);
                let beyond = if done_on < self.due_on { beyond } else { Beyond::No };
                self.finish(phone, done_on, beyond, generator)
            }
            None => Ok(()),
        }
    }

    /// A line of progress on the way.
    pub fn report_midway(&mut self, phone: &mut Phone, generator: &mut Generator) -> Result<(), DemoError> {
        let on = self.assigned_on.plus_days(self.days() / 2);
        let percent = u8::try_from(generator.between(3, 6) * 10).unwrap_or(50);
        let moment = at(on, 12 * 60 + generator.between(0, 90));
        self.report(phone, moment, (on, percent, self.subject.midway), generator)
    }

    /// The secretary's phone and another one both say that the task is done,
    /// on different days, before either hears of the other.
    pub fn finish_on_two_phones(
        &mut self,
        phone: &mut Phone,
        other: &mut Phone,
        generator: &mut Generator,
    ) -> Result<(), DemoError> {
        let mut copy = self.clone();
        copy.finish(other, self.due_on, Beyond::No, generator)?;
        self.finish(phone, self.assigned_on.plus_days(self.days().saturating_sub(2)), Beyond::No, generator)
    }

    /// Calls the task off.
    pub fn call_off(&mut self, phone: &mut Phone, on: Date, reason: &str) -> Result<(), DemoError> {
        let edits = task::cancel(&self.paper.task(), &Note::new(reason)?);
        phone.write(&mut self.paper, at(on, 21 * 60 + 30), edits)
    }

    /// What is to be done.
    pub fn what(&self) -> &'static str {
        self.subject.what
    }

    /// Its document.
    pub fn id(&self) -> DocumentId {
        self.paper.id()
    }

    /// The record, as it is in the end.
    pub fn task(&self) -> Task {
        self.paper.task()
    }

    fn days(&self) -> u16 {
        u16::try_from(self.due_on.days_since(self.assigned_on)).unwrap_or(0)
    }

    fn finish(
        &mut self,
        phone: &mut Phone,
        on: Date,
        beyond: Beyond,
        generator: &mut Generator,
    ) -> Result<(), DemoError> {
        let moment = at(on, 18 * 60 + generator.between(0, 150));
        self.report(phone, moment, (on, 100, self.subject.end), generator)?;
        let beyond = match beyond {
            Beyond::Yes => Note::optional("Xong sớm, thêm nhiều hộ ngoài kế hoạch tham gia.")?,
            Beyond::No => None,
        };
        let current = self.paper.task();
        let mut edits = task::finish(&current, on, beyond.as_ref())?;
        let evidence = Note::new(&format!("{}; lưu tại nhà văn hóa khu.", self.subject.product))?;
        edits.extend(task::record_evidence(&current, Some(&evidence))?);
        phone.write(&mut self.paper, at(on, 20 * 60 + 45), Ok(edits))?;
        self.done_on = Some(on);
        Ok(())
    }

    fn report(
        &mut self,
        phone: &mut Phone,
        at: Moment,
        (on, percent, note): (Date, u8, &str),
        generator: &mut Generator,
    ) -> Result<(), DemoError> {
        let note = note.replace("{n}", &generator.between(12, 85).to_string());
        let report = Report { on, percent, note: Note::new(&note)? };
        let edits = task::report(&self.paper.task(), EntryId::from_bytes(generator.bytes()), &report);
        phone.write(&mut self.paper, at, edits)
    }
}

/// Most work comes from the resolution; now and then the ward or the year's programme asks for it.
fn whence(source: &Source<'_>, place: u16) -> TaskSource {
    match (source.resolution, place) {
        (Some(_), 3) if source.day.month_number().is_multiple_of(2) => TaskSource::WardRuling,
        (Some(_), 4) => TaskSource::Programme,
        (Some(_), _) => TaskSource::Resolution,
        (None, _) => TaskSource::Meeting,
    }
}

fn details(source: &Source<'_>, whence: TaskSource, task: DocumentId) -> Result<Details, DemoError> {
    let mut own = Generator::of(&task.to_string());
    let month = source.day.month_number();
    let text = match whence {
        TaskSource::WardRuling => format!("Thông báo kết luận giao ban tháng {month} của Đảng ủy phường"),
        TaskSource::Programme => "Chương trình công tác năm của chi bộ".to_owned(),
        TaskSource::Resolution | TaskSource::Meeting => String::new(),
    };
    let how = HOW.get(usize::from(own.between(0, 4))).copied().unwrap_or_default();
    let responsibility = RESPONSIBILITY.get(usize::from(own.between(0, 2))).copied().unwrap_or_default();
    Ok(Details {
        how: Note::optional(how)?,
        responsibility: Title::optional(responsibility)?,
        source: Some(whence),
        source_text: Title::optional(&text)?,
        meeting: Some(source.meeting),
    })
}
