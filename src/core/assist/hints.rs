//! What the editor shows between the words of the text: sums, the names of columns, and what the tables have of a
//! figure of the prose.
//!
//! Invariant: a sum is shown only where its equation was judged, and never one of zeros alone. Of the prose nothing is shown that is only perhaps of a cell, and nothing that was marked as
//! reviewed. Only the reports that the range touches are looked at.

use rust_decimal::Decimal;

use super::place;
use super::{labels, said};
use crate::analysis::Analysis;
use crate::format::{self, Layout};
use crate::prose::State;
use crate::report::{Cells, Shape, Table};
use crate::rules::grid::{Grid, Judged};
use crate::rules::{Diagnostic, Lang};
use crate::span::{InText, Span};
use crate::text::Text;

/// Something shown between the words of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Where.
    pub at: usize,
    /// What is shown.
    pub label: String,
    /// What more is told of it, line by line.
    pub about: Option<String>,
    /// What it is.
    pub kind: Kind,
}

/// What a hint is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What figures add up to; it stands behind them.
    Sum,
    /// The name of a column; it stands before its figure.
    Column,
    /// What the tables have of a figure of the prose; it stands behind it.
    Said,
}

/// Which figures of the prose are answered by the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Answers {
    /// None.
    #[default]
    None,
    /// Those of which the tables have another.
    Mismatches,
    /// All that are of cells.
    All,
}

/// Which hints are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Sums.
    pub sums: bool,
    /// Names of columns.
    pub columns: bool,
    /// What the tables have of figures of the prose.
    pub prose: Answers,
}

/// The hints in `range`, in the order of the text; `found` is what is wrong with it.
pub fn hints(
    analysis: &Analysis,
    text: &Text,
    found: &[Diagnostic],
    range: Span<InText>,
    wanted: Wanted,
    lang: Lang,
) -> Vec<Hint> {
    let mut hints = Vec::new();
    let touched = |from: usize, to: usize| from <= range.end && range.start <= to;
    for (start, report) in analysis.reports() {
        if !touched(start, start + report.length) {
            continue;
        }
        let grids = place::grids(&report);
        for (at, section) in &report.sections {
            for table in &section.tables {
                let whole = table.range.in_text(start + at);
                if !table.readable || !touched(whole.start, line_end(text, whole.end)) {
                    continue;
                }
                let format = &report.format.tables[table.kind];
                if wanted.columns && has_bare_figures(table.shape) {
                    columns(table, format, start + at, &mut hints);
                }
                let grid = grids[table.kind].as_ref().filter(|grid| std::ptr::eq(grid.table, table));
                if let Some(grid) = grid.filter(|_| wanted.sums) {
                    sums(grid, start, text, lang, &mut hints);
                }
            }
        }
    }
    answers(analysis, found, range, wanted.prose, lang, &mut hints);
    hints.retain(|hint| touched(hint.at, hint.at));
    hints.sort_by_key(|hint| hint.at);
    hints
}

/// Whether each figure stands on a line of its own, where no header shows its column.
fn has_bare_figures(shape: Shape) -> bool {
    matches!(shape, Shape::Cells | Shape::CellsBare | Shape::PipeCells)
}

/// The end of a line that holds `offset`, without blanks.
fn line_end(text: &Text, offset: usize) -> usize {
    let line = text.line_range(text.line_at(offset));
    let rest = text.slice(offset..line.end);
    offset + rest.trim_end().len()
}

// ---- what the tables have of the prose

/// The rules that hold the prose against the tables.
const HELD_AGAINST: [&str; 2] = ["text/figure-mismatch", "text/zero-claim"];

