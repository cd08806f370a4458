//! Rows of the text as rows of a report, and the shape that they have.
//!
//! Invariant: a row's range covers its own label and its cells, nothing before or behind them.

use crate::format::{RowIndex, TableIndex};
use crate::span::{InSection, Span};
use std::ops::Range;

use super::field::Source;
use super::raw::{RawCell, RawRow, RawTable};
use super::{Cells, LabelMatch, Row, Shape, Table, Value};

/// A row of the text as a row of a report.
pub fn row_of(
    text: &str,
    raw: &RawRow,
    kind: Option<RowIndex>,
    label_match: LabelMatch,
    cells: Cells,
    label_range: Range<usize>,
) -> Row {
    let label = text[label_range.clone()].split(['\n', '\r']).map(str::trim).collect::<String>();
    let last = cells.as_slice().last().map(|cell| cell.range.end);
    let start = if raw.words.is_empty() { raw.range().start } else { label_range.start };
    let end = last.unwrap_or(label_range.end).max(label_range.end.min(raw.range().end)).max(start);
    let (label_range, range) = (Span::new(label_range), Span::new(start..end));
    Row { kind, label, label_range, label_match, range, cells }
}

impl Table {
    /// A table that can be read, with these rows. What stands above them is not looked at here.
    pub(super) fn of(kind: TableIndex, shape: Shape, range: Span<InSection>, rows: Vec<Row>) -> Table {
        Table { kind, head: Span::new(range.start..range.start), range, shape, readable: true, rows }
    }
}

/// From the first row to the last.
pub fn range_of(rows: &[Row]) -> Span<InSection> {
    let start = rows.iter().map(|row| row.range.start).min().unwrap_or(0);
    Span::new(start..rows.iter().map(|row| row.range.end).max().unwrap_or(start))
}

/// The shape that most rows have.
pub fn shape(source: &RawTable<'_>, rows: &[RawRow], range: Span<InSection>) -> Shape {
    // Between the rule and the first row only more of the head may stand, however wide it is drawn.
    let is_own = |rule: &usize| {
        let between = source.text.get(*rule..range.start).unwrap_or_default();
        let mut lines = between.split_inclusive(['\n', '\r']).filter(|line| line.ends_with(['\n', '\r']));
        lines.all(|line| line.contains('|') || line.trim().is_empty())
    };
    if source.rules.iter().rfind(|rule| **rule < range.end).is_some_and(is_own) {
        return Shape::Markdown;
    }
    // Where no figure was filled in, the blanks tell.
    let is_filled = rows.iter().any(|row| row.filled() > 0);
    let has_figures = |row: &&RawRow| row.filled() > 0 || !is_filled && !row.cells.is_empty();
    let with_figures: Vec<&RawRow> = rows.iter().filter(has_figures).collect();
    let of = |source: Source| {
        with_figures.iter().filter(|row| row.separated.is_some_and(|(by, _)| by == source)).count()
    };
    // Of words that stand for a figure it is not kept how they stood.
    let is_alone = |raw: &RawCell| raw.alone || matches!(raw.cell.value, Value::Other(_));
    let (pipes, tabs, cells) = (of(Source::Pipes), of(Source::Tabs), of(Source::Cells));
    let stream = with_figures.len() - pipes - tabs - cells;
    let most = pipes.max(tabs).max(cells).max(stream);
    if most == pipes && pipes > 0 {
        Shape::PipeRows
    } else if most == tabs && tabs > 0 {
        Shape::Tsv
    } else if most == cells && cells > 0 {
        Shape::Cells
    } else if source.text[range.bytes()].contains(['|', '｜', '│']) {
        Shape::PipeCells
    } else if with_figures.iter().all(|row| row.cells.iter().all(is_alone)) {
        Shape::CellsBare
    } else {
        Shape::PdfRows
    }
}
