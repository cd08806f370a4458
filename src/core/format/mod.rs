//! What must a report be?
//!
//! Invariant: everything that a format fixes (sections, tables, rows, columns, labels, equations, articles)
//! stands in a TOML file beside this one, and nowhere in the code. A new year's format is a new file. A mistake
//! in a file is an error that names the line.

pub mod aligned;
mod checks;
pub mod citations;
mod equations;
mod file;
mod index;
mod load;
pub mod mistake;
mod names;
pub mod navigation;
pub mod openings;
pub mod prose;
pub mod sentence;
pub mod slip;
pub mod template;
mod vocabulary;

pub use index::{ColumnIndex, IndexVec, RowIndex, SectionIndex, TableIndex};
pub use load::parse;
pub use mistake::FormatError;
pub use names::{canonical_label, full_name, span};

use std::sync::{Arc, LazyLock};

use prose::Vocabulary;
use sentence::Sentence;

/// The formats that a report may have, newest first.
#[derive(Debug, Clone)]
pub struct Formats(Vec<Arc<Format>>);

static BUILT_IN: LazyLock<Formats> = LazyLock::new(|| {
    let files = [include_str!("annual-2021.toml"), include_str!("annual-2019.toml")];
    Formats(
        files.iter().map(|file| Arc::new(parse(file).expect("a test reads every built-in format"))).collect(),
    )
});

impl Formats {
    /// The formats that are part of the program.
    pub fn built_in() -> &'static Formats {
        &BUILT_IN
    }

    /// The built-in formats after `own`, which is preferred to them.
    pub fn with(own: Format) -> Formats {
        let others = BUILT_IN.0.iter().filter(|built_in| built_in.id != own.id).cloned().collect::<Vec<_>>();
        Formats([vec![Arc::new(own)], others].concat())
    }

    /// All formats, newest first; never empty.
    pub fn all(&self) -> &[Arc<Format>] {
        &self.0
    }

    /// The format with this id.
    pub fn get(&self, id: &str) -> Option<&Arc<Format>> {
        self.0.iter().find(|format| format.id == id)
    }

    /// The format that a report for `year` must follow; the newest where no format claims the year.
    pub fn for_year(&self, year: u16) -> &Arc<Format> {
        self.0.iter().find(|format| format.covers(year)).unwrap_or(&self.0[0])
    }
}

/// One format of a report, as a notice lays it down.
#[derive(Debug, Clone, PartialEq)]
pub struct Format {
    /// Its id, `annual-2021`.
    pub id: String,
    /// Its name in the report's language, `2021年格式`.
    pub name: String,
    /// The notice that lays it down, `国办公开办函〔2021〕30号`.
    pub notice: String,
    /// The first report year for which it holds.
    pub first_year: u16,
    /// The last report year for which it holds; none while it is in force.
    pub last_year: Option<u16>,
    /// What the title of such a report says after agency and year, `政府信息公开工作年度报告`.
    pub title: String,
    /// The statement that a new report begins with, in which `{agency}`, `{year}` and `{notice}` are replaced.
    pub opening: String,
    /// Texts that stand in no other format, by which a report that uses this one is known.
    pub signs: Vec<String>,
    /// The sections in order.
    pub sections: IndexVec<SectionIndex, Section>,
    /// The tables in order.
    pub tables: IndexVec<TableIndex, Table>,
    /// The sentences that are made of the figures of its tables, in the order in which they are offered.
    pub sentences: Vec<Sentence>,
    /// The words by which sentences are tied to the tables.
    pub prose: Arc<Vocabulary>,
}

impl Format {
    /// Whether a report for `year` must follow this format.
    pub fn covers(&self, year: u16) -> bool {
        year >= self.first_year && self.last_year.is_none_or(|last| year <= last)
    }

    /// The index of the section with this id.
    pub fn section(&self, id: &str) -> Option<SectionIndex> {
        self.sections.find(|section| section.id == id)
    }

    /// The index of the table with this id.
    pub fn table(&self, id: &str) -> Option<TableIndex> {
        self.tables.find(|table| table.id == id)
    }
}

/// A section of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its id, `overview`.
    pub id: String,
    /// Its number, `一`.
    pub number: String,
    /// The official words of its heading, `总体情况`.
    pub title: String,
    /// Other wordings that are no fault.
    pub wordings: Vec<String>,
    /// Texts by which a heading is known as this section's even where its wording is at fault.
    pub stems: Vec<String>,
    /// How a line begins that is its heading even where text runs on behind it.
    pub begins: Vec<String>,
    /// What it speaks of in order: texts by which the headings of its own parts are known.
    pub aspects: Vec<String>,
    /// By what words prose is known to speak of each of them, the first of which is what it is called; empty where nobody
    /// asks of what it speaks.
    pub aspect_words: Vec<Vec<String>>,
    /// The fewest characters of prose it must hold, blanks and punctuation not counted; 0 for no demand.
    pub least_prose: usize,
    /// What it must report, and which article asks for it.
    pub about: String,
    /// The prose that a new report begins with; empty where the section is only a table.
    pub draft: String,
}

