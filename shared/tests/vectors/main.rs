//! Golden vectors: records and a shipped scheme, and the result worked out by hand.
//!
//! A vector is a JSON file. `scheme` is the id of a shipped scheme, or of one
//! that stands beside the vectors; `month` or
//! `year` the scope, and `sheet` stands where the scheme scores the one
//! meeting. Members are numbers from 1; where `member` names one, that member is
//! judged. `discipline` gives measures to them, as the roster writes one. `cells` are the grades of the cells below a committee. Those in `caps`
//! tell who of a group keeps a capped grade. `result` is what must come out.
#![cfg(feature = "scheme-files")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod caps;
mod vector;

use std::fs;
use std::path::Path;

use shared::record::Record;
use shared::scheme::evaluate::{Evaluation, evaluate};
use shared::scheme::range::grade_range;
use shared::scheme::{Scheme, Subject};
use shared::sorted_map::SortedMap;
use shared::standing::facts::MonthFacts;
use vector::{Outcome, Vector, schemes};

fn outcome(scheme: &Scheme, found: &Evaluation, facts: &MonthFacts<'_>) -> Outcome {
    let word = |place: Option<u8>| {
        place.and_then(|place| scheme.grades.get(usize::from(place))).map(|grade| grade.id.clone())
    };
    let range = grade_range(scheme, facts);
    let items = found.items().map(|item| (item.id.clone(), format!("{}/{}", item.earned, item.possible)));
    Outcome {
        reached: found.reached,
        possible: found.possible,
        unanswered: found.unanswered,
        grade: word(found.grade),
        best: word(range.best),
        worst: word(range.worst),
        items: items.collect(),
    }
}

#[test]
fn every_vector_comes_out_as_it_was_worked_out() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let mut seen = 0;
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let vector: Vector = serde_json::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let scheme = schemes().into_iter().find(|scheme| scheme.id == vector.scheme).unwrap();
        let records = vector.facts();
        let (answers, remarks, cells) = (vector.answers(), SortedMap::new(), vector.cells());
        let kind = scheme.organisations.first;
        let facts = match vector.year() {
            Some(year) => MonthFacts::of_year(kind, year, &records),
            None => MonthFacts::new(kind, vector.month(), &records),
        };
        let meeting = records.iter().find_map(|fact| match &fact.record {
            Record::Meeting(meeting) => Some(meeting),
            _ => None,
        });
        let facts = match meeting {
            Some(meeting) if scheme.subject == Subject::Meeting => facts.of_meeting(meeting),
            _ => facts,
        };
        let facts = facts.answered(&answers, &remarks).over(&cells);
        let facts = match vector.member() {
            Some(member) => facts.of_member(member),
            None => facts,
        };
        let found = evaluate(&scheme, &facts);
        assert_eq!(outcome(&scheme, &found, &facts), vector.result, "{}", path.display());
        seen += 1;
    }
    assert_eq!(seen, 21);
}
