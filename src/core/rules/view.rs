//! A report as the rules look at it: its tables by row and column, its sections, its text.
//!
//! Invariant: of several tables of one kind the one in its own section is looked at, else the first.

use std::borrow::Cow;
use std::cell::OnceCell;

use rust_decimal::Decimal;

use super::grid::{Grid, Grids};
use super::recount;
use super::repair::Component;
use super::repairs;
use crate::format::{Format, RowIndex, SectionIndex, TableIndex};
use crate::prose::kept::Prose;
use crate::prose::{self, Passage};
use crate::report::{Report, Row, Section};
use crate::span::{InReport, Span};

/// A report with its text.
pub struct View<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its tables, one for each of the format, where there is one.
    pub grids: Grids<'a>,
    /// What is broken in each table, and what would mend it; searched once, when a rule asks.
    broken: OnceCell<Vec<Vec<Component<'a>>>>,
    prose: OnceCell<Prose>,
    known: Option<&'a Prose>,
    quote: &'a dyn Fn(Span<InReport>) -> Cow<'a, str>,
}

impl<'a> View<'a> {
    /// Looks at `report`; `quote` gives the text of a range of it.
    pub fn new(report: &'a Report, quote: &'a dyn Fn(Span<InReport>) -> Cow<'a, str>) -> View<'a> {
        let mut grids: Grids<'a> = report.format.tables.iter().map(|_| None).collect();
        for (start, section) in &report.sections {
            // What ran into one line has left the rest without its lines.
            if report.has_lost_breaks() {
                break;
            }
            for table in &section.tables {
                let format = &report.format.tables[table.kind];
                let own = section.kind == Some(format.section);
                let grid = &mut grids[table.kind];
                if grid.is_none() || own && grid.as_ref().is_some_and(|grid| !grid.own) {
                    *grid = Some(Grid::new(*start, table, format, own));
                }
            }
        }
        let grids = grids.into_iter().map(|grid| grid.map(recount::find)).collect();
        View { report, grids, broken: OnceCell::new(), prose: OnceCell::new(), known: None, quote }
    }

    /// The same, where the prose before an edit is known.
    pub fn knowing(self, known: Option<&'a Prose>) -> View<'a> {
        View { known, ..self }
    }

    /// The prose, read when it is asked for the first time.
    pub fn prose(&self) -> &[Passage] {
        let read = || {
            let counts = |table: TableIndex, row: RowIndex| match &self.grids[table] {
                Some(grid) => grid.counts(row),
                None => self.report.format.tables[table].rows[row].stands_for.is_empty(),
            };
            Prose::read(self.report, self.quote, &counts, self.known.unwrap_or(&Prose::default()))
        };
        &self.prose.get_or_init(read).passages
    }

    /// The prose, to be known after the next edit.
    pub fn into_prose(self) -> Prose {
        self.prose.into_inner().unwrap_or_default()
    }

    /// The figure at a place of any table, if the place is certain.
    pub fn figure(&self, spot: prose::Spot) -> Option<Decimal> {
        self.grids[spot.table].as_ref()?.figure(spot.cell)
    }

    /// The format of the report.
    pub fn format(&self) -> &'a Format {
        &self.report.format
    }

    /// The text of a range.
    pub fn quote(&self, range: Span<InReport>) -> Cow<'a, str> {
        (self.quote)(range)
    }

    /// The sections with their starts.
    pub fn sections(&self) -> impl DoubleEndedIterator<Item = (usize, &'a Section)> {
        self.report.sections.iter().map(|(start, section)| (*start, &**section))
    }

    /// The first section of this kind, with its start.
    pub fn section(&self, kind: SectionIndex) -> Option<(usize, &'a Section)> {
        self.sections().find(|(_, section)| section.kind == Some(kind))
    }

    /// The rows of the tables that can be read.
    pub fn rows(&self) -> impl Iterator<Item = (&Grid<'a>, &'a Row)> {
        self.readable().flat_map(|grid| grid.table.rows.iter().map(move |row| (grid, row)))
    }

    /// The tables that can be read, each with the equations that do not hold, as their figures tie them together.
    pub fn broken(&self) -> impl Iterator<Item = (&Grid<'a>, &Component<'a>)> {
        let search = |grid: &Option<Grid<'a>>| {
            grid.as_ref().filter(|grid| grid.table.readable).map_or_else(Vec::new, repairs::search)
        };
        let broken = self.broken.get_or_init(|| self.grids.iter().map(search).collect());
        let tables = self.grids.iter().zip(broken);
        tables.flat_map(|(grid, components)| {
            components.iter().filter_map(move |one| Some((grid.as_ref()?, one)))
        })
    }

    /// The tables that are there and can be read.
    pub fn readable(&self) -> impl Iterator<Item = &Grid<'a>> {
        self.grids.iter().flatten().filter(|grid| grid.table.readable)
    }
}
