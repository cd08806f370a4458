//! What is wrong, as it is shown on a page: what it is about is marked, and what is said of it stands below.
//!
//! Invariant: every finding is said exactly once, in the section in which it stands or where what is missing
//! belongs; a mark bears the number under which it is said.

use super::Sheet;
use crate::report::Report;
use crate::rules::finding::{Detail, Finding};
use crate::rules::{Diagnostic, Severity};
use crate::span::{InText, Span};

/// A finding on a page.
pub struct Note<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// What it is called on the page.
    pub id: String,
    /// The number under which it is said; none where it is said in place of what is missing.
    pub number: Option<usize>,
    /// The section in which it stands, by its place in the report; none above the first.
    pub section: Option<usize>,
    /// What is underlined in the text.
    pub range: Span<InText>,
    /// How much it matters.
    pub severity: Severity,
    /// What is said.
    pub message: &'a str,
}

/// The findings of report `index` of a text that are shown.
pub fn notes<'a>(
    found: &[(&'a Finding, Option<&'a Diagnostic>)],
    report: &Report,
    index: usize,
) -> Vec<Note<'a>> {
    let mut numbered = 0;
    let note = |(finding, diagnostic): (&'a Finding, &'a Diagnostic)| {
        let in_place = matches!(finding.detail, Detail::MissingSections { .. } | Detail::MissingTable { .. });
        numbered += usize::from(!in_place);
        Note {
            finding,
            id: format!("note-{}-{numbered}", index + 1),
            number: (!in_place).then_some(numbered),
            section: match finding.detail {
                // These are about the report, whatever its first line is.
                Detail::MissingTitle
                | Detail::NoSections { .. }
                | Detail::UnusualCharacters { .. }
                | Detail::LostLineBreaks { whole: true } => None,
                _ => report.sections.iter().rposition(|(at, _)| *at <= finding.range.start),
            },
            severity: diagnostic.severity,
            range: diagnostic.range,
            message: &diagnostic.message,
        }
    };
    found.iter().filter_map(|(finding, shown)| Some((*finding, (*shown)?))).map(note).collect()
}

impl Note<'_> {
    /// How it looks.
    pub fn class(&self) -> &'static str {
        self.severity.id()
    }

    /// Whether what is underlined is only a neighbour of what is missing.
    fn is_beside(&self) -> bool {
        matches!(
            self.finding.detail,
            Detail::MissingSections { .. }
                | Detail::NoSections { .. }
                | Detail::MissingTitle
                | Detail::MissingTable { .. }
                | Detail::MissingRows { .. }
        )
    }
}

/// The notes about one thing on the page.
#[derive(Default)]
pub struct Marks<'a>(pub Vec<&'a Note<'a>>);

impl Marks<'_> {
    /// How the thing looks: as the gravest note says.
    pub fn class(&self) -> Option<&'static str> {
        self.0.iter().map(|note| note.severity).max().map(Severity::id)
    }

    /// What is said, a line each.
    pub fn title(&self) -> Option<String> {
        let said: Vec<&str> = self.0.iter().map(|note| note.message).collect();
        (!said.is_empty()).then(|| said.join("\n"))
    }

    /// The numbers of the notes.
    pub fn numbers(&self) -> Option<String> {
        let numbers: Vec<String> =
            self.0.iter().filter_map(|note| note.number).map(|number| number.to_string()).collect();
        (!numbers.is_empty()).then(|| numbers.join(","))
    }

    /// The elements in which it is said, for those who hear the page.
    pub fn ids(&self) -> Option<String> {
        let ids: Vec<&str> =
            self.0.iter().filter(|note| note.number.is_some()).map(|note| note.id.as_str()).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

impl Sheet<'_> {
    /// The notes of this kind.
    pub fn marks(&self, is_about: impl Fn(&Note<'_>) -> bool) -> Marks<'_> {
        Marks(self.notes.iter().filter(|note| is_about(note)).collect())
    }

    /// The notes whose underlined words stand in `range`, wholly or in part.
    pub fn marks_at(&self, range: Span<InText>) -> Marks<'_> {
        self.marks(|note| !note.is_beside() && note.range.start < range.end && range.start < note.range.end)
    }
}
