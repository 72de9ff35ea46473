//! The same workload with others: their drivers stand in `tests/peers`, and
//! print a line of JSON for each figure.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

/// What the peers' drivers measured, by peer and figure.
#[derive(Default)]
pub struct Peers(BTreeMap<&'static str, BTreeMap<String, Value>>);

/// Name, and how many times as fast the server is to be.
const PEERS: [(&str, f64); 2] = [("automerge-repo", 20.0), ("pouchdb", 7.0)];

/// Runs the drivers in the folder `$BENCH_PEERS`, one after the other.
pub fn run(phones: usize) -> Peers {
    let Some(folder) = std::env::var_os("BENCH_PEERS") else {
        return Peers::default();
    };
    let measured = PEERS.iter().map(|(name, _)| (*name, driver(Path::new(&folder), name, phones)));
    Peers(measured.collect())
}

fn driver(folder: &Path, name: &str, phones: usize) -> BTreeMap<String, Value> {
    let program = folder.join(format!("{name}.mjs"));
    let output = Command::new("node")
        .arg(program)
        .arg(phones.to_string())
        .stderr(Stdio::inherit())
        .output()
        .expect("node starts");
    if !output.status.success() {
        eprintln!("The driver of {name} failed: what it had yet to measure is missing.");
    }
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let figures = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    figures.filter_map(|line| Some((line.get("figure")?.as_str()?.to_owned(), line))).collect()
}

impl Peers {
    fn get(&self, peer: &str, figure: &str, what: &str) -> Option<f64> {
        self.0.get(peer)?.get(figure)?.get(what)?.as_f64()
    }

    fn each(&self, figure: &str, what: &str) -> Vec<(&'static str, f64)> {
        PEERS.iter().filter_map(|(name, _)| Some((*name, self.get(name, figure, what)?))).collect()
    }

    /// The rate at which each took in the changes of the workload. Where a peer
    /// keeps only what they came to, it still counts as all of them.
    pub fn rates(&self, figure: &str, changes: usize) -> Vec<(&'static str, f64)> {
        self.each(figure, "seconds").into_iter().map(|(name, took)| (name, changes as f64 / took)).collect()
    }

    /// The rate that is aimed at: each peer's times as many as the server is to be faster.
    pub fn rate_aimed_at(&self, figure: &str, changes: usize) -> f64 {
        let rates = self.rates(figure, changes).into_iter();
        let factor =
            |peer: &str| PEERS.iter().find(|(name, _)| *name == peer).map_or(0.0, |(_, times)| *times);
        rates.map(|(name, rate)| rate * factor(name)).fold(0.0, f64::max)
    }

    /// How many times as long the peer took.
    pub fn times(&self, peer: &str, figure: &str, took: Duration) -> f64 {
        self.get(peer, figure, "seconds").map_or(f64::NAN, |seconds| seconds / took.as_secs_f64())
    }

    pub fn seconds(&self, figure: &str) -> Vec<(&'static str, f64)> {
        self.each(figure, "seconds")
    }

    /// Bytes on the wire, for one phone.
    pub fn bytes_each(&self, figure: &str) -> Vec<(&'static str, f64)> {
        self.each(figure, "bytes_each")
    }

    /// Bytes on the wire for each byte of the changes: of its own, where the peer
    /// has such, and of `raw` where it has none.
    pub fn of_raw(&self, figure: &str, raw: usize) -> Vec<(&'static str, f64)> {
        let own = |peer: &str| self.get(peer, figure, "raw").unwrap_or(raw as f64);
        self.each(figure, "bytes").into_iter().map(|(name, bytes)| (name, bytes / own(name))).collect()
    }

    /// Requests over HTTP, where the peer makes such.
    pub fn requests(&self, figure: &str) -> Vec<(&'static str, f64)> {
        self.each(figure, "requests")
    }

    /// The most memory that the peers' servers had, in mebibytes.
    pub fn memory(&self) -> Vec<(&'static str, f64)> {
        self.each("memory", "mebibytes")
    }
}
