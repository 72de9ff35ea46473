//! `cargo xtask soak`: as many simulated histories as are asked for.
//!
//! Progress goes to stderr, the sum as one JSON line to stdout. A seed that
//! fails is named, with what was wrong; the program then ends with an error.

use std::process::ExitCode;
use std::time::Instant;

use serde_json::{Map, Value, json};
use tests::simulation::{Failed, histories};

/// Failures after which it stops.
const MOST_FAILED: usize = 20;
/// Histories between two lines of progress.
const STEP: u64 = 1_000;

fn main() -> ExitCode {
    let mut numbers = std::env::args().skip(1).map(|argument| argument.parse::<u64>());
    let (Some(Ok(count)), Some(Ok(first))) = (numbers.next(), numbers.next()) else {
        eprintln!("soak COUNT FIRST_SEED");
        return ExitCode::FAILURE;
    };
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let begin = Instant::now();
    let progress = |done: u64| {
        if done % STEP == 0 {
            eprintln!("{done} of {count} histories after {:.0?}", begin.elapsed());
        }
    };
    let (tally, failed) = histories(first, count, threads, MOST_FAILED, progress);
    for Failed { seed, why } in &failed {
        eprintln!("seed {seed} fails: {why}");
    }
    let mut figure = Map::new();
    figure.insert("figure".to_owned(), json!("soak"));
    figure.insert("first_seed".to_owned(), json!(first));
    figure.extend(tally.named().map(|(name, count)| (name.to_owned(), json!(count))));
    figure.insert("failed".to_owned(), json!(failed.iter().map(|failed| failed.seed).collect::<Vec<_>>()));
    figure.insert("seconds".to_owned(), json!(begin.elapsed().as_secs()));
    println!("{}", Value::Object(figure));
    if failed.is_empty() && tally.histories == count { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
