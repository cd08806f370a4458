//! Tables and whole reports to fill in, made from a format.
//!
//! Invariant: pure functions; what they write is the canonical shape, with every line ended and the pipes of a
//! table below each other where a Han character is two columns wide, as [`aligned`] has it.

use unicode_width::UnicodeWidthStr;

use super::aligned::{self, Content};
use super::{CellIndex, Format, RowIndex, SectionIndex, Table, TableIndex, canonical_label};

/// What stands in a cell to be filled in where the shape of a table can hold no empty one, as on a form in print.
pub const BLANK: &str = "__";

/// What stands in every cell of a table to fill in: nothing, for nobody knows the figures yet, and a blank is no zero.
pub fn blank(_: CellIndex) -> String {
    String::new()
}

/// A whole report to fill in: its title, the statistical period, all sections, and blanks in every table.
pub fn report(format: &Format, agency: &str, year: u16) -> String {
    report_with(format, agency, year, &|table| self::table(format, table, &blank))
}

/// The same, with the tables that `table` gives, every line of which is ended.
pub fn report_with(format: &Format, agency: &str, year: u16, table: &dyn Fn(TableIndex) -> String) -> String {
    let mut paragraphs = vec![format!("{agency}{year}年{}\n", format.title)];
    if !format.opening.is_empty() {
        let opening = format.opening.replace("{notice}", &format.notice).replace("{year}", &year.to_string());
        paragraphs.push(opening.replace("{agency}", agency) + "\n");
    }
    paragraphs.extend(format.sections.indices().map(|index| section_with(format, index, table)));
    paragraphs.join("\n")
}

/// A section to fill in: its heading, its draft and its tables.
pub fn section(format: &Format, section: SectionIndex, figure: &dyn Fn(CellIndex) -> String) -> String {
    section_with(format, section, &|table| self::table(format, table, figure))
}

fn section_with(format: &Format, section: SectionIndex, table: &dyn Fn(TableIndex) -> String) -> String {
    let draft = format.sections[section].draft.trim();
    let mut paragraphs = vec![format.sections[section].heading() + "\n"];
    if !draft.is_empty() {
        paragraphs.push(format!("{draft}\n"));
    }
    let tables = format.tables.indices().filter(|&index| format.tables[index].section == section);
    paragraphs.extend(tables.map(table));
    paragraphs.join("\n")
}

/// A table in the canonical shape, without the rows that stand for others. `figure` gives the text of each cell,
/// which must hold neither pipes nor line ends.
pub fn table(format: &Format, table: TableIndex, figure: &dyn Fn(CellIndex) -> String) -> String {
    let table = &format.tables[table];
    let rows = table.rows.indices().filter(|&row| table.rows[row].stands_for.is_empty()).collect::<Vec<_>>();
    rows_of(table, &rows, figure)
}

/// A table in the canonical shape with exactly these rows.
pub fn rows_of(table: &Table, rows: &[RowIndex], figure: &dyn Fn(CellIndex) -> String) -> String {
    if table.blocks.is_empty() {
        return part(table, rows, figure);
    }
    let mut paragraphs = Vec::new();
    for (index, block) in table.blocks.iter().enumerate() {
        let rows =
            rows.iter().copied().filter(|&row| table.rows[row].block == Some(index)).collect::<Vec<_>>();
        if !rows.is_empty() {
            paragraphs.push(format!("{}\n", block.label));
            paragraphs.push(part(table, &rows, figure));
        }
    }
    paragraphs.join("\n")
}

/// Rows that have the same columns, under one header.
fn part(table: &Table, rows: &[RowIndex], figure: &dyn Fn(CellIndex) -> String) -> String {
    let Some(&first) = rows.first() else { return String::new() };
    let columns = &table.rows[first].columns;
    let labels = columns.iter().map(|&column| table.columns[column].label.clone());
    let head = [table.head.clone()].into_iter().chain(labels).collect::<Vec<_>>();
    let body = rows
        .iter()
        .map(|&row| {
            let figures = columns.iter().map(|&column| figure(CellIndex { row, column }));
            [canonical_label(table, row)].into_iter().chain(figures).collect::<Vec<_>>()
        })
        .collect::<Vec<_>>();
    grid(&head, &body)
}

/// A pipe table, aligned: the first column, that of the labels, to the left, the others to the right.
pub fn grid(head: &[String], body: &[Vec<String>]) -> String {
    let lines = || [head].into_iter().chain(body.iter().map(Vec::as_slice));
    let columns: Vec<usize> = (0..head.len())
        .map(|column| {
            let content = if column == 0 { Content::Labels } else { Content::Others };
            aligned::column(content, lines().filter_map(|line| line.get(column)).map(|cell| width(cell)))
        })
        .collect();
    let mut text = String::new();
    for (index, line) in lines().enumerate() {
        let paddings = aligned::paddings(line.iter().map(|cell| width(cell)), &columns);
        for (column, (cell, padding)) in line.iter().zip(paddings).enumerate() {
            let padding = " ".repeat(padding);
            text += &if column == 0 { format!("| {cell}{padding} ") } else { format!("| {padding}{cell} ") };
        }
        text += "|\n";
        if index == 0 {
            for (column, &width) in columns.iter().enumerate() {
                let rule = "-".repeat(width - 1);
                text += &if column == 0 { format!("| {rule}- ") } else { format!("| {rule}: ") };
            }
            text += "|\n";
        }
    }
    text
}

/// How many columns a text takes where a Han character takes two.
pub fn width(text: &str) -> usize {
    text.width_cjk()
}
