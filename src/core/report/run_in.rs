//! Lines that several lines have become: a page's text field, or a copy of it, has lost the line breaks.
//!
//! Invariant: a line is said to have lost its breaks only where it holds what cannot stand on one line: the headings of
//! several sections with their text, or a heading and the rows of its table. Nothing else is read from it.

use std::ops::Range;

use super::lexicon::Lexicon;
use super::normal::normal;
use super::title::{self, Opening};
use crate::span::{InSection, Span};
use crate::syntax::Line;

/// A line that has lost its breaks.
#[derive(Debug, Clone, PartialEq)]
pub struct RunIn {
    /// Where it stands.
    pub range: Span<InSection>,
    /// Whether whole sections stand in it, one behind the other.
    pub sections: bool,
    /// What stands before them.
    pub opening: Opening,
}

/// Shorter lines, in bytes, are looked at by nobody: no table has room there, nor has a report.
const SHORTEST: usize = 600;
/// A contents list has six headings in one line as well; so many characters that count stand in no such list.
const LEAST_WORDS: usize = 300;
const LEAST_SECTIONS: usize = 2;
const LEAST_ROWS: usize = 4;

/// The first of `lines` that has lost its breaks.
pub fn run_in(text: &str, lines: &[(Line, Range<usize>)], lexicon: &Lexicon) -> Option<RunIn> {
    lines.iter().filter(|(_, range)| range.len() >= SHORTEST).find_map(|(kind, range)| {
        if matches!(kind, Line::Blank | Line::Rule) {
            return None;
        }
        let line = &text[range.clone()];
        let said = normal(line);
        let sections = lexicon.formats.iter().map(|(_, words)| sections(&said, &words.wordings)).max()?;
        let several = sections >= LEAST_SECTIONS && said.chars().count() >= LEAST_WORDS;
        let rows = || {
            let tables = lexicon.formats.iter().flat_map(|(_, words)| &words.tables);
            tables.map(|table| rows(&said, &table.rows)).max().unwrap_or(0)
        };
        let begins = *kind == Line::Heading;
        if !several && (!begins && sections == 0 || rows() < LEAST_ROWS) {
            return None;
        }
        // A heading that the line does not begin with is that of a section which is found nowhere else.
        let sections = several || !begins;
        // The title stands before the first heading.
        let before = line.find(['一', '二']).unwrap_or(line.len());
        const ENDS: [&str; 2] = ["年度报告", "年度報告"];
        let end = ENDS.iter().filter_map(|end| line.find(end).map(|at| at + end.len())).min();
        let head = [(Line::Text, range.start..range.start + end.unwrap_or(before))];
        let opening = if sections { title::first(text, &head) } else { Opening::default() };
        Some(RunIn { range: Span::new(range.clone()), sections, opening })
    })
}

/// How many sections have their number and their heading in a line, in normal form.
fn sections(said: &str, wordings: &[Vec<String>]) -> usize {
    const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let stands = |(at, wordings): (usize, &Vec<String>)| {
        let numeral = NUMERALS.get(at).copied();
        let numbered = |found: usize| said[..found].chars().next_back() == numeral;
        wordings.iter().any(|wording| said.match_indices(wording.as_str()).any(|(found, _)| numbered(found)))
    };
    wordings.iter().enumerate().filter(|one| stands(*one)).count()
}

/// How many rows have their label in a line, in normal form; short labels are words of prose too.
fn rows(said: &str, rows: &[Vec<String>]) -> usize {
    const SHORTEST_LABEL: usize = 6;
    let stands = |label: &String| label.chars().count() >= SHORTEST_LABEL && said.contains(label.as_str());
    rows.iter().filter(|labels| labels.iter().any(stands)).count()
}
