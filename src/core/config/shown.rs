//! What is shown of each report.
//!
//! Invariant: [`by_report`] is [`diagnostics`] report by report. What is said of a report follows from its findings
//! and from what the project has decided, so it is made once for findings that stay as they are; only where somebody
//! has looked into findings of the text, or others do not agree with it, does it depend on more, and then it is made as a whole.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Judgement, diagnostics};
use crate::analysis::Analysis;
use crate::rules::{Diagnostic, Finding};
use crate::span::{InReport, Span};
use crate::text::Text;

/// What is shown of one report.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Where the report begins.
    pub start: usize,
    /// What is wrong with it. The same as long as it stays so.
    pub diagnostics: Arc<Vec<Diagnostic<InReport>>>,
    /// The findings of which it was made, where it follows from them.
    of: Option<Arc<Vec<Finding>>>,
}

impl Shown {
    /// What is shown of a whole text, as if it were one report.
    pub fn whole(diagnostics: Vec<Diagnostic>) -> Vec<Shown> {
        let as_of_one = |found: Diagnostic| found.placed(|span| Span::new(span.bytes()));
        let diagnostics = Arc::new(diagnostics.into_iter().map(as_of_one).collect());
        vec![Shown { start: 0, diagnostics, of: None }]
    }

    /// Whether it is one report's, and not the whole text's.
    pub fn is_of_one(&self) -> bool {
        self.of.is_some()
    }

    /// The same in the text.
    pub fn placed(&self) -> impl Iterator<Item = Diagnostic> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.clone().in_text(self.start))
    }
}

/// What is wrong with a text, by reports, those of which something is shown. What is `known` of the same findings and
/// was judged by the same is taken over.
pub fn by_report(analysis: &Analysis, text: &Text, judgement: &Judgement<'_>, known: &[Shown]) -> Vec<Shown> {
    if judgement.reviews().next().is_some() || judgement.across.is_some_and(|across| !across.is_empty()) {
        return Shown::whole(diagnostics(analysis, text, judgement));
    }
    let by_findings = known.iter().filter_map(|known| Some((Arc::as_ptr(known.of.as_ref()?), known)));
    let known: HashMap<*const Vec<Finding>, &Shown> = by_findings.collect();
    let parts = analysis.parts().filter(|part| !part.findings.is_empty());
    let shown = parts.map(|part| {
        let worded = || {
            let open = part.findings.iter().filter(|finding| finding.ignored.is_none());
            Arc::new(open.filter_map(|finding| judgement.worded(finding, part.report)).collect())
        };
        let known = known.get(&Arc::as_ptr(part.findings));
        let diagnostics = known.map_or_else(worded, |known| known.diagnostics.clone());
        Shown { start: part.start, diagnostics, of: Some(part.findings.clone()) }
    });
    shown.filter(|shown| !shown.diagnostics.is_empty()).collect()
}
