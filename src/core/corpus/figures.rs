//! The figures of a report for those who have the report no more.
//!
//! Invariants: a figure is here only where it was read with certainty; figures of two reports are compared by the ids
//! of their formats, which need not be the same.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::format::{CellIndex, Format};
use crate::prose::Spot;
use crate::rules::LogicalLocation;
use crate::rules::finding::CellElsewhere;
use crate::rules::view::View;
use crate::span::{InReport, Span};
use crate::text::{Place, Small, Text};

/// The figures of a report.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The format by which it was read.
    pub format: Arc<Format>,
    /// In the order of the format.
    cells: Vec<Cell>,
    /// The figures that stand in them, each once.
    values: Vec<Decimal>,
    fingerprint: u64,
}

/// A cell, kept small: a report has two hundred, and a county thousands of reports.
#[derive(Debug, Clone, Copy)]
struct Cell {
    key: Key,
    /// The index of its figure.
    value: u16,
    /// Where it begins in the report.
    start: u32,
    place: Small,
}

/// Table, row and column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key([u16; 3]);

impl Key {
    fn of(spot: Spot) -> Key {
        let index = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        Key([index(spot.table.get()), index(spot.cell.row.get()), index(spot.cell.column.get())])
    }

    fn spot(self) -> Spot {
        let [table, row, column] = self.0.map(usize::from);
        Spot { table: table.into(), cell: CellIndex { row: row.into(), column: column.into() } }
    }
}

/// A figure where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// The figure.
    pub figure: Decimal,
    /// Where it stands in the report.
    pub range: Span<InReport>,
    /// Where it stands in the document.
    pub place: Place,
}

impl Figures {
    /// The figures of a report that begins at `start` of a text.
    pub fn of(view: &View<'_>, text: &Text, start: usize) -> Figures {
        let format = &view.report.format;
        let mut figures =
            Figures { format: format.clone(), cells: Vec::new(), values: Vec::new(), fingerprint: 0 };
        for (table, in_format) in format.tables.indexed() {
            let Some(grid) = view.grids[table].as_ref().filter(|grid| grid.table.readable) else { continue };
            for (row, in_row) in in_format.rows.indexed() {
                for column in &in_row.columns {
                    let cell = CellIndex { row, column: *column };
                    let (Some(figure), Some(range)) = (grid.figure(cell), grid.range(cell)) else { continue };
                    // No figure stands so far behind on its line, or is so long.
                    let Some(place) = Place::of(text, range.in_text(start)).small() else { continue };
                    let known = figures.values.iter().position(|known| *known == figure);
                    let value = known.unwrap_or_else(|| {
                        figures.values.push(figure);
                        figures.values.len() - 1
                    });
                    figures.cells.push(Cell {
                        key: Key::of(Spot { table, cell }),
                        value: value as u16,
                        start: range.start as u32,
                        place,
                    });
                }
            }
        }
        figures.cells.shrink_to_fit();
        figures.values.shrink_to_fit();
        let mut hasher = DefaultHasher::new();
        format.id.hash(&mut hasher);
        for cell in &figures.cells {
            (cell.key.0, figures.values[usize::from(cell.value)].normalize()).hash(&mut hasher);
        }
        figures.fingerprint = hasher.finish();
        figures
    }

    /// A number that is the same for the same figures in the same cells.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// All cells that hold a figure, in the order of the format.
    pub fn all(&self) -> impl Iterator<Item = (Spot, Standing)> + '_ {
        self.cells.iter().map(|cell| (cell.key.spot(), self.standing(cell)))
    }

    /// The figure in a cell of its own format.
    pub fn get(&self, spot: Spot) -> Option<Standing> {
        let at = self.cells.binary_search_by_key(&Key::of(spot), |cell| cell.key).ok()?;
        Some(self.standing(&self.cells[at]))
    }

    /// The figure in the cell with these ids.
    pub fn by_ids(&self, table: &str, row: &str, column: &str) -> Option<Standing> {
        let table = self.format.table(table)?;
        let own = &self.format.tables[table];
        let (row, column) = (own.row(row)?, own.column(column)?);
        self.get(Spot { table, cell: CellIndex { row, column } })
    }

    /// The cell of its own format that is called as a cell of another one is.
    pub fn own(&self, format: &Arc<Format>, spot: Spot) -> Option<Spot> {
        if Arc::ptr_eq(format, &self.format) {
            return Some(spot);
        }
        let other = &format.tables[spot.table];
        let table = self.format.table(&other.id)?;
        let own = &self.format.tables[table];
        let row = own.row(&other.rows[spot.cell.row].id)?;
        let column = own.column(&other.columns[spot.cell.column].id)?;
        own.rows[row].columns.contains(&column).then_some(Spot { table, cell: CellIndex { row, column } })
    }

    /// A cell of its own format as another report speaks of it.
    pub fn elsewhere(&self, spot: Spot) -> Option<CellElsewhere> {
        let table = &self.format.tables[spot.table];
        let (row, column) = (&table.rows[spot.cell.row], &table.columns[spot.cell.column]);
        Some(CellElsewhere {
            location: LogicalLocation {
                table: table.id.clone(),
                row: Some(row.id.clone()),
                column: Some(column.id.clone()),
            },
            row: row.label.clone(),
            column: column.label.clone(),
            figure: self.get(spot)?.figure,
        })
    }

    fn standing(&self, cell: &Cell) -> Standing {
        let (start, place) = (cell.start as usize, Place::from(cell.place));
        Standing {
            figure: self.values[usize::from(cell.value)],
            range: Span::new(start..start + place.bytes()),
            place,
        }
    }
}
