//! Which figures belong together.
//!
//! Invariant: on a figure something is marked, if only the figure itself: an editor that hears of nothing marks the same
//! digits everywhere, and a 0 has nothing to do with another.

use super::place::{self, Sums};
use super::said;
use crate::analysis::Analysis;
use crate::report::normal::{half_width, value};
use crate::span::{InText, Span};
use crate::text::Text;

/// A figure that belongs to the one under the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    /// Where it stands.
    pub range: Span<InText>,
    /// Whether it is a total; otherwise it is a part of one.
    pub total: bool,
}

/// On a total, the total and its parts; on a part, the part and its totals; on what a sentence says, that and its
/// cells; on a 0 no other 0; on a figure that has to do with no other, that alone; nothing elsewhere.
pub fn highlights(analysis: &Analysis, text: &Text, offset: usize) -> Vec<Highlight> {
    let mut marks = linked(analysis, offset);
    let is_own = |mark: &Highlight| place::touches(mark.range, offset);
    let is_zero = |mark: &Highlight| {
        value(&text.slice(mark.range)).and_then(|value| value.figure()).is_some_and(|figure| figure.is_zero())
    };
    if marks.iter().find(|mark| is_own(mark)).is_some_and(is_zero) {
        marks.retain(|mark| is_own(mark) || !is_zero(mark));
    }
    match digits_at(text, offset).filter(|_| marks.is_empty()) {
        Some(range) => vec![Highlight { range, total: false }],
        None => marks,
    }
}

/// The digits that stand at `offset` or end there.
fn digits_at(text: &Text, offset: usize) -> Option<Span<InText>> {
    let line = text.line_range(text.line_at(offset));
    let words = text.slice(line.clone());
    let at = offset.checked_sub(line.start).filter(|at| words.is_char_boundary(*at))?;
    let is_digit = |c: char| half_width(c).is_ascii_digit();
    let start = words[..at].trim_end_matches(is_digit).len();
    let end = words.len() - words[at..].trim_start_matches(is_digit).len();
    (start < end).then(|| Span::new(line.start + start..line.start + end))
}

fn linked(analysis: &Analysis, offset: usize) -> Vec<Highlight> {
    if let Some(said) = said::at(analysis, offset) {
        let own = std::iter::once(Highlight { range: said.range, total: true });
        let cells = said.cells.into_iter().filter_map(|cell| Some(cell.found?.1));
        let mut marks: Vec<Highlight> =
            own.chain(cells.map(|range| Highlight { range, total: false })).collect();
        marks.sort_by_key(|mark| mark.range.start);
        return marks;
    }
    let Some(Sums { own, parts, totals }) = place::sums(analysis, offset) else { return Vec::new() };
    let mark = |total: bool| move |range: Span<InText>| Highlight { range, total };
    let mut marks: Vec<Highlight> = match (parts.is_empty(), totals.is_empty()) {
        (true, true) => Vec::new(),
        (false, _) => std::iter::once(mark(true)(own)).chain(parts.into_iter().map(mark(false))).collect(),
        (true, false) => {
            std::iter::once(mark(false)(own)).chain(totals.into_iter().map(mark(true))).collect()
        }
    };
    marks.retain(|mark| !mark.range.is_empty());
    marks.sort_by_key(|mark| mark.range.start);
    marks
}
