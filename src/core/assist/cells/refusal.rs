//! Why figures are not put into cells.
//!
//! Invariant: it says what the writer can do about it, in the words of the report.

use super::Put;
use crate::format::{Format, SectionIndex, Table, full_name};
use crate::rules::Lang;

/// Why figures are not put into cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The report is not there any more.
    NoReport,
    /// What was typed is no figure.
    NoFigure {
        /// The row, by its full name.
        row: String,
        /// The column, by its label.
        column: String,
        /// What was typed.
        text: String,
    },
    /// The section of the table is not there.
    NoSection {
        /// Its heading.
        heading: String,
    },
    /// The table cannot be read by rows.
    Unreadable {
        /// The name of the table.
        table: String,
    },
    /// The figures of this row have no certain columns.
    Uncertain {
        /// The row, by its full name.
        row: String,
    },
    /// A block has more cells than the table from the cell on.
    TooLarge {
        /// How many rows the block has, and how many columns.
        block: [usize; 2],
        /// How many of each there is room for.
        room: [usize; 2],
    },
    /// A row of a block is none of the table's.
    NoRow {
        /// What it is called there.
        label: String,
    },
    /// A block holds words where figures are put.
    Words {
        /// The words.
        word: String,
    },
    /// A block holds no figure at all.
    NoFigures,
    /// However it is written, it would not be read back.
    Unwritable {
        /// The row, by its full name.
        row: String,
    },
}

impl Refusal {
    pub(super) fn no_figure(table: &Table, put: &Put) -> Refusal {
        let row = full_name(table, put.cell.row);
        let column = table.columns[put.cell.column].label.clone();
        Refusal::NoFigure { row, column, text: put.text.trim().to_owned() }
    }

    pub(super) fn no_section(format: &Format, section: SectionIndex) -> Refusal {
        Refusal::NoSection { heading: format.sections[section].heading() }
    }

    /// What is said of it.
    pub fn words(&self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::Zh, Refusal::NoReport) => "这份报告已不在文档中".to_owned(),
            (Lang::En, Refusal::NoReport) => "the report is not in the document any more".to_owned(),
            (Lang::Zh, Refusal::NoFigure { row, column, text }) => {
                format!("“{row}”行“{column}”栏：“{text}”不是数，没有填入")
            }
            (Lang::En, Refusal::NoFigure { row, column, text }) => {
                format!("“{text}” is no figure, so it was not put into “{row}”, “{column}”")
            }
            (Lang::Zh, Refusal::NoSection { heading }) => {
                format!("报告里没有“{heading}”，请先补上这一部分")
            }
            (Lang::En, Refusal::NoSection { heading }) => {
                format!("the report has no “{heading}”; insert that section first")
            }
            (Lang::Zh, Refusal::Unreadable { table }) => {
                format!("{table}的行和数在文中是分开的，请先在正文里整理好")
            }
            (Lang::En, Refusal::Unreadable { table }) => {
                format!(
                    "the rows and figures of {table} stand apart in the text; put them in order there first"
                )
            }
            (Lang::Zh, Refusal::Uncertain { row }) => {
                format!("“{row}”行的数与各栏对不上，请先在正文里改好")
            }
            (Lang::En, Refusal::Uncertain { row }) => {
                format!("the figures of “{row}” fit no columns; mend the row in the text first")
            }
            (Lang::Zh, Refusal::TooLarge { block: [height, width], room: [rows, columns] }) => {
                format!("剪贴板里有 {height} 行 {width} 列，从这一格起只有 {rows} 行 {columns} 列，没有粘贴")
            }
            (Lang::En, Refusal::TooLarge { block: [height, width], room: [rows, columns] }) => format!(
                "the clipboard has {height} × {width} cells, and from here on there are only {rows} × {columns}; nothing was pasted"
            ),
            (Lang::Zh, Refusal::NoRow { label }) => {
                format!("剪贴板里的“{label}”行对不上这张表的任何一行，没有粘贴")
            }
            (Lang::En, Refusal::NoRow { label }) => {
                format!("“{label}” of the clipboard is no row of this table; nothing was pasted")
            }
            (Lang::Zh, Refusal::Words { word }) => {
                format!("剪贴板里的“{word}”不是数，也不是这张表的行名，没有粘贴")
            }
            (Lang::En, Refusal::Words { word }) => {
                format!(
                    "“{word}” of the clipboard is neither a figure nor a row of this table; nothing was pasted"
                )
            }
            (Lang::Zh, Refusal::NoFigures) => "剪贴板里没有数".to_owned(),
            (Lang::En, Refusal::NoFigures) => "there is no figure in the clipboard".to_owned(),
            (Lang::Zh, Refusal::Unwritable { row }) => format!("“{row}”行在这里填不进去，请在正文里填写"),
            (Lang::En, Refusal::Unwritable { row }) => {
                format!("“{row}” cannot be filled in from here; please write it into the text")
            }
        }
    }
}
