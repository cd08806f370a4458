//! What must hold for any input: the bodies of the fuzz targets, which `tests/fuzz.rs` runs for a short while too.
//!
//! Invariant: a body returns for every input. Where it panics, hangs or takes all memory there is a defect.

use std::io::Cursor;
use std::time::Duration;

use gouji::analysis::Analysis;
use gouji::assist::{formatting, page, symbols};
use gouji::config::{self, format_message};
use gouji::files;
use gouji::format::{self, Formats};
use gouji::report::lexicon::Lexicon;
use gouji::rules::Lang;
use gouji::server;
use gouji::span::{InText, Span};
use gouji::text::{ByteEdit, Text};

/// A body of a fuzz target.
pub type Body = fn(&[u8]);

/// Every body with its name.
#[allow(dead_code)] // each fuzz target calls one of them by itself
pub const BODIES: [(&str, Body); 6] = [
    ("text", text),
    ("edits", edits),
    ("frames", frames),
    ("format_file", format_file),
    ("settings", settings),
    ("decode", decode),
];

/// Bytes, whatever encoding they may be in, are decoded exactly or not at all.
pub fn decode(data: &[u8]) {
    for lang in [Lang::Zh, Lang::En] {
        match files::decode(data) {
            Ok(read) => {
                assert!(!read.text.starts_with('\u{feff}') || read.mark, "a mark is no part of the text")
            }
            Err(error) => assert!(!error.message(lang).contains('\n')),
        }
    }
}

/// Bytes → parse → report → rules → export: every place that is named is a place of the text, tidying up twice is
/// tidying up once, and every fix can be made.
pub fn text(data: &[u8]) {
    let content = String::from_utf8_lossy(data);
    let text = Text::from(&*content);
    let analysis = Analysis::fresh(&text, Lexicon::built_in());
    let is_place = |range: &Span<InText>| content.get(range.bytes()).is_some();
    let found = analysis.diagnostics(Lang::Zh);
    for diagnostic in &found {
        assert!(is_place(&diagnostic.range), "{diagnostic:?}");
        assert!(diagnostic.related.iter().all(|related| is_place(&related.range)), "{diagnostic:?}");
        for fix in &diagnostic.fixes {
            assert!(fix.edits.iter().all(|edit| is_place(&edit.range)), "{fix:?}");
        }
    }
    let page = page::document(&analysis, &text, &found, Lang::Zh);
    assert!(page.ends_with("</html>\n"));
    symbols::symbols(&analysis, &text, Lang::Zh);
    gouji::cli::export::json(&text, &analysis);
    gouji::cli::export::csv(&text, &analysis);
    let once = tidied(&text, &analysis);
    let analysis = Analysis::fresh(&once, Lexicon::built_in());
    assert_eq!(tidied(&once, &analysis).to_string(), once.to_string(), "of {content:?}");
}

fn tidied(text: &Text, analysis: &Analysis) -> Text {
    let mut tidy = text.clone();
    for edit in formatting::document(text, analysis).into_iter().rev() {
        tidy.replace(edit.range, &edit.new_text);
    }
    tidy
}

/// A text and edits of it: what is kept up to date is what is read afresh.
///
/// The first two bytes say how long the text is; each edit is a place (2 bytes), how much is taken out (1), how much
/// is put in (1) and what.
pub fn edits(data: &[u8]) {
    let Some((head, rest)) = data.split_first_chunk::<2>() else { return };
    let (first, mut script) = rest.split_at((u16::from_le_bytes(*head) as usize).min(rest.len()));
    let lexicon = Lexicon::built_in();
    let mut text = Text::from(&*String::from_utf8_lossy(first));
    let mut analysis = Analysis::fresh(&text, lexicon);
    while let Some((&[a, b, removed, inserted], rest)) = script.split_first_chunk::<4>() {
        let (new, rest) = rest.split_at((inserted as usize).min(rest.len()));
        script = rest;
        let at = u16::from_le_bytes([a, b]) as usize % (text.len() + 1);
        let edit: ByteEdit = text.replace(at..at + removed as usize, &String::from_utf8_lossy(new));
        analysis = analysis.after(&text, &[edit], lexicon);
        let fresh = Analysis::fresh(&text, lexicon);
        assert_eq!(analysis.tree().root_node().to_sexp(), fresh.tree().root_node().to_sexp());
        assert_eq!(analysis.diagnostics(Lang::Zh), fresh.diagnostics(Lang::Zh), "{:?}", text.to_string());
    }
}

/// Bytes on the wire after a proper beginning: the server comes to an end when its input does.
pub fn frames(data: &[u8]) {
    let hello = [
        r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#,
        r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#,
    ];
    let mut input = Vec::new();
    for body in hello {
        input.extend(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }
    // Every second piece between zero bytes is a body that is framed as it should be, the others are sent as they are.
    for (index, piece) in data.split(|byte| *byte == 0).enumerate() {
        if index % 2 == 1 {
            input.extend(format!("Content-Length: {}\r\n\r\n", piece.len()).as_bytes());
        }
        input.extend(piece);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.expect("the system has threads");
    runtime.block_on(async {
        let served = server::serve(Cursor::new(input), tokio::io::sink(), server::engine::Gouji);
        let code = tokio::time::timeout(Duration::from_secs(120), served).await.expect("the server ends");
        assert!(code.is_ok_and(|code| code <= 1));
    });
    runtime.shutdown_background();
}

/// A format file is understood or refused with the line of its mistake.
pub fn format_file(data: &[u8]) {
    let file = String::from_utf8_lossy(data);
    match format::parse(&file) {
        Ok(own) => {
            let formats = Formats::with(own);
            let own = formats.all().first().expect("the one that was put in");
            for table in own.tables.indices() {
                let text = Text::default();
                gouji::assist::actions::insert::table(&text, 0, own, table);
            }
        }
        Err(error) => {
            assert!(1 <= error.line && error.line <= file.split('\n').count(), "{error:?} of {file:?}");
            assert!(!format_message(&error, Lang::Zh).contains('\n'), "{error:?}");
        }
    }
}

/// A `gouji.toml` is understood or refused in one line.
pub fn settings(data: &[u8]) {
    if let Err(error) = config::parse(&String::from_utf8_lossy(data)) {
        for lang in [Lang::Zh, Lang::En] {
            assert!(!error.message(lang).contains('\n'), "{error:?}");
        }
    }
}
