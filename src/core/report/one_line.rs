//! A table whose form puts all rows behind one another on a single line: table 四.
//!
//! Invariant: the line is known by its many figures and by having no label of a row; where the figures do not fill
//! the form and others stand around them, nothing is read.

use std::ops::Range;

use super::displaced::unreadable;
use super::fit::{Layouts, fit};
use super::lexicon::TableWords;
use super::raw::{RawCell, RawRow, RawTable};
use super::rows::{range_of, row_of, shape};
use super::{Cell, Cells, LabelMatch, Row, Table, Value};
use crate::format::{self, RowIndex, TableIndex};
use crate::span::Span;

/// A table whose form puts all rows behind one another on one line, read so: table 四.
pub fn one_line(
    source: &RawTable<'_>,
    kind: TableIndex,
    format: &format::Table,
    words: &TableWords,
    own: bool,
) -> Option<Table> {
    let width: usize = format.rows.iter().map(|row| row.columns.len()).sum();
    let widest = format.rows.iter().map(|row| row.columns.len()).max().unwrap_or(0);
    let anchored = |row: &RawRow| words.anchors.iter().any(|anchor| row.label.contains(anchor.as_str()));
    let is_labelled = |row: &RawRow| words.rows.iter().flatten().any(|key| row.label.ends_with(key.as_str()));
    // A row that is separated and has no label is known by its many cells, however few of them are filled.
    let has_all_cells =
        |row: &RawRow| row.separated.is_some() && row.words.is_empty() && row.cells.len() >= width;
    let is_long = |row: &RawRow| row.filled() > widest || row.filled() > 0 && own && has_all_cells(row);
    let candidates: Vec<usize> = (0..source.rows.len())
        .filter(|at| is_long(&source.rows[*at]) && !is_labelled(&source.rows[*at]))
        .filter(|at| {
            own || anchored(&source.rows[*at]) || source.rows[..*at].iter().rev().take(3).any(anchored)
        })
        .collect();
    let blank = || source.rows.iter().position(|row| own && row.filled() == 0 && has_all_cells(row));
    let candidates = if candidates.is_empty() { blank().into_iter().collect() } else { candidates };
    let (&at, others) = candidates.split_last()?;
    let raw = &source.rows[at];
    if !own && raw.filled() != width {
        return None;
    }
    if others.iter().any(|other| source.rows[*other].filled() == width) {
        // Two such lines: which one counts is not known.
        return Some(unreadable(source, kind));
    }
    let cells = fit(&with_words(source.text, raw, width), width, &Layouts::default(), &|_| None);
    let figures_around = source
        .rows
        .iter()
        .enumerate()
        .any(|(other, row)| other != at && row.filled() > 0 && row.separated.is_none());
    let rows = match cells {
        Cells::Placed(cells) => {
            let mut cells = cells.into_iter();
            let row = |kind: RowIndex| {
                let own: Vec<Cell> = cells.by_ref().take(format.rows[kind].columns.len()).collect();
                let start = own.first().map_or(0, |cell| cell.range.start);
                let range = Span::new(start..own.last().map_or(0, |cell| cell.range.end));
                Row {
                    kind: Some(kind),
                    label: String::new(),
                    label_range: Span::new(start..start),
                    label_match: LabelMatch::Exact,
                    range,
                    cells: Cells::Placed(own),
                }
            };
            format.rows.indices().map(row).collect()
        }
        _ if !others.is_empty() || figures_around => return Some(unreadable(source, kind)),
        loose => {
            let start = raw.cells.first().map_or(0, |raw| raw.cell.range.start);
            vec![row_of(
                source.text,
                &RawRow { words: Vec::new(), ..raw.clone() },
                None,
                LabelMatch::None,
                loose,
                start..start,
            )]
        }
    };
    let range = range_of(&rows);
    let shape = shape(source, &source.rows[at..=at], range);
    Some(Table::of(kind, shape, range, rows))
}

/// The row with the words before its cells as its first cells, where so it has as many as its columns: what stands
/// for a figure there is no label, for there is none.
fn with_words(text: &str, row: &RawRow, width: usize) -> RawRow {
    let words: &[Range<usize>] = match row.separated {
        Some((_, before)) if before == row.words.len() => &row.words,
        Some(_) => &[],
        // The last words on the line of the figures.
        None => {
            row.words.last().filter(|words| is_on_line_of(text, words, row)).map_or(&[], std::slice::from_ref)
        }
    };
    // Without separators, which blanks are its own and which the header's is not known.
    let gaps = if row.cells.is_empty() { row.gaps.clone() } else { Vec::new() };
    if words.is_empty() || words.len() + row.cells.len() != width {
        return RawRow { gaps, ..row.clone() };
    }
    let cell =
        |range: &Range<usize>| RawCell::new(Value::Other(text[range.clone()].to_owned()), range.clone());
    let cells = words.iter().map(cell).chain(row.cells.iter().cloned()).collect();
    RawRow { cells, gaps, ..row.clone() }
}

fn is_on_line_of(text: &str, words: &Range<usize>, row: &RawRow) -> bool {
    const LONGEST: usize = 30;
    let figures = row.cells.first().map_or(words.end, |raw| raw.cell.range.start);
    words.len() <= LONGEST && !text[words.end..figures.max(words.end)].contains(['\n', '\r'])
}
