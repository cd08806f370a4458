//! What lies between two pipes.
//!
//! Invariant: between the pipes of a field and what stands in it there are only blanks. A figure that is put into one
//! leaves the pipes where they are, if there is room.

use super::actions::pieces::smallest;
use crate::rules::TextEdit;
use crate::span::{InText, Span};
use crate::text::Text;

/// The field around a figure, or around the place of a blank cell, without its pipes; none where something else
/// stands beside it, or no pipe.
pub fn field(text: &Text, range: Span<InText>) -> Option<Span<InText>> {
    let line = text.line_range(text.line_at(range.start));
    let words = text.slice(line.clone()).into_owned();
    let is_pipe = |c: char| matches!(c, '|' | '｜' | '│');
    let before = words.get(..range.start - line.start)?.trim_end_matches(' ');
    let behind = words.get(range.end - line.start..)?;
    let end = line.end - behind.trim_start_matches(' ').len();
    let is_closed = before.ends_with(is_pipe) && words[end - line.start..].starts_with(is_pipe);
    is_closed.then(|| Span::new(line.start + before.len()..end))
}

/// The edit that puts a figure into the field in which another, or a blank, stands: under the figures of its column.
/// None where there is no field with blanks.
pub fn put(text: &Text, range: Span<InText>, new: &str) -> Option<TextEdit> {
    let field = field(text, range)?;
    let (before, behind) = (range.start - field.start, field.end - range.end);
    if before == 0 || behind == 0 && !range.is_empty() || field.is_empty() {
        return None;
    }
    let padding = field.len().saturating_sub(new.len()).max(2);
    // A figure that stood at the left stays there; one in a blank cell stands at the right, as in the template.
    let at_left = before == 1 && behind > 1 && !range.is_empty();
    let (before, behind) = if at_left { (1, padding - 1) } else { (padding - 1, 1) };
    let new_text = format!("{}{new}{}", " ".repeat(before), " ".repeat(behind));
    Some(TextEdit { range: field, new_text })
}

/// These edits, each of which puts a figure into its cell, with the pipes left where they are.
pub fn placed(text: &Text, edits: Vec<TextEdit>) -> Vec<TextEdit> {
    let placed = |edit: TextEdit| match put(text, edit.range, &edit.new_text) {
        Some(placed) => smallest(text, placed),
        None => Some(edit),
    };
    edits.into_iter().filter_map(placed).collect()
}
