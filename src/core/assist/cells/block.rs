//! A block of cells from elsewhere: a spreadsheet, a word processor, a page.
//!
//! Invariant: a block that bears the labels of the table is put where these say, whatever stands around it; one of
//! figures alone is put from a cell on, to the right and down, cell by cell. A block that does not fit is refused as
//! a whole, so that nothing is shifted or left out.

use std::fmt::Write;

use super::refusal::Refusal;
use super::typed::typed;
use super::{Put, Reader, Target};
use crate::analysis::Analysis;
use crate::format::{CellIndex, Format, Layout, RowIndex, Table};
use crate::report::normal::{is_blank, normal};
use crate::report::{Cells, Row, Value};
use crate::rules::{Lang, TextEdit};
use crate::text::Text;

/// What became of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pasted {
    /// The edits, in order.
    pub edits: Vec<TextEdit>,
    /// How many cells the block has for the table.
    pub cells: usize,
    /// How many rows of the table they stand in.
    pub rows: usize,
}

impl Pasted {
    /// What is said of it.
    pub fn words(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => format!("已粘贴 {} 行，共 {} 格", self.rows, self.cells),
            Lang::En => format!("pasted {} cells in {} rows", self.cells, self.rows),
        }
    }
}

/// The rows of a block that was copied as text: cells between tabs or, where there are but figures, between blanks; rows
/// in lines. Where a cell holds line breaks or
/// quotation marks it stands between quotation marks, as spreadsheets write it.
pub fn rows(text: &str) -> Vec<Vec<String>> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut rows = vec![vec![String::new()]];
    let mut chars = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        let row = rows.last_mut().expect("there is a row");
        let cell = row.last_mut().expect("there is a cell");
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() && text.contains('\t') => quoted = true,
            // A label that is broken in its cell.
            '\n' if quoted => {}
            '\t' if !quoted => row.push(String::new()),
            '\n' => rows.push(vec![String::new()]),
            _ => cell.push(c),
        }
    }
    let is_blank = |row: &Vec<String>| row.iter().all(|cell| cell.trim().is_empty());
    while rows.last().is_some_and(|row| row.len() == 1 && is_blank(row)) {
        rows.pop();
    }
    if text.contains('\t') { rows } else { printed(&rows).unwrap_or(rows) }
}

