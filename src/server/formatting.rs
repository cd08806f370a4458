//! What "format document" and "format selection" do, and what is formatted while one types.
//!
//! Invariant: how wide a blank or a tab is asked for does not matter: there is one form, and it is the engine's.

use lsp_types::{Position, Range, TextEdit};

use super::convert;
use super::snapshot::{Analysed, Snapshot};
use gouji_core::assist::{formatting, on_type};
use gouji_core::span::Span;

/// The edits that format what `range` touches, or everything.
pub fn edits(snapshot: &Snapshot, analysed: &Analysed, range: Option<Range>) -> Vec<TextEdit> {
    let (text, encoding) = (&analysed.text, snapshot.settings.encoding);
    let bytes = range.map_or(Span::new(0..text.len()), |range| convert::bytes(range, text, encoding));
    convert::edits(&formatting::range(text, analysed.analysis(), bytes), text, encoding)
}

/// What is typed that has a row formatted: the pipe that ends it, and Enter.
pub const TYPED: [&str; 2] = ["|", "\n"];

/// The edits after something was typed before `position`.
pub fn on_type(snapshot: &Snapshot, analysed: &Analysed, typed: &str, position: Position) -> Vec<TextEdit> {
    let (text, encoding) = (&analysed.text, snapshot.settings.encoding);
    let offset = convert::offset(position, text, encoding);
    let edits = match typed {
        "|" => on_type::after_pipe(text, analysed.analysis(), offset),
        "\n" => on_type::after_enter(text, analysed.analysis(), offset),
        _ => Vec::new(),
    };
    convert::edits(&edits, text, encoding)
}
