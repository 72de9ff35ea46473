//! The phone's build and the server's come to the same bits: the vectors worked
//! out by hand, and ten thousand organisation-years from seeds, go through both.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "../../../shared/tests/vectors/vector.rs"]
mod vector;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use shared::ruling::RuledWard;
use shared::scheme::Scheme;
use vector::{Vector, schemes};
use vectors::{DIGEST, Golden, Outcome, digests, encoded, judge};

/// How many organisation-years are compared.
const YEARS: u32 = 10_000;

/// Starts a function of the phone's build in Node; the answer comes on its standard output.
fn start(function: &str, input: &Path, rest: &str) -> Child {
    let module = std::env::var_os("VECTORS_JS").unwrap_or_else(|| {
        panic!("VECTORS_JS names the phone's build of `vectors`; `cargo xtask test` sets it")
    });
    let script = format!(
        "const built = require(process.argv[1]), fs = require('fs'); \
         const bytes = built.{function}(fs.readFileSync(process.argv[2]){rest}); \
         for (let sent = 0; sent < bytes.length;) sent += fs.writeSync(1, bytes, sent);"
    );
    Command::new("node").args(["-e", &script]).arg(module).arg(input).stdout(Stdio::piped()).spawn().unwrap()
}

fn answer(child: Child) -> Vec<u8> {
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "the phone's build stops: {}", output.status);
    output.stdout
}

#[test]
fn both_builds_come_to_the_same_bits() {
    let folder = tempfile::tempdir().unwrap();
    let ward = encoded(&RuledWard { schemes: schemes(), ..RuledWard::default() });
    let input = folder.path().join("ward");
    fs::write(&input, &ward).unwrap();
    let phone = start("digests", &input, &format!(", 0, {YEARS}"));
    let half = YEARS / 2;
    let (first, second) = std::thread::scope(|scope| {
        let second = scope.spawn(|| digests(&ward, half, YEARS));
        (digests(&ward, 0, half), second.join().unwrap())
    });
    let server = [first, second].concat();
    let phone = answer(phone);
    assert_eq!((phone.len(), server.len()), (DIGEST * YEARS as usize, DIGEST * YEARS as usize));
    let differ: Vec<_> = phone
        .chunks(DIGEST)
        .zip(server.chunks(DIGEST))
        .enumerate()
        .filter(|(_, (phone, server))| phone != server)
        .map(|(seed, _)| seed)
        .collect();
    assert_eq!(differ, [0_usize; 0], "seeds whose standings differ");
    // The corpus is one: hardly two of its years come to the same.
    let different: std::collections::BTreeSet<_> = server.chunks(DIGEST).collect();
    assert!(YEARS as usize * 99 / 100 < different.len(), "{}", different.len());
    golden(folder.path());
}

/// Each vector comes out of both builds as it was worked out by hand.
fn golden(folder: &Path) {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/tests/vectors");
    let mut seen = 0;
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let vector: Vector = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let scheme = schemes().into_iter().find(|scheme| scheme.id == vector.scheme).unwrap();
        let year = vector.year();
        let month = year.map_or_else(|| vector.month(), |year| year.months().last().unwrap());
        let golden = Golden {
            scheme: scheme.clone(),
            year,
            month,
            facts: vector.facts(),
            answers: vector.answers(),
            cells: vector.cells(),
            member: vector.member(),
        };
        let input = folder.join("golden");
        fs::write(&input, encoded(&golden)).unwrap();
        let server = judge(&encoded(&golden));
        assert_eq!(answer(start("judge", &input, "")), server, "{}", path.display());
        let outcome: Outcome = minicbor::decode(&server).unwrap();
        assert_eq!(told(&scheme, &outcome), vector.result, "{}", path.display());
        seen += 1;
    }
    assert_eq!(seen, 21);
}

fn told(scheme: &Scheme, outcome: &Outcome) -> vector::Outcome {
    let word = |place: Option<u8>| place.map(|place| scheme.grades[usize::from(place)].id.clone());
    let found = &outcome.evaluation;
    let items = found.items().map(|item| (item.id.clone(), format!("{}/{}", item.earned, item.possible)));
    vector::Outcome {
        reached: found.reached,
        possible: found.possible,
        unanswered: found.unanswered,
        grade: word(found.grade),
        best: word(outcome.range.best),
        worst: word(outcome.range.worst),
        items: items.collect(),
    }
}
