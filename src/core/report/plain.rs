//! A text as it is read: without the characters that show nothing, with ideographs in place of what only looks like
//! them, and with what a false bold wrote twice (四四、、政政府府) written once.
//!
//! Invariant: who reads the plain text reads the same whatever such characters stand in the text; and what was read
//! is put back to where it stands in the text as it is, so that a figure or a label takes the characters in it and
//! around it along.

use std::ops::Range;

use super::normal::{is_blank, significant};
use super::title::Opening;
use super::{Cell, Cells, Heading, Ignore, Row, RunIn, Section, Table};
use crate::span::{InSection, Span};
use crate::syntax::fold::{is_nothing, is_ordinary, twin};

/// A plain text, and where its characters stand in the text as it is.
#[derive(Debug, Default)]
pub struct Plain {
    /// The plain text.
    pub text: String,
    /// The text as it is.
    pub written: String,
    cuts: Vec<Cut>,
    /// The lines that were written twice, in the plain text.
    doubled: Vec<Range<usize>>,
}

/// A place where something was left out, or from which on all stands elsewhere.
#[derive(Debug)]
struct Cut {
    /// The place in the plain text.
    plain: usize,
    /// What was left out there, in the text as it is.
    left_out: Range<usize>,
    /// Whether a word can begin there: at the start, behind a blank or behind what separates cells.
    opens: bool,
}

impl Plain {
    /// The plain text of `text`; nothing where that is the text as it is, as it nearly always is.
    pub fn of(text: &str) -> Option<Plain> {
        let lines = text.split_inclusive(['\n', '\r']);
        let is_odd = |c: char| !is_ordinary(c) && (is_nothing(c) || twin(c).is_some());
        if !text.contains(is_odd) && !lines.clone().any(is_doubled) {
            return None;
        }
        let mut plain = Plain::default();
        for line in lines {
            let start = plain.text.len();
            let is_doubled = is_doubled(line);
            let mut is_first = false;
            for c in line.chars() {
                is_first ^= is_doubled && counts(c);
                plain.push(c, is_doubled && counts(c) && !is_first);
            }
            if is_doubled {
                plain.doubled.push(start..plain.text.len());
            }
        }
        Some(plain)
    }

