//! What the server asks of the rest of the house.
//!
//! Invariant: everything that may take long or go wrong goes through here, so that the tests can put an engine
//! that hangs and panics in its place.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::assist::definition::{self, Ways};
use crate::assist::folding;
use crate::assist::formatting;
use crate::assist::highlight::{self, Highlight};
use crate::assist::hover::{self, Hover, Markup};
use crate::assist::selection;
use crate::assist::symbols::{self, Symbol};
use crate::report::lexicon::Lexicon;
use crate::rules::{Diagnostic, Lang, TextEdit};
use crate::text::{ByteEdit, Text};

/// Reads texts and judges them.
pub trait Engine: Clone + Send + Sync + 'static {
    /// What is known of a text.
    type Analysis: Send + Sync + 'static;

    /// Reads a text that was never read before.
    fn fresh(&self, text: &Text) -> Self::Analysis;

    /// Reads a text again after `edits`, which were made one after the other since `before`.
    fn after(&self, before: &Self::Analysis, text: &Text, edits: &[ByteEdit]) -> Self::Analysis;

    /// Whether the text looks like a report.
    fn is_report(&self, analysis: &Self::Analysis) -> bool;

    /// Everything that is wrong, in the order of the text.
    fn diagnostics(&self, analysis: &Self::Analysis, text: &Text, lang: Lang) -> Vec<Diagnostic>;

    /// The edits that format what `range` touches.
    fn formatting(&self, analysis: &Self::Analysis, text: &Text, range: Range<usize>) -> Vec<TextEdit>;

    /// What is told of the place at `offset`.
    fn hover(&self, _: &Self::Analysis, _offset: usize, _: Lang, _: Markup) -> Option<Hover> {
        None
    }

    /// The structure of a text.
    fn symbols(&self, _: &Self::Analysis, _: &Text, _: Lang) -> Vec<Symbol> {
        Vec::new()
    }

    /// What can be folded.
    fn folds(&self, _: &Self::Analysis, _: &Text) -> Vec<Range<usize>> {
        Vec::new()
    }

    /// The figures that belong to the one at `offset`.
    fn highlights(&self, _: &Self::Analysis, _offset: usize) -> Vec<Highlight> {
        Vec::new()
    }

    /// What a selection at `offset` grows to, the innermost first.
    fn selections(&self, _: &Self::Analysis, _offset: usize) -> Vec<Range<usize>> {
        Vec::new()
    }

    /// From a total to its parts.
    fn definition(&self, _: &Self::Analysis, _offset: usize) -> Option<Ways> {
        None
    }

    /// From a part to its totals.
    fn references(&self, _: &Self::Analysis, _offset: usize) -> Option<Ways> {
        None
    }
}

/// The engine of gouji with its built-in formats.
#[derive(Debug, Clone, Copy, Default)]
pub struct Gouji;

impl Engine for Gouji {
    type Analysis = Analysis;

    fn fresh(&self, text: &Text) -> Analysis {
        Analysis::fresh(text, Lexicon::built_in())
    }

    fn after(&self, before: &Analysis, text: &Text, edits: &[ByteEdit]) -> Analysis {
        before.after(text, edits, Lexicon::built_in())
    }

    fn is_report(&self, analysis: &Analysis) -> bool {
        analysis.is_report()
    }

    fn diagnostics(&self, analysis: &Analysis, _: &Text, lang: Lang) -> Vec<Diagnostic> {
        analysis.diagnostics(lang)
    }

    fn formatting(&self, analysis: &Analysis, text: &Text, range: Range<usize>) -> Vec<TextEdit> {
        formatting::range(text, analysis, range)
    }

    fn hover(&self, analysis: &Analysis, offset: usize, lang: Lang, markup: Markup) -> Option<Hover> {
        hover::hover(analysis, offset, lang, markup)
    }

    fn symbols(&self, analysis: &Analysis, text: &Text, lang: Lang) -> Vec<Symbol> {
        symbols::symbols(analysis, text, lang)
    }

    fn folds(&self, analysis: &Analysis, text: &Text) -> Vec<Range<usize>> {
        folding::folds(analysis, text)
    }

    fn highlights(&self, analysis: &Analysis, offset: usize) -> Vec<Highlight> {
        highlight::highlights(analysis, offset)
    }

    fn selections(&self, analysis: &Analysis, offset: usize) -> Vec<Range<usize>> {
        selection::selections(analysis, offset)
    }

    fn definition(&self, analysis: &Analysis, offset: usize) -> Option<Ways> {
        definition::definition(analysis, offset)
    }

    fn references(&self, analysis: &Analysis, offset: usize) -> Option<Ways> {
        definition::references(analysis, offset)
    }
}
