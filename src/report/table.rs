//! Rows to a table of the format.
//!
//! Invariant: a table either can be read by rows, or it is said that it cannot, and then it has no rows. It
//! cannot where labels stand apart from their figures (what a PDF read by columns gives).

use std::ops::Range;

use rust_decimal::Decimal;

use super::align::{Match, align};
use super::displaced::{Apart, apart, is_displaced, is_reordered, unreadable};
use super::fields::Source;
use super::fit::{Layouts, fit};
use super::labels::label_range;
use super::lexicon::TableWords;
use super::one_line::one_line;
use super::raw::{RawRow, split_full_lines};
use super::{Cell, Cells, LabelMatch, Row, Shape, Table};
use crate::format::{self, Layout};

/// What a table is read from.
pub struct RawTable<'a> {
    /// The text of the section.
    pub text: &'a str,
    /// The rows found in it.
    pub rows: &'a [RawRow],
    /// The starts of the rule lines of Markdown tables.
    pub rules: &'a [usize],
}

/// The table `kind` of the format in a section, if anything of it is there. `own` says whether the section is the
/// one in which the format puts it; elsewhere more of it must be found before it is believed.
pub fn table(
    source: &RawTable<'_>,
    kind: usize,
    format: &format::Table,
    words: &TableWords,
    own: bool,
) -> Option<Table> {
    if format.layout == Layout::OneLine
        && let Some(table) = one_line(source, kind, format, words, own)
    {
        return Some(table);
    }
    const LEAST_ELSEWHERE: usize = 3;
    let width = format.rows.iter().map(|row| row.columns.len()).max().unwrap_or(0);
    let uniform = format.rows.iter().all(|row| row.columns.len() == width);
    let has_two_lines = |row: &RawRow| row.separated.is_none() && row.cells.len() >= 2 * width;
    let split: Vec<RawRow>;
    let source = if uniform && source.rows.iter().any(has_two_lines) {
        split = split_full_lines(source.rows, width);
        &RawTable { rows: &split, ..*source }
    } else {
        source
    };
    let found = align(source.text, source.rows, format, words);
    let with_figures =
        (0..found.len()).filter(|at| found[*at].is_some() && source.rows[*at].filled() > 0).count();
    if !own && with_figures < LEAST_ELSEWHERE {
        return None;
    }
    let apart = if own { apart(source, &found, format, words) } else { Vec::new() };
    if is_displaced(source, &found, format, &apart) || is_reordered(source, &found, words) {
        return Some(unreadable(source, kind));
    }
    let labels = apart.len() + found.iter().flatten().count();
    if with_figures == 0 && 2 * labels < format.rows.len() {
        return None;
    }
    Some(by_rows(source, kind, format, words, &found, &apart))
}

/// A table with a row a line.
fn by_rows(
    source: &RawTable<'_>,
    kind: usize,
    format: &format::Table,
    words: &TableWords,
    found: &[Match],
    apart: &[Apart],
) -> Table {
    let width = |at: usize| found[at].map_or(0, |(row, _)| format.rows[row].columns.len());
    let mut layouts = Layouts::default();
    for at in (0..found.len()).filter(|at| found[*at].is_some()) {
        layouts.learn(&source.rows[at], width(at));
    }
    let first = found.iter().position(Option::is_some).unwrap_or(0);
    let last = found.iter().rposition(Option::is_some).unwrap_or(0);
    let usual_width = format.rows.iter().map(|row| row.columns.len()).min().unwrap_or(1);
    let mut rows = Vec::with_capacity(last + 1 - first);
    for (at, raw) in source.rows.iter().enumerate().take(last + 1).skip(first) {
        match found[at] {
            Some((row, label_match)) => {
                let adds_up = |cells: &[Cell]| row_adds_up(format, row, cells);
                let cells = fit(raw, width(at), &layouts, &adds_up);
                let label_range = label_range(source.text, raw, row, label_match, words);
                rows.push(row_of(source.text, raw, Some(row), label_match, cells, label_range));
            }
            // A row that the form does not have: it has a label and figures like its neighbours.
            None if !raw.label.is_empty() && raw.filled() >= usual_width.max(1) && raw.words.len() <= 3 => {
                let cells = Cells::Loose(raw.cells.iter().map(|raw| raw.cell.clone()).collect());
                let range = raw.words[0].start..raw.words[raw.words.len() - 1].end;
                rows.push(row_of(source.text, raw, None, LabelMatch::None, cells, range));
            }
            None => {}
        }
    }
    for Apart { row, label } in apart {
        let Some(label) = label else { continue };
        let raw = RawRow { words: vec![label.clone()], ..RawRow::default() };
        let none = Cells::Loose(Vec::new());
        rows.push(row_of(source.text, &raw, Some(*row), LabelMatch::Exact, none, label.clone()));
    }
    rows.sort_by_key(|row| row.range.start);
    let displaced = rows.iter().any(|row| row.label_match == LabelMatch::Place);
    let range = range_of(&rows);
    let own = source.rows.get(first..=last).unwrap_or_default();
    let shape = if displaced { Shape::PdfInside } else { shape(source, own, &range) };
    Table { kind, range, shape, readable: true, rows }
}

