//! Blanks filled with zeros, and blank totals with what their parts add up to then.
//!
//! Invariant: a blank is a zero only because the writer says so; marks and figures stay as they are. A total whose parts
//! are not all known stays blank.

use rust_decimal::Decimal;

use super::{Action, Cursor, Kind, Question, Work, titles};
use crate::assist::cells::sums::{is_total, sums_with};
use crate::assist::field::placed;
use crate::assist::place::{self, row_at};
use crate::format::CellIndex;
use crate::report::{Cell, Cells, Row, Value};
use crate::rules::TextEdit;
use crate::rules::grid::Grid;

pub(super) fn actions(question: &Question<'_>, cursor: &Cursor) -> Vec<Action> {
    let Some(table) = cursor.table().filter(|table| table.readable) else { return Vec::new() };
    let grids = place::grids(&cursor.report);
    // A table that stands there a second time takes part in no equation.
    let grid = grids[table.kind].as_ref().filter(|grid| std::ptr::eq(grid.table, table));
    let format = &cursor.report.format.tables[table.kind];
    let blanks = |row: &Row| -> Vec<(CellIndex, Cell)> {
        let (Some(kind), Cells::Placed(cells)) = (row.kind, &row.cells) else { return Vec::new() };
        let cells = format.rows[kind].columns.iter().zip(cells);
        let blank = cells.filter(|(_, cell)| cell.value == Value::Blank);
        blank.map(|(column, cell)| (CellIndex { row: kind, column: *column }, cell.clone())).collect()
    };
    let mut actions = Vec::new();
    let mut offer = |blanks: &[(CellIndex, Cell)], title: &dyn Fn(usize, bool) -> String| {
        // Where only totals are blank, they are computed anew.
        if grid.is_some_and(|grid| blanks.iter().all(|(cell, _)| is_total(grid, *cell))) {
            return;
        }
        let figures = figures(grid, blanks);
        let edit = |(cell, figure): &(&Cell, Decimal)| TextEdit {
            range: cell.range.in_text(cursor.section_start),
            new_text: figure.normalize().to_string(),
        };
        let mut edits: Vec<TextEdit> = figures.iter().map(edit).collect();
        edits.sort_by_key(|edit| edit.range.start);
        // Two blanks at one place cannot both be filled there.
        let is_apart = edits.windows(2).all(|two| two[0].range.end < two[1].range.start);
        // A quick fix that does the same stands there already.
        let is_fix = question.touched().flat_map(|found| &found.fixes).any(|fix| fix.edits == edits);
        if is_apart && !edits.is_empty() && !is_fix {
            let title = title(edits.len(), figures.iter().any(|(_, figure)| !figure.is_zero()));
            let work = Work::Edits(placed(question.text, edits));
            actions.push(Action { title, kind: Kind::Rewrite, preferred: false, work });
        }
    };
    if let Some(row) = row_at(cursor.section_start, table, question.range.start) {
        offer(&blanks(row), &|count, with_sums| titles::fill_row(count, with_sums, question.lang));
    }
    let by_row: Vec<_> = table.rows.iter().map(blanks).filter(|blanks| !blanks.is_empty()).collect();
    if by_row.len() > 1 {
        offer(&by_row.concat(), &|count, with_sums| {
            titles::fill_table(&format.name, count, with_sums, question.lang)
        });
    }
    actions
}

/// What these blanks become: what is no total a zero, a total what its parts add up to then, if they are all known.
fn figures<'a>(grid: Option<&Grid<'_>>, blanks: &'a [(CellIndex, Cell)]) -> Vec<(&'a Cell, Decimal)> {
    let Some(grid) = grid else { return blanks.iter().map(|(_, cell)| (cell, Decimal::ZERO)).collect() };
    let zeros: Vec<CellIndex> =
        blanks.iter().map(|(cell, _)| *cell).filter(|cell| !is_total(grid, *cell)).collect();
    let zero = |cell: CellIndex| zeros.contains(&cell).then_some(Decimal::ZERO);
    let sums = sums_with(grid, &zero);
    let figure = |at: CellIndex| zero(at).or_else(|| sums.get(&at).copied());
    blanks.iter().filter_map(|(at, cell)| Some((cell, figure(*at)?))).collect()
}
