//! How long an editor waits for the answer to each request, at two sizes.
//!
//! Each is measured three times: the function that finds the answer, alone; the request to a server in memory, with
//! all encoding and scheduling; and the request right behind a keystroke, which must be read first. The floor is a
//! request that the server does not know: what is above it is what the answer costs. Divan knows no percentiles,
//! and an editor is as slow as its slowest answers, so the figures are taken here.

mod reports;

use std::hint::black_box;
use std::ops::Range;
use std::time::{Duration, Instant};

use gouji::analysis::Analysis;
use gouji::assist::completion::{Ask, completions};
use gouji::assist::hints::{Answers, Wanted};
use gouji::assist::hover::Markup;
use gouji::assist::{
    definition, folding, formatting, highlight, hints, hover, lens, links, selection, symbols, tokens,
};
use gouji::format::Formats;
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Diagnostic, Lang};
use gouji::server::engine::Gouji;
use gouji::span::Span;
use gouji::text::{Encoding, Text};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream};

const SIZES: [(&str, usize); 2] = [("8 KB", 8 << 10), ("1 MB", 1 << 20)];
const URI: &str = "file:///report.md";
/// Measured so often, unless that takes longer than [`LONG`].
const TIMES: usize = 1000;
const LONG: Duration = Duration::from_secs(2);

/// A text and the place in it that is asked about.
struct Case {
    text: Text,
    analysis: Analysis,
    found: Vec<Diagnostic>,
    at: usize,
    /// Behind the first characters of the row's label.
    label: usize,
    /// What is seen of it at once.
    window: Range<usize>,
}

type Function = fn(&Case) -> usize;

/// What is measured: a method, its parameters beside the document, and the function behind it.
fn requests(case: &Case) -> Vec<(&'static str, Value, Option<Function>)> {
    let at = case.text.position(case.at, Encoding::Utf16);
    let at = json!({"line": at.line, "character": at.character});
    let label = case.text.position(case.label, Encoding::Utf16);
    let label = json!({"line": label.line, "character": label.character});
    let here = json!({"position": at});
    let range = json!({"start": at, "end": at});
    let [start, end] = [case.window.start, case.window.end].map(|at| {
        let at = case.text.position(at, Encoding::Utf16);
        json!({"line": at.line, "character": at.character})
    });
    let window = json!({"start": start, "end": end});
    let options = json!({"tabSize": 4, "insertSpaces": true});
    vec![
        ("gouji/unknown", json!({}), None),
        (
            "textDocument/completion",
            json!({"position": label}),
            Some(|case| {
                let ask = Ask::default();
                completions(&case.text, &case.analysis, Formats::built_in(), case.label, &ask).len()
            }),
        ),
        (
            "textDocument/hover",
            here.clone(),
            Some(|case| {
                usize::from(
                    hover::hover(&case.analysis, &case.text, case.at, Lang::Zh, Markup::Markdown).is_some(),
                )
            }),
        ),
        (
            "textDocument/documentSymbol",
            json!({}),
            Some(|case| symbols::symbols(&case.analysis, &case.text, Lang::Zh).len()),
        ),
        (
            "textDocument/foldingRange",
            json!({}),
            Some(|case| folding::folds(&case.analysis, &case.text).len()),
        ),
        (
            "textDocument/selectionRange",
            json!({"positions": [at]}),
            Some(|case| selection::selections(&case.analysis, case.at).len()),
        ),
        (
            "textDocument/documentHighlight",
            here.clone(),
            Some(|case| highlight::highlights(&case.analysis, &case.text, case.at).len()),
        ),
        (
            "textDocument/definition",
            here.clone(),
            Some(|case| usize::from(definition::definition(&case.analysis, case.at).is_some())),
        ),
        (
            "textDocument/references",
            json!({"position": at, "context": {"includeDeclaration": false}}),
            Some(|case| usize::from(definition::references(&case.analysis, case.at).is_some())),
        ),
        (
            "textDocument/inlayHint",
            json!({"range": window}),
            Some(|case| {
                let wanted = Wanted { sums: true, columns: true, prose: Answers::Mismatches };
                let window = case.window.clone();
                hints::hints(&case.analysis, &case.text, &case.found, Span::new(window), wanted, Lang::Zh)
                    .len()
            }),
        ),
        (
            "textDocument/codeLens",
            json!({}),
            Some(|case| lens::lenses(&case.analysis, &case.text, Lang::Zh).len()),
        ),
        (
            "textDocument/semanticTokens/full",
            json!({}),
            Some(|case| tokens::tokens(&case.analysis, &case.text, Span::new(0..case.text.len())).len()),
        ),
        (
            "textDocument/semanticTokens/range",
            json!({"range": window}),
            Some(|case| tokens::tokens(&case.analysis, &case.text, Span::new(case.window.clone())).len()),
        ),
        ("textDocument/documentLink", json!({}), Some(|case| links::links(&case.text).len())),
        ("textDocument/diagnostic", json!({}), None),
        ("workspace/symbol", json!({"query": "云溪"}), None),
        ("textDocument/codeAction", json!({"range": range, "context": {"diagnostics": []}}), None),
        (
            "textDocument/formatting",
            json!({"options": options}),
            Some(|case| formatting::document(&case.text, &case.analysis).len()),
        ),
        ("textDocument/onTypeFormatting", json!({"options": options, "position": at, "ch": "|"}), None),
        (
            "textDocument/rangeFormatting",
            json!({"options": options, "range": range}),
            Some(|case| formatting::range(&case.text, &case.analysis, Span::new(case.at..case.at)).len()),
        ),
    ]
}

