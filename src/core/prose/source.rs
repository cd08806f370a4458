//! What is known of the report whose prose is read, and the cells of its format by their ids.
//!
//! Invariant: rows and columns that a format does not have are no cells, and neither are rows that do not count.

use std::ops::Range;

use super::Spot;
use super::subject::Domain;
use super::token::{Speaker, Token};
use crate::format::prose::Vocabulary;
use crate::format::{Format, RowIndex, TableIndex};

/// What is known of the report whose prose is read.
pub struct Source<'a> {
    /// Its format.
    pub format: &'a Format,
    /// Who speaks, of which year.
    pub speaker: &'a Speaker,
    /// Of what the section tells whose prose it is.
    pub home: Domain,
    /// Whether a row of a table takes part, of those that stand for one another.
    pub counts: &'a dyn Fn(TableIndex, RowIndex) -> bool,
}

impl<'a> Source<'a> {
    /// The words of its format.
    pub fn words(&self) -> &'a Vocabulary {
        &self.format.prose
    }

    /// The words of `text[range]`.
    pub fn tokens(&self, text: &str, range: Range<usize>) -> Vec<Token<'a>> {
        self.speaker.tokens(self.words(), text, range)
    }

    /// The cells of rows and columns by their ids, where the format has them; a row `denied.*` is all rows that begin
    /// so.
    pub fn cells(&self, table: &str, rows: &[&str], columns: &[&str]) -> Option<Vec<Spot>> {
        let index = self.format.table(table)?;
        let table = &self.format.tables[index];
        let mut cells = Vec::new();
        for pattern in rows {
            let mut is_known = false;
            for (row, known) in table.rows.indexed() {
                let is_meant = match pattern.strip_suffix('*') {
                    Some(start) => {
                        known.id.starts_with(start)
                            || known.id == start.trim_end_matches('.') && !known.stands_for.is_empty()
                    }
                    None => known.id == *pattern,
                };
                if !is_meant || !(self.counts)(index, row) {
                    continue;
                }
                for column in columns {
                    let column = table.column(column)?;
                    if known.columns.contains(&column) {
                        is_known = true;
                        let spot = Spot { table: index, cell: crate::format::CellIndex { row, column } };
                        // 高校及科研机构 names one column twice.
                        if !cells.contains(&spot) {
                            cells.push(spot);
                        }
                    }
                }
            }
            if !is_known {
                return None;
            }
        }
        Some(cells)
    }
}
