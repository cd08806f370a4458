//! Blocks → text as it comes out of the clipboard: rows with tabs, paragraphs on lines of their own.
//!
//! Invariants: every word and every figure of the blocks stands in the text once and in their order; each cell of a
//! table says where. A line that was broken by hand within a sentence is whole again.

use std::collections::BTreeSet;
use std::ops::Range;

use gouji_core::report::normal::value;

use crate::document::{Block, Cell, Document, Table};

/// A text and where its cells come from.
#[derive(Default)]
pub struct Draft {
    /// The text.
    pub text: String,
    /// Its tables, in order.
    pub tables: Vec<Drafted>,
}

/// A table in a text.
pub struct Drafted {
    /// Its lines, without the last line break.
    pub range: Range<usize>,
    /// Its cells.
    pub table: Table,
    /// Where each of them stands, in the order of the text, with its index.
    pub cells: Vec<(Range<usize>, usize)>,
}

impl Drafted {
    /// The cell that holds this range of the text, or begins in it.
    pub fn cell(&self, range: &Range<usize>) -> Option<usize> {
        let behind = self.cells.partition_point(|(cell, _)| cell.start <= range.start);
        let holds =
            behind.checked_sub(1).map(|at| &self.cells[at]).filter(|(cell, _)| range.start <= cell.end);
        let begins = || self.cells.get(behind).filter(|(cell, _)| cell.start < range.end);
        holds.or_else(begins).map(|(_, index)| *index)
    }
}

impl Draft {
    /// The text of a document.
    pub fn of(document: Document) -> Draft {
        let mut draft = Draft::default();
        draft.flow(document.blocks);
        draft
    }

    /// Writes these blocks behind the others.
    pub fn flow(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    self.part();
                    self.text += &joined(&paragraph.text());
                    self.text.push('\n');
                }
                Block::Table(table) if is_frame(&table) => {
                    table.cells.into_iter().for_each(|cell| self.flow(cell.blocks));
                }
                Block::Table(table) => self.table(table),
            }
        }
    }

    /// A blank line between what stands by itself.
    fn part(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn table(&mut self, table: Table) {
        let mut cells = Vec::with_capacity(table.cells.len());
        let grid = table.grid();
        let is_empty =
            |row: &[Option<usize>]| row.iter().flatten().all(|cell| words(&table.cells[*cell]).is_empty());
        self.part();
        let start = self.text.len();
        // Columns that only make others wider are none.
        let columns: BTreeSet<usize> = table.cells.iter().map(|cell| cell.column).collect();
        for (at, row) in grid.iter().enumerate().filter(|(_, row)| !is_empty(row)) {
            for (column, index) in columns.iter().map(|column| (*column, row[*column])) {
                let begun = index.filter(|index| table.cells[*index].column == column);
                // A figure that covers several columns is one figure, and stands in none of them.
                let is_more = index.is_some_and(|index| begun.is_none() && is_value(&table.cells[index]));
                if column > 0 && !is_more {
                    self.text.push('\t');
                }
                if let Some(index) = begun.filter(|index| table.cells[*index].row == at) {
                    let from = self.text.len();
                    self.text += &words(&table.cells[index]);
                    cells.push((from..self.text.len(), index));
                }
            }
            self.text.push('\n');
        }
        let range = start..self.text.len().saturating_sub(1).max(start);
        if !range.is_empty() {
            self.tables.push(Drafted { range, table, cells });
        }
    }
}

/// Whether a figure stands in a cell, or nothing.
fn is_value(cell: &Cell) -> bool {
    let words = words(cell);
    words.is_empty() || value(&words).is_some()
}

/// Whether a table only puts things beside each other: another one stands in it, or it has no second cell.
fn is_frame(table: &Table) -> bool {
    let holds_table = |cell: &Cell| cell.blocks.iter().any(|block| matches!(block, Block::Table(_)));
    table.cells.len() == 1 || table.cells.iter().any(holds_table)
}

/// What stands in a cell, on one line. Where two figures stand below each other they stay two.
pub fn words(cell: &Cell) -> String {
    let text = cell.text();
    let mut words = String::with_capacity(text.len());
    for line in text.split(['\n', '\r', '\t']).map(str::trim).filter(|line| !line.is_empty()) {
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if is_latin(words.chars().next_back()) && is_latin(line.chars().next()) {
            words.push(' ');
        }
        words += line;
    }
    words
}

/// A paragraph whose lines are broken only where a sentence, a heading or an item ends.
fn joined(paragraph: &str) -> String {
    let mut joined = String::with_capacity(paragraph.len());
    for line in paragraph.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
        if !joined.is_empty() {
            let before = joined.rsplit('\n').next().unwrap_or_default();
            if ends(before) || is_numbered(line) {
                joined.push('\n');
            } else {
                let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                if is_latin(before.chars().next_back()) && is_latin(line.chars().next()) {
                    joined.push(' ');
                }
            }
        }
        joined += line;
    }
    joined
}

/// Whether a line ends what it says: a sentence, or a heading by its number.
fn ends(line: &str) -> bool {
    line.ends_with(['。', '！', '？', '；', '：', '!', '?', ';', ':', '”', '）'])
        || is_numbered(line) && !line.contains(['。', '，', '；', '：'])
}

/// Whether a line begins with a number of a heading or an item: 一、 （一） 1. ①
fn is_numbered(line: &str) -> bool {
    let is_chinese = |c: char| "一二三四五六七八九十".contains(c);
    let rest = line.trim_start_matches(is_chinese);
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let inside = line
        .strip_prefix(['（', '('])
        .map(|rest| rest.trim_start_matches(|c: char| is_chinese(c) || c.is_ascii_digit()));
    rest.len() < line.len() && rest.starts_with('、')
        || digits.len() < line.len()
            && digits.starts_with(['.', '．', '、'])
            && !digits.trim_start_matches(['.', '．']).starts_with(|c: char| c.is_ascii_digit())
        || inside.is_some_and(|inside| inside.len() + 1 < line.len() && inside.starts_with(['）', ')']))
        || line.starts_with(|c: char| matches!(c, '①'..='⑳'))
}
