//! Rules on cells: does each hold a figure, and one that can be?
//!
//! Invariant: a blank is never a zero; what is alike in many cells of a table is one finding.

use rust_decimal::Decimal;

use super::Rule;
use super::finding::{Coordinates, Detail, Finding, SuggestionKind};
use super::grid::{Grid, Judged};
use super::meant::meant;
use super::moved;
use super::view::View;
use crate::format::{CellIndex, ColumnIndex};
use crate::report::{self, Value};
use crate::span::{InReport, Span};

/// `tables/blank-cell`: cells beside one another were not filled in. Where there are many such runs in a table, they
/// are one finding.
pub fn blank_cell(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    const MANY: usize = 6;
    let mut findings = Vec::new();
    for grid in view.readable() {
        if grid.is_blank() {
            findings.extend(blank_table(view, grid, rule));
            continue;
        }
        let mut runs = Vec::new();
        for row in &grid.table.rows {
            let cells: Vec<_> = grid.cells(row).collect();
            let same = |a: &(CellIndex, &report::Cell), b: &(CellIndex, &report::Cell)| {
                (a.1.value == Value::Blank) == (b.1.value == Value::Blank)
            };
            let blanks = cells.chunk_by(same).filter(|run| run[0].1.value == Value::Blank);
            runs.extend(blanks.map(<[(CellIndex, &report::Cell)]>::to_vec));
        }
        let zeros = |run: &[(CellIndex, &report::Cell)]| -> Vec<(Span<InReport>, String)> {
            run.iter().map(|(_, cell)| (cell.range.in_report(grid.start), "0".to_owned())).collect()
        };
        let place = |run: &[(CellIndex, &report::Cell)]| {
            let (first, last) = (run[0].1.range, run[run.len() - 1].1.range);
            visible(view, first.through(last).in_report(grid.start))
        };
        if runs.len() >= MANY {
            let all: Vec<_> = runs.concat();
            let detail = Detail::BlankTable { count: all.len(), whole: false };
            let finding = Finding::new(rule, place(&runs[0]), detail).at(grid.table.kind, None, None);
            findings.push(finding.suggest(SuggestionKind::Zeros { count: all.len() }, false, zeros(&all)));
            continue;
        }
        for run in runs {
            let columns: Vec<ColumnIndex> = run.iter().map(|(cell, _)| cell.column).collect();
            let (row, column) = (run[0].0.row, (columns.len() == 1).then(|| columns[0]));
            let only = column.and_then(|_| grid.determined(run[0].0));
            let detail = Detail::BlankCells { row, columns, only };
            let mut finding = Finding::new(rule, place(&run), detail).at(grid.table.kind, Some(row), column);
            finding.cells = run.iter().map(|(cell, _)| Coordinates::of(grid.table.kind, *cell)).collect();
            finding.expected = only;
            let is_whole = run.len() == grid.format.rows[row].columns.len();
            if let Some(what) = is_whole.then(|| moved::into_blank(grid, row)).flatten() {
                let edits = moved::edits(grid, what, true, &|range| view.quote(range).into_owned());
                finding = finding.suggest(SuggestionKind::Move { what }, false, edits);
            }
            findings.push(match (only, column) {
                (Some(figure), Some(column)) => {
                    let edit = (run[0].1.range.in_report(grid.start), figure.to_string());
                    finding.suggest(SuggestionKind::InsertFigure { column, figure }, true, vec![edit])
                }
                _ => finding.suggest(SuggestionKind::Zeros { count: run.len() }, false, zeros(&run)),
            });
        }
    }
    findings
}

fn blank_table(view: &View<'_>, grid: &Grid<'_>, rule: &Rule) -> Option<Finding> {
    let cells = grid.table.rows.iter().flat_map(|row| grid.cells(row));
    let zeros: Vec<_> = cells.map(|(_, cell)| (cell.range.in_report(grid.start), "0".to_owned())).collect();
    let count = grid
        .table
        .rows
        .iter()
        .filter_map(|row| row.kind)
        .map(|kind| grid.format.rows[kind].columns.len())
        .sum();
    let first = grid.table.rows.first()?;
    let range = match first.cells.as_slice().first() {
        Some(cell) if first.label_range.is_empty() => visible(view, cell.range.in_report(grid.start)),
        _ => grid.label_range(first),
    };
    let finding =
        Finding::new(rule, range, Detail::BlankTable { count, whole: true }).at(grid.table.kind, None, None);
    Some(if zeros.is_empty() {
        finding
    } else {
        finding.suggest(SuggestionKind::Zeros { count: zeros.len() }, false, zeros)
    })
}

/// A range that shows: an empty cell is shown with what separates it from its neighbours.
fn visible(view: &View<'_>, range: Span<InReport>) -> Span<InReport> {
    let is_shown = |c: char| !c.is_whitespace() && !matches!(c, '|' | '｜' | '│');
    if view.quote(range).ends_with(is_shown) {
        return range;
    }
    let end =
        range.end + view.quote(Span::new(range.end..range.end + 1)).starts_with(['\t', ' ', '|']) as usize;
    // What stands before it may be a letter of a label: it is a character that is stepped over, not a byte.
    const LONGEST: usize = 4;
    let before = view.quote(Span::new(range.start.saturating_sub(LONGEST)..range.start));
    let before = before.chars().next_back().filter(|_| range.start == end).map_or(0, char::len_utf8);
    let shown = Span::new(range.start - before..end);
    if view.quote(shown).contains(['\n', '\r']) { range } else { shown }
}

