//! What is said of an equation that does not hold, and of the change that would make it hold.

use super::super::Lang;
use super::super::finding::Side;
use super::{Speaker, plain};
use crate::format::{CellIndex, RowIndex, Table, span};

impl Speaker<'_> {
    pub(super) fn unequal(&self, at: CellIndex, left: &Side, right: &Side) -> String {
        let zh = self.lang == Lang::Zh;
        let in_row = left.terms.iter().chain(&right.terms).all(|(cell, _)| cell.row == at.row);
        let about = if in_row { self.label(at.row) } else { self.column(at) };
        let colon = if zh { "：" } else { ": " };
        let comma = if zh { "，" } else { ", " };
        let said = match (in_row, right.terms.as_slice()) {
            // One row: its labels go without saying.
            (true, [(cell, figure)]) => {
                let addends =
                    left.terms.iter().map(|(_, figure)| plain(*figure)).collect::<Vec<_>>().join("+");
                let fills = if zh { "填的是" } else { " says" };
                format!(
                    "{addends} = {}{comma}{}{fills} {}",
                    plain(left.sum),
                    self.column(*cell),
                    plain(*figure)
                )
            }
            (false, [(cell, figure)]) => {
                let fills = if zh { "填的是" } else { " says" };
                let name = self.short(cell.row);
                format!("{}{comma}{name}{fills} {}", self.side(left, in_row), plain(*figure))
            }
            _ => format!("{}{comma}{}", self.side(left, in_row), self.side(right, in_row)),
        };
        format!("{about}{colon}{said}")
    }

    /// One side of an equation between rows: the addends that are not zero, with their labels.
    fn side(&self, side: &Side, in_row: bool) -> String {
        const FEW: usize = 2;
        let name = |cell: CellIndex| if in_row { self.column(cell) } else { self.short(cell.row) };
        let shown: Vec<String> = side
            .terms
            .iter()
            .filter(|(_, figure)| side.terms.len() <= FEW || !figure.is_zero())
            .map(|(cell, figure)| format!("{} {}", name(*cell), plain(*figure)))
            .collect();
        const MOST: usize = 6;
        match (side.terms.as_slice(), shown.len()) {
            ([_], _) => shown[0].clone(),
            (terms, count) if count == 0 || count > MOST => {
                let rows: Vec<RowIndex> = terms.iter().map(|(cell, _)| cell.row).collect();
                let table = self.table.filter(|_| !in_row);
                format!("{} {}", add_up(table, &rows, self.lang), plain(side.sum))
            }
            _ => format!("{} = {}", shown.join(" + "), plain(side.sum)),
        }
    }
}

/// The cells of many rows of one column, as what they add up to is said of them.
pub fn add_up(table: Option<&Table>, rows: &[RowIndex], lang: Lang) -> String {
    match (lang, table.and_then(|table| span(table, rows))) {
        (Lang::Zh, Some((from, to))) => format!("{from}至{to}合计"),
        (Lang::Zh, None) => format!("{} 格合计", rows.len()),
        (Lang::En, Some((from, to))) => format!("{from} to {to} add up to"),
        (Lang::En, None) => format!("{} cells add up to", rows.len()),
    }
}
