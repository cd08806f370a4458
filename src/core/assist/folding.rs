//! What can be folded away: sections, subsections, tables.
//!
//! Invariant: a fold begins at the end of its first line, which stays to be seen, and ends at the end of its last
//! line that says something.

use super::place::table_range;
use super::symbols::section_range;
use crate::analysis::{Analysis, Part};
use crate::span::{InText, Span};
use crate::syntax::{self, Line};
use crate::text::Text;

/// What can be folded, in the order of the text.
pub fn folds(analysis: &Analysis, text: &Text) -> Vec<Span<InText>> {
    analysis.parts().flat_map(|part| of_report(analysis, part, text)).collect()
}

/// What can be folded in one report.
pub fn of_report(analysis: &Analysis, part: Part<'_>, text: &Text) -> Vec<Span<InText>> {
    let mut folds = Vec::new();
    let end = part.start + part.report.length;
    for (at, section) in &part.report.sections {
        let start = part.start + at;
        let whole = section_range(start, section, end);
        let tables = section.tables.iter().map(|table| table_range(start, table));
        let tables: Vec<Span<InText>> = tables.collect();
        folds.push(whole);
        folds.extend(subsections(analysis, whole, &tables));
        folds.extend(tables);
    }
    let mut folds: Vec<Span<InText>> = folds.into_iter().filter_map(|range| fold(range, text)).collect();
    folds.sort_by_key(|fold| (fold.start, std::cmp::Reverse(fold.end)));
    folds.dedup();
    folds
}

/// From each subheading of a section to the next one; those inside tables are labels.
fn subsections(analysis: &Analysis, section: Span<InText>, tables: &[Span<InText>]) -> Vec<Span<InText>> {
    let lines = syntax::lines(analysis.tree(), section.bytes()).into_iter();
    let starts: Vec<usize> = lines
        .filter(|(line, range)| {
            let in_table = |table: &Span<InText>| range.start < table.end && table.start < range.end;
            *line == Line::Subheading && !tables.iter().any(in_table)
        })
        .map(|(_, range)| range.start)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([section.end]);
    starts.iter().copied().zip(ends).map(|(start, end)| Span::new(start..end)).collect()
}

/// A range without its first line and without blanks at its end; none where it is a single line.
fn fold(range: Span<InText>, text: &Text) -> Option<Span<InText>> {
    let start = text.line_range(text.line_at(range.start)).end;
    let words = text.slice(range);
    let end = range.start + words.trim_end().len();
    (end > start && text.line_at(end) > text.line_at(start)).then(|| Span::new(start..end))
}
