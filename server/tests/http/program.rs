//! The program as a process of its own.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};

use server::store::Store;
use shared::moment::Moment;
use shared::ruling::Ruling;

use super::harness::{BEGIN, cell, ward};

pub fn bontot(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bontot"));
    command.args(arguments).env_remove("BONTOT_DATA").env_remove("RUST_LOG");
    command
}

/// Runs it, expecting failure with exactly this on standard error and nothing
/// on standard output.
pub fn check_refusal(arguments: &[&str], expect: &str) {
    let Output { status, stdout, stderr } = bontot(arguments).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&stderr), format!("bontot: {expect}\n"));
    assert_eq!((status.code(), stdout.len()), (Some(1), 0));
}

pub fn founded(path: &Path) {
    let store = Store::open(path).unwrap();
    store.found_ward(&ward()).unwrap();
    let at = Moment::from_millis(BEGIN);
    store.rule(&ward().code, &Ruling::Registered(cell("bieu-nghi")), at).unwrap();
}

/// A running server on a free port.
#[cfg(unix)]
pub struct Running {
    process: Child,
    /// The server's own host and port.
    pub host: String,
    /// Those of the page about trust, where there is one.
    pub page: Option<String>,
    /// What it printed.
    pub said: String,
}

#[cfg(unix)]
impl Running {
    pub fn start(path: &Path) -> Self {
        Self::start_into(path, Stdio::null())
    }

    /// As [`Running::start`], with what it logs in a file.
    pub fn start_with_log(path: &Path, log: &Path) -> Self {
        Self::start_into(path, File::create(log).unwrap().into())
    }

    fn start_into(path: &Path, log: Stdio) -> Self {
        Self::start_with(path, &[], log)
    }

    /// As [`Running::start`], with further arguments.
    pub fn start_with(path: &Path, further: &[&str], log: Stdio) -> Self {
        let mut process = bontot(&["serve", "--listen", "127.0.0.1:0", "--data", path.to_str().unwrap()])
            .args(further)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut out = BufReader::new(process.stdout.take().unwrap());
        let mut lines = String::new();
        // An authority that was made now is told of to the end.
        let ends = if further.contains(&"--tls") { "SHA-256 with this:\n  " } else { "/standings/dong-mai" };
        while !lines.contains(ends) && !lines.contains("`bontot forward") {
            assert_ne!(out.read_line(&mut lines).unwrap(), 0, "it ended: {lines}");
        }
        let host_behind = |scheme: &str| {
            let (_, rest) = lines.split_once(scheme)?;
            Some(rest.split_once('/')?.0.to_owned())
        };
        let (plain, secure) = (host_behind("http://"), host_behind("https://"));
        let (host, page) = if secure.is_some() { (secure, plain) } else { (plain, None) };
        Self { process, host: host.unwrap(), page, said: lines }
    }

    /// Sends a request over a connection of its own: the status, and the body.
    pub fn send(&self, head: &str, body: &[u8]) -> (u16, Vec<u8>) {
        self.send_to(&self.host, head, body)
    }

    /// As [`Running::send`], to another of its ports.
    pub fn send_to(&self, host: &str, head: &str, body: &[u8]) -> (u16, Vec<u8>) {
        let mut connection = TcpStream::connect(host).unwrap();
        let length = body.len();
        write!(connection, "{head}\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n")
            .unwrap();
        connection.write_all(body).unwrap();
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        let status = String::from_utf8_lossy(answer.get(9..12).unwrap()).parse().unwrap();
        (status, answer.split_off(end + 4))
    }

    pub fn end(mut self, signal: &str) -> ExitStatus {
        let kill = Command::new("kill").args([signal, &self.process.id().to_string()]).status().unwrap();
        assert!(kill.success());
        self.process.wait().unwrap()
    }
}
