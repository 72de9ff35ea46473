//! What a meeting found about last month's tasks, one by one.

use shared::date::Date;
use shared::id::DocumentId;
use shared::record::meeting::{Meeting as Book, Verdict};
use shared::standing::last_month::{goes_through, verdict_of};

use crate::demo::meeting::Meeting;
use crate::demo::work::Assigned;

/// The finding about one task.
#[derive(Debug, Clone, Copy)]
pub struct Finding {
    /// The task.
    pub task: DocumentId,
    /// How it was found.
    pub verdict: Verdict,
}

impl Finding {
    /// What `meeting` finds about the tasks that it goes through.
    pub fn of(meeting: &Meeting, tasks: &[Assigned]) -> Vec<Self> {
        let book = Book { month: Some(meeting.month), held_on: Some(meeting.day), ..Book::default() };
        let found = |assigned: &Assigned| {
            let mut task = assigned.task();
            // Nobody at the meeting knows what comes after it.
            task.done_on = task.done_on.filter(|done: &Date| *done <= meeting.day);
            let through = goes_through(meeting.id, &book, assigned.id(), &task);
            through.then(|| Self { task: assigned.id(), verdict: verdict_of(&task, meeting.day) })
        };
        tasks.iter().filter_map(found).collect()
    }

    /// What is remarked to it.
    pub fn note(self) -> &'static str {
        match self.verdict {
            Verdict::Late => "Chậm thời hạn; đồng chí được giao giải trình, hứa khắc phục trong tháng.",
            Verdict::OnTrack => "Tiếp tục thực hiện, báo cáo tại kỳ sinh hoạt sau.",
            Verdict::Done | Verdict::Dropped => "",
        }
    }
}

/// The findings in a sentence.
pub fn told(findings: &[Finding]) -> String {
    let count = |verdict| findings.iter().filter(|finding| finding.verdict == verdict).count();
    let (done, late) = (count(Verdict::Done), count(Verdict::Late));
    let end = if late == 0 {
        "không có nhiệm vụ chậm".to_owned()
    } else {
        format!("{late} nhiệm vụ chậm")
    };
    format!("Kiểm điểm {} nhiệm vụ: {done} đã hoàn thành, {end}.", findings.len())
}