fn answers(
    analysis: &Analysis,
    found: &[Diagnostic],
    range: Span<InText>,
    wanted: Answers,
    lang: Lang,
    hints: &mut Vec<Hint>,
) {
    if wanted == Answers::None {
        return;
    }
    let wrong: Vec<Span<InText>> = found
        .iter()
        .filter(|found| HELD_AGAINST.contains(&found.rule))
        .map(|found| found.range)
        .filter(|wrong| wrong.start <= range.end && range.start <= wrong.end)
        .collect();
    if wanted == Answers::Mismatches && wrong.is_empty() {
        return;
    }
    for said in said::all(analysis, range) {
        let behind = said.whole.end;
        let sum: Option<Decimal> = said.cells.iter().map(|cell| Some(cell.found.as_ref()?.0)).sum();
        let label = match (said.state, sum) {
            (State::Contradicts, Some(sum)) if wrong.iter().any(|wrong| wrong.contains(said.range.start)) => {
                labels::answer(sum, lang)
            }
            (State::Agrees, _) if wanted == Answers::All => "✓".to_owned(),
            _ => continue,
        };
        let about = Some(labels::of_cells(&said, lang).join("\n"));
        hints.push(Hint { at: behind, label, about, kind: Kind::Said });
    }
}

// ---- columns

fn columns(table: &Table, format: &format::Table, start: usize, hints: &mut Vec<Hint>) {
    for row in &table.rows {
        let (Some(kind), Cells::Placed(cells)) = (row.kind, &row.cells) else { continue };
        for (column, cell) in format.rows[kind].columns.iter().zip(cells) {
            let name = &format.columns[*column].label;
            // On one line, or in one row of cells, no label stands before the figures.
            let is_nameless = format.layout == Layout::OneLine && row.label_range.is_empty();
            let label =
                if is_nameless { format!("{} › {name}", format.rows[kind].label) } else { name.clone() };
            hints.push(Hint { at: start + cell.range.start, label, about: None, kind: Kind::Column });
        }
    }
}

// ---- sums

/// What the other figures of an equation ask for at its place, and what stands there.
struct Sum<'a, 'b> {
    judged: &'b Judged<'a>,
    expected: Decimal,
    found: Decimal,
}

impl Sum<'_, '_> {
    fn label(&self, lang: Lang) -> String {
        let Judged { equation, .. } = self.judged;
        let is_total = [&equation.left, &equation.right].iter().any(|side| side.as_slice() == [equation.at]);
        labels::sum(self.expected, self.found, is_total, lang)
    }

    fn in_row(&self) -> bool {
        is_in_row(self.judged.equation)
    }
}

fn is_in_row(equation: &format::Equation) -> bool {
    equation.left.iter().chain(&equation.right).all(|cell| cell.row == equation.at.row)
}

fn sums(grid: &Grid<'_>, start: usize, text: &Text, lang: Lang, hints: &mut Vec<Hint>) {
    let mut sums: Vec<Sum<'_, '_>> = grid.judged.iter().filter_map(|judged| sum(grid, judged)).collect();
    sums.sort_by_key(|sum| (sum.judged.equation.at.row, !sum.in_row(), sum.judged.equation.at.column));
    for of_row in sums.chunk_by(|one, other| one.judged.equation.at.row == other.judged.equation.at.row) {
        if has_bare_figures(grid.table.shape) {
            let same_cell = |one: &Sum<'_, '_>, other: &Sum<'_, '_>| {
                one.judged.equation.at.column == other.judged.equation.at.column
            };
            let mut by_cell: Vec<&Sum<'_, '_>> = of_row.iter().collect();
            by_cell.sort_by_key(|sum| sum.judged.equation.at.column);
            for of_cell in by_cell.chunk_by(|one, other| same_cell(one, other)) {
                hints.extend(behind_figure(grid, start, of_cell, lang));
            }
        } else {
            behind_row(grid, start, text, of_row, lang, hints);
        }
    }
}

/// The sum of an equation; none where it holds and all its figures are zero.
fn sum<'a, 'b>(grid: &Grid<'a>, judged: &'b Judged<'a>) -> Option<Sum<'a, 'b>> {
    let figure = |cell: &format::CellIndex| grid.figure(*cell).unwrap_or_default();
    let is_zero = judged.left.iter().chain(&judged.right).all(|cell| figure(cell).is_zero());
    let at = judged.equation.at;
    let found = grid.figure(at)?;
    let expected = found + Decimal::from(judged.sign(at)) * (judged.right_sum - judged.left_sum);
    (!is_zero).then_some(Sum { judged, expected, found })
}

