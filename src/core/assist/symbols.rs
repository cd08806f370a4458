//! The structure of a text: reports, sections, tables, rows.
//!
//! Invariant: the range of a symbol contains its selection and the ranges of its children, and no name is empty.

use super::labels;
use super::place;
use crate::analysis::{Analysis, Part};
use crate::format::full_name;
use crate::report::{Cell, Report, Row, Section, Table, Value};
use crate::rules::Lang;
use crate::rules::grid::Grid;
use crate::span::{InText, Span};
use crate::text::Text;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// What it is called.
    pub name: String,
    /// More about it.
    pub detail: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// All of it.
    pub range: Span<InText>,
    /// What is selected when it is gone to.
    pub selection: Span<InText>,
    /// Its parts.
    pub children: Vec<Symbol>,
}

/// What a symbol is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A report; only where there are several.
    Report,
    /// A section.
    Section,
    /// A table.
    Table,
    /// A row of a table.
    Row,
}

/// The structure of a text.
pub fn symbols(analysis: &Analysis, text: &Text, lang: Lang) -> Vec<Symbol> {
    let several = analysis.parts().nth(1).is_some();
    analysis.parts().flat_map(|part| of_report(part, several, text, lang)).collect()
}

/// The structure of one report: its sections, or where there are `several` reports the report with its sections.
pub fn of_report(part: Part<'_>, several: bool, text: &Text, lang: Lang) -> Vec<Symbol> {
    let sections = sections(part.start, part.report, text, lang);
    match several {
        true => vec![whole(part.start, part.report, sections, lang)],
        false => sections,
    }
}

/// A report with its sections.
fn whole(start: usize, report: &Report, sections: Vec<Symbol>, lang: Lang) -> Symbol {
    let name = report.title.as_ref().map(|title| title.text.trim()).filter(|name| !name.is_empty());
    let title = report.title.as_ref().map(|title| title.range.in_text(start));
    let first = sections.first().map(|section| section.selection);
    let selection = title.or(first).unwrap_or(Span::new(start..start));
    Symbol {
        name: name.unwrap_or(labels::untitled(lang)).to_owned(),
        detail: report.year.map(|year| labels::year(year, lang)),
        kind: Kind::Report,
        range: Span::new(start..start + report.length),
        selection,
        children: sections,
    }
    .embracing()
}

fn sections(start: usize, report: &Report, text: &Text, lang: Lang) -> Vec<Symbol> {
    let grids = place::grids(report);
    let end = start + report.length;
    let sections = report.sections.iter().map(|(at, section)| (start + at, &**section));
    let symbol = |(start, section): (usize, &Section)| {
        let selection = section.heading.range.in_text(start);
        let name = section.heading.text.trim();
        let name = match (name.is_empty(), section.kind) {
            (false, _) => name.to_owned(),
            (true, Some(kind)) => report.format.sections[kind].heading(),
            (true, None) => labels::untitled(lang).to_owned(),
        };
        let tables = section.tables.iter().map(|table| {
            let grid = grids[table.kind].as_ref().filter(|grid| std::ptr::eq(grid.table, table));
            let range = place::table_range(start, table);
            of_table(start, table, range, report, grid, text, lang)
        });
        Symbol {
            name,
            detail: None,
            kind: Kind::Section,
            range: section_range(start, section, end),
            selection,
            children: tables.collect(),
        }
        .embracing()
    };
    sections.map(symbol).collect()
}

/// From the heading of a section that begins at `start` to its last line; its report ends at `end`.
pub fn section_range(start: usize, section: &Section, end: usize) -> Span<InText> {
    let heading = section.heading.range.in_text(start);
    let body = section.body.in_text(start);
    Span::new(heading.start..body.end.min(end).max(heading.end))
}

fn of_table(
    start: usize,
    table: &Table,
    range: Span<InText>,
    report: &Report,
    grid: Option<&Grid<'_>>,
    text: &Text,
    lang: Lang,
) -> Symbol {
    let format = &report.format.tables[table.kind];
    let line = text.line_range(text.line_at(range.start));
    let rows = table.rows.iter().map(|row| {
        let label = row.label.trim();
        let name = match row.kind {
            Some(kind) => full_name(format, kind),
            None if label.is_empty() => labels::unknown(lang).to_owned(),
            None => label.to_owned(),
        };
        let range = row.range.in_text(start);
        let label = row.label_range.in_text(start);
        let first = cells(row).first().map_or(range, |cell| cell.range.in_text(start));
        Symbol {
            name,
            detail: Some(figures(row)).filter(|figures| !figures.is_empty()),
            kind: Kind::Row,
            selection: if label.is_empty() { first } else { label },
            range,
            children: Vec::new(),
        }
        .embracing()
    });
    let standing = grid.filter(|_| table.readable).map(place::standing);
    Symbol {
        name: format.name.clone(),
        detail: Some(labels::table(table.shape, standing, lang)),
        kind: Kind::Table,
        selection: Span::new(range.start..line.end.clamp(range.start, range.end)),
        range,
        children: rows.collect(),
    }
    .embracing()
}

/// What stands in the cells of a row, with a line for a blank one.
fn figures(row: &Row) -> String {
    let shown = cells(row).iter().map(|cell| match &cell.value {
        Value::Figure(figure) => labels::plain(*figure),
        Value::Blank => "_".to_owned(),
        Value::NotApplicable(mark) => mark.clone(),
        Value::Other(words) => words.clone(),
    });
    shown.collect::<Vec<_>>().join(" ")
}

fn cells(row: &Row) -> &[Cell] {
    row.cells.as_slice()
}

impl Symbol {
    /// The same with a range that contains its selection and its children.
    fn embracing(mut self) -> Symbol {
        let parts = self.children.iter().map(|child| child.range).chain([self.selection]);
        let (start, end) = parts.fold((self.range.start, self.range.end), |(start, end), part| {
            (start.min(part.start), end.max(part.end))
        });
        self.range = Span::new(start..end);
        self
    }
}
