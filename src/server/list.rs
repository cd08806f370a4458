//! What is wrong with a document, as the client shows it, kept report by report.
//!
//! Invariants: the list is the same whether it was kept or made anew; its bytes are those of its diagnostics. Lines
//! are counted from the first line of the report, so what is kept of a report holds as long as the report stays as it
//! is, wherever it is moved.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use lsp_types::{Diagnostic, Range, Url};

use super::convert;
use super::lined::Lined;
use super::settings::Settings;
use gouji_core::config::Shown;
use gouji_core::rules;
use gouji_core::span::InReport;
use gouji_core::text::Text;

/// What is wrong with a document.
#[derive(Debug, Default)]
pub struct List {
    parts: Vec<Part>,
}

/// A report with something wrong.
#[derive(Debug)]
struct Part {
    /// The line in which the report begins.
    line: u32,
    form: Arc<Form>,
}

/// What is shown of a report; lines count from that in which it begins.
#[derive(Debug)]
struct Form {
    /// Of what it was made.
    of: Arc<Vec<rules::Diagnostic<InReport>>>,
    /// The character at which the report begins.
    character: u32,
    diagnostics: Vec<Diagnostic>,
    written: OnceLock<Lined>,
}

impl List {
    /// The list of what is `shown`; what is `known` and was made by the same settings is taken over.
    pub fn of(shown: &[Shown], known: &List, uri: &Url, text: &Text, settings: &Settings) -> List {
        let known: HashMap<_, _> =
            known.parts.iter().map(|part| (Arc::as_ptr(&part.form.of), &part.form)).collect();
        let part = |shown: &Shown| {
            let start = convert::place(shown.start, text, settings.encoding);
            let same = known.get(&Arc::as_ptr(&shown.diagnostics));
            let form = match same.filter(|form| form.character == start.character) {
                Some(form) => Arc::clone(form),
                None => Arc::new(Form::new(shown, start, uri, text, settings)),
            };
            Part { line: start.line, form }
        };
        List { parts: shown.iter().map(part).collect() }
    }

    /// The diagnostics.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let of_part = |part: &Part| {
            let line = part.line;
            let mut diagnostics = part.form.diagnostics.clone();
            ranges(&mut diagnostics).for_each(|range| *range = convert::down(*range, line));
            diagnostics
        };
        self.parts.iter().flat_map(of_part).collect()
    }

    /// The same as they go over the wire.
    pub fn bytes(&self) -> Vec<u8> {
        Lined::array(self.parts.iter().map(|part| (part.line, part.form.written())))
    }
}

/// The id of a list, by what goes over the wire.
pub fn id(list: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    list.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

impl Form {
    fn new(
        shown: &Shown,
        start: gouji_core::text::Position,
        uri: &Url,
        text: &Text,
        settings: &Settings,
    ) -> Form {
        let diagnostic = |found: rules::Diagnostic| convert::diagnostic(&found, uri, text, settings);
        let mut diagnostics = shown.placed().map(diagnostic).collect::<Vec<_>>();
        ranges(&mut diagnostics).for_each(|range| *range = convert::up(*range, start.line));
        let of = shown.diagnostics.clone();
        Form { of, character: start.character, diagnostics, written: OnceLock::new() }
    }

    fn written(&self) -> &Lined {
        self.written.get_or_init(|| Lined::of(&self.diagnostics))
    }
}

fn ranges(diagnostics: &mut [Diagnostic]) -> impl Iterator<Item = &mut Range> {
    diagnostics.iter_mut().flat_map(|Diagnostic { range, related_information, .. }| {
        let related = related_information.iter_mut().flatten();
        std::iter::once(range).chain(related.map(|related| &mut related.location.range))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    use gouji_core::rules::{Related, Severity};
    use gouji_core::span::{InText, Span};

    fn wrong(range: Span<InText>) -> rules::Diagnostic {
        rules::Diagnostic {
            rule: "a/b",
            severity: Severity::Error,
            message: r#"写作"line":7 和 {"line":8}"#.to_owned(),
            range,
            place: None,
            expected: None,
            found: None,
            cells: Vec::new(),
            equations: Vec::new(),
            related: vec![Related { message: "见此".to_owned(), range }],
            other: Vec::new(),
            fixes: Vec::new(),
        }
    }

    #[test]
    fn what_is_kept_of_a_report_moves_with_it() {
        let uri = Url::parse("file:///a").unwrap();
        let mut settings = Settings::default();
        settings.related = true;
        let mut shown = Shown::whole(vec![wrong(Span::new(0..3)), wrong(Span::new(4..7))]);
        // At the beginning of a line, and inside of one.
        for above in ["", "年", "年报之"] {
            let start = above.len();
            shown[0].start = start;
            let text = Text::from(&*format!("{above}一\n二\n三\n"));
            let list = List::of(&shown, &List::default(), &uri, &text, &settings);
            assert_eq!(list.bytes(), serde_json::to_vec(&list.diagnostics()).unwrap());
            // The same in another line, kept and made anew.
            for above in ["\n".repeat(98), "\r\n".repeat(1234)] {
                let moved = Text::from(&*(above.clone() + &text.to_string()));
                let mut shown = shown.clone();
                shown[0].start = start + above.len();
                let kept = List::of(&shown, &list, &uri, &moved, &settings);
                assert!(Arc::ptr_eq(&kept.parts[0].form, &list.parts[0].form));
                let anew = List::of(&shown, &List::default(), &uri, &moved, &settings);
                assert_eq!(kept.diagnostics(), anew.diagnostics());
                assert_eq!(kept.bytes(), serde_json::to_vec(&anew.diagnostics()).unwrap());
            }
        }
    }
}
