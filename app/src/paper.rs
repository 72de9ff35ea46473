//! Papers: records laid out as the official forms.
//!
//! A **paper** is what is printed or handed on as a file: the two-column
//! heading of the Party's documents, a title, blocks of text, signatures and
//! recipients (HD 36-HD/VPTW 03/4/2018). A **list** is a paper around one
//! table, which spreadsheets can have as well. The fixed words of the forms
//! come from the locales, so that a paper is written in its reader's language.
//!
//! Everything here is pure: records in, a paper out.

mod assessment;
mod attendance;
mod contributions;
mod events;
mod file_name;
mod files;
mod heading;
mod list;
mod meetings;
mod members;
mod minutes;
mod months;
mod of;
mod registration;
mod resolution;
mod resolutions;
mod review;
mod roll;
mod score;
mod sources;
pub mod table;
mod task;
mod tasks;
mod terms;
mod text;
mod votes;
mod wording;

pub use files::{file, formats};
pub use of::{ListOf, PaperOf};
pub use sources::Sources;
pub use votes::vote_line;

use shared::id::DocumentId;
use shared::record::Record;
use table::Table;

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The name of its files, without an ending.
    pub file: String,
    /// Upright or across.
    pub layout: Layout,
    /// What stands above.
    pub heading: Heading,
    /// What it is.
    pub title: Title,
    /// The text.
    pub blocks: Vec<Block>,
    /// The table of a list, which follows the text.
    pub list: Option<Table>,
    /// Who signs, from left to right.
    pub signatures: Vec<Signature>,
    /// Who receives it; none where it goes nowhere.
    pub recipients: Vec<String>,
}

/// How the sheet is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A4 upright.
    Upright,
    /// A4 across, for wide tables.
    Across,
}

/// The official heading in two columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The organisation above the one that issues the paper.
    pub above: String,
    /// The organisation that issues it.
    pub issuer: String,
    /// Number and symbol; none where the paper has none.
    pub number: Option<String>,
    /// The Party's name.
    pub party: String,
    /// Place and day.
    pub place_and_day: String,
}

/// What a paper is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The sort of document, in capitals.
    pub kind: String,
    /// What it is about.
    pub about: String,
}

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// Marked lines.
    Items(Vec<Item>),
    /// A table.
    Table(Table),
}

/// A line with its mark: a letter or a dash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The mark.
    pub mark: String,
    /// The text.
    pub text: String,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    /// For whom, such as "T/M CHI BỘ"; empty where one signs for oneself.
    pub for_whom: String,
    /// As what.
    pub role: String,
    /// The name; empty to be written by hand.
    pub name: String,
}

/// A draft of the minutes of the meeting `document`, as text to go on typing:
/// everything that was recorded of it.
pub fn minutes_draft(sources: &Sources<'_>, document: DocumentId) -> Option<String> {
    let meeting = sources.meeting(document)?;
    Some(text::text(sources.lang, &minutes::recorded(sources, document, meeting)))
}

/// The paper that is asked for, if there is such a record.
pub fn paper(sources: &Sources<'_>, of: PaperOf) -> Option<Paper> {
    match of {
        PaperOf::Record(document) => Some(match sources.record(document)? {
            Record::Meeting(meeting) => minutes::minutes(sources, document, meeting),
            Record::Resolution(resolution) => resolution::resolution(sources, document, resolution),
            Record::Task(task) => task::task(sources, task),
            Record::Assessment(assessment) => assessment::assessment(sources, assessment)?,
            Record::Registration(registration) => registration::registration(sources, registration),
            Record::Review(review) => review::review(sources, review),
            Record::Roster(_) => list::list(sources, ListOf::Members, sources.day.month()),
            Record::Contribution(contribution) => {
                let month = contribution.month().unwrap_or_else(|| sources.day.month());
                list::list(sources, ListOf::Contributions, month)
            }
            Record::Photo(_) => return None,
        }),
        PaperOf::Roll(document) => match sources.record(document)? {
            Record::Meeting(meeting) => Some(roll::roll(sources, meeting)),
            _ => None,
        },
        PaperOf::Member(member, month) => tasks::of_member(sources, member, month),
        PaperOf::List(of, month) => Some(list::list(sources, of, month)),
    }
}

#[cfg(test)]
pub(crate) mod tests;
