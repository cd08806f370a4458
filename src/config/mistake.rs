//! What is wrong with a `gouji.toml`, in words.
//!
//! Invariant: every mistake says what stands there and what could stand there.

use std::ops::Range;

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
    /// A path that does not begin at the folder of the file.
    NotRelative { key: &'static str },
    /// A path that leads out of the folder of the file.
    Outside { key: &'static str },
}

/// What people slip into that makes a file no TOML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// A full-width sign where a half-width one belongs.
    FullWidth(char),
    /// The name of a rule without quotes.
    NoQuotes,
    /// A value without quotes.
    ValueNoQuotes,
    /// A key in Chinese.
    KeyNotEnglish,
    /// A backslash between the parts of a path.
    Backslash,
}

/// A kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words in quotes.
    Words,
    /// A table, `[rules]`.
    Table,
    /// Tables of one name, `[[reviewed]]`.
    Tables,
}

impl ConfigError {
    /// What is wrong, without the place.
    pub fn words(&self, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        match &self.mistake {
            Mistake::Syntax { detail, slip } => match (zh, slip) {
                (true, Some(Slip::FullWidth(sign))) => format!("{sign} 是全角符号，请改用半角符号"),
                (true, Some(Slip::NoQuotes)) => {
                    "规则名称要加引号，例如 \"totals/balance\" = \"off\"".to_owned()
                }
                (true, Some(Slip::ValueNoQuotes)) => {
                    "等号后面的值要加引号，例如 language = \"zh\"".to_owned()
                }
                (false, Some(Slip::ValueNoQuotes)) => {
                    "the value stands in quotes: language = \"zh\"".to_owned()
                }
                (true, Some(Slip::KeyNotEnglish)) => "设置项的名称用英文，例如 language = \"zh\"".to_owned(),
                (false, Some(Slip::KeyNotEnglish)) => "keys are in English: language = \"zh\"".to_owned(),
                (true, Some(Slip::Backslash)) => "路径请用“/”分隔，不用“\\”".to_owned(),
                (true, None) => "不符合 TOML 的写法，请检查等号、引号和括号是否齐全".to_owned(),
                (false, Some(Slip::FullWidth(sign))) => {
                    format!("{sign} is a full-width sign; a half-width one belongs here")
                }
                (false, Some(Slip::NoQuotes)) => {
                    "the name of a rule stands in quotes: \"totals/balance\" = \"off\"".to_owned()
                }
                (false, Some(Slip::Backslash)) => {
                    "the parts of a path are separated by / and not by \\".to_owned()
                }
                (false, None) => format!("this is not TOML ({detail})"),
            },
            Mistake::UnknownKey { key, near, known } => match (zh, near) {
                (true, Some(near)) => format!("没有这一项：{key}。是不是 {near}？"),
                (true, None) => format!("没有这一项：{key}。可以写 {}", known.join("、")),
                (false, Some(near)) => format!("no such key: {key}. Did you mean {near}?"),
                (false, None) => format!("no such key: {key}. There are {}", known.join(", ")),
            },
            Mistake::MissingKey { key } => match zh {
                true => format!("缺少 {key}"),
                false => format!("{key} is missing"),
            },
            Mistake::WrongKind { key, wanted } => match (zh, wanted) {
                (true, Kind::Words) => format!("{key} 的值应为引号中的文字"),
                (true, Kind::Table) => format!("{key} 应单独成节，写作 [{key}]"),
                (true, Kind::Tables) => format!("{key} 应单独成节，写作 [[{key}]]"),
                (false, Kind::Words) => format!("{key} should be text in quotes"),
                (false, Kind::Table) => format!("{key} should be a table of its own, [{key}]"),
                (false, Kind::Tables) => format!("{key} should be tables of their own, [[{key}]]"),
            },
            Mistake::UnknownValue { key, value, known } => match zh {
                true => format!("{key} 不能是 {value}，可以是 {}", known.join("、")),
                false => format!("{key} cannot be {value}; it can be {}", known.join(", ")),
            },
            Mistake::UnknownRule { rule, near } => match (zh, near) {
                (true, Some(near)) => format!("没有这条规则：{rule}。是不是 {near}？"),
                (true, None) => format!("没有这条规则：{rule}。gouji rules 列出所有规则"),
                (false, Some(near)) => format!("no such rule: {rule}. Did you mean {near}?"),
                (false, None) => format!("no such rule: {rule}. `gouji rules` lists them all"),
            },
            Mistake::Outside { key } => match zh {
                true => format!("{key} 应写本文件所在目录之内的文件"),
                false => format!("{key} should be a file below the folder of this file"),
            },
            Mistake::NotRelative { key } => match zh {
                true => format!("{key} 应写从本文件所在目录起的路径，用“/”分隔"),
                false => {
                    format!("{key} should be a path from the folder of this file, with / between its parts")
                }
            },
        }
    }
}