/// A row of the text as a row of a report.
pub fn row_of(
    text: &str,
    raw: &RawRow,
    kind: Option<usize>,
    label_match: LabelMatch,
    cells: Cells,
    label_range: Range<usize>,
) -> Row {
    let label = text[label_range.clone()].split(['\n', '\r']).map(str::trim).collect::<String>();
    let last = match &cells {
        Cells::Placed(cells) | Cells::Loose(cells) | Cells::Ambiguous(cells) => {
            cells.last().map(|cell| cell.range.end)
        }
    };
    let start = if raw.words.is_empty() { raw.range().start } else { label_range.start };
    let end = last.unwrap_or(label_range.end).max(label_range.end.min(raw.range().end)).max(start);
    Row { kind, label, label_range, label_match, range: start..end, cells }
}

/// Whether the equations of the table that speak of this row alone hold; nothing if there is none, or if a cell
/// is not a figure.
fn row_adds_up(format: &format::Table, row: usize, cells: &[Cell]) -> Option<bool> {
    let figure = |cell: &format::Cell| -> Option<Decimal> {
        let at = format.rows[row].columns.iter().position(|column| *column == cell.column)?;
        cells.get(at)?.value.figure()
    };
    let own = |equation: &&format::Equation| {
        equation.left.iter().chain(&equation.right).all(|cell| cell.row == row)
    };
    let equation = format.equations.iter().find(own)?;
    let sum = |cells: &[format::Cell]| cells.iter().map(figure).sum::<Option<Decimal>>();
    Some(sum(&equation.left)? == sum(&equation.right)?)
}

/// From the first row to the last.
pub fn range_of(rows: &[Row]) -> Range<usize> {
    let start = rows.iter().map(|row| row.range.start).min().unwrap_or(0);
    start..rows.iter().map(|row| row.range.end).max().unwrap_or(start)
}

/// The shape that most rows have.
pub fn shape(source: &RawTable<'_>, rows: &[RawRow], range: &Range<usize>) -> Shape {
    // Between the rule and the first row only more of the head may stand, however wide it is drawn.
    let is_own = |rule: &usize| {
        let between = source.text.get(*rule..range.start).unwrap_or_default();
        let mut lines = between.split_inclusive(['\n', '\r']).filter(|line| line.ends_with(['\n', '\r']));
        *rule < range.end && lines.all(|line| line.contains('|') || line == "\n")
    };
    if source.rules.iter().any(is_own) {
        return Shape::Markdown;
    }
    let with_figures: Vec<&RawRow> = rows.iter().filter(|row| row.filled() > 0).collect();
    let of = |source: Source| {
        with_figures.iter().filter(|row| row.separated.is_some_and(|(by, _)| by == source)).count()
    };
    let (pipes, tabs, cells) = (of(Source::Pipes), of(Source::Tabs), of(Source::Cells));
    let stream = with_figures.len() - pipes - tabs - cells;
    let most = pipes.max(tabs).max(cells).max(stream);
    if most == pipes && pipes > 0 {
        Shape::PipeRows
    } else if most == tabs && tabs > 0 {
        Shape::Tsv
    } else if most == cells && cells > 0 {
        Shape::Cells
    } else if source.text[range.clone()].contains(['|', '｜', '│']) {
        Shape::PipeCells
    } else if with_figures.iter().all(|row| row.cells.iter().all(|cell| cell.alone)) {
        Shape::CellsBare
    } else {
        Shape::PdfRows
    }
}
