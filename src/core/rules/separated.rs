//! How the figures of a row stand apart.
//!
//! Invariant: a figure that is put between others is separated as these are.

use std::borrow::Cow;

use super::grid::Grid;
use crate::report;
use crate::span::{InReport, Span};

/// What stands between the figures of a row.
pub fn separator<'q>(
    quote: &dyn Fn(Span<InReport>) -> Cow<'q, str>,
    grid: &Grid<'_>,
    cells: &[report::Cell],
) -> String {
    let between =
        cells.windows(2).map(|pair| quote(pair[0].range.between(pair[1].range).in_report(grid.start)));
    let separator = between.min_by_key(|text| text.len()).unwrap_or_else(|| " ".into());
    // An edit breaks lines with `\n`, whatever the text does.
    separator.replace("\r\n", "\n").replace('\r', "\n")
}

/// The edit that puts a figure at a position of a row, separated as its other figures are.
pub fn insertion(
    grid: &Grid<'_>,
    cells: &[report::Cell],
    position: usize,
    figure: &str,
    separator: &str,
) -> Option<(Span<InReport>, String)> {
    Some(match position.checked_sub(1).and_then(|before| cells.get(before)) {
        Some(before) => {
            let place = grid.start + before.range.end;
            (Span::new(place..place), format!("{separator}{figure}"))
        }
        None => {
            let place = grid.start + cells.first()?.range.start;
            (Span::new(place..place), format!("{figure}{separator}"))
        }
    })
}
