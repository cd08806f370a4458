//! The culprit: the one figure that is likely wrong.
//!
//! Invariant: a repair makes every broken equation that its table's figures tie together hold and breaks none.
//! A repair is certain only if it is the only one of its kind.
//!
//! How: a change of cell c by d changes the difference between the two sides of each equation that c stands in by
//! d or -d, and no other. So the broken equations must be exactly those that c stands in, and their differences
//! must all ask for the same d.

use rust_decimal::Decimal;

use super::view::{Grid, Judged};
use crate::format::Cell;

/// Figures that, changed so, make everything hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// The cells to change, each with the figure that it has and the one it should have.
    pub changes: Vec<Change>,
    /// Whether it is the only one.
    pub certain: bool,
    /// How many equations hold after it: those of the table, or those tied to it by common figures.
    pub holding: usize,
    /// Whether these are all that the table has.
    pub all: bool,
}

/// One changed figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// Where.
    pub cell: Cell,
    /// The figure that stands there.
    pub from: Decimal,
    /// The figure that should.
    pub to: Decimal,
}

/// At most so many repairs are offered where none is certain.
const MOST: usize = 5;

/// The repairs for the equations that are tied to `broken` by common figures, the likeliest first; `judged` are all
/// the equations of the table.
pub fn repairs(grid: &Grid<'_>, judged: &[Judged<'_>], broken: &Judged<'_>) -> Vec<Repair> {
    let tied = tied(judged, broken);
    let figure = |cell: Cell| grid.figure(cell);
    let others = || judged.iter().filter(|equation| !tied.iter().any(|tied| std::ptr::eq(*tied, *equation)));
    let (holding, all) = match others().all(Judged::holds) {
        true => (judged.len(), judged.len() == grid.equation_count()),
        false => (tied.len(), false),
    };
    let mut changes: Vec<Vec<Change>> =
        single(&tied, &figure).into_iter().map(|change| vec![change]).collect();
    if changes.is_empty() {
        changes = moves(grid, &tied, &figure);
    }
    let certain = changes.len() == 1;
    changes.sort_by_key(|changes| std::cmp::Reverse(likelihood(grid, changes)));
    changes.truncate(MOST);
    changes.into_iter().map(|changes| Repair { changes, certain, holding, all }).collect()
}

/// The equations that share figures with `start`, directly or through others.
fn tied<'a, 'b>(judged: &'b [Judged<'a>], start: &Judged<'_>) -> Vec<&'b Judged<'a>> {
    let mut left: Vec<&Judged<'a>> = Vec::new();
    let mut tied: Vec<&Judged<'a>> = Vec::new();
    for equation in judged {
        if equation.equation == start.equation { tied.push(equation) } else { left.push(equation) }
    }
    let mut next = 0;
    while next < tied.len() {
        let from = tied[next];
        let (near, far): (Vec<_>, Vec<_>) = left.into_iter().partition(|other| shares(from, other));
        tied.extend(near);
        left = far;
        next += 1;
    }
    tied
}

fn shares(a: &Judged<'_>, b: &Judged<'_>) -> bool {
    a.left.iter().chain(&a.right).any(|cell| b.sign(*cell) != 0)
}

/// The single figures whose change makes all of `equations` hold.
fn single(equations: &[&Judged<'_>], figure: &dyn Fn(Cell) -> Option<Decimal>) -> Vec<Change> {
    let Some(broken) = equations.iter().find(|equation| !equation.holds()) else { return Vec::new() };
    let cells = broken.left.iter().chain(&broken.right).copied();
    cells
        .filter_map(|cell| {
            let by = Decimal::from(broken.sign(cell)) * (broken.right_sum - broken.left_sum);
            let fits = equations.iter().all(|equation| {
                equation.left_sum + Decimal::from(equation.sign(cell)) * by == equation.right_sum
            });
            let from = figure(cell)?;
            (fits && from + by >= Decimal::ZERO).then_some(Change { cell, from, to: from + by })
        })
        .collect()
}

/// The moves of a figure, or of a part of it, into the cell beside or below it that make all of `equations` hold.
fn moves(
    grid: &Grid<'_>,
    equations: &[&Judged<'_>],
    figure: &dyn Fn(Cell) -> Option<Decimal>,
) -> Vec<Vec<Change>> {
    let mut cells: Vec<Cell> =
        equations.iter().flat_map(|equation| equation.left.iter().chain(&equation.right)).copied().collect();
    cells.sort_unstable();
    cells.dedup();
    let mut moves = Vec::new();
    for &a in &cells {
        for b in [right_of(grid, a), below(grid, a)].into_iter().flatten().filter(|b| cells.contains(b)) {
            let (Some(of_a), Some(of_b)) = (figure(a), figure(b)) else { continue };
            let sign = |equation: &Judged<'_>| Decimal::from(equation.sign(a) - equation.sign(b));
            let Some(broken) =
                equations.iter().find(|equation| !equation.holds() && !sign(equation).is_zero())
            else {
                continue;
            };
            // `by` is added to a and taken from b.
            let by = (broken.right_sum - broken.left_sum) / sign(broken);
            let (to_a, to_b) = (of_a + by, of_b - by);
            let fits = equations
                .iter()
                .all(|equation| equation.left_sum + sign(equation) * by == equation.right_sum);
            let whole =
                to_a.is_zero() || to_b.is_zero() || by.abs() == Decimal::ONE || (to_a, to_b) == (of_b, of_a);
            if fits && whole && to_a >= Decimal::ZERO && to_b >= Decimal::ZERO {
                moves.push(vec![
                    Change { cell: a, from: of_a, to: to_a },
                    Change { cell: b, from: of_b, to: to_b },
                ]);
            }
        }
    }
    moves
}

fn right_of(grid: &Grid<'_>, cell: Cell) -> Option<Cell> {
    let columns = &grid.format.rows[cell.row].columns;
    let at = columns.iter().position(|column| *column == cell.column)?;
    columns.get(at + 1).map(|column| Cell { row: cell.row, column: *column })
}

fn below(grid: &Grid<'_>, cell: Cell) -> Option<Cell> {
    (cell.row + 1..grid.format.rows.len())
        .find(|row| grid.row(*row).is_some())
        .map(|row| Cell { row, column: cell.column })
}

/// How likely a person made these changes by mistake: the higher, the likelier.
fn likelihood(grid: &Grid<'_>, changes: &[Change]) -> u32 {
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
    let left = left.map(|column| Cell { row: change.cell.row, column: *column });
    let above = (0..change.cell.row).rev().find(|row| grid.row(*row).is_some());
    let above = above.map(|row| Cell { row, column: change.cell.column });
    let neighbours = [left, above, right_of(grid, change.cell), below(grid, change.cell)];
    let same = neighbours.into_iter().flatten().any(|cell| grid.figure(cell) == Some(change.from));
    u32::from(same && !change.from.is_zero())
}
