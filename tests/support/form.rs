//! The printed form: each table as a grid, with the cells that others cover.

use gouji::format::{CellIndex, Layout, RowIndex, Table, TableIndex};

use super::model::{Model, Place};
use super::pen::Pen;

/// The note in the corner of table three.
pub const NOTE: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";

/// One cell of the grid.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    Words(String),
    Figure(Place),
    /// Covered by the cell to the left.
    Beside,
    /// Covered by the cell above.
    Below,
}

use Piece::{Below, Beside, Figure, Words};

/// The grid of a table, all rows of one width.
pub fn grid(model: &Model, table: TableIndex) -> Vec<Vec<Piece>> {
    let in_format = &model.format.tables[table];
    if in_format.layout == Layout::OneLine {
        one_line(model, table)
    } else if in_format.blocks.is_empty() {
        grouped(model, table)
    } else {
        blocks(model, table)
    }
}

fn words(words: &str) -> Piece {
    Words(words.to_owned())
}

fn padded(mut row: Vec<Piece>, width: usize) -> Vec<Piece> {
    row.resize(width, Beside);
    row
}

fn figures(model: &Model, table: TableIndex, row: RowIndex) -> impl Iterator<Item = Piece> {
    let columns = model.format.tables[table].rows[row].columns.clone();
    columns.into_iter().map(move |column| Figure(Place { table, cell: CellIndex { row, column } }))
}

fn labels(table: &Table, row: RowIndex) -> impl Iterator<Item = Piece> + '_ {
    table.rows[row].columns.iter().map(|column| words(&table.columns[*column].label))
}

fn blocks(model: &Model, table: TableIndex) -> Vec<Vec<Piece>> {
    let in_format = &model.format.tables[table];
    let width = 1 + in_format.rows.iter().map(|row| row.columns.len()).max().unwrap();
    let mut grid = Vec::new();
    for (index, block) in in_format.blocks.iter().enumerate() {
        let rows: Vec<RowIndex> =
            model.rows(table).into_iter().filter(|row| in_format.rows[*row].block == Some(index)).collect();
        grid.push(padded(vec![words(&block.label)], width));
        grid.push(padded(
            [words(&in_format.head)].into_iter().chain(labels(in_format, rows[0])).collect(),
            width,
        ));
        for row in rows {
            let label = words(&in_format.rows[row].label);
            grid.push(padded([label].into_iter().chain(figures(model, table, row)).collect(), width));
        }
    }
    grid
}

fn grouped(model: &Model, table: TableIndex) -> Vec<Vec<Piece>> {
    let in_format = &model.format.tables[table];
    let depth = 1 + in_format.rows.iter().map(|row| row.groups.len()).max().unwrap();
    let width = depth + in_format.columns.len();
    let corner = |first: Piece| padded(vec![first], depth);
    let mut heads = [corner(words(NOTE)), corner(Below), corner(Below)];
    heads[0].push(words("申请人情况"));
    let mut group: Option<&String> = None;
    for column in &in_format.columns {
        let below = match (&column.group, group) {
            (Some(new), Some(old)) if new == old => Beside,
            (Some(new), _) => words(new),
            (None, _) => words(&column.label),
        };
        heads[1].push(below);
        heads[2].push(if column.group.is_some() { words(&column.label) } else { Below });
        group = column.group.as_ref();
    }
    let mut grid: Vec<Vec<Piece>> = heads.into_iter().map(|head| padded(head, width)).collect();
    let mut before: &[String] = &[];
    for row in model.rows(table) {
        let groups = &in_format.rows[row].groups;
        let shared = groups.iter().zip(before).take_while(|(one, other)| one == other).count();
        let mut line: Vec<Piece> = groups
            .iter()
            .enumerate()
            .map(|(level, group)| if level < shared { Below } else { words(group) })
            .collect();
        line.push(words(&in_format.rows[row].label));
        let mut line = padded(line, depth);
        line.extend(figures(model, table, row));
        grid.push(line);
        before = groups;
    }
    grid
}

fn one_line(model: &Model, table: TableIndex) -> Vec<Vec<Piece>> {
    let in_format = &model.format.tables[table];
    let (mut heads, mut line) = ([vec![], vec![], vec![]], vec![]);
    let mut group: Option<&String> = None;
    for row in model.rows(table) {
        let this = &in_format.rows[row];
        let width = this.columns.len();
        if let Some(name) = this.groups.first() {
            let above = if group == Some(name) { Beside } else { words(name) };
            heads[0].extend(padded(vec![above], width));
            heads[1].extend(padded(vec![words(&this.label)], width));
            heads[2].extend(labels(in_format, row));
        } else {
            heads[0].extend(padded(vec![words(&this.label)], width));
            heads[1].extend(labels(in_format, row));
            heads[2].extend(vec![Below; width]);
        }
        group = this.groups.first();
        line.extend(figures(model, table, row));
    }
    heads.into_iter().chain([line]).collect()
}

/// The cells of a row that no other covers.
pub fn uncovered(row: &[Piece]) -> Vec<Piece> {
    row.iter().filter(|piece| !matches!(piece, Beside | Below)).cloned().collect()
}

/// What becomes of the cells that others cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covered {
    /// Empty cells in their places.
    InPlace,
    /// Gone.
    Dropped,
    /// Empty cells at the end of the row.
    AtEnd,
    /// Those below others empty in their places, those beside others gone.
    BelowOnly,
    /// Those below others empty in their places, those beside others empty at the end of the row.
    BesideAtEnd,
}

/// A row of the grid as written, `narrow` where the words of a narrow head were broken.
pub fn written(pen: &mut Pen<'_>, row: &[Piece], covered: Covered, narrow: &str) -> Vec<String> {
    let mut cells = Vec::with_capacity(row.len());
    let is_head = !row.iter().any(|piece| matches!(piece, Figure(_)));
    for piece in row {
        match piece {
            Words(words) if is_head && words.chars().count() == 4 && pen.random.chance(50) => {
                let cut = words.char_indices().nth(2).unwrap().0;
                let (first, second) = (pen.words(&words[..cut]), pen.words(&words[cut..]));
                cells.push(format!("{first}{narrow}{second}"));
            }
            Words(words) => cells.push(pen.words(words)),
            Figure(place) => cells.push(pen.figure(*place)),
            Beside if covered == Covered::InPlace => cells.push(String::new()),
            Below if !matches!(covered, Covered::Dropped | Covered::AtEnd) => cells.push(String::new()),
            Beside | Below => {}
        }
    }
    if matches!(covered, Covered::AtEnd | Covered::BesideAtEnd) {
        cells.resize(row.len(), String::new());
    }
    cells
}
