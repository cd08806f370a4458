//! What stands at a place in the text?
//!
//! Invariant: a figure or a label has a place only where its row is one of the format's; where the reader was not
//! certain, nothing stands there.

use std::borrow::Cow;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::analysis::Analysis;
use crate::format::{CellIndex, Equation, RowIndex, SectionIndex, TableIndex};
use crate::report::{Cells, Report, Row, Section, Table};
use crate::rules::grid::{Grid, Grids};
use crate::rules::view::View;
use crate::span::{InSection, InText, Span};

/// What stands at a place.
#[derive(Debug, Clone)]
pub struct Element {
    /// Where the report begins.
    pub start: usize,
    /// The report.
    pub report: Arc<Report>,
    /// Where it stands.
    pub range: Span<InText>,
    /// What it is.
    pub kind: ElementKind,
}

/// What it is; tables, rows, columns and sections are indices of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ElementKind {
    /// A cell of a table.
    Figure {
        /// The table.
        table: TableIndex,
        /// The row and the column.
        cell: CellIndex,
        /// The figure; none where the cell is blank or holds something else.
        value: Option<Decimal>,
        /// Whether it takes part in equations: its table is the one that is checked, and its row stands there once.
        counts: bool,
    },
    /// The label of a row.
    Label {
        /// The table.
        table: TableIndex,
        /// The row.
        row: RowIndex,
    },
    /// The heading of a section.
    Heading {
        /// The section.
        section: SectionIndex,
    },
}

/// What stands at `offset`, or ends there.
pub fn at(analysis: &Analysis, offset: usize) -> Option<Element> {
    let (start, report) = report_at(analysis, offset)?;
    let (section_start, section) = section_at(start, &report, offset)?;
    let (range, kind) = match table_at(section_start, section, offset) {
        Some(table) => in_table(&report, section_start, table, offset)?,
        None => {
            let heading = section.heading.range.in_text(section_start);
            let section = section.kind.filter(|_| touches(heading, offset))?;
            (heading, ElementKind::Heading { section })
        }
    };
    Some(Element { start, report, range, kind })
}

/// The report at `offset`, with its start.
pub fn report_at(analysis: &Analysis, offset: usize) -> Option<(usize, Arc<Report>)> {
    analysis.reports().into_iter().rev().find(|(start, _)| *start <= offset)
}

/// The section of a report at `offset`, with its start in the text.
pub fn section_at(start: usize, report: &Report, offset: usize) -> Option<(usize, &Section)> {
    let mut sections = report.sections.iter().map(|(at, section)| (start + at, &**section)).rev();
    sections.find(|(start, _)| *start <= offset)
}

/// The table of a section at `offset`.
pub fn table_at(section_start: usize, section: &Section, offset: usize) -> Option<&Table> {
    section.tables.iter().find(|table| touches(table.range.in_text(section_start), offset))
}

/// The row of a table at `offset`.
pub fn row_at(section_start: usize, table: &Table, offset: usize) -> Option<&Row> {
    let mut rows = table.rows.iter();
    let holds = |row: &&Row| row.range.in_text(section_start).contains(offset);
    rows.clone().find(holds).or_else(|| rows.find(|row| touches(row.range.in_text(section_start), offset)))
}

