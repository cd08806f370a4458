//! What would mend a table: the figures to change so that its equations hold.

use rust_decimal::Decimal;

use crate::format::{CellIndex, Equation, RowIndex};

/// Broken equations that common figures tie together, and what would mend all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Component<'a> {
    /// The equations that do not hold, in the order of the format.
    pub equations: Vec<&'a Equation>,
    /// The repairs, the likeliest first.
    pub repairs: Vec<Repair>,
    /// Whether nothing else is broken in the table.
    pub alone: bool,
}

impl Component<'_> {
    /// The only repair, if there is but one.
    pub fn only(&self) -> Option<&Repair> {
        match self.repairs.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The only repair, if it explains all that is broken in the table.
    pub fn slip(&self) -> Option<&Repair> {
        self.only().filter(|_| self.alone)
    }
}

/// Figures that, changed so, make all equations of a component hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// What went wrong.
    pub kind: RepairKind,
    /// The cells to change, in the order of the format.
    pub changes: Vec<Change>,
    /// How many equations hold after it: those of the table, or those tied to it by common figures.
    pub holding: usize,
    /// Whether these are all that the table has.
    pub all: bool,
    /// Whether all figures of the equations that it makes hold are zeros then: nobody may have filled them in.
    pub rests_on_zeros: bool,
}

/// What went wrong where figures must be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RepairKind {
    /// One figure is wrong.
    Figure,
    /// Two neighbouring figures changed places.
    Exchanged,
    /// One figure was cut into two cells.
    Cut,
    /// Two figures ran together into one cell.
    Joined,
    /// Cases stand in the wrong column of their row.
    WrongColumn,
    /// Cases stand in the wrong row of their column.
    WrongRow,
    /// All figures of a row stand in the next row above or below, and its own are zeros.
    Moved(Move),
}

/// The figures of one row belong into the next one above or below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Move {
    /// The row where they stand.
    pub from: RowIndex,
    /// The row where they belong.
    pub to: RowIndex,
}

/// One changed figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Where.
    pub cell: CellIndex,
    /// The figure that stands there.
    pub from: Decimal,
    /// The figure that should.
    pub to: Decimal,
}
