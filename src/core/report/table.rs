//! Rows to a table of the format.
//!
//! Invariant: a table either can be read by rows, or it is said that it cannot, and then it has no rows. It
//! cannot where labels stand apart from their figures (what a PDF read by columns gives).

use rust_decimal::Decimal;

use super::align::{Match, align};
use super::displaced::{Apart, apart, is_displaced, is_reordered, unreadable};
use super::field::Source;
use super::fit::{Layouts, fit};
use super::labels::label_range;
use super::lexicon::TableWords;
use super::normal::normal;
use super::one_line::one_line;
use super::pieces::field_of;
use super::raw::{RawCell, RawRow, RawTable, split_full_lines};
use super::rows::{range_of, row_of, shape};
use super::{Cell, Cells, LabelMatch, Shape, Table, Value};
use crate::format::{self, Layout, RowIndex, TableIndex};

/// The table `kind` of the format in a section, if anything of it is there. `own` says whether the section is the
/// one in which the format puts it; elsewhere more of it must be found before it is believed.
pub fn table(
    source: &RawTable<'_>,
    kind: TableIndex,
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
    // A separated row with as many blanks as its columns was not filled in yet.
    let has_cells = |at: &usize| {
        let row = &source.rows[*at];
        let is_blank = |width: usize| row.separated.is_some() && row.cells.len() >= width;
        found[*at].is_some_and(|(kind, _)| row.filled() > 0 || is_blank(format.rows[kind].columns.len()))
    };
    let with_figures = (0..found.len()).filter(has_cells).count();
    if !own && with_figures < LEAST_ELSEWHERE {
        return None;
    }
    let apart = if own { apart(source, &found, format, words) } else { Vec::new() };
    if is_displaced(source, &found, format, &apart) || is_reordered(source, &found, words) {
        return Some(unreadable(source, kind));
    }
    let labels = apart.len() + found.iter().flatten().count();
    if with_figures == 0 && 2 * labels < format.rows.len() {
        // A table is there, but none of its rows is the form's: turned, or split.
        const MANY: usize = 6;
        let figures: usize = source.rows.iter().filter(|row| row.filled() > 1).map(RawRow::filled).sum();
        return (own && figures >= MANY).then(|| unreadable(source, kind));
    }
    Some(by_rows(source, kind, format, words, &found, &apart))
}

/// A table with a row a line.
fn by_rows(
    source: &RawTable<'_>,
    kind: TableIndex,
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
    if let Some((column, length)) = header(source, first, words) {
        layouts.learn_header(column, length);
    }
    let last = found.iter().rposition(Option::is_some).unwrap_or(0);
    let usual_width = format.rows.iter().map(|row| row.columns.len()).min().unwrap_or(1);
    let mut rows = Vec::with_capacity(last + 1 - first);
    for (at, raw) in source.rows.iter().enumerate().take(last + 1).skip(first) {
        match found[at] {
            Some((row, label_match)) => {
                let adds_up = |cells: &[Cell]| row_adds_up(format, row, cells);
                let whole = over_lines(&source.rows[at..], source.rules, width(at));
                let cells = fit(whole.as_ref().unwrap_or(raw), width(at), &layouts, &adds_up);
                let label_match = match raw.in_pieces {
                    true => LabelMatch::Pieces,
                    false => label_match,
                };
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
    let shape = if displaced { Shape::PdfInside } else { shape(source, own, range) };
    Table::of(kind, shape, range, rows)
}

/// The first of `rows` with the cells of the rows behind it that have no label, if together they are as many as its
/// columns: a row with pipes that goes on over several lines.
fn over_lines(rows: &[RawRow], rules: &[usize], width: usize) -> Option<RawRow> {
    let (row, rest) = rows.split_first()?;
    let is_open = row.cells.len() < width && matches!(row.separated, Some((Source::Pipes, _)));
    // In Markdown every line is a row.
    let is_markdown = rules.iter().any(|rule| *rule < row.range().start);
    if !is_open || is_markdown {
        return None;
    }
    let mut cells = row.cells.clone();
    for more in rest.iter().take_while(|more| more.words.is_empty()) {
        let blank = |at: &usize| RawCell::new(Value::Blank, *at..*at);
        cells.extend(more.cells.iter().cloned().chain(more.gaps.iter().map(blank)));
    }
    cells.sort_by_key(|raw| raw.cell.range.start);
    (cells.len() == width && width > row.cells.len()).then(|| RawRow { cells, ..row.clone() })
}

/// Where the header above row `first` says that the columns begin, and how many fields it has.
fn header(source: &RawTable<'_>, first: usize, words: &TableWords) -> Option<(usize, usize)> {
    const LINES: usize = 3;
    let [leftmost, .., rightmost] = &*words.columns else { return None };
    let above = source.rows[first.saturating_sub(LINES)..first].iter().rev();
    above.into_iter().find_map(|row| {
        let (by, before) = row.separated.filter(|(by, _)| *by != Source::Cells)?;
        let field = |label: &String| {
            let range = row.words.iter().find(|range| normal(&source.text[(*range).clone()]) == *label)?;
            Some(field_of(source.text, range, by))
        };
        let (left, right) = (field(leftmost)?, field(rightmost)?);
        (left + words.columns.len() == right + 1).then_some((left, before + row.cells.len()))
    })
}

/// Whether the equations of the table that speak of this row alone hold; nothing if there is none, or if a cell
/// is not a figure.
fn row_adds_up(format: &format::Table, row: RowIndex, cells: &[Cell]) -> Option<bool> {
    let figure = |cell: &format::CellIndex| -> Option<Decimal> {
        let at = format.rows[row].columns.iter().position(|column| *column == cell.column)?;
        cells.get(at)?.value.figure()
    };
    let own = |equation: &&format::Equation| {
        equation.left.iter().chain(&equation.right).all(|cell| cell.row == row)
    };
    let equation = format.equations.iter().find(own)?;
    let sum = |cells: &[format::CellIndex]| cells.iter().map(figure).sum::<Option<Decimal>>();
    Some(sum(&equation.left)? == sum(&equation.right)?)
}
