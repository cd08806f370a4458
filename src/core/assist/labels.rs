//! What the features say, in Chinese and in English; the report's own terms stand as they are.

use rust_decimal::Decimal;

use super::place::Standing;
use super::said::{InTable, Said};
use crate::format::{CellIndex, Layout, RowIndex, Table, full_name};
use crate::prose::State;
use crate::report::Shape;
use crate::report::normal::without_notes;
use crate::rules::Lang;
use crate::rules::grid::{Grid, Judged};
use crate::rules::messages::{add_up, in_words};

/// A colon.
pub fn colon(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "：" } else { ": " }
}

/// A figure without needless zeros.
pub fn plain(figure: Decimal) -> String {
    figure.normalize().to_string()
}

/// What a sentence says beside what its cells add up to.
pub fn said(value: Decimal, sum: Option<Decimal>, state: State, lang: Lang) -> String {
    let value = plain(value);
    match (lang, state, sum.map(plain)) {
        (Lang::Zh, State::Agrees, _) => format!("✓ 正文 {value}，与表格一致"),
        (Lang::Zh, _, Some(sum)) => format!("≠ 正文 {value}，表格 {sum}"),
        (Lang::Zh, _, None) => format!("正文 {value}，表格中的数未能读出"),
        (Lang::En, State::Agrees, _) => format!("✓ the text says {value}, as the table does"),
        (Lang::En, _, Some(sum)) => format!("≠ the text says {value}, the table {sum}"),
        (Lang::En, _, None) => format!("the text says {value}; the table's figure cannot be read"),
    }
}

/// What the tables have where a sentence says something else.
pub fn answer(sum: Decimal, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("表格为 {}", plain(sum)),
        Lang::En => format!("{} in the table", plain(sum)),
    }
}

/// The cells of which a sentence speaks, each in a line with its figure; of a long sum only what counts.
pub fn of_cells(said: &Said, lang: Lang) -> Vec<String> {
    const FEW: usize = 2;
    let counts = |cell: &&InTable| {
        said.cells.len() <= FEW || cell.found.as_ref().is_none_or(|(figure, _)| !figure.is_zero())
    };
    let line = |InTable { spot, found }: &InTable| {
        let table = &said.report.format.tables[spot.table];
        let (row, column) = (full_name(table, spot.cell.row), &table.columns[spot.cell.column].label);
        let figure = found.as_ref().map(|(figure, _)| format!(" {}", plain(*figure))).unwrap_or_default();
        format!("{}{}{}{figure}", table.name, colon(lang), in_words(&row, column, lang))
    };
    said.cells.iter().filter(counts).map(line).collect()
}

/// An equation with its numbers, and whether it holds; `asked` is shown even if it is zero.
pub fn equation(grid: &Grid<'_>, judged: &Judged<'_>, asked: CellIndex, lang: Lang) -> String {
    let at = judged.equation.at;
    let in_row = judged.left.iter().chain(&judged.right).all(|cell| cell.row == at.row);
    let about = match (in_row, grid.format.layout) {
        (true, Layout::Rows) => without_notes(&grid.format.rows[at.row].label),
        (true, Layout::OneLine) => full_name(grid.format, at.row),
        (false, _) => grid.format.columns[at.column].label.clone(),
    };
    let side = |cells: &[CellIndex], sum: Decimal| side(grid, cells, sum, asked, in_row, lang);
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
    cells: &[CellIndex],
    sum: Decimal,
    asked: CellIndex,
    in_row: bool,
    lang: Lang,
) -> (String, bool) {
    const FEW: usize = 2;
    const MOST: usize = 8;
    let figure = |cell: CellIndex| grid.figure(cell).unwrap_or_default();
    let name = |cell: CellIndex| match in_row {
        true => grid.format.columns[cell.column].label.clone(),
        false => without_notes(&grid.format.rows[cell.row].label),
    };
    let shown: Vec<String> = cells
        .iter()
        .filter(|cell| cells.len() <= FEW || **cell == asked || !figure(**cell).is_zero())
        .map(|cell| format!("{} {}", name(*cell), plain(figure(*cell))))
        .collect();
    let said = match shown.len() {
        1..=MOST => shown.join(" + "),
        _ => {
            let rows: Vec<RowIndex> = cells.iter().map(|cell| cell.row).collect();
            format!("{} {}", add_up((!in_row).then_some(grid.format), &rows, lang), plain(sum))
        }
    };
    (said, (2..=MOST).contains(&shown.len()))
}

