//! The items of the official order, and what was presented and concluded.

use app::field_word::agenda_step_word;
use shared::lang::Lang;
use shared::record::resolution::Vote;

use super::sheet::{AGREED, Scored};
use super::*;

/// One item with all that was written about it.
#[derive(Debug)]
pub struct Line {
    /// Its entry.
    pub id: EntryId,
    /// The step of the official order.
    pub step: AgendaStep,
    /// What was presented.
    pub content: Option<Note>,
    /// What the chair concluded.
    pub conclusion: Option<Note>,
    /// How it was voted.
    pub vote: Option<Vote>,
    order: u16,
    title: Title,
    presenter: Option<MemberId>,
}

impl Line {
    /// Whether what is presented was written before the meeting.
    pub fn is_drafted(&self) -> bool {
        matches!(
            self.step,
            AgendaStep::Report | AgendaStep::Documents | AgendaStep::Theme | AgendaStep::Orientation
        )
    }

    /// The item, with or without what was presented.
    pub fn plan(&self, content: Option<Note>) -> ItemPlan {
        let Self { order, title, presenter, .. } = self;
        ItemPlan { order: *order, title: title.clone(), presenter: *presenter, content }
    }
}

impl Proceedings<'_> {
    /// The steps of the official order that this meeting had.
    pub fn agenda(
        &self,
        guest: bool,
        scored: Option<&Scored>,
        own: &mut Generator,
    ) -> Result<Vec<Line>, DemoError> {
        let has = |step: &&AgendaStep| match step {
            AgendaStep::Delegate => guest,
            AgendaStep::Candidates => self.meeting.month.number().is_multiple_of(3),
            AgendaStep::Score => scored.is_some(),
            _ => true,
        };
        let steps = AgendaStep::template(self.meeting.form).iter().filter(has);
        (0..).zip(steps).map(|(order, step)| self.line(order, *step, scored, own)).collect()
    }

    fn line(
        &self,
        order: u16,
        step: AgendaStep,
        scored: Option<&Scored>,
        own: &mut Generator,
    ) -> Result<Line, DemoError> {
        let content = match step {
            AgendaStep::Score => scored.map(|_| AGREED.to_owned()).unwrap_or_default(),
            _ => self.presented(step),
        };
        Ok(Line {
            id: EntryId::from_bytes(own.bytes()),
            step,
            content: Note::optional(&content)?,
            conclusion: Note::optional(&self.concluded(step))?,
            vote: (step == AgendaStep::Vote).then_some(self.meeting.vote),
            order,
            title: Title::new(agenda_step_word(Lang::Vi, step))?,
            presenter: self.presenter(step),
        })
    }

    fn presenter(&self, step: AgendaStep) -> Option<MemberId> {
        let deputy =
            || self.seats.get(1).map(|seat| seat.id).filter(|id| self.meeting.roll.present.contains(id));
        match step {
            AgendaStep::Roll | AgendaStep::Minutes => self.meeting.scribe,
            AgendaStep::Dues | AgendaStep::MembersTasks | AgendaStep::Documents => deputy(),
            AgendaStep::Discussion | AgendaStep::Criticism | AgendaStep::Delegate => None,
            _ => self.meeting.chair,
        }
    }

    fn presented(&self, step: AgendaStep) -> String {
        let roll = &self.meeting.roll;
        let month = self.meeting.month.number();
        match (step, &self.matter) {
            (AgendaStep::Roll, _) => format!(
                "Có mặt {}/{} đồng chí; vắng có lý do {}, vắng không lý do {}.",
                roll.came(),
                roll.invited(),
                roll.excused.len(),
                roll.absent.len()
            ),
            (AgendaStep::Dues, _) => format!("Đảng phí tháng {month} đã thu, có ký nhận từng đồng chí."),
            (AgendaStep::Report, Matter::Month(season, _) | Matter::Preparing(season)) => {
                format!("{} Trọng tâm tháng {month}: {}.", season.review, season.focus)
            }
            (AgendaStep::MembersTasks, Matter::Month(..)) if !self.findings.is_empty() => {
                last_month::told(self.findings)
            }
            (AgendaStep::MembersTasks, Matter::Group(_)) => {
                "Từng đồng chí báo cáo tình hình nhóm hộ mình phụ trách.".to_owned()
            }
            (AgendaStep::Documents, _) => {
                "Thông báo tình hình thời sự, văn bản mới của cấp ủy cấp trên và của phường.".to_owned()
            }
            (AgendaStep::Theme, Matter::Theme(theme)) => theme.points.join(" "),
            (AgendaStep::Orientation, Matter::Month(season, _) | Matter::Preparing(season)) => {
                format!("Chi ủy gợi ý thảo luận giải pháp {}.", season.focus)
            }
            (AgendaStep::Delegate, _) => {
                "Đồng chí Đảng ủy viên ghi nhận kết quả, đề nghị chi bộ giữ nền nếp sinh hoạt.".to_owned()
            }
            (AgendaStep::Candidates, _) => {
                "Rà soát nguồn phát triển đảng viên; phân công đồng chí theo dõi, giúp đỡ.".to_owned()
            }
            _ => String::new(),
        }
    }

    fn concluded(&self, step: AgendaStep) -> String {
        let vote = self.meeting.vote;
        match (step, &self.matter) {
            (AgendaStep::Scribe, _) => {
                format!("Chi bộ nhất trí cử {} làm thư ký.", self.name(self.meeting.scribe))
            }
            (AgendaStep::Agenda, _) => "Nhất trí chương trình.".to_owned(),
            (AgendaStep::Discussion, _) => "Chủ trì tiếp thu, tổng hợp ý kiến vào kết luận.".to_owned(),
            (AgendaStep::Criticism, _) => {
                "Các đồng chí được góp ý tiếp thu, khắc phục trong tháng.".to_owned()
            }
            (AgendaStep::Assignment, Matter::Month(_, planned)) => {
                let tasks = planned.iter().map(|task| {
                    let due = task.due_on;
                    format!("{} (xong trước {:02}/{:02})", task.what(), due.day(), due.month_number())
                });
                format!("{}.", tasks.collect::<Vec<_>>().join("; "))
            }
            (AgendaStep::Assignment, _) => {
                "Giao đảng viên phụ trách nhóm hộ thực hiện theo nghị quyết.".to_owned()
            }
            (AgendaStep::Vote, _) => {
                let what = match self.adopted {
                    Adopted::Resolution => "nghị quyết",
                    Adopted::Conclusion => "kết luận của chủ trì",
                };
                format!(
                    "Thông qua {what}: {}/{} đồng chí tán thành, đạt {} %.",
                    vote.approve,
                    vote.voters,
                    vote.percent().unwrap_or(0)
                )
            }
            (AgendaStep::Minutes, _) => "Thư ký đọc biên bản; nhất trí thông qua.".to_owned(),
            _ => String::new(),
        }
    }
}
