//! A document as Markdown in the canonical shape.
//!
//! Invariants: a table of the format is written anew only where the core read every row of it with certainty, and what
//! is read of the result is the same, figure by figure; every other table stands there cell by cell as it was. The
//! place of each cell in the source is known.

use std::collections::BTreeSet;
use std::ops::Range;

use gouji_core::analysis::Analysis;
use gouji_core::assist::actions::rewrite;
use gouji_core::assist::shapes;
use gouji_core::format::{ColumnIndex, RowIndex, TableIndex};
use gouji_core::report::lexicon::Lexicon;
use gouji_core::report::normal::value;
use gouji_core::report::{Shape, Value};
use gouji_core::span::{InSection, InText, Span};
use gouji_core::text::Text;

use crate::document::{Cell, Document, Unread};
use crate::draft::{Draft, Drafted, words};
use crate::{Imported, Place, Placed, Source};

/// The text of a document.
pub fn imported(document: Document, source: Source, lexicon: &Lexicon) -> Imported {
    let draft = Draft::of(document);
    let text = Text::from(draft.text.as_str());
    let analysis = Analysis::fresh(&text, lexicon);
    let rewrites = rewrites(&text, &analysis);
    let mut out = Out::default();
    let written = out.write(&draft, &rewrites);
    let read = Analysis::fresh(&Text::from(out.text.as_str()), lexicon);
    let ranges: Vec<Range<usize>> = rewrites.into_iter().map(|(range, _)| range).collect();
    let (before, after) = (figures(&analysis, &ranges), figures(&read, &written));
    if before.len() == after.len() && before.iter().zip(&after).all(|(one, other)| one.is(other)) {
        out.placed.extend(before.iter().zip(&after).filter_map(|(one, other)| {
            let (index, cell) = found(&draft, &one.range)?;
            Some(placed(index, &draft.tables[index], cell, other.range.clone()))
        }));
    } else {
        // Cell by cell nothing can go wrong.
        out = Out::default();
        out.write(&draft, &[]);
    }
    out.placed.sort_by_key(|placed| (placed.range.start, placed.range.end));
    out.placed.dedup_by(|one, other| one.range == other.range);
    Imported { unread: Unread::count(&out.text), text: out.text, placed: out.placed, source }
}

/// A report of text with its tables in the canonical shape, as far as each was read with certainty.
pub fn of_text(text: &Text, analysis: &Analysis) -> String {
    let mut written = text.slice(0..text.len()).into_owned();
    for (range, words) in rewrites(text, analysis).into_iter().rev() {
        written.replace_range(range, &words);
    }
    written
}

/// What takes the place of a part of the draft.
enum Piece<'a> {
    /// Tables of the format.
    Canonical(&'a str),
    /// Another table, by its index.
    Other(usize),
}

/// A cell or a label that was read.
struct Read {
    table: TableIndex,
    row: Option<RowIndex>,
    /// None for the label of the row.
    column: Option<ColumnIndex>,
    value: Option<Value>,
    range: Range<usize>,
}

impl Read {
    fn is(&self, other: &Read) -> bool {
        (self.table, self.row, self.column, &self.value)
            == (other.table, other.row, other.column, &other.value)
    }
}

/// All labels and figures in these parts of a text, as far as their places are certain.
fn figures(analysis: &Analysis, ranges: &[Range<usize>]) -> Vec<Read> {
    let is_in =
        |table: Span<InText>| ranges.iter().any(|range| range.start < table.end && table.start < range.end);
    let mut figures = Vec::new();
    for part in analysis.parts() {
        for (at, section) in &part.report.sections {
            let start = part.start + at;
            for table in section.tables.iter().filter(|table| is_in(table.range.in_text(start))) {
                let kind = &part.report.format.tables[table.kind];
                for row in &table.rows {
                    let mut add = |column, value, range: Span<InSection>| {
                        let range = range.in_text(start);
                        figures.push(Read {
                            table: table.kind,
                            row: row.kind,
                            column,
                            value,
                            range: range.start..range.end,
                        });
                    };
                    add(None, None, row.label_range);
                    let columns = row.kind.map(|row| &kind.rows[row].columns);
                    let is_placed = matches!(row.cells, gouji_core::report::Cells::Placed(_));
                    for (index, cell) in row.cells.as_slice().iter().enumerate() {
                        let column =
                            columns.filter(|_| is_placed).and_then(|columns| columns.get(index).copied());
                        add(column, Some(cell.value.clone()), cell.range);
                    }
                }
            }
        }
    }
    figures
}

