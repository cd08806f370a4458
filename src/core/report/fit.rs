//! The cells of a row to its columns.
//!
//! Invariant: cells are placed only where one reading is certain. Blanks at the edges of a separated row are
//! left out if the row's own cells, or the other rows of the table, say that they belong to no column; a number
//! that stands alone on its line is taken for a page number only where the row's own sum says so.

use std::collections::{HashMap, HashSet};

use super::raw::{RawCell, RawRow};
use super::{Cell, Cells, Doubt, Value};
use crate::span::Span;

/// What the rows of a table whose cells lie in one way only say of the others.
#[derive(Debug, Clone, Default)]
pub struct Layouts {
    /// How the rows lie that have no blank at the edges of their columns, and how many do.
    full: HashMap<Layout, usize>,
    /// For the rows without separators that are full: the blanks before, between and behind their figures.
    gaps: HashSet<Gaps>,
    /// The first field of the columns and the number of fields of the rows, by the header.
    header: Option<(usize, usize)>,
}

/// The blanks of a full row that is not separated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Gaps {
    width: usize,
    /// The parts of its label.
    words: usize,
    before: usize,
    between: usize,
    behind: usize,
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
        if row.separated.is_none() && row.cells.len() == width {
            let (before, behind) = edges(row);
            let between = row.gaps.len() - before - behind;
            self.gaps.insert(Gaps { width, words: row.words.len(), before, between, behind });
        }
        let Some((_, before)) = row.separated.filter(|_| row.filled() > 0) else { return };
        if let [start] = windows(&row.cells, width).as_slice()
            && !has_blank_edge(&row.cells[*start..start + width])
        {
            *self.full.entry(Layout::new(row, before, *start, width)).or_default() += 1;
        }
    }

    /// Learns from the header that the columns of rows of `length` fields begin at field `first`.
    pub fn learn_header(&mut self, first: usize, length: usize) {
        self.header = Some((first, length));
    }

    /// Whether a row with a blank at an edge of its columns lies as the full rows do. If it does not, the blank may
    /// be padding, and a figure or a separator missing.
    fn agree(&self, layout: Layout) -> bool {
        if self.lacks(layout.width, layout.length) {
            return false;
        }
        if let Some((first, _)) =
            self.header.filter(|(_, length)| self.full.is_empty() && *length == layout.length)
        {
            return layout.offset == first;
        }
        let same_width: Vec<&Layout> = self.full.keys().filter(|full| full.width == layout.width).collect();
        if !layout.is_padded() && !same_width.iter().any(|full| full.is_padded()) {
            return true;
        }
        let mut peers = same_width.iter().filter(|full| full.before == layout.before).peekable();
        if peers.peek().is_some() {
            return peers.all(|full| **full == layout);
        }
        same_width.iter().all(|full| (full.offset, full.length) == (layout.offset, layout.length))
    }

    /// Whether several full rows lie so.
    fn is_usual(&self, layout: Layout) -> bool {
        const SEVERAL: usize = 2;
        self.full.get(&layout).is_some_and(|count| *count >= SEVERAL)
    }

    /// Whether a row of `length` fields lacks some that all rows of its width have, which lie in one way.
    fn lacks(&self, width: usize, length: usize) -> bool {
        let mut same_width = self.full.keys().filter(|full| full.width == width).peekable();
        let Some(first) = same_width.peek().copied() else { return false };
        same_width.all(|full| (full.offset, full.length) == (first.offset, first.length))
            && length < first.length
    }

    /// Whether nothing is known of how rows lie.
    fn is_empty(&self) -> bool {
        self.full.is_empty() && self.header.is_none()
    }

    /// How many blanks before and behind the columns of a row are none of its cells, if all full rows, or those
    /// whose labels have as many parts, agree. Nothing where blanks stand between figures that need none.
    fn padding(&self, width: usize, words: usize) -> Option<(usize, usize)> {
        let same_width: Vec<&Gaps> = self.gaps.iter().filter(|gaps| gaps.width == width).collect();
        if same_width.iter().any(|gaps| gaps.between > 0) {
            return None;
        }
        let of = |gaps: &Gaps| (gaps.before, gaps.behind);
        let agreed = |peers: Vec<&Gaps>| {
            let first = of(peers.first()?);
            peers.iter().all(|gaps| of(gaps) == first).then_some(first)
        };
        match same_width.is_empty() {
            true => Some((0, 0)),
            false => agreed(same_width.iter().copied().filter(|gaps| gaps.words == words).collect())
                .or_else(|| agreed(same_width)),
        }
    }
}

