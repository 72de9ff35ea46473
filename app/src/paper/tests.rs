pub(crate) mod sample;

use std::fmt::Write;

use insta::assert_snapshot;
use shared::lang::Lang;
use shared::month::Month;
use shared::record::resolution::Resolution;

use super::*;
use crate::t;
use sample::*;

fn november() -> Month {
    "2024-11".parse().unwrap()
}

fn every_paper() -> Vec<PaperOf> {
    let records = [ROSTER, MEETING, RESOLUTION, TASK, ASSESSMENT, REGISTRATION, REVIEW, MONEY];
    let lists = ListOf::ALL.map(|list| PaperOf::List(list, november()));
    let others = [PaperOf::Roll(id(MEETING)), PaperOf::Member(member(3), november())];
    records.map(|number| PaperOf::Record(id(number))).into_iter().chain(others).chain(lists).collect()
}

/// A paper as plain text.
fn written(lang: Lang, paper: &Paper) -> String {
    let mut text = String::new();
    let heading = &paper.heading;
    writeln!(text, "[{}] {:?}", paper.file, paper.layout).unwrap();
    writeln!(text, "{} | {}", heading.above, heading.party).unwrap();
    writeln!(text, "{} | {}", heading.issuer, heading.place_and_day).unwrap();
    writeln!(text, "{}", heading.number.as_deref().unwrap_or("(-)")).unwrap();
    writeln!(text, "{}\n{}", paper.title.kind, paper.title.about).unwrap();
    for block in &paper.blocks {
        match block {
            Block::Heading(words) => writeln!(text, "# {words}").unwrap(),
            Block::Paragraph(words) => writeln!(text, "{words}").unwrap(),
            Block::Items(items) => {
                items.iter().for_each(|item| writeln!(text, "  {} {}", item.mark, item.text).unwrap());
            }
            Block::Table(content) => table(&mut text, lang, content),
        }
    }
    if let Some(list) = &paper.list {
        table(&mut text, lang, list);
    }
    for line in &paper.recipients {
        writeln!(text, "> {line}").unwrap();
    }
    for Signature { for_whom, role, name } in &paper.signatures {
        writeln!(text, "~ {for_whom} / {role} / {name}").unwrap();
    }
    text
}

fn table(text: &mut String, lang: Lang, table: &Table) {
    let head: Vec<_> = table.columns.iter().map(|column| column.title.as_str()).collect();
    writeln!(text, "| {} |", head.join(" | ")).unwrap();
    for row in &table.rows {
        let cells: Vec<_> = row.cells.iter().map(|value| value.shown(lang)).collect();
        let sign = if row.strong { "‖" } else { "|" };
        writeln!(text, "{sign} {} |", cells.join(" | ")).unwrap();
    }
}

fn paper_text(lang: Lang, of: PaperOf) -> String {
    let sample = sample();
    written(lang, &paper(&sample.sources(lang), of).unwrap())
}

#[test]
fn minutes_hold_what_the_official_book_asks() {
    assert_snapshot!(paper_text(Lang::Vi, PaperOf::Record(id(MEETING))));
}

#[test]
fn a_resolution_is_laid_out_officially() {
    assert_snapshot!(paper_text(Lang::Vi, PaperOf::Record(id(RESOLUTION))));
}

#[test]
fn the_self_assessment_is_the_official_sheet() {
    assert_snapshot!(paper_text(Lang::Vi, PaperOf::Record(id(ASSESSMENT))));
}

#[test]
fn criteria_within_criteria_stand_on_the_sheets() {
    for (record, number) in [(ASSESSMENT, "‖ I.1 |"), (MEETING, "‖ Kết thúc |")] {
        let of = PaperOf::Record(id(record));
        let flat = paper_text(Lang::Vi, of);
        let mut sample = sample();
        sample.nest_criteria();
        let nested = written(Lang::Vi, &paper(&sample.sources(Lang::Vi), of).unwrap());
        assert!(nested.contains(number), "{nested}");
        // No row is lost.
        assert_eq!(nested.lines().count(), flat.lines().count(), "{nested}");
    }
}