/// A cited document with the first sentence of what is told of it.
pub fn cited(name: &str, about: &str, lang: Lang) -> String {
    let end = match lang {
        Lang::Zh => about.find('。'),
        Lang::En => about.find(". "),
    };
    format!("{name}{}{}", colon(lang), &about[..end.unwrap_or(about.len())])
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
        Lang::Zh => "不能确定各数属于哪一栏，按原文列出",
        Lang::En => "It is not certain to which columns these belong: they stand as in the text",
    }
}

/// What a cell is called in which nothing stands.
pub fn blank(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "未填" } else { "blank" }
}

/// What is said of words among the rows of a table that belong to none of them.
pub fn beside(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "表中的其他文字" } else { "other words in the table" }
}

/// A year.
pub fn year(year: u16, lang: Lang) -> String {
    if lang == Lang::Zh { format!("{year}年") } else { year.to_string() }
}

/// The shape of a table and how its equations stand.
pub fn table(shape: Shape, standing: Option<Standing>, lang: Lang) -> String {
    let shape = self::shape(shape, lang);
    let comma = if lang == Lang::Zh { "，" } else { ", " };
    match standing.filter(|standing| standing.all > 0) {
        Some(standing) => format!("{shape}{comma}{}", self::standing(standing, lang)),
        None => shape.to_owned(),
    }
}