#[tokio::main]
async fn main() {
    for (name, size) in SIZES {
        let content = reports::compilation(size);
        let text = Text::from(&*content);
        let analysis = Analysis::fresh(&text, Lexicon::built_in());
        let at = reports::figure(&content);
        let line = text.line_at(at);
        let window = text.line_range(line).start..text.line_range((line + 50).min(text.line_count() - 1)).end;
        let label = text.line_range(line).start + "| 一、本".len();
        let found = analysis.diagnostics(Lang::Zh);
        let case = Case { at, label, window, text, analysis, found };
        let mut server = Server::start().await;
        server.open(&content).await;
        say(&format!(
            "\n{name:<32}{:>20}{:>20}{:>20}{:>10}",
            "function", "request", "after a keystroke", "× floor"
        ));
        let mut floor = None;
        for (method, params, function) in requests(&case) {
            let alone = function.map(|function| {
                Percentiles::of(&mut sample(|| {
                    black_box(function(&case));
                }))
            });
            let mut at_rest = Vec::new();
            let mut typing = Vec::new();
            let begin = Instant::now();
            while at_rest.len() < TIMES && begin.elapsed() < LONG {
                at_rest.push(server.ask(method, &params).await);
            }
            let begin = Instant::now();
            while typing.len() < TIMES && begin.elapsed() < LONG {
                typing.push(server.type_and_ask(&case, method, &params).await);
            }
            let at_rest = Percentiles::of(&mut at_rest);
            let floor = *floor.get_or_insert(at_rest.p50);
            say(&format!(
                "{method:<32}{:>20}{:>20}{:>20}{:>10.1}",
                alone.map_or(String::new(), |alone| alone.to_string()),
                at_rest.to_string(),
                Percentiles::of(&mut typing).to_string(),
                at_rest.p50.as_secs_f64() / floor.as_secs_f64(),
            ));
        }
        server.stop().await;
    }
}

#[allow(clippy::print_stdout)] // Printing is what it is for.
fn say(line: &str) {
    println!("{line}");
}

fn sample(mut run: impl FnMut()) -> Vec<Duration> {
    let begin = Instant::now();
    let mut taken = Vec::new();
    while taken.len() < TIMES && begin.elapsed() < LONG {
        let begin = Instant::now();
        run();
        taken.push(begin.elapsed());
    }
    taken
}

/// The middle of what was measured, and what 99 of 100 stay below.
struct Percentiles {
    p50: Duration,
    p99: Duration,
}

impl Percentiles {
    fn of(taken: &mut [Duration]) -> Percentiles {
        taken.sort_unstable();
        let at = |percent: usize| taken[(taken.len() * percent / 100).min(taken.len() - 1)];
        Percentiles { p50: at(50), p99: at(99) }
    }
}

