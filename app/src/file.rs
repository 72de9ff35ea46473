//! Files that a person takes away: for office programs and calendars.
//!
//! Everything here is pure: it turns a paper, a table or dates into the bytes
//! of a file. The browser hands them out, see `platform::file_out`.

pub mod calendar;
pub mod csv;
pub mod docx;
#[cfg(test)]
mod parts;
mod xlsx;
mod xml;
mod zip;

pub use xlsx::xlsx;

/// A file that is ready to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    /// Its name with its ending, in plain letters.
    pub name: String,
    /// Its media type.
    pub kind: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What sort of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// A paper for a word processor.
    Docx,
    /// A list for a spreadsheet.
    Xlsx,
    /// A list for any other program.
    Csv,
    /// Meetings and deadlines for a calendar.
    Ics,
}

impl Format {
    /// The ending of its files' names.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Ics => "ics",
        }
    }

    /// Its media type.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv;charset=utf-8",
            Self::Ics => "text/calendar;charset=utf-8",
        }
    }
}
