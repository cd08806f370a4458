//! Blanks filled with zeros.
//!
//! Invariant: a blank is a zero only because the writer says so; marks and figures stay as they are.

use super::{Action, Cursor, Kind, Question, Work, titles};
use crate::assist::field::placed;
use crate::assist::place::row_at;
use crate::report::{Cells, Row, Value};
use crate::rules::TextEdit;

pub(super) fn actions(question: &Question<'_>, cursor: &Cursor) -> Vec<Action> {
    let Some(table) = cursor.table().filter(|table| table.readable) else { return Vec::new() };
    let zeros = |row: &Row| -> Vec<TextEdit> {
        let (Some(_), Cells::Placed(cells)) = (row.kind, &row.cells) else { return Vec::new() };
        let blank = cells.iter().filter(|cell| cell.value == Value::Blank);
        blank
            .map(|cell| TextEdit {
                range: cell.range.in_text(cursor.section_start),
                new_text: "0".to_owned(),
            })
            .collect()
    };
    let mut actions = Vec::new();
    let mut offer = |title: String, mut edits: Vec<TextEdit>| {
        edits.sort_by_key(|edit| edit.range.start);
        // Two blanks at one place cannot both be filled there.
        let is_apart = edits.windows(2).all(|two| two[0].range.end < two[1].range.start);
        // A quick fix that does the same stands there already.
        let is_fix = question.diagnostics.iter().flat_map(|found| &found.fixes).any(|fix| fix.edits == edits);
        if is_apart && !edits.is_empty() && !is_fix {
            let work = Work::Edits(placed(question.text, edits));
            actions.push(Action { title, kind: Kind::Rewrite, preferred: false, work });
        }
    };
    if let Some(row) = row_at(cursor.section_start, table, question.range.start) {
        let edits = zeros(row);
        offer(titles::fill_row(edits.len(), question.lang), edits);
    }
    let by_row: Vec<Vec<TextEdit>> = table.rows.iter().map(zeros).filter(|edits| !edits.is_empty()).collect();
    if by_row.len() > 1 {
        let edits = by_row.concat();
        let name = &cursor.report.format.tables[table.kind].name;
        offer(titles::fill_table(name, edits.len(), question.lang), edits);
    }
    actions
}
