//! What a committee's standing rests on beside its own records: the grades of
//! the cells below it, in a year and in each of its months.

use super::facts::CellGrade;
use crate::month::Month;
use crate::sorted_map::SortedMap;

/// The grades of a committee's cells; of a cell, below which there is none, empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Below {
    year: Vec<CellGrade>,
    months: SortedMap<Month, Vec<CellGrade>>,
}

impl Below {
    /// Notes a cell's grade of the year.
    pub fn note_year(&mut self, cell: CellGrade) {
        self.year.push(cell);
    }

    /// Notes a cell's grade of `month`. A cell for which no scheme is in force
    /// in it is not noted: nothing is expected of it.
    pub fn note_month(&mut self, month: Month, cell: CellGrade) {
        self.months.entry(month).or_default().push(cell);
    }

    /// The cells in the year.
    pub fn year(&self) -> &[CellGrade] {
        &self.year
    }

    /// The cells in `month`.
    pub fn month(&self, month: Month) -> &[CellGrade] {
        self.months.get(&month).map_or(&[], Vec::as_slice)
    }
}
