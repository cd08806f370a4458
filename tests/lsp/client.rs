//! An editor for tests. It waits for what must come and for nothing else; what came and was not asked for fails
//! the test.

use std::collections::VecDeque;
use std::io::Write;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::atomic::Ordering;
use std::time::Duration;

use gouji::server::engine::Engine;
use gouji::server::serve;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::pipe::{body, frame};
use crate::sample::Watched;
use crate::toy::Toy;

/// Nothing takes this long unless it never comes.
pub const NEVER: Duration = Duration::from_secs(120);

pub struct Client {
    input: Option<Input>,
    output: UnboundedReceiver<Value>,
    server: JoinHandle<u8>,
    unread: VecDeque<Value>,
    next_id: i64,
    /// The engine, where it can be looked into.
    toy: Option<Toy>,
    real: Option<Watched>,
}

/// How the server is reached.
enum Input {
    Memory(DuplexStream),
    Process(ChildStdin),
}

/// What an able editor says it can do.
pub fn able() -> Value {
    json!({
        "capabilities": {
            "general": {"positionEncodings": ["utf-16"]},
            "window": {"showDocument": {"support": true}},
            "workspace": {"workspaceEdit": {"documentChanges": true}},
            "textDocument": {
                "publishDiagnostics": {"relatedInformation": true, "versionSupport": false},
                "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
                "hover": {"contentFormat": ["markdown", "plaintext"]},
                "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
                "semanticTokens": {
                    "requests": {"range": true, "full": {"delta": true}},
                    "tokenTypes": [],
                    "tokenModifiers": [],
                    "formats": ["relative"],
                },
            },
        },
        "initializationOptions": {"language": "en"},
    })
}

/// [`able`] with what stands in `other` instead.
pub fn able_with(other: Value) -> Value {
    fn merge(into: &mut Value, other: Value) {
        match (into, other) {
            (Value::Object(into), Value::Object(other)) => {
                other
                    .into_iter()
                    .for_each(|(name, value)| merge(into.entry(name).or_insert(Value::Null), value));
            }
            (into, other) => *into = other,
        }
    }
    let mut params = able();
    merge(&mut params, other);
    params
}

pub fn message(method: &str, params: Value) -> Value {
    json!({"jsonrpc": "2.0", "method": method, "params": params})
}

pub fn did_open(uri: &str, language_id: &str, version: i32, text: &str) -> Value {
    let document = json!({"uri": uri, "languageId": language_id, "version": version, "text": text});
    message("textDocument/didOpen", json!({"textDocument": document}))
}

/// The whole of a text that has fewer lines and characters than this.
pub fn everything() -> Value {
    json!({"start": {"line": 0, "character": 0}, "end": {"line": 9999, "character": 9999}})
}

pub fn span(start: (u32, u32), end: (u32, u32)) -> Value {
    json!({
        "start": {"line": start.0, "character": start.1},
        "end": {"line": end.0, "character": end.1},
    })
}

impl Client {
    /// A server that was told nothing yet.
    pub fn start(toy: &Toy) -> Client {
        let mut client = Client::serving(toy.clone());
        client.toy = Some(toy.clone());
        client
    }

    /// The server of gouji that was told nothing yet.
    pub fn real() -> Client {
        let engine = Watched::default();
        let mut client = Client::serving(engine.clone());
        client.real = Some(engine);
        client
    }

