//! From a total to its parts, and from a part to its totals.

use std::ops::Range;

use super::place;
use crate::analysis::Analysis;

/// Places to go to from one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ways {
    /// Where they begin.
    pub from: Range<usize>,
    /// Where they lead, in the order of the text.
    pub to: Vec<Range<usize>>,
}

/// From a total to the figures that it is made of; none from anything else.
pub fn definition(analysis: &Analysis, offset: usize) -> Option<Ways> {
    let sums = place::sums(analysis, offset)?;
    (!sums.parts.is_empty()).then_some(Ways { from: sums.own, to: sums.parts })
}

/// From a figure to the totals in which it counts; none from anything else.
pub fn references(analysis: &Analysis, offset: usize) -> Option<Ways> {
    let sums = place::sums(analysis, offset)?;
    (!sums.totals.is_empty()).then_some(Ways { from: sums.own, to: sums.totals })
}
