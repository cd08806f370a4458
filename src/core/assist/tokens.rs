//! What every part of a report is, so that it can be coloured.
//!
//! Invariants: tokens are in the order of the text, on one line each, and do not overlap. What was not read with
//! certainty has none.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::place;
use crate::analysis::{Analysis, Part};
use crate::format::{CellIndex, Format, Layout, TableIndex};
use crate::report::normal::{is_blank, normal};
use crate::report::{Cells, Report, Section, Table, quotation};
use crate::rules::grid::{Grid, Grids};
use crate::span::{InSection, InText, Span};
use crate::syntax::{self, Line};
use crate::text::Text;

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub range: Span<InText>,
    /// What it is.
    pub kind: Kind,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The title of a report, or the heading of a section.
    Heading,
    /// The heading of a subsection.
    Subheading,
    /// The own words of the label of a row.
    Label,
    /// The label of a group of rows.
    Group,
    /// The head of a column.
    Column,
    /// A figure.
    Figure {
        /// Whether it is the sum of others.
        total: bool,
        /// Whether it is zero.
        zero: bool,
        /// Whether an equation in which it counts does not hold; of the addends only those that are not zero.
        broken: bool,
    },
}

/// The tokens that `range` touches.
pub fn tokens(analysis: &Analysis, text: &Text, range: Span<InText>) -> Vec<Token> {
    let mut words = Heads::default();
    let touched = |part: &Part<'_>| touches(Span::new(part.start..part.start + part.report.length), range);
    let parts = analysis.parts().filter(touched);
    parts.flat_map(|part| of_report(analysis, part, text, range, &mut words)).collect()
}

/// The tokens of one report that `range` touches.
pub fn of_report(
    analysis: &Analysis,
    part: Part<'_>,
    text: &Text,
    range: Span<InText>,
    words: &mut Heads,
) -> Vec<Token> {
    let Part { start, report, .. } = part;
    let mut tokens = Vec::new();
    if let Some(title) = &report.title {
        let title = title.range.in_text(start);
        push_lines(&text.slice(title), title.start, Kind::Heading, &mut tokens);
    }
    let grids = place::grids(report);
    for (at, section) in &report.sections {
        if touches(Span::new(start + at..start + at + section.length), range) {
            let mut reader = Reader {
                source: &text.slice(start + at..start + at + section.length),
                start: start + at,
                tokens: Vec::new(),
            };
            reader.section(analysis, report, section, &grids, words, range);
            tokens.append(&mut reader.tokens);
        }
    }
    // The last section reaches to the next heading, and so over the title of the next report.
    let end = start + report.length;
    tokens.retain(|token| touches(token.range, range) && token.range.end <= end);
    tokens.sort_by_key(|token| (token.range.start, std::cmp::Reverse(token.range.end)));
    let mut end = 0;
    tokens.retain(|token| {
        let is_free = token.range.start >= end && !token.range.is_empty();
        end = if is_free { token.range.end } else { end };
        is_free
    });
    tokens
}

fn touches(one: Span<InText>, other: Span<InText>) -> bool {
    one.start <= other.end && other.start <= one.end
}

/// One token for each line of `words`, which begin at `start`.
fn push_lines(words: &str, start: usize, kind: Kind, tokens: &mut Vec<Token>) {
    let mut at = start;
    for line in words.split_inclusive(['\n', '\r']) {
        let range = at + (line.len() - line.trim_start_matches(is_blank).len());
        let end = at + line.trim_end_matches(is_blank).len();
        if range < end {
            tokens.push(Token { range: Span::new(range..end), kind });
        }
        at += line.len();
    }
}

struct Reader<'a> {
    /// The text of a section.
    source: &'a str,
    /// Where it begins.
    start: usize,
    tokens: Vec<Token>,
}

