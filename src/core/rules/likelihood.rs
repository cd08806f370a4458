//! How likely a repair undoes what a person did by mistake.
//!
//! Invariant: it only orders repairs that all hold; it makes none certain.

use rust_decimal::Decimal;

use super::grid::Grid;
use super::repair::Change;
use crate::format::CellIndex;

/// How likely a person made these changes by mistake: the higher, the likelier.
pub fn likelihood(grid: &Grid<'_>, changes: &[Change]) -> u32 {
    if let [a, b] = changes {
        // Two figures exchanged, or a whole figure in the wrong cell, are likelier than a part of one.
        return u32::from((a.to, b.to) == (b.from, a.from));
    }
    changes
        .iter()
        .map(|change| slip(change.from, change.to) + copied(grid, change) + unfilled(grid, change))
        .sum()
}

/// Whether it is a total, which people add up last, and whether it was left at zero.
fn unfilled(grid: &Grid<'_>, change: &Change) -> u32 {
    let is_total = grid.format.equations.iter().any(|equation| equation.at == change.cell);
    u32::from(is_total) + u32::from(is_total && change.from.is_zero())
}

/// How much the wrong figure looks like the right one with a slip of the finger in it.
fn slip(wrong: Decimal, right: Decimal) -> u32 {
    let (wrong, right) = (wrong.to_string().into_bytes(), right.to_string().into_bytes());
    let mut sorted = [wrong.clone(), right.clone()];
    sorted.iter_mut().for_each(|digits| digits.sort_unstable());
    let without_one = |long: &[u8], short: &[u8]| {
        long.len() == short.len() + 1
            && (0..long.len()).any(|at| long[..at].iter().chain(&long[at + 1..]).eq(short.iter()))
    };
    let swapped = wrong.len() > 1 && sorted[0] == sorted[1];
    let left_out = right.len() > 1 && without_one(&right, &wrong);
    if swapped || left_out {
        4
    } else if wrong.len() > 1 && without_one(&wrong, &right) {
        3 // a digit typed twice or too many
    } else if wrong.len() == right.len() && wrong.iter().zip(&right).filter(|(a, b)| a != b).count() == 1 {
        2 // a digit mistyped
    } else {
        0
    }
}

/// Whether the wrong figure was copied from a neighbour.
fn copied(grid: &Grid<'_>, change: &Change) -> u32 {
    let left = grid.format.rows[change.cell.row]
        .columns
        .iter()
        .rev()
        .skip_while(|column| **column != change.cell.column)
        .nth(1);
    let left = left.map(|column| CellIndex { row: change.cell.row, column: *column });
    let above = grid.format.rows.before(change.cell.row).rev().find(|row| grid.row(*row).is_some());
    let above = above.map(|row| CellIndex { row, column: change.cell.column });
    let neighbours = [left, above, right_of(grid, change.cell), below(grid, change.cell)];
    let same = neighbours.into_iter().flatten().any(|cell| grid.figure(cell) == Some(change.from));
    u32::from(same && !change.from.is_zero())
}

fn right_of(grid: &Grid<'_>, cell: CellIndex) -> Option<CellIndex> {
    let columns = &grid.format.rows[cell.row].columns;
    let at = columns.iter().position(|column| *column == cell.column)?;
    columns.get(at + 1).map(|column| CellIndex { row: cell.row, column: *column })
}

fn below(grid: &Grid<'_>, cell: CellIndex) -> Option<CellIndex> {
    let below = grid.format.rows.behind(cell.row).find(|row| grid.row(*row).is_some());
    below.map(|row| CellIndex { row, column: cell.column })
}
