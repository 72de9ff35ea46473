//! A paper's blocks as lines to type on: what [`super::wording`] takes apart
//! again.

use shared::lang::Lang;

use super::Block;
use super::table::{Table, Value};
use crate::t;

/// The blocks as text; a row of a table becomes one marked line.
pub fn text(lang: Lang, blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            // A heading stands apart from what was said before it.
            Block::Heading(words) if lines.is_empty() => lines.push(words.clone()),
            Block::Heading(words) => lines.extend([String::new(), words.clone()]),
            Block::Paragraph(words) => lines.push(words.clone()),
            Block::Items(items) => {
                lines.extend(items.iter().map(|item| t::paper_marked(lang, &item.mark, &item.text)));
            }
            Block::Table(table) => lines.extend(rows(lang, table)),
        }
    }
    lines.join("\n")
}

/// The rows, each value after its head, without the numbers of the rows.
fn rows(lang: Lang, table: &Table) -> Vec<String> {
    let line = |cells: &[Value]| {
        let told = table.columns.iter().zip(cells).enumerate();
        let told =
            told.filter(|(place, (_, cell))| *cell != &Value::Empty && (*place != 0 || !cell.is_number()));
        let told = told.map(|(_, (column, cell))| t::paper_told(lang, &column.title, cell.shown(lang)));
        told.collect::<Vec<_>>().join("; ")
    };
    let lines = table.rows.iter().map(|row| line(&row.cells)).filter(|line| !line.is_empty());
    lines.map(|line| t::paper_marked(lang, "-", line)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Item;
    use super::super::table::{Column, Row};
    use super::super::wording::typed;
    use super::*;

    #[test]
    fn blocks_are_typed_and_read_again() {
        let item = |text: &str| Item { mark: "-".to_owned(), text: text.to_owned() };
        let blocks = [
            Block::Heading("I. Thành phần".to_owned()),
            Block::Paragraph("Có mặt: 21.".to_owned()),
            Block::Heading("II. Nội dung".to_owned()),
            Block::Items(vec![item("một"), item("hai")]),
        ];
        let written = text(Lang::Vi, &blocks);
        assert_eq!(written, "I. Thành phần\nCó mặt: 21.\n\nII. Nội dung\n- một\n- hai");
        assert_eq!(typed(&written), blocks);
    }

    #[test]
    fn rows_say_their_heads() {
        let columns = ["TT", "Việc", "Ai"].map(|title| Column::new(title, 5)).to_vec();
        let row = Row::new([Value::count(1), Value::text("Khơi mương"), Value::text("Đ/c A")]);
        let sparse = Row::new([Value::count(2), Value::text("Phát lịch"), Value::Empty]);
        let table = Block::Table(Table { columns, rows: vec![row, sparse] });
        assert_eq!(text(Lang::Vi, &[table]), "- Việc: Khơi mương; Ai: Đ/c A\n- Việc: Phát lịch");
    }
}
