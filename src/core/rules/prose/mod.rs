//! What is wrong with the sentences.
//!
//! Invariant: a sentence is held against the tables only where its words are understood, and against itself only where
//! it says how its figures hang together; everything else is passed over.

pub mod agency;
pub mod balance;
pub mod citation;
pub mod enumeration;
pub mod growth;
pub mod mismatch;
pub mod overview;
pub mod parts;
pub mod percentage;
pub mod placeholder;
pub mod repeated;
pub mod signs;
pub mod subtotal;
pub mod year;

use std::ops::Range;

use super::Rule;
use super::finding::{Detail, Finding, ProseFault};
use crate::prose::{Figure, Passage};
use crate::span::InSection;

/// The words at a range of the running text of a passage.
fn said<'a>(passage: &'a Passage, range: &Range<usize>) -> &'a str {
    &passage.running.text[range.clone()]
}

/// A finding at a range of the running text of a passage.
fn finding(rule: &Rule, passage: &Passage, range: &Range<usize>, fault: ProseFault) -> Finding<InSection> {
    Finding::new(rule, passage.place(range), Detail::Prose(Box::new(fault)))
}

/// A sentence with its figures.
struct Sentence<'a> {
    range: Range<usize>,
    figures: &'a [Figure],
}

/// The sentences of a passage.
fn sentences(passage: &Passage) -> impl Iterator<Item = Sentence<'_>> {
    passage.sentences.iter().enumerate().map(|(index, range)| {
        let from = passage.figures.partition_point(|figure| figure.sentence < index);
        let to = passage.figures.partition_point(|figure| figure.sentence <= index);
        Sentence { range: range.clone(), figures: &passage.figures[from..to] }
    })
}

/// Whether a clause begins at this place of a text.
fn opens_clause(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|c| {
        matches!(c, '。' | '；' | ';' | '：' | ':' | '，' | ',' | '\n' | '！' | '？' | '、' | '）' | ')')
    })
}
