//! What the server has texts read and judged by.
//!
//! Invariant: reading and judging, which may take long or go wrong, go through here, so that the tests can put an
//! engine that hangs and panics in its place. All else is asked of what was read.

use gouji_core::analysis::Analysis;
use gouji_core::config::{self, Judgement, Shown};
use gouji_core::report::lexicon::Lexicon;
use gouji_core::rules::Diagnostic;
use gouji_core::text::{ByteEdit, Text};

/// Reads texts and judges them, as gouji does unless it says otherwise.
pub trait Engine: Send + Sync {
    /// Reads a text that was never read before.
    fn fresh(&self, text: &Text, lexicon: &Lexicon) -> Analysis {
        Analysis::fresh(text, lexicon)
    }

    /// Reads a text again after `edits`, which were made one after the other since `before`, with the same lexicon.
    fn after(&self, before: Before<'_>, text: &Text, edits: &[ByteEdit], lexicon: &Lexicon) -> Analysis {
        before.analysis.after(text, edits, lexicon)
    }

    /// Whether the text looks like a report.
    fn is_report(&self, analysis: &Analysis, _text: &Text) -> bool {
        analysis.is_report()
    }

    /// What is wrong after all that the project has decided, in the order of the text.
    fn diagnostics(&self, analysis: &Analysis, text: &Text, by: &Judgement<'_>) -> Vec<Diagnostic> {
        config::diagnostics(analysis, text, by)
    }

    /// The same by reports; what is `known` of the text before, judged by the same, is taken over where it still holds.
    fn by_report(&self, analysis: &Analysis, text: &Text, by: &Judgement<'_>, known: &[Shown]) -> Vec<Shown> {
        config::by_report(analysis, text, by, known)
    }
}

/// A text before it was edited, and what was read in it.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    /// The text.
    pub text: &'a Text,
    /// What was read in it.
    pub analysis: &'a Analysis,
}

/// The engine of gouji.
#[derive(Debug, Clone, Copy, Default)]
pub struct Gouji;

impl Engine for Gouji {}
