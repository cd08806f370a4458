//! What the features say, in Chinese and in English; the report's own terms stand as they are.

use rust_decimal::Decimal;

use crate::format::{Cell, Layout};
use crate::report::normal::without_notes;
use crate::rules::Lang;
use crate::rules::view::{Grid, Judged};

/// A colon.
pub fn colon(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "：" } else { ": " }
}

/// A figure without needless zeros.
pub fn plain(figure: Decimal) -> String {
    figure.normalize().to_string()
}

/// An equation with its numbers, and whether it holds; `asked` is shown even if it is zero.
pub fn equation(grid: &Grid<'_>, judged: &Judged<'_>, asked: Cell, lang: Lang) -> String {
    let at = judged.equation.at;
    let in_row = judged.left.iter().chain(&judged.right).all(|cell| cell.row == at.row);
    let about = match (in_row, grid.format.layout) {
        (true, Layout::Rows) => without_notes(&grid.format.rows[at.row].label),
        (true, Layout::OneLine) => crate::format::full_name(grid.format, at.row),
        (false, _) => grid.format.columns[at.column].label.clone(),
    };
    let side = |cells: &[Cell], sum: Decimal| side(grid, cells, sum, asked, in_row, lang);
    let (left, added_left) = side(&judged.left, judged.left_sum);
    let (right, added_right) = side(&judged.right, judged.right_sum);
    let colon = colon(lang);
    if judged.holds() {
        return format!("✓ {about}{colon}{left} = {right}");
    }
    let left = if added_left { format!("{left} = {}", plain(judged.left_sum)) } else { left };
    let right = if added_right { format!("{} = {right}", plain(judged.right_sum)) } else { right };
    format!("≠ {about}{colon}{left} ≠ {right}")
}

/// One side of an equation: its addends that are not zero, with their labels; and whether it is a sum whose
/// value does not stand there.
fn side(
    grid: &Grid<'_>,
    cells: &[Cell],
    sum: Decimal,
    asked: Cell,
    in_row: bool,
    lang: Lang,
) -> (String, bool) {
    const FEW: usize = 2;
    const MOST: usize = 8;
    let figure = |cell: Cell| grid.figure(cell).unwrap_or_default();
    let name = |cell: Cell| match in_row {
        true => grid.format.columns[cell.column].label.clone(),
        false => without_notes(&grid.format.rows[cell.row].label),
    };
    let shown: Vec<String> = cells
        .iter()
        .filter(|cell| cells.len() <= FEW || **cell == asked || !figure(**cell).is_zero())
        .map(|cell| format!("{} {}", name(*cell), plain(figure(*cell))))
        .collect();
    let said = match (shown.len(), lang) {
        (0, Lang::Zh) => format!("各项（{} 项）都是 0", cells.len()),
        (0, Lang::En) => format!("all {} items 0", cells.len()),
        (count, Lang::Zh) if count > MOST => format!("{count} 项相加 {}", plain(sum)),
        (count, Lang::En) if count > MOST => format!("{count} items add up to {}", plain(sum)),
        _ => shown.join(" + "),
    };
    (said, (2..=MOST).contains(&shown.len()))
}

/// How many equations of a figure were not judged.
pub fn not_judged(count: usize, lang: Lang) -> String {
    match (lang, count) {
        (Lang::Zh, _) => format!("另有 {count} 条勾稽关系缺少数字，未核对"),
        (Lang::En, 1) => "1 equation lacks a figure and was not checked".to_owned(),
        (Lang::En, _) => format!("{count} equations lack a figure and were not checked"),
    }
}
