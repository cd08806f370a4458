//! One section of a report, or what stands before the first, as the rules look at it that need nothing else.
//!
//! Invariants: nothing here depends on where the section stands or on any other one, so that what was found in it holds
//! as long as it stays as it is; ranges count from its start.

use std::borrow::Cow;
use std::sync::Arc;

use super::finding::Finding;
use super::registry::{CHECKS, Check};
use super::view::View;
use crate::format::Format;
use crate::prose::{Passage, Said};
use crate::report::{Report, Section};

/// A section with its text.
pub struct SectionView<'a> {
    /// The format of the report.
    pub format: &'a Format,
    /// Whose report it is.
    pub agency: Option<&'a str>,
    /// Of which year.
    pub year: Option<u16>,
    /// The section; none for what stands before the first one.
    pub section: Option<&'a Section>,
    text: Cow<'a, str>,
    passage: Option<Passage>,
}

impl SectionView<'_> {
    /// Its text, as far as it is the report's.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its prose, if it was read: one passage or none.
    pub fn prose(&self) -> &[Passage] {
        self.passage.as_slice()
    }
}

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
    findings: Arc<Vec<Finding>>,
}

impl BySection {
    /// Looks at each section by all rules that look at sections; `known` is what was found before an edit.
    pub fn of(view: &View<'_>, known: &BySection) -> BySection {
        /// So far from its place a section that moved is looked for.
        const NEARBY: usize = 8;
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
        let mut next = 0;
        let mut sections_found = Vec::with_capacity(report.sections.len() + 1);
        for (index, (start, section, length)) in std::iter::once(preamble).chain(sections).enumerate() {
            let passage = passages.next_if(|passage| passage.section == index.checked_sub(1));
            // Sections keep their order, so the one before is found from where the last was.
            let same = known
                .iter()
                .enumerate()
                .skip(next)
                .take(NEARBY)
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

    /// What one rule found, in the order of the text; ranges count from the start of the report.
    pub fn findings<'a>(&'a self, rule: &'static str) -> impl Iterator<Item = Finding> + 'a {
        self.sections.iter().flat_map(move |kept| {
            let own = kept.findings.iter().filter(move |finding| finding.rule == rule);
            own.map(move |finding| finding.clone().moved(kept.start))
        })
    }
}

/// What is found in a section.
fn look(
    view: &View<'_>,
    start: usize,
    section: Option<&Arc<Section>>,
    length: usize,
    passage: Option<&Passage>,
) -> Vec<Finding> {
    let report = view.report;
    let section = SectionView {
        format: &report.format,
        agency: report.agency.as_deref(),
        year: report.year,
        section: section.map(|section| &**section),
        text: view.quote(start..start + length),
        passage: passage.map(|passage| Passage { start: 0, ..passage.clone() }),
    };
    let checks = CHECKS.iter().filter_map(|(rule, check)| match check {
        Check::Report(_) => None,
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