    fn serving(engine: impl Engine + 'static) -> Client {
        let (input, server_input) = tokio::io::duplex(64 * 1024);
        let (server_said, server_output) = tokio::io::duplex(64 * 1024);
        let (said, output) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let mut server_said = BufReader::new(server_said);
            while let Some(message) = read(&mut server_said).await {
                let _ = said.send(message);
            }
        });
        let server = async { serve(server_input, server_output, engine).await.unwrap() };
        let server = tokio::spawn(server);
        Client::of(Input::Memory(input), output, server)
    }

    /// `gouji lsp` as a process that was told nothing yet. It ends when its input does.
    pub fn process() -> Client {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let mut server_said = std::io::BufReader::new(child.stdout.take().unwrap());
        let (said, output) = mpsc::unbounded_channel();
        let (ended, end) = oneshot::channel();
        std::thread::spawn(move || {
            while let Some(message) = read_blocking(&mut server_said) {
                let _ = said.send(message);
            }
            drop(said);
            let _ = ended.send(child.wait().unwrap().code().unwrap() as u8);
        });
        Client::of(Input::Process(input), output, tokio::spawn(async { end.await.unwrap() }))
    }

    fn of(input: Input, output: UnboundedReceiver<Value>, server: JoinHandle<u8>) -> Client {
        Client {
            input: Some(input),
            output,
            server,
            unread: VecDeque::new(),
            next_id: 0,
            toy: None,
            real: None,
        }
    }

    /// A server that is ready for an able editor.
    pub async fn ready(toy: &Toy) -> Client {
        Client::ready_with(toy, able()).await
    }

    pub async fn ready_with(toy: &Toy, params: Value) -> Client {
        let mut client = Client::start(toy);
        client.initialize(params).await;
        client
    }

    /// Makes the server ready; returns what it says it can do.
    pub async fn initialize(&mut self, params: Value) -> Value {
        let id = self.request("initialize", params).await;
        let result = self.result(id).await;
        self.notify("initialized", json!({})).await;
        result
    }

    pub async fn send_bytes(&mut self, bytes: &[u8]) {
        match self.input.as_mut().unwrap() {
            Input::Memory(input) => input.write_all(bytes).await.unwrap(),
            Input::Process(input) => input.write_all(bytes).unwrap(),
        }
    }

    pub async fn notify(&mut self, method: &str, params: Value) {
        self.send_bytes(&frame(&message(method, params))).await;
    }

    /// Asks and returns the id under which the answer comes.
    pub async fn request(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let mut request = message(method, params);
        request["id"] = self.next_id.into();
        self.send_bytes(&frame(&request)).await;
        self.next_id
    }

    /// The answer to a request, as it came.
    pub async fn answer(&mut self, id: i64) -> Value {
        self.next(&format!("the answer to {id}"), |message| {
            message.get("method").is_none() && message["id"] == json!(id)
        })
        .await
    }

    pub async fn result(&mut self, id: i64) -> Value {
        let mut answer = self.answer(id).await;
        assert!(answer.get("error").is_none(), "{answer}");
        answer["result"].take()
    }

    /// The code of the error that answers a request.
    pub async fn error(&mut self, id: i64) -> i64 {
        let answer = self.answer(id).await;
        answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("{answer}"))
    }

    pub async fn open(&mut self, uri: &str, text: &str) {
        self.open_as(uri, "gov-report", text).await;
    }

    pub async fn open_as(&mut self, uri: &str, language_id: &str, text: &str) {
        self.send_bytes(&frame(&did_open(uri, language_id, 1, text))).await;
    }

    /// Changes a document by edits, one after the other.
    pub async fn change(&mut self, uri: &str, version: i32, edits: &[(Value, &str)]) {
        let changes =
            edits.iter().map(|(range, text)| json!({"range": range, "text": text})).collect::<Vec<_>>();
        let document = json!({"uri": uri, "version": version});
        let params = json!({"textDocument": document, "contentChanges": changes});
        self.notify("textDocument/didChange", params).await;
    }

    pub async fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}})).await;
    }

    pub async fn request_fixes(&mut self, uri: &str, range: Value) -> i64 {
        let context = json!({"diagnostics": []});
        let params = json!({"textDocument": {"uri": uri}, "range": range, "context": context});
        self.request("textDocument/codeAction", params).await
    }

    pub async fn fixes(&mut self, uri: &str, range: Value) -> Value {
        let id = self.request_fixes(uri, range).await;
        self.result(id).await
    }

    /// The next request of the server by this method, which is answered.
    pub async fn asked(&mut self, method: &str, answer: Value) -> Value {
        let mut asked = self.next(method, |message| message["method"] == method).await;
        let answer = json!({"jsonrpc": "2.0", "id": asked["id"], "result": answer});
        self.send_bytes(&frame(&answer)).await;
        asked["params"].take()
    }

    /// The text of a document that holds `SHOW`, as the server has it.
    pub async fn text(&mut self, uri: &str, version: i32) -> String {
        let shown = self.settled(uri, version).await;
        shown["diagnostics"][0]["message"].as_str().unwrap().to_owned()
    }

    /// The next list of diagnostics for a document, whatever its version.
    pub async fn published(&mut self, uri: &str) -> Value {
        let mut published = self
            .next(&format!("diagnostics of {uri}"), |message| {
                message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
            })
            .await;
        published["params"].take()
    }

    /// The list for this version of a document; lists for versions before it may come first, in order.
    pub async fn settled(&mut self, uri: &str, version: i32) -> Value {
        let mut before = i64::MIN;
        loop {
            let published = self.published(uri).await;
            let now = published["version"].as_i64().unwrap();
            assert!(before < now && now <= i64::from(version), "{before}, then {now}");
            if now == i64::from(version) {
                return published;
            }
            before = now;
        }
    }

    /// Waits until everything that was sent of a document is judged, and returns the lists that came for it meanwhile,
    /// in order: a list comes before the answers about the same text.
    pub async fn caught_up(&mut self, uri: &str) -> Vec<Value> {
        let id = self.request("gouji/status", json!({"textDocument": {"uri": uri}})).await;
        self.result(id).await;
        let mut lists = Vec::new();
        while let Some(at) = self.unread.iter().position(|message| message["params"]["uri"] == uri) {
            lists.push(self.unread.remove(at).unwrap()["params"].take());
        }
        lists
    }

    /// Expects the list for this version to be `expected`: `line:character-line:character message`, one a line.
    pub async fn expect_diagnostics(&mut self, uri: &str, version: i32, expected: &[&str]) {
        assert_eq!(listed(&self.settled(uri, version).await), expected);
    }

    /// Reads on until a message fits; what does not is kept for later.
    pub async fn next(&mut self, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.unread.iter().position(&fits) {
            return self.unread.remove(at).unwrap();
        }
        loop {
            let message = tokio::time::timeout(NEVER, self.output.recv())
                .await
                .unwrap_or_else(|_| panic!("{what} never came; unread: {:?}", self.unread))
                .unwrap_or_else(|| panic!("the server ended before {what}; unread: {:?}", self.unread));
            if fits(&message) {
                return message;
            }
            self.unread.push_back(message);
        }
    }

    /// The next request or notification of this method.
    pub async fn told(&mut self, method: &str) -> Value {
        self.next(method, |message| message["method"] == method).await
    }

    /// How many refusals have come for messages that were none, and were read with what came behind them.
    pub fn refusals(&mut self) -> usize {
        let before = self.unread.len();
        self.unread.retain(|message| !(message["id"].is_null() && message["error"].is_object()));
        before - self.unread.len()
    }

    /// Answers a request of the server's.
    pub async fn reply(&mut self, request: &Value, result: Value) {
        let reply = json!({"jsonrpc": "2.0", "id": request["id"], "result": result});
        self.send_bytes(&frame(&reply)).await;
    }

    /// Does not want an answer any more.
    pub async fn cancel(&mut self, id: i64) {
        self.notify("$/cancelRequest", json!({"id": id})).await;
    }

    /// Closes the server's input.
    pub fn hang_up(&mut self) {
        self.input = None;
    }

    /// Waits until the server ends; its exit code.
    pub async fn ended(&mut self) -> u8 {
        tokio::time::timeout(NEVER, &mut self.server).await.expect("the server never ended").unwrap()
    }

    /// Shuts the server down properly; returns what it said that nobody asked for, as [`said`] puts it.
    pub async fn finish(mut self) -> Vec<String> {
        let id = self.request("shutdown", Value::Null).await;
        assert_eq!(self.result(id).await, Value::Null);
        self.notify("exit", Value::Null).await;
        assert_eq!(self.ended().await, 0);
        while let Some(message) = self.output.recv().await {
            self.unread.push_back(message);
        }
        std::mem::take(&mut self.unread).iter().map(said).collect()
    }
}

