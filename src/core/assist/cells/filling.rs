//! The ways to write figures into a table as it stands.
//!
//! Invariant: the first way changes least; each is only a try, which holds if it is read back.

use std::collections::BTreeMap;

use super::refusal::Refusal;
use super::typed::Typed;
use crate::assist::actions::insert;
use crate::assist::actions::rewrite::{Whole, placed, whole};
use crate::assist::field::put;
use crate::assist::place::grids;
use crate::assist::shapes;
use crate::format::template::{self, BLANK};
use crate::format::{self, CellIndex, ColumnIndex, RowIndex, TableIndex, full_name};
use crate::report::{Report, Row, Shape, Value};
use crate::rules::TextEdit;
use crate::rules::grid::Grid;
use crate::rules::separated::{insertion, separator};
use crate::span::{InReport, Span};
use crate::text::Text;

/// What is to stand in which cells.
pub type Wanted = BTreeMap<CellIndex, Typed>;

/// A way to write what is wanted; none where it does not fit the table.
type Way<'a> = fn(&Filling<'a>, &Wanted) -> Option<Vec<TextEdit>>;

/// A table of a report that is filled in.
pub struct Filling<'a> {
    text: &'a Text,
    /// Where the report begins.
    start: usize,
    report: &'a Report,
    kind: TableIndex,
    format: &'a format::Table,
    /// The table as it stands; none where there is none.
    grid: Option<Grid<'a>>,
}

