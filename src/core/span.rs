//! Counted from where?
//!
//! Invariant: a span goes only with others that are counted from the same place; to be counted from another one it is
//! placed there, by the start of what it was counted from.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

/// The start of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InText {}

/// The start of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InReport {}

/// The start of the section; of what stands before the first one, that of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InSection {}

/// A range of bytes that are counted from the start of something.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span<B> {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    base: PhantomData<B>,
}

impl<B> Span<B> {
    /// The span of a range that is counted so.
    pub fn new(range: Range<usize>) -> Span<B> {
        Span { start: range.start, end: range.end, base: PhantomData }
    }

    /// The range, of which nobody can tell from where it counts.
    pub fn bytes(self) -> Range<usize> {
        self.start..self.end
    }

    /// How many bytes it has.
    pub fn len(self) -> usize {
        self.bytes().len()
    }

    /// Whether it has none.
    pub fn is_empty(self) -> bool {
        self.bytes().is_empty()
    }

    /// Whether it holds this byte, counted as it is.
    pub fn contains(self, at: usize) -> bool {
        self.bytes().contains(&at)
    }

    /// From where it begins to where `last` ends.
    pub fn through(self, last: Span<B>) -> Span<B> {
        Span::new(self.start..last.end)
    }

    /// What stands between it and `next`.
    pub fn between(self, next: Span<B>) -> Span<B> {
        Span::new(self.end..next.start)
    }

    fn behind<C>(self, start: usize) -> Span<C> {
        Span::new(start + self.start..start + self.end)
    }
}

impl Span<InSection> {
    /// The same in the report, in which the section begins at `start`.
    pub fn in_report(self, start: usize) -> Span<InReport> {
        self.behind(start)
    }

    /// The same in the text, in which the section begins at `start`.
    pub fn in_text(self, start: usize) -> Span<InText> {
        self.behind(start)
    }
}

impl Span<InReport> {
    /// The same in the text, in which the report begins at `start`.
    pub fn in_text(self, start: usize) -> Span<InText> {
        self.behind(start)
    }
}

impl<B> fmt::Debug for Span<B> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}..{}", self.start, self.end)
    }
}

impl From<Span<InText>> for Range<usize> {
    fn from(span: Span<InText>) -> Range<usize> {
        span.start..span.end
    }
}