    fn push(&mut self, c: char, is_again: bool) {
        let start = self.written.len();
        self.written.push(c);
        let end = self.written.len();
        let at = self.text.len();
        if is_nothing(c) || is_again {
            match self.cuts.last_mut() {
                Some(cut) if cut.plain == at => cut.left_out.end = end,
                _ => {
                    let separates = |c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '│');
                    let opens = self.text.chars().next_back().is_none_or(separates);
                    self.cuts.push(Cut { plain: at, left_out: start..end, opens });
                }
            }
            return;
        }
        let ordinary = twin(c).unwrap_or(c);
        self.text.push(ordinary);
        if ordinary.len_utf8() != c.len_utf8() {
            self.cuts.push(Cut { plain: self.text.len(), left_out: end..end, opens: false });
        }
    }

    /// Where a place of the text as it is stands in the plain text.
    pub fn place(&self, source: usize) -> usize {
        let next = self.cuts.partition_point(|cut| cut.left_out.start <= source);
        let Some(cut) = next.checked_sub(1).map(|at| &self.cuts[at]) else { return source };
        cut.plain + source.saturating_sub(cut.left_out.end)
    }

    /// Where a range of the plain text stands in the text as it is.
    pub fn source(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.start(range.start);
        if range.is_empty() { start..start } else { start..self.end(range.end).max(start) }
    }

    fn span(&self, span: Span<InSection>) -> Span<InSection> {
        Span::new(self.source(&span.bytes()))
    }

    fn start(&self, place: usize) -> usize {
        match self.cut_before(place) {
            Some(cut) if cut.plain == place && cut.opens => cut.left_out.start,
            Some(cut) => cut.left_out.end + place - cut.plain,
            None => place,
        }
    }

    fn end(&self, place: usize) -> usize {
        self.cut_before(place).map_or(place, |cut| cut.left_out.end + place - cut.plain)
    }

    fn cut_before(&self, place: usize) -> Option<&Cut> {
        let next = self.cuts.partition_point(|cut| cut.plain <= place);
        next.checked_sub(1).map(|at| &self.cuts[at])
    }

    /// Whether every character of the line at this place of the plain text stands twice in the text as it is.
    fn is_doubled(&self, place: usize) -> bool {
        self.doubled.iter().any(|line| line.contains(&place))
    }

    /// A section of the plain text as one of the text as it is.
    pub fn section(&self, section: Section) -> Section {
        // Without a rest: a range that is added to a section has its place here.
        let Section {
            kind,
            heading,
            others,
            prose,
            body,
            tables,
            ignores,
            html,
            run_in,
            listing,
            format,
            signs,
            years,
            said,
            next_title,
            length: _,
        } = section;
        Section {
            kind,
            heading: self.heading(heading),
            others: others.into_iter().map(|heading| self.heading(heading)).collect(),
            prose,
            body: self.span(body),
            tables: tables.into_iter().map(|table| self.table(table)).collect(),
            ignores: ignores.into_iter().map(|ignore| self.ignore(ignore)).collect(),
            html: html.into_iter().map(|range| self.span(range)).collect(),
            run_in: run_in.map(|run_in| self.run_in(run_in)),
            listing,
            format,
            signs,
            years,
            said,
            next_title: next_title.map(|opening| self.opening(opening)),
            length: self.written.len(),
        }
    }

    /// Its words are as they are written, from its number on. One that is written twice is not accepted so.
    fn heading(&self, heading: Heading) -> Heading {
        let Heading { kind, accepted, worded, number, text: _, range, title } = heading;
        let is_doubled = self.is_doubled(range.start);
        let (accepted, worded) = (accepted && !is_doubled, worded && !is_doubled);
        let title = self.end(title);
        let range = Span::new(self.end(range.start)..self.end(range.end));
        let text = self.written[range.bytes()].lines().map(|line| line.trim_matches(is_blank)).collect();
        Heading { kind, accepted, worded, number, text, range, title }
    }

    /// What stands above a report in the plain text, as what stands above it in the text as it is.
    pub fn opening(&self, mut opening: Opening) -> Opening {
        if let Some(title) = &mut opening.title {
            title.range = self.source(&title.range);
        }
        opening
    }

    /// A line of the plain text that has lost its breaks as one of the text as it is.
    pub fn run_in(&self, run_in: RunIn) -> RunIn {
        let RunIn { range, sections, opening } = run_in;
        RunIn { range: self.span(range), sections, opening: self.opening(opening) }
    }

    /// A comment in the plain text as one of the text as it is.
    pub fn ignore(&self, ignore: Ignore) -> Ignore {
        let Ignore { range, rules, reason, alone, covers } = ignore;
        Ignore {
            range: self.span(range),
            rules: rules.into_iter().map(|(name, place)| (name, self.span(place))).collect(),
            reason,
            alone,
            covers: covers.map(|range| self.span(range)),
        }
    }

    fn table(&self, table: Table) -> Table {
        let Table { kind, range, head, shape, readable, rows } = table;
        let rows = rows.into_iter().map(|row| self.row(row)).collect();
        let head = Span::new(self.start(head.start)..self.start(head.end));
        Table { kind, range: self.span(range), head, shape, readable, rows }
    }

    fn row(&self, row: Row) -> Row {
        let Row { kind, label, label_range, label_match, range, cells } = row;
        let cells = match cells {
            Cells::Placed(cells) => Cells::Placed(self.cells(cells)),
            Cells::Loose(cells) => Cells::Loose(self.cells(cells)),
            Cells::Ambiguous(cells, doubt) => Cells::Ambiguous(self.cells(cells), doubt),
        };
        let (label_range, range) = (self.span(label_range), self.span(range));
        Row { kind, label, label_range, label_match, range, cells }
    }

    fn cells(&self, cells: Vec<Cell>) -> Vec<Cell> {
        cells.into_iter().map(|Cell { value, range }| Cell { value, range: self.span(range) }).collect()
    }
}

/// What a false bold writes twice.
fn counts(c: char) -> bool {
    !is_blank(c) && !matches!(c, '#' | '*')
}

/// Whether a line has every character twice. Words may have (清清楚楚), but not so many; nor may cells.
fn is_doubled(line: &str) -> bool {
    const LEAST: usize = 4;
    let mut chars = line.chars().filter(|c| !is_nothing(*c));
    let mut ideographs = 0;
    while let Some(first) = chars.find(|c| counts(*c)) {
        // Side by side: 〇 〇 〇 〇 are figures.
        if chars.next() != Some(first) || matches!(first, '|' | '｜' | '│') {
            return false;
        }
        ideographs += usize::from(significant(first).is_some_and(|c| !c.is_ascii() && c != '〇'));
    }
    ideographs >= LEAST && !line.contains('\t')
}
