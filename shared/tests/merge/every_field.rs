//! Every field of every kind: it is written, admitted, read, and shown where
//! two phones differ.

use shared::document::conflict::conflicts;
use shared::document::edit::{Edit, Path, Value};
use shared::document::read::read;
use shared::document::schema::{self, Key, Scalar, Shape};
use shared::id::DeviceNumber;
use shared::record::Kind;
use shared::sync::gate;

use crate::phone::Phone;

/// Two values that differ.
pub fn two(scalar: Scalar) -> [Value; 2] {
    let texts = |one: &str, other: &str| [Value::text(one), Value::text(other)];
    match scalar {
        Scalar::Text(_) => texts("một", "hai"),
        Scalar::Int(least, most) => [Value::Int(least), Value::Int(most)],
        Scalar::Bool => [Value::Bool(false), Value::Bool(true)],
        Scalar::Date | Scalar::LifeDate => texts("2024-11-07", "2024-11-08"),
        Scalar::Month => texts("2024-11", "2024-12"),
        Scalar::Time => texts("19:30", "20:00"),
        Scalar::Id => texts(&"ab".repeat(16), &"cd".repeat(16)),
        Scalar::Hash => texts(&"ab".repeat(32), &"cd".repeat(32)),
        Scalar::Form => texts("regular", "thematic"),
        Scalar::Membership => texts("full", "temporary"),
        Scalar::Office => texts("secretary", "member"),
        Scalar::Answer => texts("met", "p:3"),
        Scalar::Phones => texts("15", "15,16"),
        Scalar::OneOf(names) => texts(names[0], names[1]),
    }
}

fn key(key: Key) -> String {
    match key {
        Key::Id => "ef".repeat(16),
        Key::Item => "tasks.lead".to_owned(),
    }
}

/// Every scalar place of the kind.
pub fn places(kind: Kind) -> Vec<(Path, Scalar)> {
    let mut places = Vec::new();
    for (field, shape) in schema::fields(kind) {
        match shape {
            Shape::Scalar(scalar) => places.push((Path::field(field), *scalar)),
            Shape::LongText(_) => {}
            Shape::Scalars(keys, scalar) => places.push((Path::key(field, key(*keys)), *scalar)),
            Shape::Entries(keys, names) => {
                places.extend(names.iter().map(|(name, s)| (Path::entry(field, key(*keys), name), *s)));
            }
        }
    }
    places
}

/// A phone of a record in which every field has its first value.
fn full(kind: Kind) -> Phone {
    let mut phone = Phone::new(kind, 1);
    let mut edits: Vec<_> = places(kind).into_iter().map(|(p, s)| Edit::Put(p, two(s)[0].clone())).collect();
    for (field, shape) in schema::fields(kind) {
        if let Shape::LongText(_) = shape {
            edits.push(Edit::Rewrite(field, "một hai".to_owned()));
        }
    }
    phone.write(&edits).unwrap();
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
        for (field, _) in schema::fields(kind).iter().filter(|(_, s)| matches!(s, Shape::LongText(_))) {
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
