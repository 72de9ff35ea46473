//! A list as separated values in the form of RFC 4180.
//!
//! Where the comma is the decimal sign, as in Vietnam, Excel separates by
//! semicolons, and so do we; elsewhere by commas (decision 0009). What holds
//! either is quoted, so that no reader is misled whichever it expects.
//!
//! It begins with a byte order mark, by which Excel knows that it is UTF-8.
//! Dates are written year-month-day and numbers without grouping, so that
//! every program reads them as what they are.

use shared::lang::Lang;

use crate::paper::table::{Table, Value};

/// What Excel needs to see to read UTF-8.
const MARK: &str = "\u{feff}";

/// The file of a list for readers of `lang`.
pub fn csv(lang: Lang, table: &Table) -> Vec<u8> {
    let between = match lang {
        Lang::Vi => ";",
        Lang::En | Lang::Bn => ",",
    };
    let mut text = MARK.to_owned();
    let mut push_line = |fields: Vec<String>| {
        text.push_str(&fields.join(between));
        text.push_str("\r\n");
    };
    push_line(table.columns.iter().map(|column| field(&column.title)).collect());
    for row in &table.rows {
        push_line(row.cells.iter().map(plain).collect());
    }
    text.into_bytes()
}

fn plain(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Number(number) => number.to_string(),
        Value::Percent(number) => format!("{number}%"),
        Value::Date(day) => day.to_string(),
        Value::Month(_) | Value::Text(_) => field(&value.shown(Lang::En)),
    }
}

/// A text between quotes where it needs them, and harmless: a spreadsheet
/// takes what begins with one of these signs for a formula (CSV injection).
fn field(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    let quoted = text.contains(['"', ',', ';', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ');
    if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::table::{Column, Row};

    #[test]
    fn fields_are_quoted_and_no_formula_gets_through() {
        fn check(text: &str, expect: &str) {
            assert_eq!(field(text), expect);
        }
        check("Nguyễn Văn Thành", "Nguyễn Văn Thành");
        check("xóm 1, xóm 2", "\"xóm 1, xóm 2\"");
        check("xóm 1; xóm 2", "\"xóm 1; xóm 2\"");
        check("ông \"Ba\"", "\"ông \"\"Ba\"\"\"");
        check("một\nhai", "\"một\nhai\"");
        check("=1+1", "'=1+1");
        check("+84", "'+84");
        check("-5", "'-5");
        check("@SUM(A1), x", "\"'@SUM(A1), x\"");
        check("\tx", "'\tx");
        check("", "");
    }

    #[test]
    fn a_list_begins_with_its_mark_and_its_head() {
        let table = Table {
            columns: vec![Column::new("Ngày", 10), Column::new("Số tiền", 10)],
            rows: vec![Row::new([Value::Date("2024-11-07".parse().unwrap()), Value::Number(1_700_000_000)])],
        };
        let text = |lang| String::from_utf8(csv(lang, &table)).unwrap();
        assert_eq!(text(Lang::Vi), "\u{feff}Ngày;Số tiền\r\n2024-11-07;1700000000\r\n");
        assert_eq!(text(Lang::En), "\u{feff}Ngày,Số tiền\r\n2024-11-07,1700000000\r\n");
        assert_eq!(text(Lang::Bn), text(Lang::En));
    }
}
