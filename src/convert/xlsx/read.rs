//! A workbook → blocks.
//!
//! Invariants: every cell of the visible sheets that holds something stands in the blocks once, in the order of the
//! sheets and their rows; a figure is written as Excel shows it without a format. A row that holds one cell alone and
//! is none of a table is a paragraph.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Dimensions, Reader as _, SheetType, SheetVisible, Xlsx};
use gouji_core::format::Formats;
use gouji_core::report::normal::normal;

use crate::document::{Block, Cell, Document, Kind, Paragraph, Run, Table, Unread};
use crate::limits::{CELLS, COLUMNS};
use crate::place::Place;
use crate::refusal::Refusal;

/// What stands in a workbook, and the names of its sheets.
pub fn read(bytes: &[u8]) -> Result<(Document, Vec<String>), Refusal> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let sheets: Vec<String> = book.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect();
    let is_shown: Vec<bool> = book
        .sheets_metadata()
        .iter()
        .map(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .collect();
    let headings = headings();
    let mut document = Document::default();
    for (index, name) in sheets.iter().enumerate().filter(|(index, _)| is_shown[*index]) {
        let rows = rows(&mut book, name)?;
        let is_heading = |words: &str| headings.iter().any(|heading| is_heading(words, heading));
        // Where the tab alone says what the sheet is about.
        let says_nothing = !rows.values().flatten().any(|cell| is_heading(&cell.text()));
        if !rows.is_empty() && says_nothing && headings.iter().any(|heading| normal(name).contains(heading)) {
            document.blocks.push(paragraph(name));
        }
        document.blocks.extend(blocks(rows, index + 1, &is_heading));
    }
    Ok((document, sheets))
}

/// The texts by which headings of sections are known.
fn headings() -> Vec<String> {
    let formats = ["annual-2021", "annual-2019"];
    let formats = formats.iter().filter_map(|id| Formats::built_in().get(id));
    formats
        .flat_map(|format| &format.sections)
        .flat_map(|section| &section.stems)
        .map(|stem| normal(stem))
        .collect()
}

fn is_heading(words: &str, heading: &str) -> bool {
    let rest = words.trim_start_matches(|c| "一二三四五六".contains(c));
    rest.len() < words.len() && rest.starts_with('、') && normal(rest).contains(heading)
}

/// The cells of a sheet by the rows in which they begin.
fn rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<BTreeMap<usize, Vec<Cell>>, Refusal> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|_| Refusal::Damaged)?;
    let mut rows: BTreeMap<usize, Vec<Cell>> = BTreeMap::new();
    let mut count = 0;
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(|_| Refusal::Damaged)? {
        // A formula that no program has computed yet is no blank.
        let text = match (&cell.value, &cell.formula) {
            (DataRef::Empty, Some(_)) => Unread::FORMULA.to_owned(),
            (value, _) => shown(value),
        };
        if text.trim().is_empty() {
            continue;
        }
        count += 1;
        let start = cell.pos;
        if count > CELLS || start.1 as usize >= COLUMNS {
            return Err(Refusal::TooMuch);
        }
        rows.entry(start.0 as usize).or_default().push(Cell {
            row: start.0 as usize,
            column: start.1 as usize,
            rows: 1,
            columns: 1,
            is_label: false,
            figure: None,
            blocks: vec![paragraph(&text)],
        });
    }
    drop(reader);
    let merged = book.merge_cells_by_sheet_name(name).map_err(|_| Refusal::Damaged)?;
    let sizes: BTreeMap<(usize, usize), &Dimensions> =
        merged.iter().map(|merged| ((merged.start.0 as usize, merged.start.1 as usize), merged)).collect();
    for cell in rows.values_mut().flatten() {
        if let Some(merged) = sizes.get(&(cell.row, cell.column)) {
            cell.rows = (merged.end.0.saturating_sub(merged.start.0) + 1) as usize;
            cell.columns = ((merged.end.1.saturating_sub(merged.start.1) + 1) as usize).min(COLUMNS);
        }
    }
    for cells in rows.values_mut() {
        cells.sort_by_key(|cell| cell.column);
        cells.dedup_by_key(|cell| cell.column);
    }
    Ok(rows)
}

