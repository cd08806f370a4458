//! What the program says of many files: all through the command line, as scripts see it.

use std::path::Path;
use std::process::{Command, Stdio};

use gouji::format::{ColumnIndex, Formats};
use serde_json::Value;

/// Runs a command over files of a folder and gives what it prints.
fn gouji(folder: &Path, command: &[&str], files: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .current_dir(folder)
        .env_clear()
        .args(command)
        .args(files)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    let told = String::from_utf8(output.stderr).expect("it is UTF-8");
    assert!(output.status.code().is_some_and(|status| status < 2), "{command:?} {files:?}: {told}");
    String::from_utf8(output.stdout).expect("it is UTF-8")
}

/// What `gouji check` says of each file, in their order.
pub fn check(folder: &Path, files: &[&str]) -> Vec<Value> {
    // Each by itself: what reports have between them is no part of a case.
    let check = |file: &&str| {
        let told = gouji(folder, &["check", "--output", "jsonl", "--fail-on", "never"], &[file]);
        serde_json::from_str(&told).expect("it is JSON")
    };
    files.iter().map(check).collect()
}

/// The report as data.
pub fn export(folder: &Path, file: &str) -> Value {
    serde_json::from_str(&gouji(folder, &["export", "--to", "json"], &[file])).expect("it is JSON")
}

/// Makes all certain fixes.
pub fn fix(folder: &Path, files: &[&str]) {
    gouji(folder, &["fix", "--write"], files);
}

/// Formats.
pub fn format(folder: &Path, files: &[&str]) {
    gouji(folder, &["fmt", "--write"], files);
}

/// The words of a row's cells in an exported report: `_` for a blank one, `-` for one that is not there.
pub fn row(report: &Value, id: &str) -> Vec<String> {
    let format = report["format"].as_str().and_then(|format| Formats::built_in().get(format));
    let Some((table, row)) = format.iter().flat_map(|format| &format.tables).find_map(|table| {
        let row = table.rows.iter().find(|row| row.id == id)?;
        Some((table, row))
    }) else {
        return Vec::new();
    };
    let cells = &report["tables"][&table.id][id];
    let word = |column: &ColumnIndex| match &cells[&table.columns[*column].id] {
        Value::Null => "-".to_owned(),
        cell => match (&cell["value"], cell["text"].as_str().unwrap_or_default().trim()) {
            (Value::Null, "") => "_".to_owned(),
            (Value::Null, text) => text.to_owned(),
            (value, _) => value.to_string(),
        },
    };
    if cells.is_null() { Vec::new() } else { row.columns.iter().map(word).collect() }
}

/// All figures of an exported report, each with the names of its table, row and column.
pub fn figures(report: &Value) -> Vec<(String, Value)> {
    let entries = |value: &Value| value.as_object().cloned().unwrap_or_default();
    let mut figures = Vec::new();
    for (table, rows) in entries(&report["tables"]) {
        for (row, cells) in entries(&rows) {
            for (column, cell) in entries(&cells).into_iter().filter(|(_, cell)| !cell["value"].is_null()) {
                figures.push((format!("{table} {row} {column}"), cell["value"].clone()));
            }
        }
    }
    figures
}
