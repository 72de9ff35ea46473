//! Looks into office files, for tests.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

/// The parts of an office file by their paths; every checksum is right.
pub fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|place| {
            let mut part = archive.by_index(place).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}

/// The parts, each well-formed, and every part that is named there.
pub fn check(bytes: &[u8]) -> BTreeMap<String, String> {
    let parts = parts(bytes);
    for (path, text) in &parts {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        let mut depth = 0;
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{path}: {error}")) {
                Event::Start(start) => {
                    start.attributes().for_each(|attribute| drop(attribute.unwrap()));
                    depth += 1;
                }
                Event::End(_) => depth -= 1,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{path}");
    }
    let types = &parts["[Content_Types].xml"];
    for name in types.split("PartName=\"/").skip(1) {
        let name = name.split('"').next().unwrap();
        assert!(parts.contains_key(name), "{name}");
    }
    parts
}
