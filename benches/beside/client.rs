//! A client that waits for nothing but what it measures.

use std::io::{BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::pipe::{body, frame, memory};

/// A server in a process of its own, and its client.
pub struct Client {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    id: i64,
    version: i32,
}

/// Where a digit is typed behind a figure, and taken back.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    /// The line, from 0.
    pub line: u32,
    /// The character, in UTF-16.
    pub character: u32,
}

impl Client {
    /// Starts a server.
    pub fn start(program: &Path, arguments: &[&str]) -> Client {
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the server starts");
        let to = child.stdin.take().expect("it is a pipe");
        let from = BufReader::with_capacity(1 << 20, child.stdout.take().expect("it is a pipe"));
        let mut client = Client { child, to, from, id: 0, version: 1 };
        let able = json!({"textDocument": {
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "semanticTokens": {"requests": {"full": true}, "tokenTypes": [], "tokenModifiers": [], "formats": ["relative"]},
        }});
        client.ask("initialize", json!({"processId": null, "rootUri": null, "capabilities": able}));
        client.notify("initialized", json!({}));
        client
    }

    /// Opens a document; how long it takes until something is said of it.
    pub fn open(&mut self, uri: &str, text: &str) -> Duration {
        let message = frame(&json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {
            "textDocument": {"uri": uri, "languageId": "gov-report", "version": self.version, "text": text}}}));
        let begin = Instant::now();
        self.write(&message);
        self.hear_of(uri);
        begin.elapsed()
    }

    /// Opens a document and does not wait for what is said of it.
    pub fn begin_to_open(&mut self, uri: &str, text: &str) {
        self.notify(
            "textDocument/didOpen",
            json!({
            "textDocument": {"uri": uri, "languageId": "gov-report", "version": self.version, "text": text}}),
        );
    }

    /// Types a digit, or takes it back; how long it takes until something is said of the document.
    pub fn edit(&mut self, uri: &str, spot: Spot) -> Duration {
        let message = self.change(uri, spot, "7");
        let begin = Instant::now();
        self.write(&message);
        self.hear_of(uri);
        begin.elapsed()
    }

    /// An even number of edits at once, and one more; how long it takes from that until its list. It types another
    /// digit: a list that was sent for an edit before would not be sent again.
    pub fn burst(&mut self, uri: &str, spot: Spot, edits: usize) -> Duration {
        let mut messages: Vec<Vec<u8>> = (0..edits).map(|_| self.change(uri, spot, "7")).collect();
        messages.push(self.change(uri, spot, "8"));
        for message in &messages {
            self.write(message);
        }
        let begin = Instant::now();
        let last = format!("\"version\":{}", self.version);
        while !contains(&self.hear(), last.as_bytes()) {}
        begin.elapsed()
    }

    /// Asks and waits for the answer.
    pub fn ask(&mut self, method: &str, params: Value) -> Duration {
        self.id += 1;
        let message = frame(&json!({"jsonrpc": "2.0", "id": self.id, "method": method, "params": params}));
        let begin = Instant::now();
        self.write(&message);
        let own = format!("\"id\":{}", self.id);
        loop {
            let heard = self.hear();
            let head = &heard[..heard.len().min(64)];
            let tail = &heard[heard.len().saturating_sub(32)..];
            let is_answer = contains(head, b"\"result\"")
                || contains(head, b"\"error\"")
                || !contains(head, b"\"method\"");
            if is_answer && (contains(head, own.as_bytes()) || contains(tail, own.as_bytes())) {
                return begin.elapsed();
            }
        }
    }

    /// The processor time that the server has taken; none where nobody tells.
    pub fn processor_time(&self) -> Option<Duration> {
        const TICKS_PER_SECOND: u64 = 100;
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        // Behind the name of the program, which may hold anything, utime and stime are the 12th and 13th.
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
        Some(Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND))
    }

    /// How many bytes of memory it holds; none where nobody tells.
    pub fn memory(&self) -> Option<usize> {
        memory(self.child.id())
    }

    fn change(&mut self, uri: &str, Spot { line, character }: Spot, digit: &str) -> Vec<u8> {
        self.version += 1;
        let is_typed = self.version % 2 == 0;
        let end = if is_typed { character } else { character + 1 };
        let range =
            json!({"start": {"line": line, "character": character}, "end": {"line": line, "character": end}});
        frame(&json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
            "textDocument": {"uri": uri, "version": self.version},
            "contentChanges": [{"range": range, "text": if is_typed { digit } else { "" }}]}}))
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.write(&frame(&json!({"jsonrpc": "2.0", "method": method, "params": params})));
    }

    fn write(&mut self, message: &[u8]) {
        self.to.write_all(message).expect("the server listens");
        self.to.flush().expect("the server listens");
    }

    fn hear_of(&mut self, uri: &str) {
        loop {
            let heard = self.hear();
            let head = &heard[..heard.len().min(256)];
            if contains(head, b"publishDiagnostics") && contains(head, uri.as_bytes()) {
                return;
            }
        }
    }

    fn hear(&mut self) -> Vec<u8> {
        body(&mut self.from).expect("the server runs")
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
