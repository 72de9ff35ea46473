//! Tables of values, with lines, whose head is repeated on every page.

use std::fmt::Write;

use shared::lang::Lang;

use super::{paragraph, run};
use crate::paper::table::{Table, Value};

/// Writes `table` as wide as `width`.
pub fn table(xml: &mut String, lang: Lang, table: &Table, width: u32) {
    let whole: u32 = table.columns.iter().map(|column| u32::from(column.width)).sum();
    let widths: Vec<_> =
        table.columns.iter().map(|column| width * u32::from(column.width) / whole.max(1)).collect();
    // Writing into a string cannot fail.
    write!(xml, "<w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:tblBorders>").ok();
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        write!(xml, "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>").ok();
    }
    xml.push_str("</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>");
    xml.push_str(
        "<w:left w:w=\"70\" w:type=\"dxa\"/><w:right w:w=\"70\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>",
    );
    xml.push_str("<w:tblGrid>");
    for width in &widths {
        write!(xml, "<w:gridCol w:w=\"{width}\"/>").ok();
    }
    xml.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, width) in table.columns.iter().zip(&widths) {
        cell(xml, *width, "CellHead", "", &run(&column.title, ""));
    }
    xml.push_str("</w:tr>");
    for row in &table.rows {
        xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        // The head of a group stays with what follows it.
        let (keep, shape) = if row.strong { ("<w:keepNext/>", "<w:b/><w:bCs/>") } else { ("", "") };
        for (place, (value, width)) in row.cells.iter().zip(&widths).enumerate() {
            cell(xml, *width, style(place, value), keep, &run(&value.shown(lang), shape));
        }
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
    // Between two tables there is a paragraph, or they would become one.
    paragraph(xml, "Gap", "");
}

fn style(place: usize, value: &Value) -> &'static str {
    match value {
        // The number of the row.
        Value::Number(_) if place == 0 => "CellMiddle",
        Value::Number(_) | Value::Percent(_) => "CellNumber",
        // A cross, a letter, a Roman number: marks stand in the middle.
        Value::Text(text) if text.chars().count() < 4 => "CellMiddle",
        Value::Date(_) | Value::Month(_) => "CellMiddle",
        Value::Text(_) | Value::Empty => "Cell",
    }
}

fn cell(xml: &mut String, width: u32, style: &str, keep: &str, content: &str) {
    write!(xml, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>").ok();
    write!(xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{keep}</w:pPr>{content}</w:p></w:tc>").ok();
}
