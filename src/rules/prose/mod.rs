//! What is wrong with the sentences.
//!
//! Invariant: a sentence is held against the tables only where its words are understood, and against itself only where
//! it says how its figures hang together; everything else is passed over.

pub mod mismatch;

use std::ops::Range;

use crate::prose::Passage;

/// Where a range of the running text of a passage stands in the report.
fn place(passage: &Passage, range: &Range<usize>) -> Range<usize> {
    passage.running.source(range)
}

/// The words at a range of the running text of a passage.
fn said<'a>(passage: &'a Passage, range: &Range<usize>) -> &'a str {
    &passage.running.text[range.clone()]
}
