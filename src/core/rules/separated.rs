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

/// What shows that a figure is lacking at a position of a row.
pub enum Gap {
    /// The place where it belongs: what separates its neighbours, or ends the row.
    Open(Span<InReport>),
    /// The figure behind which it belongs, for nothing is to be seen of its place.
    Behind(Span<InReport>),
    /// The figure before which it belongs.
    Before(Span<InReport>),
}

/// What shows that a figure is lacking at a position of a row that has figures; the last position is behind all.
pub fn gap<'q>(
    quote: &dyn Fn(Span<InReport>) -> Cow<'q, str>,
    grid: &Grid<'_>,
    cells: &[report::Cell],
    position: usize,
) -> Option<Gap> {
    let cell = |at: usize| cells.get(at).map(|cell| cell.range.in_report(grid.start));
    let is_open = |place: Span<InReport>| !place.is_empty() && !quote(place).contains(['\n', '\r']);
    match (position.checked_sub(1).and_then(cell), cell(position)) {
        (Some(before), Some(after)) => {
            let place = before.between(after);
            Some(if is_open(place) { Gap::Open(place) } else { Gap::Behind(before) })
        }
        (Some(last), None) => {
            let place = rest_of_line(quote, last.end);
            Some(if is_open(place) { Gap::Open(place) } else { Gap::Behind(last) })
        }
        (None, Some(first)) => {
            let place = separator_before(quote, first.start);
            Some(if is_open(place) { Gap::Open(place) } else { Gap::Before(first) })
        }
        (None, None) => None,
    }
}

/// What separates the cells of a line.
const SEPARATORS: [char; 4] = ['|', '｜', '│', '\t'];
/// A line is looked at so far to both sides.
const FAR: usize = 400;

/// What stands between `from` and the end of its line, without blanks at its end; empty where only blanks do.
fn rest_of_line<'q>(quote: &dyn Fn(Span<InReport>) -> Cow<'q, str>, from: usize) -> Span<InReport> {
    let behind = quote(Span::new(from..from + FAR));
    let line = behind.split(['\n', '\r']).next().unwrap_or_default();
    Span::new(from..from + line.trim_end_matches(' ').len())
}

/// From the last separator before `to` in its line to that place; empty where there is none.
fn separator_before<'q>(quote: &dyn Fn(Span<InReport>) -> Cow<'q, str>, to: usize) -> Span<InReport> {
    let from = to.saturating_sub(FAR);
    let before = quote(Span::new(from..to));
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let at = line.rfind(SEPARATORS).unwrap_or(line.len());
    Span::new(to - (line.len() - at)..to)
}
