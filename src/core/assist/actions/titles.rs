//! What the actions are called, in Chinese and in English.

use rust_decimal::Decimal;

use crate::assist::labels::plain;
use crate::format::{Format, TableIndex};
use crate::report::Shape;
use crate::rules::{self, Lang};

/// A figure that changes.
pub struct Changed {
    /// The label of its row.
    pub row: String,
    /// The label of its column.
    pub column: String,
    /// What stands there; none for a blank.
    pub from: Option<Decimal>,
    /// What it becomes.
    pub to: Decimal,
}

pub fn fix_all(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("修正全部可以确定的问题（{count} 处）"),
        Lang::En => format!("Fix everything that is certain ({count})"),
    }
}

pub fn same_kind(rule: &str, count: usize, are_certain: bool, lang: Lang) -> String {
    let rule = rules::find(rule);
    // Zeros that stand for what nobody said are to be looked at, one by one.
    let verify = match (are_certain, lang) {
        (true, _) => "",
        (false, Lang::Zh) => "，改后须逐处核实",
        (false, Lang::En) => ", to be verified one by one",
    };
    match lang {
        Lang::Zh => {
            let about = rule.map(|rule| format!("：{}", rule.summary_zh)).unwrap_or_default();
            format!("修正全部同类问题{about}（{count} 处{verify}）")
        }
        Lang::En => {
            let about = rule.map(|rule| format!(": {}", rule.summary_en)).unwrap_or_default();
            format!("Fix all of this kind{about} ({count}{verify})")
        }
    }
}

pub fn rewrite(shape: Shape, table: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("改写为{}：{table}", self::shape(shape, lang)),
        Lang::En => format!("Rewrite as {}: {table}", self::shape(shape, lang)),
    }
}

pub fn rewrite_all(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("把全部表格改写为 Markdown（{count} 个）"),
        Lang::En => format!("Rewrite all tables as Markdown ({count})"),
    }
}

/// What a table of this shape is called.
fn shape(shape: Shape, lang: Lang) -> &'static str {
    let (zh, en) = match shape {
        Shape::Markdown => (" Markdown 表格", "a Markdown table"),
        Shape::PipeRows => ("竖线分隔的表格", "rows with pipes"),
        Shape::PipeCells => ("竖线分隔、一格一行的表格", "cells with pipes, one a line"),
        Shape::Tsv => ("制表符分隔的表格", "rows with tabs"),
        Shape::Cells => ("一格一行、前有制表符的表格", "cells behind tabs, one a line"),
        Shape::CellsBare => ("一格一行的表格", "cells, one a line"),
        Shape::PdfRows | Shape::PdfInside | Shape::PdfColumns => ("空格分隔的表格", "rows with blanks"),
    };
    if lang == Lang::Zh { zh } else { en }
}

pub fn fill_row(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("本行空白格都填 0（{count} 格）"),
        Lang::En => format!("Write 0 in the blank cells of this row ({count})"),
    }
}

pub fn fill_table(table: &str, count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{table}空白格都填 0（{count} 格）"),
        Lang::En => format!("Write 0 in all blank cells of {table} ({count})"),
    }
}

pub fn recompute_row(changed: &[Changed], broken: usize, lang: Lang) -> String {
    let said = changes(changed, lang, |changed| changed.column.as_str());
    let title = match lang {
        Lang::Zh => format!("重算本行{said}"),
        Lang::En => format!("Recompute in this row: {said}"),
    };
    title + &but(broken, lang)
}

pub fn recompute_column(changed: &[Changed], broken: usize, lang: Lang) -> String {
    let said = changes(changed, lang, |changed| changed.row.as_str());
    let title = match lang {
        Lang::Zh => format!("重算本列{said}"),
        Lang::En => format!("Recompute in this column: {said}"),
    };
    title + &but(broken, lang)
}

pub fn recompute_table(table: &str, changed: &[Changed], broken: usize, lang: Lang) -> String {
    let title = match (lang, changed) {
        (Lang::Zh, [one]) => {
            format!("重算{table}全部总计：“{}”“{}”{}", one.row, one.column, change(one, lang))
        }
        (Lang::Zh, _) => format!("重算{table}全部总计（改 {} 格）", changed.len()),
        (Lang::En, [one]) => {
            format!("Recompute all totals of {table}: “{}”, “{}” {}", one.row, one.column, change(one, lang))
        }
        (Lang::En, _) => format!("Recompute all totals of {table} ({} cells change)", changed.len()),
    };
    title + &but(broken, lang)
}

fn changes(changed: &[Changed], lang: Lang, name: impl Fn(&Changed) -> &str) -> String {
    let colon = crate::assist::labels::colon(lang);
    let said: Vec<String> =
        changed.iter().map(|one| format!("{}{colon}{}", name(one), change(one, lang))).collect();
    said.join(if lang == Lang::Zh { "，" } else { ", " })
}

fn change(changed: &Changed, lang: Lang) -> String {
    let blank = if lang == Lang::Zh { "空" } else { "blank" };
    format!("{} → {}", changed.from.map_or(blank.to_owned(), plain), plain(changed.to))
}

pub fn follow(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("正文随表格修正（{count} 处）"),
        Lang::En => format!("Bring the sentences along with the tables ({count})"),
    }
}

/// What breaks by it.
fn but(broken: usize, lang: Lang) -> String {
    match (broken, lang) {
        (0, _) => String::new(),
        (_, Lang::Zh) => format!("（但另有 {broken} 条勾稽关系因此不成立）"),
        (_, Lang::En) => format!(" (but {broken} other equations then fail)"),
    }
}

pub fn renumber_sections(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("重排各部分序号（改 {count} 处）"),
        Lang::En => format!("Renumber the sections ({count})"),
    }
}

pub fn renumber_subsections(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("重排本部分小标题序号（改 {count} 处）"),
        Lang::En => format!("Renumber the subsections of this section ({count})"),
    }
}

pub fn insert_table(format: &Format, table: TableIndex, lang: Lang) -> String {
    let table = &format.tables[table];
    let title = &format.sections[table.section].title;
    match lang {
        Lang::Zh => format!("插入表格：{} {title}（数字留空待填）", table.name),
        Lang::En => format!("Insert table: {} {title} (to be filled in)", table.name),
    }
}
