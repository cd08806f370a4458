//! How much of a report was read and checked.
//!
//! Invariants: every cell that the format expects is counted once, as read, blank, missing or unread, and every
//! equation once, as holding, broken or not evaluated; so what was not looked at is never taken for right. Of a row that
//! may stand in two ways the one that the report has is counted.

use std::ops::AddAssign;

use super::Lang;
use super::grid::Grid;
use super::view::View;
use crate::format::{self, CellIndex, RowIndex};
use crate::prose::Fact;
use crate::report::Value;

/// How much was read and checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// The cells.
    pub cells: Cells,
    /// The equations.
    pub equations: Equations,
    /// The figures of the prose.
    pub figures: Figures,
}

/// The figures of the prose by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// How many there are.
    pub prose: usize,
    /// Those that are held against cells of the tables.
    pub bound: usize,
    /// Those of them that are of these cells in any case: were one wrong, it would be told.
    pub certain: usize,
}

impl Figures {
    fn of(facts: &[Fact]) -> Figures {
        let bound = facts.iter().filter(|fact| !fact.cells.is_empty()).count();
        let certain = facts.iter().filter(|fact| fact.is_certain).count();
        Figures { prose: facts.len(), bound, certain }
    }

    /// Those that are in no cell.
    pub fn unbound(&self) -> usize {
        self.prose - self.bound
    }
}

/// The cells by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cells {
    /// How many the format expects.
    pub expected: usize,
    /// Those that hold a figure whose place is certain.
    pub read: usize,
    /// Those in which nothing stands.
    pub blank: usize,
    /// Those that are not in the text.
    pub missing: usize,
    /// Those that hold something else than a figure, or a figure whose place is not certain.
    pub unread: usize,
}

/// The equations by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Equations {
    /// How many the format expects.
    pub expected: usize,
    /// Those that hold.
    pub hold: usize,
    /// Those that do not.
    pub broken: usize,
    /// Those that were not evaluated, because a cell is blank.
    pub for_blank: usize,
    /// Those that were not evaluated, because a cell is missing.
    pub for_missing: usize,
    /// Those that were not evaluated, because a cell is unread.
    pub for_unread: usize,
}

impl Equations {
    /// Those that were not evaluated.
    pub fn unevaluated(&self) -> usize {
        self.for_blank + self.for_missing + self.for_unread
    }
}

/// What became of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Read,
    Blank,
    Missing,
    Unread,
}

/// How much of a report was read and checked; `facts` are the figures of its prose.
pub fn coverage(view: &View<'_>, facts: &[Fact]) -> Coverage {
    let mut coverage = Coverage { figures: Figures::of(facts), ..Coverage::default() };
    for (table, grid) in view.format().tables.iter().zip(&view.grids) {
        coverage += of_table(table, grid.as_ref());
    }
    coverage
}

fn of_table(table: &format::Table, grid: Option<&Grid<'_>>) -> Coverage {
    let counts = |row: RowIndex| match grid {
        Some(grid) => grid.counts(row),
        None => table.rows[row].stands_for.is_empty(),
    };
    let state = |cell: CellIndex| grid.map_or(State::Missing, |grid| state(grid, cell));
    let mut coverage = Coverage::default();
    let Coverage { cells, equations, .. } = &mut coverage;
    for row in table.rows.indices().filter(|row| counts(*row)) {
        for column in &table.rows[row].columns {
            cells.expected += 1;
            *match state(CellIndex { row, column: *column }) {
                State::Read => &mut cells.read,
                State::Blank => &mut cells.blank,
                State::Missing => &mut cells.missing,
                State::Unread => &mut cells.unread,
            } += 1;
        }
    }
    // They are judged in their order.
    let mut judged = grid.map_or(&[][..], |grid| &grid.judged).iter().peekable();
    for equation in table.equations.iter().filter(|equation| counts(equation.at.row)) {
        equations.expected += 1;
        *match judged.next_if(|one| std::ptr::eq(one.equation, equation)) {
            Some(judged) if judged.holds() => &mut equations.hold,
            Some(_) => &mut equations.broken,
            None => {
                let operands = equation.left.iter().chain(&equation.right).filter(|cell| counts(cell.row));
                match operands.map(|cell| state(*cell)).max() {
                    Some(State::Blank) => &mut equations.for_blank,
                    Some(State::Missing) => &mut equations.for_missing,
                    _ => &mut equations.for_unread,
                }
            }
        } += 1;
    }
    coverage
}

