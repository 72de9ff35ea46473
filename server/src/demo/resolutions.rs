//! Resolutions of the demonstration: drafted, adopted, issued and published.

use shared::document::command::resolution::{self, Adoption, Wording, publish};
use shared::id::DocumentId;
use shared::month::Month;
use shared::record::Kind;
use shared::record::resolution::Form;
use shared::record::resolution::number::{OfficialNumber, provisional_number};
use shared::words::{Body, Title};

use super::DemoError;
use super::generator::Generator;
use super::incidents;
use super::meeting::Meeting;
use super::phone::{Paper, Phone, at};
use super::subjects::Season;
use super::themes::Theme;
use super::wards::CellPlan;
use super::work::Planned;

/// A resolution to be adopted.
#[derive(Debug)]
pub struct Draft {
    form: Form,
    title: String,
    body: String,
    month: Month,
    number: u16,
    symbol: &'static str,
}

impl Draft {
    /// The regular resolution of a month, with what it assigns.
    pub fn regular(month: Month, season: &Season, planned: &[Planned], number: u16) -> Self {
        let before = month.previous();
        let mut body = format!(
            "I. Kết quả tháng {}/{}\n{}\nII. Nhiệm vụ tháng {}\nTập trung {}.\n",
            before.number(),
            before.year(),
            season.review,
            month.number(),
            season.focus,
        );
        for (place, task) in (1..).zip(planned) {
            let due = task.due_on;
            let line = format!(
                "{place}. {}: xong trước ngày {:02}/{:02}.\n",
                task.what(),
                due.day(),
                due.month_number()
            );
            body.push_str(&line);
        }
        body.push_str(
            "III. Tổ chức thực hiện\nChi ủy phân công, theo dõi; đảng viên được giao nhiệm vụ báo cáo kết quả tại \
             buổi sinh hoạt thường kỳ tháng sau.",
        );
        let title = format!("Lãnh đạo thực hiện nhiệm vụ tháng {}/{}", month.number(), month.year());
        let symbol = Form::Regular.usual_symbol();
        Self { form: Form::Regular, title, body, month, number, symbol }
    }

    /// The month's resolution of a ward's committee.
    pub fn of_committee(month: Month, points: &[&str], number: u16) -> Self {
        let lines = (1..).zip(points).map(|(place, point)| format!("{place}. {point}"));
        let title = format!("Lãnh đạo thực hiện nhiệm vụ tháng {}/{}", month.number(), month.year());
        let body = lines.collect::<Vec<_>>().join("\n");
        Self { form: Form::Regular, title, body, month, number, symbol: "NQ/ĐU" }
    }

    /// The resolution of a thematic meeting.
    pub fn thematic(month: Month, theme: &Theme, number: u16) -> Self {
        let lines = (1..).zip(theme.points).map(|(place, point)| format!("{place}. {point}"));
        let body = lines.collect::<Vec<_>>().join("\n");
        let (title, symbol) = (theme.title.to_owned(), Form::Thematic.usual_symbol());
        Self { form: Form::Thematic, title, body, month, number, symbol }
    }

    /// Writes the draft before the meeting, adopts it at its end, and issues,
    /// posts and reports it in the days after.
    pub fn adopt(
        &self,
        cell: &CellPlan,
        phone: &mut Phone,
        meeting: &Meeting,
        generator: &mut Generator,
    ) -> Result<DocumentId, DemoError> {
        // An hour before it at the latest, in the evening at twenty to six.
        let drafted = (17 * 60 + 40).min(meeting.begins.saturating_sub(60));
        let (before, end) = (at(meeting.day, drafted), at(meeting.day, meeting.ends - 6));
        let mut paper = Paper::begin(Kind::Resolution, DocumentId::new(before, generator.bytes()))?;
        let wording = Wording {
            form: self.form,
            title: Title::new(&self.title)?,
            body: Body::optional(&self.body)?,
            month: self.month,
        };
        let edits = resolution::write(&paper.resolution(), &wording);
        phone.write(&mut paper, before, edits)?;
        let number = Title::new(&provisional_number(phone.device(), paper.id()))?;
        let adoption = Adoption { on: meeting.day, vote: meeting.vote, number };
        let mut edits = resolution::adopt(&paper.resolution(), &adoption)?;
        edits.extend(resolution::of_meeting(Some(meeting.id)));
        phone.write(&mut paper, end, Ok(edits))?;
        self.publish(cell, phone, meeting, &mut paper)?;
        Ok(paper.id())
    }

    fn publish(
        &self,
        cell: &CellPlan,
        phone: &mut Phone,
        meeting: &Meeting,
        paper: &mut Paper,
    ) -> Result<(), DemoError> {
        let (number, symbol) = (OfficialNumber::new(self.number)?, Title::new(self.symbol)?);
        let issued_on = meeting.day.plus_days(1);
        let current = paper.resolution();
        let mut edits = publish::issue(&current, issued_on, number, &symbol)?;
        edits.extend(publish::post(&current, issued_on)?);
        phone.write(paper, at(issued_on, 8 * 60 + 20), Ok(edits))?;
        let reported_on = meeting.day.plus_days(incidents::days_to_report(cell, self.month));
        let edits = publish::report(&paper.resolution(), reported_on);
        phone.write(paper, at(reported_on, 16 * 60 + 15), edits)
    }
}
