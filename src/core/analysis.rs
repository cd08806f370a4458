//! All that is known of one text, kept up to date as it is edited.
//!
//! Invariant: [`Analysis::after`] edits equals [`Analysis::fresh`] of the edited text: tree, reports and
//! findings. It reads again only what the edits touched, and judges again only reports that changed.

use std::sync::Arc;

use crate::format::SectionIndex;
use crate::prose::Fact;
use crate::prose::kept::Prose;
use crate::report::Report;
use crate::report::lexicon::Lexicon;
use crate::report::read::Reading;
use crate::rules::coverage::Coverage;
use crate::rules::{self, Checked, Diagnostic, Finding, Lang, messages};
use crate::span::{InReport, Span};
use crate::syntax::{self, Tree};
use crate::text::{ByteEdit, Encoding, Text, Window};

/// What is known of a text.
#[derive(Debug, Clone)]
pub struct Analysis {
    tree: Tree,
    reading: Reading,
    /// For each report what is wrong with it.
    checked: Vec<Arc<Checked>>,
}

/// One report of a text. As long as neither the report nor its text changes its findings are the very same: what
/// follows from the three can be kept by the address of the findings.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// Where it begins.
    pub start: usize,
    /// The report.
    pub report: &'a Arc<Report>,
    /// What is wrong with it.
    pub findings: &'a Arc<Vec<Finding>>,
    /// The figures of its prose.
    pub facts: &'a [Fact],
    /// Its prose.
    pub prose: &'a Prose,
    /// How much of it was read and checked.
    pub coverage: Coverage,
}

impl Part<'_> {
    /// The text of the report; its last section may reach behind its end.
    pub fn window<'t>(&self, text: &'t Text, encoding: Encoding) -> Window<'t> {
        let sections = self.report.sections.last().map_or(0, |(at, section)| at + section.length);
        let end = (self.start + self.report.length.max(sections)).min(text.len());
        Window::of(text, self.start..end, encoding)
    }
}

impl Analysis {
    /// Reads a text that was never read before.
    pub fn fresh(text: &Text, lexicon: &Lexicon) -> Analysis {
        let tree = syntax::parse(text);
        let reading = Reading::fresh(&tree, text, lexicon);
        let checked = judge(text, &reading, &Reading::default(), &[], &[]);
        Analysis { tree, reading, checked }
    }

    /// Reads a text again after `edits`, which were made one after the other since this analysis.
    pub fn after(&self, text: &Text, edits: &[ByteEdit], lexicon: &Lexicon) -> Analysis {
        let tree = syntax::reparse(&self.tree, edits, text);
        let reading = self.reading.after(&tree, text, edits, lexicon);
        let checked = judge(text, &reading, &self.reading, &self.checked, edits);
        Analysis { tree, reading, checked }
    }

    /// Whether this looks like a report: a title stands in its first lines, or two headings of a format in
    /// it, be it on one line.
    pub fn is_report(&self) -> bool {
        const HEADINGS: usize = 2;
        self.parts().any(|Part { report, .. }| {
            let mut kinds: Vec<SectionIndex> =
                report.sections.iter().filter_map(|(_, section)| section.kind).collect();
            kinds.dedup();
            report.title.is_some() || kinds.len() >= HEADINGS || report.has_lost_breaks()
        })
    }

    /// The reports in the text, at least one, each with its start.
    pub fn reports(&self) -> Vec<(usize, Arc<Report>)> {
        self.reading.reports().iter().map(|placed| (placed.start, placed.report.clone())).collect()
    }

    /// The reports in the text, each with what is wrong with it.
    pub fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        let reports = self.reading.reports().iter().zip(&self.checked);
        reports.map(|(placed, checked)| Part {
            start: placed.start,
            report: &placed.report,
            findings: &checked.findings,
            facts: &checked.facts,
            prose: &checked.prose,
            coverage: checked.coverage,
        })
    }

    /// Everything that is wrong, as data, each with the start of its report and the report.
    pub fn findings(&self) -> impl Iterator<Item = (usize, &Report, &Finding)> {
        self.all_findings().filter(|(_, _, finding)| finding.measure.is_none())
    }

    /// The same with what is measured by rules that are off until a project asks for them.
    pub fn all_findings(&self) -> impl Iterator<Item = (usize, &Report, &Finding)> {
        self.parts()
            .flat_map(|part| part.findings.iter().map(move |finding| (part.start, &**part.report, finding)))
    }

    /// Everything that is wrong and not ignored by a comment, in words, in the order of the text.
    pub fn diagnostics(&self, lang: Lang) -> Vec<Diagnostic> {
        let worded = |(start, report, finding): (usize, &Report, &Finding)| {
            messages::diagnostic(finding, &report.format, lang).in_text(start)
        };
        self.findings().filter(|(_, _, finding)| finding.ignored.is_none()).map(worded).collect()
    }

    /// The figures of the prose, each with the start of its report and the report.
    pub fn facts(&self) -> impl Iterator<Item = (usize, &Arc<Report>, &Fact)> {
        let reports = self.reading.reports().iter().zip(&self.checked);
        reports.flat_map(|(placed, checked)| {
            checked.facts.iter().map(|fact| (placed.start, &placed.report, fact))
        })
    }

    /// How much of all reports was read and checked.
    pub fn coverage(&self) -> Coverage {
        let mut all = Coverage::default();
        self.checked.iter().for_each(|checked| all += checked.coverage);
        all
    }

    /// The tree, for what shows the structure of the text.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }
}

impl AsRef<Analysis> for Analysis {
    fn as_ref(&self) -> &Analysis {
        self
    }
}

/// What is wrong with each report; taken over for reports that are the same as before.
fn judge(
    text: &Text,
    reading: &Reading,
    old: &Reading,
    known: &[Arc<Checked>],
    edits: &[ByteEdit],
) -> Vec<Arc<Checked>> {
    let mut next = 0;
    reading
        .reports()
        .iter()
        .map(|placed| {
            // Reports keep their order, so the one before is found from where the last was.
            const NEARBY: usize = 4;
            let candidates = old.reports().iter().zip(known).enumerate().skip(next).take(NEARBY);
            let same = candidates.into_iter().find(|(_, (other, _))| {
                // The sections of a report that is the same are untouched; what stands above them need not be.
                let above = other.start..other.start + other.report.preamble;
                Arc::ptr_eq(&other.report, &placed.report)
                    && ByteEdit::moved(above, edits).is_some_and(|above| above.start == placed.start)
            });
            match same {
                Some((at, (_, checked))) => {
                    next = at + 1;
                    checked.clone()
                }
                None => {
                    // Most likely the one that stood here, edited.
                    let known = known.get(next).map(|known| &**known);
                    next += 1;
                    let quote = |span: Span<InReport>| text.slice(span.in_text(placed.start));
                    Arc::new(rules::check(&placed.report, &quote, known))
                }
            }
        })
        .collect()
}
