//! The cells of a row to its columns.
//!
//! Invariant: cells are placed only where one reading is certain. Blanks at the edges of a separated row are
//! left out if the row's own cells, or the other rows of the table, say that they belong to no column; a number
//! that stands alone on its line is taken for a page number only where the row's own sum says so.

use std::collections::HashSet;

use super::raw::{RawCell, RawRow};
use super::{Cell, Cells, Doubt, Value};

/// What the rows of a table whose cells lie in one way only say of the others.
#[derive(Debug, Clone, Default)]
pub struct Layouts {
    /// How the rows lie that have no blank at the edges of their columns.
    full: HashSet<Layout>,
}

/// How a row lies in its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Layout {
    width: usize,
    /// The fields before its first cell.
    before: usize,
    /// The fields before its first column.
    offset: usize,
    /// All its fields.
    length: usize,
}

impl Layout {
    fn new(row: &RawRow, before: usize, start: usize, width: usize) -> Layout {
        Layout { width, before, offset: before + start, length: before + row.cells.len() }
    }

    fn is_padded(&self) -> bool {
        self.length > self.before + self.width
    }
}

impl Layouts {
    /// Learns from a row that has `width` columns.
    pub fn learn(&mut self, row: &RawRow, width: usize) {
        let Some((_, before)) = row.separated.filter(|_| row.filled() > 0) else { return };
        if let [start] = windows(&row.cells, width).as_slice()
            && !has_blank_edge(&row.cells[*start..start + width])
        {
            self.full.insert(Layout::new(row, before, *start, width));
        }
    }

    /// Whether a row with a blank at an edge of its columns lies as the full rows do. If it does not, the blank may
    /// be padding, and a figure or a separator missing.
    fn agree(&self, layout: Layout) -> bool {
        let same_width: Vec<&Layout> = self.full.iter().filter(|full| full.width == layout.width).collect();
        if !layout.is_padded() && !same_width.iter().any(|full| full.is_padded()) {
            return true;
        }
        let mut peers = same_width.iter().filter(|full| full.before == layout.before).peekable();
        if peers.peek().is_some() {
            return peers.all(|full| **full == layout);
        }
        same_width.iter().all(|full| (full.offset, full.length) == (layout.offset, layout.length))
    }

    /// Whether a row of `length` fields lacks some that all rows of its width have, which lie in one way.
    fn lacks(&self, width: usize, length: usize) -> bool {
        let mut same_width = self.full.iter().filter(|full| full.width == width).peekable();
        let Some(first) = same_width.peek().copied() else { return false };
        same_width.all(|full| (full.offset, full.length) == (first.offset, first.length))
            && length < first.length
    }
}

fn has_blank_edge(cells: &[RawCell]) -> bool {
    let blank = |raw: Option<&RawCell>| raw.is_none_or(|raw| raw.cell.value == Value::Blank);
    blank(cells.first()) || blank(cells.last())
}

/// The cells of a row that has `width` columns. `adds_up` says of a full row whether its own equation holds, and
/// nothing where it has none.
pub fn fit(
    row: &RawRow,
    width: usize,
    layouts: &Layouts,
    adds_up: &dyn Fn(&[Cell]) -> Option<bool>,
) -> Cells {
    match row.separated {
        Some((_, before)) => fit_separated(row, before, width, layouts),
        None => fit_stream(row, width, adds_up),
    }
}

fn fit_separated(row: &RawRow, before: usize, width: usize, layouts: &Layouts) -> Cells {
    let windows = windows(&row.cells, width);
    let agree = |start: &usize| layouts.agree(Layout::new(row, before, *start, width));
    let known = || {
        let mut known = windows.iter().filter(|start| !layouts.full.is_empty() && agree(start));
        known.next().filter(|_| known.next().is_none())
    };
    // Of a row that lacks a field, no blank at an edge is known to be a cell: what is filled is all there is.
    let uncertain = || match layouts.lacks(width, before + row.cells.len()) {
        true => Cells::Loose(filled(row)),
        false => Cells::Ambiguous(plain(&row.cells), Doubt::Blanks),
    };
    match windows.as_slice() {
        [] => match without_remark(row, width) {
            Some(row) => fit_separated(&row, before, width, layouts),
            None => Cells::Loose(filled(row)),
        },
        [only] if row.filled() > 0 && has_blank_edge(&row.cells[*only..only + width]) && !agree(only) => {
            uncertain()
        }
        [only] => Cells::Placed(plain(&row.cells[*only..only + width])),
        // A row without any figure: its blanks are all alike.
        all if row.filled() == 0 => {
            let start = known().unwrap_or(&all[0]);
            Cells::Placed(plain(&row.cells[*start..start + width]))
        }
        _ => match known() {
            Some(start) => Cells::Placed(plain(&row.cells[*start..start + width])),
            None => uncertain(),
        },
    }
}

