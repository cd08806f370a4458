//! Tables and reports to fill in.
//!
//! Invariant: what is inserted stands between blank lines and is the canonical shape; nothing that is there is
//! changed; the figures of a table are blank, for nobody knows them yet.

use super::{Action, Cursor, Kind, Question, Work, titles};
use crate::assist::completion::insert::{CELL, Insert};
use crate::format::{Format, TableIndex, template};
use crate::report::normal::is_blank;
use crate::rules::TextEdit;
use crate::span::{InText, Span};
use crate::text::Text;

/// The tables that the section at the cursor lacks, in its line if it is blank, otherwise at the section's end.
pub(super) fn actions(question: &Question<'_>, cursor: &Cursor) -> Vec<Action> {
    let format = &cursor.report.format;
    let Some(section) = cursor.section() else { return Vec::new() };
    let is_there = |table: &TableIndex| {
        let mut tables = cursor.report.sections.iter().flat_map(|(_, section)| &section.tables);
        tables.any(|other| other.kind == *table)
    };
    let own = format.tables.indices().filter(|table| Some(format.tables[*table].section) == section.kind);
    let line = question.text.line_at(question.range.start);
    let at = match is_blank_line(question.text, line) {
        true => question.range.start,
        false => cursor.section_start + section.body.end.max(section.heading.range.end),
    };
    own.filter(|table| !is_there(table))
        .map(|table| Action {
            title: titles::insert_table(format, table, question.lang),
            kind: Kind::Insert,
            preferred: false,
            work: Work::Edits(vec![self::table(question.text, at, format, table).edit()]),
        })
        .collect()
}

/// Something to fill in, and where it is put.
pub struct Form {
    /// What it replaces: nothing but blanks.
    pub range: Span<InText>,
    /// What is put there.
    pub insert: Insert,
}

impl Form {
    /// The edit that puts it there, with its blanks.
    pub fn edit(&self) -> TextEdit {
        TextEdit { range: self.range, new_text: self.insert.plain() }
    }
}

/// A table of blanks at a place: in its line if that is blank, otherwise below it.
pub fn table(text: &Text, at: usize, format: &Format, table: TableIndex) -> Form {
    let table = template::table(format, table, &|_| CELL.to_owned());
    let TextEdit { range, new_text } = written(text, at, table.trim_end());
    Form { range, insert: Insert::form(&new_text) }
}

/// The edit that inserts a table, written without its last line break, at a place: in its line if that is blank,
/// otherwise below it.
pub fn written(text: &Text, at: usize, table: &str) -> TextEdit {
    let line = text.line_at(at);
    let range = text.line_range(line);
    let is_apart =
        |line: Option<usize>| line.is_none_or(|line| line >= text.line_count() || is_blank_line(text, line));
    let below = if is_apart(Some(line + 1)) { "" } else { "\n" };
    if is_blank_line(text, line) {
        let above = if is_apart(line.checked_sub(1)) { "" } else { "\n" };
        return TextEdit { range: Span::new(range), new_text: format!("{above}{table}{below}") };
    }
    TextEdit { range: Span::new(range.end..range.end), new_text: format!("\n\n{table}{below}") }
}

/// A whole report in the place of an empty text; none where something stands there.
pub fn report(text: &Text, format: &Format, agency: &str, year: u16) -> Option<Form> {
    let table = |table| template::table(format, table, &|_| CELL.to_owned());
    let whole = || Insert::form(&template::report_with(format, agency, year, &table));
    let is_empty = (0..text.line_count()).all(|line| is_blank_line(text, line));
    is_empty.then(|| Form { range: Span::new(0..text.len()), insert: whole() })
}

fn is_blank_line(text: &Text, line: usize) -> bool {
    text.slice(text.line_range(line)).trim_matches(is_blank).is_empty()
}
