//! A finding in words.
//!
//! Invariant: the terminal and the language server both show exactly this, so they say the same.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Severity;

/// A finding, worded in one language, with byte ranges that count from the start of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// The id of the rule.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What is underlined.
    pub range: Range<usize>,
    /// The table, row or column it is about.
    pub place: Option<LogicalLocation>,
    /// The figure that should stand there, where only one can.
    pub expected: Option<Decimal>,
    /// The figure that stands there.
    pub found: Option<Decimal>,
    /// All cells that it rests on, where it rests on figures.
    pub cells: Vec<LogicalLocation>,
    /// The broken equations that it explains; they are no findings of their own.
    pub equations: Vec<Equation>,
    /// Other places that have to do with it.
    pub related: Vec<Related>,
    /// Ways to mend it, the preferred one first.
    pub fixes: Vec<Fix>,
}

/// The table, row and column of a finding, by the ids of the format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogicalLocation {
    /// The id of the table.
    pub table: String,
    /// The id of the row, where the finding is about one.
    pub row: Option<String>,
    /// The id of the column, where the finding is about one.
    pub column: Option<String>,
}

/// An equation, by the rule that checks it and the cell that answers for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equation {
    /// The id of the rule.
    pub rule: String,
    /// The cell.
    pub at: LogicalLocation,
}

/// A place that has to do with a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// What it has to do with it.
    pub message: String,
    /// Where it is.
    pub range: Range<usize>,
}

/// A way to mend what a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// Whether it is certainly the right one.
    pub preferred: bool,
    /// The edits, which do not overlap; all are made or none.
    pub edits: Vec<TextEdit>,
}

/// One edit of a fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced.
    pub range: Range<usize>,
    /// With what.
    pub new_text: String,
}
