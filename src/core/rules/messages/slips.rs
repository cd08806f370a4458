//! What is said of a slip: first what to change, then what holds after it; and of a row that was counted anew.

use rust_decimal::Decimal;

use super::super::Lang;
use super::super::grid::Recount;
use super::super::repair::{Change, Move, Repair, RepairKind};
use super::{Speaker, plain, quoted};
use crate::format::RowIndex;

impl Speaker<'_> {
    pub(super) fn slip(&self, repair: &Repair) -> String {
        let after = self.after(repair);
        match self.lang {
            Lang::Zh => format!("{}；{after}", self.what_to_change(repair)),
            Lang::En => format!("{}; {after}", self.what_to_change(repair)),
        }
    }

    /// What must be changed, and what went wrong, in the words of the form.
    fn what_to_change(&self, repair: &Repair) -> String {
        let zh = self.lang == Lang::Zh;
        let [one, rest @ ..] = repair.changes.as_slice() else { return String::new() };
        let in_row = rest.iter().all(|change| change.cell.row == one.cell.row);
        let names: Vec<String> = repair.changes.iter().map(|change| self.name(change, in_row)).collect();
        let row = || quoted(&self.short_in_group(one.cell.row));
        let column = || quoted(&self.column(one.cell));
        let figures = |figure: fn(&Change) -> Decimal, and: &str| {
            repair.changes.iter().map(|change| plain(figure(change))).collect::<Vec<_>>().join(and)
        };
        let each = || {
            let each = repair.changes.iter().zip(&names).map(|(change, name)| match zh {
                true => format!("{name}应为 {}（填的是 {}）", plain(change.to), plain(change.from)),
                false => format!("{name} should be {} (it says {})", plain(change.to), plain(change.from)),
            });
            each.collect::<Vec<_>>().join(if zh { "，" } else { ", " })
        };
        let cases = plain((one.to - one.from).abs());
        match (repair.kind, zh) {
            (RepairKind::Figure, true) => {
                format!("{}行{}栏应为 {}，填的是 {}", row(), column(), plain(one.to), plain(one.from))
            }
            (RepairKind::Figure, false) => format!(
                "row {}, column {} should be {}, not {}",
                row(),
                column(),
                plain(one.to),
                plain(one.from)
            ),
            (RepairKind::Exchanged, true) => match in_row {
                true => format!("{}行{}两栏的数填反了：{}", row(), names.join(""), each()),
                false => format!("{}栏{}两行的数填反了：{}", column(), names.join(""), each()),
            },
            (RepairKind::Exchanged, false) => match in_row {
                true => format!("row {}: {} are exchanged: {}", row(), names.join(" and "), each()),
                false => format!("column {}: {} are exchanged: {}", column(), names.join(" and "), each()),
            },
            (RepairKind::Cut, true) => format!(
                "{}行{}两栏应为 {}，填的是 {}：一个数拆成了两格",
                row(),
                names.join(""),
                figures(|change| change.to, " 和 "),
                figures(|change| change.from, " 和 ")
            ),
            (RepairKind::Cut, false) => format!(
                "row {}: {} should be {}, not {}: one figure was cut into two cells",
                row(),
                names.join(" and "),
                figures(|change| change.to, " and "),
                figures(|change| change.from, " and ")
            ),
            (RepairKind::Joined, true) => format!(
                "{}行{}两栏应为 {}，填的是 {}：两个数连成了一格",
                row(),
                names.join(""),
                figures(|change| change.to, " 和 "),
                figures(|change| change.from, " 和 ")
            ),
            (RepairKind::Joined, false) => format!(
                "row {}: {} should be {}, not {}: two figures ran together into one cell",
                row(),
                names.join(" and "),
                figures(|change| change.to, " and "),
                figures(|change| change.from, " and ")
            ),
            (RepairKind::WrongColumn, true) => format!("{}行有 {cases} 件填错了栏：{}", row(), each()),
            (RepairKind::WrongColumn, false) => {
                format!("row {}: {cases} in the wrong column: {}", row(), each())
            }
            (RepairKind::WrongRow, true) => format!("{}栏有 {cases} 件填错了行：{}", column(), each()),
            (RepairKind::WrongRow, false) => {
                format!("column {}: {cases} in the wrong row: {}", column(), each())
            }
            (RepairKind::Moved(Move { from, to }), true) => format!(
                "{}行的数填到了{}{}行",
                quoted(&self.short_in_group(to)),
                if from < to { "上一行，即" } else { "下一行，即" },
                quoted(&self.short_in_group(from))
            ),
            (RepairKind::Moved(Move { from, to }), false) => format!(
                "the figures of row {} stand one row too {}, in row {}",
                quoted(&self.short_in_group(to)),
                if from < to { "high" } else { "low" },
                quoted(&self.short_in_group(from))
            ),
        }
    }

    /// A cell of several, by what tells it from the others.
    fn name(&self, change: &Change, in_row: bool) -> String {
        quoted(&if in_row { self.column(change.cell) } else { self.short_in_group(change.cell.row) })
    }

    pub(super) fn after(&self, repair: &Repair) -> String {
        let holding = repair.holding;
        match (self.lang, repair.all) {
            (Lang::Zh, true) => format!("修正后 {holding} 条勾稽关系全部成立"),
            (Lang::Zh, false) => format!("修正后相关的 {holding} 条勾稽关系全部成立"),
            (Lang::En, true) => format!("then all {holding} equations hold"),
            (Lang::En, false) => format!("then all {holding} equations tied to it hold"),
        }
    }

    /// The title of the fix that makes the changes of a repair.
    pub(super) fn change(&self, repair: &Repair) -> String {
        let zh = self.lang == Lang::Zh;
        if let RepairKind::Moved(what) = repair.kind {
            let after = self.after(repair);
            return match zh {
                true => format!("{}（{after}）", self.move_row(what)),
                false => format!("{} ({after})", self.move_row(what)),
            };
        }
        let one = |change: &Change| {
            let (cell, from, to) = (self.cell(change.cell), plain(change.from), plain(change.to));
            match zh {
                true => format!("{cell}由 {from} 改为 {to}"),
                false => format!("change {cell} from {from} to {to}"),
            }
        };
        let changes = repair.changes.iter().map(one).collect::<Vec<_>>();
        let after = self.after(repair);
        match zh {
            true => format!("{}（{after}）", changes.join("，")),
            false => format!("{} ({after})", changes.join(", ")),
        }
    }

    /// The title of the fix that moves the figures of a row.
    pub(super) fn move_row(&self, Move { from, to }: Move) -> String {
        let (source, target) = (quoted(&self.short_in_group(from)), quoted(&self.short_in_group(to)));
        match (self.lang, from < to) {
            (Lang::Zh, true) => format!("把{source}行的数移到下一行{target}"),
            (Lang::Zh, false) => format!("把{source}行的数移到上一行{target}"),
            (Lang::En, true) => format!("move the figures of row {source} down to {target}"),
            (Lang::En, false) => format!("move the figures of row {source} up to {target}"),
        }
    }

    /// What happened to a row with a cell too few or too many.
    pub(super) fn recounted(&self, row: RowIndex, recount: &Recount) -> String {
        let zh = self.lang == Lang::Zh;
        let column = |position: usize| {
            self.table.map_or_else(String::new, |table| self.column_label(table.rows[row].columns[position]))
        };
        match (recount, zh) {
            (Recount::Missing { position, figure }, true) => {
                format!("缺的是“{}”，应为 {}", column(*position), plain(*figure))
            }
            (Recount::Missing { position, figure }, false) => {
                format!("“{}” is missing and should be {}", column(*position), plain(*figure))
            }
            (Recount::Joined { position, figures: [first, second] }, true) => format!(
                "“{first}{second}”是连在一起的两个数：“{}” {first} 和“{}” {second}",
                column(*position),
                column(position + 1)
            ),
            (Recount::Joined { position, figures: [first, second] }, false) => format!(
                "“{first}{second}” is two figures that ran together: “{}” {first} and “{}” {second}",
                column(*position),
                column(position + 1)
            ),
            (Recount::Cut { position, parts: [first, second], figure }, true) => {
                format!("“{first} {second}”是拆开的一个数：“{}”应为 {figure}", column(*position))
            }
            (Recount::Cut { position, parts: [first, second], figure }, false) => {
                format!("“{first} {second}” is one figure: “{}” should be {figure}", column(*position))
            }
            (Recount::Extra { position, figure }, true) => match position {
                0 => format!("多出的可能是最前面的 {}", plain(*figure)),
                _ => format!("多出的可能是“{}”后面的 {}", column(position - 1), plain(*figure)),
            },
            (Recount::Extra { position, figure }, false) => match position {
                0 => format!("the first one, {}, may be too many", plain(*figure)),
                _ => format!("{} behind “{}” may be too many", plain(*figure), column(position - 1)),
            },
        }
    }

    /// The title of the fix that counts a row anew.
    pub(super) fn recount(&self, recount: &Recount) -> String {
        let zh = self.lang == Lang::Zh;
        match (recount, zh) {
            (Recount::Missing { figure, .. }, true) => format!("补上 {}", plain(*figure)),
            (Recount::Missing { figure, .. }, false) => format!("insert {}", plain(*figure)),
            (Recount::Joined { figures: [first, second], .. }, true) => {
                format!("“{first}{second}”分成 {first} 和 {second}")
            }
            (Recount::Joined { figures: [first, second], .. }, false) => {
                format!("part “{first}{second}” into {first} and {second}")
            }
            (Recount::Cut { parts: [first, second], figure, .. }, true) => {
                format!("{first} 和 {second} 合成 {figure}")
            }
            (Recount::Cut { parts: [first, second], figure, .. }, false) => {
                format!("join {first} and {second} as {figure}")
            }
            (Recount::Extra { figure, .. }, true) => format!("删去多出的 {}", plain(*figure)),
            (Recount::Extra { figure, .. }, false) => format!("leave out {}", plain(*figure)),
        }
    }
}
