//! Repairs: the figures that are likely wrong where equations do not hold.
//!
//! Invariant: a repair makes every broken equation of its component hold and breaks none. The search runs once a table;
//! it goes over the cells of one broken equation, not over every equation anew.
//!
//! How: a change of cell c by d changes the difference between the two sides of each equation that c stands in by
//! d or -d, and no other. So what is changed must touch exactly the broken equations, and each by what it lacks.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::grid::{Grid, Judged};
use super::likelihood::likelihood;
use super::moved;
use super::recount::{concatenated, parted};
use super::repair::{Change, Component, Move, Repair, RepairKind};
use crate::format::{CellIndex, ColumnIndex, Equation, IndexVec, RowIndex, Table};

/// What is broken in a table and what would mend it. A figure that is lacking but can only be one counts as if it stood
/// there.
pub fn search<'a>(grid: &Grid<'a>) -> Vec<Component<'a>> {
    if grid.judged.iter().all(Judged::holds) {
        return Vec::new();
    }
    let with_missing = grid.has_missing().then(|| grid.judge(&|cell| grid.figure_or_missing(cell)));
    let search = Search::new(grid, with_missing.as_ref().unwrap_or(&grid.judged));
    let mut components: Vec<Component<'a>> =
        search.components().into_iter().map(|tied| search.component(&tied)).collect();
    // What is broken only with a figure that is lacking is not told as broken.
    let is_told = |equation: &&Equation| {
        grid.judged.iter().any(|judged| !judged.holds() && std::ptr::eq(judged.equation, *equation))
    };
    components.iter_mut().for_each(|component| component.equations.retain(|equation| is_told(equation)));
    components.retain(|component| !component.equations.is_empty());
    let alone = components.len() == 1;
    components.iter_mut().for_each(|component| component.alone = alone);
    components
}

/// A table made ready for the search.
struct Search<'s, 'a> {
    grid: &'s Grid<'a>,
    judged: &'s [Judged<'a>],
    /// For each equation what its left side lacks.
    lacking: Vec<Decimal>,
    /// For each cell, by row and column, the equations it stands in, with its sign there.
    stands: IndexVec<RowIndex, IndexVec<ColumnIndex, Vec<(usize, i64)>>>,
}

