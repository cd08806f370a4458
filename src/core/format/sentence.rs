//! The sentences that are made of the figures of a table.
//!
//! Invariant: every figure of a sentence is a cell that the format has.

use super::checks::{Checked, find, matching, mistake, text, texts};
use super::file::{SentenceFile, Text};
use super::mistake::{Mistake, Thing};
use super::{CellIndex, IndexVec, RowIndex, Table, TableIndex};

/// A sentence about a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// The index of the table.
    pub table: TableIndex,
    /// Words of the headings below which it belongs.
    pub below: Vec<String>,
    /// Words by which it is asked for, besides its own first ones.
    pub starts: Vec<String>,
    /// What it says.
    pub text: Vec<Piece>,
    /// What it says instead where all its figures are 0.
    pub zero: Option<String>,
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Words as they are.
    Words(String),
    /// What these cells add up to.
    Figure(Vec<CellIndex>),
    /// Of these parts, with 、 between them, those whose figures are not all 0.
    Parts {
        /// The parts.
        parts: Vec<Vec<Piece>>,
        /// Whether a part is left out, too, where a figure of it is not certain.
        lenient: bool,
    },
}

/// In so many brackets a part may stand: more than anybody reads, less than fills the stack.
const DEEPEST: usize = 8;

/// A sentence as it is written, of a format with these tables.
pub(super) fn sentence(file: SentenceFile, tables: &IndexVec<TableIndex, Table>) -> Checked<Sentence> {
    let index: TableIndex = find(&file.table, tables.iter().map(|table| table.id.as_str()), Thing::Table)?;
    let mut rest = file.text.as_ref().as_str();
    let pieces = pieces(&mut rest, 0, &file.text, &tables[index])?;
    if !rest.is_empty() {
        return malformed(&file.text, rest);
    }
    if pieces.is_empty() {
        return mistake(&file.text, Mistake::EmptyText { key: "text", written: String::new() });
    }
    Ok(Sentence {
        table: index,
        below: texts(file.below, "below")?,
        starts: texts(file.starts, "starts")?,
        text: pieces,
        zero: file.zero.map(|zero| text(zero, "zero")).transpose()?,
    })
}

/// Reads `rest`, which stands in so many brackets, up to what ends a part, which is left there.
fn pieces(rest: &mut &str, depth: usize, written: &Text, table: &Table) -> Checked<Vec<Piece>> {
    let mut pieces = Vec::new();
    loop {
        let (words, behind) = rest.split_at(rest.find(['{', '}', '[', '|', ']']).unwrap_or(rest.len()));
        if !words.is_empty() {
            pieces.push(Piece::Words(words.to_owned()));
        }
        *rest = behind;
        if let Some(inside) = rest.strip_prefix('{') {
            let Some((figure, behind)) = inside.split_once('}') else { return malformed(written, rest) };
            pieces.push(Piece::Figure(cells(figure, written, table)?));
            *rest = behind;
        } else if rest.starts_with('[') && depth < DEEPEST {
            pieces.push(parts(rest, depth + 1, written, table)?);
        } else {
            return Ok(pieces);
        }
    }
}

/// Reads the parts in brackets with which `rest` begins.
fn parts(rest: &mut &str, depth: usize, written: &Text, table: &Table) -> Checked<Piece> {
    let whole = *rest;
    let mut parts = Vec::new();
    while let Some(inside) = rest.strip_prefix(if parts.is_empty() { '[' } else { '|' }) {
        *rest = inside;
        parts.push(pieces(rest, depth, written, table)?);
    }
    let Some(behind) = rest.strip_prefix(']') else { return malformed(written, whole) };
    let lenient = behind.starts_with('?');
    *rest = behind.strip_prefix('?').unwrap_or(behind);
    Ok(Piece::Parts { parts, lenient })
}

/// The cells of a figure, `received/total` or `other.*+other/total`.
fn cells(figure: &str, written: &Text, table: &Table) -> Checked<Vec<CellIndex>> {
    let Some((rows, column)) = figure.split_once('/') else {
        return malformed(written, &format!("{{{figure}}}"));
    };
    let place = |id: &str| Text::new(written.span(), id.to_owned());
    let column = find(&place(column), table.columns.iter().map(|column| column.id.as_str()), Thing::Column)?;
    let ids = table.rows.iter().map(|row| row.id.as_str()).collect::<IndexVec<RowIndex, _>>();
    let mut cells = Vec::new();
    for term in rows.split('+') {
        for row in matching(&place(term), &ids, Thing::Row)? {
            if !table.rows[row].columns.contains(&column) {
                let [row, column] = [&table.rows[row].id, &table.columns[column].id].map(String::clone);
                return mistake(written, Mistake::NotInRow { row, column });
            }
            cells.push(CellIndex { row, column });
        }
    }
    Ok(cells)
}

fn malformed<T>(place: &Text, written: &str) -> Checked<T> {
    const SHOWN: usize = 24;
    mistake(place, Mistake::Sentence { written: written.chars().take(SHOWN).collect() })
}
