//! Automerge's own crashers: bytes that once made it panic or hang, which it
//! ships with its source. They are read there, so that a new release brings new
//! ones. (MIT licence, as Automerge itself.)

use std::fs;
use std::path::PathBuf;

use shared::record::Kind;

use crate::ground::{Ground, Judged};
use crate::parts::{Parts, with_header};

/// The release that the root manifest pins.
const RELEASE: &str = "automerge-0.12.0";

/// Files of a folder of Automerge's tests, by name.
fn shipped(folder: &str) -> Vec<(String, Vec<u8>)> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))).unwrap();
    let registries = fs::read_dir(home.join("registry/src")).unwrap();
    let folders =
        registries.map(|registry| registry.unwrap().path().join(RELEASE).join("tests").join(folder));
    let folder = folders.into_iter().find(|folder| folder.is_dir());
    let folder = folder.unwrap();
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let named =
        |path: PathBuf| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap());
    let mut files: Vec<_> = files.map(named).collect();
    files.sort();
    files
}

/// Everything that Automerge ships of the sort.
fn crashers() -> Vec<(String, Vec<u8>)> {
    let crashers: Vec<_> = ["fuzz-crashers", "fixtures"].into_iter().flat_map(shipped).collect();
    assert!(17 <= crashers.len(), "{crashers:?}");
    crashers
}

#[test]
fn none_of_them_enters_as_it_is() {
    let ground = Ground::of(Kind::Resolution);
    for (name, bytes) in crashers() {
        assert!(!matches!(ground.push(0, &bytes), Judged::Entered), "{name}");
    }
}

/// What is wrong with them lies behind the header, or in their operations: so
/// each comes behind a right header too, and its operations as those of an
/// honest change of every kind.
#[test]
fn none_of_them_harms_in_an_honest_dress() {
    let (mut dressed, mut past_the_gate) = (0, 0);
    for kind in Kind::ALL {
        let ground = Ground::of(kind);
        for (name, bytes) in crashers() {
            let body = bytes.get(9..).unwrap_or_default();
            for body in [body, body.get(1..).unwrap_or_default(), &bytes] {
                let judged = ground.push(0, &with_header(1, body));
                assert!(!matches!(judged, Judged::Entered), "{name}");
            }
            let Some(crasher) = Parts::of(&bytes) else { continue };
            for (place, honest) in ground.own.iter().enumerate() {
                let honest = Parts::of(honest).unwrap();
                let others = [honest.others.clone(), crasher.others.clone()];
                for others in others {
                    let columns = crasher.columns.clone();
                    let judged = ground.push(place, &Parts { others, columns, ..honest.clone() }.chunk());
                    assert!(!matches!(judged, Judged::Entered), "{name}");
                    dressed += 1;
                    past_the_gate += usize::from(matches!(judged, Judged::Refused(_)));
                }
            }
        }
    }
    // The disguise is good enough: Automerge reads some of them.
    assert!(100 < dressed && 0 < past_the_gate, "{dressed} {past_the_gate}");
}