impl Reader<'_> {
    fn section(
        &mut self,
        analysis: &Analysis,
        report: &Report,
        section: &Section,
        grids: &Grids<'_>,
        words: &mut Heads,
        range: Span<InText>,
    ) {
        self.push(section.heading.range, Kind::Heading);
        let mut occupied = vec![section.heading.range];
        for table in &section.tables {
            let grid = grids[table.kind].as_ref().filter(|grid| std::ptr::eq(grid.table, table));
            self.table(table, report, grid, &mut occupied);
        }
        let occupied = merged(occupied);

        let headers = match section.tables.last() {
            Some(last) => section.heading.range.end..last.range.end,
            None => 0..0,
        };
        let heads = section.tables.iter().map(|table| words.of(&report.format, table.kind));
        let heads: Vec<Arc<HashMap<String, Kind>>> = heads.collect();
        let tables: Vec<Span<InSection>> = section.tables.iter().map(|table| table.range).collect();
        let end = self.start + self.source.len();
        let asked = range.start.max(self.start)..(range.end + 1).min(end);
        for (kind, line) in syntax::lines(analysis.tree(), asked) {
            // A line of the text before may reach into the section only where the section begins in its middle.
            if line.start < self.start
                || line.end > end
                || matches!(kind, Line::Rule | Line::Blank | Line::Aside)
            {
                continue;
            }
            let line = Span::new(line.start - self.start..line.end - self.start);
            let in_table = tables.iter().any(|table| line.start < table.end && table.start < line.end);
            if kind == Line::Subheading && !in_table {
                let marks = quotation(&self.source[line.bytes()]);
                self.subheading(Span::new(line.start + marks..line.end), &occupied);
            }
            if headers.start < line.end && line.start < headers.end {
                self.head(kind, line, &occupied, &heads);
            }
        }
    }

    /// Puts tokens for what stands at `range`.
    fn push(&mut self, range: Span<InSection>, kind: Kind) {
        if let Some(words) = self.source.get(range.bytes()) {
            push_lines(words, self.start + range.start, kind, &mut self.tokens);
        }
    }

    /// The figures and labels of a table.
    fn table(
        &mut self,
        table: &Table,
        report: &Report,
        grid: Option<&Grid<'_>>,
        occupied: &mut Vec<Span<InSection>>,
    ) {
        let format = &report.format.tables[table.kind];
        let is_total = |cell: CellIndex| {
            format.equations.iter().any(|equation| equation.at == cell && equation.right == [cell])
        };
        let broken = grid.map(broken).unwrap_or_default();
        let from = occupied.len();
        for row in &table.rows {
            let cells = row.cells.as_slice();
            for (index, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.range.is_empty()) {
                occupied.push(cell.range);
                let Some(figure) = cell.value.figure() else { continue };
                let place = row.kind.filter(|_| matches!(row.cells, Cells::Placed(_))).and_then(|kind| {
                    Some(CellIndex { row: kind, column: *format.rows[kind].columns.get(index)? })
                });
                let kind = Kind::Figure {
                    total: place.is_some_and(is_total),
                    zero: figure.is_zero(),
                    broken: place.is_some_and(|place| broken.contains(&place)),
                };
                self.push(cell.range, kind);
            }
        }
        // A label may be wrapped around figures: what is left of it are its words.
        let figures = merged(occupied[from..].to_vec());
        for row in &table.rows {
            for part in without(row.label_range, &figures) {
                if row.kind.is_some() {
                    self.push(part, Kind::Label);
                }
            }
            occupied.push(row.label_range);
        }
    }

    /// A subsection: where its heading runs into a sentence, what stands before that.
    fn subheading(&mut self, line: Span<InSection>, occupied: &[Span<InSection>]) {
        const LONGEST: usize = 40;
        let words = &self.source[line.bytes()];
        let length = words.find(['。', '：', ':', '；', ';', '，', '！', '？']).unwrap_or(words.len());
        let heading = Span::new(line.start..line.start + length);
        let is_free = occupied.iter().all(|range| range.end <= heading.start || heading.end <= range.start);
        if is_free && words[..length].chars().count() <= LONGEST {
            self.push(heading, Kind::Subheading);
        }
    }

    /// The heads of columns and the labels of groups in what is left of a line.
    fn head(
        &mut self,
        kind: Line,
        line: Span<InSection>,
        occupied: &[Span<InSection>],
        heads: &[Arc<HashMap<String, Kind>>],
    ) {
        let first = occupied.partition_point(|range| range.end <= line.start);
        for free in without(line, &occupied[first..]) {
            for field in fields(self.source, free, &['|', '｜', '│', '\t']) {
                let known = |field: Span<InSection>| {
                    let said = normal(&self.source[field.bytes()]);
                    heads.iter().find_map(|head| head.get(&said)).copied()
                };
                if let Some(kind) = known(field) {
                    self.push(field, kind);
                } else if matches!(kind, Line::Text | Line::Figures) {
                    for word in fields(self.source, field, &[' ', '\u{3000}', '\u{a0}']) {
                        if let Some(kind) = known(word) {
                            self.push(word, kind);
                        }
                    }
                }
            }
        }
    }
}

