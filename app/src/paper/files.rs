//! The files of a paper.

use shared::moment::Moment;

use super::events::events;
use super::{Paper, PaperOf, Sources};
use crate::file::calendar::calendar;
use crate::file::csv::csv;
use crate::file::docx::docx;
use crate::file::{Format, Ready, xlsx};

/// In which formats a paper can be had.
pub fn formats(sources: &Sources<'_>, of: PaperOf, paper: &Paper) -> Vec<Format> {
    let mut formats = vec![Format::Docx];
    if paper.list.is_some() {
        formats.extend([Format::Xlsx, Format::Csv]);
    }
    if !events(sources, of).is_empty() {
        formats.push(Format::Ics);
    }
    formats
}

/// The file of a paper, written at `now`; none where it cannot be had in this format.
pub fn file(sources: &Sources<'_>, of: PaperOf, paper: &Paper, format: Format, now: Moment) -> Option<Ready> {
    let bytes = match format {
        Format::Docx => docx(sources.lang, paper),
        Format::Xlsx => xlsx(&paper.title.kind, paper.list.as_ref()?),
        Format::Csv => csv(sources.lang, paper.list.as_ref()?),
        Format::Ics => calendar(&events(sources, of), now),
    };
    let name = format!("{}.{}", paper.file.trim_end_matches('-'), format.ending());
    Some(Ready { name, kind: format.kind(), bytes })
}
