//! A report that sums up others.
//!
//! Invariants: a figure is judged only where every part has a report of the year and the figure was read with certainty
//! in all of them; a total that is off because its parts are is not told besides them.

use rust_decimal::Decimal;

use super::figures::Standing;
use super::judging::elsewhere;
use super::kin::Report;
use super::name::matches;
use super::relations::Relations;
use super::years::is_total_of;
use super::{Document, Entry};
use crate::format::CellIndex;
use crate::prose::Spot;
use crate::rules::finding::{Coordinates, Detail, SeriesFault};
use crate::rules::{Finding, across};

/// An agency whose report sums up those of others, as a project says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// The agency.
    pub whole: String,
    /// Patterns of the names of its parts, in which `*` stands for anything.
    pub parts: Vec<String>,
}

/// A part with its report of the year.
struct Part<'a> {
    document: &'a Document,
    entry: &'a Entry,
}

/// A figure of the whole with those of all parts, in the order of the parts.
struct Cell {
    spot: Spot,
    whole: Standing,
    parts: Vec<(Spot, Standing)>,
}

impl Cell {
    fn sum(&self) -> Decimal {
        self.parts.iter().map(|(_, one)| one.figure).sum()
    }

    /// Whether the whole may be the sum of the parts: sums of money may be rounded.
    fn holds(&self, is_money: bool) -> bool {
        let off = (self.whole.figure - self.sum()).abs();
        let scales = self.parts.iter().map(|(_, one)| one.figure.scale()).chain([self.whole.figure.scale()]);
        let coarsest = scales.filter(|scale| *scale > 0).min();
        match coarsest.filter(|_| is_money) {
            Some(scale) => off <= Decimal::new(5, scale + 1) * Decimal::from(self.parts.len() + 1),
            None => off.is_zero(),
        }
    }
}

/// What is wrong with a report, and the year of it, as the sum of others.
pub fn of_whole(relations: &Relations<'_>, report: Report, year: u16, sum: &Sum) -> Vec<Finding> {
    let Some(own) = relations.kin.agency(report) else { return Vec::new() };
    let whole = relations.entry(report);
    if !is_whole(whole, sum) {
        return Vec::new();
    }
    let Some(agencies) = parts(relations, own, sum) else { return Vec::new() };
    let mut parts = Vec::new();
    let mut missing = Vec::new();
    for agency in agencies {
        let years = &relations.kin.agencies[agency].years;
        match years.get(&year) {
            Some(of_year) if of_year.disputed => return Vec::new(),
            Some(of_year) => {
                let first = of_year.reports[0];
                parts.push(Part { document: relations.document(first), entry: relations.entry(first) });
            }
            None => missing.extend(years.values().next_back().map(|last| name(relations, last.reports[0]))),
        }
    }
    if !missing.is_empty() {
        let fault = SeriesFault::MissingParts { year, parts: missing };
        return vec![Finding::new(across::MISSING_PART, whole.head.range, Detail::Series(Box::new(fault)))];
    }
    if parts.is_empty() { Vec::new() } else { unequal(whole, year, &parts) }
}

/// Whether a report is that of the whole.
pub fn is_whole(entry: &Entry, sum: &Sum) -> bool {
    entry.agency.as_deref().is_some_and(|written| matches(&sum.whole, &entry.name, written))
}

fn name(relations: &Relations<'_>, report: Report) -> String {
    relations.entry(report).agency.as_deref().unwrap_or_default().to_owned()
}

/// The agencies that are parts, in any year; nothing where a report may be one of theirs, and nobody can tell.
fn parts(relations: &Relations<'_>, own: usize, sum: &Sum) -> Option<Vec<usize>> {
    let project = relations.kin.agencies[own].project;
    let mut parts = Vec::new();
    for (key, document) in relations.corpus.documents().filter(|(_, one)| one.project == project) {
        for (index, entry) in document.entries.iter().enumerate() {
            let Some(written) = entry.agency.as_deref() else { continue };
            if !sum.parts.iter().any(|pattern| matches(pattern, &entry.name, written)) {
                continue;
            }
            let agency = relations.kin.agency(Report { document: key, index })?;
            if agency != own && !parts.contains(&agency) {
                parts.push(agency);
            }
        }
    }
    Some(parts)
}