fn in_table(
    report: &Report,
    section_start: usize,
    table: &Table,
    offset: usize,
) -> Option<(Span<InText>, ElementKind)> {
    let format = &report.format.tables[table.kind];
    let mut found: Vec<(Span<InText>, ElementKind)> = Vec::new();
    let mut add = |span: Span<InSection>, element| found.push((span.in_text(section_start), element));
    // Labels may be wrapped around the figures of their neighbours, so every row is asked.
    for row in &table.rows {
        let Some(kind) = row.kind else { continue };
        if !row.label_range.is_empty() {
            add(row.label_range, ElementKind::Label { table: table.kind, row: kind });
        }
        let Cells::Placed(cells) = &row.cells else { continue };
        for (column, cell) in format.rows[kind].columns.iter().zip(cells) {
            let place = CellIndex { row: kind, column: *column };
            let value = cell.value.figure();
            let element = ElementKind::Figure { table: table.kind, cell: place, value, counts: false };
            add(cell.range, element);
        }
    }
    found.retain(|(range, _)| touches(*range, offset));
    // What holds the offset is before what ends there, and what is short before what is long.
    let (range, mut element) =
        found.into_iter().min_by_key(|(range, _)| (!range.contains(offset), range.len()))?;
    if let ElementKind::Figure { table: kind, cell, counts, .. } = &mut element {
        let grids = grids(report);
        let grid = grids[*kind].as_ref().filter(|grid| std::ptr::eq(grid.table, table));
        *counts = grid.is_some_and(|grid| !grid.is_twice(cell.row));
    }
    Some((range, element))
}

/// The tables of a report by row and column, one for each of the format.
pub fn grids(report: &Report) -> Grids<'_> {
    View::new(report, &|_| Cow::Borrowed("")).grids
}

/// The equations of a table that take part, as its rows are.
pub fn equations<'a>(grid: &Grid<'a>) -> impl Iterator<Item = &'a Equation> {
    grid.format.equations.iter().filter(|equation| grid.counts(equation.at.row))
}

/// How the equations of a table stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How many there are, as the rows of the table are.
    pub all: usize,
    /// How many of them could be judged.
    pub judged: usize,
    /// How many of these do not hold.
    pub broken: usize,
}

/// How the equations of a table stand.
pub fn standing(grid: &Grid<'_>) -> Standing {
    let broken = grid.judged.iter().filter(|equation| !equation.holds()).count();
    Standing { all: grid.equation_count(), judged: grid.judged.len(), broken }
}

/// The cells of an equation that take part, its left side first.
pub fn terms(grid: &Grid<'_>, equation: &Equation) -> impl Iterator<Item = CellIndex> {
    equation.left.iter().chain(&equation.right).copied().filter(|cell| grid.counts(cell.row))
}

/// What a figure has to do with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sums {
    /// The figure itself.
    pub own: Span<InText>,
    /// The figures of the equations for which it answers, in the order of the text.
    pub parts: Vec<Span<InText>>,
    /// The figures that answer for the other equations in which it stands, in the order of the text.
    pub totals: Vec<Span<InText>>,
}

/// What the figure at `offset` has to do with others; none where no figure stands that counts.
pub fn sums(analysis: &Analysis, offset: usize) -> Option<Sums> {
    let Element { start, report, range: own, kind } = at(analysis, offset)?;
    let ElementKind::Figure { table, cell, counts: true, .. } = kind else { return None };
    let grids = grids(&report);
    let grid = grids[table].as_ref()?;
    let (mut parts, mut totals) = (Vec::new(), Vec::new());
    for equation in equations(grid) {
        match equation.at == cell {
            true => parts.extend(terms(grid, equation).filter(|term| *term != cell)),
            false if terms(grid, equation).any(|term| term == cell) => totals.push(equation.at),
            false => {}
        }
    }
    let ranges = |cells: Vec<CellIndex>| {
        let certain = cells.into_iter().filter(|cell| !grid.is_twice(cell.row));
        let mut ranges: Vec<_> = certain.filter_map(|cell| Some(grid.range(cell)?.in_text(start))).collect();
        ranges.sort_by_key(|range| (range.start, range.end));
        ranges.dedup();
        ranges
    };
    Some(Sums { own, parts: ranges(parts), totals: ranges(totals) })
}

/// Where a table stands, with its head.
pub fn table_range(section_start: usize, table: &Table) -> Span<InText> {
    table.with_head().in_text(section_start)
}

/// Whether `offset` stands in `range` or at its end: a cursor behind a word is at the word.
pub fn touches(range: Span<InText>, offset: usize) -> bool {
    range.start <= offset && offset <= range.end
}