impl std::fmt::Display for Percentiles {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [p50, p99] = [self.p50, self.p99].map(|taken| taken.as_secs_f64() * 1e3);
        write!(to, "{p50:.3} / {p99:.3} ms")
    }
}

/// The server in memory.
struct Server {
    input: DuplexStream,
    output: BufReader<DuplexStream>,
    server: tokio::task::JoinHandle<std::io::Result<u8>>,
    id: i64,
    version: i32,
}

/// What must be read of an answer to know it.
#[derive(Deserialize)]
struct Head {
    id: Option<i64>,
    method: Option<String>,
}

impl Server {
    async fn start() -> Server {
        let (input, server_input) = tokio::io::duplex(64 << 10);
        let (output, server_output) = tokio::io::duplex(64 << 10);
        let server = tokio::spawn(gouji::server::serve(server_input, server_output, Gouji));
        let mut server = Server { input, output: BufReader::new(output), server, id: 0, version: 1 };
        let able = json!({
            "textDocument": {
                "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
                "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
                "hover": {"contentFormat": ["markdown"]},
                "diagnostic": {},
                "semanticTokens": {"requests": {"full": {"delta": true}, "range": true}, "tokenTypes": [],
                    "tokenModifiers": [], "formats": ["relative"]},
            },
            "window": {"showDocument": {"support": true}},
            "workspace": {"workspaceEdit": {"documentChanges": true}},
        });
        let options = json!({"ruleBase": "https://example.org/pages"});
        let params = json!({"capabilities": able, "locale": "zh-cn", "initializationOptions": options});
        server.call("initialize", params).await;
        server.notify("initialized", json!({})).await;
        server
    }

    async fn open(&mut self, text: &str) {
        let document = json!({"uri": URI, "languageId": "markdown", "version": self.version, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document})).await;
        self.ask("textDocument/documentSymbol", &json!({})).await;
    }

    /// How long the answer takes.
    async fn ask(&mut self, method: &str, params: &Value) -> Duration {
        let params = of_the_document(params);
        let begin = Instant::now();
        self.call(method, params).await;
        begin.elapsed()
    }

    /// How long the answer takes behind a keystroke that turns the figure into another.
    async fn type_and_ask(&mut self, case: &Case, method: &str, params: &Value) -> Duration {
        self.version += 1;
        let [start, end] = [case.at, case.at + 1].map(|at| {
            let at = case.text.position(at, Encoding::Utf16);
            json!({"line": at.line, "character": at.character})
        });
        let digit = if self.version % 2 == 0 { "7" } else { "0" };
        let change = json!({"range": {"start": start, "end": end}, "text": digit});
        let document = json!({"uri": URI, "version": self.version});
        let change = json!({"textDocument": document, "contentChanges": [change]});
        let params = of_the_document(params);
        let begin = Instant::now();
        self.notify("textDocument/didChange", change).await;
        self.call(method, params).await;
        begin.elapsed()
    }

    async fn call(&mut self, method: &str, params: Value) {
        self.id += 1;
        self.send(json!({"jsonrpc": "2.0", "id": self.id, "method": method, "params": params})).await;
        loop {
            let head = self.hear().await;
            if head.method.is_none() && head.id == Some(self.id) {
                return;
            }
        }
    }

    async fn notify(&mut self, method: &str, params: Value) {
        self.send(json!({"jsonrpc": "2.0", "method": method, "params": params})).await;
    }

    async fn send(&mut self, message: Value) {
        let body = message.to_string();
        let message = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.input.write_all(message.as_bytes()).await.expect("the server listens");
    }

    async fn hear(&mut self) -> Head {
        let mut header = String::new();
        let mut length = 0;
        while header != "\r\n" {
            header.clear();
            self.output.read_line(&mut header).await.expect("the server speaks");
            if let Some(value) = header.strip_prefix("Content-Length: ") {
                length = value.trim_end().parse().expect("a length is a number");
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).await.expect("the server speaks");
        serde_json::from_slice(&body).expect("the server speaks JSON")
    }

    async fn stop(mut self) {
        self.call("shutdown", Value::Null).await;
        self.notify("exit", Value::Null).await;
        self.server.await.expect("the server ends").expect("there are threads");
    }
}

fn of_the_document(params: &Value) -> Value {
    let mut params = params.clone();
    params["textDocument"] = json!({"uri": URI});
    params
}
