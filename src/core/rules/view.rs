//! A report as the rules look at it: its tables by row and column, its sections, its text.
//!
//! Invariant: of several tables of one kind the one in its own section is looked at, else the first.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use rust_decimal::Decimal;

use super::grid::{Grid, at};
use super::recount;
use super::repairs::{self, Component};
use crate::format::Format;
use crate::prose::running::Manner;
use crate::prose::{self, Passage, Running};
use crate::report::{Heading, Report, Row, Section};

/// A report with its text.
pub struct View<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its tables, one for each of the format, where there is one.
    pub grids: Vec<Option<Grid<'a>>>,
    /// What is broken in each table, and what would mend it; searched once, when a rule asks.
    broken: OnceCell<Vec<Vec<Component<'a>>>>,
    prose: OnceCell<Vec<Passage>>,
    quote: &'a dyn Fn(Range<usize>) -> Cow<'a, str>,
}

impl<'a> View<'a> {
    /// Looks at `report`; `quote` gives the text of a range of it.
    pub fn new(report: &'a Report, quote: &'a dyn Fn(Range<usize>) -> Cow<'a, str>) -> View<'a> {
        let mut grids: Vec<Option<Grid<'a>>> = report.format.tables.iter().map(|_| None).collect();
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
        View { report, grids, broken: OnceCell::new(), prose: OnceCell::new(), quote }
    }

    /// The prose, read when it is asked for the first time.
    pub fn prose(&self) -> &[Passage] {
        self.prose.get_or_init(|| read_prose(self))
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
    pub fn quote(&self, range: Range<usize>) -> Cow<'a, str> {
        (self.quote)(range)
    }

    /// The sections with their starts.
    pub fn sections(&self) -> impl DoubleEndedIterator<Item = (usize, &'a Section)> {
        self.report.sections.iter().map(|(start, section)| (*start, &**section))
    }

    /// The first section of this kind, with its start.
    pub fn section(&self, kind: usize) -> Option<(usize, &'a Section)> {
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

/// The prose of a report: of what stands before its first section, and of each section. Where lines ran into one,
/// nothing is read.
fn read_prose(view: &View<'_>) -> Vec<Passage> {
    let report = view.report;
    if report.has_lost_breaks() {
        return Vec::new();
    }
    let counts = |table: usize, row: usize| match &view.grids[table] {
        Some(grid) => grid.counts(row),
        None => report.format.tables[table].rows[row].stands_for.is_empty(),
    };
    let speaker = prose::token::Speaker::new(report.agency.as_deref(), report.year);
    let mut source =
        prose::Source { format: &report.format, speaker, is_of_applications: false, counts: &counts };
    // What stands above the title belongs to the paper or to the site.
    let title = report.title.iter().map(|title| 0..title.range.end).collect::<Vec<_>>();
    // No report has so much prose in one section: what is longer is something else.
    const LONGEST_BYTES: usize = 256 * 1024;
    let mut passages = Vec::with_capacity(report.sections.len() + 1);
    if report.preamble <= LONGEST_BYTES {
        let preamble = Running::of(&view.quote(0..report.preamble), 0, &title, Manner::Preamble);
        passages.push(prose::read(&source, preamble, None));
    }
    for (index, (start, section)) in view
        .sections()
        .enumerate()
        .filter(|(_, (_, section))| !section.listing && section.length <= LONGEST_BYTES)
    {
        let tables = section.tables.iter().map(|table| table.range.clone());
        let aside: Vec<Range<usize>> = [section.heading.range.clone()]
            .into_iter()
            .chain(tables)
            .chain(section.html.iter().cloned())
            .collect();
        let holds_table = report.format.tables.iter().any(|table| Some(table.section) == section.kind);
        // The title and the preamble of the report that follows stand at the end of the last section.
        let text = view.quote(start..(start + section.length).min(report.length));
        let manner = if holds_table { Manner::AroundTables } else { Manner::Section };
        let running = Running::of(&text, start, &aside, manner);
        source.is_of_applications =
            section.kind.is_some() && section.kind == report.format.section("applications");
        passages.push(prose::read(&source, running, Some(index)));
    }
    passages
}

/// Where a heading of a section that begins at `start` stands.
pub fn heading_at(start: usize, heading: &Heading) -> Range<usize> {
    at(start, &heading.range)
}
