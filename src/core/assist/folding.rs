//! What can be folded away: sections, subsections, tables.
//!
//! Invariant: a fold begins at the end of its first line, which stays to be seen, and ends at the end of its last
//! line that says something.

use std::ops::Range;

use super::place::table_range;
use super::symbols::section_range;
use crate::analysis::{Analysis, Part};
use crate::syntax::{self, Line};
use crate::text::Text;

/// What can be folded, in the order of the text.
pub fn folds(analysis: &Analysis, text: &Text) -> Vec<Range<usize>> {
    analysis.parts().flat_map(|part| of_report(analysis, part, text)).collect()
}

/// What can be folded in one report.
pub fn of_report(analysis: &Analysis, part: Part<'_>, text: &Text) -> Vec<Range<usize>> {
    let mut folds = Vec::new();
    let end = part.start + part.report.length;
    for (at, section) in &part.report.sections {
        let start = part.start + at;
        let whole = section_range(start, section, end);
        let tables = section.tables.iter().map(|table| table_range(start, table));
        let tables: Vec<Range<usize>> = tables.collect();
        folds.push(whole.clone());
        folds.extend(subsections(analysis, whole, &tables));
        folds.extend(tables);
    }
    let mut folds: Vec<Range<usize>> = folds.into_iter().filter_map(|range| fold(range, text)).collect();
    folds.sort_by_key(|fold| (fold.start, std::cmp::Reverse(fold.end)));
    folds.dedup();
    folds
}

/// From each subheading of a section to the next one; those inside tables are labels.
fn subsections(analysis: &Analysis, section: Range<usize>, tables: &[Range<usize>]) -> Vec<Range<usize>> {
    let lines = syntax::lines(analysis.tree(), section.clone()).into_iter();
    let starts: Vec<usize> = lines
        .filter(|(line, range)| {
            let in_table = |table: &Range<usize>| range.start < table.end && table.start < range.end;
            *line == Line::Subheading && !tables.iter().any(in_table)
        })
        .map(|(_, range)| range.start)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([section.end]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// A range without its first line and without blanks at its end; none where it is a single line.
fn fold(range: Range<usize>, text: &Text) -> Option<Range<usize>> {
    let start = text.line_range(text.line_at(range.start)).end;
    let words = text.slice(range.clone());
    let end = range.start + words.trim_end().len();
    (end > start && text.line_at(end) > text.line_at(start)).then_some(start..end)
}
