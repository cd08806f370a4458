//! Why a file is not read.
//!
//! Invariant: each reason says what is wrong in one line and, where there is one, the way out.

use gouji_core::rules::Lang;

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It has no bytes.
    Empty,
    /// Files of its name are not read.
    Unknown,
    /// It is one of the binary files of old (`.doc`, `.wps`); the new one is `.docx`.
    OldWord,
    /// It is one of the binary files of old (`.xls`, `.et`); the new one is `.xlsx`.
    OldExcel,
    /// It needs a password.
    Encrypted,
    /// It brings programs along.
    Macros,
    /// It is cut off or damaged.
    Damaged,
    /// What its name says is not what it is; that is this kind of file, if it is one that is known.
    Misnamed(Option<&'static str>),
    /// It has more in it than any report.
    TooMuch,
    /// What stands in it stands too deep inside one another.
    TooDeep,
    /// It declares entities, which no office program does.
    Entities,
    /// There is no text in it.
    NoText,
}

impl Refusal {
    /// What is wrong.
    pub fn message(self, lang: Lang) -> String {
        let (zh, en) = match self {
            Refusal::Empty => ("文件是空的", "the file is empty"),
            Refusal::Unknown => (
                "不能读取这种文件；能读取的有 .docx、.xlsx 和 .html",
                "such files are not read, but .docx, .xlsx and .html are",
            ),
            Refusal::OldWord => (
                "旧式的 .doc 或 .wps 文件不能读取，请在 Word 或 WPS 中另存为 .docx",
                "old files such as .doc and .wps cannot be read: save it as .docx",
            ),
            Refusal::OldExcel => (
                "旧式的 .xls 或 .et 文件不能读取，请在 Excel 或 WPS 中另存为 .xlsx",
                "old files such as .xls and .et cannot be read: save it as .xlsx",
            ),
            Refusal::Encrypted => {
                ("文件有密码，请取消密码后再试", "the file has a password: save it without one")
            }
            Refusal::Macros => (
                "文件含有宏，不读取；请另存为不含宏的 .docx 或 .xlsx",
                "the file has macros: save it as .docx or .xlsx, without them",
            ),
            Refusal::Damaged => (
                "文件不完整或已损坏，请重新获取，或用 Word、WPS 打开后另存",
                "the file is cut off or damaged: fetch it again, or open it and save it anew",
            ),
            Refusal::Misnamed(None) => {
                ("内容与扩展名不符，不是这种文件", "it is not the kind of file that its name says")
            }
            Refusal::Misnamed(Some(kind)) => {
                return match lang {
                    Lang::Zh => format!("内容与扩展名不符，实际是 {kind} 文件，请改正扩展名"),
                    Lang::En => format!("it is a {kind} file, and its name says another: rename it"),
                };
            }
            Refusal::TooMuch => {
                ("文件内容过多，不可能是一份年度报告", "there is more in the file than in any report")
            }
            Refusal::TooDeep => ("文件内容层层嵌套过深", "what the file holds is nested too deep"),
            Refusal::Entities => (
                "文件中有实体声明，不是办公软件保存的文件",
                "the file declares entities, which office programs never do",
            ),
            Refusal::NoText => ("文件里没有文字", "there is no text in the file"),
        };
        if lang == Lang::Zh { zh } else { en }.to_owned()
    }
}
