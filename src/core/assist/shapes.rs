//! Tables written in every shape that can be written.
//!
//! Invariant: what is written here is read back by the reader as the same rows with the same cells, each in its
//! place. Where a shape cannot hold an empty cell (one that only blanks or line ends separate from its neighbours),
//! a blank is drawn as the line of a form, [`BLANK`].

use crate::format::template::{BLANK, grid as markdown_grid, report_with};
use crate::format::{Format, IndexVec, Layout, RowIndex, Table, TableIndex, canonical_label};
use crate::report::Shape;
use crate::report::normal::value;

/// The shapes that can be written, the canonical one first.
pub const WRITABLE: [Shape; 7] = [
    Shape::Markdown,
    Shape::Tsv,
    Shape::PipeRows,
    Shape::PipeCells,
    Shape::Cells,
    Shape::CellsBare,
    Shape::PdfRows,
];

/// One row as a table of this shape has it: its label, behind the labels of the groups that begin with it, and its
/// cells; lines end with `\n`, the last one does not. None for shapes that cannot be written, and for cells that
/// the shape cannot hold.
pub fn row(table: &Table, row: RowIndex, shape: Shape, cells: &[String]) -> Option<String> {
    let line = Line { row, label: None, cells: cells.to_vec() };
    if !holds(table, shape, &line) {
        return None;
    }
    let written = match shape {
        Shape::Markdown => format!("| {} |\n", markdown_row(canonical_label(table, row), &line).join(" | ")),
        _ => {
            let groups = groups_begun(table, row, canonical_before(table, row));
            written(shape, &[labelled(table, &drawn(&line, shape), groups)])?
        }
    };
    Some(written.trim_end_matches('\n').to_owned())
}

/// A whole table of this shape with these rows, each with its cells, under the header that the shape has in real
/// reports; every line ends with `\n`. None for shapes that cannot be written, and for cells that the shape
/// cannot hold.
pub fn table(
    format: &Format,
    table: TableIndex,
    shape: Shape,
    rows: &[(RowIndex, Vec<String>)],
) -> Option<String> {
    let line = |(row, cells): &(RowIndex, Vec<String>)| Line { row: *row, label: None, cells: cells.clone() };
    lines(&format.tables[table], shape, &rows.iter().map(line).collect::<Vec<_>>())
}

/// A whole report to fill in, as [`crate::format::template::report`] writes it, with its tables in this shape.
pub fn report(format: &Format, agency: &str, year: u16, shape: Shape) -> Option<String> {
    let blanks = |kind: TableIndex| {
        let rows = &format.tables[kind].rows;
        let own = rows.indices().filter(|row| rows[*row].stands_for.is_empty());
        let rows: Vec<_> = own.map(|row| (row, vec![String::new(); rows[row].columns.len()])).collect();
        table(format, kind, shape, &rows)
    };
    let tables = format.tables.indices().map(blanks).collect::<Option<IndexVec<TableIndex, _>>>()?;
    Some(report_with(format, agency, year, &|table| tables[table].clone()))
}

/// As [`table`], with rows that may have labels of their own.
pub fn lines(table: &Table, shape: Shape, lines: &[Line]) -> Option<String> {
    if lines.is_empty() || !lines.iter().all(|line| holds(table, shape, line)) {
        return None;
    }
    match shape {
        Shape::Markdown => Some(markdown(table, lines)),
        _ => {
            let lines: Vec<Line> = lines.iter().map(|line| drawn(line, shape)).collect();
            written(shape, &printed(table, &lines))
        }
    }
}

/// The row with its blanks drawn where the shape can hold no empty cell.
fn drawn(line: &Line, shape: Shape) -> Line {
    let mut line = line.clone();
    if matches!(shape, Shape::PipeCells | Shape::CellsBare | Shape::PdfRows) {
        line.cells.iter_mut().filter(|cell| cell.is_empty()).for_each(|cell| *cell = BLANK.to_owned());
    }
    line
}

/// A row of the format with its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The index of the row.
    pub row: RowIndex,
    /// Its label, where that is not the format's; a row of a table on one line has none.
    pub label: Option<String>,
    /// Its cells, one for each column of the row.
    pub cells: Vec<String>,
}

impl Line {
    fn label<'a>(&'a self, table: &'a Table) -> &'a str {
        self.label.as_deref().unwrap_or(&table.rows[self.row].label)
    }
}

/// Whether the shape can say what these cells are, so that it is read back.
fn holds(table: &Table, shape: Shape, line: &Line) -> bool {
    let plain = |cell: &String| {
        let separates = |c: char| match shape {
            Shape::PdfRows => c.is_whitespace(),
            _ => matches!(c, '|' | '｜' | '│' | '\t' | '\n' | '\r'),
        };
        // Without pipes or tabs words are taken for the label of what follows.
        let is_value =
            matches!(shape, Shape::Markdown | Shape::PipeRows | Shape::Tsv) || value(cell).is_some();
        !cell.contains(separates) && cell.trim() == cell && (cell.is_empty() || is_value)
    };
    WRITABLE.contains(&shape)
        && line.cells.len() == table.rows[line.row].columns.len()
        && line.cells.iter().all(plain)
}

