//! What is selected when a selection grows: figure, row, table, section, report.
//!
//! Invariant: each range holds the one before it and more.

use std::ops::Range;

use super::place::{self, moved};
use super::symbols::section_range;
use crate::analysis::Analysis;

/// The ranges around `offset`, the innermost first; at least one.
pub fn selections(analysis: &Analysis, offset: usize) -> Vec<Range<usize>> {
    let here = offset..offset;
    let mut ranges = vec![here];
    if let Some(place) = place::at(analysis, offset) {
        grow(&mut ranges, place.range);
    }
    let Some((start, report)) = place::report_at(analysis, offset) else { return ranges };
    let end = start + report.length;
    if let Some((section_start, section)) = place::section_at(start, &report, offset) {
        if let Some(table) = place::table_at(section_start, section, offset) {
            if let Some(row) = place::row_at(section_start, table, offset) {
                grow(&mut ranges, moved(section_start, &row.range));
            }
            grow(&mut ranges, place::table_range(section_start, table));
        }
        grow(&mut ranges, section_range(section_start, section, end));
    }
    grow(&mut ranges, start..end);
    if ranges.len() > 1 && ranges[0].is_empty() {
        ranges.remove(0);
    }
    ranges
}

/// Takes in a range if it holds all that there are, and more.
fn grow(ranges: &mut Vec<Range<usize>>, range: Range<usize>) {
    let inner = ranges.last().cloned().unwrap_or_default();
    if range.start <= inner.start && inner.end <= range.end && range.len() > inner.len() {
        ranges.push(range);
    }
}
