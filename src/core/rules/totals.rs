//! Rules on sums: do the figures add up, and if not, which one is likely wrong?
//!
//! Invariant: an equation is judged only where all its figures were read with certainty.

use rust_decimal::Decimal;

use super::Rule;
use super::finding::{Coordinates, Detail, Finding, Note, Side, SuggestionKind};
use super::grid::{Grid, Judged};
use super::moved;
use super::repair::{Component, Repair, RepairKind};
use super::view::View;
use crate::format::{CellIndex, ColumnIndex, Equation, RowIndex};
use crate::span::{InReport, Span};

/// `totals/slip`: one repair explains all that does not hold.
pub fn slip(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let found = |(grid, component): (&Grid<'_>, &Component<'_>)| {
        let repair = component.slip()?;
        let first = repair.changes.first()?;
        let moved = match repair.kind {
            RepairKind::Moved(moved) => Some(moved),
            _ => None,
        };
        let range = match moved.and_then(|moved| figures_range(grid, moved.from)) {
            Some(range) => range,
            None => grid.range(first.cell)?,
        };
        let mut finding = Finding::new(rule, range, Detail::Slip { repair: repair.clone() });
        if moved.is_none() {
            finding.found = Some(first.from);
            finding.expected = Some(first.to);
        }
        let broken = component.equations.iter().filter_map(|equation| judged(grid, equation));
        finding.related = broken
            .clone()
            .filter_map(|broken| {
                let (left, right) = sides(grid, broken);
                let cell = broken.equation.at;
                Some((Note::Unequal { cell, left, right }, grid.range(cell)?))
            })
            .collect();
        let changed = repair.changes.iter().map(|change| change.cell);
        let terms = broken.flat_map(|broken| broken.left.iter().chain(&broken.right).copied());
        finding.cells = coordinates(grid, changed.chain(terms));
        finding.equations = numbers(grid, &component.equations);
        finding = with_repair(grid, finding, repair, !repair.rests_on_zeros);
        let (row, column) = match moved {
            Some(moved) => (moved.from, None),
            None => (first.cell.row, Some(first.cell.column)),
        };
        Some(finding.at(grid.table.kind, Some(row), column))
    };
    view.broken().filter_map(found).collect()
}

/// From the first to the last figure of a row.
fn figures_range(grid: &Grid<'_>, row: RowIndex) -> Option<Span<InReport>> {
    let columns = &grid.format.rows[row].columns;
    let range = |column: &ColumnIndex| grid.range(CellIndex { row, column: *column });
    let (first, last) = (range(columns.first()?)?, range(columns.last()?)?);
    (first.start <= last.end).then(|| first.through(last))
}

/// An equation of the format does not hold, and no one slip explains it: `totals/row-total`, `totals/handled-total`,
/// `totals/balance`, `totals/group-total`, and `totals/other-total` for the equations of a format of one's own.
pub fn unequal(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let of_rule = |id: &str| super::find(id).map_or("totals/other-total", |found| found.id) == rule.id;
    let unexplained = view.broken().filter(|(_, component)| component.slip().is_none());
    let broken = unexplained.flat_map(|(grid, component)| {
        let own = component.equations.iter().filter(|equation| of_rule(&equation.rule));
        own.filter_map(move |equation| finding(grid, judged(grid, equation)?, component, rule))
    });
    broken.collect()
}

fn finding(grid: &Grid<'_>, broken: &Judged<'_>, component: &Component<'_>, rule: &Rule) -> Option<Finding> {
    /// So many repairs are offered where none is certain.
    const MOST: usize = 5;
    let cell = broken.equation.at;
    let (left, right) = sides(grid, broken);
    let found = grid.figure(cell)?;
    let expected = found + Decimal::from(broken.sign(cell)) * (broken.right_sum - broken.left_sum);
    let addends =
        left.terms.iter().chain(&right.terms).filter(|(other, figure)| *other != cell && !figure.is_zero());
    let related = addends
        .filter_map(|(other, figure)| {
            Some((Note::Addend { cell: *other, figure: *figure, of: cell }, grid.range(*other)?))
        })
        .collect();
    let mut finding = Finding::new(rule, grid.range(cell)?, Detail::Unequal { cell, left, right });
    finding.related = related;
    finding.expected = (expected >= Decimal::ZERO).then_some(expected);
    finding.found = Some(found);
    finding.cells = coordinates(grid, broken.left.iter().chain(&broken.right).copied());
    let is_certain = component.only().is_some_and(|repair| !repair.rests_on_zeros);
    for repair in component.repairs.iter().take(MOST) {
        finding = with_repair(grid, finding, repair, is_certain);
    }
    Some(finding.at(grid.table.kind, Some(cell.row), Some(cell.column)))
}

