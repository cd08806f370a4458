//! Findings as SARIF 2.1.0.
//!
//! Invariants: columns count from 1 and in UTF-16 units, as the run declares; a file's address is a relative
//! reference or a `file:` URI, every byte of it that is not plainly allowed percent-encoded. What
//! was put aside is there too, as suppressed.

use std::path::Path;

use serde_json::{Value, json};

use gouji_core::config::HiddenBy;
use gouji_core::rules::{Diagnostic, Elsewhere, Lang, Rule, Severity};
use gouji_core::span::{InText, Span};
use gouji_core::text::{Encoding, Position, Text};

use super::json_output::{self, CellRef, Covered, Equation};
use super::result::{FileResult, Tally};

/// What comes before the first result.
pub fn begin(rules: &[Rule], lang: Lang) -> String {
    let rules = rules.iter().map(|rule| descriptor(rule, lang)).collect::<Vec<_>>();
    let driver = json!({
        "name": "gouji",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "language": if lang == Lang::Zh { "zh-CN" } else { "en-US" },
        "rules": rules,
    });
    format!(
        "{{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n\"version\": \"2.1.0\",\n\
         \"runs\": [{{\"tool\": {{\"driver\": {driver}}},\n\"columnKind\": \"utf16CodeUnits\",\n\"results\": [\n"
    )
}

/// The results of one file, each as one line of JSON.
pub fn results(result: &FileResult, rules: &[Rule]) -> Vec<String> {
    let Ok(checked) = &result.outcome else {
        return Vec::new();
    };
    let uri = uri(&result.path);
    let shown = checked.diagnostics.iter().map(|one| finding(one, &checked.text, &uri, rules));
    let hidden = checked.hidden.iter().map(|hidden| {
        let mut result = finding(&hidden.diagnostic, &checked.text, &uri, rules);
        let kind = match hidden.by {
            HiddenBy::Review(_) => "external",
            HiddenBy::Comment => "inSource",
        };
        let mut suppression = json!({"kind": kind});
        if !hidden.reason.is_empty() {
            suppression["justification"] = hidden.reason.as_str().into();
        }
        result["suppressions"] = json!([suppression]);
        result
    });
    shown.chain(hidden).map(|result| result.to_string()).collect()
}

/// What comes after the last result.
pub fn end(tally: &Tally, failures: &[FileResult], lang: Lang) -> String {
    let notifications = failures.iter().filter_map(|result| {
        let error = result.outcome.as_ref().err()?;
        Some(json!({
            "level": "error",
            "message": {"text": error.message(lang)},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(&result.path)}}}],
        }))
    });
    let invocation = json!({
        "executionSuccessful": failures.is_empty(),
        "toolExecutionNotifications": notifications.collect::<Vec<_>>(),
    });
    let properties = json!({"coverage": Covered::from(&tally.coverage)});
    format!("\n],\n\"invocations\": [{invocation}],\n\"properties\": {properties}}}]}}\n")
}

/// The address of a file: relative where its path is.
pub fn uri(path: &Path) -> String {
    let bytes = bytes(path);
    let encoded = bytes.iter().map(|&byte| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
            char::from(byte).to_string()
        }
        b'\\' if cfg!(windows) => "/".to_owned(),
        _ => format!("%{byte:02X}"),
    });
    let encoded = encoded.collect::<String>();
    match path.is_absolute() {
        true if encoded.starts_with('/') => format!("file://{encoded}"),
        // A drive of Windows.
        true => format!("file:///{encoded}"),
        false => encoded,
    }
}

#[cfg(unix)]
fn bytes(path: &Path) -> Vec<u8> {
    std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec()
}

#[cfg(not(unix))]
fn bytes(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

fn descriptor(rule: &Rule, lang: Lang) -> Value {
    let (summary, page) = match lang {
        Lang::Zh => (rule.summary_zh, rule.page_zh),
        Lang::En => (rule.summary_en, rule.page_en),
    };
    let (category, _) = rule.id.split_once('/').unwrap_or((rule.id, ""));
    json!({
        "id": rule.id,
        "shortDescription": {"text": summary},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": level(rule.severity), "enabled": !rule.optional},
        "properties": {"tags": [category]},
    })
}

fn finding(diagnostic: &Diagnostic, text: &Text, uri: &str, rules: &[Rule]) -> Value {
    let mut result = json!({
        "ruleId": diagnostic.rule,
        "level": level(diagnostic.severity),
        "message": {"text": diagnostic.message},
        "locations": [location(text, uri, diagnostic.range)],
        "properties": properties(diagnostic),
    });
    if let Some(index) = rules.iter().position(|rule| rule.id == diagnostic.rule) {
        result["ruleIndex"] = index.into();
    }
    let related = diagnostic.related.iter().map(|one| (location(text, uri, one.range), &one.message));
    let others = diagnostic.other.iter().map(|one| (elsewhere(one), &one.message));
    let related = related.chain(others).enumerate().map(|(index, (mut location, message))| {
        location["id"] = index.into();
        location["message"] = json!({"text": message});
        location
    });
    let related = related.collect::<Vec<_>>();
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    let fixes = diagnostic.fixes.iter().filter(|fix| !fix.edits.is_empty()).map(|fix| {
        let replacements = fix.edits.iter().map(|edit| {
            json!({
                "deletedRegion": region(text, edit.range),
                "insertedContent": {"text": edit.new_text},
            })
        });
        let replacements = replacements.collect::<Vec<_>>();
        let changes = [json!({"artifactLocation": {"uri": uri}, "replacements": replacements})];
        json!({"description": {"text": fix.title}, "artifactChanges": changes})
    });
    let fixes = fixes.collect::<Vec<_>>();
    if !fixes.is_empty() {
        result["fixes"] = fixes.into();
    }
    result
}

/// What SARIF has no field for.
fn properties(diagnostic: &Diagnostic) -> Value {
    let mut bag = json!({"severity": diagnostic.severity.id()});
    if let Some(place) = &diagnostic.place {
        bag["table"] = place.table.as_str().into();
        place.row.iter().for_each(|row| bag["row"] = row.as_str().into());
        place.column.iter().for_each(|column| bag["column"] = column.as_str().into());
    }
    for (name, figure) in [("expected", diagnostic.expected), ("found", diagnostic.found)] {
        // As a number: figures of reports are far from the limits of one.
        if let Some(figure) = figure {
            bag[name] = serde_json::from_str(json_output::number(figure).get()).unwrap_or(Value::Null);
        }
    }
    if !diagnostic.cells.is_empty() {
        bag["cells"] = json!(diagnostic.cells.iter().map(CellRef::from).collect::<Vec<_>>());
    }
    if !diagnostic.equations.is_empty() {
        bag["equations"] = json!(diagnostic.equations.iter().map(Equation::from).collect::<Vec<_>>());
    }
    bag
}

fn location(text: &Text, uri: &str, range: Span<InText>) -> Value {
    json!({"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region(text, range)}})
}

/// A place in another document.
fn elsewhere(other: &Elsewhere) -> Value {
    let uri = self::uri(Path::new(&*other.document));
    let region = between(other.place.positions(Encoding::Utf16));
    json!({"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}})
}

fn region(text: &Text, range: Span<InText>) -> Value {
    between((text.position(range.start, Encoding::Utf16), text.position(range.end, Encoding::Utf16)))
}

fn between((start, end): (Position, Position)) -> Value {
    json!({
        "startLine": start.line + 1,
        "startColumn": start.character + 1,
        "endLine": end.line + 1,
        "endColumn": end.character + 1,
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}
