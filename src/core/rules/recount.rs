//! A row has one cell too few or too many: what happened to it?
//!
//! Invariants: it is known only if one way to count the row anew fits and no other that gives another row; a figure is
//! lacking only if at least two equations ask for it and all for the same; figures ran together, were cut or are too
//! many only if at least two equations speak of the row and then hold. Whatever is chosen breaks the fewest equations.

use rust_decimal::Decimal;

use super::grid::{Grid, Judged, Recount};
use crate::format::{CellIndex, RowIndex};
use crate::report::{Cells, Value};

/// So many equations must speak for a way to count a row.
const LEAST: usize = 2;

/// The same table, with what happened to its rows where that is known.
pub fn find(grid: Grid<'_>) -> Grid<'_> {
    let recounts = grid.format.rows.indices().filter_map(|row| Some((row, recount(&grid, row)?))).collect();
    grid.with_recounts(recounts)
}

/// A way to count a row anew.
struct Reading {
    recount: Recount,
    /// The figures of the row, one for each column.
    figures: Vec<Decimal>,
    /// How many equations of the table do not hold with them.
    broken: usize,
}

/// What happened to row `row` of the format, if only one thing can have.
fn recount(grid: &Grid<'_>, row: RowIndex) -> Option<Recount> {
    let Cells::Loose(cells) = &grid.row(row)?.cells else { return None };
    let width = grid.format.rows[row].columns.len();
    if grid.is_twice(row) || cells.len().abs_diff(width) != 1 {
        return None;
    }
    let values: Vec<&Value> = cells.iter().map(|cell| &cell.value).collect();
    let figures: Option<Vec<Decimal>> = values.iter().map(|value| value.figure()).collect();
    let mut readings = Vec::new();
    if cells.len() < width {
        readings.extend(joined(grid, row, &values));
        readings.extend(figures.iter().flat_map(|figures| missing(grid, row, figures)));
    } else if let Some(figures) = &figures {
        readings.extend(cut(grid, row, figures));
        readings.extend(extra(grid, row, figures));
    }
    let least = readings.iter().map(|reading| reading.broken).min()?;
    let mut best = readings.iter().filter(|reading| reading.broken == least);
    let first = best.next()?;
    // The same figure in another place of the row reads the same: 0 0 0.
    best.all(|other| other.figures == first.figures).then_some(first.recount)
}

/// One figure is lacking.
fn missing(grid: &Grid<'_>, row: RowIndex, figures: &[Decimal]) -> Vec<Reading> {
    let columns = &grid.format.rows[row].columns;
    let read = |position: usize| {
        let lacking = CellIndex { row, column: columns[position] };
        let with = |figure: Decimal| {
            let mut figures = figures.to_vec();
            figures.insert(position, figure);
            figures
        };
        // What each equation with the figure in it asks of it.
        let judged = judged(grid, row, &with(Decimal::ZERO));
        let asked = judged.iter().filter(|equation| equation.sign(lacking) != 0);
        let asked: Vec<Decimal> = asked
            .map(|equation| Decimal::from(equation.sign(lacking)) * (equation.right_sum - equation.left_sum))
            .collect();
        let figure = *asked.first()?;
        if figure < Decimal::ZERO || asked.len() < LEAST || asked.iter().any(|other| *other != figure) {
            return None;
        }
        let figures = with(figure);
        let broken = broken(&self::judged(grid, row, &figures));
        Some(Reading { recount: Recount::Missing { position, figure }, figures, broken })
    };
    (0..columns.len()).filter_map(read).collect()
}

/// Two figures ran together: `00`, `01`, `12` for 1 and 2.
fn joined(grid: &Grid<'_>, row: RowIndex, values: &[&Value]) -> Vec<Reading> {
    let mut readings = Vec::new();
    for (position, value) in values.iter().enumerate() {
        let others: Option<Vec<Decimal>> = values
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != position)
            .map(|(_, value)| value.figure())
            .collect();
        let (Some(others), Some(digits)) = (others, digits(value)) else { continue };
        for parts in (1..digits.len()).filter_map(|at| parted(&digits, at)) {
            let mut figures = others.clone();
            figures.splice(position..position, parts);
            readings.extend(fitting(grid, row, Recount::Joined { position, figures: parts }, figures));
        }
    }
    readings
}

/// One figure was cut in two: `1 3` for 13.
fn cut(grid: &Grid<'_>, row: RowIndex, figures: &[Decimal]) -> Vec<Reading> {
    let read = |position: usize| {
        let parts = [figures[position], figures[position + 1]];
        let figure = concatenated(parts)?;
        let mut whole = figures.to_vec();
        whole.splice(position..position + 2, [figure]);
        fitting(grid, row, Recount::Cut { position, parts, figure }, whole)
    };
    (0..figures.len() - 1).filter_map(read).collect()
}

/// There is a figure too many.
fn extra(grid: &Grid<'_>, row: RowIndex, figures: &[Decimal]) -> Vec<Reading> {
    let read = |position: usize| {
        let mut rest = figures.to_vec();
        let figure = rest.remove(position);
        fitting(grid, row, Recount::Extra { position, figure }, rest)
    };
    (0..figures.len()).filter_map(read).collect()
}

/// The reading, if enough equations speak of the row and all of these hold.
fn fitting(grid: &Grid<'_>, row: RowIndex, recount: Recount, figures: Vec<Decimal>) -> Option<Reading> {
    let judged = judged(grid, row, &figures);
    let own =
        judged.iter().filter(|equation| equation.left.iter().chain(&equation.right).any(|at| at.row == row));
    let fits = own.clone().all(Judged::holds) && own.count() >= LEAST;
    fits.then(|| Reading { recount, figures, broken: broken(&judged) })
}

/// The equations of the table with these figures in a row.
fn judged<'a>(grid: &Grid<'a>, row: RowIndex, figures: &[Decimal]) -> Vec<Judged<'a>> {
    let columns = &grid.format.rows[row].columns;
    grid.judge(&|cell| match cell.row == row {
        true => figures.get(columns.iter().position(|column| *column == cell.column)?).copied(),
        false => grid.figure(cell),
    })
}

fn broken(judged: &[Judged<'_>]) -> usize {
    judged.iter().filter(|equation| !equation.holds()).count()
}

/// The digits of a count, or of counts that ran together.
fn digits(value: &Value) -> Option<String> {
    let text = match value {
        Value::Figure(figure) if figure.is_integer() && !figure.is_sign_negative() => {
            figure.normalize().to_string()
        }
        Value::Other(text) => text.clone(),
        _ => return None,
    };
    text.bytes().all(|byte| byte.is_ascii_digit()).then_some(text)
}

/// The two counts that these digits are when parted at a place; none where one would begin with a needless zero.
pub(super) fn parted(digits: &str, at: usize) -> Option<[Decimal; 2]> {
    let (first, second) = digits.split_at(at);
    let is_count = |part: &str| part.len() == 1 || !part.starts_with('0');
    (is_count(first) && is_count(second)).then(|| Some([first.parse().ok()?, second.parse().ok()?]))?
}

/// The count that two counts are when written without anything between them; none where the first is zero.
pub(super) fn concatenated(parts: [Decimal; 2]) -> Option<Decimal> {
    let [first, second] = parts.map(|part| part.normalize());
    let are_counts = [first, second].iter().all(|part| part.is_integer() && !part.is_sign_negative());
    (are_counts && !first.is_zero()).then(|| format!("{first}{second}").parse().ok())?
}
