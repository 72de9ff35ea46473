//! Whatever two people wrote into one field, not knowing of each other, is
//! listed; what they did not is not.

use std::collections::BTreeSet;

use proptest::prelude::*;
use shared::document::command::choose;
use shared::document::command::registration::{Aims, draft};
use shared::document::command::review::{Findings, write};
use shared::document::conflict::{Conflict, conflicts};
use shared::document::edit::{Edit, Path, Value};
use shared::document::read::read;
use shared::document::schema::{self, Shape};
use shared::id::DeviceNumber;
use shared::record::registration::Registration;
use shared::record::review::{Review, YearGrade};
use shared::record::{Kind, Record};
use shared::sorted_map::SortedMap;
use shared::year::Year;

use crate::meant::{Meant, edits, meant};
use crate::phone::Phone;

/// What a phone wrote since the phones last met: by path, what it wrote last.
type Written = SortedMap<Path, Value>;

/// Carries `meant` out, and notes what was written. `standing` is what the
/// fields hold, of which a repetition writes nothing.
fn use_phone(phone: &mut Phone, standing: &mut Written, meant: &[Meant]) -> Written {
    let mut written = Written::new();
    for meant in meant {
        let Ok(edits) = edits(&phone.document, meant) else {
            continue;
        };
        for edit in &edits {
            if let Edit::Put(path, value) = edit
                && *standing.get(path).unwrap_or(&Value::Null) != *value
            {
                standing.insert(path.clone(), value.clone());
                written.insert(path.clone(), value.clone());
            }
        }
        phone.write(&edits);
    }
    written
}

fn scripts() -> impl Strategy<Value = (Kind, Vec<Meant>, Vec<Vec<Meant>>)> {
    (prop::sample::select(Kind::ALL.to_vec()), 2..=3_usize).prop_flat_map(|(kind, phones)| {
        let script = || prop::collection::vec(meant(kind), 0..8);
        (Just(kind), script(), prop::collection::vec(script(), phones))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(384))]

    #[test]
    fn exactly_what_was_written_apart_and_differs_is_listed((kind, before, scripts) in scripts()) {
        // One phone begins; the others receive that and go where there is no signal.
        let mut first = Phone::new(kind, 1);
        let mut common = Written::new();
        use_phone(&mut first, &mut common, &before);
        let mut phones: Vec<_> = (2..).take(scripts.len()).map(|device| Phone::new(kind, device)).collect();
        let mut written = Vec::new();
        for (phone, script) in phones.iter_mut().zip(&scripts) {
            phone.receive(&first);
            written.push(use_phone(phone, &mut common.clone(), script));
        }
        for phone in &phones {
            first.receive(phone);
        }

        let paths: BTreeSet<_> = written.iter().flat_map(|by_path| by_path.keys()).collect();
        let expect: SortedMap<Path, BTreeSet<(Value, u32)>> = paths
            .into_iter()
            .map(|path| {
                let values = written.iter().zip(2..).filter_map(|(w, d)| Some((w.get(path)?.clone(), d)));
                (path.clone(), values.collect())
            })
            .collect();
        let found = conflicts(&first.document);
        for (path, values) in &expect {
            let different: BTreeSet<_> = values.iter().map(|(value, _)| value).collect();
            let conflict = found.iter().find(|conflict| conflict.path == *path);
            if different.len() < 2 {
                prop_assert!(conflict.is_none(), "{} is listed without need", path);
                continue;
            }
            let conflict = conflict.expect("every difference is listed");
            let alternatives: BTreeSet<_> = conflict.alternatives.iter().map(|a| &a.value).collect();
            prop_assert_eq!(alternatives, different, "{}", path);
            for alternative in &conflict.alternatives {
                let DeviceNumber(device) = alternative.device.expect("a value has a writer");
                prop_assert!(values.contains(&(alternative.value.clone(), device)), "{}", path);
            }
            let standing: Vec<_> = conflict.alternatives.iter().map(|a| a.stands).collect();
            prop_assert!(standing[0] && !standing[1..].contains(&true), "{}", path);
        }
        // A long text is listed with the text of each writer, not by a field's values.
        let is_text = |path: &Path| matches!(schema::field(kind, &path.field), Some((_, Shape::LongText(_))));
        prop_assert!(found.iter().all(|c| expect.contains_key(&c.path) || is_text(&c.path)));
    }

    #[test]
    fn a_choice_settles_a_conflict_for_everybody((kind, before, scripts) in scripts()) {
        let mut first = Phone::new(kind, 1);
        use_phone(&mut first, &mut Written::new(), &before);
        let mut phones: Vec<_> = (2..).take(scripts.len()).map(|device| Phone::new(kind, device)).collect();
        for (phone, script) in phones.iter_mut().zip(&scripts) {
            phone.receive(&first);
            use_phone(phone, &mut Written::new(), script);
        }
        for phone in &phones {
            first.receive(phone);
        }

        // To choose what stands changes nothing that is read, but with a grade by
        // its id the one of the four that it is.
        let mut content = first.clone();
        let is_own = |conflict: &Conflict| conflict.path.field.starts_with("own_grade");
        let own = conflicts(&content.document).iter().any(is_own);
        let told = |phone: &Phone| match read(&phone.document) {
            Record::Review(review) if own => Record::Review(Review { grade: None, ..review }),
            Record::Registration(registration) if own => {
                Record::Registration(Registration { grade_sought: None, ..registration })
            }
            record => record,
        };
        let record = told(&content);
        for conflict in conflicts(&content.document) {
            let standing = conflict.alternatives[0].value.clone();
            content.write(&choose(&conflict, standing));
        }
        prop_assert_eq!(told(&content), record);
        prop_assert_eq!(conflicts(&content.document), vec![]);

        // To choose another settles it as well, here and where it is received.
        for conflict in conflicts(&first.document) {
            let other = conflict.alternatives.last().unwrap().value.clone();
            first.write(&choose(&conflict, other));
        }
        prop_assert_eq!(conflicts(&first.document), vec![]);
        phones[0].receive(&first);
        prop_assert_eq!(conflicts(&phones[0].document), vec![]);
        prop_assert_eq!(read(&phones[0].document), read(&first.document));
    }
}

