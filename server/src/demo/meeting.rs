//! Meetings: who came, how they voted, and the resolution they adopted.

use shared::date::Date;
use shared::document::command::resolution::{self, Adoption, Wording};
use shared::id::DocumentId;
use shared::month::Month;
use shared::record::Kind;
use shared::record::resolution::{Form, Vote};
use shared::words::{Body, Title};

use super::DemoError;
use super::generator::Generator;
use super::members::Members;
use super::phone::{Paper, Phone, at};
use super::quality::Quality;
use super::subjects::Season;
use super::themes::Theme;
use super::work::Planned;

/// A meeting that was held.
#[derive(Debug, Clone, Copy)]
pub struct Meeting {
    /// The day.
    pub day: Date,
    /// Members who were to come: all but those exempt.
    pub invited: u16,
    /// Those who came.
    pub present: u16,
    /// Their vote.
    pub vote: Vote,
}

impl Meeting {
    /// A meeting of `members` on `day`.
    pub fn hold(members: &Members, day: Date, quality: Quality, generator: &mut Generator) -> Self {
        let count = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let invited = count(members.active_on(day).len());
        let full = count(members.voters_on(day));
        let present = (invited * quality.attendance(generator)).div_ceil(100).min(invited);
        // Most who stay away are full members; a meeting that could not vote is not held.
        let voters = full.saturating_sub(invited - present).max(full / 2 + 1);
        let abstain = if generator.chance(12) { generator.between(1, 2).min(voters / 4) } else { 0 };
        let vote = Vote { voters, approve: voters - abstain, against: 0, abstain };
        Self { day, invited, present, vote }
    }

    /// How many of a hundred came, rounded down.
    pub fn percent(&self) -> u16 {
        (self.present * 100).checked_div(self.invited).unwrap_or(0)
    }
}

/// A resolution to be adopted.
#[derive(Debug)]
pub struct Draft {
    form: Form,
    title: String,
    body: String,
    month: Month,
    number: String,
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
        Self { form: Form::Regular, title, body, month, number: format!("{number:02}-NQ/CB") }
    }

    /// The resolution of a thematic meeting.
    pub fn thematic(month: Month, theme: &Theme, number: u16) -> Self {
        let lines = (1..).zip(theme.points).map(|(place, point)| format!("{place}. {point}"));
        let body = lines.collect::<Vec<_>>().join("\n");
        let number = format!("{number:02}-NQ/CĐ-CB");
        Self { form: Form::Thematic, title: theme.title.to_owned(), body, month, number }
    }

    /// Writes the draft before the meeting and adopts it at its end.
    pub fn adopt(
        &self,
        phone: &mut Phone,
        meeting: &Meeting,
        generator: &mut Generator,
    ) -> Result<DocumentId, DemoError> {
        let (before, end) = (at(meeting.day, 17 * 60 + 40), at(meeting.day, 21 * 60 + 5));
        let mut paper = Paper::begin(Kind::Resolution, DocumentId::new(before, generator.bytes()))?;
        let wording = Wording {
            form: self.form,
            title: Title::new(&self.title)?,
            body: Body::optional(&self.body)?,
            month: self.month,
        };
        let edits = resolution::write(&paper.resolution(), &wording);
        phone.write(&mut paper, before, edits)?;
        let adoption = Adoption { on: meeting.day, vote: meeting.vote, number: Title::new(&self.number)? };
        let edits = resolution::adopt(&paper.resolution(), &adoption);
        phone.write(&mut paper, end, edits)?;
        Ok(paper.id())
    }
}
