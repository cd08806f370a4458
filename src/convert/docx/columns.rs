//! How wide the columns of a table are.
//!
//! Invariant: together they are as wide as the text; columns of figures are alike, those of labels have what is left,
//! by how much stands in them.

use std::ops::Range;

use crate::document::{Cell, Table};

/// The width of the text, in twentieths of a point.
const TEXT: usize = 8844;

/// The columns of a table.
pub struct Columns {
    /// The width of each.
    pub widths: Vec<usize>,
    /// How many at the left hold labels alone.
    pub labels: usize,
}

impl Columns {
    /// Those of a table.
    pub fn of(table: &Table) -> Columns {
        let count = table.columns();
        let figures = table.cells.iter().filter(|cell| !cell.is_label);
        let labels = figures.map(|cell| cell.column).min().unwrap_or(0);
        let shared = if labels == 0 { TEXT } else { TEXT * 11 / 20 };
        let figure = shared / (count - labels).max(1);
        let left = TEXT - figure * (count - labels);
        let weights: Vec<f64> = (0..labels).map(|column| weight(table, column)).collect();
        let whole: f64 = weights.iter().sum();
        // Whole widths leave a rest, which falls to the last one.
        let mut widths: Vec<usize> =
            weights.iter().map(|weight| (left as f64 * weight / whole) as usize).collect();
        let rest = left - widths.iter().sum::<usize>();
        if let Some(last) = widths.last_mut() {
            *last += rest;
        }
        widths.resize(count, figure);
        Columns { widths, labels }
    }

    /// How wide these columns are together.
    pub fn width(&self, columns: Range<usize>) -> usize {
        self.widths[columns].iter().sum()
    }
}

/// How much a column of labels needs: words of twice the length take two lines rather than twice the width.
fn weight(table: &Table, column: usize) -> f64 {
    let own = table.cells.iter().filter(|cell| cell.column == column && cell.columns == 1 && cell.is_label);
    let longest = own.map(|cell: &Cell| cell.text().chars().count()).max().unwrap_or(0);
    (longest.max(2) as f64).sqrt()
}
