//! How a table with pipes is drawn so that it can be read across.
//!
//! Invariants: what stands in a cell is drawn whole. A column is as wide as the widest that stands in it; but one of
//! labels is as wide as most of them need, so that the few long ones do not push the figures of all rows out of the
//! window. Such a row overruns: its cells are narrower until its pipes stand below those of the others again, so
//! that it is no longer than it must be.

/// The widest column of labels, where most of them need no more.
const LABELS: usize = 44;

/// The narrowest column: a rule cell takes as much, `---:`.
pub const NARROWEST: usize = 4;

/// How narrow the cells of a row that overruns become: a figure of two digits has room in them.
const SQUEEZED: usize = 2;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// What rows are called.
    Labels,
    /// Figures, or words beside them.
    Others,
}

/// How wide a column is drawn in which what stands is as wide as this.
pub fn column(content: Content, widths: impl Iterator<Item = usize>) -> usize {
    let widths: Vec<usize> = widths.collect();
    let widest = |within: usize| widths.iter().copied().filter(|width| *width <= within).max();
    let overrun = widths.iter().filter(|width| **width > LABELS).count();
    let within = if content == Content::Labels && overrun * 2 < widths.len() { LABELS } else { usize::MAX };
    widest(within).unwrap_or(0).max(NARROWEST)
}

/// With how many blanks each cell of a row is filled up to its column, for cells that are as wide as this.
pub fn paddings(cells: impl IntoIterator<Item = usize>, columns: &[usize]) -> Vec<usize> {
    let mut over = 0;
    let padding = |(cell, column): (usize, &usize)| {
        let least = SQUEEZED.min(*column).saturating_sub(cell);
        let padding = column.saturating_sub(cell + over).max(least);
        over = (over + cell + padding).saturating_sub(*column);
        padding
    };
    cells.into_iter().zip(columns).map(padding).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_labels_is_as_wide_as_most_of_them_need() {
        let labels = |widths: &[usize]| column(Content::Labels, widths.iter().copied());
        assert_eq!(labels(&[4, 32, 40, 56, 78]), 40);
        assert_eq!(labels(&[4, 44]), 44);
        // Where most are long, all of them stand straight.
        assert_eq!(labels(&[4, 50, 56, 48]), 56);
        assert_eq!(labels(&[4, 50]), 50);
        assert_eq!(labels(&[1, 2]), NARROWEST);
        assert_eq!(column(Content::Others, [4, 78, 6, 6].into_iter()), 78);
    }

    #[test]
    fn a_row_that_overruns_comes_back_to_its_columns() {
        assert_eq!(paddings([3, 1, 1, 1], &[6, 4, 4, 4]), [3, 3, 3, 3]);
        assert_eq!(paddings([10, 1, 1, 1], &[6, 4, 4, 4]), [0, 1, 1, 3]);
        assert_eq!(paddings([9, 1, 2, 1], &[6, 4, 4, 4]), [0, 1, 1, 3]);
        assert_eq!(paddings([30, 1, 0, 3], &[6, 4, 4, 4]), [0, 1, 2, 0]);
        assert_eq!(paddings([8, 1], &[6, 4, 4]), [0, 1]);
    }
}
