//! The server's data as the protocol's.
//!
//! Invariant: positions are made and read only here, through the text they stand in and in the encoding that was
//! agreed; text that goes into a document has the document's line breaks.

use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString,
    Position, Range, TextEdit, Url,
};

use super::settings::Settings;
use gouji_core::rules::{self, Severity};
use gouji_core::span::{InText, Span};
use gouji_core::text::{self, Encoding, Text, Window};

/// Where the editor means.
pub fn position(position: Position) -> text::Position {
    text::Position { line: position.line, character: position.character }
}

/// The byte that the editor means.
pub fn offset(at: Position, text: &Text, encoding: Encoding) -> usize {
    text.offset(position(at), encoding)
}

/// The bytes between two positions, in whatever order they are.
pub fn bytes(range: Range, text: &Text, encoding: Encoding) -> Span<InText> {
    let [a, b] = [range.start, range.end].map(|end| text.offset(position(end), encoding));
    Span::new(a.min(b)..a.max(b))
}

/// Where a byte stands.
pub fn place(offset: usize, text: &Text, encoding: Encoding) -> text::Position {
    text.position(offset, encoding)
}

/// The positions of a range of bytes.
pub fn range(range: Span<InText>, text: &Text, encoding: Encoding) -> Range {
    let [start, end] = [range.start, range.end].map(|offset| {
        let text::Position { line, character } = place(offset, text, encoding);
        Position { line, character }
    });
    Range { start, end }
}

/// The positions of a range of bytes of a part of a text, with lines counted from its first one.
pub fn range_in(range: Span<InText>, window: &Window<'_>) -> Range {
    let [start, end] = [range.start, range.end].map(|offset| {
        let text::Position { line, character } = window.position(offset);
        Position { line, character }
    });
    Range { start, end }
}

/// A range with lines counted from this one.
pub fn up(range: Range, line: u32) -> Range {
    let up = |at: Position| Position { line: at.line - line, ..at };
    Range { start: up(range.start), end: up(range.end) }
}

/// A range whose lines were counted from this one.
pub fn down(range: Range, line: u32) -> Range {
    let down = |at: Position| Position { line: at.line + line, ..at };
    Range { start: down(range.start), end: down(range.end) }
}

/// The positions and lengths of many ranges of a part of a text, in order and each on one line: much quicker than one by
/// one. Lines are counted from its first one.
pub fn spans(
    ranges: impl Iterator<Item = Span<InText>>,
    window: &Window<'_>,
) -> impl Iterator<Item = (Position, u32)> {
    let mut known = None;
    ranges.map(move |range| {
        let start = match known {
            Some(known) => window.position_after(known, range.start),
            None => window.position(range.start),
        };
        let end = window.position_after((range.start, start), range.end);
        known = Some((range.end, end));
        (Position { line: start.line, character: start.character }, end.character - start.character)
    })
}

/// A finding as the editor shows it.
pub fn diagnostic(found: &rules::Diagnostic, uri: &Url, text: &Text, settings: &Settings) -> Diagnostic {
    let range = |bytes| range(bytes, text, settings.encoding);
    let related = || {
        found.related.iter().map(|related| DiagnosticRelatedInformation {
            location: Location { uri: uri.clone(), range: range(related.range) },
            message: related.message.clone(),
        })
    };
    let page = settings.rule_base.as_ref().map(|base| format!("{base}/{}.md", found.rule));
    Diagnostic {
        range: range(found.range),
        severity: Some(severity(found.severity)),
        code: Some(NumberOrString::String(found.rule.to_owned())),
        code_description: page.and_then(|page| Url::parse(&page).ok()).map(|href| CodeDescription { href }),
        source: Some("gouji".to_owned()),
        message: found.message.clone(),
        related_information: (settings.related && !found.related.is_empty()).then(|| related().collect()),
        tags: None,
        data: None, // nothing is read back: the server knows its own
    }
}

/// A mistake in a `gouji.toml` as the editor shows it.
pub fn mistake(bytes: Span<InText>, message: String, text: &Text, settings: &Settings) -> Diagnostic {
    Diagnostic {
        range: range(bytes, text, settings.encoding),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some("gouji".to_owned()),
        message,
        ..Diagnostic::default()
    }
}

/// Edits as the protocol has them.
pub fn edits(edits: &[rules::TextEdit], text: &Text, encoding: Encoding) -> Vec<TextEdit> {
    let line_break = text.line_break();
    edits
        .iter()
        .map(|edit| TextEdit {
            range: range(edit.range, text, encoding),
            new_text: edit.new_text.replace('\n', line_break),
        })
        .collect()
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}
