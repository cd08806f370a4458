//! An editor that does not read what the server says: what it says is taken in all the same, the server's memory stays
//! within bounds, and when it reads again it is told everything; when it is gone the server ends.

use std::collections::HashSet;
use std::io::{BufReader, Write};
use std::process::{ChildStdin, ChildStdout};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use gouji::rules::Lang;
use serde_json::{Value, json};

use crate::client::{NEVER, able, did_open, message, read_blocking, span};
use crate::pipe::{body, frame};
use crate::process::{Process, request, send};
use crate::sample::{Unit, cell, due, slip};

const URI: &str = "file:///a.md";
const MEGABYTE: usize = 1 << 20;

/// An editor that has heard that the server is ready, and nothing since.
struct Deaf {
    server: Process,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Deaf {
    fn ready() -> Deaf {
        let (mut server, mut input) = Process::start();
        send(&mut input, &[request(0, "initialize", able()), message("initialized", json!({}))]);
        let mut output = BufReader::new(server.0.stdout.take().unwrap());
        assert_eq!(read_blocking(&mut output).unwrap()["id"], 0);
        Deaf { server, input, output }
    }

    /// Says all this; it must be taken in.
    fn say(mut self, messages: Vec<Value>) -> Deaf {
        let (done, end) = mpsc::channel();
        thread::spawn(move || {
            send(&mut self.input, &messages);
            let _ = done.send(self);
        });
        end.recv_timeout(NEVER).expect("the server takes in what is said")
    }

    /// Reads until a message fits.
    fn hear(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        std::iter::from_fn(|| read_blocking(&mut self.output)).find(fits).expect("the server says it")
    }

    /// Reads until all these are answered, in whatever order; how long the answers are together.
    fn hear_answers(&mut self, ids: impl Iterator<Item = i32>, fits: impl Fn(&[u8]) -> bool) -> usize {
        let mut open: HashSet<i32> = ids.collect();
        let mut length = 0;
        while !open.is_empty() {
            let body = body(&mut self.output).expect("the server speaks");
            // Only the beginning is looked at: there may be very much.
            let start = String::from_utf8_lossy(&body[..body.len().min(100)]).into_owned();
            let Some((_, behind)) = start.split_once("\"id\":") else { continue };
            let id = behind.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap();
            assert!(open.remove(&id) && fits(&body), "{start}");
            length += body.len();
        }
        length
    }

    /// Waits until the server's memory stays as it is.
    #[cfg(target_os = "linux")]
    fn memory(&self) -> usize {
        let mut before = 0;
        loop {
            thread::sleep(Duration::from_secs(1));
            let now = self.server.memory();
            if now.abs_diff(before) < MEGABYTE {
                return now;
            }
            before = now;
        }
    }

    fn end(mut self, last: i32) {
        self = self.say(vec![request(last, "shutdown", Value::Null), message("exit", Value::Null)]);
        while read_blocking(&mut self.output).is_some() {}
        assert_eq!(self.server.code(), Some(0));
    }
}

/// Does work that must come to an end.
fn within_bounds(work: impl FnOnce() + Send + 'static) {
    let (done, end) = mpsc::channel();
    let worker = thread::spawn(move || {
        work();
        let _ = done.send(());
    });
    // Where the work has failed nothing is sent.
    assert_ne!(end.recv_timeout(3 * NEVER), Err(mpsc::RecvTimeoutError::Timeout), "it never came");
    worker.join().unwrap();
}

fn status(id: i32) -> Value {
    request(id, "gouji/status", json!({"textDocument": {"uri": URI}}))
}

/// A document about which much is said, and a question whose answer is long.
fn long_answer(id: i32) -> Value {
    request(id, "textDocument/semanticTokens/full", json!({"textDocument": {"uri": URI}}))
}

fn compilation(size: usize) -> String {
    slip().repeat(size / slip().len() + 1)
}

#[test]
fn what_is_typed_is_taken_in_and_told_when_the_editor_reads_again() {
    within_bounds(type_to_the_deaf);
}

fn type_to_the_deaf() {
    const EDITS: i32 = 20_000;
    let mut text = slip();
    let mut messages = vec![did_open(URI, "gov-report", 1, &text)];
    let at = cell(&text, "（一）予以公开", 2);
    let line = text[..at.start].matches('\n').count() as u32;
    let start = text[..at.start].rfind('\n').unwrap() + 1;
    let character = text[start..at.start].encode_utf16().count() as u32;
    for version in 2..=EDITS {
        let figure = ["0", "3"][version as usize % 2];
        let change = json!({"range": span((line, character), (line, character + 1)), "text": figure});
        let document = json!({"uri": URI, "version": version});
        messages.push(message(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": [change]}),
        ));
        if version % 4 == 0 {
            messages.push(status(version));
        }
        text.replace_range(at.start..at.start + 1, figure);
    }
    let deaf = Deaf::ready();
    #[cfg(target_os = "linux")]
    let before = deaf.server.memory();
    let mut deaf = deaf.say(messages);
    #[cfg(target_os = "linux")]
    assert!(deaf.memory() < before + 100 * MEGABYTE, "{} of {before}", deaf.memory());
    let asked = (2..=EDITS).filter(|version| version % 4 == 0);
    deaf.hear_answers(asked, |answer| {
        let answer: Value = serde_json::from_slice(answer).unwrap();
        answer["error"]["code"].as_i64().is_none_or(|code| [-32801, -32803].contains(&code))
    });
    deaf = deaf.say(vec![status(EDITS + 1)]);
    let mut shown = Value::Null;
    while let Some(said) = read_blocking(&mut deaf.output) {
        if said["params"]["version"] == EDITS {
            shown = said["params"]["diagnostics"].clone();
        }
        if said["id"] == EDITS + 1 {
            break;
        }
    }
    // It may have come among the answers, and then what comes next is the same.
    if shown.is_null() {
        deaf = deaf.say(vec![did_open(URI, "gov-report", EDITS + 1, &text), status(EDITS + 2)]);
        shown = deaf.hear(|said| said["params"]["version"] == EDITS + 1)["params"]["diagnostics"].clone();
    }
    assert_eq!(shown, due(URI, &text, Unit::Utf16, Lang::En));
    deaf.end(EDITS + 3);
}

#[test]
#[cfg(target_os = "linux")]
fn answers_wait_within_bounds() {
    within_bounds(|| {
        let open = did_open(URI, "gov-report", 1, &compilation(MEGABYTE / 2));
        let mut deaf = Deaf::ready().say(vec![open, status(1), long_answer(2)]);
        let one = deaf.hear_answers(1..3, |_| true);
        let before = deaf.memory();
        // So many that they would be far too much.
        let last = (400 * MEGABYTE / one) as i32;
        deaf = deaf.say((3..last).map(long_answer).collect());
        let held = deaf.memory().saturating_sub(before);
        assert!(held < 200 * MEGABYTE, "{held}");
        // Whoever listens again is told everything.
        let all = deaf.hear_answers(3..last, |answer| answer.len() > one / 2);
        assert!(all > 300 * MEGABYTE, "{all}");
        deaf.end(last);
    });
}

#[test]
fn the_server_ends_with_its_editor_while_it_waits_for_it() {
    let stuck = || {
        let open = did_open(URI, "gov-report", 1, &compilation(MEGABYTE / 4));
        Deaf::ready().say([vec![open], (1..40).map(long_answer).collect()].concat())
    };
    let Deaf { mut server, input, output } = stuck();
    drop(output);
    assert_eq!(server.code(), Some(1));
    drop(input);

    let Deaf { mut server, input, output } = stuck();
    drop(input);
    assert_eq!(server.code(), Some(1));
    drop(output);

    let Deaf { mut server, mut input, output } = stuck();
    input.write_all(&frame(&message("exit", Value::Null))).unwrap();
    assert_eq!(server.code(), Some(1));
    drop((input, output));
}

/// What many large documents take is given back when they are closed.
#[test]
#[cfg(target_os = "linux")]
fn memory_comes_back() {
    const DOCUMENTS: i32 = 50;
    let text = compilation(MEGABYTE / 4);
    let mut deaf = Deaf::ready();
    let of = |number: i32| format!("file:///{number}.md");
    let mut after = Vec::new();
    for round in 0..3 {
        let ask = |number: i32| {
            let document = json!({"textDocument": {"uri": of(number)}});
            request(round * 1000 + number + 1, "textDocument/documentSymbol", document)
        };
        let opened = (0..DOCUMENTS)
            .flat_map(|number| [did_open(&of(number), "gov-report", round, &text), ask(number)])
            .collect();
        deaf = deaf.say(opened);
        let mut open: Vec<i32> = (0..DOCUMENTS).map(|number| round * 1000 + number + 1).collect();
        while !open.is_empty() {
            let said = deaf.hear(|said| said["id"].is_i64());
            assert!(said["result"].is_array(), "{said}");
            open.retain(|id| said["id"] != *id);
        }
        let close = |number| message("textDocument/didClose", json!({"textDocument": {"uri": of(number)}}));
        deaf = deaf.say((0..DOCUMENTS).map(close).collect());
        for _ in 0..DOCUMENTS {
            deaf.hear(|said| said["params"]["diagnostics"] == json!([]));
        }
        after.push(deaf.memory());
    }
    assert!(after[2] < after[0] + 30 * MEGABYTE, "{after:?}");
    deaf.end(9999);
}
