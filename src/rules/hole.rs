//! The hole: a row has one figure too few. Which one is lacking, and what should it be?
//!
//! Invariant: a hole is known only if one place and one value fit, at least two equations ask for that value, and
//! fewer equations are broken than with the hole in any other place.

use rust_decimal::Decimal;

use super::view::{Grid, Hole};
use crate::format::Cell;
use crate::report::Cells;

/// The same table, with the holes that are known.
pub fn find(grid: Grid<'_>) -> Grid<'_> {
    let rows = 0..grid.format.rows.len();
    let holes = rows.filter_map(|row| Some((row, missing_figure(&grid, row)?))).collect();
    grid.with_holes(holes)
}

/// The one figure that row `kind` of the format lacks, if only one fits every equation that it stands in.
fn missing_figure(grid: &Grid<'_>, kind: usize) -> Option<Hole> {
    let Cells::Loose(cells) = &grid.row(kind)?.cells else { return None };
    let columns = &grid.format.rows[kind].columns;
    let figures: Vec<Decimal> = cells.iter().map(|cell| cell.value.figure()).collect::<Option<_>>()?;
    if figures.len() + 1 != columns.len() || grid.is_twice(kind) {
        return None;
    }
    let mut fitting: Vec<(usize, usize, Decimal)> = Vec::new();
    for position in 0..columns.len() {
        let hole = Cell { row: kind, column: columns[position] };
        let known = |cell: Cell| -> Option<Decimal> {
            if cell.row != kind {
                return grid.figure(cell);
            }
            let at = columns.iter().position(|column| *column == cell.column)?;
            (at != position).then(|| figures[at - usize::from(at > position)])
        };
        // What each equation with the hole in it asks of the hole.
        let judged = grid.judge(&|cell| if cell == hole { Some(Decimal::ZERO) } else { known(cell) });
        let asked: Vec<Decimal> = judged
            .iter()
            .filter(|equation| equation.sign(hole) != 0)
            .map(|equation| Decimal::from(equation.sign(hole)) * (equation.right_sum - equation.left_sum))
            .collect();
        let [first, others @ ..] = asked.as_slice() else { continue };
        if *first < Decimal::ZERO || others.is_empty() || others.iter().any(|other| other != first) {
            continue;
        }
        let broken = broken_with(grid, &|cell| if cell == hole { Some(*first) } else { known(cell) });
        fitting.push((broken, position, *first));
    }
    let least = fitting.iter().map(|(broken, ..)| *broken).min()?;
    let mut best = fitting.iter().filter(|(broken, ..)| *broken == least);
    let (_, position, figure) = best.next()?;
    // The same figure in another place of the row reads the same: 0 0 0.
    let row_with = |position: usize, figure: Decimal| {
        let mut row = figures.clone();
        row.insert(position, figure);
        row
    };
    let sound = row_with(*position, *figure);
    best.all(|(_, other, same)| row_with(*other, *same) == sound)
        .then_some(Hole { position: *position, figure: *figure })
}

/// How many equations are broken with these figures.
fn broken_with(grid: &Grid<'_>, figure: &dyn Fn(Cell) -> Option<Decimal>) -> usize {
    grid.judge(figure).iter().filter(|equation| !equation.holds()).count()
}
