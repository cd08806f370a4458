//! Where in the source something stood.
//!
//! Invariant: a place is named as the program that made the source names it.

use std::ops::Range;

use gouji_core::rules::Lang;

/// The text of a file of another program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The text, as Markdown.
    pub text: String,
    /// Where its cells come from, in the order of the text.
    pub placed: Vec<Placed>,
    /// What it was read from.
    pub source: Source,
    /// How many pictures, formulas and the like were not read; each stands in the text as such.
    pub unread: usize,
}

/// A cell in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// Where it stood.
    pub place: Place,
}

/// What a text was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A document of Word.
    Word,
    /// A page.
    Page,
    /// A workbook, with the names of its sheets.
    Excel(Vec<String>),
}

/// A cell of the source, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The table, or the sheet.
    pub table: usize,
    /// The row of its grid.
    pub row: usize,
    /// The column of its grid.
    pub column: usize,
}

impl Imported {
    /// Where what stands at a place of the text stood in the source, in words.
    pub fn place(&self, range: Range<usize>, lang: Lang) -> Option<String> {
        let touches = |placed: &&Placed| {
            placed.range.start <= range.end && range.start <= placed.range.end && !placed.range.is_empty()
        };
        let exactly = self.placed.iter().find(|placed| placed.range == range);
        let found = exactly.or_else(|| self.placed.iter().find(touches))?;
        Some(self.source.named(found.place, lang))
    }
}

impl Source {
    fn named(&self, place: Place, lang: Lang) -> String {
        let Place { table, row, column } = place;
        match (self, lang) {
            (Source::Word, Lang::Zh) => format!("Word 表格 {table} 第 {row} 行第 {column} 列"),
            (Source::Word, Lang::En) => format!("Word table {table}, row {row}, column {column}"),
            (Source::Page, Lang::Zh) => format!("网页表格 {table} 第 {row} 行第 {column} 列"),
            (Source::Page, Lang::En) => format!("table {table} of the page, row {row}, column {column}"),
            (Source::Excel(sheets), lang) => {
                let sheet = sheets.get(table - 1).map_or("", String::as_str);
                let cell = format!("{}{row}", letters(column));
                match lang {
                    Lang::Zh => format!("工作表“{sheet}”单元格 {cell}"),
                    Lang::En => format!("cell {cell} of sheet “{sheet}”"),
                }
            }
        }
    }
}

/// How Excel names a column.
fn letters(column: usize) -> String {
    let (mut left, mut name) = (column, String::new());
    while left > 0 {
        name.insert(0, char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    name
}
