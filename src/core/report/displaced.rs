//! Labels that stand apart from their figures.
//!
//! Invariant: where a PDF was read by columns or boxes, so that figures cannot be given to labels with certainty,
//! the whole table is said to be unreadable. A label whose figures were not typed yet is no such sign by itself.

use std::ops::Range;

use super::align::{Match, missing_rows};
use super::labels::label_range;
use super::lexicon::TableWords;
use super::normal::normal;
use super::raw::{RawRow, RawTable};
use super::{LabelMatch, Shape, Table, distance};
use crate::format::{self, ColumnIndex, RowIndex, TableIndex};
use crate::span::Span;

/// A row of the format whose label stands in the text without figures of its own.
pub struct Apart {
    /// The row.
    pub row: RowIndex,
    /// Where its label stands, where that is known.
    pub label: Option<Range<usize>>,
}

/// The rows without figures whose labels stand in a text whose rows are not separated.
pub fn apart(
    source: &RawTable<'_>,
    found: &[Match],
    format: &format::Table,
    words: &TableWords,
) -> Vec<Apart> {
    let missing = missing_rows(found, format);
    let with_figures = source.rows.iter().filter(|row| row.filled() > 0).count();
    let separated = source.rows.iter().filter(|row| row.separated.is_some() && row.filled() > 0).count();
    if missing.is_empty()
        || 2 * separated > with_figures
        || source.rows.iter().any(|row| row.separated.is_some() && with_figures == 0)
    {
        return Vec::new();
    }
    const LONGEST_PART: usize = 150;
    let parts: Vec<Range<usize>> = source
        .rows
        .iter()
        .flat_map(|row| row.words.iter())
        .filter(|range| range.len() <= LONGEST_PART)
        .cloned()
        .collect();
    let said: Vec<String> = parts.iter().map(|range| normal(&source.text[range.clone()])).collect();
    let run_together = said.concat();
    let found_at = |row: RowIndex| {
        let place = words.rows[row].iter().find_map(|key| end_of(key, &said))?;
        let raw =
            RawRow { words: parts[place.clone()].to_vec(), label: said[place].concat(), ..RawRow::default() };
        Some(label_range(source.text, &raw, row, LabelMatch::Exact, words))
    };
    const LONG: usize = 6;
    let is_long = |key: &&String| key.chars().count() > LONG;
    missing
        .into_iter()
        .filter_map(|row| {
            let label = found_at(row);
            let scattered =
                || words.rows[row].iter().filter(is_long).any(|key| distance::stands_in(key, &run_together));
            (label.is_some() || scattered()).then_some(Apart { row, label })
        })
        .collect()
}

/// The parts, one behind the other, whose words end with `key`: as few as hold it.
fn end_of(key: &str, parts: &[String]) -> Option<Range<usize>> {
    const MOST: usize = 6;
    (0..parts.len()).find_map(|last| {
        if parts[last].is_empty() || !key.ends_with(parts[last].as_str()) && !parts[last].ends_with(key) {
            return None;
        }
        (last.saturating_sub(MOST)..=last)
            .rev()
            .find_map(|first| parts[first..=last].concat().ends_with(key).then_some(first..last + 1))
    })
}

/// Whether the table cannot be read by rows.
///
/// Signs are labels without figures of their own, beside figures that belong to no label or are too many for
/// theirs, or beside rows that are known by their place only.
pub fn is_displaced(source: &RawTable<'_>, found: &[Match], format: &format::Table, apart: &[Apart]) -> bool {
    let is_bare = |at: &usize| {
        let row = &source.rows[*at];
        found[*at].is_some() && row.cells.is_empty() && row.gaps.is_empty() && row.separated.is_none()
    };
    let count = apart.len() + (0..found.len()).filter(is_bare).count();
    if count == 0 || !source.rows.iter().any(|row| row.filled() > 0) {
        return false;
    }
    let first = found.iter().position(Option::is_some).unwrap_or(0).saturating_sub(1);
    let excess = (first..found.len()).any(|at| {
        let figures = source.rows[at].filled();
        found[at].map_or(figures > 0, |(row, _)| figures > format.rows[row].columns.len() + 1)
    });
    let by_place = found.iter().flatten().any(|(_, label_match)| *label_match == LabelMatch::Place);
    count >= 2 && excess || by_place || count == 1 && excess || count >= SCATTERED
}

/// So many labels without figures are not rows that were not filled in yet.
const SCATTERED: usize = 3;

/// Whether the columns of the table stand in another order than the form's, by a header row of separated cells.
pub fn is_reordered(source: &RawTable<'_>, found: &[Match], words: &TableWords) -> bool {
    const LEAST: usize = 3;
    let first = found.iter().position(Option::is_some).unwrap_or(0);
    source.rows[first.saturating_sub(LEAST)..first].iter().filter(|row| row.separated.is_some()).any(|row| {
        let column = |range: &Range<usize>| {
            let label = normal(&source.text[range.clone()]);
            words.columns.find(|column| *column == label)
        };
        let columns: Vec<ColumnIndex> = row.words.iter().filter_map(column).collect();
        let mut sorted = columns.clone();
        sorted.sort_unstable();
        sorted.dedup();
        columns.len() >= LEAST && sorted.len() == columns.len() && sorted != columns
    })
}

/// The table as one that cannot be read.
pub fn unreadable(source: &RawTable<'_>, kind: TableIndex) -> Table {
    let with_figures = |row: &&RawRow| row.filled() > 0;
    let start = source.rows.first().map_or(0, |row| row.range().start);
    let end = source.rows.iter().rfind(with_figures).map_or(start, |row| row.range().end);
    Table {
        readable: false,
        ..Table::of(kind, Shape::PdfColumns, Span::new(start..end.max(start)), Vec::new())
    }
}
