//! The rows of a table of Word as cells of a grid.
//!
//! Invariant: a cell that goes on below or beside another makes that one larger and is none of its own; where there is
//! none that it could go on from it is a cell.

use crate::document::{Block, Cell, Table};
use crate::limits::COLUMNS;
use crate::refusal::Refusal;

/// Rows as they come.
#[derive(Default)]
pub struct Rows {
    table: Table,
    row: usize,
    column: usize,
    /// Where in the table the cells of this row begin.
    first: usize,
    /// For each column the cell that reaches into it from above, by its index.
    above: Vec<Option<usize>>,
    /// The cells above that this row makes larger.
    larger: Vec<usize>,
}

/// A cell as it is given.
pub struct Given {
    /// How many columns it covers.
    pub columns: usize,
    /// Whether it is part of the one above.
    pub goes_on_below: bool,
    /// Whether it is part of the one before.
    pub goes_on_beside: bool,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

impl Default for Given {
    fn default() -> Given {
        Given { columns: 1, goes_on_below: false, goes_on_beside: false, blocks: Vec::new() }
    }
}

impl Rows {
    /// A row begins.
    pub fn begin(&mut self) {
        self.column = 0;
        self.first = self.table.cells.len();
        self.larger.clear();
    }

    /// Passes over columns in which the row has nothing.
    pub fn pass(&mut self, columns: usize) {
        self.column += columns.min(COLUMNS);
    }

    /// Puts a cell behind the last.
    pub fn put(&mut self, given: Given) -> Result<(), Refusal> {
        let columns = given.columns.max(1);
        let (start, end) = (self.column, self.column + columns.min(COLUMNS));
        if end > COLUMNS {
            return Err(Refusal::TooMuch);
        }
        self.column = end;
        let own = &mut self.table.cells[self.first..];
        if given.goes_on_beside
            && let Some(before) = own.last_mut().filter(|before| before.column + before.columns == start)
        {
            before.columns += columns;
            before.blocks.extend(given.blocks);
            return Ok(());
        }
        let above = self.above.get(start).copied().flatten().filter(|above| {
            let above = &self.table.cells[*above];
            given.goes_on_below
                && above.column == start
                && above.columns == columns
                && above.row + above.rows == self.row
        });
        match above {
            Some(above) => self.larger.push(above),
            None => self.table.cells.push(Cell {
                row: self.row,
                column: start,
                rows: 1,
                columns,
                is_label: false,
                figure: None,
                blocks: given.blocks,
            }),
        }
        Ok(())
    }

    /// The row ends.
    pub fn end(&mut self) {
        for above in self.larger.drain(..) {
            self.table.cells[above].rows += 1;
        }
        for (at, cell) in self.table.cells.iter().enumerate().skip(self.first) {
            let end = cell.column + cell.columns;
            self.above.resize(self.above.len().max(end), None);
            self.above[cell.column..end].fill(Some(at));
        }
        self.row += 1;
    }

    /// The row is none.
    pub fn forget(&mut self) {
        self.table.cells.truncate(self.first);
        self.larger.clear();
    }

    /// The table of all rows.
    pub fn table(self) -> Table {
        self.table
    }
}
