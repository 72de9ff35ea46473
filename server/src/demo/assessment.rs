//! The month's self-assessment of a cell.

use shared::date::Date;
use shared::document::command::assessment as assessing;
use shared::document::edit::Edit;
use shared::id::{DocumentId, OrganisationId};
use shared::moment::Moment;
use shared::month::Month;
use shared::record::Kind;
use shared::record::assessment::{Answer, Assessment};
use shared::scheme::measure::Measure;
use shared::scheme::{Item, Rule, Scheme};
use shared::words::Note;

use super::DemoError;
use super::generator::Generator;
use super::meeting::Meeting;
use super::phone::{Paper, Phone, at};
use super::quality::{Quality, Submission};
use super::subjects::AUTUMN_FESTIVAL;
use super::work::Assigned;

/// What is assessed.
#[derive(Debug)]
pub struct Assessed<'a> {
    pub organisation: OrganisationId,
    pub scheme: &'a Scheme,
    pub month: Month,
    pub meeting: &'a Meeting,
    pub tasks: &'a [Assigned],
    pub quality: Quality,
    /// Another scheme by which the month is tried out: people answer its items, too.
    pub tried: Option<&'a Scheme>,
}

const MINUTE_MS: i64 = 60_000;

impl Assessed<'_> {
    /// Writes the assessment, as far as the cell comes with it.
    pub fn write(&self, phone: &mut Phone, generator: &mut Generator) -> Result<(), DemoError> {
        let (days, criteria) = match self.quality.submission(generator) {
            Submission::After(days) => (days, self.scheme.criteria.len()),
            Submission::Draft => (2, self.scheme.criteria.len() / 2),
            Submission::None => return Ok(()),
        };
        let day = last_day(self.month)?.plus_days(days);
        let minutes = |count: usize| {
            let count = i64::try_from(count).unwrap_or(0);
            at(day, 19 * 60 + 30).plus_millis(count * 6 * MINUTE_MS)
        };
        let key = format!("assessment/{}", self.month);
        let mut paper = Paper::begin(Kind::Assessment, DocumentId::natural(self.organisation, &key))?;
        let begin = assessing::begin(&paper.assessment(), self.month, &self.scheme.id);
        phone.write(&mut paper, minutes(0), begin)?;
        for (place, criterion) in (1..).zip(self.scheme.criteria.iter().take(criteria)) {
            let current = paper.assessment();
            let mut edits = Vec::new();
            for item in criterion.all_items() {
                edits.extend(self.answer(&current, item, generator)?);
            }
            phone.write(&mut paper, minutes(place), Ok(edits))?;
        }
        if criteria == self.scheme.criteria.len() {
            self.try_out(phone, &mut paper, minutes(criteria).plus_millis(3 * MINUTE_MS))?;
            self.submit(phone, &mut paper, day, minutes(criteria + 1))?;
        }
        Ok(())
    }

    /// Answers the items of the other scheme as well, if there is one.
    fn try_out(&self, phone: &mut Phone, paper: &mut Paper, at: Moment) -> Result<(), DemoError> {
        let Some(tried) = self.tried else { return Ok(()) };
        let mut own = Generator::of(&format!("{}/tried/{}", self.organisation, self.month));
        let current = paper.assessment();
        let mut edits = Vec::new();
        for item in tried.items() {
            edits.extend(self.answer(&current, item, &mut own)?);
        }
        phone.write(paper, at, Ok(edits))
    }

    fn submit(&self, phone: &mut Phone, paper: &mut Paper, on: Date, at: Moment) -> Result<(), DemoError> {
        let (shortcomings, measures) = conclusions(self.quality);
        let shortcomings = Note::optional(shortcomings)?;
        let measures = Note::optional(measures)?;
        let conclude = assessing::conclude(&paper.assessment(), shortcomings.as_ref(), measures.as_ref());
        phone.write(paper, at, conclude)?;
        let current = paper.assessment();
        let answered_by_people = |item: &&Item| !matches!(item.rule, Rule::Measured { .. });
        let unanswered = self.scheme.items().filter(answered_by_people);
        let unanswered = unanswered.filter(|item| !current.answers.contains_key(&item.id)).count();
        let submit = assessing::submit(&current, unanswered, on, self.meeting.vote);
        phone.write(paper, at.plus_millis(9 * MINUTE_MS), submit)
    }

    /// The edits that answer one item.
    fn answer(
        &self,
        current: &Assessment,
        item: &Item,
        generator: &mut Generator,
    ) -> Result<Vec<Edit>, DemoError> {
        let attendance = || {
            let roll = &self.meeting.roll;
            format!("{}/{} đồng chí dự sinh hoạt, đạt {} %.", roll.came(), roll.invited(), roll.percent())
        };
        let (answer, remark) = match &item.rule {
            Rule::Measured { measure: Measure::Disciplined { .. }, .. } => {
                if self.quality != Quality::Poor || generator.chance(95) {
                    return Ok(Vec::new());
                }
                (Answer::NotMet, Some("Một đảng viên đang được xem xét kỷ luật.".to_owned()))
            }
            Rule::Measured { measure, bands, .. } => match bands.first() {
                Some(best) if self.excuses(*measure, best.from) => (
                    Answer::Met,
                    Some("Bão số 3 làm gián đoạn; chi bộ thống nhất tính lùi thời hạn.".to_owned()),
                ),
                _ => return Ok(Vec::new()),
            },
            Rule::UpTo { most } if item.id.contains("attendance") => {
                let lost =
                    [90, 75, 65].into_iter().filter(|from| self.meeting.roll.percent() < *from).count();
                let points = most.saturating_sub(u16::try_from(lost).unwrap_or(*most));
                (Answer::Points(points), Some(attendance()))
            }
            Rule::Met { .. } if item.id == ABSENCE => (met(self.meeting.roll.absent.is_empty()), None),
            Rule::Met { .. } if item.id == OCCASIONAL && generator.chance(40) => {
                (Answer::NotApplicable, None)
            }
            Rule::Met { .. } => (met(self.quality.meets(generator)), None),
            Rule::UpTo { most } => (Answer::Points(self.quality.points(generator, *most)), None),
            // Good cells stand one level better than the others.
            Rule::Level { .. } => (Answer::Level(u8::from(!self.quality.meets(generator))), None),
        };
        let mut edits = assessing::answer(current, &item.id, Some(answer))?;
        if let Some(remark) = remark {
            edits.extend(assessing::remark(current, &item.id, Some(&Note::new(&remark)?))?);
        }
        Ok(edits)
    }

    /// Whether the cell departs from what is measured: in September the storm
    /// kept good cells from finishing in time.
    fn excuses(&self, measure: Measure, from: u16) -> bool {
        let due: Vec<_> = self.tasks.iter().filter(|task| task.what() != AUTUMN_FESTIVAL).collect();
        let in_time = due.iter().filter(|task| task.done_on.is_some_and(|done| done <= task.due_on)).count();
        measure == Measure::TasksOnTime
            && self.month.number() == 9
            && matches!(self.quality, Quality::Excellent | Quality::Good)
            && in_time * 100 < due.len() * usize::from(from)
    }
}