/// The same finding, with this repair as a way to mend it.
fn with_repair(grid: &Grid<'_>, finding: Finding, repair: &Repair, preferred: bool) -> Finding {
    let edits =
        repair.changes.iter().filter_map(|change| Some((grid.range(change.cell)?, change.to.to_string())));
    let edits = edits.collect();
    finding.suggest(SuggestionKind::Change { repair: repair.clone() }, preferred, edits)
}

/// The equation as it was judged.
fn judged<'g, 'a>(grid: &'g Grid<'a>, equation: &Equation) -> Option<&'g Judged<'a>> {
    grid.judged.iter().find(|judged| std::ptr::eq(judged.equation, equation))
}

/// The two sides of an equation, with their figures.
fn sides(grid: &Grid<'_>, judged: &Judged<'_>) -> (Side, Side) {
    let side = |cells: &[CellIndex], sum: Decimal| Side {
        terms: cells.iter().filter_map(|cell| Some((*cell, grid.figure(*cell)?))).collect(),
        sum,
    };
    (side(&judged.left, judged.left_sum), side(&judged.right, judged.right_sum))
}

/// The coordinates of cells, each once, in this order.
fn coordinates(grid: &Grid<'_>, cells: impl Iterator<Item = CellIndex>) -> Vec<Coordinates> {
    let mut places = Vec::new();
    for cell in cells {
        let place = Coordinates::of(grid.table.kind, cell);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

/// The numbers of equations in their table.
fn numbers(grid: &Grid<'_>, equations: &[&Equation]) -> Vec<usize> {
    let all = || grid.format.equations.iter();
    equations.iter().filter_map(|one| all().position(|equation| std::ptr::eq(equation, *one))).collect()
}

/// `totals/implausible`: a figure is smaller than others allow.
pub fn implausible(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for grid in view.readable() {
        for bound in &grid.format.bounds {
            let figures = |cells: &[CellIndex]| -> Option<Vec<(CellIndex, Decimal)>> {
                cells.iter().map(|cell| Some((*cell, grid.figure(*cell)?))).collect()
            };
            let (Some(left), Some(right)) = (figures(&bound.left), figures(&bound.right)) else { continue };
            let sum = |side: &[(CellIndex, Decimal)]| side.iter().map(|(_, figure)| *figure).sum::<Decimal>();
            let lacking = sum(&right) - sum(&left);
            if lacking <= Decimal::ZERO {
                continue;
            }
            let (Some(range), Some(found)) = (grid.range(bound.at), grid.figure(bound.at)) else { continue };
            let others: Vec<_> =
                right.into_iter().chain(left).filter(|(cell, _)| *cell != bound.at).collect();
            let related = others
                .iter()
                .filter_map(|(cell, figure)| {
                    Some((Note::Addend { cell: *cell, figure: *figure, of: bound.at }, grid.range(*cell)?))
                })
                .collect();
            let all = coordinates(grid, [bound.at].into_iter().chain(others.iter().map(|(cell, _)| *cell)));
            let detail = Detail::TooSmall { cell: bound.at, others, least: found + lacking };
            let mut finding = Finding::new(rule, range, detail);
            finding.cells = all;
            finding.found = Some(found);
            finding.related = related;
            findings.push(finding.at(grid.table.kind, Some(bound.at.row), Some(bound.at.column)));
        }
    }
    findings
}

/// `totals/unlikely-regulation`: the agency can hardly have such figures.
pub fn unlikely_regulation(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let Some(agency) = &view.report.agency else { return Vec::new() };
    let mut findings = Vec::new();
    for grid in view.readable() {
        for row in &grid.table.rows {
            let Some(kind) = row.kind else { continue };
            let format = &grid.format.rows[kind];
            let name =
                format.unless.iter().fold(agency.clone(), |name, word| name.replace(word.as_str(), ""));
            if !format.unlikely_for.iter().any(|word| name.contains(word.as_str())) {
                continue;
            }
            let figure = |cell: &crate::report::Cell| cell.value.figure().filter(|figure| !figure.is_zero());
            let Some((cell, found)) = grid.cells(row).find(|(_, cell)| figure(cell).is_some()) else {
                continue;
            };
            let detail = Detail::Unlikely { row: kind, agency: agency.clone() };
            let range = found.range.in_report(grid.start);
            let mut finding = Finding::new(rule, range, detail);
            finding.found = figure(found);
            // Most often they are those of the next row.
            if let Some(what) = moved::into_next(grid, kind) {
                let edits = moved::edits(grid, what, false, &|range| view.quote(range).into_owned());
                finding = finding.suggest(SuggestionKind::Move { what }, false, edits);
            }
            findings.push(finding.at(grid.table.kind, Some(kind), Some(cell.column)));
        }
    }
    findings
}
