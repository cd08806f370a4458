//! Findings as JSON, in the shape that interfaces promise.
//!
//! Invariants: positions count from 0 and in UTF-16 units; figures are exact numbers, whole ones without a
//! point; a file takes one line.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::value::RawValue;

use gouji_core::rules::coverage::Coverage;
use gouji_core::rules::{self, Diagnostic, Lang, Severity};
use gouji_core::span::{self, InText};
use gouji_core::text::{self, Encoding, Text};

use super::result::{Checked, FileResult, Tally};

/// What comes before the first file.
pub fn begin() -> String {
    format!("{{\"version\": \"{}\",\n\"files\": [\n", env!("CARGO_PKG_VERSION"))
}

/// One file as one line of JSON.
pub fn file(result: &FileResult, lang: Lang) -> String {
    let path = result.path.to_string_lossy();
    match &result.outcome {
        Ok(checked) => line(&File::of(&path, checked)),
        Err(error) => line(&Failure { path: &path, error: error.message(lang) }),
    }
}

/// What comes after the last file.
pub fn end(tally: &Tally) -> String {
    let summary = Summary {
        files: tally.files,
        errors: tally.count(Severity::Error),
        warnings: tally.count(Severity::Warning),
        information: tally.count(Severity::Information),
        hints: tally.count(Severity::Hint),
        reviewed: tally.reviewed,
        ignored: tally.ignored,
        passed_over: Passed {
            no_report: tally.passed.no_report,
            ignored: tally.passed.ignored,
            too_large: tally.passed.too_large,
            links: tally.passed.links,
        },
    };
    format!("\n],\n\"summary\": {}}}\n", line(&summary))
}

/// A range of the text as LSP counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    start: Position,
    end: Position,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct Position {
    line: u32,
    character: u32,
}

impl Span {
    /// The span of a range of bytes.
    pub fn of(text: &Text, range: span::Span<InText>) -> Span {
        let position = |offset| {
            let at = text.position(offset, Encoding::Utf16);
            Position { line: at.line, character: at.character }
        };
        Span { start: position(range.start), end: position(range.end) }
    }
}

/// A figure as an exact JSON number.
pub fn number(figure: Decimal) -> Box<RawValue> {
    RawValue::from_string(figure.normalize().to_string()).expect("a decimal is a JSON number")
}

/// Data as one line of JSON.
pub fn line(data: &impl Serialize) -> String {
    serde_json::to_string(data).expect("the data has no map with keys other than strings")
}

#[derive(Serialize)]
struct Failure<'a> {
    path: &'a str,
    error: String,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    errors: usize,
    warnings: usize,
    information: usize,
    hints: usize,
    reviewed: usize,
    ignored: usize,
    passed_over: Passed,
}

/// The files of folders that were not checked.
#[derive(Serialize)]
struct Passed {
    no_report: usize,
    ignored: usize,
    too_large: usize,
    links: usize,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    encoding: &'static str,
    sha256: &'a str,
    format: Option<&'a str>,
    title: Option<&'a str>,
    agency: Option<&'a str>,
    year: Option<u16>,
    diagnostics: Vec<Finding<'a>>,
    coverage: Covered,
    #[serde(skip_serializing_if = "Option::is_none")]
    unlinked: Option<Vec<Unlinked<'a>>>,
}

/// A figure of the prose that was held against no cell.
#[derive(Serialize)]
struct Unlinked<'a> {
    range: Span,
    text: Cow<'a, str>,
}

/// How much was read and checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Covered {
    cells: CoveredCells,
    equations: CoveredEquations,
    figures: CoveredFigures,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct CoveredFigures {
    prose: usize,
    bound: usize,
    /// Of those that are bound: were one wrong, it would be told.
    certain: usize,
    unbound: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct CoveredCells {
    expected: usize,
    read: usize,
    blank: usize,
    missing: usize,
    unread: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct CoveredEquations {
    expected: usize,
    hold: usize,
    broken: usize,
    unevaluated: usize,
}

impl From<&Coverage> for Covered {
    fn from(coverage: &Coverage) -> Covered {
        let Coverage { cells, equations, figures } = coverage;
        Covered {
            cells: CoveredCells {
                expected: cells.expected,
                read: cells.read,
                blank: cells.blank,
                missing: cells.missing,
                unread: cells.unread,
            },
            equations: CoveredEquations {
                expected: equations.expected,
                hold: equations.hold,
                broken: equations.broken,
                unevaluated: equations.unevaluated(),
            },
            figures: CoveredFigures {
                prose: figures.prose,
                bound: figures.bound,
                certain: figures.certain,
                unbound: figures.unbound(),
            },
        }
    }
}

/// A finding.
#[derive(Serialize)]
pub struct Finding<'a> {
    rule: &'a str,
    severity: &'static str,
    message: &'a str,
    range: Span,
    /// Where it stood in a file of another program, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<&'a str>,
    expected: Option<Box<RawValue>>,
    found: Option<Box<RawValue>>,
    cells: Vec<CellRef<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    equations: Vec<Equation<'a>>,
    related: Vec<Related<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other: Vec<Other<'a>>,
    fixes: Vec<Fix<'a>>,
}

/// A place in a table, by the ids of the format.
#[derive(Serialize)]
pub struct CellRef<'a> {
    /// The table.
    pub table: &'a str,
    /// The row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<&'a str>,
    /// The column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<&'a str>,
}