/// The sums that one figure answers for, behind it: those that are not right, or one that is.
fn behind_figure(grid: &Grid<'_>, start: usize, sums: &[&Sum<'_, '_>], lang: Lang) -> Vec<Hint> {
    let Some(range) = sums.first().and_then(|sum| grid.range(sum.judged.equation.at)) else {
        return Vec::new();
    };
    let mut labels: Vec<String> =
        sums.iter().filter(|sum| !sum.judged.holds()).map(|sum| sum.label(lang)).collect();
    // A zero that is right goes without saying.
    if labels.is_empty() && !sums[0].found.is_zero() {
        labels.push(sums[0].label(lang));
    }
    labels.dedup();
    let about = about(grid, sums.iter().copied(), lang);
    let hint = |label| Hint { at: start + range.end, label, about: about.clone(), kind: Kind::Sum };
    labels.into_iter().map(hint).collect()
}

/// The sums that a row answers for, at the end of its line: its own, then those of its columns in one.
fn behind_row(
    grid: &Grid<'_>,
    start: usize,
    text: &Text,
    sums: &[Sum<'_, '_>],
    lang: Lang,
    hints: &mut Vec<Hint>,
) {
    let (own, columns): (Vec<_>, Vec<_>) = sums.iter().partition(|sum| sum.in_row());
    let place = |sum: &Sum<'_, '_>| {
        let end = start + grid.range(sum.judged.equation.at)?.end;
        // Where several rows stand on one line, each has its sum behind its own total.
        Some(if shares_line(grid, start, text, end) { end } else { line_end(text, end) })
    };
    let mut put = |label: String, sums: &[&Sum<'_, '_>]| {
        let Some(at) = sums.first().and_then(|sum| place(sum)) else { return };
        let about = about(grid, sums.iter().copied(), lang);
        hints.push(Hint { at, label, about, kind: Kind::Sum });
    };
    for sum in own {
        put(sum.label(lang), &[sum]);
    }
    let broken: Vec<&Sum<'_, '_>> = columns.iter().copied().filter(|sum| !sum.judged.holds()).collect();
    if let (Some(first), true) = (columns.first(), broken.is_empty()) {
        let row = first.judged.equation.at.row;
        let of_columns = |equation: &&format::Equation| equation.at.row == row && !is_in_row(equation);
        let all = place::equations(grid).filter(of_columns).count();
        let judged = grid.judged.iter().filter(|judged| of_columns(&judged.equation)).count();
        put(labels::columns_hold(all, judged, lang), &columns);
    } else {
        let named = broken
            .iter()
            .map(|sum| (grid.format.columns[sum.judged.equation.at.column].label.as_str(), sum.expected));
        put(labels::columns_differ(&named.collect::<Vec<_>>(), lang), &broken);
    }
}

/// Whether figures of another row stand on the line that holds `offset`.
fn shares_line(grid: &Grid<'_>, start: usize, text: &Text, offset: usize) -> bool {
    let line = text.line_range(text.line_at(offset));
    let here = |row: &&crate::report::Row| {
        let cells = row.cells.as_slice();
        let end = cells.last().map(|cell| start + grid.start + cell.range.end);
        end.is_some_and(|end| line.start <= end && end <= line.end)
    };
    grid.table.rows.iter().filter(here).count() > 1
}

fn about<'a: 'b, 'b>(
    grid: &Grid<'_>,
    sums: impl Iterator<Item = &'b Sum<'a, 'b>>,
    lang: Lang,
) -> Option<String> {
    let line = |sum: &Sum<'_, '_>| labels::equation(grid, sum.judged, sum.judged.equation.at, lang);
    let lines: Vec<String> = sums.map(line).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
