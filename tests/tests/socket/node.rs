//! The official client of automerge-repo under Node: `tests/node/client.mjs`.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};
use shared::document::genesis;
use shared::id::Actor;
use shared::record::Kind;
use tokio::task::block_in_place;

use crate::served::wait;

/// How soon it tries again after a cut, in milliseconds.
const RETRY: u32 = 300;

/// A running client.
pub struct Node {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Node {
    /// Starts a client at this address, which calls itself and writes so.
    pub fn start(address: &str, name: &str, actor: Actor) -> Self {
        let program = std::env::var_os("NODE_CLIENT")
            .expect("NODE_CLIENT names the client; `cargo xtask test` installs it and sets this");
        let actor = format!("{actor:?}");
        let mut child = Command::new("node")
            .arg(program)
            .args([address, name, &actor, &RETRY.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node starts");
        let (to, from) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        Self { child, to, from: BufReader::new(from) }
    }

    /// Gives a command and waits for the answer.
    pub fn ask(&mut self, command: &str, mut parameters: Value) -> Value {
        parameters["command"] = command.into();
        block_in_place(|| {
            writeln!(self.to, "{parameters}").unwrap();
            let mut line = String::new();
            loop {
                line.clear();
                assert_ne!(self.from.read_line(&mut line).unwrap(), 0, "the client has ended");
                // The library itself writes lines, too.
                if let Ok(answer) = serde_json::from_str::<Value>(&line) {
                    assert_eq!(answer.get("fault"), None, "{command}");
                    return answer;
                }
                eprint!("node: {line}");
            }
        })
    }

    /// Waits until the connection is open and both sides have said who they are.
    pub async fn opened(&mut self) {
        wait("an open connection", || (self.ask("open", json!({}))["open"] == true).then_some(())).await;
    }

    /// A new task, from the genesis that everybody has.
    pub fn create(&mut self, name: &str, fields: Value) {
        let genesis: String = genesis::chunk(Kind::Task).iter().map(|byte| format!("{byte:02x}")).collect();
        self.ask("create", json!({ "id": name, "genesis": genesis, "fields": fields }));
    }

    pub fn find(&mut self, name: &str) -> Value {
        self.ask("find", json!({ "id": name }))
    }

    pub fn write(&mut self, name: &str, fields: Value) {
        self.ask("write", json!({ "id": name, "fields": fields }));
    }

    pub fn read(&mut self, name: &str) -> Value {
        self.ask("read", json!({ "id": name }))
    }

    /// The hashes of its heads.
    pub fn heads(&mut self, name: &str) -> Vec<String> {
        serde_json::from_value(self.read(name)["heads"].clone()).unwrap()
    }

    /// The errors that the server named.
    pub fn errors(&mut self) -> Vec<String> {
        serde_json::from_value(self.ask("errors", json!({}))).unwrap()
    }

    /// Waits until the server has named an error that says `part`.
    pub async fn told(&mut self, part: &str) {
        let told = |node: &mut Self| node.errors().into_iter().find(|error| error.contains(part));
        wait(part, || told(self)).await;
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
