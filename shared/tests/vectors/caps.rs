//! Who keeps a capped grade, worked out by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;
use shared::scheme::cap::Standing;
use shared::sorted_map::SortedMap;
use shared::standing::cap::{CapVerdict, Contender, cap};

use crate::vector::schemes;

/// One group before its cap, and what the cap makes of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cap {
    #[expect(dead_code, reason = "for the reader: how the result was worked out")]
    why: String,
    scheme: String,
    standing: String,
    /// Those with the capped grade, each with the number by which they are ranked.
    best: BTreeMap<String, u32>,
    /// How many have each other grade.
    others: BTreeMap<String, u8>,
    places: u32,
    verdicts: BTreeMap<String, String>,
}

impl Cap {
    fn contenders(&self, grade: impl Fn(&str) -> Option<u8>, best: &str) -> Vec<Contender<String, u32>> {
        let one = |key: &str, of: &str, rank| Contender {
            key: key.to_owned(),
            group: "cell".to_owned(),
            grade: grade(of),
            rank,
        };
        let others = self.others.iter().flat_map(|(of, count)| (0..*count).map(move |number| (of, number)));
        let others = others.map(|(of, number)| one(&format!("{of} {number}"), of, 99));
        self.best.iter().map(|(key, rank)| one(key, best, *rank)).chain(others).collect()
    }
}

#[test]
fn every_cap_comes_out_as_it_was_worked_out() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/caps");
    let mut seen = 0;
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let vector: Cap = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let scheme = schemes().into_iter().find(|scheme| scheme.id == vector.scheme).unwrap();
        let (standing, exceptional) = match vector.standing.as_str() {
            "usual" => (Standing::Usual, BTreeSet::new()),
            "exceptional" => (Standing::Exceptional, BTreeSet::from(["cell".to_owned()])),
            other => panic!("{other}"),
        };
        let best = scheme.cap.as_ref().unwrap().grade.clone();
        let mut contenders = vector.contenders(|id| scheme.place(id), &best);
        for _ in 0..2 {
            let groups = cap(&scheme, contenders.clone(), &exceptional, &SortedMap::new());
            let [group] = groups.as_slice() else { panic!("one group: {groups:?}") };
            let verdict = |verdict: &CapVerdict| format!("{verdict:?}").to_lowercase();
            let told: BTreeMap<_, _> = group
                .lines
                .iter()
                .filter(|line| line.verdict != CapVerdict::NotConcerned)
                .map(|line| (line.contender.key.clone(), verdict(&line.verdict)))
                .collect();
            assert_eq!((group.standing, group.places), (standing, vector.places), "{}", path.display());
            assert_eq!(told, vector.verdicts, "{}", path.display());
            // The order in which they are listed makes no difference.
            contenders.reverse();
        }
        seen += 1;
    }
    assert_eq!(seen, 3);
}
