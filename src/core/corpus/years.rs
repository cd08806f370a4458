//! This year's figures against those that the year before left.
//!
//! Invariant: a figure is judged only where all that it follows from was read with certainty, and told only once: a
//! total that is off because its parts are is not told besides them, nor is what the report's own equations show.

use rust_decimal::Decimal;

use super::entry::rule;
use super::figures::Standing;
use super::judging::Judging;
use crate::format::{self, CellIndex, Series, TableIndex};
use crate::prose::Spot;
use crate::rules::Finding;
use crate::rules::finding::{Coordinates, Detail, SeriesFault};

/// A figure with what it follows from.
struct Tied<'f> {
    series: &'f Series,
    table: TableIndex,
    now: Standing,
    last: (Spot, Standing),
    plus: Vec<(CellIndex, Decimal)>,
    minus: Vec<(CellIndex, Decimal)>,
}

impl Tied<'_> {
    fn at(&self) -> Spot {
        Spot { table: self.table, cell: self.series.at }
    }

    /// What follows.
    fn expected(&self) -> Decimal {
        let sum = |terms: &[(CellIndex, Decimal)]| terms.iter().map(|(_, figure)| *figure).sum::<Decimal>();
        self.last.1.figure + sum(&self.plus) - sum(&self.minus)
    }
}

/// What does not follow from the report of the year before.
pub fn follows(judging: &Judging<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let format = &judging.this.figures.format;
    for (table, in_format) in format.tables.indexed() {
        let tied: Vec<Tied<'_>> =
            in_format.series.iter().filter_map(|series| tied(judging, table, series)).collect();
        for one in tied.iter().filter(|one| one.now.figure != one.expected()) {
            let is_known = |cell: &CellIndex| tied.iter().any(|other| other.series.at == *cell);
            if is_total_of(in_format, one.series.at, &is_known) || is_told(judging, one) {
                continue;
            }
            findings.push(finding(judging, one));
        }
    }
    findings
}

fn tied<'f>(judging: &Judging<'f>, table: TableIndex, series: &'f Series) -> Option<Tied<'f>> {
    let (this, last) = (&judging.this.figures, &judging.last.figures);
    let figure = |cell: &CellIndex| Some((*cell, this.get(Spot { table, cell: *cell })?.figure));
    let before = last.own(&this.format, Spot { table, cell: series.last })?;
    Some(Tied {
        series,
        table,
        now: this.get(Spot { table, cell: series.at })?,
        last: (before, last.get(before)?),
        plus: series.plus.iter().map(figure).collect::<Option<_>>()?,
        minus: series.minus.iter().map(figure).collect::<Option<_>>()?,
    })
}

/// Whether a cell is by an equation the sum of others, all of which `is_known` holds for.
pub fn is_total_of(table: &format::Table, cell: CellIndex, is_known: &dyn Fn(&CellIndex) -> bool) -> bool {
    table.equations.iter().any(|equation| {
        let of = |total: &[CellIndex], parts: &[CellIndex]| total == [cell] && parts.iter().all(is_known);
        of(&equation.right, &equation.left) || of(&equation.left, &equation.right)
    })
}

/// Whether one of the two reports says of itself what the other shows.
fn is_told(judging: &Judging<'_>, one: &Tied<'_>) -> bool {
    let off = one.expected() - one.now.figure;
    let implausible = one.now.figure - one.expected() + one.last.1.figure < Decimal::ZERO;
    judging.this.is_told(one.at(), one.expected())
        || judging.last.changes_at(one.last.0).any(|by| by == -off)
        // Less is in force than came within the year: that is told of the report alone.
        || !one.series.plus.is_empty() && implausible
}

fn finding(judging: &Judging<'_>, one: &Tied<'_>) -> Finding {
    let fault = SeriesFault::Follows {
        found: one.now.figure,
        last: one.last.1.figure,
        plus: one.plus.clone(),
        minus: one.minus.clone(),
    };
    let mut finding = Finding::new(rule(&one.series.rule), one.now.range, Detail::Series(Box::new(fault)));
    finding.expected = Some(one.expected());
    finding.found = Some(one.now.figure);
    let terms = one.plus.iter().chain(&one.minus).map(|(cell, _)| *cell);
    finding.cells =
        [one.series.at].into_iter().chain(terms).map(|cell| Coordinates::of(one.table, cell)).collect();
    finding.other.extend(judging.elsewhere(one.last.0, &one.last.1));
    finding.at(one.table, Some(one.series.at.row), Some(one.series.at.column))
}
