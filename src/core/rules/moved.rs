//! The figures of a row that stand one row too high or too low.
//!
//! Invariant: they are moved only into the next row of the text, which has the same columns and nothing of its own;
//! what stands there changes places with them, so that no figure is lost and none is made.

use rust_decimal::Decimal;

use super::grid::{Grid, Judged};
use super::repair::Move;
use crate::format::{CellIndex, RowIndex};
use crate::report::{Cells, Value};
use crate::span::{InReport, Span};

/// The rows whose figures, among them others than zeros, may belong into the next row above or below, of which
/// `is_nothing` holds for every cell.
pub fn candidates(grid: &Grid<'_>, is_nothing: impl Fn(&Value) -> bool) -> Vec<Move> {
    let there: Vec<RowIndex> =
        grid.format.rows.indices().filter(|row| values(grid, *row).is_some()).collect();
    let says = |row: RowIndex| {
        values(grid, row).is_some_and(|values| {
            let figures: Option<Vec<Decimal>> = values.iter().map(|value| value.figure()).collect();
            figures.is_some_and(|figures| figures.iter().any(|figure| !figure.is_zero()))
        })
    };
    let is_empty =
        |row: RowIndex| values(grid, row).is_some_and(|values| values.into_iter().all(&is_nothing));
    let mut moves = Vec::new();
    for pair in there.windows(2) {
        for (from, to) in [(pair[0], pair[1]), (pair[1], pair[0])] {
            let is_alike = grid.format.rows[from].columns == grid.format.rows[to].columns;
            if is_alike && says(from) && is_empty(to) {
                moves.push(Move { from, to });
            }
        }
    }
    moves
}

/// What stands in the cells of a row that stands there once, each at its place.
fn values<'a>(grid: &Grid<'a>, row: RowIndex) -> Option<Vec<&'a Value>> {
    match &grid.row(row).filter(|_| !grid.is_twice(row))?.cells {
        Cells::Placed(cells) => Some(cells.iter().map(|cell| &cell.value).collect()),
        _ => None,
    }
}

/// The only move of figures into this row, in which nothing was filled in, after which every equation of the two
/// rows holds that can be judged, blanks of them taken for zeros, where one of these did not before.
pub fn into_blank(grid: &Grid<'_>, row: RowIndex) -> Option<Move> {
    let moves = candidates(grid, |value| *value == Value::Blank).into_iter().filter(|one| one.to == row);
    let mut fitting = moves.filter(|one| {
        let figure = |cell: CellIndex| match cell.row == one.from || cell.row == one.to {
            true => Some(grid.figure(cell).unwrap_or_default()),
            false => grid.figure(cell),
        };
        let exchanged = |cell: CellIndex| {
            let row = if cell.row == one.from {
                one.to
            } else if cell.row == one.to {
                one.from
            } else {
                cell.row
            };
            figure(CellIndex { row, ..cell })
        };
        let is_own = |judged: &&Judged<'_>| {
            judged.left.iter().chain(&judged.right).any(|cell| cell.row == one.from || cell.row == one.to)
        };
        let (before, after) = (grid.judge(&figure), grid.judge(&exchanged));
        before.iter().filter(is_own).any(|judged| !judged.holds())
            && after.iter().filter(is_own).all(Judged::holds)
    });
    let only = fitting.next()?;
    fitting.next().is_none().then_some(only)
}

/// The move of the figures of a row into the next one below, where that has none in the columns of these.
pub fn into_next(grid: &Grid<'_>, from: RowIndex) -> Option<Move> {
    let to = grid.format.rows.behind(from).find(|row| grid.row(*row).is_some())?;
    let columns = &grid.format.rows[from].columns;
    let (source, target) = (values(grid, from)?, values(grid, to)?);
    let is_free = |(source, target): (&&Value, &&Value)| is_nothing(source) || is_nothing(target);
    let fits = *columns == grid.format.rows[to].columns && source.iter().zip(&target).all(is_free);
    fits.then_some(Move { from, to })
}

/// Whether a cell is blank or holds a zero.
fn is_nothing(value: &Value) -> bool {
    *value == Value::Blank || value.figure().is_some_and(|figure| figure.is_zero())
}

/// The edits that make what stands in the cells of two rows change places, with `whole` in all columns, otherwise where
/// something moves.
pub fn edits(
    grid: &Grid<'_>,
    Move { from, to }: Move,
    whole: bool,
    quote: &dyn Fn(Span<InReport>) -> String,
) -> Vec<(Span<InReport>, String)> {
    let mut edits = Vec::new();
    for column in &grid.format.rows[from].columns {
        let cells = [from, to].map(|row| CellIndex { row, column: *column });
        let [Some(source), Some(target)] = cells.map(|cell| grid.range(cell)) else { return Vec::new() };
        let moves = whole || grid.cell(cells[0]).is_some_and(|cell| !is_nothing(&cell.value));
        let [figure, other] = [source, target].map(quote);
        if moves && figure != other {
            edits.extend([(source, other), (target, figure)]);
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    edits
}
