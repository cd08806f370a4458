//! From a total to its parts and from a part to its totals; from a sentence to its cells, and from a cell to the
//! sentences that speak of it.

use super::{place, said};
use crate::analysis::Analysis;
use crate::span::{InText, Span};

/// Places to go to from one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ways {
    /// Where they begin.
    pub from: Span<InText>,
    /// Where they lead, in the order of the text.
    pub to: Vec<Span<InText>>,
}

/// From a total to the figures that it is made of, from what a sentence says to its cells; none from anything else.
pub fn definition(analysis: &Analysis, offset: usize) -> Option<Ways> {
    if let Some(said) = said::at(analysis, offset) {
        let to: Vec<Span<InText>> = said.cells.into_iter().filter_map(|cell| Some(cell.found?.1)).collect();
        return (!to.is_empty()).then_some(Ways { from: said.range, to });
    }
    let sums = place::sums(analysis, offset)?;
    (!sums.parts.is_empty()).then_some(Ways { from: sums.own, to: sums.parts })
}

/// From a figure to the totals in which it counts and to the sentences that speak of it; none from anything else.
pub fn references(analysis: &Analysis, offset: usize) -> Option<Ways> {
    let sums = place::sums(analysis, offset)?;
    let mut to = said::mentions(analysis, offset);
    to.extend(sums.totals);
    to.sort_by_key(|range| range.start);
    (!to.is_empty()).then_some(Ways { from: sums.own, to })
}
