//! Sentences against tables.
//!
//! Invariant: only figures and words whose cells are certain, and all of whose cells can be read, are held against
//! them.

use rust_decimal::Decimal;

use super::super::Rule;
use super::super::finding::{Detail, Finding, Note, ProseFault, SuggestionKind};
use super::super::grid::Judged;
use super::super::view::View;
use super::said;
use crate::prose::written::{Written, may_be_rewritten};
use crate::prose::{Spot, State, Tie};

/// `text/figure-mismatch`: a sentence states a figure of the tables, and the table has another.
pub fn figures(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for passage in view.prose() {
        for figure in &passage.figures {
            let state = figure.state(|spot| view.figure(spot));
            if state != State::Contradicts || is_in_doubt(view, &figure.tie) {
                continue;
            }
            let Some((cells, sum)) = cells(view, &figure.tie) else { continue };
            let number = &figure.number;
            let range = passage.place_in_report(&number.whole);
            let fault = ProseFault::Mismatch {
                said: said(passage, &number.whole).to_owned(),
                cells: cells.clone(),
                sum,
            };
            let mut finding = Finding::new(rule, range, Detail::Prose(Box::new(fault)));
            finding = about(view, finding, &cells);
            let value = figure.in_table();
            finding.found = Some(value);
            let sums = sums(view, &figure.tie);
            // What may be of more than the cells is not what they say.
            if let ([only], true) = (sums.as_slice(), figure.tie.is_certain()) {
                finding.expected = Some(*only);
            }
            if may_be_rewritten(number) && !figure.is_money() {
                let digits = passage.place_in_report(&number.range);
                let written = Written { figure: said(passage, &number.range), length: digits.len() };
                for text in sums.iter().filter_map(|sum| written.like(*sum)) {
                    let say = SuggestionKind::Say { figure: text.clone() };
                    finding = finding.suggest(say, false, vec![(digits, text)]);
                }
                if let ([(spot, _)], true) = (cells.as_slice(), value.fract().is_zero()) {
                    finding = fill(view, finding, *spot, value);
                }
            }
            findings.push(finding);
        }
    }
    findings
}

/// `text/zero-claim`: a sentence says that there was none, or of all that it was so, and the table has it otherwise.
pub fn claims(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for passage in view.prose() {
        for statement in &passage.statements {
            let state = statement.state(|spot| view.figure(spot));
            if state != State::Contradicts || is_in_doubt(view, &statement.tie) {
                continue;
            }
            let Some((cells, _)) = cells(view, &statement.tie) else { continue };
            let fault = ProseFault::NotNone {
                said: said(passage, &statement.words).to_owned(),
                cells: cells.iter().filter(|(_, figure)| !figure.is_zero()).copied().collect(),
                of_all: statement.of_all,
            };
            let range = passage.place_in_report(&statement.words);
            let mut finding = about(view, Finding::new(rule, range, Detail::Prose(Box::new(fault))), &cells);
            finding.expected = Some(Decimal::ZERO).filter(|_| cells.len() == 1);
            if let [(spot, figure)] = cells.as_slice() {
                finding.found = Some(*figure);
                finding = fill(view, finding, *spot, Decimal::ZERO);
            }
            findings.push(finding);
        }
    }
    findings
}

/// Whether the table itself is wrong at one of the cells: a sum in which it stands does not hold. Then it is that which
/// is to be mended first, and the sentence may have it right.
fn is_in_doubt(view: &View<'_>, tie: &Tie) -> bool {
    tie.alternatives.iter().flatten().any(|spot| {
        let grid = view.grids[spot.table].as_ref();
        grid.is_some_and(|grid| {
            grid.judged.iter().any(|judged| !judged.holds() && judged.sign(spot.cell) != 0)
        })
    })
}

/// The cells of the likeliest reading, and what they add up to.
fn cells(view: &View<'_>, tie: &Tie) -> Option<(Vec<(Spot, Decimal)>, Decimal)> {
    let spots = tie.alternatives.first()?;
    let cells: Vec<(Spot, Decimal)> =
        spots.iter().map(|spot| Some((*spot, view.figure(*spot)?))).collect::<Option<_>>()?;
    let sum = cells.iter().map(|(_, figure)| *figure).sum();
    Some((cells, sum))
}

/// What the cells of each reading add up to, the likeliest first.
fn sums(view: &View<'_>, tie: &Tie) -> Vec<Decimal> {
    let mut sums: Vec<Decimal> = Vec::new();
    for cells in &tie.alternatives {
        let sum = cells.iter().map(|spot| view.figure(*spot)).sum::<Option<Decimal>>();
        sums.extend(sum.filter(|sum| !sums.contains(sum)));
    }
    sums
}

/// A finding about cells, which it shows: all of a few, of many those that are not zero.
fn about(view: &View<'_>, finding: Finding, cells: &[(Spot, Decimal)]) -> Finding {
    const FEW: usize = 2;
    let mut finding = finding.on(cells.iter().map(|(spot, _)| *spot));
    for (spot, figure) in cells.iter().filter(|(_, figure)| cells.len() <= FEW || !figure.is_zero()) {
        let grid = view.grids[spot.table].as_ref();
        if let Some(range) = grid.and_then(|grid| grid.range(spot.cell)) {
            finding.related.push((Note::Cell { spot: *spot, figure: *figure }, range));
        }
    }
    finding
}

/// The same finding, with what the sentence says as a way to mend the table.
fn fill(view: &View<'_>, finding: Finding, spot: Spot, figure: Decimal) -> Finding {
    let grid = view.grids[spot.table].as_ref();
    let Some((grid, range)) = grid.and_then(|grid| Some((grid, grid.range(spot.cell)?))) else {
        return finding;
    };
    // Whoever changes the table is told what that does to its sums.
    let after = grid.judge(&|cell| if cell == spot.cell { Some(figure) } else { grid.figure(cell) });
    let own = after.iter().filter(|equation| equation.sign(spot.cell) != 0 && !equation.holds());
    let held = |equation: &&Judged<'_>| {
        let before = grid.judged.iter().find(|judged| std::ptr::eq(judged.equation, equation.equation));
        before.is_some_and(Judged::holds)
    };
    let breaks = own.filter(held).count();
    let text = figure.normalize().to_string();
    finding.suggest(SuggestionKind::Fill { spot, figure, breaks }, false, vec![(range, text)])
}