/// What a cell shows.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        // Excel itself knows 15 digits of a number; the others come of sums.
        DataRef::Float(number) => {
            let known: f64 = format!("{number:.14e}").parse().unwrap_or(*number);
            known.to_string()
        }
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year}年{month}月{day}日")
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// The rows of a sheet as paragraphs and tables.
fn blocks(rows: BTreeMap<usize, Vec<Cell>>, sheet: usize, is_heading: &dyn Fn(&str) -> bool) -> Vec<Block> {
    let width = |cells: &[Cell]| cells.iter().map(|cell| cell.column + cell.columns).max().unwrap_or(0);
    // For each row the last column of a row beside it that holds several cells.
    let beside = |row: usize| {
        let rows = [row.checked_sub(1), Some(row + 1)].into_iter().flatten().filter_map(|row| rows.get(&row));
        rows.filter(|cells| cells.len() > 1).map(|cells| width(cells)).max()
    };
    let mut reach = 0;
    let mut is_paragraph = BTreeMap::new();
    for (row, cells) in &rows {
        let [cell] = cells.as_slice() else {
            reach = reach.max(cells.iter().map(|cell| cell.row + cell.rows).max().unwrap_or(0));
            is_paragraph.insert(*row, false);
            continue;
        };
        // A cell from above reaches into the row.
        let is_shared = *row < reach;
        let words = cell.text();
        let is_prose = is_heading(&words) || words.contains('。');
        let is_alone = beside(*row).is_none_or(|width| cell.column + cell.columns >= width);
        is_paragraph.insert(*row, !is_shared && (is_prose || is_alone));
        reach = reach.max(cell.row + cell.rows);
    }
    let mut blocks = Vec::new();
    let mut open: Vec<Cell> = Vec::new();
    let mut last = None;
    for (row, cells) in rows {
        let goes_on = last.is_some_and(|last| last + 1 == row) && !is_paragraph[&row];
        if !goes_on {
            blocks.extend(table(std::mem::take(&mut open), sheet));
        }
        last = Some(row);
        if is_paragraph[&row] {
            blocks
                .extend(cells.iter().flat_map(|cell| cell.text().lines().map(paragraph).collect::<Vec<_>>()));
            last = None;
        } else {
            open.extend(cells);
        }
    }
    blocks.extend(table(open, sheet));
    blocks
}

/// The table of these cells.
fn table(mut cells: Vec<Cell>, sheet: usize) -> Option<Block> {
    let first = (cells.iter().map(|cell| cell.row).min()?, cells.iter().map(|cell| cell.column).min()?);
    let rows = cells.iter().map(|cell| cell.row).max()? + 1;
    let columns = cells.iter().map(|cell| cell.column + cell.columns).max()?;
    // Of two that claim the same place the first has it.
    let mut free = vec![first.0; columns];
    for cell in &mut cells {
        cell.rows = cell.rows.min(rows - cell.row);
        let taken = (cell.column + 1..cell.column + cell.columns).find(|column| free[*column] > cell.row);
        cell.columns = taken.unwrap_or(cell.column + cell.columns) - cell.column;
        free[cell.column..cell.column + cell.columns].fill(cell.row + cell.rows);
    }
    for at in 1..cells.len() {
        let (before, this) = cells.split_at_mut(at);
        let (before, this) = (&mut before[at - 1], &this[0]);
        if before.row == this.row && before.column + before.columns > this.column {
            before.columns = this.column - before.column;
        }
    }
    for cell in &mut cells {
        cell.row -= first.0;
        cell.column -= first.1;
    }
    let origin = Some(Place { table: sheet, row: first.0 + 1, column: first.1 + 1 });
    Some(Block::Table(Table { origin, cells }))
}

fn paragraph(words: &str) -> Block {
    let runs = vec![Run { text: words.to_owned(), strong: false }];
    Block::Paragraph(Paragraph { kind: Kind::Prose, runs })
}
