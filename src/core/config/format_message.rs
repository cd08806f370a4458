//! What is wrong with a format file, in words.
//!
//! Invariant: every mistake says what stands there; what the reader of TOML says is never shown to people as it is,
//! except in English.

use super::mistake::{missing_key, syntax, unknown_key};
use crate::format::FormatError;
use crate::format::mistake::{Kind, Mistake, Thing};
use crate::rules::Lang;
use crate::rules::nearest::nearest;

/// A line as it should be.
const EXAMPLE: &str = "title = \"总体情况\"";

/// What is wrong with a format file, without the place.
pub fn format_message(error: &FormatError, lang: Lang) -> String {
    match lang {
        Lang::Zh => chinese(&error.mistake),
        Lang::En => english(&error.mistake),
    }
}

/// A key that is none, and what was probably meant.
fn key(key: &str, known: &[String], lang: Lang) -> String {
    unknown_key(&shown(key), nearest(known.iter().map(String::as_str), key), known, lang)
}

/// A text on one line.
fn shown(text: &str) -> String {
    text.escape_debug().to_string()
}

fn zh(thing: Thing) -> &'static str {
    match thing {
        Thing::Section => "部分",
        Thing::SectionNumber => "部分编号",
        Thing::Table => "表",
        Thing::Block => "分块",
        Thing::Row => "行",
        Thing::Column => "列",
    }
}

fn en(thing: Thing) -> &'static str {
    match thing {
        Thing::Section => "section",
        Thing::SectionNumber => "number of a section",
        Thing::Table => "table",
        Thing::Block => "block",
        Thing::Row => "row",
        Thing::Column => "column",
    }
}

fn chinese(mistake: &Mistake) -> String {
    match mistake {
        Mistake::Syntax { detail, slip } => syntax(detail, *slip, EXAMPLE, Lang::Zh),
        Mistake::UnknownKey { key: written, known } => key(written, known, Lang::Zh),
        Mistake::MissingKey { key } => missing_key(key, Lang::Zh),
        Mistake::WrongKind { wanted } => {
            let wanted = match wanted {
                Kind::Words => "引号中的文字",
                Kind::Number => "整数，不加引号",
                Kind::YesOrNo => " true 或 false，不加引号",
                Kind::List => "方括号中的列表",
                Kind::Table => "花括号中的若干项",
            };
            format!("这里应写{wanted}")
        }
        Mistake::UnknownValue { value, known } => {
            format!("这里不能写 {}，可以写 {}", shown(value), known.join("、"))
        }
        Mistake::NoId { written, example } => {
            format!("“{}”不能作 id：应为小写英文词，如 {example}", shown(written))
        }
        Mistake::NoRule { written } => {
            format!("“{}”不是规则名称：应为类别和名称，如 totals/balance", shown(written))
        }
        Mistake::EmptyText { key, written } => format!("{key} 没有文字：“{}”", shown(written)),
        Mistake::NoCell { key, written } => format!("{key} 中有竖线或换行：“{}”", shown(written)),
        Mistake::EmptyList { key } => format!("{key} 是空的"),
        Mistake::Unknown { thing, name } => format!("没有这个{}：{}", zh(*thing), shown(name)),
        Mistake::Twice { thing, name } => format!("{} {} 写了两次", zh(*thing), shown(name)),
        Mistake::SameLabel { thing, label } => format!("另一{}也叫“{}”", zh(*thing), shown(label)),
        Mistake::Years { first, last } => format!("last_year {last} 早于 first_year {first}"),
        Mistake::Opening => "opening 中的花括号只能是 {agency}、{year} 和 {notice}".to_owned(),
        Mistake::Sentence { written } => format!(
            "这里的括号不对：“{}”。数字写作 {{received/total}}，为 0 时略去的部分写作 [甲] 或 [甲|乙]",
            shown(written)
        ),
        Mistake::NotInRow { row, column } => format!("行 {row} 没有列 {column}"),
        Mistake::NoRows { table } => format!("表 {table} 没有行"),
        Mistake::EmptyBlock { block } => format!("没有行属于分块“{}”", shown(block)),
        Mistake::NoBlock { row } => format!("行 {row} 没有用 block 写明属于哪个分块"),
        Mistake::NoRowAbove { row } => format!("上面没有 id 是 {} 的行", shown(row)),
        Mistake::StandsForOthers { row } => format!("行 {row} 本身代替别的行，不能再被代替"),
        Mistake::OtherBlock { row } => format!("行 {row} 属于另一个分块"),
        Mistake::NoTerm { at } => format!("at 是 {}，不是等式中的一项", shown(at)),
        Mistake::NoMatch { thing, pattern } => format!("{} 不对应任何{}", shown(pattern), zh(*thing)),
        Mistake::TermTwice { thing, name } => format!("{} {name} 在等式中出现两次", zh(*thing)),
        Mistake::Parted { row, others } => {
            format!("行 {row} 与它代替的 {} 应写在等式的同一边", others.join("、"))
        }
        Mistake::Nowhere { thing: Thing::Column } => "没有一列在所有这些行中都有".to_owned(),
        Mistake::Nowhere { .. } => "没有一行有所有这些列".to_owned(),
    }
}

