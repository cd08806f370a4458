//! Figures written in digits alone.
//!
//! Invariant: a figure that was read as one stays the same; what goes is its unit (`18件`), its separators (`1,234`) and
//! the width of its digits.

use super::{Action, Cursor, Kind, Question, Work, titles};
use crate::assist::place::touches;
use crate::report::{Cells, Row};
use crate::rules::TextEdit;

pub(super) fn actions(question: &Question<'_>, cursor: &Cursor) -> Vec<Action> {
    let Some(table) = cursor.table().filter(|table| table.readable) else { return Vec::new() };
    let format = &cursor.report.format.tables[table.kind];
    let of_row = |row: &Row| -> Vec<TextEdit> {
        let (Some(kind), Cells::Placed(cells)) = (row.kind, &row.cells) else { return Vec::new() };
        let cells = format.rows[kind].columns.iter().zip(cells);
        let edit = |(column, cell): (&_, &crate::report::Cell)| {
            let column = &format.columns[*column];
            let figure = cell.value.figure().filter(|_| !column.signed && !column.decimal)?;
            let range = cell.range.in_text(cursor.section_start);
            let digits = figure.normalize().to_string();
            (question.text.slice(range) != digits).then_some(TextEdit { range, new_text: digits })
        };
        cells.filter_map(edit).collect()
    };
    let all: Vec<TextEdit> = table.rows.iter().flat_map(of_row).collect();
    let here = all.iter().find(|edit| touches(edit.range, question.range.start)).cloned();
    let mut actions = Vec::new();
    let mut offer = |title: String, edits: Vec<TextEdit>| {
        let work = Work::Edits(edits);
        actions.push(Action { title, kind: Kind::Rewrite, preferred: false, work });
    };
    if let Some(edit) = here {
        offer(titles::digits(&edit.new_text, question.lang), vec![edit]);
        if all.len() > 1 {
            let mut edits = all;
            edits.sort_by_key(|edit| edit.range.start);
            offer(titles::all_digits(&format.name, edits.len(), question.lang), edits);
        }
    }
    actions
}