/// The next message of a process; none when it has closed its output.
pub fn read_blocking(output: &mut impl std::io::BufRead) -> Option<Value> {
    Some(serde_json::from_slice(&body(output)?).unwrap())
}

/// The next message; none when the server has closed its output.
async fn read(output: &mut BufReader<DuplexStream>) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).await.unwrap() == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().unwrap(),
            None if line == "\r\n" => break,
            _ => panic!("not a header: {line:?}"),
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).await.unwrap();
    Some(serde_json::from_slice(&body).unwrap())
}

impl Drop for Client {
    fn drop(&mut self) {
        if let Some(toy) = &self.toy {
            // Hung work would keep the runtime from ending.
            toy.gate.open();
        }
        if !std::thread::panicking() {
            assert!(self.unread.is_empty(), "unread: {:?}", self.unread);
            let misled = self.toy.as_ref().is_some_and(|toy| toy.misled.load(Ordering::SeqCst));
            assert!(!misled, "the engine was given the wrong edits");
            let failed = self.real.as_ref().is_some_and(|real| real.failed.load(Ordering::SeqCst));
            assert!(!failed, "the engine has panicked");
        }
    }
}

/// `uri version: n` for n diagnostics, or the message.
fn said(message: &Value) -> String {
    let params = &message["params"];
    match params["diagnostics"].as_array() {
        Some(list) => format!("{} {}: {}", params["uri"].as_str().unwrap(), params["version"], list.len()),
        None => message.to_string(),
    }
}

/// The diagnostics of a list, `line:character-line:character message`.
pub fn listed(published: &Value) -> Vec<String> {
    let place = |place: &Value| format!("{}:{}", place["line"], place["character"]);
    let line = |one: &Value| {
        let (start, end) = (place(&one["range"]["start"]), place(&one["range"]["end"]));
        format!("{start}-{end} {}", one["message"].as_str().unwrap())
    };
    let list = if published["items"].is_array() { &published["items"] } else { &published["diagnostics"] };
    list.as_array().unwrap().iter().map(line).collect()
}
