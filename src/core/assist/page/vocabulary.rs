//! The words of the form itself.
//!
//! Invariant: a line of figures or of prose is never taken for the form's.

use crate::format::{self, Format, IndexVec, TableIndex};
use crate::report::normal::normal;

/// All that a form prints besides figures: by it the head of a table is known from a paragraph above it.
pub struct Vocabulary(Vec<String>);

/// The words of each table of a format.
pub type Vocabularies = IndexVec<TableIndex, Vocabulary>;

impl Vocabulary {
    /// The words of each table of a format.
    pub fn of(format: &Format) -> Vocabularies {
        let words = |table: &format::Table| {
            let columns = table
                .columns
                .iter()
                .flat_map(|column| [&column.label].into_iter().chain(&column.group).chain(&column.aliases));
            let rows = table.rows.iter().flat_map(|row| [&row.label].into_iter().chain(&row.groups));
            let others = [&table.head].into_iter().chain(&table.corner).chain(&table.above);
            let blocks = table.blocks.iter().map(|block| &block.label);
            let words = columns.chain(rows).chain(others).chain(blocks).map(|words| normal(words));
            Vocabulary(words.collect())
        };
        format.tables.iter().map(words).collect()
    }

    /// Whether a line says nothing but what the form prints, whole or in pieces.
    pub fn covers(&self, line: &str) -> bool {
        let said: Vec<char> = normal(line).chars().collect();
        if said.is_empty() {
            return !line.contains(char::is_alphanumeric);
        }
        let (mut from, mut pieces) = (0, 0);
        while from < said.len() {
            let known = |length: &usize| {
                let piece: String = said[from..from + length].iter().collect();
                self.0.iter().any(|words| words.contains(&piece))
            };
            let Some(length) = (1..=said.len() - from).take_while(known).last() else { return false };
            from += length;
            pieces += 1;
        }
        // Of single characters anything can be made, unless blanks tell that columns were cut so.
        2 * pieces <= said.len() + line.split_whitespace().count().max(1)
    }
}
