//! A report as the rules look at it: figures by row and column, equations judged.
//!
//! Invariant: an equation is judged only if every cell that it needs holds a figure whose place is certain. A row
//! that stands twice has no certain place.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use rust_decimal::Decimal;

use super::hole;
use crate::format::{self, Format};
use crate::prose::{self, Passage, Running};
use crate::report::{Cell, Cells, Heading, Report, Row, Section, Table, Value};

/// A report with its text.
pub struct View<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its tables, one for each of the format, where there is one.
    pub grids: Vec<Option<Grid<'a>>>,
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
        let grids = grids.into_iter().map(|grid| grid.map(hole::find)).collect();
        View { report, grids, prose: OnceCell::new(), quote }
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
    let source = prose::Source { format: &report.format, speaker, counts: &counts };
    // What stands above the title belongs to the paper or to the site.
    let title = report.title.iter().map(|title| 0..title.range.end).collect::<Vec<_>>();
    // No report has so much prose in one section: what is longer is something else.
    const LONGEST_BYTES: usize = 256 * 1024;
    let mut passages = Vec::with_capacity(report.sections.len() + 1);
    if report.preamble <= LONGEST_BYTES {
        let preamble = Running::of(&view.quote(0..report.preamble), 0, &title, false);
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
        let text = view.quote(start..start + section.length);
        let running = Running::of(&text, start, &aside, holds_table);
        passages.push(prose::read(&source, running, Some(index)));
    }
    passages
}

/// `range` moved by `start`.
pub fn at(start: usize, range: &Range<usize>) -> Range<usize> {
    start + range.start..start + range.end
}

/// Where a heading of a section that begins at `start` stands.
pub fn heading_at(start: usize, heading: &Heading) -> Range<usize> {
    at(start, &heading.range)
}

/// A table by row and column.
pub struct Grid<'a> {
    /// Where its section begins: add this to every range of the table.
    pub start: usize,
    /// The table as it stands in the text.
    pub table: &'a Table,
    /// The table as the format has it.
    pub format: &'a format::Table,
    /// Whether it stands in the section where the format puts it.
    pub own: bool,
    /// For each row of the format the row of the text.
    rows: Vec<Option<&'a Row>>,
    /// Whether a row of the format stands there twice.
    twice: Vec<bool>,
    /// For rows of the format that lack one figure: which one, and the only value that it can have.
    holes: Vec<(usize, Hole)>,
    /// Its equations, judged, in the order of the format; those that are not judged are left out.
    pub judged: Vec<Judged<'a>>,
}

/// The one figure that a row lacks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hole {
    /// Its place among the row's figures.
    pub position: usize,
    /// The only value that it can have.
    pub figure: Decimal,
}

/// An equation all of whose figures are there.
pub struct Judged<'a> {
    /// The equation.
    pub equation: &'a format::Equation,
    /// The cells of its left side that are there, alternatives chosen.
    pub left: Vec<format::Cell>,
    /// The cells of its right side.
    pub right: Vec<format::Cell>,
    /// What the left side adds up to.
    pub left_sum: Decimal,
    /// What the right side adds up to.
    pub right_sum: Decimal,
}

impl Judged<'_> {
    /// Whether both sides are the same.
    pub fn holds(&self) -> bool {
        self.left_sum == self.right_sum
    }

    /// 1 for a cell of the left side, -1 for one of the right, 0 for another.
    pub fn sign(&self, cell: format::Cell) -> i64 {
        i64::from(self.left.contains(&cell)) - i64::from(self.right.contains(&cell))
    }
}

