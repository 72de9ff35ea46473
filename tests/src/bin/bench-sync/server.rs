//! The server program, as a process of its own.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running server; it ends with this.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
}

/// Memory of a process in mebibytes.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    /// What it has now.
    pub now: f64,
    /// The most that it has had.
    pub most: f64,
}

impl Server {
    /// Starts `$BONTOT_BIN` on the data file, and waits until it listens.
    pub fn start(data: &Path) -> Self {
        let program = std::env::var_os("BONTOT_BIN").expect("BONTOT_BIN names the server program");
        let log = File::create(data.with_extension("log")).expect("the log can be written");
        let mut child = Command::new(program)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the server program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("it prints")).lines().map_while(Result::ok);
        let origin = lines.by_ref().find_map(|line| Some(line.split_once("http://")?.1.to_owned()));
        let origin = origin.expect("it says where it listens");
        let address = origin.split(['/', ' ']).next().and_then(|host| host.parse().ok());
        // Whatever else it prints has to go somewhere.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address: address.expect("an address") }
    }

    /// What it has of the memory, as the system counts it.
    pub fn memory(&self) -> Memory {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let of = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
            line.trim().trim_end_matches("kB").trim().parse().unwrap_or(0.0) / 1024.0
        };
        Memory { now: of("VmRSS:"), most: of("VmHWM:") }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
