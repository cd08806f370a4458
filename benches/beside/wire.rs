//! What someone who types waits for, over the pipes that an editor uses.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::{Client, Spot};
use super::{floor, median, row, shown};

const URI: &str = "file:///report.txt";
const OTHER: &str = "file:///other.txt";
const SIZES: [(&str, usize, f64); 3] =
    [("10 KB", 10 << 10, 2.0), ("1 MB", 1 << 20, 3.0), ("10 MB", 10 << 20, 15.0)];
/// A keystroke comes so long after the one before.
const GAP: Duration = Duration::from_millis(10);

/// The shapes that are measured, each with a report in which everything holds, and one in which something does not.
const SHAPES: [(&str, &str, &str); 3] = [
    (
        "a line a cell",
        include_str!("../../tests/reports/cells/clean.txt"),
        include_str!("../../tests/reports/cells/faulty.txt"),
    ),
    (
        "Markdown",
        include_str!("../../tests/reports/pipe-rows/clean.txt"),
        include_str!("../../tests/reports/pipe-rows/faulty.txt"),
    ),
    (
        "from a PDF",
        include_str!("../../tests/reports/pdf-rows/clean.txt"),
        include_str!("../../tests/reports/pdf-rows/faulty.txt"),
    ),
];

/// Reports of about `size` bytes, each tenth of them faulty, and where in the middle one a digit is typed.
fn document((_, clean, faulty): (&str, &str, &str), size: usize) -> (String, Spot) {
    const FAULTY: usize = 10;
    let mut text = String::new();
    let mut spot = None;
    for number in 1.. {
        let report = if number % FAULTY == 0 { faulty } else { clean };
        if spot.is_none() && number % FAULTY != 0 && text.len() + report.len() > size / 2 {
            spot = Some(text.len() + total(report));
        }
        text.push_str(report);
        text.push('\n');
        if text.len() + report.len() > size {
            break;
        }
    }
    let before = &text[..spot.unwrap_or_else(|| total(&text))];
    let line = before.matches('\n').count() as u32;
    let character = before[before.rfind('\n').map_or(0, |at| at + 1)..].encode_utf16().count() as u32;
    (text, Spot { line, character })
}

/// Behind the first figure of the row （七）总计: an edit there changes what is found.
fn total(report: &str) -> usize {
    let row = report.find("（七）总计").expect("every report has the row");
    let figure = row + report[row..].find(|c: char| c.is_ascii_digit()).expect("it has figures");
    figure + report[figure..].find(|c: char| !c.is_ascii_digit()).unwrap_or(0)
}

fn own() -> Client {
    Client::start(Path::new(env!("CARGO_BIN_EXE_gouji")), &["lsp"])
}

fn beside() -> Client {
    let bench: PathBuf = std::env::current_exe().expect("this program is somewhere");
    Client::start(&bench, &[floor::ARGUMENT])
}

/// Measures and prints.
pub fn measure() {
    for (name, size, aim) in SIZES {
        for shape in SHAPES.into_iter().take(if size > 1 << 20 { 1 } else { SHAPES.len() }) {
            keystrokes(&format!("keystroke, {name}, {}", shape.0), shape, size, aim);
        }
    }
    while_another_opens();
    for (name, size, aim) in [("10 KB", 10 << 10, "≤ × 2"), ("1 MB", 1 << 20, "≤ 30 ms")] {
        requests(name, size, aim);
    }
    burst();
}