#[test]
fn what_is_asked_beside_the_criteria_stands_on_the_sheets() {
    for record in [ASSESSMENT, MEETING] {
        let mut sample = sample();
        sample.add_gates();
        let sheet =
            written(Lang::Vi, &paper(&sample.sources(Lang::Vi), PaperOf::Record(id(record))).unwrap());
        let row = sheet.lines().find(|line| line.contains("Có đảng viên vi phạm"));
        assert!(row.is_some_and(|row| row.contains(t::yearend_is_not_so(Lang::Vi))), "{sheet}");
    }
}

#[test]
fn a_task_has_six_clears() {
    assert_snapshot!(paper_text(Lang::Vi, PaperOf::Record(id(TASK))));
    assert_snapshot!("tasks_of_a_member", paper_text(Lang::Vi, PaperOf::Member(member(3), november())));
}

#[test]
fn the_roll_has_a_cross_for_each() {
    assert_snapshot!(paper_text(Lang::Vi, PaperOf::Roll(id(MEETING))));
}

#[test]
fn the_year_has_its_papers() {
    assert_snapshot!("registration", paper_text(Lang::Vi, PaperOf::Record(id(REGISTRATION))));
    assert_snapshot!("review", paper_text(Lang::Vi, PaperOf::Record(id(REVIEW))));
}

#[test]
fn lists_have_their_columns() {
    for list in ListOf::ALL {
        let name = format!("list_of_{}", list.name());
        assert_snapshot!(name, paper_text(Lang::Vi, PaperOf::List(list, november())));
    }
}

#[test]
fn papers_are_in_the_readers_language() {
    assert_snapshot!("resolution_in_english", paper_text(Lang::En, PaperOf::Record(id(RESOLUTION))));
    assert_snapshot!("resolution_in_bengali", paper_text(Lang::Bn, PaperOf::Record(id(RESOLUTION))));
}

/// Every table that the paper shows or is written as.
fn tables(paper: &Paper) -> impl Iterator<Item = &Table> {
    let shown = paper.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    shown.chain(&paper.list)
}

