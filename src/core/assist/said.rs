//! From the sentences to the tables, and back.
//!
//! Invariant: only a figure that is tied to cells leads anywhere, and to those of the reading that agrees; where none
//! does, to those of the likeliest.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::place::{self, Element, ElementKind, touches};
use crate::analysis::Analysis;
use crate::prose::{Fact, Spot, State};
use crate::report::Report;
use crate::rules::grid::Grids;
use crate::span::{InText, Span};

/// A figure of the prose, or words that say that there was none, with its cells.
#[derive(Debug, Clone)]
pub struct Said {
    /// Where it stands in the text.
    pub range: Span<InText>,
    /// The same with its unit.
    pub whole: Span<InText>,
    /// Its report.
    pub report: Arc<Report>,
    /// Its value, in its unit.
    pub value: Decimal,
    /// How it stands to the cells.
    pub state: State,
    /// The cells.
    pub cells: Vec<InTable>,
}

/// A cell of which a sentence speaks.
#[derive(Debug, Clone)]
pub struct InTable {
    /// Which one.
    pub spot: Spot,
    /// Its figure and where that stands; none where it is not there or cannot be read.
    pub found: Option<(Decimal, Span<InText>)>,
}

/// What is said at `offset` of cells of the tables.
pub fn at(analysis: &Analysis, offset: usize) -> Option<Said> {
    let (start, report, fact) = analysis
        .facts()
        .find(|(start, _, fact)| !fact.cells.is_empty() && touches(fact.range.in_text(*start), offset))?;
    of(start, report, fact, &place::grids(report))
}

/// All that is said of cells in `range`, in the order of the text.
pub fn all(analysis: &Analysis, range: Span<InText>) -> Vec<Said> {
    let near = |(start, _, fact): &(usize, &Arc<Report>, &Fact)| {
        let own = fact.whole.in_text(*start);
        !fact.cells.is_empty() && own.start <= range.end && range.start <= own.end
    };
    let near: Vec<_> = analysis.facts().filter(near).collect();
    let of_report = |facts: &[(usize, &Arc<Report>, &Fact)]| -> Vec<Said> {
        let (start, report, _) = facts[0];
        let grids = place::grids(report);
        facts.iter().filter_map(|(.., fact)| of(start, report, fact, &grids)).collect()
    };
    near.chunk_by(|one, other| one.0 == other.0).flat_map(of_report).collect()
}

fn of(start: usize, report: &Arc<Report>, fact: &Fact, grids: &Grids<'_>) -> Option<Said> {
    let figure = |spot: &Spot| {
        let grid = grids[spot.table].as_ref()?;
        Some((grid.figure(spot.cell)?, grid.range(spot.cell)?.in_text(start)))
    };
    let reading = reading(fact, |spot| figure(&spot).map(|(figure, _)| figure))?;
    Some(Said {
        range: fact.range.in_text(start),
        whole: fact.whole.in_text(start),
        report: report.clone(),
        value: fact.value,
        state: fact.state,
        cells: reading.iter().map(|spot| InTable { spot: *spot, found: figure(spot) }).collect(),
    })
}

/// Where the prose speaks of the cell at `offset`, in the order of the text.
pub fn mentions(analysis: &Analysis, offset: usize) -> Vec<Span<InText>> {
    let Some(Element { start, report, kind: ElementKind::Figure { table, cell, .. }, .. }) =
        place::at(analysis, offset)
    else {
        return Vec::new();
    };
    let spot = Spot { table, cell };
    let grids = place::grids(&report);
    let figure = |spot: Spot| grids[spot.table].as_ref()?.figure(spot.cell);
    let own = analysis.facts().filter(|(other, ..)| *other == start).map(|(_, _, fact)| fact);
    let own = own.filter(|fact| fact.cells.iter().any(|cells| cells.contains(&spot)));
    let own = own.filter(|fact| reading(fact, figure).is_some_and(|cells| cells.contains(&spot)));
    own.map(|fact| fact.range.in_text(start)).collect()
}

/// The reading that has the value of a fact; where none has, the likeliest.
fn reading(fact: &Fact, figure: impl Fn(Spot) -> Option<Decimal>) -> Option<&Vec<Spot>> {
    let sum = |cells: &&Vec<Spot>| cells.iter().map(|spot| figure(*spot)).sum::<Option<Decimal>>();
    fact.cells.iter().find(|cells| sum(cells) == Some(fact.value)).or(fact.cells.first())
}
