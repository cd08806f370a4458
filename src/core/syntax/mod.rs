//! What lines are there?
//!
//! A text is read as lines, each of one [`Line`] kind, and as sections, which begin at their headings; what the
//! lines say is not asked here. Invariants: any text has a tree and no tree has errors; the lines tile the text,
//! byte for byte; a tree that was brought up to date by [`reparse`] is the tree that [`parse`] gives. The lines
//! of a section depend on the text of the section alone, so what was derived from a section holds as long as its
//! text does, wherever it is moved.

pub mod fold;
mod language;
mod parse;
mod walk;

pub use language::{Line, language};
pub use parse::{parse, reparse};
pub use tree_sitter::Tree;
pub use walk::{Segment, SegmentKind, lines, sections, segments};
