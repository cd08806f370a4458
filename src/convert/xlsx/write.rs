//! Blocks → a workbook of one sheet, with the tables as the form prints them.
//!
//! Invariants: every word and figure of the blocks stands on the sheet once, in their order. A sum is a formula only
//! where its result is the figure that stands there: what does not add up stays as it was written.

use std::collections::HashMap;

use gouji_core::format::{self, CellIndex};
use gouji_core::report::Report;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError};

use crate::document::{Block, Cell, Document, Kind, Table};

/// The fewest columns of the sheet: those of the widest table of the form.
const COLUMNS: usize = 15;

/// How wide each is, in digits.
const WIDTH: f64 = 8.5;

/// The workbook as a file; `report` says what adds up.
pub fn write(document: &Document, reports: &[&Report]) -> Result<Vec<u8>, XlsxError> {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table.columns()),
        Block::Paragraph(_) => None,
    });
    let width = tables.max().unwrap_or(0).max(COLUMNS);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("年度报告")?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    for column in 0..width {
        sheet.set_column_width(column as u16, WIDTH)?;
    }
    let mut out = Out { sheet, row: 0, width, reports };
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                paragraph.text().lines().try_for_each(|line| out.line(line, paragraph.kind))?;
            }
            Block::Table(table) => out.table(table)?,
        }
    }
    book.save_to_buffer()
}

/// The sheet as it is written.
struct Out<'a> {
    sheet: &'a mut Worksheet,
    /// The next free row.
    row: u32,
    /// How many columns it has.
    width: usize,
    reports: &'a [&'a Report],
}

impl Out<'_> {
    /// A line of words across all columns.
    fn line(&mut self, words: &str, kind: Kind) -> Result<(), XlsxError> {
        let format = Format::new().set_text_wrap().set_align(FormatAlign::VerticalCenter);
        let (format, size) = match kind {
            Kind::Title => (format.set_bold().set_align(FormatAlign::Center), 18.0),
            Kind::Heading | Kind::Subheading => (format.set_bold(), 12.0),
            Kind::Prose | Kind::Lines => (format, 11.0),
        };
        let format = format.set_font_name("宋体").set_font_size(size);
        self.sheet.merge_range(self.row, 0, self.row, self.width as u16 - 1, words, &format)?;
        // Merged cells do not grow by themselves.
        let lines = length(words) as f64 * size / 11.0 / (self.width as f64 * WIDTH);
        self.sheet.set_row_height(self.row, lines.ceil().max(1.0) * size * 1.5)?;
        self.row += 1;
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), XlsxError> {
        let columns = spread(table, self.width);
        let place = |cell: &Cell| (self.row + cell.row as u32, columns[cell.column] as u16);
        let known: HashMap<&str, (u32, u16)> =
            table.cells.iter().filter_map(|cell| Some((cell.figure.as_deref()?, place(cell)))).collect();
        let values: HashMap<&str, Decimal> = table
            .cells
            .iter()
            .filter_map(|cell| Some((cell.figure.as_deref()?, figure(&cell.text())?)))
            .collect();
        // Merged cells do not grow by themselves.
        let mut lines = vec![1; table.rows()];
        for cell in table.cells.iter().filter(|cell| cell.rows == 1) {
            let room = (columns[cell.column + cell.columns] - columns[cell.column]) as f64 * WIDTH;
            let needed = (length(&cell.text()) as f64 * 10.0 / 11.0 / room).ceil() as usize;
            lines[cell.row] = lines[cell.row].max(needed);
        }
        for (row, lines) in lines.iter().enumerate() {
            self.sheet.set_row_height(self.row + row as u32, *lines as f64 * 15.0)?;
        }
        for cell in &table.cells {
            let (row, column) = place(cell);
            let last = (row + cell.rows as u32 - 1, columns[cell.column + cell.columns] as u16 - 1);
            let words = cell.text();
            let mut format = Format::new()
                .set_border(FormatBorder::Thin)
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap()
                .set_font_name("宋体")
                .set_font_size(10);
            let figure = figure(&words);
            if let Some(figure) = figure.filter(|figure| figure.scale() > 0) {
                format = format.set_num_format(format!("0.{}", "0".repeat(figure.scale() as usize)));
            }
            if (row, column) == last {
                self.sheet.write_blank(row, column, &format)?;
            } else {
                self.sheet.merge_range(row, column, last.0, last.1, "", &format)?;
            }
            let Some(figure) = figure else {
                if !words.is_empty() {
                    self.sheet.write_string_with_format(row, column, &words, &format)?;
                }
                continue;
            };
            let sum = cell.figure.as_deref().and_then(|id| sum(self.reports, id, figure, &values));
            match sum {
                Some(parts) => {
                    let parts: Vec<(u32, u16)> = parts.iter().map(|id| known[id.as_str()]).collect();
                    let formula = Formula::new(format!("=SUM({})", runs(parts))).set_result(words);
                    self.sheet.write_formula_with_format(row, column, formula, &format)?;
                }
                None => {
                    let number: f64 = words.parse().unwrap_or_default();
                    self.sheet.write_number_with_format(row, column, number, &format)?;
                }
            }
        }
        self.row += table.rows() as u32 + 1;
        Ok(())
    }
}