impl Section {
    /// The official heading, `一、总体情况`.
    pub fn heading(&self) -> String {
        format!("{}、{}", self.number, self.title)
    }
}

/// A table of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its id, `applications`.
    pub id: String,
    /// What it is called in messages, `表三`.
    pub name: String,
    /// The index of the section that holds it.
    pub section: SectionIndex,
    /// How the printed form lays out its figures.
    pub layout: Layout,
    /// What heads the label column of the canonical Markdown table, `项目`.
    pub head: String,
    /// What stands there in the printed form, where that is something else.
    pub corner: Option<String>,
    /// What stands above all columns in the printed form, `申请人情况`.
    pub above: Option<String>,
    /// Texts that begin this table where its section's heading is missing.
    pub anchors: Vec<String>,
    /// All columns of figures.
    pub columns: IndexVec<ColumnIndex, Column>,
    /// The blocks the table is divided into, each under a line of its own; none for most tables.
    pub blocks: Vec<Block>,
    /// The rows in order, alternatives after the rows they stand for.
    pub rows: IndexVec<RowIndex, Row>,
    /// Every single equation of the table, those of alternative rows included.
    pub equations: Vec<Equation>,
    /// Bounds: the left side of each must add up to at least its right side.
    pub bounds: Vec<Equation>,
    /// What ties its figures to those of the report of the year before.
    pub series: Vec<Series>,
}

impl Table {
    /// The index of the row with this id.
    pub fn row(&self, id: &str) -> Option<RowIndex> {
        self.rows.find(|row| row.id == id)
    }

    /// The index of the column with this id.
    pub fn column(&self, id: &str) -> Option<ColumnIndex> {
        self.columns.find(|column| column.id == id)
    }
}

/// How the printed form lays out a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Each row on a line of its own, behind its label.
    Rows,
    /// All rows one behind the other on a single line without labels, under a header of several lines.
    OneLine,
}

/// A column of figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its id, `natural_person`.
    pub id: String,
    /// Its label, `自然人`.
    pub label: String,
    /// The label that it and its neighbours share in the printed form, `法人或其他组织`.
    pub group: Option<String>,
    /// Other labels that are no fault.
    pub aliases: Vec<String>,
    /// Whether a figure may have decimals (sums of money).
    pub decimal: bool,
    /// Whether a figure may be negative (changes).
    pub signed: bool,
}

/// A block of rows with columns of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// The line above it, `第二十条第（一）项`.
    pub label: String,
}

/// A row of figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its id, `denied.state_secret`.
    pub id: String,
    /// Its label, `1.属于国家秘密`.
    pub label: String,
    /// The labels of the groups it belongs to, outermost first: `三、本年度办理结果`, `（三）不予公开`.
    pub groups: Vec<String>,
    /// Other labels that are no fault.
    pub aliases: Vec<String>,
    /// The indices of its columns, in order.
    pub columns: Vec<ColumnIndex>,
    /// The index of its block.
    pub block: Option<usize>,
    /// The indices of the rows that it may replace as one (an older layout); empty for an ordinary row.
    pub stands_for: Vec<RowIndex>,
    /// Words in the name of an agency that can hardly have such figures: they must be zero there.
    pub unlikely_for: Vec<String>,
    /// Words that hold one of these and do not count: 自治区 is no 区.
    pub unless: Vec<String>,
    /// What is counted here, and the article behind it.
    pub about: String,
}

/// One equation between cells: the figures of `left` and those of `right` add up to the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Equation {
    /// The rule that checks it, `totals/row-total`.
    pub rule: String,
    /// The addends on the left.
    pub left: Vec<CellIndex>,
    /// The addends on the right.
    pub right: Vec<CellIndex>,
    /// The cell that answers for it.
    pub at: CellIndex,
}

/// A figure that follows from one of the report of the year before: what stood in `last`, and `plus`, without `minus`.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The rule that checks it, `series/carried-in`.
    pub rule: String,
    /// The figure.
    pub at: CellIndex,
    /// The figure of the year before.
    pub last: CellIndex,
    /// What came to it within the year.
    pub plus: Vec<CellIndex>,
    /// What went from it.
    pub minus: Vec<CellIndex>,
}

/// The place of a figure in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellIndex {
    /// The index of the row.
    pub row: RowIndex,
    /// The index of the column.
    pub column: ColumnIndex,
}
