//! January's registration: what the cell seeks in the year, and how.

use shared::document::command::registration::{Aims, draft, gather_opinion, register, specialise};
use shared::id::{DocumentId, EntryId, OrganisationId};
use shared::record::Kind;
use shared::record::registration::{FourGood, key};
use shared::record::review::YearGrade;
use shared::scheme::Scheme;
use shared::words::{Note, Title};
use shared::year::Year;

use super::DemoError;
use super::generator::Generator;
use super::meeting::Meeting;
use super::members::Seat;
use super::phone::{Paper, Phone, at};
use super::quality::Quality;

/// What a cell makes of the schemes' items, with the target of the year.
/// `{n}` stands for the members who are to attend.
const CRITERIA: [(&str, &str, &str); 8] = [
    (
        "meetings.attendance-85",
        "Mỗi kỳ sinh hoạt có từ 90% đảng viên dự trở lên.",
        "9/10 của {n} đảng viên, 12/12 kỳ",
    ),
    ("tasks.on-time", "Nhiệm vụ giao trong tháng xong trước kỳ sinh hoạt sau.", "Từ 90% nhiệm vụ"),
    (
        "members.households",
        "Mỗi đảng viên phụ trách một nhóm hộ, mỗi tháng đến từng hộ một lần.",
        "{n}/{n} đảng viên",
    ),
    ("unity.dues", "Thu, nộp đảng phí xong trước ngày 10 tháng đầu quý.", "{n}/{n} đảng viên"),
    ("meetings.attendance", "Mỗi kỳ sinh hoạt có từ 90% đảng viên dự trở lên.", "4 điểm mỗi tháng"),
    (
        "tasks.people",
        "Trả lời ý kiến của Nhân dân trong bảy ngày, công khai tại nhà văn hóa khu.",
        "100% ý kiến",
    ),
    (
        "members.household-groups",
        "Mỗi đảng viên phụ trách một nhóm hộ, mỗi tháng đến từng hộ một lần.",
        "{n}/{n} đảng viên",
    ),
    ("unity.party-dues", "Thu, nộp đảng phí xong trước ngày 10 tháng đầu quý.", "{n}/{n} đảng viên"),
];

/// What members said when they were asked.
const OPINIONS: [&str; 6] = [
    "Nhất trí với bản đăng ký.",
    "Nhất trí; đề nghị chỉ tiêu phải kiểm đếm được từng tháng.",
    "Nhất trí; đề nghị bổ sung việc giữ gìn vệ sinh đường làng, ngõ xóm.",
    "Nhất trí; mỗi đảng viên cần đăng ký một việc làm cụ thể.",
    "Nhất trí; đề nghị công khai kết quả tự đánh giá để Nhân dân giám sát.",
    "Nhất trí; chi ủy phân công người giúp các đồng chí cao tuổi.",
];

/// What is registered, at which meeting.
#[derive(Debug)]
pub struct Registering<'a> {
    pub organisation: OrganisationId,
    pub scheme: &'a Scheme,
    pub quality: Quality,
    /// The meeting that voted it.
    pub meeting: &'a Meeting,
    /// Those who were to come to it.
    pub seats: &'a [Seat<'a>],
}

impl Registering<'_> {
    /// Writes the registration.
    pub fn write(&self, phone: &mut Phone) -> Result<(), DemoError> {
        let Meeting { told_on, day, ends, vote, .. } = *self.meeting;
        let year = Year::of(day);
        let mut paper = Paper::begin(Kind::Registration, DocumentId::natural(self.organisation, &key(year)))?;
        let (grade_sought, months) = match self.quality {
            Quality::Excellent => (YearGrade::Excellent, 11),
            Quality::Good | Quality::Average => (YearGrade::Good, 9),
            Quality::Poor | Quality::Silent => (YearGrade::Completed, 6),
        };
        let targets = format!(
            "Đạt “Chi bộ 4 tốt” ít nhất {months}/12 tháng. 100% nhiệm vụ được giao rõ người, rõ sản phẩm. Mỗi \
             quý một nghị quyết chuyên đề. Không có đảng viên vi phạm kỷ luật. Huy động ngày công, đóng góp của \
             Nhân dân để chỉnh trang khu."
        );
        let aims = Aims {
            year,
            title_sought: Some(FourGood::Cell),
            grade_sought: Some(grade_sought),
            own_grade_sought: None,
            targets: Note::optional(&targets)?,
        };
        let current = paper.registration();
        let mut edits = draft(&current, &aims)?;
        let members = self.seats.len().to_string();
        for (item, text, target) in CRITERIA {
            if self.scheme.items().any(|known| known.id == item) {
                let target = Title::new(&target.replace("{n}", &members))?;
                edits.extend(specialise(&current, item, Some(&Note::new(text)?), Some(&target))?);
            }
        }
        phone.write(&mut paper, at(told_on, 19 * 60 + 40), Ok(edits))?;
        self.gather(phone, &mut paper)?;
        let edits = register(&paper.registration(), day, vote);
        phone.write(&mut paper, at(day, ends - 4), edits)
    }

    /// Gathers the opinions of all; weaker cells forget those who were not there.
    fn gather(&self, phone: &mut Phone, paper: &mut Paper) -> Result<(), DemoError> {
        let mut own = Generator::of(&paper.id().to_string());
        let current = paper.registration();
        let present = &self.meeting.roll.present;
        let heard = self.seats.iter().filter(|seat| self.quality.prepares() || present.contains(&seat.id));
        let mut edits = Vec::new();
        for seat in heard {
            let said = if own.chance(60) { 0 } else { usize::from(own.between(1, 5)) };
            let text = Note::optional(OPINIONS.get(said).copied().unwrap_or_default())?;
            edits.extend(gather_opinion(&current, EntryId::from_bytes(own.bytes()), seat.id, text.as_ref())?);
        }
        phone.write(paper, at(self.meeting.day, self.meeting.ends - 15), Ok(edits))
    }
}
