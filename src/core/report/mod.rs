//! What is this report?
//!
//! Invariants: any bytes give a report, perhaps an empty one. A figure is put into a place only where its place
//! is certain; a blank is never a zero and never a "not applicable"; nothing is shifted to make a row fit. What
//! stands inside a [`Section`] counts from its start, so that an edit elsewhere leaves it as it is.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::format::{Format, RowIndex, SectionIndex, TableIndex};
use crate::span::{InReport, InSection, Span};

mod agency;
mod align;
pub mod assemble;
mod content;
mod displaced;
mod distance;
mod field;
mod fields;
mod fit;
mod furniture;
pub mod head;
pub mod heading;
mod html;
mod ignore;
mod labels;
pub mod lexicon;
mod naming;
mod navigation;
pub mod normal;
mod one_line;
mod pieces;
mod plain;
pub mod preamble;
mod raw;
mod raw_rows;
pub mod read;
mod readings;
mod rows;
mod run_in;
mod section;
mod segment;
mod slip;
mod spaced;
mod table;
pub mod title;
pub mod years;

pub use content::{own, quotation};
pub use furniture::{is_furniture, is_page_mark};
pub use heading::Heading;
pub use ignore::Ignore;
pub use navigation::is_navigation;
pub use run_in::RunIn;

/// A whole report. A document holds one; a compilation holds many.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The format it follows, by its layout.
    pub format: Arc<Format>,
    /// Its title, where one was found.
    pub title: Option<Title>,
    /// The agency that reports, as it is written. In this order: a title that names agency and year, the nearest to
    /// the first heading; a title beside which the agency has a line to itself; the sentence that presents the
    /// report (现将…), then one that says who drew it up; the same in section one; the agency of which its first
    /// sentence speaks. Nothing where two of one rank differ.
    pub agency: Option<String>,
    /// The year reported. In this order: the title or the line beside it; the preamble's sentence that presents the
    /// report and the period of its figures; the same in section one; the year named most often there and in the
    /// preamble. Nothing where two of one rank differ.
    pub year: Option<u16>,
    /// Where its first section begins, or its end: what stands before is title and preamble.
    pub preamble: usize,
    /// The comments before its first section.
    pub ignores: Vec<Ignore>,
    /// The first line before its first section that holds whole sections, because its line breaks are lost.
    pub run_in: Option<Span<InReport>>,
    /// Its sections in the order of the text, each with its start, counted from the start of the report.
    pub sections: Vec<(usize, Arc<Section>)>,
    /// Its length in bytes.
    pub length: usize,
}

/// The title of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// Its words, on one line.
    pub text: String,
    /// Where it stands.
    pub range: Span<InReport>,
}

/// A section as it stands in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The index of the section in the format; none where the heading is not one of the format.
    pub kind: Option<SectionIndex>,
    /// Its heading.
    pub heading: Heading,
    /// The headings below it that are not those of a section.
    pub others: Vec<Heading>,
    /// How many characters that count stand in it outside its tables, at most a few hundred.
    pub prose: usize,
    /// From its first to its last line below the heading, without blanks at the ends.
    pub body: Span<InSection>,
    /// The tables found in it.
    pub tables: Vec<Table>,
    /// The comments in it.
    pub ignores: Vec<Ignore>,
    /// Where tables in HTML stand, which are not read.
    pub html: Vec<Span<InSection>>,
    /// The first line that has lost its line breaks.
    pub run_in: Option<RunIn>,
    /// Whether nothing but the lines of a table of contents stands below its heading.
    pub listing: bool,
    /// The index of the format by which it was read.
    pub format: usize,
    /// How many signs of each format stand in it.
    pub signs: Vec<usize>,
    /// The years named in it.
    pub years: Vec<u16>,
    /// What section one says of agency and year; nothing in others.
    pub said: preamble::Said,
    /// The title at its end with what stands beside it, which are those of the report that follows.
    pub next_title: Option<title::Opening>,
    /// Its length in bytes.
    pub length: usize,
}

/// The shape that a table takes in plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A pipe table with a rule line.
    Markdown,
    /// A row a line, cells separated by pipes.
    PipeRows,
    /// Pipe and cell on alternate lines.
    PipeCells,
    /// A row a line, cells separated by tabs.
    Tsv,
    /// A cell a line behind a tab, a blank line between rows.
    Cells,
    /// A cell a line without any separator.
    CellsBare,
    /// A row a line, figures separated by blanks, labels wrapped.
    PdfRows,
    /// Figures inside wrapped labels.
    PdfInside,
    /// Labels apart from figures: cannot be read by rows.
    PdfColumns,
}

