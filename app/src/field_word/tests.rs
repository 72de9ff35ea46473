use shared::document::schema::fields;
use shared::record::Kind;
use shared::record::meeting::agenda::AgendaStep;

use super::*;

/// Every scalar of every kind, with its path.
fn scalars() -> Vec<(Kind, Path, Option<Scalar>)> {
    let key = "ab".repeat(16);
    let mut found = Vec::new();
    for kind in Kind::ALL {
        for (field, shape) in fields(kind) {
            match shape {
                Shape::Scalar(scalar) => found.push((kind, Path::field(field), Some(*scalar))),
                Shape::LongText(_) => found.push((kind, Path::field(field), None)),
                Shape::Scalars(_, scalar) => found.push((kind, Path::key(field, &key), Some(*scalar))),
                Shape::Entries(_, names) => found.extend(names.iter().map(|(name, scalar)| {
                    let many = if schema::is_for_many(name) { key.as_str() } else { "" };
                    (kind, Path::entry(field, &key, &format!("{name}{many}")), Some(*scalar))
                })),
            }
        }
    }
    found
}

fn record(kind: Kind) -> Record {
    match kind {
        Kind::Roster => Record::Roster(Roster::default()),
        Kind::Resolution => Record::Resolution(Default::default()),
        Kind::Task => Record::Task(Default::default()),
        Kind::Assessment => Record::Assessment(Default::default()),
        Kind::Meeting => Record::Meeting(Default::default()),
        Kind::Contribution => Record::Contribution(Default::default()),
        Kind::Registration => Record::Registration(Default::default()),
        Kind::Review => Record::Review(Default::default()),
        Kind::Photo => Record::Photo(Default::default()),
    }
}

#[test]
fn every_field_of_every_kind_has_a_word() {
    let rows = SortedMap::new();
    assert!(100 < scalars().len());
    for (kind, path, _) in scalars() {
        let record = record(kind);
        for lang in Lang::ALL {
            let name = field_name(lang, kind, &path.field, path.name.as_deref());
            assert!(name.is_some(), "{kind:?} {path}");
            assert_ne!(Words::new(lang, &record, &rows, &[]).path(&path), path.to_string(), "{kind:?}");
        }
    }
}

#[test]
fn every_choice_has_a_word() {
    let rows = SortedMap::new();
    let mut seen = 0;
    for (kind, path, scalar) in scalars() {
        let names: Vec<&str> = match scalar {
            Some(Scalar::OneOf(names)) => names.to_vec(),
            Some(Scalar::Form) => vec!["regular", "thematic"],
            Some(Scalar::Answer) => vec!["met", "not_met", "na", "p:5"],
            Some(Scalar::Membership) => vec!["full", "exempt"],
            Some(Scalar::Office) => vec!["secretary", "member"],
            Some(Scalar::Date | Scalar::LifeDate) => vec!["2024-11-07"],
            Some(Scalar::Month) => vec!["2024-11"],
            Some(Scalar::Discipline) => vec!["warning 2024-05-02 2023 member by_others stands"],
            _ => continue,
        };
        let record = record(kind);
        for name in names {
            let word = Words::new(Lang::Vi, &record, &rows, &[]).value(&path, &Value::text(name));
            assert_ne!(word, name, "{kind:?} {path}");
            seen += 1;
        }
    }
    assert!(50 < seen);
}

#[test]
fn values_are_told_by_their_field() {
    fn check(kind: Kind, path: Path, value: Value, expect: &str) {
        let rows = SortedMap::new();
        assert_eq!(Words::new(Lang::Vi, &record(kind), &rows, &[]).value(&path, &value), expect);
    }
    check(Kind::Task, Path::field("due_on"), Value::text("2024-11-07"), "07/11/2024");
    // What a person wrote is never read as something else.
    check(Kind::Task, Path::field("what"), Value::text("2024-11-07"), "2024-11-07");
    check(Kind::Contribution, Path::field("amount"), Value::Int(1_700_000_000), "1.700.000.000");
    check(Kind::Contribution, Path::field("amount"), Value::Int(500), "500");
    check(Kind::Task, Path::field("how"), Value::Null, t::conflict_nothing(Lang::Vi));
    check(Kind::Task, Path::entry("progress", "ab", "percent"), Value::Int(40), "40%");
    check(Kind::Resolution, Path::field("voters"), Value::Int(19), "19 đồng chí");
    check(Kind::Photo, Path::field("bytes"), Value::Int(204_800), "204.800 byte");
    let gift = Record::Contribution(shared::record::contribution::Contribution {
        unit: Some(shared::record::contribution::Unit::Vnd),
        ..Default::default()
    });
    let rows = SortedMap::new();
    let amount =
        Words::new(Lang::Vi, &gift, &rows, &[]).value(&Path::field("amount"), &Value::Int(1_700_000));
    assert_eq!(amount, "1.700.000 đồng");
}

#[test]
fn a_step_of_the_official_order_reads_in_every_language() {
    for step in AgendaStep::ALL {
        for written in Lang::ALL {
            let title = agenda_step_word(written, step);
            for read in Lang::ALL {
                assert_eq!(agenda_title(read, title), agenda_step_word(read, step), "{title}");
            }
        }
    }
    assert_eq!(agenda_title(Lang::En, "Bàn việc gieo ngô"), "Bàn việc gieo ngô");
}
