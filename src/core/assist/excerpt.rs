//! A piece of a line with the words around it, short enough for a list.
//!
//! Invariant: it is as the text has it, on one line and without the blanks at its ends; where the line goes on there is
//! an ellipsis.

use crate::span::{InText, Span};
use crate::text::Text;

/// So many characters before and behind the piece are shown.
const AROUND: usize = 16;
const ELLIPSIS: &str = "…";

/// A piece in its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// What stands before it.
    pub before: String,
    /// The piece, as far as it stands on the line.
    pub piece: String,
    /// What stands behind it.
    pub behind: String,
}

/// What stands at `range`, in its words.
pub fn excerpt(text: &Text, range: Span<InText>) -> Excerpt {
    let line = text.line_range(text.line_at(range.start));
    let end = range.end.min(line.end);
    let before = text.slice(line.start..range.start);
    let before = before.trim_start();
    let skipped = before.chars().count().saturating_sub(AROUND);
    let mut shown = String::from(if skipped > 0 { ELLIPSIS } else { "" });
    shown.extend(before.chars().skip(skipped));
    let after = text.slice(end..line.end);
    let after = after.trim_end();
    let mut behind: String = after.chars().take(AROUND).collect();
    if behind.len() < after.len() {
        behind += ELLIPSIS;
    }
    Excerpt { before: shown, piece: text.slice(range.start..end).into_owned(), behind }
}
