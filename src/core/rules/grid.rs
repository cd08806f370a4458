//! A table by row and column, and its equations judged.
//!
//! Invariant: an equation is judged only if every cell that it needs holds a figure whose place is certain. A row
//! that stands twice has no certain place.

use rust_decimal::Decimal;

use crate::format::{self, ColumnIndex, IndexVec, RowIndex, TableIndex};
use crate::report::{Cell, Cells, Row, Table, Value};
use crate::span::{InReport, Span};

/// A table by row and column.
pub struct Grid<'a> {
    /// Where its section begins.
    pub start: usize,
    /// The table as it stands in the text.
    pub table: &'a Table,
    /// The table as the format has it.
    pub format: &'a format::Table,
    /// Whether it stands in the section where the format puts it.
    pub own: bool,
    /// For each row of the format the row of the text.
    rows: IndexVec<RowIndex, Option<&'a Row>>,
    /// Whether a row of the format stands there twice.
    twice: IndexVec<RowIndex, bool>,
    /// For rows of the format with a cell too few or too many: what happened, where only one thing can have.
    recounts: Vec<(RowIndex, Recount)>,
    /// Its equations, judged, in the order of the format; those that are not judged are left out.
    pub judged: Vec<Judged<'a>>,
}

/// The tables of a report, one for each of the format; none where the text has none.
pub type Grids<'a> = IndexVec<TableIndex, Option<Grid<'a>>>;

/// What happened to a row that has one cell too few or too many. Positions count the columns of the row, from 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Recount {
    /// The figure of this column is lacking, and can only be this one; the others have their places.
    Missing {
        /// Its column.
        position: usize,
        /// The only value that it can have.
        figure: Decimal,
    },
    /// The figures of this column and the next ran together.
    Joined {
        /// The first of the two columns.
        position: usize,
        /// The two figures.
        figures: [Decimal; 2],
    },
    /// The figure of this column was cut in two.
    Cut {
        /// Its column.
        position: usize,
        /// The two parts.
        parts: [Decimal; 2],
        /// The whole figure.
        figure: Decimal,
    },
    /// A figure too many stands before that of this column, or at the end.
    Extra {
        /// The column before whose figure it stands.
        position: usize,
        /// The figure.
        figure: Decimal,
    },
}

/// An equation all of whose figures are there.
pub struct Judged<'a> {
    /// The equation.
    pub equation: &'a format::Equation,
    /// The cells of its left side that are there, alternatives chosen.
    pub left: Vec<format::CellIndex>,
    /// The cells of its right side.
    pub right: Vec<format::CellIndex>,
    /// What the left side adds up to.
    pub left_sum: Decimal,
    /// What the right side adds up to.
    pub right_sum: Decimal,
}

impl Judged<'_> {
    /// Whether both sides are the same.
    pub fn holds(&self) -> bool {
        self.left_sum == self.right_sum
    }

    /// 1 for a cell of the left side, -1 for one of the right, 0 for another.
    pub fn sign(&self, cell: format::CellIndex) -> i64 {
        i64::from(self.left.contains(&cell)) - i64::from(self.right.contains(&cell))
    }
}