// ---- the canonical shape

fn markdown(table: &Table, lines: &[Line]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut before = None;
    for part in lines.chunk_by(|a, b| {
        table.rows[a.row].columns == table.rows[b.row].columns && block(table, a) == block(table, b)
    }) {
        let columns =
            table.rows[part[0].row].columns.iter().map(|column| table.columns[*column].label.clone());
        let head: Vec<String> = [table.head.clone()].into_iter().chain(columns).collect();
        let mut body = Vec::with_capacity(part.len());
        for line in part {
            let groups = match table.layout {
                Layout::Rows => groups_begun(table, line.row, before).concat(),
                Layout::OneLine => String::new(),
            };
            body.push(markdown_row(groups + line.label(table), line));
            before = Some(line.row);
        }
        let above = block(table, &part[0]).map(|block| format!("{}\n\n", table.blocks[block].label));
        parts.push(above.unwrap_or_default() + &markdown_grid(&head, &body));
    }
    parts.join("\n")
}

fn block(table: &Table, line: &Line) -> Option<usize> {
    table.rows[line.row].block
}

fn markdown_row(label: String, line: &Line) -> Vec<String> {
    [label].into_iter().chain(line.cells.iter().cloned()).collect()
}

// ---- the printed form

/// A cell of the printed form.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Words(String),
    Figure(String),
    /// Covered by the cell to the left.
    Beside,
    /// Covered by the cell above.
    Below,
}

use Piece::{Below, Beside, Figure, Words};

/// The rows of the printed form, its header first.
fn printed(table: &Table, lines: &[Line]) -> Vec<Vec<Piece>> {
    let is_whole = lines.iter().map(|line| line.row).eq(table.rows.indices());
    match table.layout {
        Layout::OneLine if is_whole => one_line(table, lines),
        _ if !table.blocks.is_empty() => blocks(table, lines),
        _ => grouped(table, lines),
    }
}

fn blocks(table: &Table, lines: &[Line]) -> Vec<Vec<Piece>> {
    let width = width(table);
    let mut rows = Vec::new();
    for part in lines.chunk_by(|a, b| block(table, a) == block(table, b)) {
        rows.extend(
            block(table, &part[0]).map(|block| padded(vec![words(&table.blocks[block].label)], width)),
        );
        let head = [words(&table.head)].into_iter().chain(column_labels(table, part[0].row));
        rows.push(padded(head.collect(), width));
        rows.extend(part.iter().map(|line| labelled(table, line, &[])));
    }
    rows
}

fn grouped(table: &Table, lines: &[Line]) -> Vec<Vec<Piece>> {
    let depth = depth(table);
    let mut heads: Vec<Vec<Piece>> = Vec::new();
    if let Some(above) = &table.above {
        heads.push(padded(vec![words(above)], table.columns.len()));
    }
    let has_groups = table.columns.iter().any(|column| column.group.is_some());
    let mut group: Option<&String> = None;
    let upper = table.columns.iter().map(|column| {
        let piece = match &column.group {
            Some(new) if group == Some(new) => Beside,
            Some(new) => words(new),
            None => words(&column.label),
        };
        group = column.group.as_ref();
        piece
    });
    heads.push(upper.collect());
    if has_groups {
        let lower = |column: &crate::format::Column| match column.group {
            Some(_) => words(&column.label),
            None => Below,
        };
        heads.push(table.columns.iter().map(lower).collect());
    }
    let corner = words(table.corner.as_ref().unwrap_or(&table.head));
    let mut rows: Vec<Vec<Piece>> = Vec::with_capacity(heads.len() + lines.len());
    for head in heads {
        let first = if rows.is_empty() { corner.clone() } else { Below };
        rows.push(padded(vec![first], depth).into_iter().chain(head).collect());
    }
    let mut before = None;
    for line in lines {
        rows.push(labelled(table, line, groups_begun(table, line.row, before)));
        before = Some(line.row);
    }
    rows
}

/// All rows behind one another under a header of three lines.
fn one_line(table: &Table, lines: &[Line]) -> Vec<Vec<Piece>> {
    let (mut heads, mut figures) = ([vec![], vec![], vec![]], vec![]);
    let mut group: Option<&String> = None;
    for line in lines {
        let this = &table.rows[line.row];
        let width = this.columns.len();
        match this.groups.first() {
            Some(name) => {
                let above = if group == Some(name) { Beside } else { words(name) };
                heads[0].extend(padded(vec![above], width));
                heads[1].extend(padded(vec![words(line.label(table))], width));
                heads[2].extend(column_labels(table, line.row));
            }
            None => {
                heads[0].extend(padded(vec![words(line.label(table))], width));
                heads[1].extend(column_labels(table, line.row));
                heads[2].extend(vec![Below; width]);
            }
        }
        group = this.groups.first();
        figures.extend(line.cells.iter().cloned().map(Figure));
    }
    heads.into_iter().chain([figures]).collect()
}