impl<'a> Filling<'a> {
    /// The table `kind` of a report that begins at `start`.
    pub fn new(
        text: &'a Text,
        start: usize,
        report: &'a Report,
        kind: TableIndex,
    ) -> Result<Filling<'a>, Refusal> {
        let format = &report.format.tables[kind];
        let grid = grids(report).into_iter().nth(kind.get()).flatten();
        if grid.as_ref().is_some_and(|grid| !grid.table.readable) {
            return Err(Refusal::Unreadable { table: format.name.clone() });
        }
        if grid.is_none() && report.sections.iter().all(|(_, section)| section.kind != Some(format.section)) {
            return Err(Refusal::no_section(&report.format, format.section));
        }
        Ok(Filling { text, start, report, kind, format, grid })
    }

    /// What stands in a cell.
    pub fn value(&self, cell: CellIndex) -> Option<&Value> {
        self.grid.as_ref()?.cell(cell).map(|cell| &cell.value)
    }

    /// The ways to write what is wanted.
    pub fn ways<'w>(&'w self, wanted: &'w Wanted) -> impl Iterator<Item = Vec<TextEdit>> + 'w {
        let ways: [Way<'a>; 4] =
            [Filling::in_place, Filling::with_rows, Filling::rewritten, Filling::inserted];
        ways.into_iter().filter_map(move |way| way(self, wanted))
    }

    /// Why there is no way.
    pub fn refusal(&self, wanted: &Wanted) -> Refusal {
        let grid = self.grid.as_ref();
        let is_uncertain = |cell: &&CellIndex| {
            grid.is_some_and(|grid| grid.row(cell.row).is_some() && grid.cell(**cell).is_none())
        };
        let name = |cell: &CellIndex| full_name(self.format, cell.row);
        match wanted.keys().find(is_uncertain) {
            Some(cell) => Refusal::Uncertain { row: name(cell) },
            None => Refusal::Unwritable { row: wanted.keys().next().map(name).unwrap_or_default() },
        }
    }

    /// Each figure in its cell.
    fn in_place(&self, wanted: &Wanted) -> Option<Vec<TextEdit>> {
        let grid = self.grid.as_ref()?;
        let mut edits = Vec::with_capacity(wanted.len());
        for (cell, typed) in wanted {
            edits.push(self.cell(grid, *cell, typed)?);
        }
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        // Two blanks at one place cannot both be filled there.
        let is_apart = edits.windows(2).all(|two| {
            two[0].range.end < two[1].range.start
                || two[0].range.end == two[1].range.start && !two[0].range.is_empty()
        });
        is_apart.then_some(edits)
    }

    /// One figure in its cell.
    fn cell(&self, grid: &Grid<'_>, cell: CellIndex, typed: &Typed) -> Option<TextEdit> {
        let Some(range) = grid.range(cell) else {
            // The only one that its row lacks.
            let (position, _) = grid.missing(cell.row)?;
            let row = grid.row(cell.row).filter(|row| {
                grid.format.rows[cell.row].columns[position] == cell.column
                    && !typed.text.is_empty()
                    && !row.cells.as_slice().is_empty()
            })?;
            let quote = |range: Span<InReport>| self.text.slice(range.in_text(self.start));
            let between = separator(&quote, grid, row.cells.as_slice());
            let (place, new_text) = insertion(grid, row.cells.as_slice(), position, &typed.text, &between)?;
            return Some(TextEdit { range: place.in_text(self.start), new_text });
        };
        let range = range.in_text(self.start);
        let shape = grid.table.shape;
        if matches!(shape, Shape::Markdown | Shape::PipeRows)
            && let Some(edit) = put(self.text, range, &typed.text)
        {
            return Some(edit);
        }
        let holds_nothing = matches!(shape, Shape::Markdown | Shape::PipeRows | Shape::Tsv | Shape::Cells);
        let new_text = match typed.text.is_empty() && !holds_nothing {
            true => BLANK.to_owned(),
            false => typed.text.clone(),
        };
        Some(TextEdit { range, new_text })
    }

    /// Figures in rows that are not there, each in its place among those that are, and the others in their cells.
    fn with_rows(&self, wanted: &Wanted) -> Option<Vec<TextEdit>> {
        let grid = self.grid.as_ref()?;
        let is_there = |cell: &CellIndex| grid.row(cell.row).is_some();
        let there: Wanted = wanted.iter().filter(|(cell, _)| is_there(cell)).map(owned).collect();
        let mut edits = if there.is_empty() { Vec::new() } else { self.in_place(&there)? };
        let mut rows: Vec<RowIndex> =
            wanted.keys().filter(|cell| !is_there(cell)).map(|cell| cell.row).collect();
        rows.dedup();
        for row in rows {
            let written = shapes::row(self.format, row, grid.table.shape, &self.figures(row, wanted))?;
            let above = self.format.rows.before(row).rev().find_map(|other| grid.row(other));
            let below = self.format.rows.behind(row).find_map(|other| grid.row(other));
            let line_of = |at: usize| self.text.line_range(self.text.line_at(self.start + grid.start + at));
            let gap = if grid.table.shape == Shape::Cells { "\n" } else { "" };
            let (at, new_text) = match (above, below) {
                (Some(Row { range, .. }), _) => (line_of(range.end).end, format!("\n{gap}{written}")),
                (None, Some(Row { range, .. })) => (line_of(range.start).start, format!("{written}\n{gap}")),
                (None, None) => return None,
            };
            let range = Span::new(at..at);
            match edits.iter_mut().find(|edit| edit.range == range) {
                Some(edit) => edit.new_text += &new_text,
                None => edits.push(TextEdit { range, new_text }),
            }
        }
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        Some(edits)
    }

    /// The whole table written anew, in its own shape.
    fn rewritten(&self, wanted: &Wanted) -> Option<Vec<TextEdit>> {
        let grid = self.grid.as_ref()?;
        let Whole { range, mut lines } = whole(self.text, self.format, self.start + grid.start, grid.table)?;
        for (cell, typed) in wanted {
            let at = lines.iter().position(|line| line.row == cell.row).unwrap_or_else(|| {
                let at = lines.iter().position(|line| line.row > cell.row).unwrap_or(lines.len());
                let cells = vec![String::new(); self.format.rows[cell.row].columns.len()];
                lines.insert(at, shapes::Line { row: cell.row, label: None, cells });
                at
            });
            let column =
                self.format.rows[cell.row].columns.iter().position(|column| *column == cell.column)?;
            lines[at].cells[column].clone_from(&typed.text);
        }
        let written = shapes::lines(self.format, grid.table.shape, &lines)?;
        Some(vec![placed(self.text, range, written.trim_end_matches('\n'), grid.table.shape)])
    }

    /// The whole table, where there was none.
    fn inserted(&self, wanted: &Wanted) -> Option<Vec<TextEdit>> {
        if self.grid.is_some() {
            return None;
        }
        let (at, section) =
            self.report.sections.iter().find(|(_, section)| section.kind == Some(self.format.section))?;
        let end = self.start + at + section.body.end.max(section.heading.range.end);
        let figure = |cell: CellIndex| wanted.get(&cell).map_or_else(String::new, |typed| typed.text.clone());
        let table = template::table(&self.report.format, self.kind, &figure);
        Some(vec![insert::written(self.text, end, table.trim_end())])
    }

    /// What is to stand in a row that is not there.
    fn figures(&self, row: RowIndex, wanted: &Wanted) -> Vec<String> {
        let columns = self.format.rows[row].columns.iter();
        let figure = |column: &ColumnIndex| wanted.get(&CellIndex { row, column: *column });
        columns.map(|column| figure(column).map_or_else(String::new, |typed| typed.text.clone())).collect()
    }
}

fn owned((cell, typed): (&CellIndex, &Typed)) -> (CellIndex, Typed) {
    (*cell, typed.clone())
}
