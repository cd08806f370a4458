//! What may be changed without anybody looking at it.
//!
//! Invariant, the law of certain fixes: after a fix every figure that stood in the text still stands at its cell, but
//! for those that the fix itself corrects because the sums ask for it; what the fix was for is gone; and nothing new
//! is wrong. So no figure is lost or shifted, and no heading or label is doubled, cut or put inside a table: each of
//! these would be found.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::analysis::Analysis;
use crate::format::{ColumnIndex, RowIndex, TableIndex};
use crate::report::Cells;
use crate::rules::{Diagnostic, Fix};
use crate::span::{InText, Span};
use crate::text::{ByteEdit, Text};

/// What is known of a text: what is wrong with it, and where its figures stand.
#[derive(Debug, Clone)]
pub struct Known {
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    figures: Vec<Figure>,
}

/// What is known of a text that came from the first one by these edits, made one after the other.
pub type Judge<'a> = dyn Fn(&Text, &[ByteEdit]) -> Known + 'a;

/// A figure of a table; report, table, row and column are indices, the column only where it is certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct FigureKey {
    report: usize,
    table: TableIndex,
    row: RowIndex,
    column: Option<ColumnIndex>,
}

#[derive(Debug, Clone)]
struct Figure {
    key: FigureKey,
    figure: Decimal,
    range: Span<InText>,
}

impl Known {
    /// What is known of a text by its analysis, and what is wrong with it after all that its project has decided.
    pub fn of(analysis: &Analysis, diagnostics: Vec<Diagnostic>) -> Known {
        let mut figures = Vec::new();
        for (number, (start, report)) in analysis.reports().iter().enumerate() {
            for (section_start, section) in &report.sections {
                for table in &section.tables {
                    for row in &table.rows {
                        let Some(kind) = row.kind else { continue };
                        let columns = &report.format.tables[table.kind].rows[kind].columns;
                        let is_placed = matches!(row.cells, Cells::Placed(_));
                        for (at, cell) in row.cells.as_slice().iter().enumerate() {
                            let Some(figure) = cell.value.figure() else { continue };
                            let column = columns.get(at).copied().filter(|_| is_placed);
                            let key = FigureKey { report: number, table: table.kind, row: kind, column };
                            let range = cell.range.in_report(*section_start).in_text(*start);
                            figures.push(Figure { key, figure, range });
                        }
                    }
                }
            }
        }
        Known { diagnostics, figures }
    }
}

/// The fixes that may be made without anybody looking at each: those that are preferred, but of those that change a
/// figure because of a sum only the ones for which a second sum speaks. One sum alone does not tell which of its
/// figures is wrong.
pub fn certain(diagnostics: &[Diagnostic]) -> Vec<(&Diagnostic, &Fix)> {
    let speaks_alone = |found: &Diagnostic| found.rule.starts_with("totals/") && found.equations.len() < 2;
    let fixes = diagnostics.iter().filter(|found| !speaks_alone(found));
    fixes.filter_map(|found| Some((found, preferred(found)?))).collect()
}

/// The preferred fix of a finding.
pub fn preferred(found: &Diagnostic) -> Option<&Fix> {
    found.fixes.iter().find(|fix| fix.preferred && !fix.edits.is_empty())
}

/// Whether the law holds for these fixes, which led from `before` to `after`.
pub fn holds(before: &Known, after: &Known, fixes: &[(Diagnostic, Fix)]) -> bool {
    are_kept(before, after, fixes) && is_better(&before.diagnostics, &after.diagnostics, fixes)
}

/// Whether every figure still stands at its cell that no fix replaces because of the sums.
fn are_kept(before: &Known, after: &Known, fixes: &[(Diagnostic, Fix)]) -> bool {
    let may_correct = |found: &Diagnostic| !found.equations.is_empty();
    let corrected: Vec<Span<InText>> = fixes
        .iter()
        .filter(|(found, _)| may_correct(found))
        .flat_map(|(_, fix)| fix.edits.iter().map(|edit| edit.range))
        .filter(|range| !range.is_empty())
        .collect();
    let is_corrected = |figure: &Figure| {
        corrected.iter().any(|range| range.start < figure.range.end && figure.range.start < range.end)
    };
    let mut standing: HashMap<(FigureKey, Decimal), usize> = HashMap::new();
    let mut rows: HashMap<FigureKey, Vec<Decimal>> = HashMap::new();
    for Figure { key, figure, .. } in &after.figures {
        *standing.entry((*key, figure.normalize())).or_default() += 1;
        rows.entry(FigureKey { column: None, ..*key }).or_default().push(figure.normalize());
    }
    // What has no certain place keeps its order in the row.
    let mut passed: HashMap<FigureKey, usize> = HashMap::new();
    before.figures.iter().filter(|figure| !is_corrected(figure)).all(|Figure { key, figure, .. }| {
        let figure = figure.normalize();
        match key.column {
            Some(_) => match standing.get_mut(&(*key, figure)) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    true
                }
                _ => false,
            },
            None => {
                let next = passed.entry(*key).or_default();
                let row = rows.get(key).map_or(&[][..], Vec::as_slice);
                match row[*next..].iter().position(|other| *other == figure) {
                    Some(at) => {
                        *next += at + 1;
                        true
                    }
                    None => false,
                }
            }
        }
    })
}

/// Whether what the fixes were for is gone, and nothing is wrong that was not before.
fn is_better(before: &[Diagnostic], after: &[Diagnostic], fixes: &[(Diagnostic, Fix)]) -> bool {
    let before = counted(before.iter());
    let after = counted(after.iter());
    let mended = counted(fixes.iter().map(|(found, _)| found));
    let was = |what: &String| before.get(what).copied().unwrap_or(0);
    let is_gone =
        |(what, count): (&String, &usize)| after.get(what).copied().unwrap_or(0) + count <= was(what);
    mended.iter().all(is_gone) && after.iter().all(|(what, count)| *count <= was(what))
}

/// How often each thing is wrong. A slip is what it explains; of a row that is at fault as a whole the column is only
/// a guess.
fn counted<'a>(list: impl Iterator<Item = &'a Diagnostic>) -> HashMap<String, usize> {
    let mut counted = HashMap::new();
    for found in list {
        let is_sum = found.rule.starts_with("totals/");
        if is_sum && !found.equations.is_empty() {
            for equation in &found.equations {
                *counted.entry(format!("{} {:?}", equation.rule, equation.at)).or_default() += 1;
            }
            continue;
        }
        let what = match &found.place {
            Some(place) if is_sum => format!("{} {place:?}", found.rule),
            Some(place) => format!("{} {} {:?}", found.rule, place.table, place.row),
            None => found.rule.to_owned(),
        };
        *counted.entry(what).or_default() += 1;
    }
    counted
}
