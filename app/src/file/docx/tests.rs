use shared::lang::Lang;

use super::*;
use crate::file::parts::check;
use crate::paper::tests::sample::*;
use crate::paper::{ListOf, PaperOf, paper};

/// The text of a document, a line a paragraph.
fn text_of(xml: &str) -> Vec<String> {
    let paragraphs = xml.split("</w:p>");
    let text = |paragraph: &str| {
        let runs = paragraph.split("<w:t xml:space=\"preserve\">").skip(1);
        runs.filter_map(|run| run.split("</w:t>").next()).collect::<String>()
    };
    paragraphs.map(text).filter(|text| !text.is_empty()).collect()
}

fn document_of(lang: Lang, of: PaperOf) -> String {
    let sample = sample();
    let paper = paper(&sample.sources(lang), of).unwrap();
    check(&docx(lang, &paper)).remove("word/document.xml").unwrap()
}

#[test]
fn a_resolution_stands_in_its_document() {
    let xml = document_of(Lang::Vi, PaperOf::Record(id(RESOLUTION)));
    let text = text_of(&xml);
    for line in [
        "ĐẢNG ỦY PHƯỜNG ĐÔNG MAI",
        "CHI BỘ KHU BIỂU NGHI",
        "Số 05-NQ/CB",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Đông Mai, ngày 03 tháng 11 năm 2024",
        "NGHỊ QUYẾT",
        "-Tuyên truyền lịch gieo trồng",
        "Nơi nhận:",
        "T/M CHI BỘ",
        "Nguyễn Văn Thành",
        "Lê Minh &lt;Tuấn&gt;",
    ] {
        assert!(text.iter().any(|found| found == line), "{line}: {text:#?}");
    }
    assert!(xml.contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"));
    assert!(xml.contains("<w:titlePg/>"));
}

#[test]
fn every_paper_is_a_document() {
    let month = "2024-11".parse().unwrap();
    let records = [MEETING, RESOLUTION, TASK, ASSESSMENT, REGISTRATION, REVIEW];
    let papers = records.map(|number| PaperOf::Record(id(number))).into_iter();
    let lists = ListOf::ALL.map(|list| PaperOf::List(list, month));
    for lang in Lang::ALL {
        for of in papers.clone().chain([PaperOf::Roll(id(MEETING))]).chain(lists) {
            let xml = document_of(lang, of);
            // Every cell ends with a paragraph, or word processors call the file broken.
            assert!(!xml.contains("</w:tcPr></w:tc>"), "{of:?}");
            assert!(!xml.contains("</w:tbl></w:tc>") && !xml.contains("</w:tbl><w:tbl>"), "{of:?}");
            assert!(!xml.contains("</w:tbl><w:sectPr"), "{of:?}");
        }
    }
}

#[test]
fn what_a_person_typed_breaks_no_document() {
    let sample = sample();
    let mut paper = paper(&sample.sources(Lang::Vi), PaperOf::Record(id(TASK))).unwrap();
    paper.title.about = "a\u{0}\u{8}<b>&amp;]]>\n\u{1f600}".to_owned();
    let parts = check(&docx(Lang::Vi, &paper));
    assert!(parts["word/document.xml"].contains("a&lt;b&gt;&amp;amp;]]&gt;</w:t><w:br/>"));
}

#[test]
fn equal_papers_are_equal_files() {
    let sample = sample();
    let paper = paper(&sample.sources(Lang::Vi), PaperOf::Record(id(MEETING))).unwrap();
    assert_eq!(docx(Lang::Vi, &paper), docx(Lang::Vi, &paper));
}

/// The table cells of a document: the style of each, and its text.
fn cells_of(xml: &str) -> Vec<(String, String)> {
    let cells = xml.split("<w:pStyle w:val=\"Cell").skip(1);
    let cell = |cell: &str| {
        let text = text_of(cell.split("</w:tc>").next()?).concat();
        Some((format!("Cell{}", cell.split('"').next()?), text))
    };
    cells.filter_map(cell).collect()
}

#[test]
fn a_column_decides_where_its_values_stand() {
    let xml = document_of(Lang::Vi, PaperOf::List(ListOf::Contributions, "2024-11".parse().unwrap()));
    let cells = cells_of(&xml);
    let style = |text: &str| cells.iter().find(|(_, found)| found == text).map(|(style, _)| style.as_str());
    // Short or long, the units of one column stand alike, and so do names.
    assert_eq!(style("Đồng"), style("Mét vuông đất"), "{cells:?}");
    assert_eq!(style("1.700.000.000"), Some("CellNumber"));
    assert_eq!(style("10/11/2024"), Some("CellMiddle"));
    let xml = document_of(Lang::Vi, PaperOf::Roll(id(MEETING)));
    let cells = cells_of(&xml);
    let short = cells.iter().find(|(_, text)| text == "đi viện").unwrap();
    assert_eq!(short.0, "Cell");
}

#[test]
fn names_break_between_each_other_only() {
    let xml = document_of(Lang::Vi, PaperOf::List(ListOf::Tasks, "2024-11".parse().unwrap()));
    assert!(xml.contains("Nguyễn\u{a0}Văn\u{a0}Thành, Vũ\u{a0}Thị\u{a0}Hường"));
}