#[test]
fn every_row_has_a_value_for_every_column() {
    let sample = sample();
    for lang in Lang::ALL {
        let sources = sample.sources(lang);
        for of in every_paper() {
            let paper = paper(&sources, of).unwrap();
            for table in tables(&paper) {
                for row in &table.rows {
                    assert_eq!(row.cells.len(), table.columns.len(), "{of:?} {lang:?}");
                }
            }
            assert!(paper.file.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{}", paper.file);
        }
    }
}

#[test]
fn every_paper_has_its_files() {
    use crate::file::Format::{Csv, Docx, Ics, Xlsx};
    fn check(of: PaperOf, expect: &[crate::file::Format]) {
        let sample = sample();
        let sources = sample.sources(Lang::Vi);
        let paper = paper(&sources, of).unwrap();
        assert_eq!(formats(&sources, of, &paper), expect, "{of:?}");
        for format in expect {
            let now = shared::moment::Moment::from_millis(0);
            let ready = file(&sources, of, &paper, *format, now).unwrap();
            assert!(ready.name.ends_with(format.ending()) && !ready.bytes.is_empty());
        }
    }
    check(PaperOf::Record(id(MEETING)), &[Docx, Ics]);
    check(PaperOf::Record(id(ASSESSMENT)), &[Docx]);
    check(PaperOf::List(ListOf::Tasks, november()), &[Docx, Xlsx, Csv, Ics]);
    check(PaperOf::List(ListOf::Members, november()), &[Docx, Xlsx, Csv]);
    check(PaperOf::List(ListOf::Resolutions, november()), &[Docx, Xlsx, Csv, Ics]);
    check(PaperOf::List(ListOf::Meetings, november()), &[Docx, Xlsx, Csv, Ics]);
    check(PaperOf::Record(id(RESOLUTION)), &[Docx, Ics]);
    // What is done has no deadline any more.
    check(PaperOf::Record(id(TASK)), &[Docx]);
}

#[test]
fn an_empty_cell_has_papers_as_well() {
    let sample = sample();
    let mut sources = sample.sources(Lang::Vi);
    sources.facts.clear();
    sources.roster = shared::record::roster::Roster::default();
    for list in ListOf::ALL {
        assert!(paper(&sources, PaperOf::List(list, november())).is_some());
    }
    assert_eq!(paper(&sources, PaperOf::Record(id(MEETING))), None);
}

#[test]
fn minutes_that_were_written_are_the_minutes() {
    let mut sample = sample();
    let draft = minutes_draft(&sample.sources(Lang::Vi), id(MEETING)).unwrap();
    sample.write_minutes(&draft);
    let sources = sample.sources(Lang::Vi);
    let again = paper(&sources, PaperOf::Record(id(MEETING))).unwrap();
    let adopted = again.blocks.last().unwrap();
    assert_eq!(again.blocks.iter().filter(|block| *block == adopted).count(), 1);
    let lines = draft.lines().filter(|line| !line.trim().is_empty()).count();
    let items = |block: &Block| if let Block::Items(items) = block { items.len() } else { 1 };
    assert_eq!(again.blocks.iter().map(items).sum::<usize>(), lines + 1);
}

#[test]
fn an_adopted_resolution_has_two_days_to_be_posted_and_reported() {
    fn check(change: fn(&mut Resolution), expect: &[&str]) {
        let mut sample = sample();
        sample.change_resolution(change);
        let sources = sample.sources(Lang::Vi);
        // On its own paper, on that of its meeting, and on the register.
        let all = PaperOf::List(ListOf::Resolutions, november());
        for of in [PaperOf::Record(id(RESOLUTION)), PaperOf::Record(id(MEETING)), all] {
            let mut found = events::events(&sources, of);
            found.retain(|event| event.document == id(RESOLUTION));
            let lines = found.iter().map(|event| format!("{} {} {}", event.which, event.on, event.title));
            assert_eq!(lines.collect::<Vec<_>>(), expect, "{of:?}");
        }
    }
    let post = "post 2024-11-05 Hạn niêm yết nghị quyết 05-NQ/CB";
    let report = "report 2024-11-05 Hạn báo cáo nghị quyết 05-NQ/CB lên đảng ủy";
    check(|_| (), &[post, report]);
    check(|r| r.posted_on = day("2024-11-04"), &[report]);
    check(|r| (r.posted_on, r.reported_on) = (day("2024-11-04"), day("2024-11-04")), &[]);
    check(|r| r.adopted_on = None, &[]);
    check(|r| r.withdrawn_on = day("2024-11-04"), &[]);
}

#[test]
fn sheets_are_told_apart_by_their_names() {
    let sample = sample();
    let sources = sample.sources(Lang::Vi);
    let name = |of| paper(&sources, of).unwrap().file;
    assert_eq!(name(PaperOf::Member(member(5), november())), "giao-nhiem-vu-2024-11-do-van-cuong");
    assert_eq!(name(PaperOf::Record(id(LATE_TASK))), "giao-nhiem-vu-2024-11-15-phat-lich-gieo-trong");
    let mut names: Vec<_> = every_paper().into_iter().map(name).collect();
    // The roster and the contribution show the list that they stand on.
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all - 2, "{names:?}");
}

#[test]
fn names_days_and_figures_stand_in_columns_of_their_own_sort() {
    use table::{Holds, Value};
    let sample = sample();
    let sources = sample.sources(Lang::Vi);
    for of in every_paper() {
        let paper = paper(&sources, of).unwrap();
        for table in tables(&paper) {
            for (place, column) in table.columns.iter().enumerate() {
                for value in table.rows.iter().map(|row| &row.cells[place]) {
                    let whole = match value {
                        Value::Number(_) | Value::Percent(_) => column.holds != Holds::Text,
                        Value::Date(_) | Value::Month(_) => column.holds == Holds::Marks,
                        Value::Text(text) if text.starts_with("Nguyễn Văn Thành") => {
                            // The sheet of one task names people as the answer to a question.
                            column.holds == Holds::Names || of == PaperOf::Record(id(TASK))
                        }
                        Value::Text(_) | Value::Empty => true,
                    };
                    assert!(whole, "{of:?}, {}: {value:?}", column.title);
                }
            }
        }
    }
}
