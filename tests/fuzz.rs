//! The bodies of the fuzz targets, run for a short while on what a fuzzer would begin with: samples, format files and
//! messages, whole, damaged and in pieces.

mod support;

#[path = "../fuzz/bodies.rs"]
mod bodies;

use bodies::{BODIES, Body};
use support::model::Random;

/// How many damaged inputs of each kind there are.
const INPUTS: u64 = 60;

/// Pieces of input that lead far into the program.
const PIECES: [&str; 28] = [
    "\n",
    "\r\n",
    "\t",
    "|",
    " 0",
    "0\t0\t0",
    "，",
    "。",
    "其中",
    "5件",
    "三、",
    "（七）总计",
    "<!--",
    "-->",
    "```\n",
    "> ",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\"",
    "[",
    "]]",
    "= ",
    "id",
    "\n[[",
    "-",
    "99999999999999999999999999999",
    "0.1",
];

const MESSAGES: [&str; 8] = [
    r#"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.md","languageId":"gov-report","version":1,"text":"一、总体情况\n二、主动公开政府信息情况\n规章 0 0 6\n"}}}"#,
    r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.md","version":2},"contentChanges":[{"range":{"start":{"line":0,"character":2},"end":{"line":7,"character":0}},"text":"2024年\n"}]}}"#,
    r#"{"jsonrpc":"2.0","id":7,"method":"textDocument/completion","params":{"textDocument":{"uri":"file:///a.md"},"position":{"line":0,"character":4294967295}}}"#,
    r#"{"jsonrpc":"2.0","id":"x","method":"textDocument/codeAction","params":{"textDocument":{"uri":"file:///a.md"},"range":{"start":{"line":1,"character":0},"end":{"line":0,"character":0}},"context":{"diagnostics":[]}}}"#,
    r#"{"jsonrpc":"2.0","id":8,"method":"workspace/diagnostic","params":{"previousResultIds":[]}}"#,
    r#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":7}}"#,
    r#"{"jsonrpc":"2.0","id":9,"method":"shutdown"}"#,
    r#"{"jsonrpc":"2.0","method":"exit"}"#,
];

/// What a fuzzer would begin with.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    let read = |file: &str| {
        std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file))
            .expect("it is part of the project")
    };
    let samples = || {
        [
            "tests/reports/markdown/faulty.md",
            "tests/reports/cells/faulty.txt",
            "tests/reports/pdf-rows/faulty.txt",
            "tests/reports/tsv/clean.txt",
        ]
        .map(read)
        .to_vec()
    };
    match name {
        "format_file" => vec![read("src/core/format/annual-2021.toml"), read("src/core/format/annual-2019.toml")],
        "settings" => vec![
            b"format = \"annual-2021\"\nlanguage = \"zh\"\n[rules]\ntotals = \"off\"\n\"totals/row-total\" = \"warning\"\n".to_vec(),
            b"[[reviewed]]\nfile = \"a.md\"\nrule = \"totals/row-total\"\nseen = \"0123456789abcdef\"\nreason = \"x\"\n".to_vec(),
        ],
        "frames" => vec![MESSAGES.map(|body| format!("\0{body}\0")).concat().into_bytes()],
        "edits" => samples()
            .into_iter()
            .map(|sample| {
                let length = sample.len().min(usize::from(u16::MAX));
                [(length as u16).to_le_bytes().as_slice(), &sample[..length]].concat()
            })
            .collect(),
        _ => samples(),
    }
}

/// An input with some of its bytes lost, doubled, moved or changed.
fn damaged(seed: &[u8], random: &mut Random) -> Vec<u8> {
    let mut input = seed.to_vec();
    for _ in 0..random.between(1, 6) {
        let at = random.below(input.len() + 1);
        let end = (at + random.below(40)).min(input.len());
        match random.below(5) {
            0 => drop(input.drain(at..end)),
            1 => {
                let piece = input[at..end].to_vec();
                let to = random.below(input.len() + 1);
                input.splice(to..to, piece);
            }
            2 if at < input.len() => input[at] ^= 1 << random.below(8),
            3 if random.chance(10) => input.truncate(at),
            _ => drop(input.splice(at..at, PIECES[random.below(PIECES.len())].bytes())),
        }
    }
    input
}

/// A script of edits behind the text that it changes.
fn script(random: &mut Random) -> Vec<u8> {
    let mut script = Vec::new();
    for _ in 0..random.between(1, 12) {
        let piece = PIECES[random.below(PIECES.len())];
        script.extend((random.below(1 << 16) as u16).to_le_bytes());
        script.push(random.below(60) as u8);
        script.push(piece.len() as u8);
        script.extend(piece.bytes());
    }
    script
}

fn run(name: &str) {
    let body: Body = BODIES.iter().find(|(known, _)| *known == name).expect("it is a body").1;
    let mut random = Random(name.len() as u64);
    let seeds = seeds(name);
    for seed in &seeds {
        body(seed);
    }
    for _ in 0..INPUTS {
        let mut input = damaged(&seeds[random.below(seeds.len())], &mut random);
        if name == "edits" {
            input.extend(script(&mut random));
        }
        body(&input);
    }
}

#[test]
fn any_text_is_read() {
    run("text");
}

#[test]
fn any_edits_leave_what_a_fresh_reading_finds() {
    run("edits");
}

#[test]
fn any_bytes_on_the_wire_come_to_an_end() {
    run("frames");
}

#[test]
fn any_format_file_is_understood_or_refused() {
    run("format_file");
}

#[test]
fn any_settings_are_understood_or_refused() {
    run("settings");
}

#[test]
fn any_bytes_are_decoded_or_refused() {
    run("decode");
}

#[test]
fn every_body_has_a_target() {
    for (name, _) in BODIES {
        let target = format!("{}/fuzz/fuzz_targets/{name}.rs", env!("CARGO_MANIFEST_DIR"));
        let target = std::fs::read_to_string(target).expect("there is one");
        assert!(target.contains(&format!("bodies::{name}(data)")));
    }
}
