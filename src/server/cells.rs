//! The requests `gouji/setCells` and `gouji/pasteCells`: what the form or a table in the text is filled with; and
//! `gouji/cells`: where its cells are.
//!
//! Invariant: an answer is the edits of the version that was asked about, or why there are none; the client makes them
//! as one, and only while the text stands so.

use lsp_types::{Position, Range, TextDocumentIdentifier, TextEdit};
use serde::{Deserialize, Serialize};

use super::convert;
use super::refusal::{Refusal, Result};
use super::snapshot::{Analysed, Snapshot};
use gouji_core::assist::cells::{self, Put, Reader, Target};
use gouji_core::assist::figures::{self, Figure};
use gouji_core::assist::place;
use gouji_core::format::{CellIndex, Format};
use gouji_core::rules;

/// What is put into which cells.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetParams {
    /// The document.
    pub text_document: TextDocumentIdentifier,
    /// The version that the client has.
    version: i32,
    /// The index of the report in the document.
    report: usize,
    /// The id of the table.
    table: String,
    cells: Vec<SetCell>,
    /// Totals that are taken with them, where they are blank and all their parts are there then.
    #[serde(default)]
    totals: Vec<TotalCell>,
}

/// A cell by the ids of its row and column.
#[derive(Debug, Deserialize)]
struct TotalCell {
    row: String,
    column: String,
}

/// A cell by the ids of its row and column, and what is put there.
#[derive(Debug, Deserialize)]
struct SetCell {
    row: String,
    column: String,
    text: String,
}

/// Which block is put where: from a cell of the form on, or from the figure at a place of the text.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PasteParams {
    /// The document.
    pub text_document: TextDocumentIdentifier,
    /// The version that the client has.
    version: i32,
    #[serde(default)]
    report: usize,
    at: Option<PasteCell>,
    position: Option<Position>,
    /// The block: cells between tabs, rows in lines.
    text: String,
}

/// A cell by its ids.
#[derive(Debug, Deserialize)]
struct PasteCell {
    table: String,
    row: String,
    column: String,
}

/// Of which place of a document the cells are wanted.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CellsParams {
    /// The document.
    pub text_document: TextDocumentIdentifier,
    /// A place of the table.
    pub position: Position,
}

/// Where the cells of a table are.
#[derive(Debug, Serialize)]
pub struct TableCells {
    /// The version of the document.
    version: i32,
    /// The lines of the table, with its head.
    range: Range,
    /// Its cells row by row.
    rows: Vec<Vec<CellPlace>>,
}

/// Where a cell is.
#[derive(Debug, Serialize)]
struct CellPlace {
    /// The id of its column; none where that is not certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<String>,
    /// What typing replaces there.
    range: Range,
}

/// The cells of the table at a place; none where there is no table.
pub fn places(snapshot: &Snapshot, analysed: &Analysed, position: Position) -> Option<TableCells> {
    let (text, encoding) = (&analysed.text, snapshot.settings.encoding);
    let offset = convert::offset(position, text, encoding);
    let found = figures::at(text, analysed.analysis(), offset)?;
    let format = &found.report.format.tables[found.table];
    let place = |figure: &Figure| CellPlace {
        column: figure.column.map(|column| format.columns[column].id.clone()),
        range: convert::range(figure.range, text, encoding),
    };
    Some(TableCells {
        version: snapshot.version,
        range: convert::range(found.range, text, encoding),
        rows: found.rows.iter().map(|row| row.iter().map(place).collect()).collect(),
    })
}

/// What is to be done with the text.
#[derive(Debug, Serialize)]
pub struct Filled {
    /// The version of the document that the edits are for.
    version: i32,
    /// The edits; none where the cells cannot be filled so.
    #[serde(skip_serializing_if = "Option::is_none")]
    edits: Option<Vec<TextEdit>>,
    /// Why they cannot.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<String>,
    /// How much was pasted.
    #[serde(skip_serializing_if = "Option::is_none")]
    told: Option<String>,
}

