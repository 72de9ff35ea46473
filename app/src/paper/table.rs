//! Tables: typed values under their heads, the same for paper and spreadsheet.

use shared::date::Date;
use shared::lang::Lang;
use shared::month::Month;

use crate::format::{date, digits, grouped};

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The columns, from left to right.
    pub columns: Vec<Column>,
    /// The rows, from above; each has a value for every column.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub title: String,
    /// How wide it is beside the others, in characters.
    pub width: u16,
    /// What stands in it.
    pub holds: Holds,
}

/// What stands in a column. It decides where its values stand and whether
/// they may break, so that one column looks alike from above to below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Running text, from the left; lines break between words.
    Text,
    /// Names, from the left; no name is broken.
    Names,
    /// Numbers of rows, crosses, letters, days, short words: in the middle, on one line.
    Marks,
    /// Figures, to the right, on one line.
    Figures,
    /// The most points there are, to which the figure in the next column belongs.
    MostPoints,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its values.
    pub cells: Vec<Value>,
    /// Whether it stands out, as the head of a group or a sum.
    pub strong: bool,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A whole number.
    Number(u64),
    /// A share in percent.
    Percent(u64),
    /// A day.
    Date(Date),
    /// A month.
    Month(Month),
}

impl Column {
    /// A column of text.
    pub fn new(title: impl Into<String>, width: u16) -> Self {
        Self { title: title.into(), width, holds: Holds::Text }
    }

    /// A column of something else.
    pub fn of(holds: Holds, title: impl Into<String>, width: u16) -> Self {
        Self { holds, ..Self::new(title, width) }
    }
}

impl Row {
    /// A row.
    pub fn new(cells: impl IntoIterator<Item = Value>) -> Self {
        Self { cells: cells.into_iter().collect(), strong: false }
    }

    /// A row that stands out.
    pub fn strong(cells: impl IntoIterator<Item = Value>) -> Self {
        Self { cells: cells.into_iter().collect(), strong: true }
    }
}

impl Value {
    /// A text, or nothing where it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.trim().is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A day, where there is one.
    pub fn day(day: Option<Date>) -> Self {
        day.map_or(Self::Empty, Self::Date)
    }

    /// A count.
    pub fn count(count: usize) -> Self {
        Self::Number(u64::try_from(count).unwrap_or(u64::MAX))
    }

    /// As it stands on paper.
    pub fn shown(&self, lang: Lang) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => grouped(lang, (*number).into()),
            Self::Percent(percent) => digits(lang, &format!("{percent}%")),
            Self::Date(day) => date(lang, *day),
            Self::Month(month) => digits(lang, &format!("{:02}/{:04}", month.number(), month.year())),
        }
    }
}
