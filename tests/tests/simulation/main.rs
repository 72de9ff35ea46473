//! Histories of a ward under faults, told from seeds: however they go, they end
//! with everything everywhere, or with the reason why not.

use tests::simulation::{Failed, histories, history};

/// Histories of every run; `cargo xtask soak` tells more.
const HISTORIES: u64 = 2_000;

#[test]
fn every_history_ends_with_everything_everywhere() {
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let (tally, failed) = histories(1, HISTORIES, threads, 1, |_| ());
    let told = failed.iter().map(|Failed { seed, why }| {
        format!("seed {seed}: {why}\nalone: cargo xtask soak --histories 1 --seed {seed}")
    });
    assert_eq!(failed.len(), 0, "{}", told.collect::<Vec<_>>().join("\n"));
    assert_eq!(tally.histories, HISTORIES);
    // Each fault happened, or nothing was shown.
    for (name, count) in tally.named() {
        assert!(0 < count, "no history had any {name}");
    }
}

/// What a failing seed tells is worth something only where it tells it again.
#[test]
fn a_seed_tells_one_history() {
    for seed in 1..20 {
        assert_eq!(history(seed), history(seed), "seed {seed}");
    }
}
