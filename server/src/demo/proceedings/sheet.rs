//! The sheet by which a meeting scores its own quality.

use shared::record::assessment::Answer;
use shared::scheme::{Rule, Scheme};

use super::{Generator, Proceedings};

/// A sheet that was filled in.
#[derive(Debug)]
pub struct Scored {
    /// The scheme's id.
    pub scheme: String,
    /// The points of the items that people answer, by item.
    pub points: Vec<(String, Answer)>,
}

/// How the points were agreed on, as the minutes tell it.
pub const AGREED: &str = "Chi ủy đề xuất điểm từng mục, chi bộ thống nhất.";

impl Proceedings<'_> {
    /// Fills in what the meeting's record does not tell by itself.
    pub fn score(&self, scheme: &Scheme, own: &mut Generator) -> Scored {
        let mut scored = Scored { scheme: scheme.id.clone(), points: Vec::new() };
        for item in scheme.items() {
            let Rule::UpTo { most } = item.rule else { continue };
            let points = self.points(&item.id, most, own);
            scored.points.push((item.id.clone(), Answer::Points(points)));
        }
        scored
    }

    fn points(&self, item: &str, most: u16, own: &mut Generator) -> u16 {
        match item {
            "sheet.prepare-committee" if self.quality.prepares() => most,
            "sheet.prepare-committee" => most / 2,
            "sheet.prepare-notice" => most,
            "sheet.close-minutes" => most,
            _ => self.quality.points(own, most),
        }
    }
}
