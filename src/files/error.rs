//! Why a file gave no text.
//!
//! Invariant: what is said of it fits in one line and names the file as the user did.

use std::io;
use std::path::Path;

use crate::rules::Lang;

/// Why a file could not be read or judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileError {
    /// There is no such file.
    NotFound,
    /// It may not be read.
    Denied,
    /// The system says why it cannot be read.
    Unreadable(String),
    /// It is no text at all.
    Binary,
    /// It is no text in any encoding that is known here.
    NotText,
    /// It is UTF-8 but for some bytes, the first of them in this line (from 1).
    DamagedUtf8(usize),
    /// The `gouji.toml` that governs it has this mistake.
    Settings(String),
    /// The program itself failed on it.
    Crashed,
}

impl FileError {
    /// What is wrong, without the path.
    pub fn words(&self, lang: Lang) -> String {
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
                ("读不了", "cannot read", detail.to_owned())
            }
            FileError::Unreadable(why) => ("读不了", "cannot read", why.clone()),
            FileError::Binary | FileError::NotText => {
                ("不是文本文件，或编码无法识别", "not a text file, or in an unknown encoding", String::new())
            }
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
            _ => FileError::Unreadable(error.to_string()),
        }
    }
}

/// A path for people to read.
pub fn shown(path: &Path) -> String {
    if path == Path::new("-") { "<stdin>".to_owned() } else { path.to_string_lossy().into_owned() }
}

/// Why a file could not be written.
pub fn why_not_written(error: &io::Error, lang: Lang) -> String {
    let (zh, en) = match error.kind() {
        io::ErrorKind::AlreadyExists => ("文件已经存在", "the file exists"),
        io::ErrorKind::NotFound => ("没有这个文件夹", "no such folder"),
        io::ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
        io::ErrorKind::StorageFull => ("磁盘已满", "the disk is full"),
        _ => return error.to_string(),
    };
    if lang == Lang::Zh { zh } else { en }.to_owned()
}