/// A row behind its label and the labels of the groups that begin with it.
fn labelled(table: &Table, line: &Line, begun: &[String]) -> Vec<Piece> {
    let this = &table.rows[line.row];
    let depth = depth(table);
    let groups = if table.layout == Layout::Rows { this.groups.len() } else { 0 };
    let begun = if table.layout == Layout::Rows { begun } else { &[] };
    let mut pieces = vec![Below; groups - begun.len()];
    pieces.extend(begun.iter().map(|group| words(group)));
    pieces.push(words(line.label(table)));
    let mut pieces = padded(pieces, depth);
    pieces.extend(line.cells.iter().cloned().map(Figure));
    padded(pieces, width(table))
}

/// How many columns of labels the printed form has.
fn depth(table: &Table) -> usize {
    match table.layout {
        Layout::Rows => 1 + table.rows.iter().map(|row| row.groups.len()).max().unwrap_or(0),
        Layout::OneLine => 1,
    }
}

/// How many columns it has where each row has a line.
fn width(table: &Table) -> usize {
    depth(table) + table.rows.iter().map(|row| row.columns.len()).max().unwrap_or(0)
}

fn words(words: &str) -> Piece {
    Words(words.to_owned())
}

fn padded(mut row: Vec<Piece>, width: usize) -> Vec<Piece> {
    row.resize(width.max(row.len()), Beside);
    row
}

fn column_labels(table: &Table, row: RowIndex) -> impl Iterator<Item = Piece> + '_ {
    table.rows[row].columns.iter().map(|column| words(&table.columns[*column].label))
}

/// The labels of the groups that begin with `row` where it stands behind `before`.
fn groups_begun(table: &Table, row: RowIndex, before: Option<RowIndex>) -> &[String] {
    let groups = &table.rows[row].groups;
    let same =
        |before: RowIndex| groups.iter().zip(&table.rows[before].groups).take_while(|(a, b)| a == b).count();
    &groups[before.map_or(0, same)..]
}

/// The row of the format in front of `row`, or of the first that it stands for.
fn canonical_before(table: &Table, row: RowIndex) -> Option<RowIndex> {
    let first = table.rows[row].stands_for.first().copied().unwrap_or(row);
    table.rows.before(first).rev().find(|row| table.rows[*row].stands_for.is_empty())
}

// ---- writing it

/// The rows of the printed form as this shape has them; none for a shape that is not written so.
fn written(shape: Shape, rows: &[Vec<Piece>]) -> Option<String> {
    let line: fn(&[Piece]) -> String = match shape {
        Shape::PipeRows => pipe_row,
        Shape::PipeCells => |row| cells(row, false, false).iter().map(|cell| format!("{cell} |\n")).collect(),
        Shape::Tsv => |row| cells(row, true, true).join("\t") + "\n",
        Shape::Cells => |row| cells(row, true, false).iter().map(|cell| format!("\t{cell}\n")).collect(),
        Shape::CellsBare => |row| cells(row, false, false).iter().map(|cell| format!("{cell}\n")).collect(),
        Shape::PdfRows => pdf_row,
        Shape::Markdown | Shape::PdfInside | Shape::PdfColumns => return None,
    };
    let between = if shape == Shape::Cells { "\n" } else { "" };
    Some(rows.iter().map(|row| line(row)).collect::<Vec<_>>().join(between))
}

/// The cells of a row; those below others or beside them as empty cells, or not at all.
fn cells(row: &[Piece], below: bool, beside: bool) -> Vec<&str> {
    row.iter()
        .filter_map(|piece| match piece {
            Words(text) | Figure(text) => Some(text.as_str()),
            Below => below.then_some(""),
            Beside => beside.then_some(""),
        })
        .collect()
}

/// Where the first cell is empty it takes a pipe in front of it to say so.
fn pipe_row(row: &[Piece]) -> String {
    let cells = cells(row, false, false);
    let frame = if cells.first().is_some_and(|cell| cell.is_empty()) { "| " } else { "" };
    format!("{frame}{} |\n", cells.join(" | "))
}

/// Labels of groups on lines of their own, then the row.
fn pdf_row(row: &[Piece]) -> String {
    let cells = cells(row, false, false);
    let is_figure = |piece: &&Piece| matches!(piece, Figure(_));
    let figures = row.iter().filter(is_figure).count();
    let groups = (cells.len() - figures).saturating_sub(1);
    if figures == 0 {
        return cells.join(" ") + "\n";
    }
    let own = cells[groups..].join(" ") + "\n";
    cells[..groups].iter().map(|group| format!("{group}\n")).collect::<String>() + &own
}
