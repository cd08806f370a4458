//! Which figures belong together.

use super::place::{self, Sums};
use super::said;
use crate::analysis::Analysis;
use crate::span::{InText, Span};

/// A figure that belongs to the one under the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    /// Where it stands.
    pub range: Span<InText>,
    /// Whether it is a total; otherwise it is a part of one.
    pub total: bool,
}

/// On a total, the total and its parts; on a part, the part and its totals; on what a sentence says, that and its
/// cells; nothing elsewhere.
pub fn highlights(analysis: &Analysis, offset: usize) -> Vec<Highlight> {
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