impl<'a> Grid<'a> {
    /// A table whose section begins at `start`; `own` says whether the format puts it there.
    pub fn new(start: usize, table: &'a Table, format: &'a format::Table, own: bool) -> Grid<'a> {
        let mut rows: IndexVec<RowIndex, Option<&Row>> = format.rows.iter().map(|_| None).collect();
        let mut twice: IndexVec<RowIndex, bool> = format.rows.iter().map(|_| false).collect();
        for row in &table.rows {
            if let Some(kind) = row.kind {
                twice[kind] |= rows[kind].is_some();
                rows[kind] = rows[kind].or(Some(row));
            }
        }
        let mut grid =
            Grid { start, table, format, own, rows, twice, recounts: Vec::new(), judged: Vec::new() };
        grid.judged = grid.judge(&|cell| grid.figure(cell));
        grid
    }

    /// The same table, to whose rows this happened: the other figures of a row that lacks one have their places.
    pub fn with_recounts(mut self, recounts: Vec<(RowIndex, Recount)>) -> Grid<'a> {
        if !recounts.is_empty() {
            self.recounts = recounts;
            self.judged = self.judge(&|cell| self.figure(cell));
        }
        self
    }

    /// The equations of the table, with the figures that `figure` gives.
    pub fn judge(&self, figure: &dyn Fn(format::CellIndex) -> Option<Decimal>) -> Vec<Judged<'a>> {
        self.format.equations.iter().filter_map(|equation| self.judge_one(equation, figure)).collect()
    }

    fn judge_one(
        &self,
        equation: &'a format::Equation,
        figure: &dyn Fn(format::CellIndex) -> Option<Decimal>,
    ) -> Option<Judged<'a>> {
        let side = |cells: &[format::CellIndex]| -> Option<(Vec<format::CellIndex>, Decimal)> {
            let mut kept = Vec::with_capacity(cells.len());
            let mut sum = Decimal::ZERO;
            for cell in cells.iter().filter(|cell| self.counts(cell.row)) {
                sum += figure(*cell)?;
                kept.push(*cell);
            }
            Some((kept, sum))
        };
        if !self.counts(equation.at.row) {
            return None;
        }
        let (left, left_sum) = side(&equation.left)?;
        let (right, right_sum) = side(&equation.right)?;
        Some(Judged { equation, left, right, left_sum, right_sum })
    }

    /// Whether a row takes part: of a row and those it stands for only the one that is there does.
    pub fn counts(&self, row: RowIndex) -> bool {
        let is_there = |row: RowIndex| self.rows[row].is_some();
        let is_replaced = || {
            let mut others = self.format.rows.indexed();
            others.any(|(other, format)| format.stands_for.contains(&row) && is_there(other))
        };
        is_there(row) || self.format.rows[row].stands_for.is_empty() && !is_replaced()
    }

    /// The row of the text that is this row of the format.
    pub fn row(&self, row: RowIndex) -> Option<&'a Row> {
        self.rows[row]
    }

    /// The cell of the text at this place.
    pub fn cell(&self, cell: format::CellIndex) -> Option<&'a Cell> {
        let at = self.format.rows[cell.row].columns.iter().position(|column| *column == cell.column)?;
        match &self.rows[cell.row]?.cells {
            Cells::Placed(cells) => cells.get(at),
            // Where it is known which figure is lacking, the others have their places.
            Cells::Loose(cells) => {
                let (position, _) = self.missing(cell.row)?;
                if at == position { None } else { cells.get(at - usize::from(at > position)) }
            }
            Cells::Ambiguous(..) => None,
        }
    }

    /// What happened to this row of the format, if it has one cell too few or too many and only one thing can have.
    pub fn recount(&self, row: RowIndex) -> Option<Recount> {
        self.recounts.iter().find(|(other, _)| *other == row).map(|(_, recount)| *recount)
    }

    /// The one figure that this row of the format lacks, if only one can be lacking, with its position.
    pub fn missing(&self, row: RowIndex) -> Option<(usize, Decimal)> {
        match self.recount(row)? {
            Recount::Missing { position, figure } => Some((position, figure)),
            _ => None,
        }
    }

    /// The figure at this place; where it is lacking, the only one that can stand there.
    pub fn figure_or_missing(&self, cell: format::CellIndex) -> Option<Decimal> {
        self.figure(cell).or_else(|| {
            let (position, figure) = self.missing(cell.row)?;
            (self.format.rows[cell.row].columns.get(position) == Some(&cell.column)).then_some(figure)
        })
    }

    /// The figure that a blank cell must have, if at least two equations ask for one and all for the same.
    pub fn determined(&self, blank: format::CellIndex) -> Option<Decimal> {
        const LEAST: usize = 2;
        let judged = self.judge(&|cell| if cell == blank { Some(Decimal::ZERO) } else { self.figure(cell) });
        let asked: Vec<Decimal> = judged
            .iter()
            .filter(|equation| equation.sign(blank) != 0)
            .map(|equation| Decimal::from(equation.sign(blank)) * (equation.right_sum - equation.left_sum))
            .collect();
        let first = *asked.first()?;
        (asked.len() >= LEAST && first >= Decimal::ZERO && asked.iter().all(|other| *other == first))
            .then_some(first)
    }

    /// Whether nothing at all was filled in.
    pub fn is_blank(&self) -> bool {
        let is_blank = |row: &Row| row.cells.as_slice().iter().all(|cell| cell.value == Value::Blank);
        self.table.rows.len() > 1 && self.table.rows.iter().all(is_blank)
    }

    /// Whether this row of the format stands there twice.
    pub fn is_twice(&self, row: RowIndex) -> bool {
        self.twice[row]
    }

    /// How many equations the table has, as its rows are.
    pub fn equation_count(&self) -> usize {
        self.format.equations.iter().filter(|equation| self.counts(equation.at.row)).count()
    }

    /// Whether a row lacks a figure that is known.
    pub fn has_missing(&self) -> bool {
        self.recounts.iter().any(|(_, recount)| matches!(recount, Recount::Missing { .. }))
    }

    /// The figure at this place, if the place is certain.
    pub fn figure(&self, cell: format::CellIndex) -> Option<Decimal> {
        if self.twice[cell.row] {
            return None;
        }
        self.cell(cell)?.value.figure()
    }

    /// Where the figure at this place stands.
    pub fn range(&self, cell: format::CellIndex) -> Option<Span<InReport>> {
        self.cell(cell).map(|found| found.range.in_report(self.start))
    }

    /// Where a row stands.
    pub fn row_range(&self, row: &Row) -> Span<InReport> {
        row.range.in_report(self.start)
    }

    /// Where the label of a row stands; its first figure where it has none.
    pub fn label_range(&self, row: &Row) -> Span<InReport> {
        let range = if row.label_range.is_empty() { row.range } else { row.label_range };
        range.in_report(self.start)
    }

    /// The cells of a row by their places, for a row of the format whose cells have theirs.
    pub fn cells(&self, row: &'a Row) -> impl Iterator<Item = (format::CellIndex, &'a Cell)> {
        let placed = match (&row.cells, row.kind) {
            (Cells::Placed(cells), Some(kind)) => Some((kind, cells)),
            _ => None,
        };
        let placed = placed.map(|(kind, cells)| {
            let columns = self.format.rows[kind].columns.iter();
            let at = move |column: &ColumnIndex| format::CellIndex { row: kind, column: *column };
            columns.map(at).zip(cells)
        });
        placed.into_iter().flatten()
    }
}
