//! Every field of every kind: it is written, admitted, read, and shown where
//! two phones differ.

use shared::document::conflict::conflicts;
use shared::document::edit::Edit;
use shared::document::read::read;
use shared::id::DeviceNumber;
use shared::record::Kind;
use shared::sync::gate;

use crate::ground::{everything, places, texts, two};
use crate::phone::Phone;

/// A phone of a record in which every field has its first value.
fn full(kind: Kind) -> Phone {
    let mut phone = Phone::new(kind, 1);
    phone.write(&everything(kind, 0, "một hai")).unwrap();
    phone
}

#[test]
fn every_field_is_read() {
    for kind in Kind::ALL {
        for (path, scalar) in places(kind) {
            let mut phone = full(kind);
            let before = read(&phone.document);
            phone.write(&[Edit::Put(path.clone(), two(scalar)[1].clone())]).unwrap();
            assert_ne!(read(&phone.document), before, "{kind:?} {path}");
        }
        for field in texts(kind) {
            let mut phone = full(kind);
            let before = read(&phone.document);
            phone.write(&[Edit::Rewrite(field, "ba".to_owned())]).unwrap();
            assert_ne!(read(&phone.document), before, "{kind:?} {field}");
        }
    }
}

#[test]
fn every_field_is_admitted() {
    for kind in Kind::ALL {
        let server = shared::document::Document::begin(kind).unwrap();
        let phone = full(kind);
        let gated: Vec<_> = phone.own.iter().map(|chunk| gate::check(chunk).unwrap()).collect();
        let admitted = shared::document::admission::admit(&server, &gated, DeviceNumber(1));
        assert!(
            matches!(admitted, Ok(shared::document::admission::Admission::Admitted { .. })),
            "{kind:?} {admitted:?}"
        );
    }
}

#[test]
fn two_who_differ_in_any_field_are_shown() {
    for kind in Kind::ALL {
        for (path, scalar) in places(kind) {
            let [one, other] = two(scalar);
            let mut phones = [Phone::new(kind, 1), Phone::new(kind, 2)];
            phones[0].write(&[Edit::Put(path.clone(), one.clone())]).unwrap();
            phones[1].write(&[Edit::Put(path.clone(), other.clone())]).unwrap();
            let second = phones[1].clone();
            phones[0].receive(&second);
            let found = conflicts(&phones[0].document);
            assert_eq!(found.len(), 1, "{kind:?} {path}");
            assert_eq!(found[0].path, path, "{kind:?}");
            let mut values: Vec<_> = found[0].alternatives.iter().map(|a| a.value.clone()).collect();
            let mut expect = vec![one, other];
            values.sort();
            expect.sort();
            assert_eq!(values, expect, "{kind:?} {path}");
        }
    }
}
