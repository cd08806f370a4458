//! What stands in a document, whatever program made it.
//!
//! Invariant: everything stands in the order of the source; a cell knows the row and column of the grid at which it
//! begins and how far it reaches, and no two cells cover the same place.

use crate::limits::{AREA, CELLS};
use crate::place::Place;

/// A document from its first to its last block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// What stands one below the other.
    pub blocks: Vec<Block>,
}

/// What stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Words.
    Paragraph(Paragraph),
    /// Cells.
    Table(Table),
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A title.
    Title,
    /// The heading of a section.
    Heading,
    /// A heading below that of a section.
    Subheading,
    /// Prose.
    Prose,
    /// Lines that are kept as they are.
    Lines,
}

/// Words that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is.
    pub kind: Kind,
    /// Its words; a line that was ended by hand ends with `\n`.
    pub runs: Vec<Run>,
}

/// Words that look alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Whether they are bold.
    pub strong: bool,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Where its first cell stands in the source, where that is not the next table's first.
    pub origin: Option<Place>,
    /// Its cells, by the rows and columns in which they begin.
    pub cells: Vec<Cell>,
}

/// A cell, which may cover several rows and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The row of the grid in which it begins, from 0.
    pub row: usize,
    /// The column of the grid in which it begins, from 0.
    pub column: usize,
    /// How many rows it covers.
    pub rows: usize,
    /// How many columns it covers.
    pub columns: usize,
    /// Whether it names what others hold.
    pub is_label: bool,
    /// Which figure of a format it is, by the ids of table, row and column.
    pub figure: Option<String>,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

impl Document {
    /// Whether its tables are as large as those of reports may be.
    pub fn fits(&self) -> bool {
        size(&self.blocks).is_some_and(|cells| cells <= CELLS)
    }
}

fn size(blocks: &[Block]) -> Option<usize> {
    let sizes = blocks.iter().map(|block| match block {
        Block::Table(table) => table.size(),
        Block::Paragraph(_) => Some(0),
    });
    sizes.sum()
}

impl Paragraph {
    /// Its words.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl Cell {
    /// Its words, paragraph by paragraph on lines of their own.
    pub fn text(&self) -> String {
        let paragraphs = self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.text()),
            Block::Table(_) => None,
        });
        paragraphs.collect::<Vec<_>>().join("\n")
    }
}

impl Table {
    /// How many rows the grid has.
    pub fn rows(&self) -> usize {
        self.cells.iter().map(|cell| cell.row + cell.rows).max().unwrap_or(0)
    }

    /// How many columns the grid has.
    pub fn columns(&self) -> usize {
        self.cells.iter().map(|cell| cell.column + cell.columns).max().unwrap_or(0)
    }

    /// How many cells it has, those of tables in it among them; nothing where a grid is larger than that of a report
    /// may be.
    fn size(&self) -> Option<usize> {
        let within = self.cells.iter().map(|cell| size(&cell.blocks)).sum::<Option<usize>>()?;
        (self.rows().saturating_mul(self.columns()) <= AREA).then_some(self.cells.len() + within)
    }

    /// For each place of the grid, row by row, the index of the cell that covers it.
    pub fn grid(&self) -> Vec<Vec<Option<usize>>> {
        let mut grid = vec![vec![None; self.columns()]; self.rows()];
        for (index, cell) in self.cells.iter().enumerate() {
            for row in &mut grid[cell.row..cell.row + cell.rows] {
                row[cell.column..cell.column + cell.columns].fill(Some(index));
            }
        }
        grid
    }
}

/// What stands in a document and is not read.
pub struct Unread;

impl Unread {
    /// What stands for a picture.
    pub const PICTURE: &'static str = "〔图片未读入〕";
    /// What stands for a formula.
    pub const FORMULA: &'static str = "〔公式未读入〕";
    /// What stands for a note at the foot of a page.
    pub const NOTE: &'static str = "〔注释未读入〕";
    /// What stands for a chart, a drawing or what another program made.
    pub const OBJECT: &'static str = "〔对象未读入〕";

    /// How often something stands in a text that was not read.
    pub fn count(text: &str) -> usize {
        [Unread::PICTURE, Unread::FORMULA, Unread::NOTE, Unread::OBJECT]
            .map(|mark| text.matches(mark).count())
            .iter()
            .sum()
    }
}
