//! Figures put into the cells of a report, as a form puts them there.
//!
//! Invariant: after the edits every figure that was put stands at its cell and is read there, every other one stands
//! where it stood, and so do all headings. What cannot be written so is refused, and nothing is changed.

mod block;
mod filling;
mod refusal;
pub mod sums;
mod typed;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use block::{Pasted, paste, rows};
pub use refusal::Refusal;
pub use sums::{Sums, sums};

use filling::{Filling, Wanted};

use super::actions::pieces::{Pieces, smallest};
use super::place::grids;
use crate::analysis::Analysis;
use crate::format::{CellIndex, ColumnIndex, RowIndex, TableIndex};
use crate::report::{Cells, Report, Value};
use crate::rules::TextEdit;
use crate::text::{ByteEdit, Text};

/// A table of a text: which one of which report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The index of the report.
    pub report: usize,
    /// The table.
    pub table: TableIndex,
}

/// What is put into a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// The cell.
    pub cell: CellIndex,
    /// What was typed; nothing empties the cell.
    pub text: String,
}

/// How texts are read.
pub struct Reader<'a> {
    /// Reads the text that comes of these edits, made one after the other.
    pub after: &'a dyn Fn(&Text, &[ByteEdit]) -> Analysis,
    /// Reads another text.
    pub fresh: &'a dyn Fn(&Text) -> Analysis,
}

/// The edits that put these figures into the cells of a table, in order; none where all of them stand there. Of two for
/// one cell the last counts.
///
/// # Errors
///
/// What was typed is no figure, or there is no way to write it that is read back.
pub fn set(
    text: &Text,
    analysis: &Analysis,
    reader: &Reader<'_>,
    target: Target,
    puts: &[Put],
) -> Result<Vec<TextEdit>, Refusal> {
    let reports = analysis.reports();
    let Some((start, report)) = reports.get(target.report) else { return Err(Refusal::NoReport) };
    let format = &report.format.tables[target.table];
    let mut wanted = BTreeMap::new();
    for put in puts {
        let typed = typed::typed(&put.text);
        wanted.insert(put.cell, typed.ok_or_else(|| Refusal::no_figure(format, put))?);
    }
    let filling = Filling::new(text, *start, report, target.table)?;
    wanted.retain(|cell, typed| filling.value(*cell) != Some(&typed.value));
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let before = contents(&reports);
    let tried = filling.ways(&wanted).find_map(|edits| {
        let mut pieces = Pieces::new(text);
        pieces.make(&edits);
        let after = contents(&(reader.after)(&pieces.now, &pieces.made).reports());
        let written = || edits.into_iter().filter_map(|edit| smallest(text, edit)).collect();
        is_written(&before, &after, target, &wanted).then(written)
    });
    tried.ok_or_else(|| filling.refusal(&wanted))
}

/// The same, and with it what the totals among these cells are then that are blank and whose parts are all there: one
/// change.
///
/// # Errors
///
/// As [`set`].
pub fn set_with_totals(
    text: &Text,
    analysis: &Analysis,
    reader: &Reader<'_>,
    target: Target,
    puts: &[Put],
    totals: &[CellIndex],
) -> Result<Vec<TextEdit>, Refusal> {
    let edits = set(text, analysis, reader, target, puts)?;
    let mut pieces = Pieces::new(text);
    pieces.make(&edits);
    let reports = (reader.after)(&pieces.now, &pieces.made).reports();
    let Some((_, report)) = reports.get(target.report) else { return Ok(edits) };
    let grids = grids(report);
    let Some(grid) = grids[target.table].as_ref() else { return Ok(edits) };
    let known = sums(grid);
    let total = |cell: &CellIndex| Some(Put { cell: *cell, text: known.get(cell)?.normalize().to_string() });
    let totals: Vec<Put> = totals.iter().filter_map(total).collect();
    if totals.is_empty() {
        return Ok(edits);
    }
    set(text, analysis, reader, target, &[puts, &totals].concat())
}

/// What stands in a text.
struct Contents {
    /// For each report the headings of its sections.
    headings: Vec<Vec<String>>,
    /// What stands at each place.
    values: BTreeMap<Slot, Vec<Value>>,
}

/// A place: report, table, row and column; no column for all that stands in a row whose columns are not certain.
type Slot = (usize, TableIndex, RowIndex, Option<ColumnIndex>);

fn contents(reports: &[(usize, Arc<Report>)]) -> Contents {
    let mut values: BTreeMap<Slot, Vec<Value>> = BTreeMap::new();
    for (number, (_, report)) in reports.iter().enumerate() {
        let tables = report.sections.iter().flat_map(|(_, section)| &section.tables);
        for (table, row) in tables.flat_map(|table| table.rows.iter().map(move |row| (table.kind, row))) {
            let Some(kind) = row.kind else { continue };
            let columns = &report.format.tables[table].rows[kind].columns;
            for (at, cell) in row.cells.as_slice().iter().enumerate() {
                let column = columns.get(at).copied().filter(|_| matches!(row.cells, Cells::Placed(_)));
                values.entry((number, table, kind, column)).or_default().push(cell.value.clone());
            }
        }
    }
    let headings = |(_, report): &(usize, Arc<Report>)| {
        report.sections.iter().map(|(_, section)| section.heading.text.clone()).collect()
    };
    Contents { headings: reports.iter().map(headings).collect(), values }
}

/// Whether all that was wanted stands there now, and all else as before.
fn is_written(before: &Contents, after: &Contents, target: Target, wanted: &Wanted) -> bool {
    let slot = |cell: &CellIndex| (target.report, target.table, cell.row, Some(cell.column));
    // A row whose columns are certain only now.
    let is_settled = |(report, table, row, column): &Slot| {
        column.is_none()
            && (*report, *table) == (target.report, target.table)
            && wanted.keys().any(|cell| cell.row == *row)
            && !after.values.contains_key(&(*report, *table, *row, None))
    };
    let stands =
        |slot: &Slot, value: &Value| after.values.get(slot).and_then(|values| values.first()) == Some(value);
    let is_kept = |(slot, values): (&Slot, &Vec<Value>)| {
        let put = slot
            .3
            .map(|column| CellIndex { row: slot.2, column })
            .filter(|_| (slot.0, slot.1) == (target.report, target.table));
        let put = put.is_some_and(|cell| wanted.contains_key(&cell));
        match after.values.get(slot) {
            Some(now) if put => now[1..] == values[1..],
            Some(now) => now == values,
            None => is_settled(slot) && keeps_order(values, after, slot),
        }
    };
    // What is new is what was wanted, or is still to be filled in.
    let is_known = |(slot, values): (&Slot, &Vec<Value>)| {
        before.values.contains_key(slot)
            || before.values.contains_key(&(slot.0, slot.1, slot.2, None))
            || slot.3.is_some_and(|column| {
                (slot.0, slot.1) == (target.report, target.table)
                    && wanted.contains_key(&CellIndex { row: slot.2, column })
            })
            || values.iter().all(|value| *value == Value::Blank)
    };
    before.headings == after.headings
        && wanted.iter().all(|(cell, typed)| stands(&slot(cell), &typed.value))
        && before.values.iter().all(is_kept)
        && after.values.iter().all(is_known)
}

/// Whether the figures of a row whose columns were not certain stand in it in their order.
fn keeps_order(values: &[Value], after: &Contents, (report, table, row, _): &Slot) -> bool {
    let now = after.values.range((*report, *table, *row, None)..).take_while(|(slot, _)| slot.2 == *row);
    let mut now = now.flat_map(|(_, values)| values);
    values.iter().all(|value| now.any(|other| other == value))
}
