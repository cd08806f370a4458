//! Formatting files.
//!
//! Invariant: nothing but blanks, the drawing of tables and the marks of headings changes; how files are changed is
//! the same for every command.

use super::args::{ChangeArgs, Common};
use super::change::{self, Change};
use gouji_core::assist::formatting;

/// `gouji fmt`.
pub fn run(options: &ChangeArgs, common: &Common) -> u8 {
    change::run(options, common, false, &|_, _| None, &|text, analysis, _| Change {
        edits: formatting::document(text, analysis),
        ..Change::default()
    })
}
