//! Any edits of every field of every kind, on any two phones, that meet as
//! often as they like: they end with the same record, nothing that was written
//! is lost, and whatever was written apart is listed.
//!
//! Commands reach only what people do in forms today; here the schema itself
//! is played through, with what is put back out of the history and with choices.

use std::collections::BTreeSet;

use proptest::prelude::*;
use shared::document::conflict::conflicts;
use shared::document::edit::{Edit, Path, Value};
use shared::document::history::{history, restore};
use shared::document::read::read;
use shared::document::schema::{self, Shape};
use shared::record::Kind;
use shared::sorted_map::SortedMap;

use crate::ground::{places, two};
use crate::phone::Phone;

/// A place of the record: a scalar, or a long text, with what may be written there.
type Field = (Path, Vec<Value>);

/// Every place of the kind.
fn fields(kind: Kind) -> Vec<Field> {
    let scalars = places(kind).into_iter().map(|(path, scalar)| {
        let [one, other] = two(scalar);
        let nothing = scalar.allows(&automerge::ScalarValue::Null).then_some(Value::Null);
        (path, nothing.into_iter().chain([one, other]).collect())
    });
    let texts = schema::fields(kind).iter().filter(|(_, shape)| matches!(shape, Shape::LongText(_)));
    let texts = texts.map(|(field, _)| {
        let written = ["", "một hai", "một hai ba", "không một hai"].map(Value::text);
        (Path::field(field), written.to_vec())
    });
    scalars.chain(texts).collect()
}

#[derive(Debug, Clone)]
enum Step {
    /// A phone writes some places in one change, by numbers that choose them.
    Write(usize, Vec<(usize, usize)>),
    /// A phone puts back its newest change but so many.
    PutBack(usize, usize),
    /// A phone settles its first conflict with one of the values.
    Choose(usize, usize),
    /// The phones meet: each receives what the other has.
    Meet,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    // Few places, so that the phones often write the same.
    let writes = prop::collection::vec((0..4_usize, 0..4_usize), 1..4);
    let step = prop_oneof![
        6 => (0..2_usize, writes).prop_map(|(phone, writes)| Step::Write(phone, writes)),
        2 => (0..2_usize, 0..3_usize).prop_map(|(phone, back)| Step::PutBack(phone, back)),
        1 => (0..2_usize, 0..3_usize).prop_map(|(phone, one)| Step::Choose(phone, one)),
        2 => Just(Step::Meet),
    ];
    prop::collection::vec(step, 1..14)
}

/// What people wrote into a place and nobody wrote over, by a number for each write.
type Open = SortedMap<u32, Value>;

/// What a phone knows: of each place all writes, and those nobody wrote over.
#[derive(Clone, Default)]
struct Known {
    all: SortedMap<Path, BTreeSet<u32>>,
    open: SortedMap<Path, Open>,
}

impl Known {
    fn write(&mut self, path: &Path, value: Value, number: u32) {
        self.all.entry(path.clone()).or_default().insert(number);
        self.open.insert(path.clone(), Open::from([(number, value)]));
    }

    /// A write that one knows and is not open there was written over.
    fn join(&self, other: &Self) -> Self {
        let mut joined = self.clone();
        for (path, all) in &other.all {
            let (mine, theirs) = (self.open.get(path), other.open.get(path));
            let known_here = self.all.get(path);
            let stays = |number: &u32, in_other: Option<&Open>, known: Option<&BTreeSet<u32>>| {
                in_other.is_some_and(|open| open.contains_key(number))
                    || !known.is_some_and(|known| known.contains(number))
            };
            let mut open = Open::new();
            open.extend(
                mine.iter().flat_map(|o| o.iter()).filter(|(n, _)| stays(n, theirs, Some(all))).map(copy),
            );
            open.extend(
                theirs.iter().flat_map(|o| o.iter()).filter(|(n, _)| stays(n, mine, known_here)).map(copy),
            );
            joined.open.insert(path.clone(), open);
            joined.all.entry(path.clone()).or_default().extend(all);
        }
        joined
    }
}

fn copy((number, value): (&u32, &Value)) -> (u32, Value) {
    (*number, value.clone())
}

/// A value as it is read: of a long text nothing is an empty one.
fn said(is_text: bool, value: &Value) -> Value {
    if is_text && *value == Value::Null { Value::text("") } else { value.clone() }
}

struct Hand {
    phone: Phone,
    known: Known,
}

impl Hand {
    /// Writes, and notes the places that the change reached with what stands there now.
    fn write(&mut self, edits: &[Edit], number: &mut u32) {
        if self.phone.write(edits).is_none() {
            return;
        }
        let change = history(&self.phone.document, &SortedMap::new(), usize::MAX);
        let last = self.phone.own.last().map(|chunk| shared::sync::gate::check(chunk).unwrap().hash);
        for changed in change.into_iter().find(|entry| Some(entry.hash) == last).unwrap().changed {
            *number += 1;
            let value = said(is_text(self.phone.document.kind(), &changed.path), &changed.new);
            self.known.write(&changed.path, value, *number);
        }
    }
}

fn is_text(kind: Kind, path: &Path) -> bool {
    matches!(schema::field(kind, &path.field), Some((_, Shape::LongText(_))))
}

