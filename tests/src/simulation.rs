//! Deterministic simulation: the phone's engine and store, the road and the
//! real server, under faults, by a clock that nobody waits for.
//!
//! One seed is one history. A history draws its weather (which faults there
//! are, and how often), lets people write on a few phones of two cells while
//! the faults happen, then ends the faults, waits until all is settled, and
//! judges by its own book of what was written (`settled.rs`).
//!
//! `TELL_HISTORY=1` in the environment prints what happens.

mod affairs;
mod carrying;
mod chance;
mod custody;
mod device;
mod files;
mod ledger;
mod making_good;
mod mishaps;
mod office;
mod people;
mod road;
mod settled;
mod tally;
mod weather;
mod words;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

pub use affairs::Scope;
pub use settled::End;
pub use tally::Tally;
use world::World;

/// Lets one history happen.
///
/// # Panics
/// Where it does not end as it must.
pub fn history(seed: u64) -> (Tally, End) {
    history_of(seed, Scope::All)
}

/// As [`history`], of so much of life.
///
/// # Panics
/// Where it does not end as it must.
pub fn history_of(seed: u64, scope: Scope) -> (Tally, End) {
    let mut world = World::new(seed, scope);
    for _ in 0..world.weather.events {
        let pause = world.chance.millis(0, 60_000);
        world.pass(pause);
        world.event();
        world.affairs();
    }
    world.settle();
    world.check();
    (world.tally, world.end())
}

/// A history that did not end as it must.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// Its seed.
    pub seed: u64,
    /// What was wrong.
    pub why: String,
}

/// Lets so many histories happen, from the seed `first` on, in `threads` threads.
/// `progress` hears how many are done. Goes on after a failure, until `most_failed`.
pub fn histories(
    first: u64,
    count: u64,
    threads: usize,
    most_failed: usize,
    progress: impl Fn(u64) + Sync,
) -> (Tally, Vec<Failed>) {
    let (next, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let sum = Mutex::new((Tally::default(), Vec::new()));
    let work = || {
        while !stop.load(Ordering::Relaxed) {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if count <= number {
                return;
            }
            let seed = first.wrapping_add(number);
            let ended = catch_unwind(AssertUnwindSafe(|| history(seed)));
            let mut sum = sum.lock().unwrap_or_else(PoisonError::into_inner);
            match ended {
                Ok((tally, _)) => sum.0 += tally,
                Err(panic) => sum.1.push(Failed { seed, why: said(panic.as_ref()) }),
            }
            if most_failed <= sum.1.len() {
                stop.store(true, Ordering::Relaxed);
            }
            drop(sum);
            progress(number + 1);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    sum.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}
