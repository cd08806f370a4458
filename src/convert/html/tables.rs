//! Tables of a page.
//!
//! Invariant: cells stand where a browser puts them; of two that claim the same place the first has it.

use html5ever::local_name;

use super::blocks;
use super::tree::{Id, Tree};
use crate::document::{Cell, Table};
use crate::limits::COLUMNS;

/// The table that an element is.
pub fn of(tree: &Tree, id: Id) -> Table {
    let mut table = Table::default();
    let mut start = 0;
    for group in groups(tree, id) {
        let rows = group.len();
        // For each column the first row in which it is free.
        let mut free: Vec<usize> = Vec::new();
        for (row, tr) in group.into_iter().enumerate() {
            let is_free = |free: &[usize], column: usize| free.get(column).is_none_or(|until| *until <= row);
            let mut column = 0;
            for cell in tree.children(tr) {
                let is_label = tree.name(*cell) == Some(&local_name!("th"));
                if !is_label && tree.name(*cell) != Some(&local_name!("td")) {
                    continue;
                }
                column = (column..).find(|column| is_free(&free, *column)).unwrap_or(column);
                let wanted = column + span(tree, *cell, "colspan").clamp(1, COLUMNS);
                let end = (column + 1..wanted).find(|column| !is_free(&free, *column)).unwrap_or(wanted);
                let below = match span(tree, *cell, "rowspan") {
                    0 => rows - row,
                    below => below.min(rows - row),
                };
                free.resize(free.len().max(end), 0);
                free[column..end].fill(row + below);
                table.cells.push(Cell {
                    row: start + row,
                    column,
                    rows: below,
                    columns: end - column,
                    is_label,
                    figure: tree.attribute(*cell, "data-cell").map(str::to_owned),
                    blocks: blocks::of(tree, *cell),
                });
                column = end;
            }
        }
        start += rows;
    }
    table
}

/// The rows of a table, by the groups out of which no cell reaches.
fn groups(tree: &Tree, id: Id) -> Vec<Vec<Id>> {
    let is_row = |id: &Id| tree.name(*id) == Some(&local_name!("tr"));
    let parts = tree
        .children(id)
        .iter()
        .filter(|child| matches!(tree.name(**child).map(|name| &**name), Some("thead" | "tbody" | "tfoot")));
    parts.map(|part| tree.children(*part).iter().copied().filter(is_row).collect()).collect()
}

/// How many rows or columns a cell says that it covers.
fn span(tree: &Tree, id: Id, name: &str) -> usize {
    tree.attribute(id, name).and_then(|value| value.trim().parse().ok()).unwrap_or(1)
}