/// How wide words are, in digits.
fn length(words: &str) -> usize {
    words.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The column of the sheet in which each column of a table begins, and the one behind the last.
fn spread(table: &Table, width: usize) -> Vec<usize> {
    let count = table.columns();
    let figures = table.cells.iter().filter(|cell| !cell.is_label);
    let labels = figures.map(|cell| cell.column).min().unwrap_or(0);
    let own = count - labels;
    let shared = if labels == 0 { width } else { width * 11 / 20 };
    let figure = (shared / own.max(1)).max(1);
    let left = width.saturating_sub(figure * own).max(labels);
    // The innermost labels are the longest, and have what is left over.
    let outer = (left / 4).clamp(1, (left / labels.max(1)).max(1));
    let begin = if labels == 0 { 0 } else { left };
    let labels = (0..labels).map(|label| label * outer);
    labels.chain((0..=own).map(|column| begin + column * figure)).collect()
}

/// A number that a cell of a sheet holds as it stands; nothing for words and for what would be written otherwise.
fn figure(words: &str) -> Option<Decimal> {
    const DIGITS: usize = 15;
    let figure: Decimal = words.parse().ok()?;
    (words.len() <= DIGITS && figure.to_string() == words).then_some(figure)
}

/// The figures, by their ids, of which the one of this id is the sum.
fn sum(
    reports: &[&Report],
    id: &str,
    total: Decimal,
    values: &HashMap<&str, Decimal>,
) -> Option<Vec<String>> {
    let table = id.split('/').next()?;
    let format = reports.iter().flat_map(|report| &report.format.tables).find(|format| format.id == table)?;
    let name = |at: &CellIndex| named(format, *at);
    format.equations.iter().find_map(|equation| {
        let parts = match (equation.left.as_slice(), equation.right.as_slice()) {
            (parts, [one]) | ([one], parts) if name(one) == id && parts.len() > 1 => parts,
            _ => return None,
        };
        // Of a row and those that it stands for there is either.
        let parts: Vec<String> =
            parts.iter().map(name).filter(|part| values.contains_key(part.as_str())).collect();
        let sum: Decimal = parts.iter().map(|part| values[part.as_str()]).sum();
        (parts.len() > 1 && sum == total).then_some(parts)
    })
}

fn named(table: &format::Table, at: CellIndex) -> String {
    format!("{}/{}/{}", table.id, table.rows[at.row].id, table.columns[at.column].id)
}

/// Cells of a sheet, those below or beside each other together.
fn runs(mut cells: Vec<(u32, u16)>) -> String {
    cells.sort_unstable();
    let mut runs: Vec<((u32, u16), (u32, u16))> = Vec::new();
    for cell in cells {
        match runs.last_mut() {
            Some((_, last))
                if (cell.0, cell.1) == (last.0, last.1 + 1) || (cell.0, cell.1) == (last.0 + 1, last.1) =>
            {
                *last = cell;
            }
            _ => runs.push((cell, cell)),
        }
    }
    let name = |(row, column): (u32, u16)| rust_xlsxwriter::utility::row_col_to_cell(row, column);
    let named = runs.into_iter().map(|(first, last)| match first == last {
        true => name(first),
        false => format!("{}:{}", name(first), name(last)),
    });
    named.collect::<Vec<_>>().join(",")
}
