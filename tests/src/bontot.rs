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

/// Runs `$BONTOT_BIN` to its end: what it prints or, where it refuses, what it says.
///
/// # Errors
/// Where it refuses.
pub fn run(arguments: &[&str]) -> Result<String, String> {
    let output = program().args(arguments).output().expect("the server program starts");
    let said = |bytes| String::from_utf8(bytes).expect("it speaks UTF-8");
    if output.status.success() { Ok(said(output.stdout)) } else { Err(said(output.stderr)) }
}

fn program() -> Command {
    let program = std::env::var_os("BONTOT_BIN");
    let mut command =
        Command::new(program.expect("BONTOT_BIN names the server program; `cargo xtask test` sets it"));
    command.env("RUST_LOG", "warn");
    command
}

/// Starts it, and reads what it prints up to the line that holds `last`.
fn begin(data: &Path, arguments: &[&str], last: &str) -> (Child, String) {
    let mut child = program()
        .args(["serve", "--data"])
        .arg(data)
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the server program starts");
    let stdout = BufReader::new(child.stdout.take().expect("it prints"));
    let mut banner = String::new();
    for line in stdout.lines().map_while(Result::ok) {
        banner.push_str(&line);
        banner.push('\n');
        if line.contains(last) {
            break;
        }
    }
    (child, banner)
}

impl Bontot {
    /// Starts `$BONTOT_BIN` with the demonstration in `data`, and waits until
    /// it has printed all of its addresses.
    pub fn start(data: &Path, port: u16) -> Self {
        // The office's code of the second ward is the last line.
        let (child, banner) =
            begin(data, &["--demo", "--listen", &format!("127.0.0.1:{port}")], "/ward/hong-phong ");
        let origin = format!("http://127.0.0.1:{port}");
        assert!(banner.contains(&origin), "the server did not become ready:\n{banner}");
        Self { child, origin, banner }
    }

    /// Starts it on what `data` holds, by HTTPS on a free port.
    pub fn start_secure(data: &Path) -> Self {
        let (child, banner) =
            begin(data, &["--tls", "--listen", "127.0.0.1:0"], "the certificate's SHA-256 with this:");
        let port = banner.split_once("https://").and_then(|(_, rest)| rest.split_once("/cell"));
        let port = port.and_then(|(host, _)| host.rsplit_once(':')).map(|(_, port)| port.to_owned());
        let port = port.unwrap_or_else(|| unreachable!("the server did not become ready:\n{banner}"));
        Self { child, origin: format!("https://localhost:{port}"), banner }
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
