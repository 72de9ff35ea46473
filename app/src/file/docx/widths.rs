//! How wide the columns of a table are: what may not break has its room, and
//! the running text shares the rest.
//!
//! A word processor takes the widths as they are written, and breaks a figure
//! in two where they are too narrow. So the letters are measured here, by the
//! usual widths of Times New Roman.

use shared::lang::Lang;
use shared::letter::is_capital;

use crate::paper::table::{Column, Holds, Table};

/// A size of letters, and the room left and right of a cell's text with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letters {
    /// In half points.
    pub size: u32,
    /// Left and right each, in twentieths of a point.
    pub edge: u32,
}

/// The size that the styles of cells have, in half points.
pub const USUAL: u32 = 24;

/// The sizes to try, from the usual one down.
const SIZES: [Letters; 3] =
    [Letters { size: USUAL, edge: 70 }, Letters { size: 20, edge: 45 }, Letters { size: 17, edge: 30 }];

/// The longest word or name for which room is kept, in hundredths of a
/// letter's height; a longer one breaks rather than press the others together.
const LONGEST: u32 = 1_600;

/// The longest line that a column wishes for: text that is longer breaks anyway.
const LINE: u32 = 4_000;

/// The widths of the columns, which together are `whole` wide (twentieths of a
/// point), and the largest letters with which nothing breaks that should not.
pub fn widths(lang: Lang, table: &Table, whole: u32) -> (Vec<u32>, Letters) {
    let letters: Vec<_> =
        (0..).zip(&table.columns).map(|(place, of)| least(lang, table, place, of)).collect();
    let [mut fitting, ..] = SIZES;
    let mut needed = Vec::new();
    for size in SIZES {
        // A size in half points is ten twentieths; a tenth more for bold letters and rounding.
        let room = |hundredths: &u32| hundredths * size.size * 11 / 100 + 2 * size.edge + 10;
        needed = letters.iter().map(room).collect();
        fitting = size;
        if needed.iter().sum::<u32>() <= whole {
            break;
        }
    }
    let sum = needed.iter().sum::<u32>().max(1);
    let Some(rest) = whole.checked_sub(sum) else {
        return (needed.iter().map(|width| width * whole / sum).collect(), fitting);
    };
    // The rest goes where text would still break; what is left over, to all.
    let em = |hundredths: u32| hundredths * fitting.size * 11 / 100;
    let wishes: Vec<_> = (0..)
        .zip(&table.columns)
        .zip(&needed)
        .map(|((place, column), needed)| match column.holds {
            // An empty column has some room as well, for what is written by hand.
            Holds::Text => {
                em(line(lang, table, place).max(u32::from(column.width) * 25)).saturating_sub(*needed)
            }
            // Names stand well below each other, and the others fit already.
            _ => 0,
        })
        .collect();
    let wished = wishes.iter().sum::<u32>();
    let (given, left) = (rest.min(wished), rest.saturating_sub(wished));
    let shares = table.columns.iter().map(|column| u32::from(column.width)).sum::<u32>().max(1);
    let widths = table.columns.iter().zip(needed).zip(wishes).map(|((column, needed), wish)| {
        needed + given * wish / wished.max(1) + left * u32::from(column.width) / shares
    });
    (widths.collect(), fitting)
}

/// The longest line of a column if nothing broke in it, in hundredths of the letters' height.
fn line(lang: Lang, table: &Table, place: usize) -> u32 {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(place));
    let lines = cells.map(|value| value.shown(lang).lines().map(length).max().unwrap_or(0));
    lines.max().unwrap_or(0).min(LINE)
}

/// The longest that may not break in a column, in hundredths of the letters' height.
fn least(lang: Lang, table: &Table, place: usize, column: &Column) -> u32 {
    let longest = |text: &str, holds: Holds| match holds {
        Holds::Text => text.split_whitespace().map(length).max().unwrap_or(0).min(LONGEST),
        Holds::Names => text.split(", ").map(length).max().unwrap_or(0).min(LONGEST),
        Holds::Marks | Holds::Figures | Holds::MostPoints => {
            text.lines().map(length).max().unwrap_or(0).min(LINE)
        }
    };
    let cells = table.rows.iter().filter_map(|row| row.cells.get(place));
    let cells = cells.map(|value| longest(&value.shown(lang), column.holds));
    // A head may break between its words, whatever stands below it; it is bold.
    cells.chain([longest(&column.title, Holds::Text) * 9 / 8]).max().unwrap_or(0)
}

