//! Rules on sums: do the figures add up, and if not, which one is likely wrong?
//!
//! Invariant: an equation is judged only where all its figures were read with certainty.

use rust_decimal::Decimal;

use super::Rule;
use super::culprit::{Repair, repairs};
use super::finding::{Culprit, Detail, Finding, MendKind, Note, Side};
use super::view::{Grid, Judged, View};
use crate::format::Cell;

/// An equation of the format does not hold: `totals/row-total`, `totals/handled-total`, `totals/balance`,
/// `totals/group-total`, and `totals/other-total` for the equations of a format of one's own.
pub fn unequal(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let of_rule = |id: &str| super::find(id).map_or("totals/other-total", |found| found.id) == rule.id;
    let mut findings = Vec::new();
    for grid in view.readable() {
        for broken in
            grid.judged.iter().filter(|equation| !equation.holds() && of_rule(&equation.equation.rule))
        {
            findings.extend(finding(grid, broken, rule));
        }
    }
    findings
}

fn finding(grid: &Grid<'_>, broken: &Judged<'_>, rule: &Rule) -> Option<Finding> {
    let cell = broken.equation.at;
    let side = |cells: &[Cell], sum: Decimal| Side {
        terms: cells.iter().filter_map(|cell| Some((*cell, grid.figure(*cell)?))).collect(),
        sum,
    };
    let (left, right) = (side(&broken.left, broken.left_sum), side(&broken.right, broken.right_sum));
    let found = grid.figure(cell)?;
    let expected = found + Decimal::from(broken.sign(cell)) * (broken.right_sum - broken.left_sum);
    let addends =
        left.terms.iter().chain(&right.terms).filter(|(other, figure)| *other != cell && !figure.is_zero());
    let related = addends
        .filter_map(|(other, figure)| {
            Some((Note::Addend { cell: *other, figure: *figure, of: cell }, grid.range(*other)?))
        })
        .collect();
    let repairs = likely(grid, broken);
    let culprit = repairs.first().filter(|repair| repair.certain).map(|repair| Culprit {
        changes: repair.changes.clone(),
        holding: repair.holding,
        all: repair.all,
    });
    let mut finding = Finding::new(rule, grid.range(cell)?, Detail::Unequal { cell, left, right, culprit });
    finding.related = related;
    finding.expected = (expected >= Decimal::ZERO).then_some(expected);
    finding.found = Some(found);
    for repair in repairs {
        let edits = repair
            .changes
            .iter()
            .filter_map(|change| Some((grid.range(change.cell)?, change.to.to_string())));
        let edits: Vec<_> = edits.collect();
        let what = MendKind::Change { changes: repair.changes, holding: repair.holding, all: repair.all };
        finding = finding.mend(what, repair.certain, edits);
    }
    Some(finding.at(grid.table.kind, Some(cell.row), Some(cell.column)))
}

/// The repairs of a broken equation. A figure that is missing but can only be one counts as if it stood there.
fn likely(grid: &Grid<'_>, broken: &Judged<'_>) -> Vec<Repair> {
    match grid.has_holes() {
        true => repairs(grid, &grid.judge(&|cell| grid.figure_or_hole(cell)), broken),
        false => repairs(grid, &grid.judged, broken),
    }
}

/// `totals/implausible`: a figure is smaller than others allow.
pub fn implausible(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for grid in view.readable() {
        for bound in &grid.format.bounds {
            let figures = |cells: &[Cell]| -> Option<Vec<(Cell, Decimal)>> {
                cells.iter().map(|cell| Some((*cell, grid.figure(*cell)?))).collect()
            };
            let (Some(left), Some(right)) = (figures(&bound.left), figures(&bound.right)) else { continue };
            let sum = |side: &[(Cell, Decimal)]| side.iter().map(|(_, figure)| *figure).sum::<Decimal>();
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
            let detail = Detail::TooSmall { cell: bound.at, others, least: found + lacking };
            let mut finding = Finding::new(rule, range, detail);
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
            let range = super::view::at(grid.start, &found.range);
            let mut finding = Finding::new(rule, range, detail);
            finding.found = figure(found);
            findings.push(finding.at(grid.table.kind, Some(kind), Some(cell.column)));
        }
    }
    findings
}