/// Keystrokes, the first list and the memory, of both servers in turn.
fn keystrokes(name: &str, shape: (&str, &str, &str), size: usize, aim: f64) {
    let edits = if size > 1 << 20 { 60 } else { 300 };
    let (text, spot) = document(shape, size);
    let (mut own, mut beside) = (own(), beside());
    let opened = [own.open(URI, &text), beside.open(URI, &text)];
    let mut taken = [Vec::new(), Vec::new()];
    for edit in 0..edits {
        for (server, taken) in [&mut own, &mut beside].into_iter().zip(&mut taken) {
            std::thread::sleep(GAP);
            let time = server.edit(URI, spot);
            // The first ones wake up what sleeps.
            if edit >= edits / 10 {
                taken.push(time);
            }
        }
    }
    let [typed, floor] = taken.map(median);
    let ratio = |own: Duration, floor: Duration| Some(own.as_secs_f64() / floor.as_secs_f64());
    row(name, &shown(typed), &shown(floor), ratio(typed, floor), &format!("≤ × {aim}"));
    row("  opened", &shown(opened[0]), &shown(opened[1]), ratio(opened[0], opened[1]), "");
    if let (Some(memory), Some(floor)) = (own.memory(), beside.memory()) {
        let megabytes = |bytes: usize| format!("{:.1} MB", bytes as f64 / 1e6);
        let most = 12_000_000 + 15 * text.len();
        row(
            "  memory",
            &megabytes(memory),
            &megabytes(floor),
            Some(memory as f64 / floor as f64),
            &format!("≤ {}", megabytes(most)),
        );
    }
}

/// A keystroke in a small document while a large one is being read.
fn while_another_opens() {
    let (small, spot) = document(SHAPES[0], 10 << 10);
    let (large, _) = document(SHAPES[0], 10 << 20);
    let mut server = own();
    server.open(URI, &small);
    server.begin_to_open(OTHER, &large);
    let begin = Instant::now();
    let mut taken = Vec::new();
    while begin.elapsed() < Duration::from_secs(1) {
        std::thread::sleep(GAP);
        taken.push(server.edit(URI, spot));
    }
    row("keystroke, 10 KB, while 10 MB open", &shown(median(taken)), "", None, "≤ 20 ms");
}

/// What an editor asks behind a keystroke, by the processor time that it takes.
fn requests(name: &str, size: usize, aim: &str) {
    const TIMES: u32 = 100;
    let (text, spot) = document(SHAPES[1], size);
    let mut server = own();
    server.open(URI, &text);
    let document = json!({"uri": URI});
    let window = json!({"start": {"line": spot.line.saturating_sub(25), "character": 0}, "end": {"line": spot.line + 25, "character": 0}});
    let asked: [(&str, Value); 6] = [
        ("gouji/status", json!({"textDocument": document})),
        ("textDocument/semanticTokens/full", json!({"textDocument": document})),
        ("textDocument/inlayHint", json!({"textDocument": document, "range": window})),
        ("textDocument/codeLens", json!({"textDocument": document})),
        ("textDocument/documentSymbol", json!({"textDocument": document})),
        ("textDocument/foldingRange", json!({"textDocument": document})),
    ];
    let mut spent = |asks: bool| -> Option<Duration> {
        let before = server.processor_time()?;
        for _ in 0..TIMES {
            std::thread::sleep(GAP);
            server.edit(URI, spot);
            if asks {
                for (method, params) in &asked {
                    server.ask(method, params.clone());
                }
            }
        }
        Some((server.processor_time()? - before) / TIMES)
    };
    spent(true);
    if let (Some(alone), Some(all)) = (spent(false), spent(true)) {
        let ratio = all.as_secs_f64() / alone.as_secs_f64();
        row(
            &format!("keystroke and six requests, CPU, {name}"),
            &shown(all),
            &shown(alone),
            Some(ratio),
            aim,
        );
    }
}

/// Many edits at once.
fn burst() {
    const EDITS: usize = 200;
    let (text, spot) = document(SHAPES[0], 1 << 20);
    let (mut own, mut beside) = (own(), beside());
    let mut taken = [Vec::new(), Vec::new()];
    own.open(URI, &text);
    beside.open(URI, &text);
    for _ in 0..7 {
        for (server, taken) in [&mut own, &mut beside].into_iter().zip(&mut taken) {
            std::thread::sleep(GAP * 20);
            taken.push(server.burst(URI, spot, EDITS));
            server.edit(URI, spot);
        }
    }
    let [own, beside] = taken.map(median);
    let ratio = own.as_secs_f64() / beside.as_secs_f64();
    row("burst of 201 edits, 1 MB, behind the last", &shown(own), &shown(beside), Some(ratio), "≤ 5 ms");
}
