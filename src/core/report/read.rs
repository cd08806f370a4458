//! A tree to reports, and again after edits.
//!
//! Invariant: [`Reading::after`] equals [`Reading::fresh`] of the same tree and text. What is kept is keyed by
//! ranges that the edits did not touch: a unit (most often a whole report) whose text is the same is taken as it
//! is; in a unit that was touched, the sections that were not are.

use std::ops::Range;
use std::sync::Arc;

use super::Section;
use super::assemble::{Placed, assemble};
use super::lexicon::Lexicon;
use super::unit::{UnitRead, read_unit};
use crate::syntax::{Tree, Unit, UnitKind, units};
use crate::text::{ByteEdit, Text};

/// The reports of a text, with what is needed to read it again quickly.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    units: Vec<(Range<usize>, Arc<UnitRead>)>,
    reports: Vec<Placed>,
}

impl Reading {
    /// Reads everything.
    pub fn fresh(tree: &Tree, text: &Text, lexicon: &Lexicon) -> Reading {
        Reading::default().after(tree, text, &[], lexicon)
    }

    /// Reads what `edits`, made one after the other since this reading, have touched.
    pub fn after(&self, tree: &Tree, text: &Text, edits: &[ByteEdit], lexicon: &Lexicon) -> Reading {
        let mut kept = Kept::new(self, edits);
        let units: Vec<_> = merged(units(tree))
            .into_iter()
            .map(|unit| {
                let range = unit[0].range.start..unit[unit.len() - 1].range.end;
                let read = kept.unit(&range).unwrap_or_else(|| {
                    Arc::new(read_unit(tree, text, &unit, &|range| kept.section(range), lexicon))
                });
                (range, read)
            })
            .collect();
        let reports = assemble(&units, tree, text, &self.reports, lexicon);
        Reading { units, reports }
    }

    /// The reports in the order of the text: at least one.
    pub fn reports(&self) -> &[Placed] {
        &self.reports
    }
}

/// Sections that stand before the first one headed 一、总体情况 belong together: a unit of their own.
fn merged(units: Vec<Unit>) -> Vec<Vec<Unit>> {
    let mut merged: Vec<Vec<Unit>> = Vec::with_capacity(units.len());
    for unit in units {
        match merged.last_mut() {
            Some(last) if unit.kind == UnitKind::Section && last[0].kind == UnitKind::Section => {
                last.push(unit)
            }
            _ => merged.push(vec![unit]),
        }
    }
    merged
}

/// What an earlier reading knows, at its places after the edits; what they touched is left out.
struct Kept<'a> {
    units: Vec<(Range<usize>, &'a Arc<UnitRead>)>,
    touched: Vec<(Range<usize>, &'a Arc<Section>)>,
    next_unit: usize,
}

impl<'a> Kept<'a> {
    fn new(reading: &'a Reading, edits: &[ByteEdit]) -> Kept<'a> {
        let mut kept =
            Kept { units: Vec::with_capacity(reading.units.len()), touched: Vec::new(), next_unit: 0 };
        for (range, unit) in &reading.units {
            match ByteEdit::moved(range.clone(), edits) {
                Some(range) => kept.units.push((range, unit)),
                None => kept.touched.extend(unit.sections.iter().filter_map(|(start, section)| {
                    let start = range.start + start;
                    ByteEdit::moved(start..start + section.length, edits).map(|range| (range, section))
                })),
            }
        }
        kept
    }

    /// The unit that stood at this range; asked for in the order of the text.
    fn unit(&mut self, range: &Range<usize>) -> Option<Arc<UnitRead>> {
        while self.units.get(self.next_unit).is_some_and(|(old, _)| old.start < range.start) {
            self.next_unit += 1;
        }
        let (old, unit) = self.units.get(self.next_unit)?;
        (old == range).then(|| (*unit).clone())
    }

    /// The section that stood at this range.
    fn section(&self, range: &Range<usize>) -> Option<Arc<Section>> {
        let at = self.touched.binary_search_by_key(&range.start, |(old, _)| old.start).ok()?;
        let (old, section) = &self.touched[at];
        (old == range).then(|| (*section).clone())
    }
}
