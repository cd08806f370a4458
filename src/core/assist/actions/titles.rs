//! What the actions are called, in Chinese and in English.

use rust_decimal::Decimal;

use super::rewrite::Obstacle;
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
        Lang::Zh => format!("修正可以确定的问题（{count} 处）"),
        Lang::En => format!("Fix everything that is certain ({count})"),
    }
}

pub fn same_kind(rule: &str, count: usize, are_certain: bool, lang: Lang) -> String {
    let rule = rules::find(rule);
    // Zeros that stand for what nobody said are to be looked at, one by one.
    let verify = match (are_certain, lang) {
        (true, _) => "",
        (false, Lang::Zh) => "，修正后须逐处核实",
        (false, Lang::En) => ", to be verified one by one",
    };
    match lang {
        Lang::Zh => {
            let about = rule.map(|rule| format!("：{}", rule.summary_zh)).unwrap_or_default();
            format!("修正同类问题{about}（{count} 处{verify}）")
        }
        Lang::En => {
            let about = rule.map(|rule| format!(": {}", rule.summary_en)).unwrap_or_default();
            format!("Fix all of this kind{about} ({count}{verify})")
        }
    }
}

pub fn rewrite(shape: Shape, table: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}：{table}", self::shape(shape, lang)),
        Lang::En => format!("{}: {table}", self::shape(shape, lang)),
    }
}

pub fn rewrite_all(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("全部表格整理成对齐的表格（Markdown，{count} 张）"),
        Lang::En => format!("Tidy all tables into aligned columns (Markdown, {count})"),
    }
}

/// Why a table cannot be rewritten, and what to do about it.
pub fn obstacle(obstacle: &Obstacle, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    match obstacle {
        Obstacle::Unreadable => match zh {
            true => "这张表无法按行读取，不能改写；请先从原件重新复制表格".to_owned(),
            false => "this table cannot be read by rows; copy it again from the original first".to_owned(),
        },
        Obstacle::UnknownRow(label) if label.is_empty() => match zh {
            true => "表中有一行看不出是哪一行，不能改写；请先补上行标签".to_owned(),
            false => "a row of the table has no label; add it first".to_owned(),
        },
        Obstacle::UnknownRow(label) => match zh {
            true => format!("表中的“{label}”不是格式规定的行，改写会丢失；请先修正行标签"),
            false => format!("“{label}” is no row of the format and would be lost; mend its label first"),
        },
        Obstacle::Count(label) => match zh {
            true => format!("“{label}”行的数字多了或少了，不能确定各在哪一栏；请先修正这一行"),
            false => format!("row “{label}” has too few or too many figures; mend it first"),
        },
        Obstacle::Label(label) => match zh {
            true => format!("“{label}”行的标签与别的文字连在一起，改写会出错；请先修正行标签"),
            false => format!("the label of row “{label}” runs into other words; mend it first"),
        },
        Obstacle::Quoted => match zh {
            true => "这张表在引用（>）之中，不能改写；请先去掉行首的“>”".to_owned(),
            false => "this table is quoted; take away the > before its lines first".to_owned(),
        },
        Obstacle::Words(words) => match zh {
            true => format!("表中夹有别的文字“{words}”，改写会丢失；请先移到表外"),
            false => {
                format!("other words, “{words}”, stand in the table and would be lost; move them out first")
            }
        },
        Obstacle::Cell => match zh {
            true => "有的格里不是数字，这种写法放不下；请先改成数字".to_owned(),
            false => "a cell holds what this shape cannot hold; write a figure first".to_owned(),
        },
    }
}

/// What is done to a table that gets this shape.
fn shape(shape: Shape, lang: Lang) -> &'static str {
    let (zh, en) = match shape {
        Shape::Markdown => ("整理成对齐的表格（Markdown）", "Tidy into aligned columns (Markdown)"),
        Shape::Tsv => ("改为可粘贴到 Excel 的表格（制表符分隔）", "Rewrite for pasting into Excel (tabs)"),
        Shape::PipeRows => ("改为竖线分隔的表格", "Rewrite as rows with pipes"),
        Shape::PipeCells => ("改为竖线分隔、一格一行的表格", "Rewrite as cells with pipes, one a line"),
        Shape::Cells => ("改为一格一行、前有制表符的表格", "Rewrite as cells behind tabs, one a line"),
        Shape::CellsBare => ("改为一格一行的表格", "Rewrite as cells, one a line"),
        Shape::PdfRows | Shape::PdfInside | Shape::PdfColumns => {
            ("改为空格分隔的表格", "Rewrite as rows with blanks")
        }
    };
    if lang == Lang::Zh { zh } else { en }
}