/// The parts of a text that are tables of the format, and each in the canonical shape.
fn rewrites(text: &Text, analysis: &Analysis) -> Vec<(Range<usize>, String)> {
    let mut rewrites = Vec::new();
    for part in analysis.parts() {
        for (at, section) in &part.report.sections {
            for table in &section.tables {
                let format = &part.report.format.tables[table.kind];
                let written = rewrite::whole(text, format, part.start + at, table).and_then(|whole| {
                    let written = shapes::lines(format, Shape::Markdown, &whole.lines)?;
                    Some(rewrite::placed(text, whole.range, written.trim_end_matches('\n'), Shape::Markdown))
                });
                rewrites.extend(written.map(|edit| (edit.range.start..edit.range.end, edit.new_text)));
            }
        }
    }
    rewrites.sort_by_key(|(range, _)| range.start);
    rewrites
}

/// The table of a draft in which a range stands, and its cell.
fn found(draft: &Draft, range: &Range<usize>) -> Option<(usize, usize)> {
    let index = draft.tables.partition_point(|table| table.range.end < range.end);
    let table = draft.tables.get(index).filter(|table| table.range.start <= range.start)?;
    Some((index, table.cell(range)?))
}

fn placed(index: usize, table: &Drafted, cell: usize, range: Range<usize>) -> Placed {
    let cell = &table.table.cells[cell];
    let Place { table, row, column } =
        table.table.origin.unwrap_or(Place { table: index + 1, row: 1, column: 1 });
    Placed { range, place: Place { table, row: row + cell.row, column: column + cell.column } }
}

/// What is written so far.
#[derive(Default)]
struct Out {
    text: String,
    placed: Vec<Placed>,
}

impl Out {
    /// Writes a draft with what takes the place of parts of it, in order, and every other table cell by cell; gives
    /// the ranges in which these parts stand now.
    fn write(&mut self, draft: &Draft, rewrites: &[(Range<usize>, String)]) -> Vec<Range<usize>> {
        let is_rewritten = |table: &Drafted| {
            rewrites.iter().any(|(range, _)| range.start < table.range.end && table.range.start < range.end)
        };
        let canonical = rewrites.iter().map(|(range, words)| (range.clone(), Piece::Canonical(words)));
        let others = draft.tables.iter().enumerate().filter(|(_, table)| !is_rewritten(table));
        let others = others.map(|(index, table)| (table.range.clone(), Piece::Other(index)));
        let mut pieces: Vec<(Range<usize>, Piece<'_>)> = canonical.chain(others).collect();
        pieces.sort_by_key(|(range, _)| range.start);
        let (mut from, mut written) = (0, Vec::new());
        for (range, piece) in pieces {
            self.text += &draft.text[from..range.start];
            let start = self.text.len();
            match piece {
                Piece::Canonical(words) => {
                    self.text += words;
                    written.push(start..self.text.len());
                }
                Piece::Other(index) => self.table(&draft.text, index, &draft.tables[index]),
            }
            from = range.end;
        }
        self.text += &draft.text[from..];
        written
    }

    /// A table that is none of the format's, or not certain: line by line as it was, with its labels together.
    fn table(&mut self, draft: &str, index: usize, drafted: &Drafted) {
        let labels = labels(drafted);
        let mut at = drafted.range.start;
        for (number, line) in draft[drafted.range.clone()].split('\n').enumerate() {
            let fields: Vec<&str> = line.split('\t').collect();
            let mut cells: Vec<String> = vec![String::new()];
            let start = self.text.len() + usize::from(number > 0) + "| ".len();
            let mut length = 0;
            for (column, field) in fields.iter().enumerate() {
                if column >= labels {
                    length += cells[cells.len() - 1].len() + " | ".len();
                    cells.push(String::new());
                }
                let words = field.replace('|', "\\|");
                let cell = drafted.cell(&(at..at + field.len()));
                if let Some(cell) = cell.filter(|_| !field.is_empty()) {
                    let from = start + length + cells[cells.len() - 1].len();
                    self.placed.push(placed(index, drafted, cell, from..from + words.len()));
                }
                cells.last_mut().expect("there is one for the labels").push_str(&words);
                at += field.len() + 1;
            }
            if number > 0 {
                self.text.push('\n');
            }
            self.text += &format!("| {} |", cells.join(" | "));
            if number == 0 {
                self.text += "\n|";
                self.text += &" --- |".repeat(cells.len());
            }
        }
    }
}

/// How many fields at the left of each line are labels of what stands behind them: at least one.
fn labels(drafted: &Drafted) -> usize {
    let cells = &drafted.table.cells;
    let is_figure = |cell: &&Cell| {
        let words = words(cell);
        // A picture may be one of a figure.
        value(&words).is_some_and(|value| value.figure().is_some()) || Unread::count(&words) > 0
    };
    let first = cells.iter().filter(is_figure).map(|cell| cell.column).min().unwrap_or(1);
    let before: BTreeSet<usize> =
        cells.iter().map(|cell| cell.column).filter(|column| *column < first).collect();
    before.len().max(1)
}
