//! The sentences brought along after a change in a table.
//!
//! Invariant: only figures are written that a finding is about, whose cells are certain and whose tables hold; each as
//! it stood there. The tables are not touched, nor what was marked as reviewed.

use super::{Action, Cursor, Kind, Question, Work, titles};
use crate::assist::place::{self, ElementKind};
use crate::rules::{Diagnostic, Lang, TextEdit};

/// The rule whose findings these are.
pub(super) const RULE: &str = "text/figure-mismatch";

/// The action at a cell of which such sentences speak, and at such a sentence where it does more than the fix there.
pub(super) fn actions(question: &Question<'_>, cursor: &Cursor) -> Option<Action> {
    let own = cursor.start..cursor.start + cursor.report.length;
    let behind: Vec<&Diagnostic> =
        behind(question.diagnostics).filter(|found| own.contains(&found.range.start)).collect();
    let is_here = |found: &&&Diagnostic| {
        found.range.start <= question.range.end && question.range.start <= found.range.end
    };
    let at_sentence = behind.len() > 1 && behind.iter().any(|found| is_here(&found));
    (at_sentence || is_of_cell(question, &behind)).then(|| action(&behind, Kind::QuickFix, question.lang))
}

/// The action for all reports of the text; none where no sentence is left behind.
pub(super) fn everywhere(diagnostics: &[Diagnostic], lang: Lang) -> Option<Action> {
    let behind: Vec<&Diagnostic> = behind(diagnostics).collect();
    (!behind.is_empty()).then(|| action(&behind, Kind::Follow, lang))
}

fn action(behind: &[&Diagnostic], kind: Kind, lang: Lang) -> Action {
    let mut edits: Vec<TextEdit> = behind.iter().filter_map(|found| said(found)).cloned().collect();
    edits.sort_by_key(|edit| edit.range.start);
    let title = titles::follow(edits.len(), lang);
    Action { title, kind, preferred: false, work: Work::Edits(edits) }
}

/// The findings about figures that are not what the tables certainly have.
fn behind(diagnostics: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    let is_certain = |found: &&Diagnostic| found.rule == RULE && found.expected.is_some();
    diagnostics.iter().filter(is_certain).filter(|found| said(found).is_some())
}

/// The edit that writes the figure of the tables into the sentence.
fn said(found: &Diagnostic) -> Option<&TextEdit> {
    found.fixes.iter().find_map(|fix| match fix.edits.as_slice() {
        [edit] if found.range.start <= edit.range.start && edit.range.end <= found.range.end => Some(edit),
        _ => None,
    })
}

/// Whether the cursor is at a cell of which one of these sentences speaks.
fn is_of_cell(question: &Question<'_>, behind: &[&Diagnostic]) -> bool {
    let Some(element) = place::at(question.analysis, question.range.start) else { return false };
    let ElementKind::Figure { table, cell, .. } = element.kind else { return false };
    let table = &element.report.format.tables[table];
    let (row, column) = (&table.rows[cell.row].id, &table.columns[cell.column].id);
    behind
        .iter()
        .flat_map(|found| &found.cells)
        .any(|at| at.table == table.id && at.row.as_ref() == Some(row) && at.column.as_ref() == Some(column))
}
