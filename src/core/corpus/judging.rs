//! A report beside that of the year before, and places of other reports as findings name them.
//!
//! Invariant: a place is named only where it is known whose report it is in.

use std::sync::Arc;

use super::figures::Standing;
use super::{Document, Entry};
use crate::prose::Spot;
use crate::rules::finding::Elsewhere;
use crate::text::Place;

/// A report, and that of the same agency of the year before.
pub struct Judging<'a> {
    /// The report.
    pub this: &'a Entry,
    /// That of the year before.
    pub last: &'a Entry,
    /// Its document.
    pub document: &'a Document,
    /// That year.
    pub year: u16,
}

impl Judging<'_> {
    /// A cell of the report of the year before.
    pub fn elsewhere(&self, spot: Spot, standing: &Standing) -> Option<Elsewhere> {
        elsewhere(self.document, self.last, self.year, spot, standing)
    }

    /// A place of it that is no cell.
    pub fn whole(&self, place: Place) -> Option<Elsewhere> {
        at(self.document, self.last, self.year, place)
    }
}

/// A cell of another report.
pub fn elsewhere(
    document: &Document,
    entry: &Entry,
    year: u16,
    spot: Spot,
    standing: &Standing,
) -> Option<Elsewhere> {
    let cells = vec![entry.figures.elsewhere(spot)?];
    Some(Elsewhere { cells, ..at(document, entry, year, standing.place)? })
}

fn at(document: &Document, entry: &Entry, year: u16, place: Place) -> Option<Elsewhere> {
    let agency = entry.agency.clone()?;
    Some(Elsewhere { document: Arc::clone(&document.name), agency, year, place, cells: Vec::new() })
}
