use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use shared::lang::Lang;

use super::*;
use crate::paper::sample::sample;
use crate::paper::table::{Column, Row};
use crate::paper::{ListOf, PaperOf, paper};

fn read(name: &str, table: &Table) -> (Vec<String>, calamine::Range<Data>) {
    let bytes = xlsx(name, table);
    crate::file::parts::check(&bytes);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names().clone();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    (names, range)
}

#[test]
fn values_are_read_back_as_what_they_are() {
    let table = Table {
        columns: (0..6).map(|place| Column::new(format!("Cột {place}"), 10)).collect(),
        rows: vec![Row::new([
            Value::Date("2024-11-07".parse().unwrap()),
            Value::Number(1_000_000_000_000),
            Value::Percent(95),
            Value::Text("=1+1 <a & \"b\">\nđ".to_owned()),
            Value::Empty,
            Value::Month("2024-11".parse().unwrap()),
        ])],
    };
    let (names, range) = read("Đóng góp [11/2024] của cả chi bộ trong tháng mười một", &table);
    assert_eq!(names, ["Đóng góp 112024 của cả chi bộ t"]);
    assert_eq!(range.get_value((0, 0)), Some(&Data::String("Cột 0".to_owned())));
    let Some(Data::DateTime(day)) = range.get_value((1, 0)) else { panic!("{range:?}") };
    // 7 November 2024, as LibreOffice counts it.
    assert_eq!((day.as_f64(), day.is_datetime()), (45_603.0, true));
    assert_eq!(range.get_value((1, 1)), Some(&Data::Float(1e12)));
    assert_eq!(range.get_value((1, 2)), Some(&Data::Float(0.95)));
    assert_eq!(range.get_value((1, 3)), Some(&Data::String("=1+1 <a & \"b\">\nđ".to_owned())));
    assert!(matches!(range.get_value((1, 4)), None | Some(Data::Empty)));
    assert!(matches!(range.get_value((1, 5)), Some(Data::DateTime(_))), "{range:?}");
}

#[test]
fn every_list_is_a_workbook() {
    let sample = sample();
    for lang in Lang::ALL {
        let sources = sample.sources(lang);
        for list in ListOf::ALL {
            let paper = paper(&sources, PaperOf::List(list, "2024-11".parse().unwrap())).unwrap();
            let table = paper.list.unwrap();
            let (_, range) = read(&paper.title.kind, &table);
            assert_eq!(range.height(), table.rows.len() + 1, "{list:?}");
            assert_eq!(range.width(), table.columns.len(), "{list:?}");
        }
    }
}

#[test]
fn columns_have_the_names_of_spreadsheets() {
    assert_eq!([1, 26, 27, 52, 703].map(letters), ["A", "Z", "AA", "AZ", "AAA"]);
}