impl Report {
    /// Whether whole sections stand on one line, because line breaks are lost: then no section is surely missing.
    pub fn has_lost_breaks(&self) -> bool {
        let holds_sections =
            |section: &Section| section.run_in.as_ref().is_some_and(|run_in| run_in.sections);
        self.run_in.is_some() || self.sections.iter().any(|(_, section)| holds_sections(section))
    }
}

impl Shape {
    /// The word that scripts use, `pipe-rows`.
    pub fn id(self) -> &'static str {
        match self {
            Shape::Markdown => "markdown",
            Shape::PipeRows => "pipe-rows",
            Shape::PipeCells => "pipe-cells",
            Shape::Tsv => "tsv",
            Shape::Cells => "cells",
            Shape::CellsBare => "cells-bare",
            Shape::PdfRows => "pdf-rows",
            Shape::PdfInside => "pdf-inside",
            Shape::PdfColumns => "pdf-columns",
        }
    }
}

/// A table as it stands in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The index of the table in the format.
    pub kind: TableIndex,
    /// From its first row to its last.
    pub range: Span<InSection>,
    /// Its head: from the first of the lines above its first row that hold nothing but words of its header, to the
    /// line of that row. Empty, at that line, where there are none.
    pub head: Span<InSection>,
    /// Its shape.
    pub shape: Shape,
    /// Whether it could be read by rows. If not, `rows` is empty and nothing may be said of its figures.
    pub readable: bool,
    /// The rows found, in the order of the text.
    pub rows: Vec<Row>,
}

impl Table {
    /// Where it stands, with its head.
    pub fn with_head(&self) -> Span<InSection> {
        let first = if self.head.is_empty() { self.range } else { self.head };
        first.through(self.range)
    }
}

/// A row as it stands in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The index of the row in the format; none where the label is not known.
    pub kind: Option<RowIndex>,
    /// The label as written, on one line, group labels in front included.
    pub label: String,
    /// Where the label's own words stand; empty at the first figure where there is no label.
    pub label_range: Span<InSection>,
    /// How the label compares with the format's.
    pub label_match: LabelMatch,
    /// From the label to the last cell.
    pub range: Span<InSection>,
    /// Its cells.
    pub cells: Cells,
}

/// How the label of a row compares with the format's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelMatch {
    /// The official label or an accepted one.
    Exact,
    /// Near it: this many characters differ.
    Near(u8),
    /// Mostly its words, and the only row that it can be.
    Alike,
    /// The official label or an accepted one, in pieces over several rows; `label` is the piece beside the cells.
    Pieces,
    /// Known by its place only (shapes that displace labels).
    Place,
    /// Not known.
    None,
}

/// The cells of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cells {
    /// One for each column of the row, in the order of the format. What stands in each is certain to stand there;
    /// a cell that holds no figure (blank, a stroke, a word, an error of a spreadsheet) keeps its place.
    Placed(Vec<Cell>),
    /// Too few or too many, or columns unknown: nothing may be said of any single one. They are in the order of
    /// the text and none is left out; figures that ran together (`00`, `01`) are one cell, a [`Value::Other`].
    Loose(Vec<Cell>),
    /// Two readings are possible and none is certain.
    Ambiguous(Vec<Cell>, Doubt),
}

/// Why a row has more than one reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// A number that stands alone on its line may be a page number.
    PageNumber,
    /// Blanks may be cells that were not filled in, or only the space that other rows use for labels.
    Blanks,
}

impl Cells {
    /// The cells, whatever is known of their places.
    pub fn as_slice(&self) -> &[Cell] {
        match self {
            Cells::Placed(cells) | Cells::Loose(cells) | Cells::Ambiguous(cells, _) => cells,
        }
    }
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What stands in it.
    pub value: Value,
    /// Where; empty for a blank cell, at the place where its figure belongs.
    pub range: Span<InSection>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A figure.
    Figure(Decimal),
    /// Nothing.
    Blank,
    /// `/`, `-` or `—`: "not applicable", which is not zero.
    NotApplicable(String),
    /// Something else, as written: a word, an error of a spreadsheet (`#REF!`), a figure with a remark, figures
    /// that ran together.
    Other(String),
}

impl Value {
    /// The figure, where it is one.
    pub fn figure(&self) -> Option<Decimal> {
        match self {
            Value::Figure(figure) => Some(*figure),
            _ => None,
        }
    }
}
