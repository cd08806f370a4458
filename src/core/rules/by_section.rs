//! What was found in each section by the rules that look at sections alone, kept as the report is edited.
//!
//! Invariant: what is kept is what would be found again: a section is looked at anew where it is another one, of another
//! length or says something else, and all of them are where the report is another agency's, of another year or format.

use std::sync::Arc;

use super::finding::Finding;
use super::registry::{CHECKS, Check};
use super::section_view::SectionView;
use super::view::View;
use crate::format::Format;
use crate::prose::kept::NEARBY;
use crate::prose::{Passage, Said};
use crate::report::{Report, Section};
use crate::span::InSection;

/// What was found in each section of a report, kept as it is edited.
#[derive(Debug, Clone, Default)]
pub struct BySection {
    whose: Option<Whose>,
    sections: Vec<Kept>,
}

/// What the findings in every section rest on.
#[derive(Debug, Clone)]
struct Whose {
    format: Arc<Format>,
    agency: Option<String>,
    year: Option<u16>,
}

/// What was found in one section.
#[derive(Debug, Clone)]
struct Kept {
    start: usize,
    section: Option<Arc<Section>>,
    /// How much of it is the report's.
    length: usize,
    said: Option<Arc<Said>>,
    findings: Arc<Vec<Finding<InSection>>>,
}

impl BySection {
    /// Looks at each section by all rules that look at sections; `known` is what was found before an edit.
    pub fn of(view: &View<'_>, known: &BySection) -> BySection {
        let report = view.report;
        let known = match &known.whose {
            Some(whose) if whose.is_of(report) => &known.sections[..],
            _ => &[],
        };
        let preamble = (0, None, report.preamble);
        let sections = report.sections.iter().map(|(start, section)| {
            // The title and the preamble of the report that follows stand at the end of the last section.
            (*start, Some(section), section.length.min(report.length - start))
        });
        let mut passages = view.prose().iter().peekable();
        let mut next = 0_usize;
        let mut sections_found = Vec::with_capacity(report.sections.len() + 1);
        for (index, (start, section, length)) in std::iter::once(preamble).chain(sections).enumerate() {
            let passage = passages.next_if(|passage| passage.section == index.checked_sub(1));
            // Sections keep their order, so the one before is found near where the last was.
            let same = known
                .iter()
                .enumerate()
                .skip(next.saturating_sub(NEARBY))
                .take(2 * NEARBY)
                .find(|(_, kept)| kept.is(section, length, passage.map(|passage| &passage.said)));
            next = same.map_or(next, |(at, _)| at) + 1;
            let findings = same.map_or_else(
                || Arc::new(look(view, start, section, length, passage)),
                |(_, kept)| kept.findings.clone(),
            );
            sections_found.push(Kept {
                start,
                section: section.cloned(),
                length,
                said: passage.map(|passage| passage.said.clone()),
                findings,
            });
        }
        BySection { whose: Some(Whose::of(report)), sections: sections_found }
    }

    /// What one rule found, in the order of the text.
    pub fn findings<'a>(&'a self, rule: &'static str) -> impl Iterator<Item = Finding> + 'a {
        self.sections.iter().flat_map(move |kept| {
            let own = kept.findings.iter().filter(move |finding| finding.rule == rule);
            own.map(move |finding| finding.clone().in_report(kept.start))
        })
    }
}

/// What is found in a section.
fn look<'a>(
    view: &View<'a>,
    start: usize,
    section: Option<&'a Arc<Section>>,
    length: usize,
    passage: Option<&Passage>,
) -> Vec<Finding<InSection>> {
    let section = SectionView::new(view, start, section.map(|section| &**section), length, passage);
    let checks = CHECKS.iter().filter_map(|(rule, check)| match check {
        Check::Report(_) | Check::Across => None,
        Check::Section(check) | Check::Joined(check, _) => Some(check(&section, rule)),
    });
    checks.flatten().collect()
}

impl Whose {
    fn of(report: &Report) -> Whose {
        Whose { format: report.format.clone(), agency: report.agency.clone(), year: report.year }
    }

    fn is_of(&self, report: &Report) -> bool {
        Arc::ptr_eq(&self.format, &report.format) && self.agency == report.agency && self.year == report.year
    }
}

impl Kept {
    /// Whether it is this section, which says this. What stands before the first one is known by what it says.
    fn is(&self, section: Option<&Arc<Section>>, length: usize, said: Option<&Arc<Said>>) -> bool {
        let same_section = match (&self.section, section) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => said.is_some(),
            _ => false,
        };
        let same_words = match (&self.said, said) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        same_section && same_words && self.length == length
    }
}