/// How long a text is on one line, in hundredths of the letters' height.
fn length(text: &str) -> u32 {
    let letter = |c: char| match c {
        'a' | 'c' | 'e' | 'z' => 45,
        ' ' | '\u{a0}' | '.' | ',' | ';' | ':' | '/' | '\'' | '|' | '!' | 'i' | 'j' | 'l' | 't' => 28,
        'f' | 'r' | 's' | '-' | '(' | ')' => 40,
        'm' | 'w' | '%' => 80,
        'M' | 'W' => 95,
        c if is_capital(c) => 72,
        // Letters of Bengali are wider than those of Latin.
        '\u{980}'..='\u{9ff}' => 62,
        _ => 50,
    };
    text.chars().map(letter).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::table::{Row, Value};

    fn table(columns: Vec<Column>, row: Vec<Value>) -> Table {
        Table { columns, rows: vec![Row::new(row)] }
    }

    /// Twentieths of a point that a text takes with these letters.
    fn takes(text: &str, letters: Letters) -> u32 {
        length(text) * letters.size / 10 + 2 * letters.edge
    }

    #[test]
    fn figures_days_and_names_have_their_room() {
        let columns = vec![
            Column::of(Holds::Marks, "TT", 5),
            Column::of(Holds::Marks, "Ngày", 5),
            Column::new("Nội dung", 90),
            Column::of(Holds::Figures, "Số lượng", 5),
            Column::of(Holds::Names, "Ai làm", 5),
        ];
        let day = Value::Date("2024-11-05".parse().unwrap());
        let long = "Mở rộng đường nội khu ".repeat(20);
        let amount = Value::Number(1_000_000_000_000);
        let names = Value::text("Nguyễn Văn Thành, Lê Minh Tuấn");
        let table = table(columns, vec![Value::count(116), day, Value::text(long), amount, names]);
        let (widths, letters) = widths(Lang::Vi, &table, 9_355);
        assert_eq!(letters, SIZES[0]);
        for (place, text) in
            [(0, "116"), (1, "05/11/2024"), (3, "1.000.000.000.000"), (4, "Nguyễn Văn Thành")]
        {
            assert!(takes(text, letters) <= widths[place], "{text}: {widths:?}");
        }
        // The text has what the others leave.
        let sum = widths.iter().sum::<u32>();
        assert!(sum <= 9_355 && 9_300 < sum, "{widths:?}");
        assert!(widths[2] > widths[3], "{widths:?}");
    }

    #[test]
    fn text_that_would_break_has_the_room_that_others_leave() {
        let columns = vec![Column::new("Chức vụ", 20), Column::new("Phụ trách nhóm hộ", 20)];
        let households = "Xóm 1, 12 hộ, các ngõ 3 và 5 đường Trần Hưng Đạo";
        let table = table(columns, vec![Value::text("Bí thư"), Value::text(households)]);
        let (widths, letters) = widths(Lang::Vi, &table, 7_000);
        assert!(takes(households, letters) <= widths[1], "{widths:?}");
        assert!(takes("Bí thư", letters) <= widths[0], "{widths:?}");
    }

    #[test]
    fn many_columns_have_smaller_letters() {
        let day = |_| Column::of(Holds::Marks, "04/01", 7);
        let name = [Column::of(Holds::Names, "Họ và tên", 28)];
        let columns: Vec<_> = name.into_iter().chain((0..24).map(day)).collect();
        let row =
            [Value::text("Nguyễn Thị Thanh Hương")].into_iter().chain((0..24).map(|_| Value::text("x")));
        let table = table(columns, row.collect());
        let (widths, letters) = widths(Lang::Vi, &table, 15_138);
        assert!(letters.size < SIZES[0].size);
        assert!(takes("04/01", letters) <= widths[1], "{letters:?} {widths:?}");
        assert!(widths.iter().sum::<u32>() <= 15_138);
    }

    #[test]
    fn one_endless_word_presses_nothing_together() {
        let columns = vec![Column::new("Nội dung", 10), Column::of(Holds::Figures, "Số", 10)];
        let table = table(columns, vec![Value::text("x".repeat(500)), Value::Number(1_000_000)]);
        let (widths, letters) = widths(Lang::Vi, &table, 9_355);
        assert!(takes("1.000.000", letters) <= widths[1], "{widths:?}");
    }
}
