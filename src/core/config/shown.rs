//! What is shown of each report.
//!
//! Invariant: [`by_report`] is [`diagnostics`] report by report. What is said of a report follows from its findings
//! and from what the project has decided, so it is made once for findings that stay as they are; only where somebody
//! has looked into findings of the text does it depend on more, and then it is made as a whole.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::{Judgement, diagnostics};
use crate::analysis::Analysis;
use crate::rules::{Diagnostic, Finding, Fix, Related, TextEdit};
use crate::text::Text;

/// What is shown of one report.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Where the report begins.
    pub start: usize,
    /// What is wrong with it; ranges count from its start. The same as long as it stays so.
    pub diagnostics: Arc<Vec<Diagnostic>>,
    /// The findings of which it was made, where it follows from them.
    of: Option<Arc<Vec<Finding>>>,
}

impl Shown {
    /// What is shown of a whole text.
    pub fn whole(diagnostics: Vec<Diagnostic>) -> Vec<Shown> {
        vec![Shown { start: 0, diagnostics: Arc::new(diagnostics), of: None }]
    }

    /// The same with ranges that count from the start of the text.
    pub fn placed(&self) -> impl Iterator<Item = Diagnostic> {
        self.diagnostics.iter().map(|diagnostic| moved(diagnostic, self.start))
    }
}

/// What is wrong with a text, by reports, those of which something is shown. What is `known` of the same findings and
/// was judged by the same is taken over.
pub fn by_report(analysis: &Analysis, text: &Text, judgement: &Judgement<'_>, known: &[Shown]) -> Vec<Shown> {
    if judgement.reviews().next().is_some() {
        return Shown::whole(diagnostics(analysis, text, judgement));
    }
    let by_findings = known.iter().filter_map(|known| Some((Arc::as_ptr(known.of.as_ref()?), known)));
    let known: HashMap<*const Vec<Finding>, &Shown> = by_findings.collect();
    let parts = analysis.parts().filter(|part| !part.findings.is_empty());
    let shown = parts.map(|part| {
        let worded = || {
            let open = part.findings.iter().filter(|finding| finding.ignored.is_none());
            Arc::new(open.filter_map(|finding| judgement.worded(finding, part.report, 0)).collect())
        };
        let known = known.get(&Arc::as_ptr(part.findings));
        let diagnostics = known.map_or_else(worded, |known| known.diagnostics.clone());
        Shown { start: part.start, diagnostics, of: Some(part.findings.clone()) }
    });
    shown.filter(|shown| !shown.diagnostics.is_empty()).collect()
}

fn moved(diagnostic: &Diagnostic, start: usize) -> Diagnostic {
    let moved = |range: &Range<usize>| start + range.start..start + range.end;
    let related = |related: &Related| Related { range: moved(&related.range), ..related.clone() };
    let edit = |edit: &TextEdit| TextEdit { range: moved(&edit.range), ..edit.clone() };
    let fix = |fix: &Fix| Fix { edits: fix.edits.iter().map(edit).collect(), ..fix.clone() };
    Diagnostic {
        range: moved(&diagnostic.range),
        related: diagnostic.related.iter().map(related).collect(),
        fixes: diagnostic.fixes.iter().map(fix).collect(),
        ..diagnostic.clone()
    }
}
