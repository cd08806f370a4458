//! What "format document" and "format selection" do.
//!
//! Invariant: how wide a blank or a tab is asked for does not matter: there is one form, and it is the engine's.

use tower_lsp::lsp_types::{Range, TextEdit};

use super::convert;
use super::engine::Engine;
use super::session::{Analysed, Snapshot};
use crate::assist::formatting;

/// The edits that format what `range` touches, or everything.
pub fn edits<E: Engine>(
    snapshot: &Snapshot<E>,
    analysed: &Analysed<E>,
    range: Option<Range>,
) -> Vec<TextEdit> {
    let (text, encoding) = (&analysed.text, snapshot.settings.encoding);
    let bytes = range.map_or(0..text.len(), |range| convert::bytes(range, text, encoding));
    convert::edits(&formatting::range(text, analysed.analysis(), bytes), text, encoding)
}
