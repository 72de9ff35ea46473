//! `cargo xtask soak`: as many simulated histories, and as many deaths of the
//! real server and of a real browser, as are asked for.
//!
//! Progress goes to stderr, the sum as one JSON line to stdout. Whatever was
//! not as it must be is named; the program then ends with an error.

use std::process::ExitCode;
use std::time::Instant;

use serde_json::{Map, Value, json};
use tests::browser_kills::{BrowserKills, kill_browsers};
use tests::kills::{Kills, kill_servers};
use tests::simulation::{Failed, histories};

/// Failures after which it stops.
const MOST_FAILED: usize = 20;
/// Histories between two lines of progress.
const STEP: u64 = 1_000;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let number = |place: usize| arguments.get(place).and_then(|argument| argument.parse::<u64>().ok());
    let sound = match (arguments.first().map(String::as_str), number(1), number(2)) {
        (Some("histories"), Some(count), Some(seed)) => tell(count, seed),
        (Some("kills"), Some(count), Some(seed)) => kill(count, seed),
        (Some("browser-kills"), Some(count), Some(seed)) => kill_browser(count, seed),
        _ => {
            eprintln!("soak histories|kills|browser-kills COUNT SEED");
            false
        }
    };
    if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn tell(count: u64, first: u64) -> bool {
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let begin = Instant::now();
    let progress = |done: u64| {
        if done.is_multiple_of(STEP) {
            eprintln!("{done} of {count} histories after {:.0?}", begin.elapsed());
        }
    };
    // A history that fails is named in the end, with its seed.
    std::panic::set_hook(Box::new(|_| ()));
    let (tally, failed) = histories(first, count, threads, MOST_FAILED, progress);
    for Failed { seed, why } in &failed {
        eprintln!("seed {seed} fails: {why}");
    }
    let mut figure = Map::new();
    figure.insert("figure".to_owned(), json!("soak_histories"));
    figure.insert("first_seed".to_owned(), json!(first));
    figure.extend(tally.named().map(|(name, count)| (name.to_owned(), json!(count))));
    figure.insert("failed".to_owned(), json!(failed.iter().map(|failed| failed.seed).collect::<Vec<_>>()));
    figure.insert("seconds".to_owned(), json!(begin.elapsed().as_secs()));
    println!("{}", Value::Object(figure));
    failed.is_empty() && tally.histories == count
}

fn kill(count: u64, seed: u64) -> bool {
    let begin = Instant::now();
    let sum = kill_servers(count, seed, |done| {
        if done.is_multiple_of(50) {
            eprintln!("the server died {done} of {count} times after {:.0?}", begin.elapsed());
        }
    });
    let Kills { kills, while_starting, acknowledged, unanswered, lost } = sum;
    let figure = json!({
        "figure": "soak_kills", "seed": seed, "kills": kills, "while_starting": while_starting,
        "acknowledged": acknowledged, "unanswered": unanswered, "lost": lost,
        "seconds": begin.elapsed().as_secs(),
    });
    println!("{figure}");
    lost == 0
}

fn kill_browser(count: u64, seed: u64) -> bool {
    let begin = Instant::now();
    let progress = |done: u64| {
        if done.is_multiple_of(10) {
            eprintln!("the browser died {done} of {count} times after {:.0?}", begin.elapsed());
        }
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("no runtime: {error}");
            return false;
        }
    };
    let BrowserKills { kills, saved, saved_unsaid, lost } =
        runtime.block_on(kill_browsers(count, seed, progress));
    let figure = json!({
        "figure": "soak_browser_kills", "seed": seed, "kills": kills, "saved": saved,
        "saved_unsaid": saved_unsaid, "lost": lost, "seconds": begin.elapsed().as_secs(),
    });
    println!("{figure}");
    lost == 0
}
