//! A row as it was found: a label and the cells that follow it, before any comparison with the format.
//!
//! Invariant: all ranges are of the text of the section.

use std::ops::Range;

use super::field::Source;
use super::normal::{half_width, push_normal};
use super::{Cell, Value};
use crate::span::Span;

/// A label is compared by its end, and none is longer than this many bytes in normal form.
const LONGEST_LABEL: usize = 480;

/// A row as it was found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RawRow {
    /// The parts of its label.
    pub words: Vec<Range<usize>>,
    /// The normal form of the last parts of its label.
    pub label: String,
    /// Its cells; in a row without separators only figures and marks.
    pub cells: Vec<RawCell>,
    /// Where cells were left empty, in a row without separators.
    pub gaps: Vec<usize>,
    /// Whether its label stands in pieces, of which `words` are only those beside its cells.
    pub in_pieces: bool,
    /// What separated its cells, and how many fields stood before the first of them.
    pub separated: Option<(Source, usize)>,
}

/// A cell, and how it stood on its line.
#[derive(Debug, Clone, PartialEq)]
pub struct RawCell {
    /// The cell.
    pub cell: Cell,
    /// Whether it was the first thing on its line.
    pub opens: bool,
    /// Whether nothing else stood on its line (as with a page number).
    pub alone: bool,
}

impl RawCell {
    /// A cell among others on its line.
    pub fn new(value: Value, range: Range<usize>) -> RawCell {
        RawCell { cell: Cell { value, range: Span::new(range) }, opens: false, alone: false }
    }

    /// Whether nothing stands there. The line of a form is blank, but it takes the place of its figure.
    pub fn is_empty(&self) -> bool {
        self.cell.value == Value::Blank && self.cell.range.is_empty()
    }
}

/// What a table is read from.
pub struct RawTable<'a> {
    /// The text of the section.
    pub text: &'a str,
    /// The rows found in it.
    pub rows: &'a [RawRow],
    /// The starts of the rule lines of Markdown tables.
    pub rules: &'a [usize],
}

impl RawRow {
    /// In how many cells something stands.
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|raw| !raw.is_empty()).count()
    }

    /// From the first part of the label to the last cell.
    pub fn range(&self) -> Range<usize> {
        let start = self
            .words
            .first()
            .map(|words| words.start)
            .or(self.cells.first().map(|raw| raw.cell.range.start));
        let end =
            self.cells.last().map(|raw| raw.cell.range.end).or(self.words.last().map(|words| words.end));
        start.unwrap_or(0)..end.unwrap_or(0)
    }
}

/// Rows whose figures fill several lines of `width` figures each, as rows of one line: in a PDF the label of the
/// second may stand below its figures, so that no words come between.
pub fn split_full_lines(rows: &[RawRow], width: usize) -> Vec<RawRow> {
    let mut split = Vec::with_capacity(rows.len());
    for row in rows {
        let full = |line: &[RawCell]| line.len() == width && line.iter().skip(1).all(|raw| !raw.opens);
        let lines: Vec<&[RawCell]> = row.cells.chunks(width).collect();
        let several = lines.len() > 1 && width > 1 && row.separated.is_none();
        if several && lines.iter().all(|line| full(line)) && lines[1..].iter().all(|line| line[0].opens) {
            split.push(RawRow { cells: lines[0].to_vec(), ..row.clone() });
            split.extend(lines[1..].iter().map(|line| RawRow { cells: line.to_vec(), ..RawRow::default() }));
        } else {
            split.push(row.clone());
        }
    }
    split
}

/// Whether words begin as the label of a row in a group does: `1.属于国家秘密`.
pub fn begins_with_number(words: &str) -> bool {
    let rest = words.trim_start_matches(|c: char| half_width(c).is_ascii_digit());
    rest.len() < words.len() && rest.starts_with(['.', '．', '、'])
}

/// The normal form of the last parts of a label.
pub fn label_of(text: &str, words: &[Range<usize>]) -> String {
    let mut from = words.len();
    let mut length = 0;
    while from > 0 && length < LONGEST_LABEL {
        from -= 1;
        length += words[from].len();
    }
    let mut label = String::with_capacity(length.min(2 * LONGEST_LABEL));
    for range in &words[from..] {
        let part = &text[range.clone()];
        let cut = part.len().saturating_sub(LONGEST_LABEL);
        push_normal(&mut label, &part[(cut..).find(|at| part.is_char_boundary(*at)).unwrap_or(0)..]);
    }
    label
}

/// The normal form of a label whose cells are broken into lines, read line by line across its cells. Nothing where
/// no cell is broken.
pub fn by_lines(text: &str, words: &[Range<usize>]) -> Option<String> {
    let lines_of = |range: &Range<usize>| -> Vec<&str> {
        let parts = text[range.clone()].split(['\n', '\r']);
        parts
            .flat_map(|part| part.split("<br"))
            .map(|part| part.trim_start_matches([' ', '/', '>']))
            .collect()
    };
    let cells: Vec<Vec<&str>> = words.iter().map(lines_of).collect();
    let most = cells.iter().map(Vec::len).max().filter(|most| *most > 1 && words.len() > 1)?;
    let mut label = String::new();
    for line in 0..most {
        cells.iter().filter_map(|cell| cell.get(line)).for_each(|part| push_normal(&mut label, part));
    }
    Some(label)
}
