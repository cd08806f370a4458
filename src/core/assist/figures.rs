//! Where the figures of a table stand, for who goes from one to the next.
//!
//! Invariants: every figure that was read has a place, in the order of the text; a column is named only where it is
//! certain. A place is the figure and nothing else, so that typing replaces it; in a blank cell it is where the figure
//! belongs, and nothing is replaced but the line of a form that stands there.

use super::field::field;
use super::place;
use crate::analysis::Analysis;
use crate::format::{ColumnIndex, RowIndex, TableIndex};
use crate::report::{Cell, Cells, Report, Table, Value};
use crate::span::{InText, Span};
use crate::text::Text;
use std::sync::Arc;

/// The figures of a table.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The report that has the table.
    pub report: Arc<Report>,
    /// Which table it is.
    pub table: TableIndex,
    /// The lines in which the table stands, with its head.
    pub range: Span<InText>,
    /// The figures row by row, as the rows stand below each other.
    pub rows: Vec<Vec<Figure>>,
}

/// A figure, or a blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// Its row; none where that is none of the format.
    pub row: Option<RowIndex>,
    /// Its column; none where that is not certain.
    pub column: Option<ColumnIndex>,
    /// What is replaced by typing.
    pub range: Span<InText>,
}

/// The figures of the table at `offset`; none where there is no table.
pub fn at(text: &Text, analysis: &Analysis, offset: usize) -> Option<Figures> {
    let (start, report) = place::report_at(analysis, offset)?;
    let (section_start, section) = place::section_at(start, &report, offset)?;
    // By its lines: the last field of a row may be blank, and is a part of it.
    let lines = |table: &Table| {
        let range = place::table_range(section_start, table);
        let last = text.line_range(text.line_at(range.end));
        Span::new(text.line_range(text.line_at(range.start)).start..last.end)
    };
    let table = section.tables.iter().find(|table| place::touches(lines(table), offset))?;
    let (kind, range) = (table.kind, lines(table));
    let mut rows: Vec<Vec<Figure>> = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let columns = row.kind.filter(|_| matches!(row.cells, Cells::Placed(_)));
        let columns = columns.map(|row| report.format.tables[kind].rows[row].columns.as_slice());
        let figure = |(at, cell): (usize, &Cell)| Figure {
            row: row.kind,
            column: columns.and_then(|columns| columns.get(at).copied()),
            range: replaced(text, cell, section_start),
        };
        let figures: Vec<Figure> = row.cells.as_slice().iter().enumerate().map(figure).collect();
        let line = |figures: &[Figure]| figures.first().map(|first| text.line_at(first.range.start));
        match rows.last_mut() {
            // All rows of a table that has them behind one another.
            Some(last) if line(last).is_some() && line(last) == line(&figures) => last.extend(figures),
            _ => rows.push(figures),
        }
    }
    rows.retain(|row| !row.is_empty());
    rows.sort_by_key(|row| row[0].range.start);
    (!rows.is_empty()).then(|| Figures { report: report.clone(), table: kind, range, rows })
}

/// What typing replaces in a cell: before the last blank of a field that holds nothing, where figures end.
fn replaced(text: &Text, cell: &Cell, section_start: usize) -> Span<InText> {
    let range = cell.range.in_text(section_start);
    let field = (cell.value == Value::Blank && range.is_empty()).then(|| field(text, range)).flatten();
    field.map_or(range, |field| {
        let at = if field.len() > 1 { field.end - 1 } else { field.end };
        Span::new(at..at)
    })
}
