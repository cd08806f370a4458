//! The totals that are blank while all their parts are there.
//!
//! Invariant: a figure is offered only where the cell is blank or absent, and only as what its parts add up to.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::assist::actions::recompute::total;
use crate::assist::place;
use crate::format::CellIndex;
use crate::report::Value;
use crate::rules::grid::Grid;

/// What blank totals would be, by their cells.
pub type Sums = BTreeMap<CellIndex, Decimal>;

/// What the blank totals of a table would be. A total that rests on others that are blank rests on what these would be.
pub fn sums(grid: &Grid<'_>) -> Sums {
    sums_with(grid, &|_| None)
}

/// The same once blanks that are no totals have these figures.
pub fn sums_with(grid: &Grid<'_>, filled: &dyn Fn(CellIndex) -> Option<Decimal>) -> Sums {
    // A total of totals rests on at most two others.
    const ROUNDS: usize = 4;
    let mut sums = Sums::new();
    for _ in 0..ROUNDS {
        let before = sums.len();
        for equation in place::equations(grid) {
            let is_blank = match grid.cell(equation.at) {
                Some(cell) => cell.value == Value::Blank,
                None => grid.row(equation.at.row).is_none(),
            };
            let known = |cell: &CellIndex| {
                grid.figure(*cell).or_else(|| sums.get(cell).copied()).or_else(|| filled(*cell))
            };
            if !is_blank || grid.is_twice(equation.at.row) || sums.contains_key(&equation.at) {
                continue;
            }
            if let Some(sum) = total(grid, equation, &known) {
                sums.insert(equation.at, sum);
            }
        }
        if sums.len() == before {
            break;
        }
    }
    sums
}

/// Whether a cell is a total: the sum of others, by some equation.
pub fn is_total(grid: &Grid<'_>, cell: CellIndex) -> bool {
    let mut own = place::equations(grid).filter(|equation| equation.at == cell);
    own.any(|equation| total(grid, equation, &|_| Some(Decimal::ZERO)).is_some())
}
