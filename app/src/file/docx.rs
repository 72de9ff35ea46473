//! A paper as a document for word processors (ECMA-376).
//!
//! A4 by the office rules (HD 36-HD/VPTW 03/4/2018): margins of 20, 15, 20 and
//! 30 mm, Times New Roman of 14 points, the heading in two columns, a page
//! number above from the second page on. Lengths are in twentieths of a point.

mod fixed;
mod table;
mod widths;

use std::fmt::Write;

use shared::lang::Lang;

use super::xml::{DECLARATION, escaped};
use super::zip::{Part, archive};
use crate::paper::{Block, Heading, Item, Layout, Paper, Signature};
use crate::t;

/// Width between the margins, upright and across.
const UPRIGHT: u32 = 9_355;
const ACROSS: u32 = 15_138;

/// The document of a paper.
pub fn docx(lang: Lang, paper: &Paper) -> Vec<u8> {
    let part = |path, body: String| Part { path, text: format!("{DECLARATION}{body}") };
    archive(&[
        part("[Content_Types].xml", fixed::TYPES.to_owned()),
        part("_rels/.rels", fixed::PACKAGE.to_owned()),
        part("docProps/core.xml", core(paper)),
        part("word/document.xml", document(lang, paper)),
        part("word/_rels/document.xml.rels", fixed::PARTS.to_owned()),
        part("word/styles.xml", fixed::styles(lang)),
        part("word/settings.xml", fixed::SETTINGS.to_owned()),
        part("word/header1.xml", fixed::HEADER.to_owned()),
    ])
}

fn core(paper: &Paper) -> String {
    let title = format!("{} {}", paper.title.kind, paper.title.about);
    format!(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         </cp:coreProperties>",
        escaped(title.trim()),
        escaped(&paper.heading.issuer)
    )
}

fn document(lang: Lang, paper: &Paper) -> String {
    let width = match paper.layout {
        Layout::Upright => UPRIGHT,
        Layout::Across => ACROSS,
    };
    let mut xml =
        format!("<w:document xmlns:w=\"{}\" xmlns:r=\"{}\"><w:body>", fixed::MAIN, fixed::RELATIONS);
    heading(&mut xml, &paper.heading, width);
    paragraph(&mut xml, "Title", &run(&paper.title.kind, ""));
    if !paper.title.about.is_empty() {
        paragraph(&mut xml, "Subtitle", &run(&paper.title.about, ""));
    }
    paragraph(&mut xml, "Rule", &run("-----", ""));
    for (place, block) in (1..).zip(&paper.blocks) {
        // The end of the text stays with the signatures.
        let last = place == paper.blocks.len() && paper.list.is_none();
        match block {
            Block::Heading(text) => paragraph(&mut xml, "Heading1", &run(text, "")),
            Block::Paragraph(text) => {
                paragraph(&mut xml, if last { "BodyEnd" } else { "Body" }, &run(text, ""));
            }
            Block::Items(items) => items.iter().for_each(|Item { mark, text }| {
                let content = format!("{}<w:r><w:tab/></w:r>{}", run(mark, ""), run(text, ""));
                paragraph(&mut xml, "Item", &content);
            }),
            Block::Table(content) => table::table(&mut xml, lang, content, width),
        }
    }
    if let Some(list) = &paper.list {
        table::table(&mut xml, lang, list, width);
    }
    signatures(&mut xml, lang, paper, width);
    let page = match paper.layout {
        Layout::Upright => {
            "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"850\" w:bottom=\"1134\" \
             w:left=\"1701\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>"
        }
        Layout::Across => {
            "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/><w:pgMar w:top=\"1134\" w:right=\"850\" \
             w:bottom=\"850\" w:left=\"850\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>"
        }
    };
    // Writing into a string cannot fail.
    write!(
        xml,
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/>{page}<w:titlePg/></w:sectPr></w:body>\
         </w:document>"
    )
    .ok();
    xml
}

/// The two columns above: who issues it, and the Party, place and day.
fn heading(xml: &mut String, heading: &Heading, width: u32) {
    let mut left = String::new();
    paragraph(&mut left, "Middle", &run(&heading.above, ""));
    paragraph(&mut left, "Middle", &run(&heading.issuer, "<w:b/><w:bCs/>"));
    paragraph(&mut left, "Middle", &run("*", ""));
    if let Some(number) = &heading.number {
        paragraph(&mut left, "Middle", &run(number, ""));
    }
    let mut right = String::new();
    paragraph(&mut right, "Middle", &run(&heading.party, "<w:b/><w:bCs/><w:u w:val=\"single\"/>"));
    paragraph(&mut right, "Middle", &run("", ""));
    paragraph(&mut right, "Middle", &run(&heading.place_and_day, "<w:i/><w:iCs/>"));
    columns(xml, &[left, right], width);
}

/// Recipients at the left, then who signs, each in a column.
fn signatures(xml: &mut String, lang: Lang, paper: &Paper, width: u32) {
    paragraph(xml, "Gap", "");
    let mut cells = Vec::new();
    if !paper.recipients.is_empty() || paper.signatures.len() < 2 {
        let mut cell = String::new();
        if !paper.recipients.is_empty() {
            paragraph(&mut cell, "Small", &run(t::paper_recipients(lang), "<w:u w:val=\"single\"/>"));
        }
        for recipient in &paper.recipients {
            paragraph(&mut cell, "Small", &run(recipient, ""));
        }
        if cell.is_empty() {
            paragraph(&mut cell, "Small", "");
        }
        cells.push(cell);
    }
    let for_others = paper.signatures.iter().any(|signature| !signature.for_whom.is_empty());
    for Signature { for_whom, role, name } in &paper.signatures {
        let mut cell = String::new();
        // The names stand on one line, whoever signs for somebody.
        if for_others {
            paragraph(&mut cell, "Middle", &run(for_whom, "<w:b/><w:bCs/>"));
        }
        paragraph(&mut cell, "Middle", &run(role, if for_whom.is_empty() { "<w:b/><w:bCs/>" } else { "" }));
        paragraph(&mut cell, "Name", &run(name, ""));
        cells.push(cell);
    }
    columns(xml, &cells, width);
    // A document may not end with a table.
    paragraph(xml, "Gap", "");
}

/// Contents side by side, without lines.
fn columns(xml: &mut String, cells: &[String], width: u32) {
    let each = width / u32::try_from(cells.len().max(1)).unwrap_or(1);
    xml.push_str("<w:tbl><w:tblPr>");
    write!(
        xml,
        "<w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
    )
    .ok();
    for _ in cells {
        write!(xml, "<w:gridCol w:w=\"{each}\"/>").ok();
    }
    xml.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>");
    for cell in cells {
        write!(xml, "<w:tc><w:tcPr><w:tcW w:w=\"{each}\" w:type=\"dxa\"/></w:tcPr>{cell}</w:tc>").ok();
    }
    xml.push_str("</w:tr></w:tbl>");
}

fn paragraph(xml: &mut String, style: &str, content: &str) {
    write!(xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{content}</w:p>").ok();
}

/// Text in one shape; its lines stay lines.
fn run(text: &str, shape: &str) -> String {
    let mut xml = String::from("<w:r>");
    if !shape.is_empty() {
        write!(xml, "<w:rPr>{shape}</w:rPr>").ok();
    }
    for (place, line) in text.lines().enumerate() {
        if place != 0 {
            xml.push_str("<w:br/>");
        }
        write!(xml, "<w:t xml:space=\"preserve\">{}</w:t>", escaped(line)).ok();
    }
    xml.push_str("</w:r>");
    xml
}

#[cfg(test)]
mod tests;
