//! What is selected when a selection grows: figure, row, table, section, report.
//!
//! Invariant: each range holds the one before it and more.

use super::place;
use super::symbols::section_range;
use crate::analysis::Analysis;
use crate::span::{InText, Span};

/// The ranges around `offset`, the innermost first; at least one.
pub fn selections(analysis: &Analysis, offset: usize) -> Vec<Span<InText>> {
    let mut ranges = vec![Span::new(offset..offset)];
    if let Some(place) = place::at(analysis, offset) {
        grow(&mut ranges, place.range);
    }
    let Some((start, report)) = place::report_at(analysis, offset) else { return ranges };
    let end = start + report.length;
    if let Some((section_start, section)) = place::section_at(start, &report, offset) {
        if let Some(table) = place::table_at(section_start, section, offset) {
            if let Some(row) = place::row_at(section_start, table, offset) {
                grow(&mut ranges, row.range.in_text(section_start));
            }
            grow(&mut ranges, place::table_range(section_start, table));
        }
        grow(&mut ranges, section_range(section_start, section, end));
    }
    grow(&mut ranges, Span::new(start..end));
    if ranges.len() > 1 && ranges[0].is_empty() {
        ranges.remove(0);
    }
    ranges
}

/// Takes in a range if it holds all that there are, and more.
fn grow(ranges: &mut Vec<Span<InText>>, range: Span<InText>) {
    let Some(inner) = ranges.last() else { return };
    if range.start <= inner.start && inner.end <= range.end && range.len() > inner.len() {
        ranges.push(range);
    }
}
