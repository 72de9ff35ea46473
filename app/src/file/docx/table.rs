//! Tables of values, with lines, whose head is repeated on every page.

use std::fmt::Write;

use shared::lang::Lang;

use super::widths::{Letters, USUAL, widths};
use super::{paragraph, run};
use crate::paper::table::{Holds, Table};

/// Writes `table` as wide as `width`.
pub fn table(xml: &mut String, lang: Lang, table: &Table, width: u32) {
    let (widths, letters) = widths(lang, table, width);
    // Writing into a string cannot fail.
    write!(xml, "<w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:tblBorders>").ok();
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        write!(xml, "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>").ok();
    }
    xml.push_str("</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>");
    let Letters { size, edge } = letters;
    for side in ["left", "right"] {
        write!(xml, "<w:{side} w:w=\"{edge}\" w:type=\"dxa\"/>").ok();
    }
    xml.push_str("</w:tblCellMar></w:tblPr><w:tblGrid>");
    // The styles have the usual size; only smaller letters are written out.
    let shape = match size {
        USUAL => String::new(),
        size => format!("<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"),
    };
    let bold = format!("<w:b/><w:bCs/>{shape}");
    for width in &widths {
        write!(xml, "<w:gridCol w:w=\"{width}\"/>").ok();
    }
    xml.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, width) in table.columns.iter().zip(&widths) {
        cell(xml, *width, "CellHead", "", &run(&column.title, &bold));
    }
    xml.push_str("</w:tr>");
    for row in &table.rows {
        xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        // The head of a group stays with what follows it.
        let (keep, shape) = if row.strong { ("<w:keepNext/>", &bold) } else { ("", &shape) };
        for ((column, value), width) in table.columns.iter().zip(&row.cells).zip(&widths) {
            let text = value.shown(lang);
            let text = if column.holds == Holds::Names { unbroken(&text) } else { text };
            cell(xml, *width, style(column.holds), keep, &run(&text, shape));
        }
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
    // Between two tables there is a paragraph, or they would become one.
    paragraph(xml, "Gap", "");
}

/// Several names as lines that break between them only.
fn unbroken(names: &str) -> String {
    if names.contains(", ") {
        names.replace(' ', "\u{a0}").replace(",\u{a0}", ", ")
    } else {
        names.to_owned()
    }
}

fn style(holds: Holds) -> &'static str {
    match holds {
        Holds::Text | Holds::Names => "Cell",
        Holds::Marks => "CellMiddle",
        Holds::Figures | Holds::MostPoints => "CellNumber",
    }
}

fn cell(xml: &mut String, width: u32, style: &str, keep: &str, content: &str) {
    write!(xml, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>").ok();
    write!(xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{keep}</w:pPr>{content}</w:p></w:tc>").ok();
}
