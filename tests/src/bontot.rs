//! The real server program, started and stopped as its operator would.

#![expect(clippy::expect_used, reason = "a harness that cannot go on stops its test")]

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running server.
#[derive(Debug)]
pub struct Bontot {
    child: Child,
    /// `http://127.0.0.1:PORT`.
    pub origin: String,
    /// Everything it printed until it was ready.
    pub banner: String,
}

/// A port that nothing listens on now.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("loopback has a free port").port()
}

impl Bontot {
    /// Starts `$BONTOT_BIN` with the demonstration in `data`, and waits until
    /// it has printed all of its addresses.
    pub fn start(data: &Path, port: u16) -> Self {
        let program = std::env::var_os("BONTOT_BIN")
            .expect("BONTOT_BIN names the server program; `cargo xtask test` sets it");
        let mut child = Command::new(program)
            .args(["serve", "--demo", "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(data)
            .env("RUST_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server program starts");
        let stdout = BufReader::new(child.stdout.take().expect("it prints"));
        let mut banner = String::new();
        // The office's code of the second ward is the last line.
        for line in stdout.lines().map_while(Result::ok) {
            banner.push_str(&line);
            banner.push('\n');
            if line.contains("/ward/hong-phong ") {
                break;
            }
        }
        let origin = format!("http://127.0.0.1:{port}");
        assert!(banner.contains(&origin), "the server did not become ready:\n{banner}");
        Self { child, origin, banner }
    }

    /// The unused enrolment codes of a cell, by its name.
    pub fn enrolment_codes(&self, cell: &str) -> Vec<String> {
        let lines = self.banner.lines().filter(|line| line.contains("/cell/enrol#") && line.contains(cell));
        lines.filter_map(|line| Some(line.split('#').nth(1)?.split_whitespace().next()?.to_owned())).collect()
    }

    /// The viewing code of a ward, by its code.
    pub fn viewing_code(&self, ward: &str) -> String {
        let suffix = format!("/standings/{ward}");
        let line = self
            .banner
            .lines()
            .find(|line| line.trim_end().ends_with(&suffix) && !line.contains("Standings"));
        line.and_then(|line| line.split_whitespace().next()).expect("a viewing code is printed").to_owned()
    }

    /// The code with which an official of the demonstration's `ward` rules.
    pub fn office_code(&self, ward: &str) -> String {
        let address = format!("/ward/{ward} ");
        let line = self.banner.lines().find(|line| line.contains(&address));
        line.and_then(|line| line.split_whitespace().next()).expect("an office's code is printed").to_owned()
    }

    /// Kills the server where it stands: nothing is closed in order.
    pub fn kill(mut self) {
        self.child.kill().expect("the server can be killed");
        self.child.wait().expect("the server has ended");
    }
}

impl Drop for Bontot {
    fn drop(&mut self) {
        // A test that failed leaves nothing running; one that killed it has nothing to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
