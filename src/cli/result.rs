//! What became of an input, and how many findings there are.
//!
//! Invariant: a [`FileResult`] is plain data, all that any output needs.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;
use std::path::{Path, PathBuf};

use crate::config::{Hidden, HiddenBy};
use crate::rules::{Diagnostic, Lang, Severity};
use crate::text::Text;

use super::{FailOn, TROUBLE};

/// What became of one input.
#[derive(Debug, Clone)]
pub struct FileResult {
    /// Its path as it was given or found, `-` for standard input.
    pub path: PathBuf,
    /// What was found, or why it could not be read.
    pub outcome: Result<Checked, FileError>,
}

/// A text that was checked.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// The encoding it was read in.
    pub encoding: &'static str,
    /// The text itself.
    pub text: Text,
    /// How many reports it holds.
    pub reports: usize,
    /// The id of the format of the first.
    pub format: Option<String>,
    /// The title of the first.
    pub title: Option<String>,
    /// The agency of the first.
    pub agency: Option<String>,
    /// The year of the first.
    pub year: Option<u16>,
    /// What is wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// What was put aside.
    pub hidden: Vec<Hidden>,
    /// The reviews of it that speak of nothing any more: each the path of a `gouji.toml` and a line, from 1.
    pub unused: Vec<(String, usize)>,
}

/// Why an input could not be checked.
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

impl From<std::io::Error> for FileError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => FileError::NotFound,
            std::io::ErrorKind::PermissionDenied => FileError::Denied,
            _ => FileError::Unreadable(error.to_string()),
        }
    }
}

/// A path for people to read.
pub fn shown(path: &Path) -> String {
    if path == Path::new("-") { "<stdin>".to_owned() } else { path.to_string_lossy().into_owned() }
}

/// How many of everything there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Texts that were checked.
    pub files: usize,
    /// Reports in them.
    pub reports: usize,
    /// Inputs that could not be checked.
    pub failed: usize,
    /// Findings by severity.
    pub findings: BTreeMap<Severity, usize>,
    /// Texts by encoding, those in UTF-8 left out.
    pub encodings: BTreeMap<&'static str, usize>,
    /// Findings that were put aside because somebody has reviewed them.
    pub reviewed: usize,
    /// Findings that were put aside by comments in the texts.
    pub ignored: usize,
    /// Reviews that speak of nothing any more, by the path of their `gouji.toml`, with their lines.
    pub unused: BTreeMap<String, BTreeSet<usize>>,
}

impl Tally {
    /// The count of one result.
    pub fn of(result: &FileResult) -> Tally {
        let Ok(checked) = &result.outcome else {
            return Tally { failed: 1, ..Tally::default() };
        };
        let mut tally = Tally { files: 1, reports: checked.reports.max(1), ..Tally::default() };
        for diagnostic in &checked.diagnostics {
            *tally.findings.entry(diagnostic.severity).or_default() += 1;
        }
        let reviewed = checked.hidden.iter().filter(|hidden| hidden.by == HiddenBy::Review).count();
        (tally.reviewed, tally.ignored) = (reviewed, checked.hidden.len() - reviewed);
        for (path, line) in &checked.unused {
            tally.unused.entry(path.clone()).or_default().insert(*line);
        }
        if checked.encoding != "UTF-8" {
            tally.encodings.insert(checked.encoding, 1);
        }
        tally
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.get(&severity).copied().unwrap_or(0)
    }

    /// The exit status that these counts mean.
    pub fn status(&self, fail_on: FailOn) -> u8 {
        let worst = self.findings.keys().next_back();
        if self.failed > 0 {
            TROUBLE
        } else if fail_on.least().is_some_and(|least| worst.is_some_and(|worst| *worst >= least)) {
            1
        } else {
            0
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.files += other.files;
        self.reports += other.reports;
        self.failed += other.failed;
        self.reviewed += other.reviewed;
        self.ignored += other.ignored;
        for (path, lines) in other.unused {
            self.unused.entry(path).or_default().extend(lines);
        }
        for (severity, count) in other.findings {
            *self.findings.entry(severity).or_default() += count;
        }
        for (encoding, count) in other.encodings {
            *self.encodings.entry(encoding).or_default() += count;
        }
    }
}
