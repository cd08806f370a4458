//! The words of the form itself.
//!
//! Invariant: a line of figures or of prose is never taken for the form's.

use std::rc::Rc;
use std::sync::Arc;

use crate::format::{self, Format, IndexVec, TableIndex};
use crate::report::normal::normal;

/// All that a form prints besides figures: by it the head of a table is known from a paragraph above it.
pub struct Vocabulary(String);

/// The words of each table of a format.
pub type Vocabularies = IndexVec<TableIndex, Vocabulary>;

/// Those of the formats of a page, made once.
#[derive(Default)]
pub struct Known(Vec<(Arc<Format>, Rc<Vocabularies>)>);

impl Known {
    /// Those of a format.
    pub fn of(&mut self, format: &Arc<Format>) -> Rc<Vocabularies> {
        let known = self.0.iter().find(|(known, _)| Arc::ptr_eq(known, format));
        if let Some((_, words)) = known {
            return words.clone();
        }
        let words = Rc::new(Vocabulary::of(format));
        self.0.push((format.clone(), words.clone()));
        words
    }
}

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
            Vocabulary(words.collect::<Vec<_>>().join("\n"))
        };
        format.tables.iter().map(words).collect()
    }

    /// Whether a line says nothing but what the form prints, whole or in pieces.
    pub fn covers(&self, line: &str) -> bool {
        let said = normal(line);
        if said.is_empty() {
            return !line.contains(char::is_alphanumeric);
        }
        let ends: Vec<usize> = said.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        let (mut from, mut pieces) = (0, 0);
        while from < ends.len() {
            let start = from.checked_sub(1).map_or(0, |before| ends[before]);
            let known = |end: &usize| self.0.contains(&said[start..ends[*end]]);
            let Some(last) = (from..ends.len()).take_while(known).last() else { return false };
            from = last + 1;
            pieces += 1;
        }
        // Of single characters anything can be made, unless blanks tell that columns were cut so.
        2 * pieces <= ends.len() + line.split_whitespace().count().max(1)
    }
}