impl<'a> From<&'a rules::LogicalLocation> for CellRef<'a> {
    fn from(place: &'a rules::LogicalLocation) -> CellRef<'a> {
        CellRef { table: &place.table, row: place.row.as_deref(), column: place.column.as_deref() }
    }
}

/// A broken equation that a finding explains.
#[derive(Serialize)]
pub struct Equation<'a> {
    rule: &'a str,
    #[serde(flatten)]
    at: CellRef<'a>,
}

impl<'a> From<&'a rules::Equation> for Equation<'a> {
    fn from(equation: &'a rules::Equation) -> Equation<'a> {
        Equation { rule: &equation.rule, at: CellRef::from(&equation.at) }
    }
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    range: Span,
}

/// A place in another report.
#[derive(Serialize)]
struct Other<'a> {
    path: &'a str,
    message: &'a str,
    range: Span,
    cells: Vec<CellRef<'a>>,
}

impl<'a> From<&'a rules::Elsewhere> for Other<'a> {
    fn from(other: &'a rules::Elsewhere) -> Other<'a> {
        let (start, end) = other.place.positions(Encoding::Utf16);
        let position = |at: text::Position| Position { line: at.line, character: at.character };
        Other {
            path: &other.document,
            message: &other.message,
            range: Span { start: position(start), end: position(end) },
            cells: other.cells.iter().map(CellRef::from).collect(),
        }
    }
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    preferred: bool,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Edit<'a> {
    range: Span,
    new_text: &'a str,
}

impl<'a> File<'a> {
    fn of(path: &'a str, checked: &'a Checked) -> File<'a> {
        File {
            path,
            encoding: checked.encoding,
            sha256: &checked.sha256,
            format: checked.format.as_deref(),
            title: checked.title.as_deref(),
            agency: checked.agency.as_deref(),
            year: checked.year,
            diagnostics: (checked.diagnostics.iter().enumerate())
                .map(|(at, one)| Finding {
                    origin: checked.origins.get(at).and_then(Option::as_deref),
                    ..Finding::of(one, &checked.text)
                })
                .collect(),
            coverage: Covered::from(&checked.coverage),
            unlinked: checked.unlinked.as_ref().map(|figures| {
                let figure = |at: &span::Span<InText>| Unlinked {
                    range: Span::of(&checked.text, *at),
                    text: checked.text.slice(*at),
                };
                figures.iter().map(figure).collect()
            }),
        }
    }
}

impl<'a> Finding<'a> {
    /// A finding in a text.
    pub fn of(diagnostic: &'a Diagnostic, text: &Text) -> Finding<'a> {
        let place = diagnostic.place.as_ref();
        let fixes = diagnostic.fixes.iter().map(|fix| {
            let edits = fix.edits.iter();
            let edits =
                edits.map(|edit| Edit { range: Span::of(text, edit.range), new_text: &edit.new_text });
            Fix { title: &fix.title, preferred: fix.preferred, edits: edits.collect() }
        });
        let related = diagnostic.related.iter();
        let related = related.map(|one| Related { message: &one.message, range: Span::of(text, one.range) });
        Finding {
            rule: diagnostic.rule,
            severity: diagnostic.severity.id(),
            message: &diagnostic.message,
            range: Span::of(text, diagnostic.range),
            origin: None,
            table: place.map(|place| place.table.as_str()),
            row: place.and_then(|place| place.row.as_deref()),
            column: place.and_then(|place| place.column.as_deref()),
            expected: diagnostic.expected.map(number),
            found: diagnostic.found.map(number),
            cells: diagnostic.cells.iter().map(CellRef::from).collect(),
            equations: diagnostic.equations.iter().map(Equation::from).collect(),
            related: related.collect(),
            other: diagnostic.other.iter().map(Other::from).collect(),
            fixes: fixes.collect(),
        }
    }
}