fn edit(kind: Kind, path: &Path, value: Value) -> Edit {
    match (schema::field(kind, &path.field), value) {
        (Some((field, Shape::LongText(_))), Value::Text(text)) => Edit::Rewrite(field, text),
        (_, value) => Edit::Put(path.clone(), value),
    }
}

fn meet(hands: &mut [Hand; 2]) {
    let both = hands.iter().map(|hand| hand.phone.clone()).collect::<Vec<_>>();
    hands[0].phone.receive(&both[1]);
    hands[1].phone.receive(&both[0]);
    let joined = hands[0].known.join(&hands[1].known);
    hands[0].known = joined.clone();
    hands[1].known = joined;
}

/// That everything nobody wrote over is there, and exactly what differs is listed.
fn nothing_is_lost(hand: &Hand) -> Result<(), TestCaseError> {
    let kind = hand.phone.document.kind();
    let found = conflicts(&hand.phone.document);
    for conflict in &found {
        prop_assert!(conflict.alternatives[0].stands, "{}", conflict.path);
        prop_assert!(!conflict.alternatives[1..].iter().any(|other| other.stands), "{}", conflict.path);
        let values: BTreeSet<_> = conflict.alternatives.iter().map(|one| &one.value).collect();
        prop_assert_eq!(values.len(), conflict.alternatives.len(), "{}", conflict.path);
    }
    for (path, open) in &hand.known.open {
        let expect: BTreeSet<Value> = open.values().cloned().collect();
        let listed = found.iter().find(|conflict| conflict.path == *path);
        let Some(listed) = listed else {
            prop_assert_eq!(expect.len(), 1, "{:?} {} is not listed", kind, path);
            continue;
        };
        let values: BTreeSet<_> = listed.alternatives.iter().map(|one| one.value.clone()).collect();
        if is_text(kind, path) {
            // What Automerge merged stands beside what people wrote.
            prop_assert!(1 < open.len() && expect.is_subset(&values), "{:?} {}", kind, path);
            let merged = values.difference(&expect).collect::<Vec<_>>();
            let nobodys = listed.alternatives.iter().filter(|one| one.device.is_none());
            prop_assert_eq!(merged, nobodys.map(|one| &one.value).collect::<Vec<_>>(), "{}", path);
        } else {
            prop_assert!(1 < expect.len(), "{:?} {} needs no choice", kind, path);
            prop_assert_eq!(values, expect, "{:?} {}", kind, path);
        }
    }
    prop_assert!(found.iter().all(|conflict| hand.known.open.contains_key(&conflict.path)));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(384))]

    #[test]
    fn any_edits_of_two_phones_merge_and_lose_nothing(
        kind in prop::sample::select(Kind::ALL.to_vec()),
        first in 0..200_usize,
        steps in steps(),
    ) {
        let fields = fields(kind);
        let mut hands = [1, 2].map(|device| Hand { phone: Phone::new(kind, device), known: Known::default() });
        let mut number = 0;
        for step in steps {
            match step {
                Step::Write(phone, writes) => {
                    // Neighbours, which may be parts of one entry, from anywhere in the schema.
                    let edits: SortedMap<_, _> = writes
                        .iter()
                        .map(|(place, value)| {
                            let (path, values) = &fields[(first + place) % fields.len()];
                            (path.clone(), edit(kind, path, values[value % values.len()].clone()))
                        })
                        .collect();
                    let before = conflicts(&hands[phone].phone.document);
                    hands[phone].write(&edits.values().cloned().collect::<Vec<_>>(), &mut number);
                    // A form writes what it shows: the value that stands is no choice.
                    let after = conflicts(&hands[phone].phone.document);
                    for conflict in before {
                        let stands = edit(kind, &conflict.path, conflict.alternatives[0].value.clone());
                        if edits.get(&conflict.path).is_none_or(|written| *written == stands) {
                            prop_assert!(after.contains(&conflict), "{:?} {} was settled", kind, conflict.path);
                        }
                    }
                }
                Step::PutBack(phone, back) => {
                    let told = history(&hands[phone].phone.document, &SortedMap::new(), back + 1);
                    if let Some(entry) = told.get(back) {
                        let edits = restore(&hands[phone].phone.document, entry);
                        hands[phone].write(&edits, &mut number);
                    }
                }
                Step::Choose(phone, one) => {
                    let open = conflicts(&hands[phone].phone.document);
                    if let Some(conflict) = open.first() {
                        let value = conflict.alternatives[one % conflict.alternatives.len()].value.clone();
                        hands[phone].write(&[conflict.choose(value)], &mut number);
                        let left = conflicts(&hands[phone].phone.document);
                        prop_assert!(left.iter().all(|other| other.path != conflict.path));
                    }
                }
                Step::Meet => meet(&mut hands),
            }
            for hand in &hands {
                nothing_is_lost(hand)?;
            }
        }
        meet(&mut hands);
        let [one, other] = &hands;
        prop_assert_eq!(read(&one.phone.document), read(&other.phone.document));
        prop_assert_eq!(conflicts(&one.phone.document), conflicts(&other.phone.document));
        nothing_is_lost(one)?;
    }
}
