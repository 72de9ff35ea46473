//! The sheet by which a meeting scores its own quality.

use shared::record::assessment::Answer;
use shared::scheme::{Rule, Scheme};
use shared::standing::meeting_doubt::LEAST_MINUTES;

use super::{Generator, Proceedings};

/// A sheet that was filled in.
#[derive(Debug)]
pub struct Scored {
    /// The scheme's id.
    pub scheme: String,
    /// The points by item.
    pub points: Vec<(String, Answer)>,
    sum: u16,
}

impl Scored {
    /// The sum in a sentence.
    pub fn told(&self) -> String {
        format!("Chi ủy đề xuất, chi bộ thống nhất chấm {} điểm.", self.sum)
    }
}

impl Proceedings<'_> {
    /// Fills in the sheet: some items follow from the meeting, some are people's opinion.
    pub fn score(&self, scheme: &Scheme, own: &mut Generator) -> Scored {
        let mut scored = Scored { scheme: scheme.id.clone(), points: Vec::new(), sum: 0 };
        for item in scheme.items() {
            let Rule::UpTo { most } = item.rule else { continue };
            let points = self.points(&item.id, most, own);
            scored.sum += points;
            scored.points.push((item.id.clone(), Answer::Points(points)));
        }
        scored
    }

    fn points(&self, item: &str, most: u16, own: &mut Generator) -> u16 {
        let meeting = self.meeting;
        match item {
            "sheet.prepare-committee" if self.quality.prepares() => most,
            "sheet.prepare-committee" => most / 2,
            "sheet.prepare-notice" => most,
            "sheet.attend-share" => match meeting.roll.percent() {
                85.. => most,
                percent => most.saturating_sub((85 - percent).div_ceil(2)),
            },
            "sheet.attend-reasons" if meeting.roll.absent.is_empty() => most,
            "sheet.attend-reasons" => most / 2,
            "sheet.conduct-duration" if meeting.ends - meeting.begins < LEAST_MINUTES => most / 2,
            "sheet.conduct-duration" | "sheet.close-minutes" => most,
            _ => self.quality.points(own, most),
        }
    }
}