fn english(mistake: &Mistake) -> String {
    match mistake {
        Mistake::Syntax { detail, slip } => syntax(detail, *slip, EXAMPLE, Lang::En),
        Mistake::UnknownKey { key: written, known } => key(written, known, Lang::En),
        Mistake::MissingKey { key } => missing_key(key, Lang::En),
        Mistake::WrongKind { wanted } => {
            let wanted = match wanted {
                Kind::Words => "text in quotes",
                Kind::Number => "a whole number without quotes",
                Kind::YesOrNo => "true or false without quotes",
                Kind::List => "a list in brackets",
                Kind::Table => "keys and values in braces",
            };
            format!("{wanted} should stand here")
        }
        Mistake::UnknownValue { value, known } => {
            format!("{} cannot stand here; there are {}", shown(value), known.join(", "))
        }
        Mistake::NoId { written, example } => {
            format!("`{}` is no id: lower-case words such as `{example}`", shown(written))
        }
        Mistake::NoRule { written } => {
            format!("`{}` is no rule: `category/name` such as `totals/balance`", shown(written))
        }
        Mistake::EmptyText { key, written } => format!("`{key}` is empty: `{}`", shown(written)),
        Mistake::NoCell { key, written } => {
            format!("`{key}` holds a pipe or a line end: `{}`", shown(written))
        }
        Mistake::EmptyList { key } => format!("`{key}` is empty"),
        Mistake::Unknown { thing, name } => format!("there is no {} `{}`", en(*thing), shown(name)),
        Mistake::Twice { thing, name } => format!("{} `{}` stands twice", en(*thing), shown(name)),
        Mistake::SameLabel { thing, label } => {
            format!("another {} is called `{}` too", en(*thing), shown(label))
        }
        Mistake::Years { first, last } => format!("`last_year` {last} is before `first_year` {first}"),
        Mistake::Opening => "`opening` may hold {agency}, {year} and {notice}, no other braces".to_owned(),
        Mistake::Sentence { written } => format!(
            "`{}` makes no sense: a figure is {{received/total}}, a part that is left out where it is 0 [part] or [one|another]",
            shown(written)
        ),
        Mistake::NotInRow { row, column } => format!("row `{row}` has no column `{column}`"),
        Mistake::NoRows { table } => format!("table `{table}` has no row"),
        Mistake::EmptyBlock { block } => format!("no row is in block `{}`", shown(block)),
        Mistake::NoBlock { row } => format!("row `{row}` is in no `block`"),
        Mistake::NoRowAbove { row } => format!("no row above has the id `{}`", shown(row)),
        Mistake::StandsForOthers { row } => format!("row `{row}` itself stands for others"),
        Mistake::OtherBlock { row } => format!("row `{row}` is in another block"),
        Mistake::NoTerm { at } => format!("`at` is `{}`, which is no term of the equation", shown(at)),
        Mistake::NoMatch { thing, pattern } => format!("`{}` matches no {}", shown(pattern), en(*thing)),
        Mistake::TermTwice { thing, name } => format!("{} `{name}` stands twice in the equation", en(*thing)),
        Mistake::Parted { row, others } => {
            let others = others.iter().map(|other| format!("`{other}`")).collect::<Vec<_>>();
            format!("row `{row}` and those it stands for, {}, belong together", others.join(", "))
        }
        Mistake::Nowhere { thing: Thing::Column } => "no column is in all these rows".to_owned(),
        Mistake::Nowhere { .. } => "no row has all these columns".to_owned(),
    }
}
