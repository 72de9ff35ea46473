//! A list as a workbook of one sheet (ECMA-376).
//!
//! Dates are dates and numbers are numbers, so that a spreadsheet can sort and
//! add them; texts are texts, whatever they begin with. The head stays in
//! sight and can be filtered.

use std::fmt::Write;

use shared::date::Date;

use super::xml::{DECLARATION, escaped};
use super::zip::{Part, archive};
use crate::paper::table::{Table, Value};

/// The styles of cells, by their places in `cellXfs`.
const TEXT: u8 = 0;
const HEAD: u8 = 1;
const DATE: u8 = 2;
const NUMBER: u8 = 3;
const PERCENT: u8 = 4;
const MONTH: u8 = 5;
const STRONG: u8 = 6;

/// The workbook of a list, whose sheet is called `name`.
pub fn xlsx(name: &str, table: &Table) -> Vec<u8> {
    let part = |path, body: String| Part { path, text: format!("{DECLARATION}{body}") };
    archive(&[
        part("[Content_Types].xml", TYPES.to_owned()),
        part("_rels/.rels", PACKAGE.to_owned()),
        part("xl/workbook.xml", workbook(name)),
        part("xl/_rels/workbook.xml.rels", PARTS.to_owned()),
        part("xl/styles.xml", STYLES.to_owned()),
        part("xl/worksheets/sheet1.xml", sheet(table)),
    ])
}

fn workbook(name: &str) -> String {
    // A sheet's name has at most 31 characters, and none of these.
    let name: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect();
    let name = if name.trim().is_empty() { "1" } else { name.trim() };
    format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"{}\" sheetId=\"1\" \
         r:id=\"rId1\"/></sheets></workbook>",
        escaped(name)
    )
}

fn sheet(table: &Table) -> String {
    let mut xml = format!("<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
    let last = format!("{}{}", letters(table.columns.len()), table.rows.len() + 1);
    // Writing into a string cannot fail.
    write!(xml, "<dimension ref=\"A1:{last}\"/><sheetViews><sheetView workbookViewId=\"0\">").ok();
    xml.push_str("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>");
    xml.push_str("</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>");
    for (place, column) in (1..).zip(&table.columns) {
        let width = column.width.saturating_add(2);
        write!(xml, "<col min=\"{place}\" max=\"{place}\" width=\"{width}\" customWidth=\"1\"/>").ok();
    }
    xml.push_str("</cols><sheetData><row r=\"1\">");
    for (place, column) in (1..).zip(&table.columns) {
        text_cell(&mut xml, &format!("{}1", letters(place)), HEAD, &column.title);
    }
    xml.push_str("</row>");
    for (number, row) in (2..).zip(&table.rows) {
        write!(xml, "<row r=\"{number}\">").ok();
        for (place, value) in (1..).zip(&row.cells) {
            let style = if row.strong { STRONG } else { TEXT };
            cell(&mut xml, &format!("{}{number}", letters(place)), style, value);
        }
        xml.push_str("</row>");
    }
    write!(xml, "</sheetData><autoFilter ref=\"A1:{last}\"/>").ok();
    xml.push_str(
        "<pageMargins left=\"0.6\" right=\"0.6\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>",
    );
    xml.push_str("<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/></worksheet>");
    xml
}

fn cell(xml: &mut String, place: &str, text_style: u8, value: &Value) {
    let (style, number) = match value {
        Value::Empty => return,
        Value::Text(text) => return text_cell(xml, place, text_style, text),
        Value::Number(number) => (NUMBER, number.to_string()),
        Value::Percent(percent) => (PERCENT, format!("{}.{:02}", percent / 100, percent % 100)),
        Value::Date(day) => (DATE, serial(*day).to_string()),
        Value::Month(month) => (MONTH, serial(month.first_day()).to_string()),
    };
    write!(xml, "<c r=\"{place}\" s=\"{style}\"><v>{number}</v></c>").ok();
}

fn text_cell(xml: &mut String, place: &str, style: u8, text: &str) {
    let text = escaped(text);
    write!(
        xml,
        "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
    )
    .ok();
}

/// A day as spreadsheets count it: 1 January 2000 was day 36 526.
fn serial(day: Date) -> i64 {
    Date::new(2000, 1, 1).map_or(0, |first| day.days_since(first)) + 36_526
}

/// The name of a column: A, …, Z, AA, ….
fn letters(mut place: usize) -> String {
    let mut name = String::new();
    while place != 0 {
        place -= 1;
        let letter = u8::try_from(place % 26).unwrap_or(0);
        name.insert(0, char::from(b'A' + letter));
        place /= 26;
    }
    name
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const TYPES: &str = concat!(
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>"#,
    r#"<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"#,
    r#"<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>"#,
    "</Types>",
);

const PACKAGE: &str = concat!(
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>"#,
    "</Relationships>",
);

const PARTS: &str = concat!(
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#,
    "</Relationships>",
);

/// Number formats: 164 and 165 are ours, 3 is a grouped whole number, 9 is a percentage.
const STYLES: &str = concat!(
    r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
    r#"<numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="mm/yyyy"/></numFmts>"#,
    r#"<fonts count="2"><font><sz val="12"/><name val="Times New Roman"/></font><font><b/><sz val="12"/><name val="Times New Roman"/></font></fonts>"#,
    r#"<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>"#,
    r#"<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"#,
    r#"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>"#,
    r#"<cellXfs count="7">"#,
    r#"<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>"#,
    r#"<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>"#,
    r#"<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>"#,
    r#"<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>"#,
    r#"<xf numFmtId="9" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>"#,
    r#"<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>"#,
    r#"<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>"#,
    r#"</cellXfs>"#,
    r#"<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#,
);

#[cfg(test)]
mod tests;
