//! A finding in words.
//!
//! Invariant: the terminal and the language server both show exactly this, so they say the same.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::Severity;
use crate::span::{InReport, InText, Span};
use crate::text::Place;

/// A finding, worded in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic<B = InText> {
    /// The id of the rule.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What is underlined.
    pub range: Span<B>,
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
    pub related: Vec<Related<B>>,
    /// Places in other documents that it rests on.
    pub other: Vec<Elsewhere>,
    /// Ways to mend it, the preferred one first.
    pub fixes: Vec<Fix<B>>,
}

impl<B> Diagnostic<B> {
    /// The same, each span of it as `place` has it.
    pub fn placed<C>(self, place: impl Fn(Span<B>) -> Span<C>) -> Diagnostic<C> {
        let related = |Related { message, range }: Related<B>| Related { message, range: place(range) };
        let edit = |TextEdit { range, new_text }: TextEdit<B>| TextEdit { range: place(range), new_text };
        let fix = |Fix { title, preferred, edits }: Fix<B>| Fix {
            title,
            preferred,
            edits: edits.into_iter().map(edit).collect(),
        };
        Diagnostic {
            rule: self.rule,
            severity: self.severity,
            message: self.message,
            range: place(self.range),
            place: self.place,
            expected: self.expected,
            found: self.found,
            cells: self.cells,
            equations: self.equations,
            related: self.related.into_iter().map(related).collect(),
            other: self.other,
            fixes: self.fixes.into_iter().map(fix).collect(),
        }
    }
}

impl Diagnostic<InReport> {
    /// The same in the text, in which the report begins at `start`.
    pub fn in_text(self, start: usize) -> Diagnostic {
        self.placed(|span| span.in_text(start))
    }
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
pub struct Related<B = InText> {
    /// What it has to do with it.
    pub message: String,
    /// Where it is.
    pub range: Span<B>,
}

/// A place in another document that has to do with a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The document, by its path or address.
    pub document: Arc<str>,
    /// What it has to do with it.
    pub message: String,
    /// Where it is.
    pub place: Place,
    /// The cells that stand there, by the ids of the format of that document.
    pub cells: Vec<LogicalLocation>,
}

/// A way to mend what a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix<B = InText> {
    /// What it does.
    pub title: String,
    /// Whether it is certainly the right one.
    pub preferred: bool,
    /// The edits, which do not overlap; all are made or none.
    pub edits: Vec<TextEdit<B>>,
}

/// One edit of a fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit<B = InText> {
    /// What is replaced.
    pub range: Span<B>,
    /// With what.
    pub new_text: String,
}
