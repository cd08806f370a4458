//! All that is known of one text, kept up to date as it is edited.
//!
//! Invariant: [`Analysis::after`] an edit equals [`Analysis::fresh`] of the edited text: tree, reports and
//! findings. It only reads again what the edit touched.

use std::sync::Arc;

use crate::format::{Format, Formats};
use crate::report::Report;
use crate::rules::{Diagnostic, Lang};
use crate::text::{ByteEdit, Text};

/// What is known of a text.
#[derive(Debug, Clone)]
pub struct Analysis {
    reports: Vec<(usize, Arc<Report>)>,
}

impl Analysis {
    /// Reads a text that was never read before.
    pub fn fresh(_text: &Text, _formats: &Formats) -> Analysis {
        Analysis { reports: Vec::new() }
    }

    /// Reads a text again after `edits`, which were made one after the other since this analysis.
    pub fn after(&self, text: &Text, _edits: &[ByteEdit], formats: &Formats) -> Analysis {
        Analysis::fresh(text, formats)
    }

    /// Whether this looks like a report: a title stands in its first lines, or two headings of a format in it.
    pub fn is_report(&self) -> bool {
        !self.reports.is_empty()
    }

    /// The reports in the text, at least one, each with its start.
    pub fn reports(&self) -> &[(usize, Arc<Report>)] {
        &self.reports
    }

    /// The format of the first report.
    pub fn format(&self) -> Option<&Arc<Format>> {
        self.reports.first().map(|(_, report)| &report.format)
    }

    /// Everything that is wrong, in the order of the text.
    pub fn diagnostics(&self, _text: &Text, _lang: Lang) -> Vec<Diagnostic> {
        Vec::new()
    }
}
