//! One section of a report, or what stands before the first, as the rules look at it that need nothing else.
//!
//! Invariants: nothing here depends on where the section stands or on any other one, so that what was found in it holds
//! as long as it stays as it is.

use std::borrow::Cow;

use super::view::View;
use crate::format::Format;
use crate::prose::Passage;
use crate::report::Section;
use crate::span::Span;

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

impl<'a> SectionView<'a> {
    /// Looks at the first `length` bytes of a section that begins at `start` of a report; none for what stands before
    /// the first one.
    pub fn new(
        view: &View<'a>,
        start: usize,
        section: Option<&'a Section>,
        length: usize,
        passage: Option<&Passage>,
    ) -> SectionView<'a> {
        let report = view.report;
        SectionView {
            format: &report.format,
            agency: report.agency.as_deref(),
            year: report.year,
            section,
            text: view.quote(Span::new(start..start + length)),
            passage: passage.cloned(),
        }
    }

    /// Its text, as far as it is the report's.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its prose, if it was read: one passage or none.
    pub fn prose(&self) -> &[Passage] {
        self.passage.as_slice()
    }
}