fn has_blank_edge(cells: &[RawCell]) -> bool {
    let blank = |raw: Option<&RawCell>| raw.is_none_or(RawCell::is_empty);
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
        None => fit_stream(row, width, layouts, adds_up),
    }
}

fn fit_separated(row: &RawRow, before: usize, width: usize, layouts: &Layouts) -> Cells {
    let windows = windows(&row.cells, width);
    let agree = |start: &usize| {
        let layout = Layout::new(row, before, *start, width);
        // Rows are filled up at their ends: one that ends in a figure has no blank to spare.
        let end = start + width;
        let ends_filled = end == row.cells.len() && !row.cells[end - 1].is_empty();
        layouts.agree(layout) || ends_filled && layouts.is_usual(layout)
    };
    let known = || {
        let mut known = windows.iter().filter(|start| !layouts.is_empty() && agree(start));
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
    let last = row.cells.iter().rposition(|raw| !raw.is_empty())?;
    let figures = row.cells[..last].iter().filter(|raw| raw.cell.value.figure().is_some()).count();
    let is_remark = matches!(row.cells[last].cell.value, Value::Other(_))
        && figures == width
        && row.filled() == width + 1;
    is_remark.then(|| RawRow { cells: row.cells[..last].to_vec(), ..row.clone() })
}

/// The cells of a row in which something stands.
fn filled(row: &RawRow) -> Vec<Cell> {
    plain(row.cells.iter().filter(|raw| !raw.is_empty()))
}

/// The starts of all runs of `width` cells that hold every cell in which something stands.
fn windows(cells: &[RawCell], width: usize) -> Vec<usize> {
    let filled = |raw: &RawCell| !raw.is_empty();
    let first = cells.iter().position(filled).unwrap_or(cells.len());
    let last = cells.iter().rposition(filled).map_or(0, |at| at + 1);
    let most = cells.len().saturating_sub(width);
    if cells.len() < width || last.saturating_sub(width) > first.min(most) {
        return Vec::new();
    }
    (last.saturating_sub(width)..=first.min(most)).collect()
}

fn fit_stream(
    row: &RawRow,
    width: usize,
    layouts: &Layouts,
    adds_up: &dyn Fn(&[Cell]) -> Option<bool>,
) -> Cells {
    let cells = plain(&row.cells);
    if cells.is_empty() && row.gaps.len() >= width {
        return Cells::Placed(
            row.gaps[..width]
                .iter()
                .map(|at| Cell { value: Value::Blank, range: Span::new(*at..*at) })
                .collect(),
        );
    }
    if cells.len() == width {
        return Cells::Placed(cells);
    }
    if cells.len() < width && !row.gaps.is_empty() {
        return with_gaps(row, width, layouts);
    }
    // Where every figure stands alone on its line, one too many is a slip like any other.
    let all_alone = row.cells.iter().all(|raw| raw.alone) && width > 1;
    if cells.len() != width + 1 || all_alone {
        return Cells::Loose(cells);
    }
    without_page_number(row, &cells, adds_up)
}

/// The blanks before the first and behind the last figure of a row that is not separated.
fn edges(row: &RawRow) -> (usize, usize) {
    let first = row.cells.first().map_or(usize::MAX, |raw| raw.cell.range.start);
    let last = row.cells.last().map_or(0, |raw| raw.cell.range.start);
    let before = row.gaps.iter().filter(|gap| **gap < first).count();
    (before, row.gaps.iter().filter(|gap| **gap > last && **gap >= first).count())
}

/// The cells of a row that is not separated and has blanks among them: in their places where their number is exact,
/// apart from those that the full rows have as well.
fn with_gaps(row: &RawRow, width: usize, layouts: &Layouts) -> Cells {
    let blank = |at: &usize| Cell { value: Value::Blank, range: Span::new(*at..*at) };
    let mut all: Vec<Cell> = plain(&row.cells).into_iter().chain(row.gaps.iter().map(blank)).collect();
    all.sort_by_key(|cell| cell.range.start);
    let is_blank = |cell: &Cell| cell.value == Value::Blank && cell.range.is_empty();
    if let Some((before, behind)) = layouts.padding(width, row.words.len())
        && all.len() == before + width + behind
        && all[..before].iter().all(is_blank)
        && all[before + width..].iter().all(is_blank)
    {
        return Cells::Placed(all[before..before + width].to_vec());
    }
    let (before, behind) = edges(row);
    match row.gaps.len() > before + behind {
        true => Cells::Ambiguous(all, Doubt::Blanks),
        false => Cells::Loose(plain(&row.cells)),
    }
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
