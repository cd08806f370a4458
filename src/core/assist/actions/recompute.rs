//! Totals computed anew: of a row, of a column, of a table.
//!
//! Invariant: a total is a figure that stands alone on one side of its equation, so what is carried over, which
//! only balances others, is none. A total is computed only from figures that are all certain; the number of
//! equations that do not hold never grows, and where one breaks the title says so.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Action, Cursor, Kind, Question, Work, titles};
use crate::assist::field::placed;
use crate::assist::place::{self, ElementKind};
use crate::format::{CellIndex, Equation};
use crate::report::Value;
use crate::rules::TextEdit;
use crate::rules::grid::Grid;

pub(super) fn actions(question: &Question<'_>, cursor: &Cursor) -> Vec<Action> {
    let Some(table) = cursor.table().filter(|table| table.readable) else { return Vec::new() };
    let grids = place::grids(&cursor.report);
    let Some(grid) = grids[table.kind].as_ref().filter(|grid| std::ptr::eq(grid.table, table)) else {
        return Vec::new();
    };
    let row = place::row_at(cursor.section_start, table, question.range.start).and_then(|row| row.kind);
    let column = match place::at(question.analysis, question.range.start).map(|element| element.kind) {
        Some(ElementKind::Figure { cell, .. }) => Some(cell.column),
        _ => None,
    };
    let is_of_row = |equation: &Equation| {
        let mut cells = equation.left.iter().chain(&equation.right);
        cells.all(|cell| cell.row == equation.at.row)
    };
    let mut actions: Vec<Action> = Vec::new();
    let mut offer = |changes: Changes, title: &dyn Fn(&[titles::Changed], usize) -> String| {
        let Some(outcome) = changes.outcome(grid) else { return };
        let mut edits: Vec<TextEdit> = Vec::new();
        for (cell, figure) in &changes.0 {
            let Some(range) = grid.range(*cell) else { return };
            edits.push(TextEdit {
                range: range.in_text(cursor.start),
                new_text: figure.normalize().to_string(),
            });
        }
        edits.sort_by_key(|edit| edit.range.start);
        let is_fix = question.touched().flat_map(|found| &found.fixes).any(|fix| fix.edits == edits);
        let edits = placed(question.text, edits);
        let same = |action: &Action| matches!(&action.work, Work::Edits(other) if *other == edits);
        if !edits.is_empty() && !is_fix && !actions.iter().any(same) {
            let title = title(&changes.told(grid), outcome.newly_broken);
            let work = Work::Edits(edits);
            actions.push(Action { title, kind: Kind::Rewrite, preferred: false, work });
        }
    };
    let lang = question.lang;
    if let Some(row) = row {
        let of_row = |equation: &Equation| equation.at.row == row && is_of_row(equation);
        offer(Changes::of(grid, &of_row), &|changed, broken| titles::recompute_row(changed, broken, lang));
    }
    if let Some(column) = column {
        let of_column = |equation: &Equation| equation.at.column == column && !is_of_row(equation);
        offer(Changes::of(grid, &of_column), &|changed, broken| {
            titles::recompute_column(changed, broken, lang)
        });
    }
    offer(Changes::of(grid, &|_| true), &|changed, broken| {
        titles::recompute_table(&grid.format.name, changed, broken, lang)
    });
    actions
}

/// The totals that come out otherwise than they stand there.
struct Changes(BTreeMap<CellIndex, Decimal>);

struct Outcome {
    /// How many equations hold now and do not hold then.
    newly_broken: usize,
}

impl Changes {
    /// The totals of these equations, each from its parts, in the order in which they rest on one another.
    fn of(grid: &Grid<'_>, wanted: &dyn Fn(&Equation) -> bool) -> Changes {
        // A total of totals rests on at most two others.
        const ROUNDS: usize = 4;
        let mut changes = BTreeMap::new();
        let wanted: Vec<&Equation> = place::equations(grid).filter(|equation| wanted(equation)).collect();
        for _ in 0..ROUNDS {
            let before = changes.clone();
            for equation in &wanted {
                let known = |cell: &CellIndex| changes.get(cell).copied().or_else(|| grid.figure(*cell));
                let Some(figure) = total(grid, equation, &known) else { continue };
                if known(&equation.at) != Some(figure) && may_change(grid, equation.at) {
                    changes.insert(equation.at, figure);
                }
            }
            if changes == before {
                changes.retain(|cell, figure| grid.figure(*cell) != Some(*figure));
                return Changes(changes);
            }
        }
        // They contradict one another.
        Changes(BTreeMap::new())
    }

    /// What becomes of the equations; none where more would be broken than are now.
    fn outcome(&self, grid: &Grid<'_>) -> Option<Outcome> {
        if self.0.is_empty() {
            return None;
        }
        let after = grid.judge(&|cell| self.0.get(&cell).copied().or_else(|| grid.figure(cell)));
        let broken = |at: &[crate::rules::grid::Judged<'_>]| -> Vec<*const Equation> {
            at.iter()
                .filter(|judged| !judged.holds())
                .map(|judged| std::ptr::from_ref(judged.equation))
                .collect()
        };
        let (old, new) = (broken(&grid.judged), broken(&after));
        let newly_broken = new.iter().filter(|equation| !old.contains(equation)).count();
        (new.len() <= old.len()).then_some(Outcome { newly_broken })
    }

    fn told(&self, grid: &Grid<'_>) -> Vec<titles::Changed> {
        let one = |(cell, figure): (&CellIndex, &Decimal)| titles::Changed {
            row: crate::report::normal::without_notes(&grid.format.rows[cell.row].label),
            column: grid.format.columns[cell.column].label.clone(),
            from: grid.figure(*cell),
            to: *figure,
        };
        self.0.iter().map(one).collect()
    }
}

/// The total of an equation from its parts, where it stands alone on one side.
pub fn total(
    grid: &Grid<'_>,
    equation: &Equation,
    known: &dyn Fn(&CellIndex) -> Option<Decimal>,
) -> Option<Decimal> {
    let counts = |cells: &[CellIndex]| -> Vec<CellIndex> {
        cells.iter().copied().filter(|cell| grid.counts(cell.row)).collect()
    };
    let (left, right) = (counts(&equation.left), counts(&equation.right));
    let parts = match (left.as_slice(), right.as_slice()) {
        (parts, [alone]) if *alone == equation.at => parts,
        ([alone], parts) if *alone == equation.at => parts,
        _ => return None,
    };
    parts.iter().map(known).sum()
}

/// Whether a figure stands there, or nothing; what says "not applicable" was meant so.
fn may_change(grid: &Grid<'_>, cell: CellIndex) -> bool {
    let value = grid.cell(cell).map(|cell| &cell.value);
    !grid.is_twice(cell.row) && !grid.has_missing() && matches!(value, Some(Value::Figure(_) | Value::Blank))
}
