//! Why a file gave no text, or took none.
//!
//! Invariant: what is said of it fits in one line, is in one language, and names the file as the user did.

use std::io;
use std::path::Path;

use gouji_core::rules::Lang;

/// A megabyte.
pub const MEGABYTE: u64 = 1 << 20;

/// Why a file could not be read or judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileError {
    /// There is no such file.
    NotFound,
    /// It may not be read.
    Denied,
    /// The system says why it cannot be read.
    Unreadable(io::ErrorKind, Option<i32>),
    /// It has more bytes than this.
    TooLarge(u64),
    /// It is a device, a pipe or a folder, where only a file will do.
    NotRegular,
    /// It stands outside the folder that it must be below.
    Outside,
    /// Nothing has a name with these wildcards.
    NoMatch,
    /// It is no text at all.
    Binary,
    /// It is no text in any encoding that is known here.
    NotText,
    /// It is a file of another program, which is not read for this reason.
    NotImported(String),
    /// It is UTF-8 but for some bytes, the first of them in this line (from 1).
    DamagedUtf8(usize),
    /// The `gouji.toml` that governs it has this mistake.
    Settings(String),
    /// The program itself failed on it.
    Crashed,
}

impl FileError {
    /// What is wrong, without the path.
    pub fn message(&self, lang: Lang) -> String {
        let (head, detail) = self.parts(lang);
        match lang {
            _ if detail.is_empty() => head.to_owned(),
            Lang::Zh => format!("{head}（{detail}）"),
            Lang::En => format!("{head} ({detail})"),
        }
    }

    /// What is wrong with which file, in one line.
    pub fn line(&self, path: &Path, lang: Lang) -> String {
        let (head, detail) = self.parts(lang);
        let path = shown(path);
        match lang {
            Lang::Zh if detail.is_empty() => format!("{head}：{path}"),
            Lang::Zh => format!("{head}：{path}（{detail}）"),
            Lang::En if detail.is_empty() => format!("{head}: {path}"),
            Lang::En => format!("{head}: {path} ({detail})"),
        }
    }

    fn parts(&self, lang: Lang) -> (&'static str, String) {
        let (zh, en, detail) = match self {
            FileError::NotFound => ("找不到文件", "no such file", String::new()),
            FileError::Denied => {
                let detail = if lang == Lang::Zh { "没有权限" } else { "permission denied" };
                ("无法读取", "cannot read", detail.to_owned())
            }
            FileError::Unreadable(kind, code) => ("无法读取", "cannot read", system(*kind, *code, lang)),
            FileError::TooLarge(most) => {
                let most = most / MEGABYTE;
                let detail = match lang {
                    Lang::Zh => format!("最多 {most} MB"),
                    Lang::En => format!("at most {most} MB"),
                };
                ("文件太大", "the file is too large", detail)
            }
            FileError::NotRegular => ("不是普通文件", "not a regular file", String::new()),
            FileError::Outside => {
                ("不在 gouji.toml 所在的文件夹之内", "not below the folder of gouji.toml", String::new())
            }
            FileError::NoMatch => ("没有找到相符的文件", "no file has such a name", String::new()),
            FileError::Binary | FileError::NotText => {
                ("不是文本文件，或编码无法识别", "not a text file, or in an unknown encoding", String::new())
            }
            FileError::NotImported(why) => ("无法读取", "cannot read", why.clone()),
            FileError::DamagedUtf8(line) => {
                let detail =
                    if lang == Lang::Zh { format!("第 {line} 行") } else { format!("line {line}") };
                ("UTF-8 编码有损坏", "damaged UTF-8", detail)
            }
            FileError::Settings(mistake) => {
                ("设置有误，未检查", "not checked, for its settings have a mistake", mistake.clone())
            }
            FileError::Crashed => ("程序内部出错，未能检查", "internal error, not checked", String::new()),
        };
        (if lang == Lang::Zh { zh } else { en }, detail)
    }
}

impl From<io::Error> for FileError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => FileError::NotFound,
            io::ErrorKind::PermissionDenied => FileError::Denied,
            kind => FileError::Unreadable(kind, error.raw_os_error()),
        }
    }
}

/// A path for people to read. What would move the cursor, colour the terminal or turn the direction of writing is
/// written out.
pub fn shown(path: &Path) -> String {
    if path == Path::new("-") { "<stdin>".to_owned() } else { harmless(&path.to_string_lossy()) }
}

/// Words of somebody else's, with what a terminal obeys written out.
pub fn harmless(words: &str) -> String {
    let is_harmful = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut shown = String::with_capacity(words.len());
    for c in words.chars() {
        if is_harmful(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Why a file, or standard output, could not be written.
pub fn why_not_written(error: &io::Error, lang: Lang) -> String {
    match (error.kind(), lang) {
        (io::ErrorKind::AlreadyExists, Lang::Zh) => "文件已经存在".to_owned(),
        (io::ErrorKind::AlreadyExists, Lang::En) => "the file exists".to_owned(),
        (io::ErrorKind::NotFound, Lang::Zh) => "没有这个文件夹".to_owned(),
        (io::ErrorKind::NotFound, Lang::En) => "no such folder".to_owned(),
        (kind, lang) => system(kind, error.raw_os_error(), lang),
    }
}

/// What the system says, in words; with its number where those of ours say less than its own.
fn system(kind: io::ErrorKind, code: Option<i32>, lang: Lang) -> String {
    use io::ErrorKind as Kind;
    let (zh, en) = match kind {
        Kind::NotFound => ("没有这个文件", "no such file"),
        Kind::PermissionDenied => ("没有权限", "permission denied"),
        Kind::StorageFull => ("磁盘已满", "the disk is full"),
        Kind::QuotaExceeded => ("超出磁盘配额", "the quota of the disk is used up"),
        Kind::FileTooLarge => ("文件太大", "the file is too large"),
        Kind::ReadOnlyFilesystem => ("磁盘是只读的", "the disk is read-only"),
        Kind::IsADirectory => ("这是文件夹", "it is a folder"),
        Kind::NotADirectory => ("路径中有一段不是文件夹", "a part of the path is no folder"),
        Kind::InvalidFilename => ("文件名不符合系统的规定", "the name cannot be that of a file"),
        Kind::ResourceBusy | Kind::ExecutableFileBusy => ("文件正在使用", "the file is in use"),
        Kind::TimedOut => ("等待超时", "it took too long"),
        Kind::BrokenPipe => ("读取的一方已经退出", "nobody reads on"),
        kind => {
            let number = code.map(|code| code.to_string());
            return match (lang, number) {
                (Lang::Zh, Some(code)) => format!("系统错误 {code}"),
                (Lang::Zh, None) => "系统没有说明原因".to_owned(),
                (Lang::En, Some(code)) => format!("{kind}, error {code} of the system"),
                (Lang::En, None) => kind.to_string(),
            };
        }
    };
    let said = if lang == Lang::Zh { zh } else { en };
    match (code, lang) {
        (None, _) => said.to_owned(),
        (Some(code), Lang::Zh) => format!("{said}，系统错误 {code}"),
        (Some(code), Lang::En) => format!("{said}, error {code} of the system"),
    }
}
