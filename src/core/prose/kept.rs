//! The prose of a report, kept as it is edited.
//!
//! Invariant: what is kept is what a fresh reading finds. What stands before the first section is read again where it
//! says something else, a section where it is another one or of another length, and all of them are where the year, the agency, the format or the rows that count are others.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::line::Manner;
use super::read::read;
use super::running::Running;
use super::source::Source;
use super::subject::Domain;
use super::token::Speaker;
use super::{Passage, Said};
use crate::format::{Format, RowIndex, TableIndex};
use crate::report::{Report, Section};
use crate::span::{InReport, Span};

/// No report has so much prose in one section: what is longer is something else.
const LONGEST_BYTES: usize = 256 * 1024;

/// So far from its place a section that moved is looked for.
pub const NEARBY: usize = 8;

/// The prose of a report and what it was read of.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    /// The passages, in the order of the text. Where lines ran into one there are none.
    pub passages: Vec<Passage>,
    of: Option<Of>,
    preamble: Option<Preamble>,
    sections: Vec<Kept>,
}

/// What the reading of every section rests on.
#[derive(Debug, Clone)]
struct Of {
    format: Arc<Format>,
    speaker: Speaker,
    /// For each table whether each row takes part, of those that stand for one another.
    counts: Vec<Vec<bool>>,
}

/// What stands before the first section.
#[derive(Debug, Clone)]
struct Preamble {
    text: String,
    /// Where its title ends.
    title: Option<usize>,
    said: Arc<Said>,
}

/// What one section says.
#[derive(Debug, Clone)]
struct Kept {
    section: Arc<Section>,
    /// How much of it is the report's.
    length: usize,
    said: Arc<Said>,
}

impl Prose {
    /// Reads the prose of a report: of what stands before its first section, and of each section. `quote` gives the
    /// text of a range of the report, `counts` says whether a row of a table takes part, `known` is the prose before an
    /// edit.
    pub fn read<'a>(
        report: &Report,
        quote: &dyn Fn(Span<InReport>) -> Cow<'a, str>,
        counts: &dyn Fn(TableIndex, RowIndex) -> bool,
        known: &Prose,
    ) -> Prose {
        if report.has_lost_breaks() {
            return Prose::default();
        }
        let tables = report.format.tables.indexed();
        let of = Of {
            format: report.format.clone(),
            speaker: Speaker::new(report.agency.as_deref(), report.year),
            counts: tables
                .map(|(table, format)| format.rows.indices().map(|row| counts(table, row)).collect())
                .collect(),
        };
        let nothing = Prose::default();
        let known = if known.of.as_ref().is_some_and(|known| known.is(&of)) { known } else { &nothing };
        let mut prose = Prose::default();
        let home = |section: &Section| {
            let is = |id: &str| section.kind.is_some() && section.kind == report.format.section(id);
            match () {
                () if is("applications") => Domain::Applications,
                () if is("disputes") => Domain::Disputes,
                () if is("disclosure") => Domain::Decisions,
                () => Domain::None,
            }
        };
        let source = |section: Option<&Section>| Source {
            format: &report.format,
            speaker: &of.speaker,
            home: section.map_or(Domain::None, home),
            counts,
        };
        if report.preamble <= LONGEST_BYTES {
            // What stands above the title belongs to the paper or to the site.
            let title = report.title.as_ref().map(|title| title.range.end);
            let text = quote(Span::new(0..report.preamble));
            let same = known.preamble.as_ref().filter(|known| known.title == title && known.text == text);
            let preamble = same.cloned().unwrap_or_else(|| {
                let above = title.map(|end| 0..end);
                let running = Running::of(&report.format.prose, &text, above.as_slice(), Manner::Preamble);
                Preamble { said: Arc::new(read(&source(None), running)), text: text.into_owned(), title }
            });
            prose.passages.push(Passage { section: None, start: 0, said: preamble.said.clone() });
            prose.preamble = Some(preamble);
        }
        let mut next = 0_usize;
        for (index, (start, section)) in report.sections.iter().enumerate() {
            if section.listing || section.length > LONGEST_BYTES {
                continue;
            }
            // The title and the preamble of the report that follows stand at the end of the last section.
            let length = section.length.min(report.length - start);
            // Sections keep their order, so the one before is found near where the last was.
            let near = known.sections.iter().enumerate();
            let mut near = near.skip(next.saturating_sub(NEARBY)).take(2 * NEARBY);
            let same = near.find(|(_, one)| Arc::ptr_eq(&one.section, section) && one.length == length);
            next = same.map_or(next, |(at, _)| at) + 1;
            let said = same.map_or_else(
                || {
                    let running = running(report, section, &quote(Span::new(*start..start + length)));
                    Arc::new(read(&source(Some(section)), running))
                },
                |(_, one)| one.said.clone(),
            );
            prose.sections.push(Kept { section: section.clone(), length, said: said.clone() });
            prose.passages.push(Passage { section: Some(index), start: *start, said });
        }
        prose.of = Some(of);
        prose
    }
}

impl Of {
    fn is(&self, other: &Of) -> bool {
        Arc::ptr_eq(&self.format, &other.format)
            && self.speaker == other.speaker
            && self.counts == other.counts
    }
}

/// The running text of a section whose text this is.
fn running(report: &Report, section: &Section, text: &str) -> Running {
    let tables = section.tables.iter().map(|table| table.range);
    let aside = [section.heading.range].into_iter().chain(tables).chain(section.html.iter().copied());
    let aside: Vec<Range<usize>> = aside.map(Span::bytes).collect();
    let holds_table = report.format.tables.iter().any(|table| Some(table.section) == section.kind);
    Running::of(
        &report.format.prose,
        text,
        &aside,
        if holds_table { Manner::AroundTables } else { Manner::Section },
    )
}