/// `with_sums`: blank totals get what their parts add up to, and that is not 0 everywhere.
pub fn fill_row(count: usize, with_sums: bool, lang: Lang) -> String {
    match (lang, with_sums) {
        (Lang::Zh, false) => format!("本行空白格都填 0（{count} 格）"),
        (Lang::Zh, true) => format!("本行空白格都填 0，合计按各项相加（{count} 格）"),
        (Lang::En, false) => format!("Write 0 in the blank cells of this row ({count})"),
        (Lang::En, true) => {
            format!("Write 0 in the blank cells of this row, and their sums in totals ({count})")
        }
    }
}

/// The same for a table.
pub fn fill_table(table: &str, count: usize, with_sums: bool, lang: Lang) -> String {
    match (lang, with_sums) {
        (Lang::Zh, false) => format!("{table}空白格都填 0（{count} 格）"),
        (Lang::Zh, true) => format!("{table}空白格都填 0，合计按各项相加（{count} 格）"),
        (Lang::En, false) => format!("Write 0 in all blank cells of {table} ({count})"),
        (Lang::En, true) => {
            format!("Write 0 in all blank cells of {table}, and their sums in totals ({count})")
        }
    }
}

pub fn digits(digits: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("只写数字：{digits}"),
        Lang::En => format!("Write digits only: {digits}"),
    }
}

pub fn all_digits(table: &str, count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{table}各格只写数字（{count} 格）"),
        Lang::En => format!("Write digits only in {table} ({count} cells)"),
    }
}

pub fn recompute_row(changed: &[Changed], broken: usize, lang: Lang) -> String {
    let said = changes(changed, lang, |changed| changed.column.as_str());
    let title = match lang {
        Lang::Zh => format!("重新计算本行{said}"),
        Lang::En => format!("Recompute in this row: {said}"),
    };
    title + &but(broken, lang)
}

pub fn recompute_column(changed: &[Changed], broken: usize, lang: Lang) -> String {
    let said = changes(changed, lang, |changed| changed.row.as_str());
    let title = match lang {
        Lang::Zh => format!("重新计算本列{said}"),
        Lang::En => format!("Recompute in this column: {said}"),
    };
    title + &but(broken, lang)
}

pub fn recompute_table(table: &str, changed: &[Changed], broken: usize, lang: Lang) -> String {
    let title = match (lang, changed) {
        (Lang::Zh, [one]) => {
            format!("重新计算{table}全部总计：“{}”行“{}”栏{}", one.row, one.column, change(one, lang))
        }
        (Lang::Zh, _) => format!("重新计算{table}全部总计（{} 格有变化）", changed.len()),
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
    let to = plain(changed.to);
    match (lang, changed.from.map(plain)) {
        (Lang::Zh, Some(from)) => format!("由 {from} 改为 {to}"),
        (Lang::Zh, None) => format!("填 {to}"),
        (Lang::En, Some(from)) => format!("from {from} to {to}"),
        (Lang::En, None) => format!("from blank to {to}"),
    }
}

pub fn follow(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("按表格修正正文（{count} 处）"),
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
        Lang::Zh => format!("重排各部分序号（{count} 处有变化）"),
        Lang::En => format!("Renumber the sections ({count})"),
    }
}

pub fn renumber_subsections(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("重排本部分小标题序号（{count} 处有变化）"),
        Lang::En => format!("Renumber the subsections of this section ({count})"),
    }
}

pub fn insert_table(format: &Format, table: TableIndex, lang: Lang) -> String {
    let table = &format.tables[table];
    let title = &format.sections[table.section].title;
    match lang {
        Lang::Zh => format!("插入表格：{} {title}（待填写）", table.name),
        Lang::En => format!("Insert table: {} {title} (to be filled in)", table.name),
    }
}