/// How the equations of a table stand: how many there are, do not hold, were not judged.
pub fn standing(Standing { all, judged, broken }: Standing, lang: Lang) -> String {
    let lacking = all - judged;
    match lang {
        Lang::Zh if broken + lacking == 0 => format!("{all} 条勾稽关系全部成立"),
        Lang::Zh if judged == 0 => format!("{all} 条勾稽关系均未核对"),
        Lang::Zh => {
            let mut said = format!("{all} 条勾稽关系");
            if broken > 0 {
                said += &format!("，{broken} 条不成立");
            }
            if lacking > 0 {
                said += &format!("，{lacking} 条未核对");
            }
            said
        }
        Lang::En if broken + lacking == 0 => format!("all {all} equations hold"),
        Lang::En if judged == 0 => format!("none of {all} equations checked"),
        Lang::En => {
            let mut said = format!("{all} equations");
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

/// What figures ask for at a place, and whether it stands there; `is_total` where it is what they add up to.
pub fn sum(expected: Decimal, found: Decimal, is_total: bool, lang: Lang) -> String {
    match (expected == found, is_total, lang) {
        (true, true, Lang::Zh) => format!("合计 {} ✓", plain(found)),
        (true, true, Lang::En) => format!("sum {} ✓", plain(found)),
        (true, false, Lang::Zh) => "相符 ✓".to_owned(),
        (true, false, Lang::En) => "agrees ✓".to_owned(),
        (false, true, Lang::Zh) => format!("合计应为 {}", plain(expected)),
        (false, true, Lang::En) => format!("sum should be {}", plain(expected)),
        (false, false, Lang::Zh) => format!("应为 {}", plain(expected)),
        (false, false, Lang::En) => format!("should be {}", plain(expected)),
    }
}

/// That the equations of the columns hold, `judged` of `all`.
pub fn columns_hold(all: usize, judged: usize, lang: Lang) -> String {
    match (lang, judged == all) {
        (Lang::Zh, true) => "各列相符 ✓".to_owned(),
        (Lang::Zh, false) => format!("{judged} 列相符 ✓"),
        (Lang::En, true) => "columns agree ✓".to_owned(),
        (Lang::En, false) if judged == 1 => "1 column agrees ✓".to_owned(),
        (Lang::En, false) => format!("{judged} columns agree ✓"),
    }
}

/// The columns whose equations do not hold, each with what is asked for.
pub fn columns_differ(columns: &[(&str, Decimal)], lang: Lang) -> String {
    const MOST: usize = 3;
    let shown = columns.iter().take(MOST);
    let shown = shown.map(|(name, expected)| match lang {
        Lang::Zh => format!("{name}应为 {}", plain(*expected)),
        Lang::En => format!("{name} should be {}", plain(*expected)),
    });
    let comma = if lang == Lang::Zh { "，" } else { ", " };
    let said = shown.collect::<Vec<_>>().join(comma);
    match (lang, columns.len()) {
        (_, ..=MOST) => said,
        (Lang::Zh, count) => format!("{said} 等 {count} 列"),
        (Lang::En, count) => format!("{said}, in all {count} columns"),
    }
}

/// What a shape is called.
pub fn shape(shape: Shape, lang: Lang) -> &'static str {
    let (zh, en) = match shape {
        Shape::Markdown => ("Markdown 表格", "Markdown table"),
        Shape::PipeRows => ("竖线分隔的表格", "rows with pipes"),
        Shape::PipeCells => ("竖线分隔、一格一行的表格", "cells and pipes on lines of their own"),
        Shape::Tsv => ("制表符分隔的表格", "rows with tabs"),
        Shape::Cells => ("一格一行、前有制表符的表格", "a cell a line, behind a tab"),
        Shape::CellsBare => ("一格一行的表格", "a cell a line"),
        Shape::PdfRows => ("空格分隔的表格（PDF）", "rows with blanks (PDF)"),
        Shape::PdfInside => ("数字夹在标签中的文字（PDF）", "text with figures inside labels (PDF)"),
        Shape::PdfColumns => ("标签与数字分开的文字（PDF）", "text with labels apart from figures (PDF)"),
    };
    if lang == Lang::Zh { zh } else { en }
}

// ---- what is offered while typing

/// Words by which a whole report is asked for, besides its title.
pub const REPORT_NAMES: [&str; 5] = ["年度报告", "年报", "报告", "全文", "模板"];

/// A whole report in a format.
pub fn whole_report(format: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("年度报告全文（{format}）"),
        Lang::En => format!("whole annual report ({format})"),
    }
}

/// The title of a report.
pub fn title(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "标题" } else { "title" }
}

/// What stands in the place of an agency until it is filled in.
pub const AGENCY_TO_FILL: &str = "（机关名称）";

/// What stands in the place of a year until it is filled in.
pub const YEAR_TO_FILL: &str = "（年份）";

/// A section with what belongs below its heading: its tables, or prose.
pub fn section_to_fill(tables: &[&str], lang: Lang) -> String {
    match (lang, tables) {
        (Lang::Zh, []) => "标题和提示".to_owned(),
        (Lang::Zh, tables) => format!("标题和{}", tables.join("、")),
        (Lang::En, []) => "heading and notes".to_owned(),
        (Lang::En, tables) => format!("heading and {}", tables.join(", ")),
    }
}

/// A table in which all cells are blank.
pub fn table_to_fill(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "整张表格（待填写）" } else { "the whole table, to fill in" }
}

/// All the rows that a table still lacks.
pub fn remaining_rows(count: usize, lang: Lang) -> String {
    match (lang, count) {
        (Lang::Zh, _) => format!("补齐其余 {count} 行"),
        (Lang::En, 1) => "the remaining row".to_owned(),
        (Lang::En, _) => format!("the remaining {count} rows"),
    }
}

/// Where a row belongs: its table, and the groups in it.
pub fn place_of_row(table: &Table, row: RowIndex) -> String {
    let groups = table.rows[row].groups.iter().map(String::as_str);
    [table.name.as_str()].into_iter().chain(groups).collect::<Vec<_>>().join(" › ")
}

/// A sentence made of the figures of a table.
pub fn from_table(table: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("数字取自{table}"),
        Lang::En => format!("figures of {table}"),
    }
}
