//! What is said of an equation that does not hold, and of the change that would make it hold.

use super::super::Lang;
use super::super::culprit::Change;
use super::super::finding::{Culprit, Side};
use super::{Speaker, plain};
use crate::format::Cell;

impl Speaker<'_> {
    pub(super) fn unequal(&self, at: Cell, left: &Side, right: &Side, culprit: Option<&Culprit>) -> String {
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
                let fills = if zh { "填" } else { " says" };
                format!(
                    "{addends} = {}{comma}{}{fills} {}",
                    plain(left.sum),
                    self.column(*cell),
                    plain(*figure)
                )
            }
            _ => format!("{}{comma}{}", self.side(left, in_row), self.side(right, in_row)),
        };
        let mut message = format!("{about}{colon}{said}");
        if let Some(culprit) = culprit {
            let changes = self.changes(&culprit.changes);
            let after = self.after(culprit.holding, culprit.all);
            message += &match zh {
                true => format!("；最可能的笔误：{changes}，{after}"),
                false => format!("; the likely slip: {changes}; {after}"),
            };
        }
        message
    }

    /// One side of an equation between rows: the addends that are not zero, with their labels.
    fn side(&self, side: &Side, in_row: bool) -> String {
        const FEW: usize = 2;
        let name = |cell: Cell| if in_row { self.column(cell) } else { self.short(cell.row) };
        let shown: Vec<String> = side
            .terms
            .iter()
            .filter(|(_, figure)| side.terms.len() <= FEW || !figure.is_zero())
            .map(|(cell, figure)| format!("{} {}", name(*cell), plain(*figure)))
            .collect();
        const MOST: usize = 6;
        match (side.terms.as_slice(), shown.len()) {
            ([_], _) => shown[0].clone(),
            (_, count) if count > MOST => match self.lang {
                Lang::Zh => format!("{count} 项相加 = {}", plain(side.sum)),
                Lang::En => format!("{count} items add up to {}", plain(side.sum)),
            },
            (terms, 0) => match self.lang {
                Lang::Zh => format!("各项（{} 项）都是 0", terms.len()),
                Lang::En => format!("all {} items are 0", terms.len()),
            },
            _ => format!("{} = {}", shown.join(" + "), plain(side.sum)),
        }
    }

    pub(super) fn after(&self, holding: usize, all: bool) -> String {
        match (self.lang, all) {
            (Lang::Zh, true) => format!("改后 {holding} 条勾稽关系全部成立"),
            (Lang::Zh, false) => format!("改后相关的 {holding} 条勾稽关系全部成立"),
            (Lang::En, true) => format!("then all {holding} equations hold"),
            (Lang::En, false) => format!("then all {holding} equations tied to it hold"),
        }
    }

    pub(super) fn changes(&self, changes: &[Change]) -> String {
        let one = |change: &Change| {
            format!("{} {} → {}", self.cell(change.cell), plain(change.from), plain(change.to))
        };
        changes.iter().map(one).collect::<Vec<_>>().join(if self.lang == Lang::Zh { "、" } else { ", " })
    }
}
