//! What is wrong with a `gouji.toml`, in words.
//!
//! Invariant: every mistake says what stands there and what could stand there.

use std::ops::Range;

use crate::format::slip::Slip;
use crate::rules::Lang;

/// A mistake in a `gouji.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The line of the file, from 1.
    pub line: usize,
    /// The bytes of the file that are wrong.
    pub range: Range<usize>,
    /// What is wrong with them.
    pub mistake: Mistake,
}

/// What is wrong.
#[allow(missing_docs)] // The words above each variant name its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// It is no TOML; `detail` are the words of the parser.
    Syntax { detail: String, slip: Option<Slip> },
    /// A key that is none, of those that can stand here.
    UnknownKey { key: String, near: Option<&'static str>, known: Vec<&'static str> },
    /// A key is lacking.
    MissingKey { key: &'static str },
    /// A value is of another kind.
    WrongKind { key: String, wanted: Kind },
    /// A value that is none of those that can stand here.
    UnknownValue { key: String, value: String, known: Vec<String> },
    /// No rule and no category has this name.
    UnknownRule { rule: String, near: Option<&'static str> },
    /// Nothing, or `*` alone, where the name of an agency belongs.
    NoName { key: &'static str },
    /// A path that does not begin at the folder of the file.
    NotRelative { key: &'static str },
    /// A path that leads out of the folder of the file.
    Outside { key: &'static str },
}

/// A kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words in quotes.
    Words,
    /// A whole number, not below zero.
    Number,
    /// A table, `[rules]`.
    Table,
    /// Tables of one name, `[[reviewed]]`.
    Tables,
    /// A list of words in quotes.
    List,
}

impl ConfigError {
    /// What is wrong, without the place.
    pub fn message(&self, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        match &self.mistake {
            Mistake::Syntax { detail, slip } => syntax(detail, *slip, "language = \"zh\"", lang),
            Mistake::UnknownKey { key, near, known } => unknown_key(key, *near, known, lang),
            Mistake::MissingKey { key } => missing_key(key, lang),
            Mistake::WrongKind { key, wanted } => match (zh, wanted) {
                (true, Kind::Words) => format!("{key} 的值应为引号中的文字"),
                (true, Kind::Number) => format!("{key} 的值应为整数"),
                (true, Kind::Table) => format!("{key} 应单独成一节，写作 [{key}]"),
                (true, Kind::Tables) => format!("{key} 应单独成一节，写作 [[{key}]]"),
                (true, Kind::List) => format!("{key} 的值应为方括号中的一个或几个名称，如 [\"云溪县*\"]"),
                (false, Kind::Words) => format!("{key} should be text in quotes"),
                (false, Kind::Number) => format!("{key} should be a whole number"),
                (false, Kind::Table) => format!("{key} should be a table of its own, [{key}]"),
                (false, Kind::Tables) => format!("{key} should be tables of their own, [[{key}]]"),
                (false, Kind::List) => {
                    format!("{key} should be one name or more in square brackets, as [\"云溪县*\"]")
                }
            },
            Mistake::UnknownValue { key, value, known } => match zh {
                true => format!("{key} 不能是 {value}，可以是 {}", known.join("、")),
                false => format!("{key} cannot be {value}; it can be {}", known.join(", ")),
            },
            Mistake::UnknownRule { rule, near } => match (zh, near) {
                (true, Some(near)) => format!("没有这条规则：{rule}。是不是 {near}？"),
                (true, None) => format!("没有这条规则：{rule}。gouji rules 列出全部规则"),
                (false, Some(near)) => format!("no such rule: {rule}. Did you mean {near}?"),
                (false, None) => format!("no such rule: {rule}. `gouji rules` lists them all"),
            },
            Mistake::NoName { key } => match zh {
                true => format!("{key} 应写机关名称，可以用 * 代替其中一部分，如“云溪县*”"),
                false => format!("{key} should name an agency, in part with *: 云溪县*"),
            },
            Mistake::Outside { key } => match zh {
                true => format!("{key} 应写本文件所在文件夹之内的文件"),
                false => format!("{key} should be a file below the folder of this file"),
            },
            Mistake::NotRelative { key } => match zh {
                true => format!("{key} 应写从本文件所在文件夹起的路径，用“/”分隔"),
                false => {
                    format!("{key} should be a path from the folder of this file, with / between its parts")
                }
            },
        }
    }
}

/// What is wrong with what is no TOML; `example` is a line as it should be.
pub(super) fn syntax(detail: &str, slip: Option<Slip>, example: &str, lang: Lang) -> String {
    match (lang, slip) {
        (Lang::Zh, Some(Slip::FullWidth(sign))) => format!("{sign} 是全角符号，请改用半角符号"),
        (Lang::Zh, Some(Slip::NoQuotes)) => "规则名称要加引号，例如 \"totals/balance\" = \"off\"".to_owned(),
        (Lang::Zh, Some(Slip::ValueNoQuotes)) => format!("等号后面的值要加引号，例如 {example}"),
        (Lang::Zh, Some(Slip::KeyNotEnglish)) => format!("设置项的名称用英文，例如 {example}"),
        (Lang::Zh, Some(Slip::Backslash)) => "路径请用“/”分隔，不用“\\”".to_owned(),
        (Lang::Zh, Some(Slip::Twice)) => "同一项写了两次".to_owned(),
        (Lang::Zh, None) => "不符合 TOML 的写法，请检查等号、引号和括号是否齐全".to_owned(),
        (Lang::En, Some(Slip::FullWidth(sign))) => {
            format!("{sign} is a full-width sign; a half-width one belongs here")
        }
        (Lang::En, Some(Slip::NoQuotes)) => {
            "the name of a rule stands in quotes: \"totals/balance\" = \"off\"".to_owned()
        }
        (Lang::En, Some(Slip::ValueNoQuotes)) => format!("the value stands in quotes: {example}"),
        (Lang::En, Some(Slip::KeyNotEnglish)) => format!("keys are in English: {example}"),
        (Lang::En, Some(Slip::Backslash)) => {
            "the parts of a path are separated by / and not by \\".to_owned()
        }
        (Lang::En, Some(Slip::Twice)) => "this key stands twice".to_owned(),
        (Lang::En, None) => format!("this is not TOML ({detail})"),
    }
}

/// What is wrong with a key that is none.
pub(super) fn unknown_key(key: &str, near: Option<&str>, known: &[impl AsRef<str>], lang: Lang) -> String {
    let all = |joint: &str| known.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(joint);
    match (lang, near) {
        (Lang::Zh, Some(near)) => format!("没有这一项：{key}。是不是 {near}？"),
        (Lang::Zh, None) => format!("没有这一项：{key}。可以写 {}", all("、")),
        (Lang::En, Some(near)) => format!("no such key: {key}. Did you mean {near}?"),
        (Lang::En, None) => format!("no such key: {key}. There are {}", all(", ")),
    }
}

/// What is wrong where a key is lacking.
pub(super) fn missing_key(key: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("缺少 {key}"),
        Lang::En => format!("{key} is missing"),
    }
}