impl<'a> Grid<'a> {
    fn new(start: usize, table: &'a Table, format: &'a format::Table, own: bool) -> Grid<'a> {
        let mut rows: Vec<Option<&Row>> = vec![None; format.rows.len()];
        let mut twice = vec![false; format.rows.len()];
        for row in &table.rows {
            if let Some(kind) = row.kind {
                twice[kind] |= rows[kind].is_some();
                rows[kind] = rows[kind].or(Some(row));
            }
        }
        let mut grid = Grid { start, table, format, own, rows, twice, holes: Vec::new(), judged: Vec::new() };
        grid.judged = grid.judge(&|cell| grid.figure(cell));
        grid
    }

    /// The same table, of whose rows these lack one figure each: the others of such a row have their places.
    pub fn with_holes(mut self, holes: Vec<(usize, Hole)>) -> Grid<'a> {
        if !holes.is_empty() {
            self.holes = holes;
            self.judged = self.judge(&|cell| self.figure(cell));
        }
        self
    }

    /// The equations of the table, with the figures that `figure` gives.
    pub fn judge(&self, figure: &dyn Fn(format::Cell) -> Option<Decimal>) -> Vec<Judged<'a>> {
        self.format.equations.iter().filter_map(|equation| self.judge_one(equation, figure)).collect()
    }

    fn judge_one(
        &self,
        equation: &'a format::Equation,
        figure: &dyn Fn(format::Cell) -> Option<Decimal>,
    ) -> Option<Judged<'a>> {
        let side = |cells: &[format::Cell]| -> Option<(Vec<format::Cell>, Decimal)> {
            let mut kept = Vec::with_capacity(cells.len());
            let mut sum = Decimal::ZERO;
            for cell in cells.iter().filter(|cell| self.counts(cell.row)) {
                sum += figure(*cell)?;
                kept.push(*cell);
            }
            Some((kept, sum))
        };
        if !self.counts(equation.at.row) {
            return None;
        }
        let (left, left_sum) = side(&equation.left)?;
        let (right, right_sum) = side(&equation.right)?;
        Some(Judged { equation, left, right, left_sum, right_sum })
    }

    /// Whether a row takes part: of a row and those it stands for only the one that is there does.
    pub fn counts(&self, row: usize) -> bool {
        let replaced = self.format.rows.iter().enumerate();
        let mut alternatives = replaced.filter(|(_, other)| other.stands_for.contains(&row));
        match self.format.rows[row].stands_for.is_empty() {
            true => !alternatives.any(|(other, _)| self.rows[other].is_some()) || self.rows[row].is_some(),
            false => self.rows[row].is_some(),
        }
    }

    /// The row of the text that is this row of the format.
    pub fn row(&self, row: usize) -> Option<&'a Row> {
        self.rows[row]
    }

    /// The cell of the text at this place.
    pub fn cell(&self, cell: format::Cell) -> Option<&'a Cell> {
        let at = self.format.rows[cell.row].columns.iter().position(|column| *column == cell.column)?;
        match &self.rows[cell.row]?.cells {
            Cells::Placed(cells) => cells.get(at),
            // Where it is known which figure is lacking, the others have their places.
            Cells::Loose(cells) => {
                let position = self.hole(cell.row)?.position;
                if at == position { None } else { cells.get(at - usize::from(at > position)) }
            }
            Cells::Ambiguous(..) => None,
        }
    }

    /// The one figure that this row of the format lacks, if only one can be lacking.
    pub fn hole(&self, row: usize) -> Option<Hole> {
        self.holes.iter().find(|(other, _)| *other == row).map(|(_, hole)| *hole)
    }

    /// The figure at this place; where it is lacking, the only one that can stand there.
    pub fn figure_or_hole(&self, cell: format::Cell) -> Option<Decimal> {
        self.figure(cell).or_else(|| {
            let hole = self.hole(cell.row)?;
            (self.format.rows[cell.row].columns.get(hole.position) == Some(&cell.column))
                .then_some(hole.figure)
        })
    }

    /// The figure that a blank cell must have, if at least two equations ask for one and all for the same.
    pub fn determined(&self, blank: format::Cell) -> Option<Decimal> {
        const LEAST: usize = 2;
        let judged = self.judge(&|cell| if cell == blank { Some(Decimal::ZERO) } else { self.figure(cell) });
        let asked: Vec<Decimal> = judged
            .iter()
            .filter(|equation| equation.sign(blank) != 0)
            .map(|equation| Decimal::from(equation.sign(blank)) * (equation.right_sum - equation.left_sum))
            .collect();
        let first = *asked.first()?;
        (asked.len() >= LEAST && first >= Decimal::ZERO && asked.iter().all(|other| *other == first))
            .then_some(first)
    }

    /// Whether nothing at all was filled in.
    pub fn is_blank(&self) -> bool {
        let is_blank = |row: &Row| row.cells.as_slice().iter().all(|cell| cell.value == Value::Blank);
        self.table.rows.len() > 1 && self.table.rows.iter().all(is_blank)
    }

    /// Whether this row of the format stands there twice.
    pub fn is_twice(&self, row: usize) -> bool {
        self.twice[row]
    }

    /// How many equations the table has, as its rows are.
    pub fn equation_count(&self) -> usize {
        self.format.equations.iter().filter(|equation| self.counts(equation.at.row)).count()
    }

    /// Whether a row of the format lacks a figure.
    pub fn has_holes(&self) -> bool {
        !self.holes.is_empty()
    }

    /// The figure at this place, if the place is certain.
    pub fn figure(&self, cell: format::Cell) -> Option<Decimal> {
        if self.twice[cell.row] {
            return None;
        }
        self.cell(cell)?.value.figure()
    }

    /// Where the figure at this place stands.
    pub fn range(&self, cell: format::Cell) -> Option<Range<usize>> {
        self.cell(cell).map(|found| at(self.start, &found.range))
    }

    /// Where a row stands.
    pub fn row_range(&self, row: &Row) -> Range<usize> {
        at(self.start, &row.range)
    }

    /// Where the label of a row stands; its first figure where it has none.
    pub fn label_range(&self, row: &Row) -> Range<usize> {
        let range = if row.label_range.is_empty() { &row.range } else { &row.label_range };
        at(self.start, range)
    }

    /// The cells of a row by their places, for a row of the format whose cells have theirs.
    pub fn cells(&self, row: &'a Row) -> impl Iterator<Item = (format::Cell, &'a Cell)> {
        let placed = match (&row.cells, row.kind) {
            (Cells::Placed(cells), Some(_)) => cells.as_slice(),
            _ => &[],
        };
        let kind = row.kind.unwrap_or(0);
        let columns = &self.format.rows[kind].columns;
        columns
            .iter()
            .zip(placed)
            .map(move |(column, cell)| (format::Cell { row: kind, column: *column }, cell))
    }
}
