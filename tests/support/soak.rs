//! One long session: edits without end in one document, as bursts over the pipes of the program.
//!
//! It panics where the server gives no answer, where its memory grows, or where in the end it shows anything but what
//! a server shows that was just started.

use std::io::{BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::chance::Chance;
use crate::lines::{Lines, Unit};
use crate::pipe::{body, frame, memory};

const URI: &str = "file:///compilation.md";
/// How often the memory is looked at.
const LOOKS: usize = 20;
const MEGABYTE: usize = 1 << 20;

/// Makes so many edits; `look` is told after how many of them the server holds how many bytes of memory, where that can
/// be known.
pub fn soak(program: &str, edits: usize, mut look: impl FnMut(usize, usize)) {
    let reports = ["faulty", "clean"].map(|name| {
        let file = format!("{}/tests/reports/markdown/{name}.md", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(file).expect("it is part of the project")
    });
    let whole = reports.concat();
    let mut server = Server::start(program);
    server.open(&whole);
    let (mut text, mut chance) = (whole.clone(), Chance(7));
    let (mut made, mut held) = (0, Vec::new());
    while made < edits {
        let burst = (1 + chance.below(200)).min(edits - made);
        let mut messages = Vec::new();
        for _ in 0..burst {
            made += 1;
            // Lest it grow, or vanish, beyond reason.
            let strayed = text.len() > 2 * whole.len() || text.len() < whole.len() / 2 || made % 5_000 == 0;
            let (range, new) = if strayed { (0..text.len(), whole.clone()) } else { chance.edit(&text) };
            let change = json!({"range": Lines::of(&text).range(&range, Unit::Utf16), "text": new});
            let document = json!({"uri": URI, "version": made + 1});
            let params = json!({"textDocument": document, "contentChanges": [change]});
            messages.extend(frame(&json!({
                "jsonrpc": "2.0",
                "method": "textDocument/didChange",
                "params": params,
            })));
            text.replace_range(range, &new);
        }
        server.send(&messages);
        server.catch_up();
        if made * LOOKS / edits > held.len() {
            let bytes = server.memory();
            look(made, bytes);
            held.push(bytes);
        }
    }
    let (early, late) = held.split_at(held.len() / 2);
    let most = |looks: &[usize]| looks.iter().copied().max().unwrap_or_default();
    assert!(most(late) <= most(early) + most(early) / 4 + 8 * MEGABYTE, "memory grows: {held:?}");
    let mut fresh = Server::start(program);
    fresh.open(&text);
    fresh.catch_up();
    assert_eq!(server.shown, fresh.shown, "of {text:?}");
    server.end();
    fresh.end();
}

struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    asked: u64,
    /// What it shows of the document.
    shown: Value,
}

impl Server {
    fn start(program: &str) -> Server {
        let mut child = Command::new(program)
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let input = child.stdin.take().expect("it is a pipe");
        let output = BufReader::new(child.stdout.take().expect("it is a pipe"));
        let mut server = Server { child, input, output, asked: 0, shown: Value::Null };
        server.ask("initialize", json!({"capabilities": {}, "locale": "zh-cn"}));
        server.tell("initialized", json!({}));
        server
    }

    fn send(&mut self, bytes: &[u8]) {
        self.input.write_all(bytes).expect("the server reads");
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&frame(&json!({"jsonrpc": "2.0", "method": method, "params": params})));
    }

    fn open(&mut self, text: &str) {
        let document = json!({"uri": URI, "languageId": "gov-report", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Asks and waits for the answer; what is shown until then is noted.
    fn ask(&mut self, method: &str, params: Value) {
        self.asked += 1;
        let id = self.asked;
        self.send(&frame(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params})));
        loop {
            let said = self.hear();
            if said["method"] == "textDocument/publishDiagnostics" {
                self.shown = said["params"]["diagnostics"].clone();
            } else if said["id"] == id {
                return assert!(said.get("error").is_none(), "{said}");
            }
        }
    }

    /// Waits until the document is judged as it stands.
    fn catch_up(&mut self) {
        self.ask("gouji/status", json!({"textDocument": {"uri": URI}}));
    }

    fn hear(&mut self) -> Value {
        let body = body(&mut self.output).expect("the server runs");
        serde_json::from_slice(&body).expect("it is a message")
    }

    /// The memory that it holds, in bytes; nothing where the system does not say.
    fn memory(&self) -> usize {
        memory(self.child.id()).unwrap_or_default()
    }

    fn end(mut self) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        assert!(self.child.wait().expect("it ends").success());
    }
}