/// The figures of the whole that are not the sums of those of its parts.
fn unequal(whole: &Entry, year: u16, parts: &[Part<'_>]) -> Vec<Finding> {
    let format = &whole.figures.format;
    let is_money = |spot: Spot| format.tables[spot.table].columns[spot.cell.column].decimal;
    let cells: Vec<Cell> =
        whole.figures.all().filter_map(|(spot, standing)| cell(whole, parts, spot, standing)).collect();
    let is_known = |spot: Spot| {
        let in_whole = whole.figures.get(spot).is_some();
        let known = cells.binary_search_by_key(&spot, |cell| cell.spot).is_ok();
        // A row for which others stand is in none of the reports.
        known
            || !in_whole
                && parts.iter().all(|part| {
                    part.entry.figures.own(format, spot).and_then(|own| part.entry.figures.get(own)).is_none()
                })
    };
    let wrong = cells.iter().filter(|cell| {
        let of_parts = |other: &CellIndex| is_known(Spot { table: cell.spot.table, cell: *other });
        !cell.holds(is_money(cell.spot))
            && !is_total_of(&format.tables[cell.spot.table], cell.spot.cell, &of_parts)
            && !is_told(whole, parts, cell)
    });
    let wrong: Vec<&Cell> = wrong.collect();
    let Some(first) = wrong.first() else { return Vec::new() };
    // The figures of one part were left out.
    const FEW: usize = 2;
    let left_out = parts.iter().enumerate().find(|(at, _)| {
        let figure = |cell: &Cell| cell.parts[*at].1.figure;
        wrong.len() > FEW && cells.iter().all(|cell| cell.sum() - cell.whole.figure == figure(cell))
    });
    if let Some((at, part)) = left_out {
        let name = part.entry.agency.as_deref().unwrap_or_default().to_owned();
        let mut finding = finding(year, parts, first, SeriesFault::WholeWithout { part: name });
        finding.other = wrong
            .iter()
            .filter_map(|cell| {
                elsewhere(part.document, part.entry, year, cell.parts[at].0, &cell.parts[at].1)
            })
            .collect();
        return vec![finding];
    }
    let each = wrong.into_iter().map(|cell| {
        let figures = cell.parts.iter().map(|(_, one)| one.figure).collect();
        finding(year, parts, cell, SeriesFault::Whole { found: cell.whole.figure, parts: figures })
    });
    each.collect()
}

fn cell(whole: &Entry, parts: &[Part<'_>], spot: Spot, standing: Standing) -> Option<Cell> {
    let of_parts = parts.iter().map(|part| {
        let own = part.entry.figures.own(&whole.figures.format, spot)?;
        Some((own, part.entry.figures.get(own)?))
    });
    Some(Cell { spot, whole: standing, parts: of_parts.collect::<Option<_>>()? })
}

/// Whether one of the reports says of itself what the sum shows.
fn is_told(whole: &Entry, parts: &[Part<'_>], cell: &Cell) -> bool {
    let off = cell.sum() - cell.whole.figure;
    let in_part =
        |(part, (spot, _)): (&Part<'_>, &(Spot, Standing))| part.entry.changes_at(*spot).any(|by| by == -off);
    whole.is_told(cell.spot, cell.sum()) || parts.iter().zip(&cell.parts).any(in_part)
}

fn finding(year: u16, parts: &[Part<'_>], cell: &Cell, fault: SeriesFault) -> Finding {
    let mut finding = Finding::new(across::WHOLE, cell.whole.range, Detail::Series(Box::new(fault)));
    finding.expected = Some(cell.sum());
    finding.found = Some(cell.whole.figure);
    finding.cells = vec![Coordinates::of(cell.spot.table, cell.spot.cell)];
    let others = parts.iter().zip(&cell.parts);
    finding.other = others
        .filter_map(|(part, (spot, standing))| elsewhere(part.document, part.entry, year, *spot, standing))
        .collect();
    finding.at(cell.spot.table, Some(cell.spot.cell.row), Some(cell.spot.cell.column))
}
