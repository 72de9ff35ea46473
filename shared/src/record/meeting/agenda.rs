//! The official order of steps of a meeting, as a template for its agenda.
//!
//! Sources: HD 12-HD/BTCTW 06/7/2018 (opening, conduct, closing), HD
//! 42-HD/BTCTW 28/10/2025 (report on dues; tasks with deadlines; score), and a
//! commune's agenda of 16 lines that has them all in one order (tuyloc.vn,
//! Yên Bái 2022). Their titles are texts of the app.

use super::MeetingForm;
use crate::named::named;

named! {
    /// A step of the official order.
    AgendaStep {
        /// Reason of the meeting, guests (line 1).
        #[n(0)]
        Opening = "opening",
        /// The scribe is appointed (line 2).
        #[n(1)]
        Scribe = "scribe",
        /// The roll: present, absent with and without reason (line 3).
        #[n(2)]
        Roll = "roll",
        /// Report on the payment of party dues (HD 42).
        #[n(3)]
        Dues = "dues",
        /// The agenda is adopted (line 4).
        #[n(4)]
        Agenda = "agenda",
        /// Report on the month, and the tasks of the next (line 5).
        #[n(5)]
        Report = "report",
        /// What members made of their tasks (HD 42).
        #[n(6)]
        MembersTasks = "members_tasks",
        /// Information: documents of higher levels (line 6).
        #[n(7)]
        Documents = "documents",
        /// The subject is presented (thematic order).
        #[n(8)]
        Theme = "theme",
        /// The committee's orientation (line 7).
        #[n(9)]
        Orientation = "orientation",
        /// Discussion (line 10).
        #[n(10)]
        Discussion = "discussion",
        /// Criticism and self-criticism (HD 42).
        #[n(11)]
        Criticism = "criticism",
        /// The higher delegate speaks, and is answered (lines 8 and 9).
        #[n(12)]
        Delegate = "delegate",
        /// Summary; tasks are assigned with their deadlines (line 11).
        #[n(13)]
        Assignment = "assignment",
        /// The vote on the conclusion or the resolution (line 12).
        #[n(14)]
        Vote = "vote",
        /// Candidates: classes, admission, transfer to full membership (line 13).
        #[n(15)]
        Candidates = "candidates",
        /// The meeting scores itself (line 14).
        #[n(16)]
        Score = "score",
        /// The minutes are read and adopted (line 15).
        #[n(17)]
        Minutes = "minutes",
        /// The end (line 16).
        #[n(18)]
        Closing = "closing",
    }
}

impl AgendaStep {
    /// The official order of a meeting of this form.
    ///
    /// Only that of regular and thematic meetings is official. That of the
    /// committee follows what its minutes hold: last month, and what is brought
    /// to the cell (thuvienbieumau.com 3454).
    pub const fn template(form: MeetingForm) -> &'static [Self] {
        match form {
            MeetingForm::Regular => &[
                Self::Opening,
                Self::Scribe,
                Self::Roll,
                Self::Dues,
                Self::Agenda,
                Self::Report,
                Self::MembersTasks,
                Self::Documents,
                Self::Orientation,
                Self::Discussion,
                Self::Criticism,
                Self::Delegate,
                Self::Assignment,
                Self::Vote,
                Self::Candidates,
                Self::Score,
                Self::Minutes,
                Self::Closing,
            ],
            MeetingForm::Thematic => &[
                Self::Opening,
                Self::Scribe,
                Self::Roll,
                Self::Agenda,
                Self::Theme,
                Self::Discussion,
                Self::Delegate,
                Self::Assignment,
                Self::Vote,
                Self::Score,
                Self::Minutes,
                Self::Closing,
            ],
            MeetingForm::Extraordinary => &[
                Self::Opening,
                Self::Scribe,
                Self::Roll,
                Self::Agenda,
                Self::Discussion,
                Self::Vote,
                Self::Minutes,
                Self::Closing,
            ],
            MeetingForm::Committee => &[
                Self::Opening,
                Self::Scribe,
                Self::Report,
                Self::Orientation,
                Self::Discussion,
                Self::Vote,
                Self::Minutes,
                Self::Closing,
            ],
            MeetingForm::Group => &[
                Self::Opening,
                Self::Roll,
                Self::MembersTasks,
                Self::Discussion,
                Self::Minutes,
                Self::Closing,
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_opens_closes_and_repeats_nothing() {
        for form in MeetingForm::ALL {
            let steps = AgendaStep::template(form);
            assert_eq!(steps.first(), Some(&AgendaStep::Opening), "{form:?}");
            assert_eq!(steps.last(), Some(&AgendaStep::Closing), "{form:?}");
            let sorted: std::collections::BTreeSet<_> = steps.iter().collect();
            assert_eq!(sorted.len(), steps.len(), "{form:?}");
        }
    }
}
