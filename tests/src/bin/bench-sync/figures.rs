//! The figures, a line of JSON each.

use serde_json::{Map, Value, json};

/// What a value counts.
#[derive(Debug, Clone, Copy)]
pub enum Unit {
    ChangesPerSecond,
    Seconds,
    Bytes,
    MebiBytes,
    Requests,
    /// Bytes on the wire for one byte of the changes.
    OfRaw,
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::ChangesPerSecond => "changes/s",
            Self::Seconds => "s",
            Self::Bytes => "bytes",
            Self::MebiBytes => "MiB",
            Self::Requests => "requests",
            Self::OfRaw => "of the raw changes",
        }
    }
}

/// One figure.
pub struct Figure(Map<String, Value>);

impl Figure {
    pub fn of(name: &str, value: f64, unit: Unit) -> Self {
        let mut figure = Self(Map::new());
        figure.put("figure", json!(name));
        figure.put("value", rounded(value));
        figure.put("unit", json!(unit.name()));
        for absent in ["aim", "peer", "floor"] {
            figure.put(absent, Value::Null);
        }
        figure
    }

    fn put(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    pub fn aims(mut self, aim: f64) -> Self {
        self.put("aim", rounded(aim));
        self
    }

    /// The same with others, by their names.
    pub fn beside(mut self, peers: Vec<(&'static str, f64)>) -> Self {
        let peers: Map<_, _> =
            peers.into_iter().map(|(name, value)| (name.to_owned(), rounded(value))).collect();
        self.put("peer", if peers.is_empty() { Value::Null } else { peers.into() });
        self
    }

    pub fn above(mut self, floor: f64) -> Self {
        self.put("floor", rounded(floor));
        self
    }

    pub fn with(mut self, name: &str, value: f64) -> Self {
        self.put(name, rounded(value));
        self
    }

    pub fn print(self) {
        println!("{}", Value::Object(self.0));
    }
}

/// Four digits: the rest is chance. Null where nothing was measured.
fn rounded(value: f64) -> Value {
    if !value.is_finite() {
        return Value::Null;
    }
    let text = format!("{value:.3e}").parse().unwrap_or(value);
    json!(text)
}

/// Says on which machine all of it was measured, and what else it had to do.
pub fn machine() {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let cpu = read("/proc/cpuinfo");
    let cpu = cpu.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = read("/proc/loadavg");
    let load = load.split(' ').next().unwrap_or_default();
    let line = json!({ "machine": cpu.trim_start_matches([' ', '\t', ':']), "cores": cores, "load": load });
    println!("{line}");
}
