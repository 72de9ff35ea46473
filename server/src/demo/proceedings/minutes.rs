//! The minutes as they are read out at the end: short, and true to the rest.

use shared::words::{Body, Note};

use super::{DemoError, Meeting, Proceedings};

impl Proceedings<'_> {
    /// The text of the minutes.
    pub fn minutes(&self, conclusion: &Note) -> Result<Body, DemoError> {
        let Meeting { day, begins, ends, roll, vote, .. } = self.meeting;
        let clock = |minutes: &u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let mut text = format!(
            "Thời gian: từ {} đến {} ngày {:02}/{:02}/{}, tại nhà văn hóa {}.\n",
            clock(begins),
            clock(ends),
            day.day(),
            day.month_number(),
            day.year(),
            self.place,
        );
        text += &format!(
            "Chủ trì: {}. Thư ký: {}.\nCó mặt: {}/{} đồng chí.\n",
            self.name(self.meeting.chair),
            self.name(self.meeting.scribe),
            roll.came(),
            roll.invited(),
        );
        for (member, reason) in &roll.excused {
            text += &format!("Vắng có lý do: {} – {reason}\n", self.name(Some(*member)));
        }
        for member in &roll.absent {
            text += &format!("Vắng không lý do: {}.\n", self.name(Some(*member)));
        }
        text += &format!(
            "Kết luận: {conclusion}\nBiểu quyết: {}/{} đồng chí tán thành, đạt {}%.\nBiên bản đã đọc trước \
             buổi họp và được nhất trí thông qua.",
            vote.approve,
            vote.voters,
            vote.percent().unwrap_or(0),
        );
        Ok(Body::new(&text)?)
    }
}
