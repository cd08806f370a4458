//! Findings as workflow commands of GitHub Actions.
//!
//! Invariant: a finding is one line, whatever its message holds.

use gouji_core::rules::{Diagnostic, Lang, Severity};
use gouji_core::text::{Encoding, Text};

use super::result::FileResult;

/// The commands for one file.
pub fn file(result: &FileResult, lang: Lang) -> String {
    let path = property(&result.path.to_string_lossy().replace('\\', "/"));
    match &result.outcome {
        Ok(checked) => {
            checked.diagnostics.iter().map(|one| command(one, &checked.text, &path, lang)).collect()
        }
        Err(error) => format!("::error file={path},title=gouji::{}\n", data(&error.message(lang))),
    }
}

fn command(diagnostic: &Diagnostic, text: &Text, path: &str, lang: Lang) -> String {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "notice",
    };
    let start = text.position(diagnostic.range.start, Encoding::Utf32);
    let end = text.position(diagnostic.range.end, Encoding::Utf32);
    let mut place = format!("file={path},line={},endLine={}", start.line + 1, end.line + 1);
    // GitHub takes columns only where both are in one line.
    if start.line == end.line {
        place += &format!(",col={},endColumn={}", start.character + 1, end.character + 1);
    }
    let mut message = diagnostic.message.clone();
    for other in &diagnostic.other {
        let (start, _) = other.place.positions(Encoding::Utf32);
        message += &format!("\n{}:{}: {}", other.document, start.line + 1, other.message);
    }
    if let Some(fix) = diagnostic.fixes.iter().find(|fix| fix.preferred) {
        message += if lang == Lang::Zh { "\n修正：" } else { "\nfix: " };
        message += &fix.title;
    }
    format!("::{level} {place},title={}::{}\n", property(diagnostic.rule), data(&message))
}

/// A text as the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text as a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