/// The figures of equations that do not hold.
fn broken(grid: &Grid<'_>) -> HashSet<CellIndex> {
    let broken = grid.judged.iter().filter(|judged| !judged.holds());
    let cells = broken.flat_map(|judged| {
        let counts = |cell: &&CellIndex| {
            **cell == judged.equation.at || grid.figure(**cell).is_some_and(|figure| !figure.is_zero())
        };
        judged.left.iter().chain(&judged.right).filter(counts).copied()
    });
    cells.collect()
}

/// Ranges in order, those that overlap as one.
fn merged(mut ranges: Vec<Span<InSection>>) -> Vec<Span<InSection>> {
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Span<InSection>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut().filter(|last| range.start < last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => merged.push(range),
        }
    }
    merged
}

/// What is left of `whole` without `others`, which are in order.
fn without(whole: Span<InSection>, others: &[Span<InSection>]) -> Vec<Span<InSection>> {
    let mut left = Vec::new();
    let mut at = whole.start;
    for other in others.iter().take_while(|other| other.start < whole.end) {
        if other.end > at {
            if other.start > at {
                left.push(Span::new(at..other.start));
            }
            at = other.end;
        }
    }
    if at < whole.end {
        left.push(Span::new(at..whole.end));
    }
    left
}

/// The parts of `range` between separators, without blanks at their ends.
fn fields(source: &str, range: Span<InSection>, separators: &[char]) -> Vec<Span<InSection>> {
    let Some(words) = source.get(range.bytes()) else { return Vec::new() };
    let mut at = range.start;
    let mut fields = Vec::new();
    for field in words.split(separators) {
        let start = at + (field.len() - field.trim_start_matches(is_blank).len());
        let end = at + field.trim_end_matches(is_blank).len();
        if start < end {
            fields.push(Span::new(start..end));
        }
        let rest = &words[at + field.len() - range.start..];
        at += field.len() + rest.chars().next().map_or(0, char::len_utf8);
    }
    fields
}

/// The words that stand in the heads of tables, by format and table.
#[derive(Debug, Default)]
pub struct Heads(HashMap<(*const Format, TableIndex), Arc<HashMap<String, Kind>>>);

impl Heads {
    /// Those of a table, in the form in which words are compared.
    fn of(&mut self, format: &Arc<Format>, table: TableIndex) -> Arc<HashMap<String, Kind>> {
        self.0.entry((Arc::as_ptr(format), table)).or_insert_with(|| Arc::new(heads(format, table))).clone()
    }
}

fn heads(format: &Format, table: TableIndex) -> HashMap<String, Kind> {
    let table = &format.tables[table];
    let mut heads = HashMap::new();
    for row in &table.rows {
        // Labels of groups may stand in one cell, outermost first.
        for (from, to) in
            (0..row.groups.len()).flat_map(|from| (from + 1..=row.groups.len()).map(move |to| (from, to)))
        {
            heads.insert(normal(&row.groups[from..to].concat()), Kind::Group);
        }
    }
    if table.layout == Layout::OneLine {
        heads.extend(table.rows.iter().map(|row| (normal(&row.label), Kind::Label)));
    }
    heads.extend(table.blocks.iter().map(|block| (normal(&block.label), Kind::Group)));
    let columns = table
        .columns
        .iter()
        .flat_map(|column| [&column.label].into_iter().chain(&column.aliases).chain(column.group.as_ref()));
    heads.extend(columns.chain([&table.head]).map(|words| (normal(words), Kind::Column)));
    heads
}