impl<'s, 'a> Search<'s, 'a> {
    fn new(grid: &'s Grid<'a>, judged: &'s [Judged<'a>]) -> Search<'s, 'a> {
        let Table { rows, columns, .. } = grid.format;
        let mut stands: IndexVec<RowIndex, IndexVec<ColumnIndex, Vec<_>>> =
            rows.iter().map(|_| columns.iter().map(|_| Vec::new()).collect()).collect();
        for (at, equation) in judged.iter().enumerate() {
            for (cells, sign) in [(&equation.left, 1), (&equation.right, -1)] {
                for cell in cells {
                    stands[cell.row][cell.column].push((at, sign));
                }
            }
        }
        let lacking = judged.iter().map(|equation| equation.right_sum - equation.left_sum).collect();
        Search { grid, judged, lacking, stands }
    }

    fn stands(&self, cell: CellIndex) -> &[(usize, i64)] {
        &self.stands[cell.row][cell.column]
    }

    fn cells(&self, equation: usize) -> impl Iterator<Item = CellIndex> + 's {
        let equation = &self.judged[equation];
        equation.left.iter().chain(&equation.right).copied()
    }

    /// The equations that common figures tie together, each time those among which some do not hold.
    fn components(&self) -> Vec<Vec<usize>> {
        let mut seen = vec![false; self.judged.len()];
        let mut components = Vec::new();
        for start in (0..self.judged.len()).filter(|at| !self.judged[*at].holds()) {
            if std::mem::replace(&mut seen[start], true) {
                continue;
            }
            let mut tied = vec![start];
            let mut next = 0;
            while next < tied.len() {
                for cell in self.cells(tied[next]) {
                    for (other, _) in self.stands(cell) {
                        if !std::mem::replace(&mut seen[*other], true) {
                            tied.push(*other);
                        }
                    }
                }
                next += 1;
            }
            tied.sort_unstable();
            components.push(tied);
        }
        components
    }

    fn component(&self, tied: &[usize]) -> Component<'a> {
        let broken: Vec<usize> = tied.iter().copied().filter(|at| !self.judged[*at].holds()).collect();
        let elsewhere = self.judged.iter().filter(|equation| !equation.holds()).count() - broken.len();
        let (holding, all) = match elsewhere {
            0 => (self.judged.len(), self.judged.len() == self.grid.equation_count()),
            _ => (tied.len(), false),
        };
        let mut found = self.found(&broken);
        found.sort_by(|a, b| a.1.cmp(&b.1));
        found.dedup_by(|a, b| a.1 == b.1);
        found.sort_by_key(|(kind, changes)| {
            (*kind != RepairKind::Figure, Reverse(likelihood(self.grid, changes)), *kind)
        });
        let repairs = found.into_iter().map(|(kind, changes)| {
            let rests_on_zeros = self.rests_on_zeros(&broken, &changes);
            Repair { kind, changes, holding, all, rests_on_zeros }
        });
        Component {
            equations: broken.iter().map(|at| self.judged[*at].equation).collect(),
            repairs: repairs.collect(),
            alone: false,
        }
    }

    /// Everything that mends these broken equations and breaks no other.
    fn found(&self, broken: &[usize]) -> Vec<(RepairKind, Vec<Change>)> {
        let Some(&first) = broken.first() else { return Vec::new() };
        let mut found = self.moved(broken.len());
        // Two cells touch no more equations than each may stand in.
        let most = 2 * self.stands.iter().flatten().map(Vec::len).max().unwrap_or(0);
        if broken.len() > most {
            return found;
        }
        for (cell, sign) in self.cells(first).map(|cell| (cell, self.judged[first].sign(cell))) {
            let by = Decimal::from(sign) * self.lacking[first];
            found.extend(
                self.change(cell, by)
                    .filter(|change| self.fits(&[*change], broken.len()))
                    .map(|change| (RepairKind::Figure, vec![change])),
            );
            for other in self.beside(cell) {
                found.extend(self.pair(first, broken.len(), cell, other));
            }
        }
        found
    }

    /// The figures of a row moved into the next one, which holds zeros. One figure alone is told as such.
    fn moved(&self, broken: usize) -> Vec<(RepairKind, Vec<Change>)> {
        const LEAST: usize = 2;
        let moved =
            moved::candidates(self.grid, |value| value.figure().is_some_and(|figure| figure.is_zero()));
        let repair = |Move { from, to }: Move| {
            let mut changes = Vec::new();
            for column in &self.grid.format.rows[from].columns {
                let [source, target] = [from, to].map(|row| CellIndex { row, column: *column });
                let figure = self.figure(source)?;
                if !figure.is_zero() {
                    changes.push(self.change(source, -figure)?);
                    changes.push(self.change(target, figure)?);
                }
            }
            changes.sort_unstable();
            (changes.len() >= 2 * LEAST && self.fits(&changes, broken))
                .then_some((RepairKind::Moved(Move { from, to }), changes))
        };
        moved.into_iter().filter_map(repair).collect()
    }

    /// The cells of the same row and those of the same column.
    fn beside(&self, cell: CellIndex) -> impl Iterator<Item = CellIndex> + '_ {
        let columns = self.grid.format.rows[cell.row].columns.iter();
        let in_row = columns.map(move |column| CellIndex { row: cell.row, column: *column });
        let in_column =
            self.grid.format.rows.indices().map(move |row| CellIndex { row, column: cell.column });
        in_row.chain(in_column).filter(move |other| *other != cell && !self.stands(*other).is_empty())
    }

    /// What mends everything by changing two cells, the first of which stands in equation `first`.
    fn pair(
        &self,
        first: usize,
        broken: usize,
        a: CellIndex,
        b: CellIndex,
    ) -> Vec<(RepairKind, Vec<Change>)> {
        let mut found = Vec::new();
        let mut offer = |kind: RepairKind, to: [Decimal; 2]| {
            let changes =
                [(a, to[0]), (b, to[1])].map(|(cell, to)| self.change(cell, to - self.figure(cell)?));
            if let [Some(one), Some(other)] = changes
                && self.fits(&[one, other], broken)
            {
                let mut changes = vec![one, other];
                changes.sort_unstable();
                found.push((kind, changes));
            }
        };
        let (Some(of_a), Some(of_b)) = (self.figure(a), self.figure(b)) else { return found };
        let sign = Decimal::from(self.judged[first].sign(a) - self.judged[first].sign(b));
        if !sign.is_zero() {
            // Cases are taken from one cell and put into the other.
            let by = self.lacking[first] / sign;
            let to = [of_a + by, of_b - by];
            let is_near = a.row == b.row && self.next_in_row(a, b).is_some() || self.next_in_column(a, b);
            let kind = match (to == [of_b, of_a], a.row == b.row) {
                (true, _) if is_near && !of_a.is_zero() && !of_b.is_zero() => RepairKind::Exchanged,
                (_, true) => RepairKind::WrongColumn,
                (_, false) => RepairKind::WrongRow,
            };
            let is_whole = to.contains(&Decimal::ZERO) || kind == RepairKind::Exchanged;
            // A total is no place for cases of its own: only a whole figure slips into it, from beside it.
            if self.is_total(a) == self.is_total(b) || is_near && is_whole {
                offer(kind, to);
            }
        }
        if let Some(a_is_left) = self.next_in_row(a, b) {
            let ordered = |pair: [Decimal; 2]| if a_is_left { pair } else { [pair[1], pair[0]] };
            let parts = ordered([of_a, of_b]);
            if let Some(whole) = concatenated(parts).filter(|_| !parts[1].is_zero()) {
                offer(RepairKind::Cut, ordered([whole, Decimal::ZERO]));
                offer(RepairKind::Cut, ordered([Decimal::ZERO, whole]));
            }
            if parts.iter().any(Decimal::is_zero) {
                let digits = parts.iter().sum::<Decimal>().normalize().to_string();
                let is_count = digits.bytes().all(|byte| byte.is_ascii_digit());
                for two in (1..digits.len()).filter(|_| is_count).filter_map(|at| parted(&digits, at)) {
                    offer(RepairKind::Joined, ordered(two));
                }
            }
        }
        found
    }

    fn figure(&self, cell: CellIndex) -> Option<Decimal> {
        self.grid.figure(cell)
    }

    /// The change of a figure by `by`, if a figure stands there and may be what comes of it.
    fn change(&self, cell: CellIndex, by: Decimal) -> Option<Change> {
        let from = self.figure(cell)?;
        let to = (from + by).normalize();
        let column = &self.grid.format.columns[cell.column];
        let may_be = (to >= Decimal::ZERO || column.signed) && (to.is_integer() || column.decimal);
        (may_be && to != from).then_some(Change { cell, from, to })
    }

    /// Whether the changes give each of the `broken` equations what it lacks, and no other anything.
    fn fits(&self, changes: &[Change], broken: usize) -> bool {
        let mut given: Vec<(usize, Decimal)> = Vec::with_capacity(8);
        for change in changes {
            for (at, sign) in self.stands(change.cell) {
                let by = Decimal::from(*sign) * (change.to - change.from);
                match given.iter_mut().find(|(other, _)| other == at) {
                    Some((_, sum)) => *sum += by,
                    None => given.push((*at, by)),
                }
            }
        }
        let mended = given.iter().filter(|(at, _)| !self.lacking[*at].is_zero()).count();
        mended == broken && given.iter().all(|(at, by)| self.lacking[*at] == *by)
    }

    fn rests_on_zeros(&self, broken: &[usize], changes: &[Change]) -> bool {
        let after = |cell: CellIndex| {
            let changed = changes.iter().find(|change| change.cell == cell).map(|change| change.to);
            changed.or_else(|| self.grid.figure_or_missing(cell)).unwrap_or_default()
        };
        broken.iter().all(|at| self.cells(*at).all(|cell| after(cell).is_zero()))
    }

    /// Whether a cell alone is one side of an equation.
    fn is_total(&self, cell: CellIndex) -> bool {
        self.stands(cell).iter().any(|(at, _)| {
            let equation = &self.judged[*at];
            equation.left == [cell] || equation.right == [cell]
        })
    }

    /// Whether two cells are neighbours in a row, and then whether the first is the left one.
    fn next_in_row(&self, a: CellIndex, b: CellIndex) -> Option<bool> {
        let columns = &self.grid.format.rows[a.row].columns;
        let at = |cell: CellIndex| columns.iter().position(|column| *column == cell.column);
        let (a, b) = (at(a)?, at(b).filter(|_| a.row == b.row)?);
        (a.abs_diff(b) == 1).then_some(a < b)
    }

    /// Whether two cells are neighbours in a column, as the rows of the text are.
    fn next_in_column(&self, a: CellIndex, b: CellIndex) -> bool {
        let (upper, lower) = (a.row.min(b.row), a.row.max(b.row));
        let mut below = self.grid.format.rows.behind(upper);
        a.column == b.column && below.find(|row| self.grid.row(*row).is_some()) == Some(lower)
    }
}
