//! Findings to words: the only place where messages are made.
//!
//! Invariant: every finding, note and suggestion has words in Chinese, in the report's own terms, and in English, which
//! quotes the report's terms as they are.

mod characters;
mod findings;
mod leftovers;
mod prose;
mod series;
mod slips;
mod suggestions;
mod sums;

pub use sums::add_up;

use rust_decimal::Decimal;

use super::Lang;
use super::diagnostic::{Diagnostic, Equation, Fix, LogicalLocation, Related, TextEdit};
use super::finding::{Coordinates, Finding};
use crate::format::{CellIndex, ColumnIndex, Format, Layout, RowIndex, SectionIndex, Table};
use crate::report::normal::without_notes;
use crate::span::InReport;

/// A finding of a report of this format, in words.
pub fn diagnostic(finding: &Finding, format: &Format, lang: Lang) -> Diagnostic<InReport> {
    let speaker = Speaker { format, table: finding.place.map(|place| &format.tables[place.table]), lang };
    let related =
        finding.related.iter().map(|(note, range)| Related { message: speaker.note(note), range: *range });
    let fixes = finding.suggestions.iter().map(|suggestion| Fix {
        title: speaker.suggestion(suggestion),
        preferred: suggestion.preferred,
        edits: suggestion
            .edits
            .iter()
            .map(|(range, text)| TextEdit { range: *range, new_text: text.clone() })
            .collect(),
    });
    Diagnostic {
        rule: finding.rule,
        severity: finding.severity,
        message: speaker.message(finding),
        range: finding.range,
        place: finding.place.map(|place| location(place, format)),
        expected: finding.expected,
        found: finding.found,
        cells: finding.cells.iter().map(|cell| location(*cell, format)).collect(),
        equations: equations(finding, format),
        related: related.collect(),
        other: finding.other.iter().map(|other| speaker.elsewhere(other)).collect(),
        fixes: fixes.collect(),
    }
}

/// The broken equations that a finding explains.
fn equations(finding: &Finding, format: &Format) -> Vec<Equation> {
    let Some(place) = finding.place else { return Vec::new() };
    let named = finding.explains(format).into_iter().map(|equation| Equation {
        rule: equation.rule.clone(),
        at: location(Coordinates::of(place.table, equation.at), format),
    });
    named.collect()
}

/// A place by the ids of the format.
pub fn location(place: Coordinates, format: &Format) -> LogicalLocation {
    let table = &format.tables[place.table];
    LogicalLocation {
        table: table.id.clone(),
        row: place.row.map(|row| table.rows[row].id.clone()),
        column: place.column.map(|column| table.columns[column].id.clone()),
    }
}

struct Speaker<'a> {
    format: &'a Format,
    table: Option<&'a Table>,
    lang: Lang,
}

impl Speaker<'_> {
    fn heading(&self, section: SectionIndex) -> String {
        self.format.sections[section].heading()
    }

    /// Headings in quotation marks, one behind the other.
    fn headings(&self, sections: &[SectionIndex]) -> String {
        let headings = sections.iter().map(|section| format!("“{}”", self.heading(*section)));
        headings.collect::<Vec<_>>().join(if self.lang == Lang::Zh { "" } else { ", " })
    }

    fn last_heading(&self) -> String {
        self.format.sections.last().map_or_else(String::new, crate::format::Section::heading)
    }

    fn table_name(&self) -> String {
        self.table.map_or_else(String::new, |table| table.name.clone())
    }

    fn label(&self, row: RowIndex) -> String {
        self.table.map_or_else(String::new, |table| table.rows[row].label.clone())
    }

    /// A label without the note in brackets that a long one has.
    fn short(&self, row: RowIndex) -> String {
        without_notes(&self.label(row))
    }

    /// A label in quotation marks; those that it has itself become inner ones.
    fn quoted(&self, row: RowIndex) -> String {
        quoted(&self.label(row))
    }

    fn column(&self, cell: CellIndex) -> String {
        self.column_label(cell.column)
    }

    fn column_label(&self, column: ColumnIndex) -> String {
        self.table.map_or_else(String::new, |table| table.columns[column].label.clone())
    }

    /// A cell by its row and its column: “四、结转下年度继续办理”行“自然人”栏.
    fn cell(&self, cell: CellIndex) -> String {
        in_words(&self.short_in_group(cell.row), &self.column(cell), self.lang)
    }

    /// A label without its note, in a table on one line behind the group that tells it from others.
    fn short_in_group(&self, row: RowIndex) -> String {
        let group = self
            .table
            .filter(|table| table.layout == Layout::OneLine)
            .and_then(|table| table.rows[row].groups.last())
            .map_or_else(String::new, |group| format!("{group} › "));
        format!("{group}{}", self.short(row))
    }
}

/// A cell by the labels of its row and its column.
pub fn in_words(row: &str, column: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}行{}栏", quoted(row), quoted(column)),
        Lang::En => format!("row {}, column {}", quoted(row), quoted(column)),
    }
}

/// Words in quotation marks; those that they have themselves become inner ones.
fn quoted(words: &str) -> String {
    format!("“{}”", words.replace('“', "‘").replace('”', "’"))
}

/// A figure without needless zeros.
fn plain(figure: Decimal) -> String {
    figure.normalize().to_string()
}