/// `tables/not-a-number`: a cell holds something else than a figure, or a sum in 元 where the column is in 万元.
pub fn not_a_number(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    cells(view)
        .filter_map(|(grid, cell, found)| {
            let range = found.range.in_report(grid.start);
            let Value::Other(text) = &found.value else {
                let in_wan = grid.format.columns[cell.column].label.contains("万元");
                let text = if in_wan { view.quote(range) } else { "".into() };
                let other = text.ends_with('元') && !text.contains('万');
                let detail = Detail::OtherUnit { cell, found: text.into_owned() };
                return other.then(|| about(rule, grid, cell, range, detail));
            };
            let meant = said(&found.value);
            let detail = Detail::NotANumber { cell, found: text.clone(), meant };
            let mut finding = about(rule, grid, cell, range, detail);
            let Some(figure) = meant else { return Some(finding) };
            let is_certain = is_confirmed(grid, cell);
            finding.expected = is_certain.then_some(figure);
            let kind = match figure.is_zero() {
                true => SuggestionKind::Zeros { count: 1 },
                false => SuggestionKind::Figure { figure },
            };
            Some(finding.suggest(kind, is_certain, vec![(range, figure.to_string())]))
        })
        .collect()
}

/// The figure that a cell holds or is meant to hold.
fn said(value: &Value) -> Option<Decimal> {
    match value {
        Value::Other(text) if matches!(text.as_str(), "无" | "零" | "空") => Some(Decimal::ZERO),
        Value::Other(text) => meant(text),
        _ => value.figure(),
    }
}

/// Whether the sums confirm what a cell is meant to hold: at least two equations that it stands in can be judged,
/// other cells that are no figures taken as they are meant too, all of them hold, and not among zeros alone.
fn is_confirmed(grid: &Grid<'_>, cell: CellIndex) -> bool {
    const LEAST: usize = 2;
    let figure = |other: CellIndex| match grid.is_twice(other.row) {
        true => None,
        false => said(&grid.cell(other)?.value),
    };
    let judged = grid.judge(&figure);
    let own = judged.iter().filter(|equation| equation.sign(cell) != 0);
    let says_something = |equation: &Judged<'_>| {
        equation
            .left
            .iter()
            .chain(&equation.right)
            .any(|other| figure(*other).is_some_and(|said| !said.is_zero()))
    };
    own.clone().count() >= LEAST && own.clone().all(Judged::holds) && own.clone().any(says_something)
}

/// `tables/negative`: a figure is below zero.
pub fn negative(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    figures(view)
        .filter(|(grid, cell, _, figure)| {
            figure.is_sign_negative() && !figure.is_zero() && !grid.format.columns[cell.column].signed
        })
        .map(|(grid, cell, range, figure)| {
            let mut finding = about(rule, grid, cell, range, Detail::Negative { cell });
            finding.found = Some(figure);
            finding
        })
        .collect()
}

/// `tables/not-an-integer`: a count has decimals.
pub fn not_an_integer(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    figures(view)
        .filter(|(grid, cell, _, figure)| !figure.is_integer() && !grid.format.columns[cell.column].decimal)
        .map(|(grid, cell, range, figure)| {
            let mut finding = about(rule, grid, cell, range, Detail::NotAnInteger { cell });
            finding.found = Some(figure);
            finding
        })
        .collect()
}

/// `tables/not-applicable-mark`: cells say "not applicable", one finding for each table.
pub fn not_applicable_mark(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for grid in view.readable() {
        let own = grid.table.rows.iter().flat_map(|row| grid.cells(row));
        let marks: Vec<_> = own.filter(|(_, cell)| matches!(cell.value, Value::NotApplicable(_))).collect();
        let Some((_, first)) = marks.first() else { continue };
        let mut kinds: Vec<String> = Vec::new();
        for (_, cell) in &marks {
            if let Value::NotApplicable(mark) = &cell.value
                && !kinds.contains(mark)
            {
                kinds.push(mark.clone());
            }
        }
        let detail = Detail::NotApplicable { marks: kinds, count: marks.len() };
        let range = first.range.in_report(grid.start);
        let zeros =
            marks.iter().map(|(_, cell)| (cell.range.in_report(grid.start), "0".to_owned())).collect();
        let finding = Finding::new(rule, range, detail).at(grid.table.kind, None, None);
        findings.push(finding.suggest(SuggestionKind::Zeros { count: marks.len() }, false, zeros));
    }
    findings
}

fn cells<'v, 'a>(view: &'v View<'a>) -> impl Iterator<Item = (&'v Grid<'a>, CellIndex, &'a report::Cell)> {
    view.rows().flat_map(|(grid, row)| grid.cells(row).map(move |(cell, found)| (grid, cell, found)))
}

fn figures<'v, 'a>(
    view: &'v View<'a>,
) -> impl Iterator<Item = (&'v Grid<'a>, CellIndex, Span<InReport>, Decimal)> {
    cells(view).filter_map(|(grid, cell, found)| {
        found.value.figure().map(|figure| (grid, cell, found.range.in_report(grid.start), figure))
    })
}

fn about(
    rule: &super::Rule,
    grid: &Grid<'_>,
    cell: CellIndex,
    range: Span<InReport>,
    detail: Detail,
) -> Finding {
    Finding::new(rule, range, detail).at(grid.table.kind, Some(cell.row), Some(cell.column))
}
