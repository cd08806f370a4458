//! What the features say, in Chinese and in English; the report's own terms stand as they are.

use rust_decimal::Decimal;

use crate::format::{Cell, Layout};
use crate::report::Shape;
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

/// What a report without a title, or a section without words, is called.
pub fn untitled(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "（无标题）" } else { "(no title)" }
}

/// What a row without a label is called.
pub fn unknown(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "（无标签）" } else { "(no label)" }
}

/// What is said of figures whose columns are not certain.
pub fn uncertain(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "不能确定各属哪一栏，照原文列出",
        Lang::En => "It is not certain to which columns these belong: they stand as in the text",
    }
}

/// What a cell is called in which nothing stands.
pub fn blank(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "未填" } else { "blank" }
}

/// What is said of words among the rows of a table that belong to none of them.
pub fn beside(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "表中另有的文字" } else { "other words in the table" }
}

/// A year.
pub fn year(year: u16, lang: Lang) -> String {
    if lang == Lang::Zh { format!("{year}年") } else { year.to_string() }
}

/// The shape of a table and how its equations stand: how many there are, are judged, do not hold.
pub fn table(shape: Shape, equations: Option<(usize, usize, usize)>, lang: Lang) -> String {
    let shape = self::shape(shape, lang);
    let Some((all, judged, broken)) = equations.filter(|(all, ..)| *all > 0) else {
        return shape.to_owned();
    };
    let lacking = all - judged;
    match lang {
        Lang::Zh => {
            let mut said = match (broken, lacking) {
                (0, 0) => format!("{shape}，{all} 条勾稽关系全部成立"),
                _ => format!("{shape}，{all} 条勾稽关系"),
            };
            if broken > 0 {
                said += &format!("，{broken} 条不成立");
            }
            if lacking > 0 {
                said += &format!("，{lacking} 条未核对");
            }
            said
        }
        Lang::En => {
            let mut said = match (broken, lacking) {
                (0, 0) => format!("{shape}, all {all} equations hold"),
                _ => format!("{shape}, {all} equations"),
            };
            if broken > 0 {
                let verb = if broken == 1 { "does" } else { "do" };
                said += &format!(", {broken} {verb} not hold");
            }
            if lacking > 0 {
                said += &format!(", {lacking} not checked");
            }
            said
        }
    }
}

/// What a shape is called.
pub fn shape(shape: Shape, lang: Lang) -> &'static str {
    let (zh, en) = match shape {
        Shape::Markdown => ("Markdown 表格", "Markdown table"),
        Shape::PipeRows => ("竖线分隔的行", "rows with pipes"),
        Shape::PipeCells => ("竖线分隔的单元格", "cells and pipes on lines of their own"),
        Shape::Tsv => ("制表符分隔的行", "rows with tabs"),
        Shape::Cells => ("一格一行，前有制表符", "a cell a line, behind a tab"),
        Shape::CellsBare => ("一格一行", "a cell a line"),
        Shape::PdfRows => ("PDF 文字，按行", "PDF text by rows"),
        Shape::PdfInside => ("PDF 文字，数字夹在标签中", "PDF text with figures inside labels"),
        Shape::PdfColumns => ("PDF 文字，标签与数字分离", "PDF text with labels apart from figures"),
    };
    if lang == Lang::Zh { zh } else { en }
}