/// The same where lines of figures stand between blanks, as a page of print has them: as many in each line, so that
/// none of them is a part of another.
fn printed(rows: &[Vec<String>]) -> Option<Vec<Vec<String>>> {
    let words = |row: &Vec<String>| -> Vec<String> {
        row.concat().split(is_blank).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let cut: Vec<Vec<String>> = rows.iter().map(words).collect();
    let width = cut.first()?.len();
    let is_row = |row: &Vec<String>| row.len() == width && row.iter().all(|word| typed(word).is_some());
    (width > 1 && cut.iter().all(is_row)).then_some(cut)
}

/// The edits that put a block into a table, from `at` on where it bears no labels.
///
/// # Errors
///
/// The block does not fit, or holds what is no figure.
pub fn paste(
    text: &Text,
    analysis: &Analysis,
    reader: &Reader<'_>,
    target: Target,
    at: CellIndex,
    block: &[Vec<String>],
) -> Result<Pasted, Refusal> {
    let reports = analysis.reports();
    let Some((_, report)) = reports.get(target.report) else { return Err(Refusal::NoReport) };
    let table = &report.format.tables[target.table];
    let labelled = by_labels(&report.format, target, block, reader)?;
    let puts = if labelled.is_empty() { by_place(table, at, block)? } else { labelled };
    let mut rows: Vec<RowIndex> = puts.iter().map(|put| put.cell.row).collect();
    rows.dedup();
    let edits = super::set(text, analysis, reader, target, &puts)?;
    Ok(Pasted { edits, cells: puts.len(), rows: rows.len() })
}

/// The figures of a block that bears the labels of the table: what would be read if it stood under its heading. Nothing
/// where no label is known.
fn by_labels(
    format: &Format,
    target: Target,
    block: &[Vec<String>],
    reader: &Reader<'_>,
) -> Result<Vec<Put>, Refusal> {
    let table = &format.tables[target.table];
    let mut alone = format!("{}\n\n", format.sections[table.section].heading());
    for row in block {
        let _ = writeln!(alone, "{}", row.join("\t"));
    }
    let analysis = (reader.fresh)(&Text::from(alone.as_str()));
    let reports = analysis.reports();
    let sections = reports.iter().flat_map(|(_, report)| &report.sections);
    let tables = sections.flat_map(|(_, section)| &section.tables).filter(|own| own.kind == target.table);
    let rows: Vec<&Row> = tables.flat_map(|own| &own.rows).collect();
    if rows.iter().all(|row| row.kind.is_none()) {
        return Ok(Vec::new());
    }
    let mut puts = Vec::new();
    for row in &rows {
        let (Some(kind), Cells::Placed(cells)) = (row.kind, &row.cells) else {
            return Err(Refusal::NoRow { label: row.label.clone() });
        };
        let figures = table.rows[kind].columns.iter().zip(cells);
        puts.extend(figures.map(|(column, cell)| Put {
            cell: CellIndex { row: kind, column: *column },
            text: written(&cell.value),
        }));
    }
    // A row that was not read at all is not left out in silence.
    let is_figure = |cell: &&String| cell.trim().is_empty() || typed(cell).is_some();
    let label = |row: &Vec<String>| {
        row.iter().filter(|cell| !is_figure(cell)).map(|cell| cell.trim()).collect::<String>()
    };
    let has_figure = |row: &&Vec<String>| row.iter().any(|cell| !cell.trim().is_empty() && is_figure(&cell));
    let mut with_figures = block.iter().filter(has_figure);
    if table.layout == Layout::Rows && with_figures.clone().count() > rows.len() {
        let is_read = |said: &String| rows.iter().any(|read| normal(said).contains(&normal(&read.label)));
        let other = with_figures.find_map(|row| Some(label(row)).filter(|said| !is_read(said)));
        return Err(Refusal::NoRow { label: other.unwrap_or_default() });
    }
    Ok(puts)
}

fn written(value: &Value) -> String {
    match value {
        Value::Figure(figure) => figure.to_string(),
        Value::NotApplicable(text) | Value::Other(text) => text.clone(),
        Value::Blank => String::new(),
    }
}

/// The figures of a block without labels, from a cell on.
fn by_place(table: &Table, at: CellIndex, block: &[Vec<String>]) -> Result<Vec<Put>, Refusal> {
    let block = figures(block)?;
    let (height, width) = (block.len(), block.iter().map(Vec::len).max().unwrap_or(0));
    let room = room(table, at);
    let mut puts = Vec::new();
    for (down, row) in block.iter().enumerate() {
        for (right, text) in row.iter().enumerate() {
            let cell = room.get(down).and_then(|row| row.get(right));
            let Some(cell) = cell else {
                let columns = room.first().map_or(0, Vec::len);
                return Err(Refusal::TooLarge { block: [height, width], room: [room.len(), columns] });
            };
            puts.push(Put { cell: *cell, text: text.clone() });
        }
    }
    Ok(puts)
}

/// The cells from one on, to the right and down. A table on one line has but one row of cells.
fn room(table: &Table, at: CellIndex) -> Vec<Vec<CellIndex>> {
    let own = table.rows.indices().filter(|row| table.rows[*row].stands_for.is_empty());
    let cells =
        |row: RowIndex| table.rows[row].columns.iter().map(move |column| CellIndex { row, column: *column });
    if table.layout == Layout::OneLine {
        return vec![own.flat_map(cells).skip_while(|cell| *cell != at).collect()];
    }
    let first = table.rows[at.row].columns.iter().position(|column| *column == at.column).unwrap_or(0);
    own.filter(|row| *row >= at.row).map(|row| cells(row).skip(first).collect()).collect()
}

/// The block without the heads above its figures, and without blank columns at its right.
fn figures(block: &[Vec<String>]) -> Result<Vec<Vec<String>>, Refusal> {
    let is_filled = |cell: &&String| !cell.trim().is_empty();
    let has_figure = |row: &&Vec<String>| row.iter().filter(is_filled).any(|cell| typed(cell).is_some());
    let rows: Vec<&Vec<String>> = block.iter().skip_while(|row| !has_figure(row)).collect();
    if rows.is_empty() {
        return Err(Refusal::NoFigures);
    }
    let mut cells = rows.iter().copied().flatten().filter(is_filled);
    if let Some(word) = cells.find(|cell| typed(cell).is_none()) {
        return Err(Refusal::Words { word: word.trim().to_owned() });
    }
    let filled = |row: &&Vec<String>| row.iter().rposition(|cell| is_filled(&cell)).map_or(0, |at| at + 1);
    let width = rows.iter().copied().map(|row| filled(&row)).max().unwrap_or(0);
    Ok(rows.into_iter().map(|row| row.iter().take(width).cloned().collect()).collect())
}
