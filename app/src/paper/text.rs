//! A paper's blocks as lines to type on: what [`super::wording`] takes apart
//! again.

use shared::lang::Lang;
use shared::letter;

use super::Block;
use super::table::{Holds, Row, Table, Value};
use crate::t;

/// The blocks as text; a row of a table becomes one marked line, the head of a
/// group in a table a line above its rows.
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

/// The rows of a table, without their numbers.
fn rows(lang: Lang, table: &Table) -> Vec<String> {
    let lines = table.rows.iter().map(|row| (row.strong, line(lang, table, row)));
    let lines = lines.filter(|(_, line)| !line.is_empty());
    lines.map(|(strong, line)| if strong { line } else { t::paper_marked(lang, "-", line) }).collect()
}

/// A row as a person would write it: what it is about comes first and needs no
/// head, then who in brackets and points out of the most; the rest after heads.
fn line(lang: Lang, table: &Table, row: &Row) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut most = None;
    for (place, (column, value)) in table.columns.iter().zip(&row.cells).enumerate() {
        // A row's own number is counted anew wherever its words end up.
        if place == 0 && matches!(value, Value::Number(_)) {
            continue;
        }
        let (shown, out_of) = (value.shown(lang), most.take());
        match (column.holds, out_of, parts.first_mut()) {
            (Holds::MostPoints, ..) => most = Some(shown),
            (Holds::Figures, Some(most), Some(lead)) => {
                let earned = if shown.is_empty() { "…" } else { &shown };
                *lead = t::paper_told(lang, &*lead, format!("{earned}/{most}"));
            }
            _ if shown.is_empty() => {}
            (_, _, None) => parts.push(shown),
            (Holds::Names, _, Some(lead)) => *lead = t::paper_with_reason(lang, &*lead, shown),
            (_, _, Some(_)) => parts.push(t::paper_told(lang, small(&column.title), shown)),
        }
    }
    parts.join("; ")
}

/// A head in the middle of a sentence.
fn small(head: &str) -> String {
    let mut letters = head.chars();
    letters.next().map(letter::small).into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Item;
    use super::super::table::Column;
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
    fn rows_read_like_sentences() {
        let columns = vec![
            Column::of(Holds::Marks, "TT", 5),
            Column::new("Việc", 20),
            Column::of(Holds::Names, "Ai làm", 20),
            Column::of(Holds::Marks, "Hạn hoàn thành", 12),
        ];
        let due = Value::Date("2024-11-20".parse().unwrap());
        let row = Row::new([Value::count(1), Value::text("Khơi mương"), Value::text("Đ/c A, Đ/c B"), due]);
        let sparse = Row::new([Value::count(2), Value::text("Phát lịch"), Value::Empty, Value::Empty]);
        let table = Block::Table(Table { columns, rows: vec![row, sparse] });
        assert_eq!(
            text(Lang::Vi, &[table]),
            "- Khơi mương (Đ/c A, Đ/c B); hạn hoàn thành: 20/11/2024\n- Phát lịch"
        );
    }

    #[test]
    fn points_stand_under_the_head_of_their_group() {
        let columns = vec![
            Column::new("Nội dung chấm", 44),
            Column::of(Holds::MostPoints, "Điểm tối đa", 9),
            Column::of(Holds::Figures, "Điểm", 9),
            Column::new("Ghi chú", 20),
        ];
        let row = |words: &str, earned: Value, note: &str| {
            [Value::text(words), Value::Number(15), earned, Value::text(note)]
        };
        let rows = vec![
            Row::strong(row("Công tác chuẩn bị", Value::Number(10), "")),
            Row::new(row("Tỷ lệ dự", Value::Number(10), "hai đồng chí ốm")),
            Row::new(row("Biên bản", Value::Empty, "")),
        ];
        let table = Block::Table(Table { columns, rows });
        assert_eq!(
            text(Lang::Vi, &[table]),
            "Công tác chuẩn bị: 10/15\n- Tỷ lệ dự: 10/15; ghi chú: hai đồng chí ốm\n- Biên bản: …/15"
        );
    }
}