/// Who chooses a grade by its id among those that were proposed apart chooses
/// the one of the four with it.
#[test]
fn a_chosen_grade_is_the_one_that_is_proposed() {
    fn check(chosen: &str, expect: (Option<YearGrade>, &str)) {
        let mut phones = [Phone::new(Kind::Review, 1), Phone::new(Kind::Review, 2)];
        let propose = |grade, own: &str| {
            let own_grade = Some(own.to_owned());
            let year = Year::new(2024).unwrap();
            let findings = Findings {
                year,
                grade,
                own_grade,
                strengths: None,
                shortcomings: None,
                causes: None,
                measures: None,
            };
            write(&Review::default(), &findings).unwrap()
        };
        phones[0].write(&propose(None, "p.model"));
        phones[1].write(&propose(Some(YearGrade::Good), "p.good"));
        let other = phones[1].clone();
        phones[0].receive(&other);
        let found = conflicts(&phones[0].document);
        let own = found.iter().find(|conflict| conflict.path.field == "own_grade").unwrap();
        phones[0].write(&choose(own, Value::text(chosen)));
        let Record::Review(review) = read(&phones[0].document) else { panic!("it is a review") };
        assert_eq!((review.grade, review.own_grade.as_deref()), (expect.0, Some(expect.1)));
    }
    check("p.model", (None, "p.model"));
    check("p.good", (Some(YearGrade::Good), "p.good"));
}

#[test]
fn a_chosen_grade_is_the_one_that_is_sought() {
    let seek = |grade_sought, own: &str| {
        let (year, own_grade_sought) = (Year::new(2024).unwrap(), Some(own.to_owned()));
        let aims = Aims { year, title_sought: None, grade_sought, own_grade_sought, targets: None };
        draft(&Registration::default(), &aims).unwrap()
    };
    let mut phones = [1, 2].map(|device| Phone::new(Kind::Registration, device));
    phones[0].write(&seek(None, "p.model"));
    phones[1].write(&seek(Some(YearGrade::Good), "p.good"));
    let other = phones[1].clone();
    phones[0].receive(&other);
    let found = conflicts(&phones[0].document);
    let own = found.iter().find(|conflict| conflict.path.field == "own_grade_sought").unwrap();
    phones[0].write(&choose(own, Value::text("p.model")));
    let Record::Registration(sought) = read(&phones[0].document) else { panic!("it is a registration") };
    assert_eq!((sought.grade_sought, sought.own_grade_sought.as_deref()), (None, Some("p.model")));
}

/// The clock and the device of each alternative are told.
#[test]
fn alternatives_name_device_and_moment() {
    let mut phones = [Phone::new(Kind::Task, 1), Phone::new(Kind::Task, 2)];
    phones[0].write(&[Edit::field("what", Value::text("Gieo ngô đông"))]);
    phones[1].write(&[]);
    phones[1].write(&[Edit::field("what", Value::text("Gieo khoai tây"))]);
    let other = phones[1].clone();
    phones[0].receive(&other);
    let found = conflicts(&phones[0].document);
    assert_eq!(found.len(), 1);
    let told: SortedMap<_, _> = found[0].alternatives.iter().map(|a| (a.device, a.at.seconds())).collect();
    let expect = [(Some(DeviceNumber(1)), 1_730_941_260), (Some(DeviceNumber(2)), 1_730_941_320)];
    assert_eq!(told, SortedMap::from(expect));
    let Record::Task(task) = read(&phones[0].document) else { panic!("it is a task") };
    assert_eq!(Value::text(&task.what), found[0].alternatives[0].value);
}
