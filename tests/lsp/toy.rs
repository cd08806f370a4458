//! An engine that a test can see through: every `9` is wrong, and magic words hang and panic it.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use gouji::analysis::Analysis;
use gouji::config::{Judgement, Shown};
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Diagnostic, Fix, Lang, Related, Severity, TextEdit};
use gouji::server::engine::{Before, Engine};
use gouji::span::Span;
use gouji::text::{ByteEdit, Text};

/// - A text with `年度报告` is a report.
/// - Each `9` should be `0`; the report's first character has to do with it.
/// - `SHOW` shows the whole text as a message.
/// - `HANG` hangs until the gate is opened, `SLOW` takes its time, `PANIC` panics, `TRIP` panics in reading
///   edits only.
#[derive(Clone, Default)]
pub struct Toy {
    pub gate: Gate,
    pub read_anew: Arc<AtomicUsize>,
    /// How often it has read, anew or edits.
    pub read: Arc<AtomicUsize>,
    pub tripped: Arc<AtomicUsize>,
    /// Whether it was ever given edits that do not lead from the text before to the text now.
    pub misled: Arc<AtomicBool>,
}

impl Engine for Toy {
    fn fresh(&self, text: &Text, _: &Lexicon) -> Analysis {
        self.read_anew.fetch_add(1, Ordering::SeqCst);
        self.read(text)
    }

    fn after(&self, before: Before<'_>, text: &Text, edits: &[ByteEdit], _: &Lexicon) -> Analysis {
        let (before, text_now) = (before.text.to_string(), text.to_string());
        if text_now.contains("TRIP") {
            self.tripped.fetch_add(1, Ordering::SeqCst);
            panic!("TRIP");
        }
        // The edits must be all edits since `before` and in order: lengths and the untouched ends must fit.
        let length = edits.iter().try_fold(before.len(), |length, edit| {
            let kept = edit.start <= edit.old_end && edit.old_end <= length;
            kept.then(|| length - edit.old_end + edit.new_end)
        });
        let start = edits.iter().map(|edit| edit.start).min().unwrap_or(before.len());
        if length != Some(text_now.len()) || before.as_bytes()[..start] != text_now.as_bytes()[..start] {
            self.misled.store(true, Ordering::SeqCst);
        }
        self.read(text)
    }

    fn is_report(&self, _: &Analysis, text: &Text) -> bool {
        text.to_string().contains("年度报告")
    }

    fn diagnostics(&self, _: &Analysis, text: &Text, by: &Judgement<'_>) -> Vec<Diagnostic> {
        let (text, lang) = (text.to_string(), by.lang);
        let mut found = Vec::new();
        if let Some(at) = text.find("SHOW") {
            let message = text.clone();
            found.push(Diagnostic { message, fixes: Vec::new(), ..wrong(at..at + 4, lang) });
        }
        found.extend(text.match_indices('9').map(|(at, _)| wrong(at..at + 1, lang)));
        found
    }

    fn by_report(&self, analysis: &Analysis, text: &Text, by: &Judgement<'_>, _: &[Shown]) -> Vec<Shown> {
        Shown::whole(self.diagnostics(analysis, text, by))
    }
}

impl Toy {
    fn read(&self, text: &Text) -> Analysis {
        self.read.fetch_add(1, Ordering::SeqCst);
        let analysis = Analysis::fresh(text, Lexicon::built_in());
        let text = text.to_string();
        if text.contains("HANG") {
            self.gate.wait();
        }
        if text.contains("SLOW") {
            std::thread::sleep(Duration::from_millis(20));
        }
        assert!(!text.contains("PANIC"), "PANIC");
        analysis
    }
}

fn wrong(range: Range<usize>, lang: Lang) -> Diagnostic {
    let (message, zero, line) = match lang {
        Lang::Zh => ("九", "改为0", "另起一行"),
        Lang::En => ("nine", "Make it 0", "Break the line"),
    };
    let edit = |range, new_text: &str| vec![TextEdit { range, new_text: new_text.to_owned() }];
    Diagnostic {
        rule: "toy/nine",
        severity: Severity::Error,
        message: message.to_owned(),
        range: Span::new(range.clone()),
        place: None,
        expected: None,
        found: None,
        cells: Vec::new(),
        equations: Vec::new(),
        related: vec![Related { message: message.to_owned(), range: Span::new(0..1) }],
        other: Vec::new(),
        fixes: vec![
            Fix { title: zero.to_owned(), preferred: true, edits: edit(Span::new(range.clone()), "0") },
            Fix {
                title: line.to_owned(),
                preferred: false,
                edits: edit(Span::new(range.end..range.end), "\n"),
            },
        ],
    }
}

/// A gate that hung work waits at; it opens for good, at the latest when the test ends.
#[derive(Clone, Default)]
pub struct Gate(Arc<(Mutex<Waiting>, Condvar)>);

#[derive(Default)]
struct Waiting {
    open: bool,
    count: usize,
}

impl Gate {
    pub fn open(&self) {
        self.0.0.lock().unwrap().open = true;
        self.0.1.notify_all();
    }

    /// Waits until work hangs at the gate.
    pub fn reached(&self) {
        drop(self.0.1.wait_while(self.0.0.lock().unwrap(), |waiting| waiting.count == 0).unwrap());
    }

    fn wait(&self) {
        let mut waiting = self.0.0.lock().unwrap();
        waiting.count += 1;
        self.0.1.notify_all();
        drop(self.0.1.wait_while(waiting, |waiting| !waiting.open).unwrap());
    }
}
