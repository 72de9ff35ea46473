//! December's review of the year: how the cell grades itself, and why.

use shared::document::command::review::{Findings, submit, write};
use shared::id::{DocumentId, OrganisationId};
use shared::record::Kind;
use shared::record::review::{YearGrade, key};
use shared::scheme::Grade;
use shared::words::Note;
use shared::year::Year;

use super::DemoError;
use super::meeting::Meeting;
use super::phone::{Paper, Phone, at};
use super::quality::Quality;

/// How a cell sees its year.
struct View {
    grade: YearGrade,
    strengths: &'static str,
    shortcomings: &'static str,
    causes: &'static str,
    measures: &'static str,
}

const EXCELLENT: View = View {
    grade: YearGrade::Excellent,
    strengths: "Hoàn thành và vượt các chỉ tiêu đăng ký; sinh hoạt nền nếp, bốn nghị quyết chuyên đề đều có kết quả \
                cụ thể; khắc phục nhanh hậu quả bão số 3.",
    shortcomings: "Việc nhân rộng cách làm của các nhóm hộ còn chưa đều.",
    causes: "Một số nhóm hộ đông người, địa bàn rộng.",
    measures: "Mỗi quý rút kinh nghiệm một cách làm; giúp các nhóm hộ còn khó khăn.",
};

const GOOD: View = View {
    grade: YearGrade::Good,
    strengths: "Hoàn thành nhiệm vụ chính trị; giữ nền nếp sinh hoạt; đảng viên nêu gương trong khắc phục hậu quả \
                bão số 3.",
    shortcomings: "Một số ý kiến phát biểu chưa đi vào trọng tâm; có nhiệm vụ phải điều chỉnh thời hạn.",
    causes: "Nội dung có kỳ gửi muộn; thời tiết, bão lũ ảnh hưởng.",
    measures: "Gửi trước nội dung sinh hoạt; phân công đảng viên chuẩn bị ý kiến.",
};

const AVERAGE: View = View {
    grade: YearGrade::Completed,
    strengths: "Cơ bản hoàn thành nhiệm vụ; nội bộ đoàn kết; mỗi quý có một nghị quyết chuyên đề.",
    shortcomings: "Còn nhiệm vụ chậm thời hạn; đảng viên dự sinh hoạt chưa đều.",
    causes: "Chi ủy đôn đốc chưa thường xuyên; một số đồng chí đi làm xa.",
    measures: "Chi ủy kiểm tra hằng tuần; nhắc lịch sinh hoạt trước ba ngày.",
};

const POOR: View = View {
    grade: YearGrade::Completed,
    strengths: "Chi bộ giữ được đoàn kết; tập trung khắc phục hậu quả bão số 3.",
    shortcomings: "Nhiều nhiệm vụ chưa hoàn thành; ba quý không có sinh hoạt chuyên đề; ghi chép sổ sách chậm.",
    causes: "Phân công chưa rõ người; đảng viên phần lớn cao tuổi hoặc đi làm xa.",
    measures: "Phân công lại đảng viên phụ trách; đề nghị Đảng ủy cử cấp ủy viên dự sinh hoạt.",
};

/// Writes the review at December's meeting. A weak cell leaves a draft, a
/// silent one has none. `own` is the grade that it proposes where its scheme has
/// others than the four.
pub fn look_back(
    organisation: OrganisationId,
    (quality, own): (Quality, Option<&Grade>),
    meeting: &Meeting,
    phone: &mut Phone,
) -> Result<(), DemoError> {
    let View { grade, strengths, shortcomings, causes, measures } = match quality {
        Quality::Excellent => EXCELLENT,
        Quality::Good => GOOD,
        Quality::Average => AVERAGE,
        Quality::Poor => POOR,
        Quality::Silent => return Ok(()),
    };
    let year = Year::of(meeting.day);
    let mut paper = Paper::begin(Kind::Review, DocumentId::natural(organisation, &key(year)))?;
    let findings = Findings {
        year,
        grade: own.is_none().then_some(grade),
        own_grade: own.map(|own| own.id.clone()),
        strengths: Note::optional(strengths)?,
        shortcomings: Note::optional(shortcomings)?,
        causes: Note::optional(causes)?,
        measures: Note::optional(measures)?,
    };
    let edits = write(&paper.review(), &findings);
    phone.write(&mut paper, at(meeting.told_on, 20 * 60 + 15), edits)?;
    if quality == Quality::Poor {
        return Ok(());
    }
    let edits = submit(&paper.review(), meeting.day, meeting.vote);
    phone.write(&mut paper, at(meeting.day, meeting.ends - 3), edits)
}
