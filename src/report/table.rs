//! Rows to a table of the format.
//!
//! Invariant: a table either can be read by rows, or it is said that it cannot, and then it has no rows. It
//! cannot where labels stand apart from their figures (what a PDF read by columns gives).

use std::ops::Range;

use rust_decimal::Decimal;

use super::align::{self, Match, align, missing_rows};
use super::fields::Source;
use super::fit::{Layouts, fit};
use super::lexicon::TableWords;
use super::normal::{normal, significant};
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
    if is_displaced(source, &found, format, words) {
        return Some(unreadable(source, kind));
    }
    if with_figures == 0 && !found.iter().any(Option::is_some) {
        return None;
    }
    Some(by_rows(source, kind, format, words, &found))
}

/// A table with a row a line.
fn by_rows(
    source: &RawTable<'_>,
    kind: usize,
    format: &format::Table,
    words: &TableWords,
    found: &[Match],
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
                let label_range =
                    label_range(source.text, raw, own_length(raw, label_match, &words.rows[row]));
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
    let displaced = rows.iter().any(|row| row.label_match == LabelMatch::Place);
    let range = range_of(&rows);
    let shape = if displaced { Shape::PdfInside } else { shape(source, &source.rows[first..=last], &range) };
    Table { kind, range, shape, readable: true, rows }
}

/// A table whose form puts all rows behind one another on one line, read so: table 四.
fn one_line(
    source: &RawTable<'_>,
    kind: usize,
    format: &format::Table,
    words: &TableWords,
    own: bool,
) -> Option<Table> {
    let width: usize = format.rows.iter().map(|row| row.columns.len()).sum();
    let widest = format.rows.iter().map(|row| row.columns.len()).max().unwrap_or(0);
    let anchored = |row: &RawRow| words.anchors.iter().any(|anchor| row.label.contains(anchor.as_str()));
    let candidates: Vec<usize> = (0..source.rows.len())
        .filter(|at| source.rows[*at].filled() > widest)
        .filter(|at| {
            own || anchored(&source.rows[*at]) || source.rows[..*at].iter().rev().take(3).any(anchored)
        })
        .collect();
    let (&at, others) = candidates.split_last()?;
    let raw = &source.rows[at];
    if !own && raw.filled() != width {
        return None;
    }
    let cells = fit(raw, width, &Layouts::default(), &|_| None);
    let figures_around = source
        .rows
        .iter()
        .enumerate()
        .any(|(other, row)| other != at && row.filled() > 0 && row.separated.is_none());
    let rows = match cells {
        Cells::Placed(cells) => {
            let mut cells = cells.into_iter();
            let row = |kind: usize| {
                let own: Vec<Cell> = cells.by_ref().take(format.rows[kind].columns.len()).collect();
                let range = own.first().map_or(0, |cell| cell.range.start)
                    ..own.last().map_or(0, |cell| cell.range.end);
                Row {
                    kind: Some(kind),
                    label: String::new(),
                    label_range: range.start..range.start,
                    label_match: LabelMatch::Exact,
                    range,
                    cells: Cells::Placed(own),
                }
            };
            (0..format.rows.len()).map(row).collect()
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
    let shape = shape(source, &source.rows[at..=at], &range);
    Some(Table { kind, range, shape, readable: true, rows })
}

fn row_of(
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

/// Whether the labels of a table stand apart from their figures.
///
/// Signs are labels of the form without figures of their own, beside figures that belong to no label or are too
/// many for theirs. A label whose figures were not typed yet is one such sign, but only one.
fn is_displaced(source: &RawTable<'_>, found: &[Match], format: &format::Table, words: &TableWords) -> bool {
    let missing = missing_rows(found, format);
    let separated = source.rows.iter().filter(|row| row.separated.is_some() && row.filled() > 0).count();
    if 2 * separated > source.rows.iter().filter(|row| row.filled() > 0).count() {
        return false;
    }
    const LONGEST_PART: usize = 150;
    let parts =
        source.rows.iter().flat_map(|row| row.words.iter()).filter(|range| range.len() <= LONGEST_PART);
    let said: String = parts.map(|range| normal(&source.text[range.clone()]) + " ").collect();
    let run_together = said.replace(' ', "");
    let stands_there = |row: &usize| {
        words.rows[*row].iter().any(|key| {
            let long = key.chars().count() > 6;
            if long { align::stands_in(key, &run_together) } else { said.contains(&format!("{key} ")) }
        })
    };
    let is_bare = |at: &usize| {
        found[*at].is_some() && source.rows[*at].cells.is_empty() && source.rows[*at].separated.is_none()
    };
    let apart =
        missing.iter().filter(|row| stands_there(row)).count() + (0..found.len()).filter(is_bare).count();
    let first = found.iter().position(Option::is_some).unwrap_or(0).saturating_sub(1);
    let excess = (first..found.len()).any(|at| {
        let figures = source.rows[at].filled();
        found[at].map_or(figures > 0, |(row, _)| figures > format.rows[row].columns.len() + 1)
    });
    apart >= 2 || apart == 1 && excess
}

fn unreadable(source: &RawTable<'_>, kind: usize) -> Table {
    let with_figures = |row: &&RawRow| row.filled() > 0;
    let start = source.rows.first().map_or(0, |row| row.range().start);
    let end = source.rows.iter().rfind(with_figures).map_or(start, |row| row.range().end);
    Table { kind, range: start..end.max(start), shape: Shape::PdfColumns, readable: false, rows: Vec::new() }
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

/// How many of the last characters of a label are the row's own words, by the labels `keys` of the row.
fn own_length(raw: &RawRow, label_match: LabelMatch, keys: &[String]) -> usize {
    let total = raw.label.chars().count();
    match label_match {
        LabelMatch::Exact => {
            let key = keys.iter().filter(|key| raw.label.ends_with(key.as_str())).max_by_key(|key| key.len());
            key.map_or(total, |key| key.chars().count())
        }
        LabelMatch::Near(_) => keys.first().map_or(total, |key| align::own_length(key, &raw.label)),
        LabelMatch::Place | LabelMatch::None => {
            total.min(keys.first().map_or(total, |key| key.chars().count()))
        }
    }
}

/// Where the last `length` characters that count of a label stand, without group labels and headers before them.
fn label_range(text: &str, raw: &RawRow, length: usize) -> Range<usize> {
    let Some(last) = raw.words.last() else {
        let start = raw.range().start;
        return start..start;
    };
    let characters =
        raw.words.iter().rev().flat_map(|range| {
            text[range.clone()].char_indices().rev().map(move |(at, c)| (range.start + at, c))
        });
    let mut counted = 0;
    let mut start = last.end;
    for (at, c) in characters {
        if significant(c).is_some() {
            if counted == length {
                break;
            }
            counted += 1;
            start = at;
        } else if matches!(c, '（' | '(') && start == at + c.len_utf8() {
            // The bracket of the ordinal that begins the label: （一）.
            start = at;
        }
    }
    start..last.end
}

fn range_of(rows: &[Row]) -> Range<usize> {
    let start = rows.iter().map(|row| row.range.start).min().unwrap_or(0);
    start..rows.iter().map(|row| row.range.end).max().unwrap_or(start)
}

fn shape(source: &RawTable<'_>, rows: &[RawRow], range: &Range<usize>) -> Shape {
    if source.rules.iter().any(|at| *at + 400 > range.start && *at < range.end) {
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

pub use align::rejoin;