/// Not every month is a candidate for membership considered.
const OCCASIONAL: &str = "tasks.members";

/// Nobody is absent without a reason, as the roll says.
const ABSENCE: &str = "members.absence";

fn met(met: bool) -> Answer {
    if met { Answer::Met } else { Answer::NotMet }
}

/// Shortcomings and measures, as such cells write them.
fn conclusions(quality: Quality) -> (&'static str, &'static str) {
    match quality {
        Quality::Excellent => ("", "Duy trì nền nếp sinh hoạt; nhân rộng cách làm của các nhóm hộ."),
        Quality::Good => (
            "Một số ý kiến phát biểu chưa đi vào trọng tâm.",
            "Gửi trước nội dung sinh hoạt; phân công đảng viên chuẩn bị ý kiến.",
        ),
        Quality::Average => (
            "Còn nhiệm vụ chậm so với thời hạn; đảng viên dự sinh hoạt chưa đều.",
            "Chi ủy đôn đốc hằng tuần; nhắc lịch sinh hoạt trước ba ngày.",
        ),
        Quality::Poor | Quality::Silent => (
            "Nhiều nhiệm vụ chưa hoàn thành; ghi chép sổ sách chậm; tỷ lệ dự sinh hoạt thấp.",
            "Phân công lại đảng viên phụ trách; đề nghị Đảng ủy cử cấp ủy viên dự sinh hoạt.",
        ),
    }
}

/// The last day of a month.
pub fn last_day(month: Month) -> Result<Date, DemoError> {
    let next = month.next();
    let day = (28..=31).rev().find_map(|day| Date::new(month.year(), month.number(), day).ok());
    day.map_or_else(|| Ok(Date::new(next.year(), next.number(), 1)?), Ok)
}
