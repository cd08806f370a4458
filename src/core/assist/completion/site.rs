//! What stands around the cursor.
//!
//! Invariant: only the line of the cursor, its neighbours and the section that holds it are looked at, never the
//! whole document. What is being typed on the line is not taken for a part of the report.

use std::sync::Arc;

use crate::analysis::Analysis;
use crate::assist::place;
use crate::format::Format;
use crate::report::normal::is_blank;
use crate::report::{Report, Section};
use crate::span::{InText, Span};
use crate::text::Text;

/// A longer line is prose, and nothing is typed in it that could be completed.
const LONGEST_LINE: usize = 4000;
/// So many blank lines are looked across.
const FAR: usize = 200;

/// The place of the cursor in a report.
pub struct Site<'a> {
    /// The text.
    pub text: &'a Text,
    /// The cursor.
    pub offset: usize,
    /// The number of its line.
    pub number: usize,
    /// Its line, without the line break.
    pub line: Span<InText>,
    /// What stands before it on its line.
    pub head: String,
    /// What stands behind it on its line.
    pub tail: String,
    /// Where the report begins.
    pub start: usize,
    /// The report.
    pub report: Arc<Report>,
}

impl<'a> Site<'a> {
    /// Looks around `offset`; nothing where nothing can be completed.
    pub fn of(text: &'a Text, analysis: &Analysis, offset: usize) -> Option<Site<'a>> {
        let offset = offset.min(text.len());
        let number = text.line_at(offset);
        let line = text.line_range(number);
        if line.len() > LONGEST_LINE {
            return None;
        }
        // Between the two characters of a line break nothing is typed.
        let offset = offset.min(line.end);
        let (start, report) = place::report_at(analysis, line.start)?;
        let head = text.slice(line.start..offset).into_owned();
        let offset = line.start + head.len();
        let tail = text.slice(offset..line.end).into_owned();
        Some(Site { text, offset, number, line: Span::new(line), head, tail, start, report })
    }

    /// The format of the report.
    pub fn format(&self) -> &Arc<Format> {
        &self.report.format
    }

    /// Where the report ends.
    pub fn end(&self) -> usize {
        self.start + self.report.length
    }

    /// The section in which the line stands, with its start: the last that begins above it.
    pub fn section(&self) -> Option<(usize, &Section)> {
        self.sections().rfind(|(start, _)| *start < self.line.start)
    }

    /// The sections of the report with their starts, without what is perhaps taken for one on this line.
    pub fn sections(&self) -> impl DoubleEndedIterator<Item = (usize, &Section)> {
        let sections = self.report.sections.iter().map(|(at, section)| (self.start + at, &**section));
        sections.filter(|(start, _)| !(self.line.start..=self.line.end).contains(start))
    }

    /// The first section that begins below the line.
    pub fn next_section(&self) -> Option<(usize, &Section)> {
        self.sections().find(|(start, _)| *start > self.line.start)
    }

    /// The line of this number, if it belongs to the text.
    pub fn line_of(&self, number: usize) -> Option<String> {
        (number < self.text.line_count()).then(|| {
            let range = self.text.line_range(number);
            let end = range.end.min(range.start + LONGEST_LINE);
            self.text.slice(range.start..end).into_owned()
        })
    }

    /// The lines above the cursor's, the nearest first, with their numbers, down to the heading of the section.
    pub fn above(&self) -> impl Iterator<Item = (usize, String)> {
        let first = self.section().map_or(self.text.line_at(self.start), |(start, section)| {
            self.text.line_at(start + section.heading.range.end) + 1
        });
        (first..self.number).rev().take(FAR).filter_map(|number| Some((number, self.line_of(number)?)))
    }

    /// Whether the line above holds something.
    pub fn follows_text(&self) -> bool {
        self.number.checked_sub(1).and_then(|above| self.line_of(above)).is_some_and(|line| !is_empty(&line))
    }

    /// Whether the line below holds something.
    pub fn precedes_text(&self) -> bool {
        self.line_of(self.number + 1).is_some_and(|line| !is_empty(&line))
    }

    /// Whether nothing stands between the line and the next section, or the end of the report.
    pub fn ends_section(&self) -> bool {
        let end = self.next_section().map_or(self.end(), |(start, _)| start.min(self.end()));
        for number in self.number + 1..=self.number + FAR {
            let Some(line) = self.line_of(number) else { return true };
            if self.text.line_range(number).start >= end {
                return true;
            }
            if !is_empty(&line) {
                return false;
            }
        }
        false
    }

    /// Whether nothing but `closing` marks and blanks stands behind the cursor: what an editor puts there itself.
    pub fn is_last(&self, closing: &[char]) -> bool {
        self.tail.chars().all(|c| is_blank(c) || closing.contains(&c))
    }

    /// What was typed on the line, and the range that it takes: the whole line.
    pub fn whole_line(&self) -> (&str, Span<InText>) {
        (self.head.trim_start_matches(|c| is_blank(c) || matches!(c, '#' | '＃' | '*')), self.line)
    }

    /// `words`, with an empty line to what stands above and below.
    pub fn set_apart(&self, words: &str) -> String {
        let above = if self.follows_text() { "\n" } else { "" };
        let below = if self.precedes_text() { "\n" } else { "" };
        format!("{above}{}{below}", words.trim_end())
    }
}

/// Whether a line holds nothing.
pub fn is_empty(line: &str) -> bool {
    line.chars().all(is_blank)
}