/// The edits that put figures into cells.
pub fn set(snapshot: &Snapshot, analysed: &Analysed, params: &SetParams) -> Result<Filled> {
    is_current(snapshot, params.version)?;
    let format = format(analysed, params.report)?;
    let table = format.table(&params.table).ok_or_else(|| unknown(&params.table))?;
    let puts = params.cells.iter().map(|SetCell { row, column, text }| {
        Ok(Put { cell: cell(&format.tables[table], row, column)?, text: text.clone() })
    });
    let puts = puts.collect::<Result<Vec<Put>>>()?;
    let totals =
        params.totals.iter().map(|TotalCell { row, column }| cell(&format.tables[table], row, column));
    let totals = totals.collect::<Result<Vec<CellIndex>>>()?;
    let target = Target { report: params.report, table };
    let edits = with_reader(snapshot, analysed, |reader| {
        cells::set_with_totals(&analysed.text, analysed.analysis(), reader, target, &puts, &totals)
    });
    Ok(filled(snapshot, analysed, edits.map(|edits| (edits, None))))
}

/// The edits that put a block into cells; none where it is pasted at a place where no figure stands.
pub fn paste(snapshot: &Snapshot, analysed: &Analysed, params: &PasteParams) -> Result<Option<Filled>> {
    is_current(snapshot, params.version)?;
    let (target, at) = match (&params.at, params.position) {
        (Some(PasteCell { table, row, column }), _) => {
            let format = format(analysed, params.report)?;
            let kind = format.table(table).ok_or_else(|| unknown(table))?;
            (Target { report: params.report, table: kind }, cell(&format.tables[kind], row, column)?)
        }
        (None, Some(position)) => match figure_at(snapshot, analysed, position) {
            Some(found) => found,
            None => return Ok(None),
        },
        (None, None) => return Err(unknown("at")),
    };
    let lang = snapshot.settings.lang;
    let block = cells::rows(&params.text);
    let pasted = with_reader(snapshot, analysed, |reader| {
        cells::paste(&analysed.text, analysed.analysis(), reader, target, at, &block)
    });
    let told = pasted.map(|pasted| {
        let told = pasted.words(lang);
        (pasted.edits, Some(told))
    });
    Ok(Some(filled(snapshot, analysed, told)))
}

/// The cell of the form whose figure stands at a place of the text.
fn figure_at(snapshot: &Snapshot, analysed: &Analysed, position: Position) -> Option<(Target, CellIndex)> {
    let (text, analysis) = (&analysed.text, analysed.analysis());
    let offset = convert::offset(position, text, snapshot.settings.encoding);
    let found = figures::at(text, analysis, offset)?;
    let figure = found.rows.iter().flatten().find(|figure| place::touches(figure.range, offset))?;
    let cell = CellIndex { row: figure.row?, column: figure.column? };
    let (start, _) = place::report_at(analysis, offset)?;
    let report = analysis.parts().position(|part| part.start == start)?;
    Some((Target { report, table: found.table }, cell))
}

fn with_reader<T>(snapshot: &Snapshot, analysed: &Analysed, work: impl FnOnce(&Reader<'_>) -> T) -> T {
    let after = |text: &_, edits: &[_]| snapshot.read_after(analysed, text, edits);
    let fresh = |text: &_| snapshot.read_other(analysed, text);
    work(&Reader { after: &after, fresh: &fresh })
}

fn filled(
    snapshot: &Snapshot,
    analysed: &Analysed,
    done: std::result::Result<(Vec<rules::TextEdit>, Option<String>), cells::Refusal>,
) -> Filled {
    let version = snapshot.version;
    match done {
        Ok((edits, told)) => {
            let edits = convert::edits(&edits, &analysed.text, snapshot.settings.encoding);
            Filled { version, edits: Some(edits), refused: None, told }
        }
        Err(refusal) => {
            let refused = Some(refusal.words(snapshot.settings.lang));
            Filled { version, edits: None, refused, told: None }
        }
    }
}

fn is_current(snapshot: &Snapshot, version: i32) -> Result<()> {
    if snapshot.version == version { Ok(()) } else { Err(Refusal::Modified) }
}

fn format(analysed: &Analysed, report: usize) -> Result<std::sync::Arc<Format>> {
    let part = analysed.analysis().parts().nth(report).ok_or(Refusal::Modified)?;
    Ok(part.report.format.clone())
}

fn cell(table: &gouji_core::format::Table, row: &str, column: &str) -> Result<CellIndex> {
    let index = table.row(row).zip(table.column(column)).map(|(row, column)| CellIndex { row, column });
    let index = index.filter(|cell| table.rows[cell.row].columns.contains(&cell.column));
    index.ok_or_else(|| unknown(&format!("{row} × {column}")))
}

fn unknown(what: &str) -> Refusal {
    Refusal::Invalid(format!("no such table, row or column: {what}"))
}