fn state(grid: &Grid<'_>, cell: CellIndex) -> State {
    if !grid.table.readable {
        return State::Unread;
    }
    match grid.cell(cell).map(|found| &found.value) {
        _ if grid.row(cell.row).is_none() => State::Missing,
        _ if grid.is_twice(cell.row) => State::Unread,
        Some(Value::Figure(_)) => State::Read,
        Some(Value::Blank) => State::Blank,
        Some(_) => State::Unread,
        // Of a row of which it is known what it lacks, the others have their places.
        None if grid.missing(cell.row).is_some() => State::Missing,
        None => State::Unread,
    }
}

impl Coverage {
    /// Whether every cell was read and every equation holds or is broken: nothing was left out.
    pub fn is_complete(&self) -> bool {
        self.cells.read == self.cells.expected && self.equations.unevaluated() == 0
    }

    /// The same in words, short where all is well.
    pub fn words(&self, lang: Lang) -> String {
        let Figures { prose, bound, .. } = self.figures;
        let tables = self.tables(lang);
        match (prose, lang) {
            (0, _) => tables,
            (_, Lang::Zh) => format!("{tables}；正文有 {prose} 个数，{bound} 个与表格核对"),
            (_, Lang::En) => format!("{tables}; {bound} of {prose} figures of the text held against them"),
        }
    }

    /// What became of the tables.
    fn tables(&self, lang: Lang) -> String {
        let Coverage { cells, equations, .. } = self;
        let unevaluated = equations.unevaluated();
        if lang == Lang::En {
            let parts = [(cells.blank, "blank"), (cells.missing, "missing"), (cells.unread, "not read")];
            let cells = format!("{} of {} cells read{}", cells.read, cells.expected, list(&parts, ", "));
            if equations.hold == equations.expected {
                return format!("{cells}; all {} equations hold", equations.expected);
            }
            let why = [
                (equations.for_blank, "blank cells"),
                (equations.for_missing, "missing cells"),
                (equations.for_unread, "cells not read"),
            ];
            let why = why.iter().filter(|(count, _)| *count > 0).map(|(_, why)| *why).collect::<Vec<_>>();
            let parts =
                [(equations.hold, "hold"), (equations.broken, "broken"), (unevaluated, "not evaluated")];
            let why = if why.is_empty() { String::new() } else { format!(" ({})", why.join(", ")) };
            return format!(
                "{cells}; of {} equations{}{why}",
                equations.expected,
                list(&parts, ", ").replacen(',', ":", 1)
            );
        }
        let parts = [(cells.blank, "未填"), (cells.missing, "缺少"), (cells.unread, "未能读出")];
        let parts = parts.iter().filter(|(count, _)| *count > 0);
        let parts = parts.map(|(count, what)| format!("，{what} {count} 格")).collect::<String>();
        let cells = match cells.read == cells.expected {
            true => format!("读到全部 {} 格", cells.read),
            false => format!("应有 {} 格，读到 {} 格{parts}", cells.expected, cells.read),
        };
        if equations.hold == equations.expected {
            return format!("{cells}；{} 条勾稽关系全部成立", equations.expected);
        }
        let why = [
            (equations.for_blank, "有未填的格"),
            (equations.for_missing, "有缺少的格"),
            (equations.for_unread, "有未能读出的格"),
        ];
        let why = why.iter().filter(|(count, _)| *count > 0).map(|(_, why)| *why).collect::<Vec<_>>();
        let why = if why.is_empty() { String::new() } else { format!("（{}）", why.join("、")) };
        let parts = [(equations.hold, "成立"), (equations.broken, "不成立"), (unevaluated, "未核对")];
        let parts = parts.iter().filter(|(count, _)| *count > 0);
        let parts = parts.map(|(count, what)| format!("{count} 条{what}")).collect::<Vec<_>>().join("，");
        format!("{cells}；{} 条勾稽关系：{parts}{why}", equations.expected)
    }
}

/// What there is of each, behind a comma.
fn list(parts: &[(usize, &str)], comma: &str) -> String {
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    parts.map(|(count, what)| format!("{comma}{count} {what}")).collect()
}

impl AddAssign for Coverage {
    fn add_assign(&mut self, other: Coverage) {
        let Coverage { cells, equations, figures } = other;
        self.figures.prose += figures.prose;
        self.figures.bound += figures.bound;
        self.figures.certain += figures.certain;
        self.cells.expected += cells.expected;
        self.cells.read += cells.read;
        self.cells.blank += cells.blank;
        self.cells.missing += cells.missing;
        self.cells.unread += cells.unread;
        self.equations.expected += equations.expected;
        self.equations.hold += equations.hold;
        self.equations.broken += equations.broken;
        self.equations.for_blank += equations.for_blank;
        self.equations.for_missing += equations.for_missing;
        self.equations.for_unread += equations.for_unread;
    }
}