/// The row without the remark in its last cell, words behind as many figures as it should have.
fn without_remark(row: &RawRow, width: usize) -> Option<RawRow> {
    let last = row.cells.iter().rposition(|raw| raw.cell.value != Value::Blank)?;
    let figures = row.cells[..last].iter().filter(|raw| raw.cell.value.figure().is_some()).count();
    let is_remark = matches!(row.cells[last].cell.value, Value::Other(_))
        && figures == width
        && row.filled() == width + 1;
    is_remark.then(|| RawRow { cells: row.cells[..last].to_vec(), ..row.clone() })
}

/// The cells of a row that are not blank.
fn filled(row: &RawRow) -> Vec<Cell> {
    plain(row.cells.iter().filter(|raw| raw.cell.value != Value::Blank))
}

/// The starts of all runs of `width` cells that hold every cell which is not blank.
fn windows(cells: &[RawCell], width: usize) -> Vec<usize> {
    let filled = |raw: &RawCell| raw.cell.value != Value::Blank;
    let first = cells.iter().position(filled).unwrap_or(cells.len());
    let last = cells.iter().rposition(filled).map_or(0, |at| at + 1);
    let most = cells.len().saturating_sub(width);
    if cells.len() < width || last.saturating_sub(width) > first.min(most) {
        return Vec::new();
    }
    (last.saturating_sub(width)..=first.min(most)).collect()
}

fn fit_stream(row: &RawRow, width: usize, adds_up: &dyn Fn(&[Cell]) -> Option<bool>) -> Cells {
    let cells = plain(&row.cells);
    if cells.is_empty() && row.gaps.len() >= width {
        return Cells::Placed(
            row.gaps[..width].iter().map(|at| Cell { value: Value::Blank, range: *at..*at }).collect(),
        );
    }
    if cells.len() == width {
        return Cells::Placed(cells);
    }
    // Where every figure stands alone on its line, one too many is a slip like any other.
    let all_alone = row.cells.iter().all(|raw| raw.alone) && width > 1;
    if cells.len() != width + 1 || all_alone {
        return Cells::Loose(cells);
    }
    without_page_number(row, &cells, adds_up)
}

/// The readings of a row with one number too many, one of which stands alone on its line: a page number?
fn without_page_number(row: &RawRow, cells: &[Cell], adds_up: &dyn Fn(&[Cell]) -> Option<bool>) -> Cells {
    let mut readings: Vec<Vec<Cell>> = Vec::new();
    for at in (0..cells.len()).filter(|at| row.cells[*at].alone) {
        let mut reading = cells.to_vec();
        reading.remove(at);
        if !readings.iter().any(|other| same_values(other, &reading)) {
            readings.push(reading);
        }
    }
    if readings.is_empty() {
        return Cells::Loose(cells.to_vec());
    }
    let mut sound: Vec<Vec<Cell>> =
        readings.iter().filter(|reading| adds_up(reading) != Some(false)).cloned().collect();
    match sound.len() {
        1 => Cells::Placed(sound.remove(0)),
        _ => Cells::Ambiguous(cells.to_vec(), Doubt::PageNumber),
    }
}

fn same_values(a: &[Cell], b: &[Cell]) -> bool {
    a.iter().map(|cell| &cell.value).eq(b.iter().map(|cell| &cell.value))
}

fn plain<'a>(cells: impl IntoIterator<Item = &'a RawCell>) -> Vec<Cell> {
    cells.into_iter().map(|raw| raw.cell.clone()).collect()
}
